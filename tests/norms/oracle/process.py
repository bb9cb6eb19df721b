"""Chapters 8 and 12–14, 16 of № 35 and tables 7, 10, 11, once more, from the text of the act alone."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from tests.norms.oracle.ladder import (
    LADDER,
    WORKPLACE,
    Case,
    Judge,
    NoAnswerError,
    in_time,
    number,
    share,
    together,
    worst,
)

MALE_FEMALE = {
    "3.1.1": ((2500, 5000, 7000), (1500, 3000, 4000)),
    "3.1.2-near": ((12500, 25000, 35000), (7500, 15000, 25000)),
    "3.1.2-far": ((24000, 46000, 70000), (14000, 28000, 40000)),
    "3.2.1": ((15, 30, 35), (5, 10, 12)),
    "3.2.2": ((5, 15, 20), (3, 7, 10)),
    "3.2.3-surface": ((250, 870, 1500), (100, 350, 700)),
    "3.2.3-floor": ((100, 435, 600), (50, 175, 350)),
    "3.3.1-keyboard": ((20000, 40000, 60000),) * 2,
    "3.3.1": ((5000, 8640, 24000),) * 2,
    "3.3.2": ((3600, 6000, 12800),) * 2,
    "3.4.1": ((18000, 36000, 70000), (11000, 22000, 42000)),
    "3.4.2": ((36000, 70000, 140000), (22000, 42000, 84000)),
    "3.4.3": ((43000, 100000, 200000), (26000, 60000, 120000)),
    "3.6": ((50, 100, 300),) * 2,
    "3.7.1": ((4, 8, 12),) * 2,
    "3.7.2": ((2, 4, 8),) * 2,
}
LIFTING = ("3.2.1", "3.2.2", "3.2.3-surface", "3.2.3-floor")
TABLE_11 = {
    "4.2.1": (25, 50, 75),
    "4.2.2": (75, 175, 300),
    "4.2.3": (5, 10, 25),
    "4.2.5": (25, 50, 75),
    "4.4.3": (75, 80, 90),
}
SCREEN = {"4.2.6-text": (2, 3, 4), "4.2.6-graphic": (3, 5, 6), "4.2.8": (16, 20, 25)}
FALLING = {"4.2.7": (50, 70, 90), "4.4.1": (3, 6, 11), "4.4.2": (10, 25, 101)}
SPECIAL = {
    "psychiatric_care": ("3.3", 80),
    "special_education": ("3.1", 80),
    "above_1000_volts": ("3.3", 50),
    "underground": ("3.3", 0),
    "rope_access": ("3.3", 0),
    "diving": ("3.3", 0),
    "ammunition": ("3.3", 0),
}


def of_eight_hours(case: Case) -> Fraction:
    """Point 13: the value recalculated to a shift of 8 hours."""
    return number(case["value"]) * 480 / number(case.get("shift_minutes", "480"))


def four(value: Fraction, bounds: Sequence[int]) -> str:
    """1, 2, 3.1, 3.2 by three upper bounds."""
    return LADDER[sum(value > bound for bound in bounds)]


def load(case: Case) -> str:
    """Table 10, one row."""
    row, value = case["indicator"], number(case["value"])
    if row.startswith("3.5"):
        return pose(row, value, case.get("settings", {}).get("pose_edge") == "LOWER")
    bounds = MALE_FEMALE[row][case["sex"] == "ж"]
    found = four(value if row in LIFTING else of_eight_hours(case), bounds)
    if found == "3.2" and case["sex"] == "ж" and row in ("3.2.1", "3.2.2"):
        raise NoAnswerError
    return found


def pose(row: str, part: Fraction, lower: bool) -> str:
    """Row 5 of table 10, point 79 and note 0008."""
    if row == "3.5-standing":
        harmful = part > 80 or (part == 80 and not lower)
        return "3.1" if harmful else "1" if part <= 40 else "2"
    if part == 0:
        return "1"
    if row == "3.5-awkward":
        return "2" if part <= 25 else "3.1" if part <= 50 else "3.2"
    if part > 25:
        return "3.2"
    return "3.1" if part > 10 or (part == 10 and not lower) else "2"


def load_total(case: Case) -> str:
    """Point 77: three of 3.1 or of 3.2 give one degree more, never above 3.3."""
    found = [(one["indicator"], load({**case, **one})) for one in case["indicators"]]
    by_lines = case.get("settings", {}).get("load_counting") == "CARD_LINES"
    lines: dict[str, list[str]] = {}
    for row, each in found:
        one = row.split("-")[0] if by_lines or row.startswith("3.5") else row
        lines.setdefault(one, []).append(each)
    return together([worst(line) for line in lines.values()], (("3.1", 3), ("3.2", 3)))


def strain_value(case: Case) -> str:
    """Table 11, one measured row; edges by note 0034."""
    row, value = case["row"], number(case["value"])
    if row in TABLE_11:
        return four(value, TABLE_11[row])
    if row in SCREEN:
        hours = of_eight_hours(case) if row != "4.2.8" else value
        first, second, third = SCREEN[row]
        return "1" if hours < first else "2" if hours < second else "3.1" if hours <= third else "3.2"
    low, middle, high = FALLING[row]
    if row == "4.4.1":
        return "1" if value > 10 else "3.2" if value < low else "3.1" if value <= 5 else "2"
    if row == "4.4.2":
        return "1" if value > 100 else "3.2" if value < low else "3.1" if value < middle else "2"
    return "3.2" if value < low else "3.1" if value < middle else "2" if value < high else "1"


def object_size(case: Case) -> str:
    """Table 11, row 2.4."""
    size, part = number(case["size"]), number(case["percent"])
    if size > 5:
        return "1"
    if size > 1:
        return "2" if part > 50 else "1"
    if size >= Fraction(3, 10):
        return "3.1" if part > 50 else "2"
    return "2" if part <= 25 else "3.1" if part <= 50 else "3.2"


def strain(case: Case) -> str:
    """Point 83."""
    classes = dict(case["classes"])
    if case.get("count_shift_work") is False:
        classes["4.5.1"] = "1"
    found = list(classes.values())
    first, second = found.count("3.1"), found.count("3.2")
    harmful = first + second
    if harmful == 0:
        return "1" if found.count("1") >= 14 else "2"
    if harmful < 6:
        return "2"
    if second > 6:
        return "3.3"
    return "3.2" if harmful > 6 or second >= 4 else "3.1"


def special_work(case: Case) -> str | None:
    """Point 83, parts 8–11: nothing below the threshold, then the 19 indicators decide."""
    found, least = SPECIAL[case["work"]]
    return found if share(case) * 100 >= least else None


SOURCES = {
    "1.2": lambda value: "3.1" if value < 3_700_000 else "3.2" if value <= 370_000_000 else "3.3",
    "2.2-stationary": lambda value: "3.1" if value < 185 * 10**9 else "3.2" if value < 185 * 10**11 else "3.3",
    "2.2-portable": lambda value: "3.2" if value <= 555 * 10**8 else "3.3",
    "2.3": lambda value: "3.1" if value < 10**6 else "3.2",
    "3.2": lambda value: "3.1" if value < Fraction(1, 10) else "3.2" if value < 10 else "3.3",
    "3.3": lambda value: "3.1" if value < 10 else "3.2" if value < 1000 else "3.3",
    "3.4": lambda value: "3.1" if value < 10**7 else "3.2" if value < 10**9 else "3.3",
    "4.1.1": lambda value: "3.1" if value <= 2 else "3.2",
    "4.2.2": lambda value: {3: "3.2", 2: "3.3", 1: "3.4"}[int(value)],
}


DOSES = {
    "1.1": ("3.1", "3.2", "3.3"),
    "1.3": ("3.2", "3.3"),
    "1.4": ("3.2", "3.3"),
    "2.1": ("3.1", "3.2", "3.3"),
    "3.1": ("3.1", "3.2", "3.3"),
    "4.1.2": ("3.1", "3.2"),
    "4.2.1": ("3.2", "3.3"),
    "4.2.3": ("3.2", "3.3"),
    "4.2.4": ("3.2", "3.3"),
}


def dose(case: Case, one: Case, sources: Sequence[str]) -> str:
    """A row «not more than permissible»: class 4 above, else the class of the source (note 0030)
    or of a person, if the row prints it."""
    ratio = number(one["value"]) / number(one["limit"])
    others = case.get("settings", {}).get("open_source_dose_rate") == "AS_OTHER_ROWS"
    if ratio > 1:
        if one["code"] == "4.1.2" or (one["code"] == "1.1" and not others and ratio <= 1700):
            raise NoAnswerError
        return "4"
    given = [str(one["assessed_as"])] if "assessed_as" in one else sources
    if not given or worst(given) not in DOSES[one["code"]]:
        raise NoAnswerError
    return worst(given)


def ionising(case: Case) -> str:
    """Points 45, 52–55 and 62."""
    given = case["indicators"]
    found = [(one["code"], SOURCES[one["code"]](number(one["value"]))) for one in given if one["code"] in SOURCES]
    classes = [each for _, each in found]
    for one in given:
        if one["code"] not in SOURCES:
            classes.append(
                dose(
                    case,
                    one,
                    [each for code, each in found if code.rpartition(".")[0] == one["code"].rpartition(".")[0]],
                )
            )
    if case.get("in_zone_whole_shift") and share(case) < Fraction(1, 2):
        return worst([found if found == "4" else LADDER[max(LADDER.index(found) - 1, 2)] for found in classes])
    total = together(classes, (("3.2", 2), ("3.3", 2)))
    if "3.4" in classes and classes.count("3.3") + classes.count("3.4") >= 2:
        total = "4"
    return in_time(total, share(case))


def overall(case: Case) -> str:
    """Points 85 and 86."""
    return together(list(case["factors"].values()), WORKPLACE)


JUDGES: dict[str, Judge] = {
    "load": load,
    "load_total": load_total,
    "strain_value": strain_value,
    "object_size": object_size,
    "strain": strain,
    "ionising": ionising,
}
