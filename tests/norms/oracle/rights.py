"""Points 91–94 of № 35 and 17–19 of № 253, once more, from the texts of the acts alone."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Callable

from tests.norms.oracle.ladder import HARMFUL, LADDER, Case

LEAVE = {"3.1": "4", "3.2": "7", "3.3": "14", "3.4": "21", "4": "28"}
SURCHARGE = {"3.1": "0.10", "3.2": "0.14", "3.3": "0.20", "3.4": "0.25", "4": "0.31"}
MONTHS = {"SUBMISSION": 1, "EXTRAORDINARY": 6, "NEW_WORKPLACE": 6, "SUCCESSION": 6}
FROM_CREATION = ("PENSION", "TEXTILE", "MEDICAL", "LEAVE")


def pension(found: str, listed: str) -> str:
    """Список № 1 from 3.3; a profession of № 1 with 3.2, and of № 2 from 3.2: список № 2."""
    if LADDER.index(found) < LADDER.index("3.2"):
        return ""
    return "1" if listed == "1" and found != "3.2" else "2"


def rights(case: Case) -> dict[str, tuple[str, str]]:
    """Each right with its outcome and what it brings."""
    found, for_surcharge = case["class"], case.get("class_for_surcharge", case["class"])
    harmful, hours = found in HARMFUL, case.get("short_hours_week")
    brings = {
        "PENSION": pension(found, case["list_536"]) if "list_536" in case else None,
        "TEXTILE": ("да" if harmful else "") if case.get("textile") else None,
        "MEDICAL": ("да" if harmful else "") if case.get("medical") else None,
        "SHORT_HOURS": None if hours is None else ("35" if hours == "0" else hours) if harmful else "",
        "LEAVE": LEAVE.get(found, ""),
        "SURCHARGE": SURCHARGE.get(for_surcharge, ""),
    }
    answers = {}
    for right, brought in brings.items():
        if brought is None:
            answers[right] = ("NOT_APPLICABLE", "")
        elif brought and case["is_full_day"]:
            answers[right] = ("CONFIRMED", brought)
        else:
            answers[right] = ("NOT_CONFIRMED", "")
    return answers


def first_day(case: Case, right: str) -> str:
    """Point 18: leave and pension of a new workplace from its creation, all else from the order."""
    new = case["origin"] == "NEW_WORKPLACE" and right in FROM_CREATION
    return str(case["created_on"] if new else case["order_on"])


def shifted(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def deadline(case: Case, is_working: Callable[[dt.date], bool]) -> tuple[dt.date, dt.date]:
    """The day of the law and the working day not after it; the next order is due on the latter."""
    start = dt.date.fromisoformat(case["from"])
    if case["kind"] in MONTHS:
        day = found = shifted(start, MONTHS[case["kind"]])
    else:
        day = found = shifted(start, 60)
    while not is_working(found):
        found -= dt.timedelta(days=1)
    return (found if case["kind"] == "NEXT_ORDER" else day), found
