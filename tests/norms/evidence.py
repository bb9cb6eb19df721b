"""Evidence of a workplace in few words, judged and proved."""

import datetime as dt
from decimal import Decimal

from norms.check_trace import check_judgement
from norms.exposure import TimeKind, TimeRow, full_working_day
from norms.quantities import WHOLE_TIME
from norms.readings import Reading
from norms.workplace import Evidence, judge_workplace

ON = dt.date(2026, 1, 1)
FULL = full_working_day([TimeRow(TimeKind.OPERATIVE, Decimal(400))], 480, ON)


def reading(method, value="", limit="", **more):
    more.setdefault("exposure", WHOLE_TIME)
    more.setdefault("title", method.kind)
    return Reading(method, value=value, limit=limit, **more)


def judge(*readings, settings=None, **more):
    evidence = Evidence(
        list(readings), more.pop("load", []), more.pop("strain", {}), more.pop("full_day", FULL), **more
    )
    found = judge_workplace(evidence, ON, settings) if settings else judge_workplace(evidence, ON)
    assert check_judgement(found.as_json()) == found.overall.conditions_class.value
    return found


def classes(found):
    return {factor.name: verdict.conditions_class.value for factor, verdict in found.factors.items()}
