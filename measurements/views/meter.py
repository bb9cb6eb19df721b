"""The live meter of a time study: a page for a phone, and where its lines arrive."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST

from accounts.requests import PersonRequest
from documents.problems import LockedDocument
from documents.views.access import get_owned, require
from measurements.models import Indicator, TimeStudyCard
from measurements.models.time_study import TimeKind
from measurements.selectors import former_operations, study_lines
from measurements.services.time_studies import ObservedLine, StudyRow, time_study_observe
from norms.exposure import full_working_day
from norms.library import norm
from norms.settings import FullDayReading

CHANGE = "measurements.change_timestudycard"
MOST_LINES = 500


@ensure_csrf_cookie
def meter(request: PersonRequest, pk: int) -> HttpResponse:
    """Big buttons for a phone; works on without a network once it is open."""
    study = get_owned(TimeStudyCard, request, pk=pk)
    require(request, CHANGE, study)
    if not study.is_editable:
        return redirect(study)
    on = study.dated_on or timezone.localdate()
    reading = study.employer.readings.full_day
    indicators = Indicator.objects.filter(employer=study.employer).exclude(factor="")
    context = {
        "document": study,
        "operations": json.dumps([_operation(each) for each in former_operations(study)], ensure_ascii=False),
        "stored": json.dumps([_stored(line) for line in study_lines(study)], ensure_ascii=False),
        "kinds": TimeKind.choices,
        "indicators": indicators,
        "required": full_working_day([], study.shift_minutes, on, reading).required,
        "counted": " ".join(norm("full_day.counted_kinds", on).items),
        "only_under_factors": reading is FullDayReading.OPERATIVE_UNDER_FACTORS,
    }
    return render(request, "measurements/meter.html", context)


@require_POST
def observe(request: PersonRequest, pk: int) -> JsonResponse:
    """Take lines from a phone; the same lines a second time change nothing."""
    study = get_owned(TimeStudyCard, request, pk=pk)
    require(request, CHANGE, study)
    try:
        starts_at, lines = _lines(study, json.loads(request.body))
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"problem": _("Данные секундомера повреждены: перенесите строки вручную.")}, status=400)
    try:
        time_study_observe(study, lines, starts_at=starts_at, actor=request.user)
    except ValidationError as error:
        return JsonResponse({"problem": " ".join(error.messages)}, status=422)
    except LockedDocument as locked:
        return JsonResponse({"problem": str(locked)}, status=409)
    return JsonResponse({"stored": [str(line.client_id) for line in lines]})


def _operation(operation: Any) -> dict[str, Any]:
    return {
        "observed": operation.observed,
        "kind": operation.kind,
        "belongs": operation.belongs,
        "factors": [indicator.pk for indicator in operation.indicators],
    }


def _stored(line: Any) -> dict[str, Any]:
    factors = [indicator.pk for indicator in line.indicators]
    row = line.row
    return {
        "id": str(row.client_id or ""),
        "observed": row.observed,
        "end": f"{row.ends_at:%H:%M}" if row.ends_at else "",
        "minutes": line.minutes,
        "kind": row.kind,
        "belongs": row.belongs,
        "factors": factors,
    }


def _lines(study: TimeStudyCard, body: dict[str, Any]) -> tuple[dt.time, list[ObservedLine]]:
    own = {row.pk: row for row in Indicator.objects.filter(employer_id=study.employer_id)}
    lines = [
        ObservedLine(
            uuid.UUID(line["id"]),
            StudyRow(
                str(line["observed"])[:500],
                dt.time.fromisoformat(line["end"]),
                TimeKind(line["kind"]).value,
                tuple(own[pk] for pk in line["factors"]),
                bool(line["belongs"]),
            ),
        )
        for line in body["lines"][:MOST_LINES]
    ]
    return dt.time.fromisoformat(body["starts_at"]), lines
