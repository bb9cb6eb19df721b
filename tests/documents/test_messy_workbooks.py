"""Messy workbooks that no importer has seen: ninety-seven of a hundred rows go in, three are named."""

from __future__ import annotations

import datetime as dt
from itertools import count

import pytest

from accounts.models import Employer, Role, User
from documents.models import ImportBatch
from documents.models.import_batch import RowMark, RowOutcome, RowRole
from documents.services.importing import import_apply, import_read, import_upload
from tests.factories.messy import MESSES, PROFESSIONS, SHOPS, messy
from tests.factories.people import EmployerFactory, person
from workplaces.services.plant_bulk import positions_put
from workplaces.services.staffing import PositionRow

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 2)
SEEDS = range(12)


def plant(kind: str) -> tuple[Employer, User]:
    """An employer whose three shops have each of five professions; none yet for a staffing table."""
    employer = EmployerFactory()
    officer = person(employer, Role.SAFETY_OFFICER)
    if kind == "staffing":
        return employer, officer
    numbers = count(1)
    lines = [
        PositionRow(
            number=str(place := next(numbers)), place=place, shop=shop, section="", profession=profession,
            code=f"7223-{place:03}", reference_issue="", grade="", workplace_count=1, headcount=2, women_count=1,
            shifts=1, shift_minutes=480,
        )
        for shop in SHOPS
        for profession in PROFESSIONS
    ]  # fmt: skip
    positions_put(lines, employer=employer, actor=officer, touched=[])
    return employer, officer


def read(employer: Employer, officer: User, kind: str, content: bytes) -> ImportBatch:
    batch = import_upload(employer=employer, kind=kind, name="книга.xlsx", content=content, actor=officer, on=ON)
    return import_read(batch, actor=officer, on=ON)


@pytest.mark.parametrize("kind", [kind for kind in MESSES if kind != "time_study"])
def test_97_of_100_go_in_and_the_three_are_named(kind: str) -> None:
    for seed in SEEDS:
        employer, officer = plant(kind)
        made = messy(kind, seed)
        batch = read(employer, officer, kind, made.content)

        refused = batch.rows.filter(role=RowRole.DATA, mark=RowMark.REFUSED)
        reasons = [(row.row_number, row.problems) for row in refused]
        assert {row.row_number for row in refused} == made.bad, (seed, batch.layout, reasons)
        assert set(batch.rows.filter(role=RowRole.REPEAT).values_list("row_number", flat=True)) == made.repeats, seed
        assert batch.rows.filter(role=RowRole.DATA).count() == 100, seed

        batch = import_apply(batch, actor=officer, on=ON)

        assert batch.created_count == made.good == 97, (seed, batch.created_count)
        assert batch.rows.filter(outcome=RowOutcome.SKIPPED).count() == 3


def test_whole_studies_go_in_and_those_with_a_bad_line_wait() -> None:
    """A study with a line left out would not sum to its shift, so the five lines of its card wait together."""
    for seed in SEEDS:
        employer, officer = plant("time_study")
        made = messy("time_study", seed)
        batch = read(employer, officer, "time_study", made.content)
        rows = batch.rows.filter(role=RowRole.DATA)
        named = {row.row_number for row in rows if any("целиком" not in p["reason"] for p in row.problems)}
        cards = {row.clean["card"] for row in rows if row.row_number in made.bad}

        assert named == made.bad, (seed, batch.layout)
        assert rows.exclude(mark=RowMark.REFUSED).count() == 100 - 5 * len(cards)

        batch = import_apply(batch, actor=officer, on=ON)
        assert batch.created_count == 100 - 5 * len(cards)
