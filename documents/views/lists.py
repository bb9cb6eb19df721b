"""Lists of documents of one kind, and one act on many of them: never beyond the filter of the list."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import time
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.confirmation import Confirmation
from accounts.models import Employer
from accounts.paging import keyset_page
from accounts.requests import PersonRequest
from accounts.services.confirming import UnableToConfirm, asked_of, confirm_signer
from documents import long_work
from documents.models import Document
from documents.registry import act_of
from documents.screens import DocumentScreen, of_campaign
from documents.selectors import offered_transitions
from documents.services.many import chore_many, perform_many
from documents.statements import statement_before
from documents.views.access import get_screen, require_employer

FILTER = ("campaign", "state", "measured_on")
MANY_IDS, SHOWN = 5000, 200
TOLD_EVERY = 0.5  # seconds between reports of a request that works
BUDGET = 20.0  # seconds that one request works; what is left goes on with the next


def document_list(request: PersonRequest, slug: str) -> HttpResponse:
    """Documents of one kind."""
    screen, employer = get_screen(slug), require_employer(request)
    every = _found(screen, request, employer, request.GET, but="state")
    found, wanted = _found(screen, request, employer, request.GET), request.GET.get("state", "")
    states = _states(request, screen, every)
    # Newest first; within a campaign in the order of the staffing table, in which its papers are opened.
    page = keyset_page(found, request.GET, descending=not request.GET.get("campaign"), count=states["shown_count"])
    context = {"screen": screen, "page": page, "may_create": screen.may_create(request.user, employer), "state": wanted}
    is_one_state = len(states["states"]) == 1 or (wanted and "," not in wanted)
    acts = many_acts(request, screen, list(page)) if is_one_state else []
    query = QueryDict(mutable=True)
    query.update({name: request.GET[name] for name in FILTER if name in request.GET})
    return render(request, "documents/list.html", context | states | {"acts": acts, "query": query.urlencode()})


def _found(
    screen: DocumentScreen, request: PersonRequest, employer: Employer, query: QueryDict, *, but: str = ""
) -> QuerySet:
    """What a filter finds of what the person may read; ``but`` names a condition that is left aside."""
    found = screen.visible_to(request.user, employer)
    if campaign := query.get("campaign"):
        found = of_campaign(found, campaign)
    if (state := query.get("state")) and but != "state":
        found = found.filter(state__in=state.split(","))
    if (day := parse_day(query.get("measured_on"))) and hasattr(screen.model, "measured_on"):
        found = found.filter(measured_on=day)
    return found


def parse_day(text: str | None) -> dt.date | None:
    """The day of a parameter, or nothing for what is no day."""
    try:
        return parse_date(text or "")
    except ValueError:
        return None


def _states(request: PersonRequest, screen: DocumentScreen, found: QuerySet) -> dict[str, Any]:
    """The states that the documents of a list are in, each with its count and the list of just those."""
    query, wanted = QueryDict(mutable=True), list(filter(None, request.GET.get("state", "").split(",")))
    query.update({name: request.GET[name] for name in FILTER if name in request.GET and name != "state"})
    every = f"?{query.urlencode()}"
    counts = dict(found.order_by().values_list("state").annotate(Count("pk")))
    labels = dict(screen.model.state_field().flatchoices)
    states = []
    for state in [state for state in labels if state in counts]:
        query["state"] = state
        link, is_shown = f"?{query.urlencode()}", state in wanted
        states.append({"label": labels[state], "count": counts[state], "link": link, "is_shown": is_shown})
    total = sum(counts.values())
    return {
        "states": states,
        "all_count": total,
        "every": every,
        "shown_count": sum(counts.get(state, 0) for state in wanted) if wanted else total,
    }


def many_acts(request: PersonRequest, screen: DocumentScreen, rows: list[Document]) -> list[dict[str, Any]]:
    """The acts that may be done to many documents at once, seen by the first of them: name and words."""
    if not rows or not screen.many:
        return []
    offered = {move["name"]: move["label"] for move in offered_transitions(rows[0], request.user)}
    chores = {chore.name: chore.label for chore in screen.chores if rows[0].is_editable}
    return [{"name": name, "label": label} for name, label in {**chores, **offered}.items() if name in screen.many]


@require_POST
def act_on_many(request: PersonRequest, slug: str, act: str) -> HttpResponse:
    """Ask once for one act on many documents, then carry it out on each; what is refused is named with its reasons.

    The selection is the ticked rows or all that the filter finds; the filter runs again here in both
    cases, and the number of documents must be the one that the person saw. Many of them become a job, unless
    the act signs: that is done while the person is there.
    """
    screen, employer = get_screen(slug), require_employer(request)
    if act not in screen.many:
        raise Http404
    rows = _selection(screen, request, employer)
    after = request.POST.get("after", "")
    count = rows.count() if not after.isdigit() else None
    if "confirm" not in request.POST or (count is not None and request.POST.get("seen") != str(count)):
        if "confirm" in request.POST:
            messages.warning(request, _("Список изменился: проверьте и подтвердите снова."))
        return _question(request, screen, act, rows)
    try:
        confirmation = confirm_signer(request) if act_of(screen.model, act).is_signing else None
    except UnableToConfirm as unsure:
        return _question(request, screen, act, rows, unconfirmed=str(unsure))
    if confirmation is None and count is not None and count > long_work.MANY_AT_ONCE:
        query = request.POST.get("query", "")
        return redirect(long_work.many_ask(screen, act, rows, query=query, employer=employer, actor=request.user))
    waiting = rows.filter(pk__gt=int(after)) if after.isdigit() else rows
    return _carry_out(request, screen, act, waiting, confirmation)


def _carry_out(
    request: PersonRequest, screen: DocumentScreen, act: str, waiting: QuerySet, confirmation: Confirmation | None
) -> HttpResponse:
    """Do what one request has time for; the page goes on with the rest, or asks to sign for it again."""
    chore, actor = screen.chore(act), request.user
    pace: dict[str, Any] = {"until": time.monotonic() + BUDGET, "tell": _teller(request, waiting)}
    if chore is not None:
        outcome = chore_many(waiting, chore.run, actor=actor, **pace)
    else:
        on = timezone.localdate()
        outcome = perform_many(waiting, act, actor=actor, on=on, confirmation=confirmation, **pace)
    before, done = _number(request, "refused"), _number(request, "done") + outcome.done
    left = waiting.filter(pk__gt=outcome.last).count() if outcome.last else 0
    context = {
        "outcome": outcome,
        "done": done,
        "refused_before": before,
        "refused_now": before + len(outcome.refused),
        "tried": done + before + len(outcome.refused),
        "left": left,
        "goes_on": left and confirmation is None,
    }
    return render(request, "documents/many_done.html", context | _asking(request, screen, act))


def _teller(request: PersonRequest, waiting: QuerySet) -> Callable[[int], None]:
    """Says how far this request is, twice a second, where the page that waits for it asks (``many_progress``)."""
    key, total, told = _progress_key(request, request.POST.get("token", "")), waiting.count(), 0.0

    def tell(tried: int) -> None:
        nonlocal told
        if time.monotonic() - told >= TOLD_EVERY:
            told = time.monotonic()
            cache.set(key, (tried, total), timeout=2 * int(BUDGET))

    tell(0)
    return tell


def _progress_key(request: PersonRequest, token: str) -> str:
    return f"many-{request.user.pk}-{hashlib.sha256(token.encode()).hexdigest()[:32]}"


@require_safe
def many_progress(request: PersonRequest, token: str) -> HttpResponse:
    """How far the person's own act on many documents is, for the page that waits for its answer."""
    told = cache.get(_progress_key(request, token))
    if told is None:
        raise Http404
    return render(request, "documents/many_progress.html", {"tried": told[0], "total": told[1]})


def _selection(screen: DocumentScreen, request: PersonRequest, employer: Employer) -> QuerySet:
    """Documents in a state from which the act leads, by id."""
    found = _found(screen, request, employer, QueryDict(request.POST.get("query", "")))
    if "all" not in request.POST:
        found = found.filter(pk__in=[int(pk) for pk in request.POST.getlist("row")[:MANY_IDS] if pk.isdigit()])
    return found.order_by("pk")


def _question(
    request: PersonRequest, screen: DocumentScreen, act: str, rows: QuerySet, unconfirmed: str = ""
) -> HttpResponse:
    count = rows.count()
    context = {"count": count, "rows": rows[:SHOWN], "more": max(count - SHOWN, 0), "unconfirmed": unconfirmed}
    status = 422 if unconfirmed else 200
    return render(request, "documents/many.html", context | _asking(request, screen, act), status=status)


def _asking(request: PersonRequest, screen: DocumentScreen, act: str) -> dict[str, Any]:
    signing = act_of(screen.model, act).is_signing
    return {
        "screen": screen,
        "act": act,
        "act_label": long_work.act_label(screen, act),
        "query": request.POST.get("query", ""),
        "token": secrets.token_urlsafe(12),
        "is_all": "all" in request.POST,
        "ids": request.POST.getlist("row") if "all" not in request.POST else [],
        "asked": asked_of(request) if signing else None,
        "statement": statement_before(screen.model, act) if signing else None,
    }


def _number(request: PersonRequest, name: str) -> int:
    """A count of the requests before this one: only for the words of the page."""
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() else 0
