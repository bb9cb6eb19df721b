"""Transitions from the screen: one call of ``perform``, and all problems when it refuses."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import PersonRequest
from accounts.services.confirming import UnableToConfirm, asked_of, confirm_signer
from documents.long_work import LongAct, act_ask
from documents.problems import Problem, StaleDocument, UnableToPerform
from documents.registry import act_of
from documents.selectors import transition_label, transitions_of
from documents.services.perform import foresee, perform
from documents.statements import statement_before
from documents.views.access import get_document
from documents.views.pages import page_context

DEVIATION = "deviation-"


@require_POST
def act(request: PersonRequest, slug: str, pk: int, transition: str) -> HttpResponse:
    """Carry out a transition; a refusal shows the page with every problem and its link."""
    screen, document = get_document(request, slug, pk)
    move = transitions_of(screen.model).get(transition)
    if move is None or move.custom.get("internal"):
        raise Http404
    version = request.POST.get("version", "")
    taken = _deviations(request)
    signing = act_of(screen.model, transition).is_signing
    if not signing and version == str(document.version) and screen.is_long(document, transition):
        return _order(request, screen, LongAct(document, transition, timezone.localdate(), _reason(request), taken))
    try:
        confirmation = confirm_signer(request) if signing else None
        done = perform(
            document,
            transition,
            actor=request.user,
            on=timezone.localdate(),
            reason=_reason(request),
            expected_version=int(version) if version.isdigit() else None,
            deviations=taken,
            confirmation=confirmation,
        )
    except UnableToConfirm as unsure:
        return _unconfirmed(request, screen, document, transition, str(unsure))
    except UnableToPerform as refusal:
        return _refused(request, screen, document, transition, refusal.problems)
    except StaleDocument as stale:
        context = page_context(request, screen, stale.document) | {"conflict": str(stale)}
        return render(request, screen.template, context, status=409)
    except ValidationError as error:
        problems = [Problem("DOC-03", message, target=document) for message in error.messages]
        return _refused(request, screen, document, transition, problems)
    messages.success(request, _("%(label)s: готово") % {"label": transition_label(screen.model, transition)})
    return redirect(done)


def _deviations(request: PersonRequest) -> dict[str, str]:
    """Reasons for going on in spite of what the law leaves to the employer, by the code of the problem."""
    return {
        name.removeprefix(DEVIATION): str(reason)
        for name, reason in request.POST.items()
        if name.startswith(DEVIATION) and str(reason).strip()
    }


def _reason(request: PersonRequest) -> str:
    return request.POST.get("reason", "")


def _order(request: PersonRequest, screen: Any, act: LongAct) -> HttpResponse:
    """Leave an act that takes long to a worker; what stands in its way is said now, not later."""
    problems = foresee(act.document, act.transition, actor=request.user, on=act.on, reason=act.reason)
    if any(problem.blocks and not (problem.is_waivable and act.deviations.get(problem.code)) for problem in problems):
        return _refused(request, screen, act.document, act.transition, problems)
    return redirect(act_ask(act, actor=request.user))


def act_preview(request: PersonRequest, slug: str, pk: int, transition: str) -> HttpResponse:
    """What would stand in the way of a transition now, and what it asks for: a fragment of the page."""
    screen, document = get_document(request, slug, pk)
    move = transitions_of(screen.model).get(transition)
    if move is None or move.custom.get("internal"):
        raise Http404
    problems = foresee(document, transition, actor=request.user, on=timezone.localdate())
    return render(request, "documents/act.html", _act_context(request, screen, document, transition, problems))


def _refused(
    request: PersonRequest, screen: Any, document: Any, transition: str, problems: list[Problem]
) -> HttpResponse:
    context = page_context(request, screen, document) | _act_context(request, screen, document, transition, problems)
    return render(request, screen.template, context, status=422)


def _unconfirmed(request: PersonRequest, screen: Any, document: Any, transition: str, why: str) -> HttpResponse:
    """Show what stands in the way of the act, and why the signer is not confirmed; what was typed as a reason stays."""
    problems = foresee(document, transition, actor=request.user, on=timezone.localdate())
    context = page_context(request, screen, document) | _act_context(request, screen, document, transition, problems)
    given = {"unconfirmed": why, "given_reason": request.POST.get("reason", "")}
    return render(request, screen.template, context | given, status=422)


def _act_context(
    request: PersonRequest, screen: Any, document: Any, transition: str, problems: list[Problem]
) -> dict[str, Any]:
    move = transitions_of(screen.model)[transition]
    signing = act_of(screen.model, transition).is_signing
    waivable = {problem.code for problem in problems if problem.is_waivable}
    return {
        "document": document,
        "act": transition,
        "act_label": transition_label(screen.model, transition),
        "blocks": [problem for problem in problems if problem.blocks],
        "warnings": [problem for problem in problems if not problem.blocks],
        "waivable": sorted(waivable),
        "may_go_on": all(problem.is_waivable for problem in problems if problem.blocks),
        "needs_reason": act_of(screen.model, transition).needs_reason or bool(move.custom.get("reason")),
        "reason_label": move.custom.get("reason") or _("Причина"),
        "is_danger": bool(move.custom.get("danger")),
        "asked": asked_of(request) if signing else None,
        "statement": statement_before(screen.model, transition) if signing else None,
    }
