"""Signatures: written as the effect of a transition, voided when a content is reopened."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.canonical import ALGORITHM, digest_of
from accounts.confirmation import Confirmation, Level
from accounts.services.journal import journal_append
from documents.models import Document, Meaning, Signature
from documents.problems import Problem, UnableToPerform
from documents.registry import Performance, act_of
from documents.selectors import digest_in, print_shown_to, signatures_of
from documents.statements import statement_of


@dataclass(frozen=True)
class SignerSnapshot:
    """How the signer stands in the document: printed name, position, seat and its ground.

    ``level`` is given only where it is not that of the confirmation: a signature on paper that
    somebody else records. ``remark`` is the text of a special opinion.
    """

    printed_name: str
    position: str = ""
    seat: str = ""
    basis: str = ""
    level: str = ""
    remark: str = ""


def signature_put(performance: Performance, meaning: str, snapshot: SignerSnapshot) -> Signature:
    """Bind the actor's signature to the content as it is now; once per revision and meaning.

    Runs inside ``perform`` as an effect called ``sign_…``; a second signature of the same person is
    refused by the database. Raises ``UnableToPerform`` without a sufficient confirmation.
    """
    document = performance.document
    if not act_of(type(document), performance.transition).is_signing:
        raise RuntimeError(f"{performance.transition} signs, but none of its effects is called sign_…")
    signature = Signature(
        **_what(document, performance),
        **_who(performance, snapshot),
        **_how(_sufficient(performance, meaning)),
        meaning=meaning,
        statement=statement_of(meaning).text,
        statement_version=statement_of(meaning).version,
        signed_on=performance.on,
        signed_at=timezone.now(),
    )
    signature.level = snapshot.level or signature.level
    signature.record_digest = record_digest(signature)
    entry = journal_append(
        employer_id=document.employer_id,
        actor=performance.actor,
        act=f"{document._meta.model_name}.signature",
        target=document,
        payload={
            "signature": signature.record_digest,
            "signer": signature.printed_name,
            "meaning": str(Meaning(meaning).label),
            "level": str(Level(signature.level).label),
        },
    )
    signature.journal_sequence, signature.journal_digest = entry.sequence, entry.digest
    signature.clean_fields(exclude={"employer", "signer"})  # both come from the act; once per person is the database's
    signature.save(force_insert=True)
    return signature


def record_digest(signature: Signature) -> str:
    """Return the hash of everything a signature says."""
    fields = [field for field in signature._meta.concrete_fields if field.name not in Signature.AFTERWARDS]
    return digest_of({field.attname: getattr(signature, field.attname) for field in fields})


def signatures_void(performance: Performance) -> None:
    """Void the signatures under the content that is being reopened, with the reason visible."""
    document, found = performance.document, signatures_of(performance.document)
    digests = list(found.values_list("record_digest", flat=True))
    if not digests:
        return
    found.update(voided_at=timezone.now(), void_reason=performance.reason or performance.transition)
    journal_append(
        employer_id=document.employer_id,
        actor=performance.actor,
        act=f"{document._meta.model_name}.signature_voided",
        target=document,
        payload={"signatures": digests, "reason": performance.reason},
    )


def _sufficient(performance: Performance, meaning: str) -> Confirmation:
    """Only acquaintance is signed without a second factor: workers need none to log in."""
    confirmation = performance.confirmation
    assert confirmation is not None  # perform has refused an act without one
    weak = confirmation.level == Level.CLICK and not confirmation.has_second_factor
    if weak and meaning != Meaning.ACQUAINTED:
        message = _("Подпись требует второго фактора: настройте его на странице «Вход и второй фактор»")
        problem = Problem("DOC-11", message, target=performance.document)
        raise UnableToPerform(performance.document, performance.transition, [problem])
    return confirmation


def _what(document: Document, performance: Performance) -> dict[str, object]:
    digest = digest_in(performance)
    shown = print_shown_to(performance.actor, document, digest)
    return {
        "employer_id": document.employer_id,
        "employer_name": str(document.employer),
        "document_type": document._meta.label_lower,
        "document_id": document.pk,
        "document_revision": document.revision,
        "document_version": document.version,
        "document_number": document.number,
        "algorithm": ALGORITHM,
        "content_digest": digest,
        "pdf_digest": shown.sha256 if shown else "",
    }


def _who(performance: Performance, snapshot: SignerSnapshot) -> dict[str, object]:
    return {
        "signer": performance.actor,
        "printed_name": snapshot.printed_name,
        "position": snapshot.position,
        "seat": snapshot.seat,
        "basis": snapshot.basis,
        "remark": snapshot.remark,
    }


def _how(confirmation: Confirmation) -> dict[str, object]:
    return {
        "level": confirmation.level,
        "factors": ",".join(confirmation.factors),
        "session_factors": ",".join(confirmation.session_factors),
        "confirmed_at": confirmation.at,
        "session_digest": confirmation.session_digest,
        "address": confirmation.address,
        "agent": confirmation.agent,
        "request_id": confirmation.request_id,
        "source": confirmation.source,
    }
