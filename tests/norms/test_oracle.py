"""The library against a second implementation, written from the texts of the acts alone."""

import datetime as dt
from itertools import product
from random import Random

import holidays
import pytest

from tests.norms.oracle import air, environment, generate, process
from tests.norms.oracle.ladder import LADDER, NoAnswerError
from tests.norms.oracle.process import overall
from tests.norms.oracle.rights import deadline, first_day, rights
from tests.norms.program import run

MAKERS = {**generate.MAKERS, **air.MAKERS}
JUDGES = {**environment.JUDGES, **process.JUDGES, **air.JUDGES, "special_work": process.special_work}
CASES = 50


def expected(kind, case):
    try:
        return JUDGES[kind](case)
    except NoAnswerError:
        return "error"


def test_every_kind_of_case_is_judged_twice():
    _, (refusal,) = run(["classify"], {"kind": ""})
    kinds = refusal["error"]["reason"].removeprefix("выберите из: ").split(", ")
    assert set(kinds) - set(MAKERS) == {"strain_choice"}, "strain_choice gives back what was chosen"
    assert set(MAKERS) == set(JUDGES)


@pytest.mark.parametrize("kind", MAKERS)
def test_random_cases_of_a_factor(kind):
    random = Random(kind)
    cases = [{"on": "2026-01-01", "kind": kind, **MAKERS[kind](random)} for _ in range(CASES)]
    _, answers = run(["classify"], *cases)
    for case, answer in zip(cases, answers, strict=True):
        assert answer.get("class", "error") == expected(kind, case), case


def test_random_overall_classes():
    random = Random("overall")
    cases = []
    for _ in range(300):
        lines = random.sample([f"5.{number}" for number in range(1, 16)], random.randint(1, 15))
        weights = [random.choice([1, 5]) for _ in LADDER]
        factors = {line: random.choices(LADDER, weights)[0] for line in lines}
        cases.append({"on": "2026-01-01", "factors": factors})
    _, answers = run(["overall"], *cases)
    for case, answer in zip(cases, answers, strict=True):
        assert answer["class"] == overall(case), case


def test_every_right_of_every_class_list_and_day():
    cases = []
    for found, surcharge, is_full_day, listed in product(LADDER, LADDER, (True, False), (None, "1", "2")):
        case = {"on": "2026-01-01", "class": found, "class_for_surcharge": surcharge, "is_full_day": is_full_day}
        if listed:
            case["list_536"] = listed
        number = len(cases)
        case |= {"textile": number % 2 == 0, "medical": number % 3 == 0, "order_on": "2026-11-20"}
        case |= {"origin": ("REGULAR", "NEW_WORKPLACE")[number % 5 == 0], "created_on": "2026-06-01"}
        if number % 4:
            case["short_hours_week"] = ("0", "24", "36")[number % 4 - 1]
        if case["origin"] == "REGULAR":
            del case["created_on"]
        cases.append(case)
    _, answers = run(["entitlements"], *cases)
    for case, answer in zip(cases, answers, strict=True):
        assert {row["right"]: (row["outcome"], row["value"]) for row in answer["entitlements"]} == rights(case), case
        for row in answer["entitlements"]:
            if row["outcome"] == "CONFIRMED":
                assert row["applies_from"] == first_day(case, row["right"]), case


def test_random_deadlines_of_known_years():
    calendar = holidays.country_holidays("BY", years=range(2019, 2027))
    random = Random("deadline")
    cases = []
    for kind, years in (
        ("NEXT_ORDER", 5),
        ("SUBMISSION", 0),
        ("EXTRAORDINARY", 0),
        ("NEW_WORKPLACE", 0),
        ("SUCCESSION", 0),
    ):
        first, last = dt.date(2020 - years, 2, 1), dt.date(2026 - years, 6, 30)
        for _ in range(100):
            start = first + dt.timedelta(days=random.randrange((last - first).days))
            cases.append({"kind": kind, "from": start.isoformat()})
    _, answers = run(["deadline"], *cases)
    for case, answer in zip(cases, answers, strict=True):
        day, recommended = deadline(case, calendar.is_working_day)
        assert (answer["day"], answer["recommended"]) == (day.isoformat(), recommended.isoformat()), case
        assert answer["is_provisional"] is False
