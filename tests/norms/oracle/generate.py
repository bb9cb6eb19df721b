"""Random cases of every kind, crowded around the bounds of the act."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from tests.norms.oracle.environment import ACTIVITIES, DRUGS, TABLE_1, TABLE_4, TABLE_5
from tests.norms.oracle.ladder import LADDER, Case
from tests.norms.oracle.process import FALLING, MALE_FEMALE, SCREEN, SPECIAL, TABLE_11

RATIOS = (0.5, 1, 1.05, 1.5, 2, 3, 4, 5, 6, 10, 15, 20, 40, 50, 100, 1000)
STEPS = (-0.1, -0.06, -0.05, -0.04, -0.01, 0, 0.01, 0.04, 0.05, 0.06, 0.1)
CODES = [
    "4.1.1",
    "4.1.2",
    "4.1.3",
    "4.1.4",
    "4.2.1",
    "4.2.2",
    "4.2.3",
    "4.2.4",
    "4.2.5",
    "4.2.6",
    "4.2.7",
    "4.2.8",
    "4.3.1",
    "4.3.2",
    "4.3.3",
    "4.4.1",
    "4.4.2",
    "4.4.3",
    "4.5.1",
]
SOURCE_VALUES = {
    "1.2": ("3699999", "3700000", "370000000", "370000001"),
    "2.2-stationary": ("184999999999", "185000000000", "18499999999999", "18500000000000"),
    "2.2-portable": ("1", "55500000000", "55500000001"),
    "2.3": ("999999", "1000000"),
    "3.2": ("0.09", "0.1", "9.99", "10"),
    "3.3": ("9.9", "10", "999", "1000"),
    "3.4": ("9999999", "10000000", "999999999", "1000000000"),
    "4.1.1": ("1", "2", "3", "4"),
    "4.2.2": ("1", "2", "3"),
}
DOSES = ("1.1", "1.3", "1.4", "2.1", "3.1", "4.1.2", "4.2.1", "4.2.3", "4.2.4")


def plain(value: float) -> str:
    """A number as text, without an exponent."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def time(random: Random) -> Case:
    """Share of time, often at 10, 50 or 80 %."""
    if random.random() < 0.5:
        return {"percent": random.choice(["0.1", "9.99", "10", "10.01", "49.99", "50", "79.99", "80", "100"])}
    of = random.choice([420, 432, 480, 720])
    edge = random.choice([0.1, 0.5, 0.8, 1])
    minutes = min(of, max(1, round(of * edge) + random.choice([-1, 0, 1])))
    return {"minutes": str(minutes), "of_minutes": str(of)}


def some(random: Random, *readings: tuple[str, str]) -> Case:
    """Now and then a setting of the employer."""
    chosen = {name: value for name, value in readings if random.random() < 0.4}
    return {"settings": chosen} if chosen else {}


def around(random: Random, limit: float) -> str:
    """A value near a multiple of the limit."""
    return plain(max(limit * (random.choice(RATIOS) + random.choice(STEPS)), limit / 100))


def concentration(random: Random, **more: Any) -> Case:
    """Value or sample against a limit, with time."""
    limit = random.choice([0.05, 0.5, 1, 2, 10])
    value: Case = {"value": around(random, limit)}
    if random.random() < 0.2:
        value = {"sample": [around(random, limit) for _ in range(random.randint(2, 5))]}
    return {**value, "limit": plain(limit), **time(random), **more}


def substance(random: Random) -> Case:
    """Effects and kind of limit."""
    effects = random.sample([*TABLE_1, "ALLERGEN"], random.choice([0, 0, 1, 1, 2, 3]))
    averaging = random.choice(["MAX_SINGLE", "SHIFT_AVERAGE"])
    return concentration(random, averaging=averaging, **({"effects": effects} if effects else {}))


def parts(random: Random) -> Case:
    """Substances about their norms."""
    given = [
        {"name": f"вещество {index}", "value": plain(random.choice([0.2, 0.3, 0.34, 0.5, 0.55, 0.9, 1])), "limit": "1"}
        for index in range(random.randint(2, 5))
    ]
    return {"parts": given, **time(random), **some(random, ("sum_above_one", "HARMFUL"))}


def classes(random: Random) -> Case:
    """Some classes of substances."""
    return {"classes": random.choices(LADDER[1:6], k=random.randint(1, 6))}


def works(random: Random) -> Case:
    """Works of point 27 sharing a shift."""
    count = random.randint(1, 3)
    given = []
    for percent in random.choices(["9", "10", "20", "30", "33"], k=count):
        clause = random.choice(tuple(ACTIVITIES))
        care = {"is_care": True} if clause in ("27.1.1", "27.1.2") and random.random() < 0.5 else {}
        given.append({"clause": clause, "percent": percent, **care})
    return {"works": given, **some(random, ("joint_activities", "TOGETHER"), ("infectious_care_time", "COUNTED"))}


def pathogens(random: Random) -> Case:
    """Both risk groups."""
    percents = random.sample(["20", "30", "40", "50"], 2)
    given = [{"clause": f"27.1.{index}", "percent": percent} for index, percent in enumerate(percents, 1)]
    return {"works": given}


def activity(random: Random) -> Case:
    """One work of point 27."""
    clause = random.choice(tuple(ACTIVITIES))
    care = {"is_care": True, **some(random, ("infectious_care_time", "COUNTED"))} if clause < "27.1.3" else {}
    return {"clause": clause, **care, **time(random)}


def level(kind: str) -> Callable[[Random], Case]:
    """A level about its limit in dB; zones and bands where the act has them."""

    def case(random: Random) -> Case:
        limit = random.choice([60, 80, 100])
        edge = random.choice([0, *TABLE_4[kind.removeprefix("joint_")]])
        over = edge - (5 if kind.startswith("joint") else 0)
        value = plain(limit + over + random.choice([-1, -0.5, -0.49, 0, 0.4, 0.49, 0.5, 0.6, 1]))
        draw = random.random()
        if draw < 0.2 and kind in ("noise", "local_vibration", "general_vibration"):
            return zoned(random, limit, kind)
        given: Case = {"value": value, "limit": plain(limit), **time(random)}
        if draw < 0.3:
            values = [plain(limit + random.randint(-9, 30)) for _ in range(3)]
            given = {"sample": values, "limit": plain(limit), **time(random)}
        if 0.5 < draw < 0.8 and kind == "noise":
            bands = [
                {"frequency": band, "level": plain(70 + random.choice([-2, 0, 4.5, 5.5, 9, 16])), "limit": "70"}
                for band in random.sample(["63", "250", "1000", "8000"], 2)
            ]
            given |= {"bands": bands, **some(random, ("octave_bands", "WORST_OF_ALL"))}
        if draw > 0.8 and kind not in ("air_ultrasound", "contact_ultrasound", "joint_contact_ultrasound"):
            given |= {"includes_time": True, "settings": {**given.get("settings", {}), **counted(random)}}
        return given

    return case


def counted(random: Random) -> Case:
    """Whether time counts again for an equivalent level."""
    return random.choice([{}, {"equivalent_level_time": "COUNTED_AGAIN"}])


def zoned(random: Random, limit: int, kind: str) -> Case:
    """Two or three zones of one shift."""
    minutes = random.choice([("240", "240"), ("60", "420"), ("120", "120", "240")])
    given = [
        {
            "title": f"зона {index}",
            "level": plain(limit + random.randint(-10, 40)),
            "minutes": each,
            "limit": plain(limit - (random.choice([0, 10]) if kind == "noise" and index else 0)),
        }
        for index, each in enumerate(minutes)
    ]
    return {"zones": given}


def field(random: Random) -> Case:
    """A field about multiples of its limit, sometimes with background or the short limit."""
    limit = random.choice([5, 15, 25])
    given: Case = {"value": around(random, limit), "limit": plain(limit)}
    if random.random() < 0.2:
        given["background"] = plain(limit / 10)
        given["value"] = plain(limit / 10 + random.choice([-0.01, 0, 0.01]))
    if random.random() < 0.3:
        given |= {"limit_short": plain(limit * 2), **some(random, ("field_maximum", "SHORT_LIMIT"))}
    return given


def optical(random: Random) -> Case:
    """Laser, ultraviolet, terminals: multiples of the limit with time."""
    return {"value": around(random, 1), "limit": "1", **time(random)}


def laser(random: Random) -> Case:
    """Single exposure about its powers of ten."""
    value = random.choice([1, 10, 100, 1000]) + random.choice([-0.01, 0, 0.01])
    return {
        "value": plain(value),
        "limit": "1",
        **time(random),
        **some(random, ("single_laser_exposure", "FIRST_DEGREE")),
    }


def climate(setting: tuple[str, str], edges: tuple[float, ...]) -> Callable[[Random], Case]:
    """Temperature or humidity about its two bounds."""

    def case(random: Random) -> Case:
        over = random.choice([-1.0, 0.0, *edges]) + random.choice(STEPS)
        value = 40 + over if random.random() < 0.5 else 30 - over
        return {"value": plain(value), "limit_low": "30", "limit": "40", **time(random), **some(random, setting)}

    return case


def heat(random: Random) -> Case:
    """Open sources of heat."""
    return {"value": plain(random.choice([140, 350, 2800]) + random.choice([-1, 0, 0.5, 1, 40])), **time(random)}


def ions(random: Random) -> Case:
    """Counts of ions about their norms."""
    positive = random.choice(["0", "240", "399", "400", "500", "599", "50000", "50001", "60000"])
    negative = random.choice(["1", "100", "599", "600", "1000", "1001", "50000", "50001", "60000"])
    near = {"near_static_fields": True} if random.random() < 0.3 else {}
    return {"value": positive, "negative": negative, **near, **time(random)}


def load_row(random: Random) -> Case:
    """One row of table 10 about its bounds."""
    row, sex = random.choice([*MALE_FEMALE, "3.5-standing", "3.5-awkward", "3.5-forced"]), random.choice("мж")
    if row.startswith("3.5"):
        value = random.choice([0, 1, 10, 25, 40, 50, 80]) + random.choice([0, 0, 0.5])
        return {"indicator": row, "sex": sex, "value": plain(value)}
    value = random.choice(MALE_FEMALE[row][sex == "ж"])
    shift = random.choice([420, 480, 720])
    scaled = value if row.startswith("3.2.") else value * shift / 480
    delta = random.choice([-1, 0, 0, 1])
    return {"indicator": row, "sex": sex, "value": plain(scaled + delta), "shift_minutes": str(shift)}


def load_rows(random: Random) -> Case:
    """A physical load of several different rows."""
    rows = {one["indicator"]: one for one in (load_row(random) for _ in range(random.randint(1, 9)))}
    settings = some(random, ("load_counting", "CARD_LINES"), ("pose_edge", "LOWER"))
    return {"indicators": list(rows.values()), **settings}


def strain_row(random: Random) -> Case:
    """One measured row of table 11 about its bounds."""
    row = random.choice([*TABLE_11, *SCREEN, *FALLING])
    value = random.choice({**TABLE_11, **SCREEN, **FALLING}[row])
    if row in ("4.2.2", "4.2.3", "4.4.1"):
        return {"row": row, "value": plain(value + random.choice([-1, 0, 1]))}
    shift = random.choice([420, 480, 720]) if row.startswith("4.2.6") else 480
    return {"row": row, "value": plain(value * shift / 480 + random.choice(STEPS)), "shift_minutes": str(shift)}


def strain(random: Random) -> Case:
    """19 classes, of every mixture of degrees."""
    weights = [random.choice([1, 3, 9]), random.choice([1, 3]), random.choice([0, 1, 3]), random.choice([0, 1, 3])]
    given = dict(zip(CODES, random.choices(LADDER[:4], weights, k=19), strict=True))
    for code in ("4.3.2", "4.3.3"):
        given[code] = random.choice(["1", "3.2"])
    return {"classes": given, "count_shift_work": random.choice([True, False])}


def ionising(random: Random) -> Case:
    """Characteristics of sources and doses of one kind of work."""
    kind = random.choice("1234")
    sources = random.sample([code for code in SOURCE_VALUES if code[0] == kind], random.choice([0, 1, 1, 1]))
    doses = random.sample([code for code in DOSES if code[0] == kind], random.choice([0, 1, 1]))
    given: list[Case] = [{"code": code, "value": random.choice(SOURCE_VALUES[code])} for code in sources]
    for code in doses or ([] if sources else [f"{kind}.2.1" if kind == "4" else f"{kind}.1"]):
        human = {"assessed_as": random.choice(["3.2", "3.3"])} if random.random() < 0.2 and code != "4.1.2" else {}
        value = random.choice(["1", "12", "12", "12.1", "20400", "20401"])
        given.append({"code": code, "value": value, "limit": "12", **human})
    zone = {"in_zone_whole_shift": True} if random.random() < 0.4 else {}
    return {"indicators": given, **zone, **time(random), **some(random, ("open_source_dose_rate", "AS_OTHER_ROWS"))}


MAKERS: dict[str, Callable[[Random], Case]] = {
    "substance": substance,
    "skin": concentration,
    "substance_sum": parts,
    "producer_sum": parts,
    "unregulated": lambda random: {"clause": random.choice("1234"), **time(random)},
    "drug": lambda random: {"clause": random.choice(tuple(DRUGS)), "work": "production", **time(random)},
    "substances": classes,
    "producers": classes,
    "dust": concentration,
    "producer": concentration,
    "activity": activity,
    "activities": works,
    "prevailing_activity": pathogens,
    **{kind: level(kind) for kind in (*TABLE_4, "joint_contact_ultrasound")},
    **dict.fromkeys(TABLE_5, field),
    **dict.fromkeys(("display_terminal", "ultraviolet", "laser_chronic", "radiation_heated"), optical),
    **dict.fromkeys(("pulsation", "glare", "luminance", "unevenness", "illuminance", "air_speed"), optical),
    "laser_single": laser,
    "temperature": climate(("temperature", "EXACT"), (4, 8)),
    "humidity": climate(("humidity", "SHARE_OF_BOUND"), (7.5, 10, 25)),
    "radiation_open": heat,
    "open_air": time,
    "deep_cold": time,
    "air_ions": ions,
    "load": load_row,
    "load_total": load_rows,
    "strain_value": strain_row,
    "object_size": lambda random: {
        "size": random.choice(["0.1", "0.29", "0.3", "0.31", "1", "1.05", "1.1", "5", "5.1"]),
        "percent": random.choice(["10", "25", "25.1", "50", "50.1", "100"]),
    },
    "strain": strain,
    "special_work": lambda random: {"work": random.choice(tuple(SPECIAL)), **time(random)},
    "ionising": ionising,
}
