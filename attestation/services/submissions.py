"""The record of a submission, and the papers that belong to a campaign from outside."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from accounts.language import recorded
from accounts.models import User
from accounts.services.journal import journal_append, lock_employer
from attestation.models import AttachedPaper, SubmissionEvent
from attestation.services.submission_adapters import MANUAL, adapter_of
from documents.registry import Performance
from documents.services.files import file_store


@dataclass(frozen=True)
class Upload:
    """A file as it came: name, bytes."""

    name: str
    content: bytes


@transaction.atomic
def paper_attach(paper: AttachedPaper, upload: Upload, *, actor: User) -> AttachedPaper:
    """Add a file to the documents of ``paper.campaign``; raises ``ValidationError``.

    What was added stays: a wrong file is followed by the right one.
    """
    lock_employer(paper.employer_id)
    paper.file = file_store(
        upload.content,
        employer=paper.employer,
        name=upload.name,
        content_type="application/octet-stream",
        actor=actor,
    )
    paper.full_clean()
    paper.save()
    with recorded():
        payload = {"name": str(paper), "number": paper.number, "file": paper.file.sha256}
    journal_append(
        employer_id=paper.employer_id, actor=actor, act="attachedpaper.attach", target=paper, payload=payload
    )
    return paper


def choose_way(performance: Performance) -> None:
    """By which way the documents are handed over: by hand unless an adapter's job says otherwise."""
    way = adapter_of(performance.data.get("way", MANUAL.code))
    performance.data = {**performance.data, "way": way.code}


def record_step(performance: Performance) -> None:
    """Write one step down: the submission itself shows only the last of each."""
    submission = performance.document
    handed = SubmissionEvent.objects.filter(submission=submission, transition="hand_over").count()
    is_new = performance.transition == "hand_over"
    event = SubmissionEvent(
        employer_id=submission.employer_id,
        submission=submission,
        round=handed + is_new,
        transition=performance.transition,
        on=performance.on,
        way=submission.way if is_new else "",
        receipt_number=submission.receipt_number if is_new else "",
        words="" if is_new else performance.reason,
        actor=performance.actor,
    )
    event.full_clean()
    event.save()
