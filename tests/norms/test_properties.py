"""What must hold for every value: monotony, proof, no cascade that lowers."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from norms.check_trace import check_judgement, check_verdict
from norms.classes import ConditionsClass
from norms.errors import NoClassDefined
from norms.exposure import TimeKind, TimeRow, full_working_day
from norms.factors.chemical import Averaging, Effect
from norms.factors.vibroacoustic import LevelKind
from norms.library import norm
from norms.mental_strain import combine_strain, strain_indicators
from norms.overall import Factor, overall_class
from norms.physical_load import LoadIndicator, Sex, classify_load, combine_load
from norms.quantities import Exposure
from norms.readings import Method, Reading
from norms.workplace import Evidence, judge_workplace

ON = dt.date(2026, 1, 1)
C = ConditionsClass
numbers = st.decimals("0", "3000", places=3).map(str)
days = st.dates(dt.date(2014, 8, 1), dt.date(2026, 12, 31))
shares = st.integers(0, 48000).map(lambda minutes: Exposure.of_minutes(Decimal(minutes) / 100, 480))
classes = st.sampled_from(list(C))
RISING = [
    Method.SUBSTANCE, Method.SKIN, Method.DUST, Method.PRODUCER, Method.RADIATION_HEATED, Method.PULSATION, Method.GLARE,
    Method.LUMINANCE, Method.UNEVENNESS, Method.MAGNETIC_50_HZ, Method.ELECTRIC_50_HZ, Method.DISPLAY_TERMINAL,
    Method.RADIO_3_30_MHZ, Method.RADIO_30_300_MHZ, Method.ULTRAVIOLET, Method.LASER_SINGLE, Method.LASER_CHRONIC,
    *(Method[kind.name] for kind in LevelKind),
]  # fmt: skip


def reading(method, value, exposure, limit="80", **more):
    return Reading(method, "показатель", exposure, value, limit, **more)


def result(found):
    """The verdict, or None where the act gives no class."""
    try:
        return found()
    except NoClassDefined:
        return None


@given(st.sampled_from(RISING), numbers, numbers, shares, days)
def test_a_class_never_falls_when_the_value_rises(method, one, other, exposure, on):
    low, high = sorted((one, other), key=Decimal)
    below, above = (result(lambda v=v: reading(method, v, exposure).verdict(on)) for v in (low, high))
    if below and above:
        assert below.conditions_class <= above.conditions_class
        assert below.base <= above.base
    assert not (below is None and above)


@given(st.sampled_from(list(Effect)), st.sampled_from(list(Averaging)), numbers, numbers)
def test_more_of_a_substance_is_never_better(effect, averaging, one, other):
    low, high = sorted((one, other), key=Decimal)
    whole = Exposure.of_percent(100)
    found = [
        reading(Method.SUBSTANCE, v, whole, "7.3", effects=(effect,), averaging=averaging).verdict(ON)
        for v in (low, high)
    ]
    assert found[0].conditions_class <= found[1].conditions_class


@given(st.sampled_from([*RISING, Method.OPEN_AIR, Method.DEEP_COLD, Method.RADIATION_OPEN]), numbers, shares, shares)
def test_more_time_never_lowers_a_class(method, value, one, other):
    brief, long = sorted((one, other), key=lambda exposure: exposure.share)
    found = [result(lambda e=e: reading(method, value, e).verdict(ON)) for e in (brief, long)]
    if all(found):
        assert found[0].conditions_class <= found[1].conditions_class
        assert found[0].conditions_class <= max(found[0].base, C.PERMISSIBLE)


@given(st.sampled_from(["27.1.1", "27.1.2", "27.1.3", "27.1.4"]), shares, shares)
def test_more_of_a_harmful_activity_is_never_better(clause, one, other):
    brief, long = sorted((one, other), key=lambda exposure: exposure.share)
    found = [reading(Method.ACTIVITY, "", e, clause=clause).verdict(ON).conditions_class for e in (brief, long)]
    assert found[0] <= found[1]


@given(st.decimals("-60", "80", places=2), st.decimals("0", "60", places=2))
def test_the_further_from_the_range_the_worse(value, step):
    whole = Exposure.of_percent(100)
    further = value + step if value > 22 else value - step if value < 15 else value
    found = [
        reading(Method.TEMPERATURE, str(v), whole, "22", limit_low="15").verdict(ON).conditions_class
        for v in (value, further)
    ]
    assert found[0] <= found[1]


@given(
    st.sampled_from(list(LoadIndicator)),
    st.sampled_from(list(Sex)),
    st.integers(0, 300000),
    st.integers(0, 300000),
    st.sampled_from([420, 480, 720]),
)
def test_a_heavier_load_is_never_lighter(indicator, sex, one, other, shift):
    found = [
        result(lambda v=v: classify_load(indicator, sex, v, ON, shift_minutes=shift)) for v in sorted((one, other))
    ]
    if all(found):
        assert found[0].verdict.conditions_class <= found[1].verdict.conditions_class
    assert not (found[0] is None and found[1])


@given(st.sampled_from(list(LoadIndicator)), st.integers(0, 300000))
def test_women_are_never_judged_milder_than_men(indicator, value):
    man, woman = (result(lambda s=s: classify_load(indicator, s, value, ON)) for s in Sex)
    assert woman is None or man.verdict.conditions_class <= woman.verdict.conditions_class


@given(st.dictionaries(st.sampled_from(list(Factor)), classes, min_size=1), st.sampled_from(list(Factor)), classes)
def test_adding_or_worsening_a_factor_never_lowers_the_overall_class(factors, factor, found):
    before = overall_class(factors, ON).conditions_class
    worse = max(factors.get(factor, found), found)
    assert before <= overall_class({**factors, factor: worse}, ON).conditions_class


@given(st.dictionaries(st.sampled_from(list(Factor)), classes, min_size=1))
def test_the_overall_class_is_the_highest_or_one_degree_more(factors):
    found = overall_class(factors, ON).conditions_class
    highest = max(factors.values())
    assert highest.rank <= found.rank <= highest.rank + 1
    counts = {c: sum(1 for each in factors.values() if each is c) for c in C}
    raised = counts[highest] >= (3 if highest is C.HARMFUL_1 else 2) and C.HARMFUL_1 <= highest < C.DANGEROUS
    assert (found > highest) is raised


@given(
    st.lists(st.sampled_from(["1", "2", "3.1", "3.2"]), min_size=17, max_size=17),
    st.lists(st.sampled_from(["1", "3.2"]), min_size=2, max_size=2),
    st.integers(0, 16),
)
def test_strain_follows_the_seven_sentences_of_point_83(seventeen, two, worse):
    codes = [code for code in strain_indicators(ON) if code not in ("4.3.2", "4.3.3")]
    given_classes = {**dict(zip(codes, map(C, seventeen), strict=True)), "4.3.2": C(two[0]), "4.3.3": C(two[1])}
    found = combine_strain(given_classes, ON).conditions_class.value
    every = [*seventeen, *two]
    n1, n31, n32 = (every.count(code) for code in ("1", "3.1", "3.2"))
    assert found == expected_strain(n1, n31, n32)
    heavier = {**given_classes, codes[worse]: C("3.2")}
    assert combine_strain(heavier, ON).conditions_class >= combine_strain(given_classes, ON).conditions_class
    without = combine_strain(given_classes, ON, count_shift_work=False).conditions_class
    assert without <= combine_strain(given_classes, ON).conditions_class


def expected_strain(n1, n31, n32):
    """П. 83, part by part, as the act orders them."""
    harmful = n31 + n32
    if n32 > 6:
        return "3.3"
    if harmful > 6:
        return "3.2"
    if harmful == 6:
        return "3.2" if n32 >= 4 else "3.1"
    if harmful:
        return "2"
    return "1" if n1 >= 14 else "2"


@given(
    st.lists(
        st.tuples(st.sampled_from(list(LoadIndicator)), st.integers(0, 100000)),
        min_size=1,
        max_size=8,
        unique_by=lambda row: row[0],
    )
)
def test_load_is_capped_at_3_3_and_never_below_its_worst_row(rows):
    found = [classify_load(indicator, Sex.MALE, value, ON) for indicator, value in rows]
    total = combine_load(found, ON).conditions_class
    worst = max(row.verdict.conditions_class for row in found)
    assert worst <= total <= C.HARMFUL_3
    assert combine_load(found[:1], ON).conditions_class <= total


@given(st.sampled_from(RISING), numbers, shares, days)
def test_every_trace_proves_its_class(method, value, exposure, on):
    found = result(lambda: reading(method, value, exposure).verdict(on))
    if found:
        assert check_verdict(found.as_json(), on) == found.conditions_class.value


substances = st.lists(
    st.builds(
        Reading,
        st.just(Method.SUBSTANCE),
        st.sampled_from(
            ["Серная кислота", "Азотная кислота", "Формальдегид", "Стирол", "Аммиак", "Серы диоксид", "Фенол", "x", "y"]
        ),
        shares,
        numbers.map(lambda text: str(Decimal(text) / 1000)),
        st.sampled_from(["0.5", "1", "2", "3"]),
        effects=st.sampled_from(
            [(), (Effect.IRRITANT,), (Effect.ALLERGEN, Effect.CARCINOGEN), (Effect.ACUTE, Effect.IRRITANT)]
        ),
        zone=st.sampled_from(["", "цех"]),
    ),
    min_size=1,
    max_size=6,
)
FULL = full_working_day([TimeRow(TimeKind.OPERATIVE, Decimal(480))], 480, ON)


@settings(deadline=None)
@given(substances, days)
def test_the_whole_air_of_a_workplace_is_proved(readings, on):
    found = judge_workplace(Evidence(readings, [], {}, FULL), on)
    assert check_judgement(found.as_json()) == found.overall.conditions_class.value
    worst = max(line.verdict.conditions_class for line in found.lines)
    assert found.factors[Factor.CHEMICAL].conditions_class >= worst


@given(
    st.lists(st.tuples(st.integers(1, 400), st.sampled_from(list(TimeKind)), st.booleans()), min_size=1, max_size=6),
    st.integers(300, 720),
)
def test_the_full_day_is_a_comparison_of_exact_shares(rows, shift):
    found = full_working_day([TimeRow(kind, Decimal(m), belongs=b) for m, kind, b in rows], shift, ON)
    counted = sum(m for m, kind, b in rows if b and kind is not TimeKind.UNREGULATED_BREAK)
    assert found.is_full is (Fraction(counted, shift) >= Fraction(4, 5))


@pytest.mark.parametrize("key", ["fields.electrostatic", "dust"])
def test_scales_are_asked_in_order(key):
    scale = norm(key, ON).scale
    edges = [b.edge for b in scale.brackets if b.edge is not None]
    assert edges == sorted(edges)
