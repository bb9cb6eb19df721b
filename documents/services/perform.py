"""``perform``: the only way in which the state of any document changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _
from django_fsm import can_proceed

from accounts.confirmation import Confirmation, current_confirmation
from accounts.language import is_screen_of_record, recorded
from accounts.models import User
from accounts.services.clock import clock_problem
from accounts.services.journal import journal_append, lock_employer
from documents.models import Deviation, Document
from documents.problems import Problem, StaleDocument, UnableToPerform
from documents.registry import Act, Performance, act_of
from documents.selectors import digest_in, permission_name, transition_label, transitions_of
from documents.services.verification import code_give

document_performed = Signal()
"""Sent after commit with ``document``, ``transition``: for whoever prints, mails or counts."""

D = TypeVar("D", bound=Document)


def perform(
    document: D,
    transition_name: str,
    *,
    actor: User,
    on: dt.date,
    reason: str = "",
    expected_version: int | None = None,
    deviations: Mapping[str, str] | None = None,
    data: Mapping[str, Any] | None = None,
    confirmation: Confirmation | None = None,
) -> D:
    """Carry out one transition of a document and return the document as it is afterwards.

    In one transaction: the employer's lock → expected version → permission → rules → transition →
    save with history → journal → effects. ``on`` is the day of the paper. ``deviations`` maps the
    code of a waivable problem to the reason for going on in spite of it; an act that signs needs a
    ``confirmation`` of the person, or one that a command has named for itself.

    Raises ``StaleDocument``, ``PermissionDenied`` or ``UnableToPerform`` with every problem; then
    nothing has changed.
    """
    with transaction.atomic():
        lock_employer(document.employer_id)
        fresh = type(document).objects.get(pk=document.pk)
        _require_current_and_allowed(fresh, transition_name, actor, expected_version)
        performance = Performance(
            *(fresh, transition_name, actor, on, reason, data or {}, deviations or {}),
            confirmation=confirmation or current_confirmation(),
        )
        try:
            _carry_out(performance, act_of(type(fresh), transition_name))
        except UnableToPerform as refusal:
            raise _in_words_of_the_screen(refusal, performance) from None
        done = {"document": fresh, "transition": transition_name}
        transaction.on_commit(lambda: document_performed.send_robust(type(fresh), **done))
        return fresh


@recorded()
def _carry_out(performance: Performance, act: Act) -> None:
    """Rules, transition, journal, effects, all in the language of the records: what a rule reads may be stored."""
    waived = _refuse_unless_clear(performance, _everything_in_the_way(performance, act))
    _run(performance, act)
    _record(performance, waived)
    for effect in act.effects:
        effect(performance)


def _everything_in_the_way(performance: Performance, act: Act) -> list[Problem]:
    return [*problems_of(performance, act), *confirmation_problems(performance, act)]


def _in_words_of_the_screen(refusal: UnableToPerform, performance: Performance) -> UnableToPerform:
    """The same refusal in the person's language: the rules are asked once more, with nothing remembered.

    A refusal of an effect, or of another document on the way, stays as it was said.
    """
    if is_screen_of_record() or refusal.document is not performance.document:
        return refusal
    again = replace(performance, memo={})
    problems = _everything_in_the_way(again, act_of(type(again.document), again.transition))
    if [problem.code for problem in problems] != [problem.code for problem in refusal.problems]:
        return refusal
    return UnableToPerform(refusal.document, refusal.transition, problems)


def _require_current_and_allowed(
    document: Document, transition_name: str, actor: User, expected_version: int | None
) -> None:
    """Raise ``StaleDocument`` or ``PermissionDenied``."""
    if expected_version is not None and document.version != expected_version:
        raise StaleDocument(document)
    if not actor.has_perm(permission_name(type(document), transition_name), document):
        raise PermissionDenied(_("Нет права на действие «%s»") % transition_label(type(document), transition_name))


def foresee(
    document: Document,
    transition_name: str,
    *,
    actor: User,
    on: dt.date,
    reason: str = "-",
    data: Mapping[str, Any] | None = None,
) -> list[Problem]:
    """Return the problems that ``perform`` would raise now, changing nothing: for the screen.

    A reason that nobody was asked for yet is no problem.
    """
    performance = Performance(document, transition_name, actor, on, reason=reason, data=data or {})
    return problems_of(performance, act_of(type(document), transition_name))


def problems_of(performance: Performance, act: Act) -> list[Problem]:
    """Return everything in the way of an act: the state first, then every rule."""
    document, name = performance.document, performance.transition
    if name not in transitions_of(type(document)):
        raise ValueError(f"{type(document).__name__} has no transition {name}")
    if not can_proceed(getattr(document, name), check_conditions=False):
        message = _("В состоянии «%(state)s» действие «%(label)s» невозможно") % {
            "state": document.get_state_display(),
            "label": transition_label(type(document), name),
        }
        return [Problem("DOC-01", message, target=document)]
    problems = [problem for rule in act.rules for problem in rule(performance)]
    if act.needs_reason and not performance.reason.strip():
        problems.append(Problem("DOC-02", _("Укажите причину"), target=document, anchor="reason"))
    if act.is_signing and (untrusted := clock_problem(document.employer_id)):
        problems.append(Problem("DOC-12", untrusted, target=document))
    return problems


def confirmation_problems(performance: Performance, act: Act) -> list[Problem]:
    """Say what a signature lacks before it can be given."""
    if not act.is_signing or performance.confirmation is not None:
        return []
    return [Problem("DOC-10", _("Подпись не подтверждена: нужен пароль и второй фактор"), target=performance.document)]


def _refuse_unless_clear(performance: Performance, problems: list[Problem]) -> list[Problem]:
    """Raise with all problems unless each block is waived with a reason; return the waived ones."""
    waived = [p for p in problems if p.blocks and p.is_waivable and performance.deviations.get(p.code, "").strip()]
    if any(problem.blocks and problem not in waived for problem in problems):
        raise UnableToPerform(performance.document, performance.transition, problems)
    return waived


def _run(performance: Performance, act: Act) -> None:
    document = performance.document
    before = {field.attname: getattr(document, field.attname) for field in document._meta.concrete_fields}
    for prepare in act.prepare:
        prepare(performance)
    getattr(document, performance.transition)(performance)
    document.version += 1
    document.full_clean(exclude=_same_as(before, document))
    document._history_user = performance.actor
    document._change_reason = performance.reason or None
    document.save()
    document.refresh_from_db()  # what is signed and chained is what the database holds: 455.00, not 455


def _same_as(before: Mapping[str, Any], document: Document) -> set[str]:
    """Names of fields that an act left as they are: validated when they were written, so not asked again."""
    fields = document._meta.concrete_fields
    return {field.name for field in fields if before[field.attname] == getattr(document, field.attname)}


def _record(performance: Performance, waived: list[Problem]) -> None:
    """Write the act and its deviations down; what leaves the drafts gets its public code."""
    document = performance.document
    if not document.is_editable:
        code_give(document)
    for problem in waived:
        Deviation.objects.create(
            employer_id=document.employer_id,
            document_type=document._meta.label_lower,
            document_id=document.pk,
            document_revision=document.revision,
            transition=performance.transition,
            code=problem.code,
            message=str(problem.message),
            reason=performance.deviations[problem.code],
            actor=performance.actor,
            decided_on=performance.on,
        )
    journal_append(
        employer_id=document.employer_id,
        actor=performance.actor,
        act=f"{document._meta.model_name}.{performance.transition}",
        target=document,
        payload={
            "on": performance.on,
            "state": document.state,
            "revision": document.revision,
            "number": document.number,
            "reason": performance.reason,
            "deviations": {problem.code: performance.deviations[problem.code] for problem in waived},
            "content": digest_in(performance),
        },
    )
