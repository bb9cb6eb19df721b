"""Both sides of every limit: each edge of each scale and threshold of the norms has a golden case on it and one just past it.

The answers of the cases are found by the act and proved in test_cases.py; here every edge that the
norms know must be met by some case, so that a new row of a table cannot come in without its cases.
"""

import datetime as dt
import re
from collections import defaultdict
from decimal import Decimal
from functools import cache

import pytest

from norms.cli.commands import COMMANDS
from norms.errors import NoClassDefined, NormNotFound, NormsError
from norms.library import norm
from norms.loader import load_norms
from norms.model import Scale
from tests.norms.golden import golden_cases

ON = dt.date(2026, 1, 1)
TENTHS = ("chemical.", "dust", "biological.", "microclimate.temperature")
"""Compared with these scales are numbers rounded to 0.1."""
WHOLE_UNITS = ("кг", "кгм", "кгс", "Вт/м²", "с", "элементов", "объектов", "сигналов в час", "дБ", "дБ, дБА", "дБ Лин")
# П. 83 of the card: how many of 19 indicators are 1, 2, 3.1 and 3.2, on both sides of every limit.
STRAIN = [
    (14, 5, 0, 0), (13, 6, 0, 0), (13, 1, 5, 0), (13, 1, 0, 5), (13, 0, 6, 0), (13, 0, 3, 3), (13, 0, 2, 4),
    (13, 0, 0, 6), (12, 0, 7, 0), (12, 0, 1, 6), (12, 0, 0, 7),
]  # fmt: skip


@cache
def steps():
    """Every step of every golden classification, with its kind; and what had no class."""
    found = defaultdict(list)
    for _, case in golden_cases():
        if case["command"] not in ("classify", "overall"):
            continue
        try:
            answer = COMMANDS[case["command"]].run(case["input"])
        except NoClassDefined as error:
            found["no class", error.key].append(error.value)
            continue
        except NormsError:
            continue
        parts = (answer, *answer.get("lines", ()), *answer.get("sums", ()))
        for step in (step for part in parts for step in part["trace"]):
            found[step["op"], step["norm"]].append(step["inputs"])
    return found


def scales():
    """Every scale of every edition, with its unit."""
    for key, known in load_norms().items():
        for edition in known.editions:
            if isinstance(edition.value, Scale):
                yield pytest.param(key, edition.value, known.unit, id=f"{key} {edition.valid_from}")


def grid(key, unit, edge):
    """How far past an edge a value still stands «just past» it: a step of the table, or a fiftieth."""
    if key.startswith(TENTHS):
        return Decimal("0.1")
    if unit in WHOLE_UNITS or key.endswith((".3.6", ".3.3.1", ".3.3.1-keyboard", ".3.3.2")):
        return Decimal(1)
    return max(abs(edge) / 50, Decimal("0.1"))


@pytest.mark.parametrize(("key", "scale", "unit"), scales())
def test_every_edge_of_a_scale_has_a_case_on_each_side(key, scale, unit):
    values = {Decimal(given["value"]) for given in steps()["scale", key]}
    values |= {Decimal(text) for text in steps()["no class", key]}
    for bracket in scale.brackets:
        if (edge := bracket.edge) is None:
            continue
        near = grid(key, unit, edge)
        if bracket.is_open:
            assert edge in values, f"нет случая на границе {edge}"
            assert any(edge - near <= value < edge for value in values), f"нет случая под {edge}"
        else:
            assert edge in values, f"нет случая на границе {edge}"
            assert any(edge < value <= edge + near for value in values), f"нет случая над {edge}"


def test_printed_ranges_of_load_and_strain_are_the_edges():
    """«До 25», «26 - 50», «Более 75»: what the table prints and what the scale compares are one."""
    checked = 0
    for key in load_norms():
        if not key.startswith(("load.", "strain.")):
            continue
        value = norm(key, ON).value
        before = None
        for bracket in value.brackets if isinstance(value, Scale) else ():
            numbers = [Decimal(text.replace(",", ".")) for text in re.findall(r"\d+(?:,\d+)?", bracket.printed)]
            if re.fullmatch(r"(До|Более) [\d,]+|[\d,]+ - [\d,]+", bracket.printed) and "4.4" not in key:
                last = before if bracket.edge is None else bracket.edge
                assert numbers[-1] == last, (key, bracket)
                if len(numbers) == 2 and not key.startswith(("strain.4.2.6", "strain.4.2.8")):
                    assert before < numbers[0] <= before + 1, (key, bracket)
                checked += 1
            before = bracket.edge
    assert checked > 100


def shares(op, key, **wanted):
    """Shares of time in per cent that steps of a kind were asked about."""
    return {
        Decimal(given["minutes"]) * 100 / Decimal(given["of"])
        for given in steps()[op, key]
        if all(given[name] == value for name, value in wanted.items())
    }


def met(found, edge):
    """A share on the threshold, and one just under it."""
    return edge in found and any(edge - 1 <= share < edge for share in found)


@pytest.mark.parametrize("base", ["3.1", "3.2", "3.3", "3.4", "4"])
def test_both_thresholds_of_time_have_cases_on_each_side_for_every_class(base):
    found = shares("time", "exposure.keeps_class_from", base=base)
    assert met(found, norm("exposure.keeps_class_from", ON).number)
    assert met(found, norm("exposure.one_degree_from", ON).number)


def test_shares_that_give_a_class_have_cases_on_each_side():
    for key in ("microclimate.open_air", "microclimate.deep_cold"):
        assert met(shares("share_reached", key), Decimal(norm(key, ON).table["share"])), key
    asked = defaultdict(set)
    for _, case in golden_cases():
        given = case["input"]
        if given.get("kind") == "special_work":
            part = given.get("percent") or Decimal(given["minutes"]) * 100 / Decimal(given["of_minutes"])
            asked[given["work"]].add(Decimal(part))
    for kind, row in norm("strain.special_works", ON).table.items():
        assert met(asked[kind], Decimal(row["share"])) if row["share"] else asked[kind], kind


@pytest.mark.parametrize(
    "key", ["chemical.combination", "biological.producer_combination", "load.combination", "overall.combination"]
)
def test_counts_that_raise_a_class_have_cases_on_each_side(key):
    listed = [given["classes"] for given in steps()["count", key]]
    for code, row in norm(key, ON).table.items():
        if code != "ceiling":
            assert {int(row["count"]), int(row["count"]) - 1} <= {classes.count(code) for classes in listed}, code


def test_every_limit_of_point_83_has_cases_on_each_side():
    found = set()
    for given in steps()["strain_count", "strain.combination"]:
        codes = list(given["classes"].values())
        found.add(tuple(codes.count(code) for code in ("1", "2", "3.1", "3.2")))
    assert set(STRAIN) <= found


def test_limits_of_light_and_dose_have_cases_on_each_side():
    light = norm("lighting", ON).table
    for kind in (*light["not_below"], *light["not_above"]):
        pairs = [
            (Decimal(g["value"]), Decimal(g["limit"])) for g in steps()["compare", "lighting"] if g["kind"] == kind
        ]
        assert any(value == limit for value, limit in pairs), kind
        under = kind in light["not_below"]
        assert any((value < limit) if under else (value > limit) for value, limit in pairs), kind
    for code, row in norm("ionising.doses", ON).table.items():
        doses = [
            (Decimal(g["value"]), Decimal(g["limit"])) for g in steps()["dose", "ionising.doses"] if g["code"] == code
        ]
        assert any(value == limit for value, limit in doses), code
        if row["over"]:
            times = Decimal(row.get("times", "1"))
            assert any(limit * times < value <= limit * times * 2 for value, limit in doses), code
        else:
            assert any(text.startswith(f"{code}: ") for text in steps()["no class", "ionising.doses"]), code


def test_an_edition_that_has_ended_raises():
    with pytest.raises(NormNotFound):
        norm("chemical.detected_drugs", ON)
