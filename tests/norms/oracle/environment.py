"""Chapters 3–11 of № 35 and tables 1–9 but 7, once more, from the text of the act alone."""

from __future__ import annotations

from fractions import Fraction

from tests.norms.oracle.ladder import (
    AIR,
    LADDER,
    Case,
    Judge,
    NoAnswerError,
    by_bounds,
    energetic,
    in_time,
    level,
    measured,
    number,
    rounded,
    share,
    timed,
    together,
    worst,
)

TABLE_1 = {
    "GENERAL": (1, 3, 10, 15, 20),
    "ACUTE": (1, 2, 4, 6, 10),
    "IRRITANT": (1, 2, 5, 10, 50),
    "CARCINOGEN": (1, 2, 4, 10),
}
ALLERGEN = ((1, "2"), (3, "3.2"), (15, "3.3"), (20, "3.4"))
DRUGS = {"cytostatic": "3.4", "oestrogen": "3.4", "narcotic": "3.2"}
ACTIVITIES = {"27.1.1": "3.4", "27.1.2": "3.3", "27.1.3": "3.2", "27.1.4": "3.1"}
TABLE_4 = {
    "noise": (0, 5, 15, 25, 35),
    "local_vibration": (0, 3, 6, 9, 12),
    "general_vibration": (0, 6, 12, 18, 24),
    "infrasound": (0, 5, 10, 15, 20),
    "air_ultrasound": (0, 10, 20, 30, 40),
    "contact_ultrasound": (0, 5, 10, 15, 20),
}
# Bounds, the class above them ("none": not printed), from what excess class 4 begins.
TABLE_5 = {
    "electrostatic": ((1, 3, 5), "none", None),
    "static_magnetic": ((1, 5, 10, 100), "none", None),
    "electric_50hz": ((1, 5, 10), "3.3", 40),
    "magnetic_50hz": ((1, 5, 10), "3.3", None),
    "radio_10_30khz": ((1, 5, 10), "3.3", None),
    "radio_30khz_3mhz": ((1, 5, 10), "3.3", None),
    "radio_3_30mhz": ((1, 3, 5, 10), "3.4", None),
    "radio_30_300mhz": ((1, 3, 5, 10), "3.4", 100),
    "radio_300mhz_300ghz": ((1, 3, 5, 10), "3.4", 100),
}


def setting(case: Case, name: str, value: str) -> bool:
    """Is this reading chosen, and not the default."""
    return bool(case.get("settings", {}).get(name) == value)


def table_1(row: str, ratio: Fraction, averaging: str = "MAX_SINGLE") -> str:
    """Class of a ratio by one row of table 1."""
    if row == "ALLERGEN":
        return next((found for bound, found in ALLERGEN if ratio <= bound), "4")
    bounds = TABLE_1[row]
    if row == "GENERAL" and averaging == "SHIFT_AVERAGE":
        bounds = bounds[:4]
    return by_bounds(ratio, bounds)


def substance(case: Case) -> str:
    """Points 16, 17, 19: by the worst of its effects, else by the general row."""
    ratio = rounded(measured(case) / number(case["limit"]), 1)
    rows = [effect for effect in case.get("effects", ()) if effect != "GENERAL"] or ["GENERAL"]
    return timed(case, worst([table_1(row, ratio, case.get("averaging", "MAX_SINGLE")) for row in rows]))


def skin(case: Case) -> str:
    """Point 20."""
    return timed(case, table_1("GENERAL", rounded(measured(case) / number(case["limit"]), 1)))


def ratio_sum(case: Case, bounds: tuple[int, ...], last: str | None) -> str:
    """Points 18, 26: substances that each keep their norm are added up."""
    total = Fraction(0)
    for part in case["parts"]:
        ratio = number(part["value"]) / number(part["limit"])
        if ratio > 1:
            raise NoAnswerError
        total += ratio
    found = by_bounds(rounded(total, 1), bounds, last)
    if setting(case, "sum_above_one", "HARMFUL") and total > 1:
        found = worst([found, "3.1"])
    return timed(case, found)


def activity(case: Case, work: Case) -> str:
    """Point 27 and 27.2: research with pathogens whatever the time, other works with it."""
    clause = work["clause"]
    counted = clause in ("27.1.3", "27.1.4") or (
        work.get("is_care", False) and setting(case, "infectious_care_time", "COUNTED")
    )
    return timed(work, ACTIVITIES[clause]) if counted else ACTIVITIES[clause]


def activities(case: Case) -> str:
    """The worst work; together, a work has the time of all works of its class and above (note 0026)."""
    works = case["works"]
    alone = [work for work in works if work["clause"] in ("27.1.1", "27.1.2")]
    joint = [work for work in works if work not in alone]
    found = [pathogens(case, alone)] if alone else []
    if not setting(case, "joint_activities", "TOGETHER"):
        return worst([*found, *(activity(case, work) for work in joint)])
    for clause in {work["clause"] for work in joint}:
        part = sum((share(work) for work in joint if work["clause"] <= clause), Fraction(0))
        found.append(in_time(ACTIVITIES[clause], part))
    return worst(found)


def pathogens(case: Case, works: list[Case]) -> str:
    """Point 27.1.2, part 3: of several risk groups the one that takes most of the time."""
    times: dict[str, Fraction] = {}
    for work in works:
        times[work["clause"]] = times.get(work["clause"], Fraction(0)) + share(work)
    if len(times) == 1:
        return worst([activity(case, work) for work in works])
    clause = max(times, key=lambda one: (times[one], LADDER.index(ACTIVITIES[one])))
    own = [work for work in works if work["clause"] == clause]
    is_care = all(work.get("is_care", False) for work in own)
    return activity(case, {"clause": clause, "percent": str(times[clause] * 100), "is_care": is_care})


def prevailing(case: Case) -> str:
    """Daily work with pathogens of several groups."""
    return pathogens(case, case["works"])


def noise(case: Case) -> str:
    """Point 33: the sound level; while it keeps the norm, the worst band."""
    if "zones" in case:
        return zones(case)
    over = level(case) - number(case["limit"])
    bands = [rounded(number(band["level"]), 0) - number(band["limit"]) for band in case.get("bands", ())]
    if bands and (over <= 0 or setting(case, "octave_bands", "WORST_OF_ALL")):
        over = max([over, *bands])
    return sound(case, by_bounds(over, TABLE_4["noise"]))


def zones(case: Case) -> str:
    """Equivalent level of several zones against the highest limit."""
    parts = [(float(zone["level"]), float(zone["minutes"])) for zone in case["zones"]]
    limit = max(number(zone["limit"]) for zone in case["zones"])
    return by_bounds(energetic(parts) - limit, TABLE_4[case["kind"]])


def sound(case: Case, found: str) -> str:
    """Time counts once: not for a level that is already equivalent (note 0002)."""
    again = setting(case, "equivalent_level_time", "COUNTED_AGAIN")
    return found if case.get("includes_time") and not again else timed(case, found)


def vibroacoustic(case: Case) -> str:
    """Table 4 by excess in dB."""
    if "zones" in case:
        return zones(case)
    if case["kind"] == "infrasound" and "level_a" in case and number(case["value"]) - number(case["level_a"]) < 10:
        raise NoAnswerError
    return sound(case, by_bounds(level(case) - number(case["limit"]), TABLE_4[case["kind"]]))


def joint_ultrasound(case: Case) -> str:
    """Point 36: 5 dB less for contact ultrasound together with air ultrasound."""
    return timed(case, by_bounds(level(case) - number(case["limit"]) + 5, TABLE_4["contact_ultrasound"]))


def field(case: Case) -> str:
    """Table 5: the natural background is class 1; the limits themselves depend on time."""
    value, limit = measured(case), number(case["limit"])
    if "background" in case and value <= number(case["background"]):
        return "1"
    bounds, last, extreme = TABLE_5[case["kind"]]
    if extreme is not None:
        highest = number(case["limit_short"]) if setting(case, "field_maximum", "SHORT_LIMIT") else limit
        if value > extreme * highest:
            return "4"
    return by_bounds(value / limit, bounds, last)


def above(case: Case) -> str:
    """Any excess is 3.1: display terminals, ultraviolet, chronic laser, heated surfaces, light."""
    return timed(case, "3.1" if measured(case) > number(case["limit"]) else "2")


def illuminance(case: Case) -> str:
    """Table 9: less light than the norm."""
    return timed(case, "3.1" if measured(case) < number(case["limit"]) else "2")


def laser_single(case: Case) -> str:
    """Table 6 and note 0029."""
    ratio = measured(case) / number(case["limit"])
    if ratio <= 1:
        found = "2"
    elif ratio <= 10:
        found = "3.1" if setting(case, "single_laser_exposure", "FIRST_DEGREE") else "3.2"
    else:
        found = "3.3" if ratio < 100 else "3.4" if ratio <= 1000 else "4"
    return timed(case, found)


def outside(case: Case, value: Fraction) -> tuple[Fraction, Fraction]:
    """Deviation from the nearest bound and this bound."""
    low, high = number(case["limit_low"]), number(case["limit"])
    return max((value - high, high), (low - value, low))


def temperature(case: Case) -> str:
    """Table 8, to 0.1 degree."""
    deviation, _ = outside(case, measured(case))
    if not setting(case, "temperature", "EXACT"):
        deviation = rounded(deviation, 1)
    return timed(case, by_bounds(deviation, (0, 4, 8)))


def humidity(case: Case) -> str:
    """Table 8, in points."""
    deviation, bound = outside(case, measured(case))
    if setting(case, "humidity", "SHARE_OF_BOUND"):
        deviation = deviation / bound * 100
    return timed(case, by_bounds(deviation, (0, 25)))


def air_speed(case: Case) -> str:
    """Table 8: up to three times the upper bound."""
    return timed(case, by_bounds(measured(case) / number(case["limit"]), (1, 3)))


def air_ions(case: Case) -> str:
    """Point 74: harmful only when all three are out of the norm."""
    positive, negative = number(case["value"]), number(case["negative"])
    least = 0 if case.get("near_static_fields") else 400
    polarity_out = negative == 0 or not Fraction(2, 5) <= positive / negative < 1
    out = (not least <= positive <= 50000, not 600 <= negative <= 50000, polarity_out)
    return timed(case, "3.1" if all(out) else "2")


JUDGES: dict[str, Judge] = {
    "substance": substance,
    "skin": skin,
    "substance_sum": lambda case: ratio_sum(case, TABLE_1["GENERAL"], None),
    "unregulated": lambda case: timed(case, "3.3" if case["clause"] in "12" else "3.1"),
    "drug": lambda case: timed(case, DRUGS[case["clause"]]),
    "substances": lambda case: together(case["classes"], AIR),
    "producers": lambda case: together(case["classes"], AIR),
    "dust": lambda case: timed(case, by_bounds(rounded(measured(case) / number(case["limit"]), 1), (1, 2, 5, 10))),
    "producer": lambda case: timed(case, by_bounds(rounded(measured(case) / number(case["limit"]), 1), (1, 3, 10))),
    "producer_sum": lambda case: ratio_sum(case, (1, 3, 10), None),
    "activity": lambda case: activity(case, case),
    "activities": activities,
    "prevailing_activity": prevailing,
    "noise": noise,
    **dict.fromkeys(tuple(TABLE_4)[1:], vibroacoustic),
    "joint_contact_ultrasound": joint_ultrasound,
    **dict.fromkeys(TABLE_5, field),
    **dict.fromkeys(
        ("display_terminal", "ultraviolet", "laser_chronic", "radiation_heated", "pulsation", "glare", "luminance"),
        above,
    ),
    "unevenness": above,
    "laser_single": laser_single,
    "temperature": temperature,
    "humidity": humidity,
    "air_speed": air_speed,
    "radiation_open": lambda case: timed(case, by_bounds(measured(case), (140, 350, 2800))),
    "open_air": lambda case: "3.1" if share(case) >= Fraction(4, 5) else "2",
    "deep_cold": lambda case: "3.3" if share(case) >= Fraction(1, 2) else "3.1",
    "illuminance": illuminance,
    "air_ions": air_ions,
}
