"""Proves that signatures, locked documents and files are what the journal says (docs/adr/0053-proof.md).

The chain proves itself (``accounts.services.journal``); this room adds what hangs on it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Max
from django_scopes import scopes_disabled

from accounts.models import Employer, JournalEntry
from accounts.services.journal import Fault, register_proof
from documents.models import Deviation, Document, Job, Signature, SignatureFile, StoredFile
from documents.selectors import content_digest, transitions_of
from documents.services.files import file_fault, file_path
from documents.services.job_files import DROPPED
from documents.services.signing import record_digest

CHUNK = 500


def signature_fault(signature: Signature) -> str:
    """Say in which way a signature disagrees with the journal, or return empty text."""
    if signature.record_digest != record_digest(signature):
        return "содержание подписи изменено"
    entry = _entries(signature.employer_id).filter(sequence=signature.journal_sequence).first()
    if entry is None or not entry.act.endswith(".signature"):
        return "записи о подписи нет в журнале"
    if entry.digest != signature.journal_digest or _payload(entry).get("signature") != signature.record_digest:
        return "подпись не та, что записана в журнале"
    if signature.voided_at and not _void_entry(signature):
        return "аннулирована мимо журнала"
    return ""


def signature_faults(employer: Employer) -> Iterator[Fault]:
    """Changed, added and removed signatures of an employer."""
    seen = set()
    for signature in Signature.objects.filter(employer=employer).iterator(chunk_size=CHUNK):
        seen.add(signature.journal_sequence)
        if fault := signature_fault(signature):
            yield Fault(f"подпись {signature.pk} ({signature})", fault)
    for entry in _entries(employer.pk).filter(act__endswith=".signature").exclude(sequence__in=seen):
        yield Fault(f"запись {entry.sequence}", f"подписи «{_payload(entry).get('signer')}» нет в базе")
    voided = _entries(employer.pk).filter(act__endswith=".signature_voided")
    digests = {digest for entry in voided for digest in _payload(entry)["signatures"]}
    for signature in Signature.objects.filter(employer=employer, record_digest__in=digests, voided_at=None):
        yield Fault(f"подпись {signature.pk} ({signature})", "аннулирована в журнале, но не в базе")


def signature_file_faults(employer: Employer) -> Iterator[Fault]:
    """Files of ЭЦП whose row is not what the journal holds."""
    seen = set()
    for row in SignatureFile.objects.filter(employer=employer).select_related("file"):
        seen.add(row.journal_sequence)
        entry = _entries(employer.pk).filter(sequence=row.journal_sequence).first()
        told = _payload(entry) if entry else {}
        found = {"file": row.file.sha256, "content": row.content_digest, "pdf": row.pdf_digest}
        if {key: told.get(key) for key in found} != found:
            yield Fault(f"файл ЭЦП {row.pk} ({row})", "не тот, что записан в журнале")
    for entry in _entries(employer.pk).filter(act__endswith=".signature_file").exclude(sequence__in=seen):
        yield Fault(f"запись {entry.sequence}", "файла ЭЦП нет в базе")


def document_faults(employer: Employer) -> Iterator[Fault]:
    """Documents whose state, or locked content, is not what their last act in the journal left."""
    for model in apps.get_models():
        if issubclass(model, Document) and not model.__name__.startswith("Historical"):
            yield from _model_faults(employer, model)


def _model_faults(employer: Employer, model: type[Document]) -> Iterator[Fault]:
    last = _last_acts(employer, model)
    for document in model.objects.filter(employer=employer).iterator(chunk_size=CHUNK):
        told = last.pop(str(document.pk), None)
        name = f"{model._meta.verbose_name} {document.pk}"
        if told is None:
            if not document.is_editable:
                yield Fault(name, "состояние изменено мимо журнала")
        elif told["state"] != document.state:
            yield Fault(name, f"в журнале состояние {told['state']}, в базе {document.state}")
        elif not document.is_editable and told["content"] != content_digest(document):
            yield Fault(name, "содержание изменено мимо журнала")
    for key, told in last.items():
        if told["state"] not in model.EDITABLE_STATES:
            yield Fault(f"{model._meta.verbose_name} {key}", "документа нет в базе")


def _last_acts(employer: Employer, model: type[Document]) -> dict[str, dict[str, Any]]:
    """State and content that the last transition of each document left, by its id.

    Until 21.11.2026 an edit of the plan bore the name of a transition: it tells no state.
    """
    acts = [f"{model._meta.model_name}.{name}" for name in transitions_of(model)]
    moved = _entries(employer.pk).filter(act__in=acts, payload__contains='"state":')
    found = moved.filter(target_type=model._meta.label_lower).order_by()
    newest = list(found.values_list("target_id").annotate(last=Max("sequence")).values_list("last", flat=True))
    told = {}
    for place in range(0, len(newest), CHUNK):
        for entry in _entries(employer.pk).filter(sequence__in=newest[place : place + CHUNK]):
            told[entry.target_id] = _payload(entry)
    return told


def deviation_faults(employer: Employer) -> Iterator[Fault]:
    """Deviations and their reasons, held against the acts that took them, both ways."""
    told: Counter[tuple[Any, ...]] = Counter()
    for entry in _entries(employer.pk).filter(payload__contains='"deviations":{"'):
        payload = _payload(entry)
        for code, reason in payload.get("deviations", {}).items():
            told[entry.target_type, entry.target_id, code, reason, payload.get("on"), entry.actor_id] += 1
    for row in Deviation.objects.filter(employer=employer):
        about = row.document_type, str(row.document_id), row.code, row.reason, row.decided_on.isoformat(), row.actor_id
        told[about] -= 1
        if told[about] < 0:
            yield Fault(f"отступление {row.pk} ({row.code})", "не то, что записано в журнале")
    for (kind, key, code, *_rest), number in told.items():
        if number > 0:
            yield Fault(f"отступление {code} документа {kind} {key}", "записано в журнале, но не в базе")


def stamp_faults(employer: Employer) -> Iterator[Fault]:
    """Terms and marks that acts have stamped on documents, held against the last line of their history."""
    for model in apps.get_models():
        if issubclass(model, Document) and not model.__name__.startswith("Historical"):
            names = ("id", "version", "revision", *model.STAMP_FIELDS)
            last = (
                model.history.filter(employer_id=employer.pk).order_by().values("id").annotate(last=Max("history_id"))
            )
            written = model.history.filter(history_id__in=[row["last"] for row in last]).values(*names)
            told = {row["id"]: row for row in written}
            for row in model.objects.filter(employer=employer).values(*names):
                if told.get(row["id"], row) != row:
                    yield Fault(f"{model._meta.verbose_name} {row['id']}", "отметки не те, что в истории")


def file_faults(employer: Employer) -> Iterator[Fault]:
    """Stored files that are missing, changed, or not in the journal; what a job made may have been dropped by term."""
    told = {
        entry.target_id: _payload(entry)
        for entry in _entries(employer.pk).filter(act="storedfile.store").iterator(chunk_size=CHUNK)
    }
    dropped = {_payload(entry).get("sha256") for entry in _entries(employer.pk).filter(act=DROPPED)}
    made = set(Job.objects.filter(employer=employer, result__isnull=False).values_list("result", flat=True))
    for stored in StoredFile.objects.filter(employer=employer).iterator(chunk_size=CHUNK):
        name = f"файл {stored.pk} «{stored.name}»"
        record = told.pop(str(stored.pk), None)
        if record != {"name": stored.name, "sha256": stored.sha256, "size": stored.size}:
            yield Fault(name, "запись о файле не та, что в журнале")
        elif stored.pk in made and stored.sha256 in dropped and not file_path(stored.sha256).exists():
            continue
        elif fault := file_fault(stored):
            yield Fault(name, fault)
    for key, record in told.items():
        yield Fault(f"файл {key} «{record['name']}»", "записи о файле нет в базе")


def _entries(employer_id: int) -> Any:
    return JournalEntry.objects.filter(employer_id=employer_id)


def _payload(entry: JournalEntry) -> dict[str, Any]:
    """What an entry holds; nothing when it no longer reads (the chain names it then)."""
    try:
        found = json.loads(entry.payload)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _void_entry(signature: Signature) -> bool:
    found = _entries(signature.employer_id).filter(
        target_type=signature.document_type, target_id=str(signature.document_id), act__endswith=".signature_voided"
    )
    return any(signature.record_digest in _payload(entry).get("signatures", ()) for entry in found)


def register_proofs(*proofs: Any) -> None:
    """Let ``verify_journal`` ask more proofs; each looks at all rows of its employer, whoever asks."""
    for proof in proofs:
        register_proof(_scoped(proof))


def _scoped(proof: Any) -> Any:
    def proved(employer: Employer) -> list[Fault]:
        with scopes_disabled():
            return list(proof(employer))

    return proved


register_proofs(signature_faults, signature_file_faults, document_faults, deviation_faults, stamp_faults)
