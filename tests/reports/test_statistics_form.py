"""«2-условия труда»: figures are sums of lists, and what only a person knows is open."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.guards import remove_guards
from attestation.models import Campaign, CertificationCard, LegalStanding, PlanMeasure
from reports.statistics_form import OPEN, explanation, form_data, statistics_report, workbook
from reports.statistics_sources import Period, facts_of
from tests.factories.plant import Plant

pytestmark = pytest.mark.django_db
YEAR, HALF = Period(2026, is_annual=True), Period(2026, is_annual=False)


@pytest.fixture(scope="module")
def whole(module_db: None) -> tuple[Plant, Campaign]:
    """One group of two workplaces and four men: noise 88 dBA for most of the shift, class 3.2; before it 3.1."""
    plant = Plant.build()
    return plant, plant.whole_procedure()


def figures(plant: Plant, period: Period = YEAR) -> dict[str, Decimal | None]:
    return {figure.code: figure.total for figure in statistics_report(plant.employer, period).figures}


def test_the_year_counts_places_people_factors_and_rights(whole: tuple[Plant, Campaign]) -> None:
    told = figures(whole[0])
    assert {code: told[code] for code in ("01", "02", "04", "11", "12", "18", "20", "21", "23")} == {
        "01": 2,
        "02": 2,
        "04": 4,
        "11": 4,
        "12": 0,
        "18": 4,
        "20": 4,
        "21": 4,
        "23": 4,
    }


def test_every_figure_is_the_sum_of_its_list(whole: tuple[Plant, Campaign]) -> None:
    for figure in statistics_report(whole[0].employer, YEAR).figures:
        if figure.total is not None and figure.unit != "тыс. руб.":
            assert figure.total == sum(share.total for share in figure.shares), figure.code


def test_rows_that_only_a_person_knows_are_open(whole: tuple[Plant, Campaign]) -> None:
    report = statistics_report(whole[0].employer, YEAR)
    assert {figure.code for figure in report.figures if figure.is_open} == {"03", "10", "16", "27", "28", "29"}
    assert all(figure.note for figure in report.figures if figure.is_open)


def test_half_a_year_fills_rows_05_to_10_only(whole: tuple[Plant, Campaign]) -> None:
    filled = {code for code, total in figures(whole[0], HALF).items() if total is not None}
    assert filled == {"05", "06", "07", "08", "09"}


def test_results_count_from_the_day_of_the_order_and_only_while_valid(whole: tuple[Plant, Campaign]) -> None:
    """The order is of 24.11.2026: not in the first half of that year, and no more after 23.11.2031."""
    employer = whole[0].employer
    assert facts_of(employer, HALF).cards == ()
    assert len(facts_of(employer, YEAR).cards) == 1
    assert len(facts_of(employer, Period(2031, is_annual=False)).cards) == 1
    assert facts_of(employer, Period(2031, is_annual=True)).cards == ()


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("3.3", "3.2", {"05": 0, "06": 2, "07": 0, "08": 4}),
        ("3.1", "2", {"05": 2, "06": 0, "07": 4, "08": 0}),
        ("3.1", "3.2", {"05": 0, "06": 0, "07": 0, "08": 0}),
        ("2", "1", {"05": 0, "06": 0, "07": 0, "08": 0}),
        ("", "2", {"05": 0, "06": 0, "07": 0, "08": 0}),
    ],
)
def test_improved_and_compliant_workplaces(
    whole: tuple[Plant, Campaign], before: str, now: str, expected: dict[str, int]
) -> None:
    remove_guards()
    LegalStanding.objects.update(previous_class=before)
    CertificationCard.objects.update(overall_class=now)
    told = figures(whole[0])
    assert {code: told[code] for code in expected} == expected


def test_an_improvement_counts_in_the_year_of_its_order_only(whole: tuple[Plant, Campaign]) -> None:
    remove_guards()
    LegalStanding.objects.update(previous_class="3.4")
    assert figures(whole[0])["06"] == 2
    assert figures(whole[0], Period(2027, is_annual=True))["06"] == 0


def test_planned_money_is_that_of_measures_due_in_the_period_in_thousands(whole: tuple[Plant, Campaign]) -> None:
    remove_guards()
    PlanMeasure.objects.update(planned_cost=Decimal("12345.67"), due_on=dt.date(2026, 6, 30))
    count = PlanMeasure.objects.count()
    assert figures(whole[0], HALF)["09"] == (Decimal("12.34567") * count).quantize(Decimal("0.1"))
    PlanMeasure.objects.update(due_on=dt.date(2026, 7, 1))
    assert figures(whole[0], HALF)["09"] == 0


def test_the_workbook_is_the_form_with_its_cells_open_or_filled(whole: tuple[Plant, Campaign]) -> None:
    report = statistics_report(whole[0].employer, YEAR)
    sheet = openpyxl.load_workbook(BytesIO(workbook(report))).active
    rows = {str(row[1])[:2]: row for row in sheet.values if str(row[1])[:2].isdigit()}
    captions = [row["caption"] for section in form_data()["sections"] for row in section["rows"]]
    assert [row[0] for row in rows.values()] == captions and len(rows) == 29
    assert (rows["02"][3], rows["03"][3], rows["21"][2], rows["21"][3]) == (2, OPEN, 4, 0)
    texts = [tuple(filter(None, row)) for row in sheet.values]
    assert texts.count(("А", "Б", "1", "2")) == 2 and texts.count(("А", "Б", "В", "1")) == 1
    assert texts.count(("человек",)) == 2 and rows["01"][1] == "01 <*>" and rows["05"][1] == "05"
    (page,) = sheet.row_breaks.brk
    assert str(sheet.cell(page.id + 1, 1).value).startswith("РАЗДЕЛ III"), "a table is not parted from its head"
    assert ("<*> Данные заполняются только в отчете за январь – декабрь.",) in texts
    assert any("за январь – декабрь 2026 г." in str(row[0]) for row in sheet.values)


def test_the_lists_behind_it_are_a_workbook_too(whole: tuple[Plant, Campaign]) -> None:
    sheet = openpyxl.load_workbook(BytesIO(explanation(statistics_report(whole[0].employer, YEAR)))).active
    assert any(row[0] == "11" and row[1] == "1. Обрубщик 1" and row[2] == 4 and row[4] == "Шум" for row in sheet.values)


def test_the_number_of_queries_does_not_grow_with_workplaces(whole: tuple[Plant, Campaign]) -> None:
    with CaptureQueriesContext(connection) as one:
        statistics_report(whole[0].employer, YEAR)
    remove_guards()
    for number in (2, 3):
        group = whole[0].add_group(number)
        card = CertificationCard.objects.filter(campaign=whole[1]).earliest("pk")
        card.pk, card.group = None, group
        card.save()
    with CaptureQueriesContext(connection) as three:
        statistics_report(whole[0].employer, YEAR)
    assert len(three) == len(one)


def test_the_page_and_both_files_are_had_by_who_may_read(whole: tuple[Plant, Campaign]) -> None:
    client = Client()
    client.force_login(whole[0].officer)
    body = client.get(reverse("statistics"), {"year": "2026", "half": "2"}).content.decode()
    assert "Из чего сложилось" in body and "1. Обрубщик 1" in body and "заполняет человек" in body
    for what, status in (("form", 200), ("lists", 200), ("other", 404)):
        answer = client.get(reverse("statistics-file", args=[what]), {"year": "2026", "half": "2"})
        assert answer.status_code == status
    assert client.get(reverse("statistics"), {"year": "1999"}).status_code == 404
    client.force_login(whole[0].laboratory_guest)
    assert client.get(reverse("statistics")).status_code == 403
