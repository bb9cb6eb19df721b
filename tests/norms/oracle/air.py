"""The chemical factor of a whole workplace, once more: points 16–24 and приложения 3 of № 211, 7 of № 35."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from tests.norms.oracle.environment import substance, table_1
from tests.norms.oracle.ladder import AIR, LADDER, Case, in_time, measured, number, rounded, share, together, worst

AMMONIA, SULPHIDE, FORMALDEHYDE, STYRENE = "Аммиак", "Сероводород", "Формальдегид", "Стирол"
SULPHUR, CARBON, PHENOL, ACID = "Серы диоксид", "Углерода оксид", "Фенол", "Серная кислота"
NAMES = (AMMONIA, SULPHIDE, FORMALDEHYDE, STYRENE, SULPHUR, CARBON, PHENOL, ACID, "Вещество А", "Вещество Б")
# Rows of приложение 3, таблица 1, by those of our names that they print; a row may be incomplete (its footnote).
ROWS = (
    (1, {CARBON, FORMALDEHYDE}), (3, {SULPHUR, CARBON}), (4, {SULPHUR, CARBON, PHENOL}), (7, {AMMONIA, SULPHIDE}),
    (8, {AMMONIA, FORMALDEHYDE}), (9, {AMMONIA, SULPHIDE, FORMALDEHYDE}), (16, {SULPHIDE, FORMALDEHYDE}),
    (32, {FORMALDEHYDE, PHENOL}), (36, {SULPHUR, SULPHIDE}), (39, {SULPHUR, ACID}), (41, {SULPHUR, PHENOL}),
    (42, {SULPHUR, AMMONIA}), (43, {SULPHUR, CARBON, PHENOL}), (46, {CARBON, FORMALDEHYDE}),
)  # fmt: skip
SATURATED, ALKALI = "SATURATED_HYDROCARBON", "ALKALI"
COMPLEXES = (
    (SULPHIDE, ACID, ALKALI, AMMONIA), (SULPHIDE, SULPHUR, ACID, CARBON), (ACID, ALKALI, AMMONIA),
    (SULPHIDE, CARBON, AMMONIA), (SULPHIDE, CARBON, ALKALI), (SULPHIDE, ACID, CARBON), (SULPHIDE, AMMONIA),
    (ACID, AMMONIA), (CARBON, ALKALI), (SULPHIDE, ACID), (SULPHIDE, ALKALI), (SULPHIDE, SULPHUR), (ACID, CARBON),
)  # fmt: skip
Sum = tuple[set[str], str]


def ratio(one: Case) -> Fraction:
    """Concentration over its norm."""
    return measured(one) / number(one["limit"])


def groups(present: list[Case]) -> list[list[Case]]:
    """What acts in one direction, the largest group first, none inside a known one."""
    found = [[one for one in present if effect in one.get("effects", ())] for effect in ("IRRITANT", "ALLERGEN")]
    found.append([one for one in present if "CARCINOGEN" in one.get("effects", ())])
    pair = [one for one in present if one["substance"] in (FORMALDEHYDE, STYRENE)]
    found += [pair, *([one for one in present if one["substance"] in row] for _, row in ROWS)]
    kept: list[list[Case]] = []
    for group in sorted(found, key=len, reverse=True):
        names = {one["substance"] for one in group}
        if len(group) > 1 and not any(names <= {one["substance"] for one in other} for other in kept):
            kept.append(group)
    return kept


def of_group(group: list[Case]) -> Sum:
    """The worst class that the whole group, or its longest-acting part, gives."""
    classes = []
    for least in {share(one) for one in group}:
        acting = [one for one in group if share(one) >= least]
        if len(acting) > 1:
            pair = sum(one["substance"] in (FORMALDEHYDE, STYRENE) for one in acting) == 2
            weights = [Fraction(5, 4) if pair and one["substance"] in (FORMALDEHYDE, STYRENE) else 1 for one in acting]
            total = sum((ratio(one) * weight for one, weight in zip(acting, weights, strict=True)), Fraction(0))
            classes.append(in_time(table_1("GENERAL", rounded(total, 1)), least))
    return {one["substance"] for one in group}, worst(classes)


def complex_of(case: Case) -> list[Sum]:
    """Приложение 7: saturated hydrocarbons with the others of a row, none above its norm."""
    present = [one for one in case["substances"] if 0 < ratio(one) <= 1]
    best: list[tuple[Fraction, set[str]]] = []
    for row in COMPLEXES:
        acting = []
        for member in (SATURATED, *row):
            fits = [one for one in present if one["substance"] == member or member in one.get("groups", ())]
            acting += [max(fits, key=share)] if fits else []
        if len(acting) == len(row) + 1:
            best.append((min(map(share, acting)), {one["substance"] for one in acting}))
    if not case.get("is_chemical_production") or not best:
        return []
    least, names = max(best, key=lambda found: found[0])
    return [(names, in_time("3.1", least))]


def chemical_factor(case: Case) -> str:
    """Every substance by its worst line, every sum that shares nothing with a worse one."""
    lines: dict[str, str] = {}
    for one in case["substances"]:
        lines[one["substance"]] = worst([substance(one), lines.get(one["substance"], "1")])
    sums: list[Sum] = []
    for zone in dict.fromkeys(one.get("zone", "") for one in case["substances"]):
        here = [one for one in case["substances"] if one.get("zone", "") == zone and ratio(one) <= 1]
        once = [max((o for o in here if o["substance"] == name), key=ratio) for name in NAMES if any(
            o["substance"] == name for o in here)]  # fmt: skip
        sums += [of_group(group) for group in groups(sorted(once, key=here.index))]
    sums += complex_of(case)
    kept: list[Sum] = []
    for names, found in sorted(sums, key=lambda one: LADDER.index(one[1]), reverse=True):
        if not any(names & other for other, _ in kept):
            kept.append((names, found))
    return together([*lines.values(), *(found for _, found in kept)], AIR)


def random_air(random: Random) -> Case:
    """A few substances of one or two zones about their norms; now and then a complex."""
    given: list[dict[str, Any]] = []
    for name in random.sample(NAMES, random.randint(1, 6)):
        value = random.choice(["0.2", "0.3", "0.45", "0.5", "0.55", "0.7", "0.9", "1", "1.04", "1.1", "3.1", "12"])
        one = {"substance": name, "value": value, "limit": "1", "percent": random.choice(["100", "60", "30", "9"])}
        if random.random() < 0.4:
            one["effects"] = random.sample(["ACUTE", "IRRITANT", "ALLERGEN", "CARCINOGEN"], random.choice([1, 1, 2]))
        if random.random() < 0.2:
            one["zone"] = "вторая"
        given.append(one)
    if random.random() < 0.4:
        for family, value in ((SATURATED, "0.3"), (ALKALI, "0.1")):
            given.append({"substance": f"Вещество {'АБ'[family == ALKALI]}", "value": value, "limit": "1",
                          "percent": "60", "groups": [family]})  # fmt: skip
        return {"substances": given, "is_chemical_production": random.random() < 0.8}
    return {"substances": given}


JUDGES = {"chemical_factor": chemical_factor}
MAKERS = {"chemical_factor": random_air}
