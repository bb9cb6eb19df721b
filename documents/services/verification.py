"""Public codes of papers, prints that were shown, and files of ЭЦП made outside."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Callable, Iterable

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.models import User
from accounts.services.journal import journal_append, lock_employer
from documents.models import Document, ShownPrint, SignatureFile, Verdict, VerificationCode
from documents.selectors import content_digest
from documents.services.files import file_store

P7S = "application/pkcs7-signature"
CODE_BYTES = 10
_ABOUT_PRINT = (
    "employer_id",
    "document_type",
    "document_id",
    "document_revision",
    "content_digest",
    "shown_to_id",
)
EdsVerifier = Callable[[bytes, str], tuple[str, str]]
"""Takes the file of ЭЦП and the SHA-256 of what it signs (or ''); returns a ``Verdict`` and words."""


def code_give(document: Document) -> VerificationCode:
    """Give a document its code of 80 bits, once for its whole life."""
    found, _created = VerificationCode.objects.get_or_create(
        employer_id=document.employer_id,
        document_type=document._meta.label_lower,
        document_id=document.pk,
        defaults={
            "document_revision": document.revision,
            "code": base64.b32encode(secrets.token_bytes(CODE_BYTES)).decode().lower(),
        },
    )
    return found


def print_remember(
    document: Document,
    content: bytes,
    *,
    shown_to: User | None,
    paper: str = ShownPrint.FORM,
    digest: str = "",
) -> ShownPrint:
    """Remember which bytes of a document were given out; the same bytes to the same person once.

    ``paper`` is ``ShownPrint.FORM``, the code of a paper beside it, or ``ShownPrint.RUN`` for a file
    that holds other documents too; ``shown_to`` is nobody for a command; ``digest`` is that of the content
    it shows where it is known already.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    return print_remember_hash(document, sha256, shown_to=shown_to, paper=paper, digest=digest)


def print_remember_hash(
    document: Document, sha256: str, *, shown_to: User | None, paper: str, digest: str = ""
) -> ShownPrint:
    """Remember a file that was given out by its SHA-256: a big one is hashed once for all its documents."""
    about = {
        "employer_id": document.employer_id,
        "document_type": document._meta.label_lower,
        "document_id": document.pk,
        "sha256": sha256,
        "shown_to": shown_to,
        "paper": paper,
        "content_digest": digest or content_digest(document),
    }
    found = ShownPrint.objects.filter(**about).first()
    return found or ShownPrint.objects.create(**about, document_revision=document.revision, shown_at=timezone.now())


def prints_remember_bound(shown: Iterable[ShownPrint], sha256: str) -> None:
    """Remember a file in which prints that were just given out are bound together, once for each of them."""
    bound = [
        ShownPrint(
            **{name: getattr(print_, name) for name in _ABOUT_PRINT},
            sha256=sha256,
            paper=ShownPrint.RUN,
            shown_at=timezone.now(),
        )
        for print_ in shown
    ]
    known = set(ShownPrint.objects.filter(sha256=sha256, paper=ShownPrint.RUN).values_list(*_ABOUT_PRINT))
    ShownPrint.objects.bulk_create(
        [print_ for print_ in bound if tuple(getattr(print_, name) for name in _ABOUT_PRINT) not in known], 500
    )


def signature_file_put(
    document: Document, *, name: str, content: bytes, pdf_digest: str = "", actor: User
) -> SignatureFile:
    """Keep a detached ЭЦП with a document, bound to its present content; the journal keeps its hash.

    The system checks nothing itself: a verifier named in ``EDS_VERIFIER`` may, else the file is shown
    as «не проверено системой».
    """
    with transaction.atomic():
        lock_employer(document.employer_id)
        stored = file_store(content, employer=document.employer, name=name, content_type=P7S, actor=actor)
        verdict, words = _verdict(content, pdf_digest)
        digest = content_digest(document)
        entry = journal_append(
            employer_id=document.employer_id,
            actor=actor,
            act=f"{document._meta.model_name}.signature_file",
            target=document,
            payload={"name": stored.name, "file": stored.sha256, "content": digest, "pdf": pdf_digest},
        )
        return SignatureFile.objects.create(
            employer_id=document.employer_id,
            document_type=document._meta.label_lower,
            document_id=document.pk,
            document_revision=document.revision,
            file=stored,
            content_digest=digest,
            pdf_digest=pdf_digest,
            verdict=verdict,
            verdict_words=words,
            uploaded_by=actor,
            uploaded_at=timezone.now(),
            journal_sequence=entry.sequence,
        )


def _verdict(content: bytes, pdf_digest: str) -> tuple[str, str]:
    """Ask the configured verifier, when there is one."""
    path = getattr(settings, "EDS_VERIFIER", "")
    if not path:
        return Verdict.UNVERIFIED, ""
    verifier: EdsVerifier = import_string(path)
    verdict, words = verifier(content, pdf_digest)
    return Verdict(verdict), words[:500]
