"""The whole procedure on the sample plant, against classes and rights worked out by hand."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from accounts.services.journal import journal_faults
from attestation.models import Campaign, CertificationCard, ResultList
from attestation.selectors import approval_due
from documents.models import Signature
from measurements.models import MeasurementProtocol, MeasurementResult, NoiseKind
from norms.loader import read_yaml
from reports.demo.play import play
from reports.demo.scenario import Scenario, read_scenario

pytestmark = pytest.mark.django_db

EXPECTED: dict[str, dict[str, str]] = read_yaml(
    (Path(__file__).parent.parent / "cases" / "sample_plant.yaml").read_text("utf-8")
)
SHORT = {
    "CHEMICAL": "chem",
    "BIOLOGICAL": "bio",
    "DUST": "dust",
    "NOISE": "noise",
    "GENERAL_VIBRATION": "gvib",
    "LOCAL_VIBRATION": "lvib",
    "FIELDS": "field",
    "MICROCLIMATE": "climate",
    "LIGHTING": "light",
    "PHYSICAL_LOAD": "load",
    "MENTAL_STRAIN": "strain",
}
LEAVE = {"3.1": "4", "3.2": "7", "3.3": "14", "3.4": "21"}
SURCHARGE = {"3.1": "0.10", "3.2": "0.14", "3.3": "0.20", "3.4": "0.25"}


@pytest.fixture(scope="module")
def played(module_db: None) -> Scenario:
    scenario = read_scenario(Path(settings.BASE_DIR) / "docs" / "samples")
    play(scenario, tell=lambda title, done: None)
    return scenario


def cards() -> dict[str, CertificationCard]:
    return {card.group.number: card for card in CertificationCard.objects.select_related("group")}


def test_every_class_is_the_one_found_by_hand(played: Scenario) -> None:
    found = {}
    for number, card in cards().items():
        factors = {SHORT[f.factor]: f.conditions_class for f in card.factors.all()}
        found[number] = {"overall": card.overall_class, "surcharge": card.surcharge_class, **factors}
    expected = {n: {k: v for k, v in row.items() if k not in ("list", "hours")} for n, row in EXPECTED.items()}

    assert found == expected


def test_every_right_is_the_one_found_by_hand(played: Scenario) -> None:
    for number, card in cards().items():
        rights = {right.right: right for right in card.entitlements.all()}
        row = EXPECTED[number]
        pension = rights["PENSION"]
        assert {"CONFIRMED": pension.value, "NOT_CONFIRMED": "-", "NOT_APPLICABLE": "0"}[pension.outcome] == row["list"]
        assert rights["LEAVE"].value == LEAVE.get(row["overall"], ""), number
        assert rights["SURCHARGE"].value == SURCHARGE.get(row["surcharge"], ""), number
        assert rights["SHORT_HOURS"].value == row.get("hours", ""), number


def test_the_members_of_the_lists(played: Scenario) -> None:
    def members(kind: str) -> set[str]:
        return {row.card.group.number for row in ResultList.objects.get(kind=kind).rows.select_related("card__group")}

    harmful = {n for n, row in EXPECTED.items() if row["overall"] >= "3.1"}
    assert members("12.1") == {n for n, row in EXPECTED.items() if row["list"] in ("1", "2")}
    assert members("12.2") == members("12.3") == set()
    assert members("12.4") == {"27", "28", "29"}
    assert members("12.5") == members("12.6") == harmful
    assert members("12.7") == (set(EXPECTED) - harmful) | {"14", "27", "33"}


def test_the_pickler_of_list_1_with_class_3_2_falls_to_list_2(played: Scenario) -> None:
    row = next(r for r in ResultList.objects.get(kind="12.1").rows.all() if r.card.group.number == "28")

    assert row.cells["list"].startswith("Список №\u00a02")
    assert "Список №\u00a01" in row.cells["list"]


def test_384_of_480_minutes_in_the_open_air_are_class_3_1(played: Scenario) -> None:
    line = cards()["36"].lines.get(method="OPEN_AIR")

    assert (line.exposure_minutes, line.conditions_class) == (384, "3.1")


def test_the_sum_of_two_acids_at_exactly_one_is_permissible(played: Scenario) -> None:
    line = cards()["42"].lines.get(method="SUM")

    assert (line.value_text, line.conditions_class) == ("1", "2")


def test_the_campaign_ends_on_the_day_of_the_law(played: Scenario) -> None:
    campaign = Campaign.objects.get()

    due = approval_due(campaign)
    assert due is not None and due.day == dt.date(2026, 11, 24)
    assert (campaign.completed_on, campaign.valid_through) == (dt.date(2026, 11, 24), dt.date(2031, 11, 23))
    assert campaign.submissions.get().due_on == dt.date(2026, 12, 24)
    assert campaign.acquaintances.filter(state="ACQUAINTED").count() == 450
    assert Signature.objects.filter(document_type="attestation.certificationcard").count() == 44 * 9
    assert list(journal_faults(played.plant)) == []


def test_the_plan_covers_every_workplace_of_class_3_and_4(played: Scenario) -> None:
    plan: Any = Campaign.objects.get().plan

    covered = set(plan.measures.values_list("group__number", flat=True))
    assert covered == {n for n, row in EXPECTED.items() if row["overall"] >= "3.1"}
    assert not plan.measures.filter(due_on=None).exists()


def test_nothing_that_a_form_asks_for_is_left_empty(played: Scenario) -> None:
    """Points 1.10–1.13 of each card, the title sheet of each protocol, the character of noise wherever it was measured."""
    for card in cards().values():
        told = (card.work_description, card.equipment, card.tools, card.materials)
        assert all(told) and len(set(told)) == 4, card
    assert len({card.work_description for card in cards().values()}) == len(cards()), "two professions do the same"
    protocols = list(MeasurementProtocol.objects.all())
    assert protocols and all(p.kind_acts and p.method_acts and p.sampled_by for p in protocols)
    noise = MeasurementResult.objects.filter(indicator__factor="NOISE")
    assert noise.exists() and not noise.filter(noise_kind="").exists()
    assert set(noise.values_list("noise_kind", flat=True)) == set(NoiseKind.values)
    assert not MeasurementResult.objects.exclude(indicator__factor="NOISE").exclude(noise_kind="").exists()


def test_a_second_demonstration_keeps_the_plant_and_writes_its_papers_again(played: Scenario, tmp_path: Path) -> None:
    out = StringIO()
    call_command("demo", output=tmp_path, stdout=out)

    assert "уже в базе" in out.getvalue()
    assert Campaign.objects.count() == 1
    names = sorted(path.name for path in tmp_path.rglob("*") if path.is_file())
    assert [sum(name.endswith(ending) for name in names) for ending in (".pdf", ".xlsx")] == [11, 8], names
    printed_rows = [line.split()[0] for line in out.getvalue().splitlines() if line[:1].isdigit()]
    assert set(EXPECTED) <= set(printed_rows)
