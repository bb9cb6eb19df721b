"""The words of the forms: dated, complete, refused when crooked, in step with the norms."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from norms.library import norm
from reports.forms import catalogue
from reports.forms.catalogue import FormNotFound, form_on, known_forms
from reports.forms.table import columns_of, header_of

LISTS = {
    "pension": "forms.list_pension",
    "textile": "forms.list_textile",
    "medical": "forms.list_medical",
    "short-hours": "forms.list_short_hours",
    "leave": "forms.list_leave",
    "surcharge": "forms.list_surcharge",
    "not-confirmed": "forms.list_not_confirmed",
    "plan": "forms.improvement_plan",
}
ANNEXES = {
    **LISTS,
    "card": "forms.certification_card",
    "survey": "forms.survey_protocol",
    "factor-list": "forms.factor_list",
    "measurement-protocol": "forms.laboratory_protocol",
    "load-protocol": "forms.load_protocol",
    "time-study": "forms.time_study",
}
FREE = {"order-hold", "order-approve", "workplace-list", "strain-assessment", "rationale", "minutes"}
FREE |= {"acquaintance-sheet", "signatures", "averages", "dossier-inventory", "order-change"}
"""Papers whose form no act sets."""
NOW = dt.date(2026, 11, 24)


def test_every_form_of_part_one_is_there() -> None:
    assert set(known_forms()) == {*ANNEXES, *FREE}
    assert [form for form in FREE if form_on(form, NOW).source] == []


@pytest.mark.parametrize(("form", "key"), ANNEXES.items())
def test_a_form_is_the_annex_that_the_norms_name_for_the_day(form: str, key: str) -> None:
    assert form_on(form, NOW).source[0] == f"Приложение {norm(key, NOW).table['annex']}"


@pytest.mark.parametrize("form", ["medical", "not-confirmed"])
def test_two_forms_came_into_the_instruction_on_18_08_2025(form: str) -> None:
    assert form_on(form, dt.date(2025, 8, 18)).valid_from == dt.date(2025, 8, 18)
    with pytest.raises(FormNotFound, match=r"23\.12\.2016 №.74"):
        form_on(form, dt.date(2025, 8, 17))
    assert "№\u00a074" in norm(LISTS[form], dt.date(2025, 8, 17)).table["annex"]


def test_a_form_of_an_unknown_past_is_not_guessed() -> None:
    with pytest.raises(FormNotFound, match=r"известна системе с 30\.01\.2020"):
        form_on("pension", dt.date(2019, 5, 1))


@pytest.mark.parametrize("form", LISTS)
def test_columns_fill_the_page_and_are_numbered_as_the_act_numbers_them(form: str) -> None:
    edition = form_on(form, NOW)
    columns = columns_of(edition)
    assert sum(column.width for column in columns) == (267 if edition.body["landscape"] else 180)
    counts = {
        "pension": 8,
        "textile": 6,
        "medical": 5,
        "short-hours": 7,
        "leave": 6,
        "surcharge": 8,
        "not-confirmed": 6,
    }
    assert len(columns) == {**counts, "plan": 9}[form]
    assert len({column.key for column in columns}) == len(columns)


def test_a_shared_caption_stands_over_its_columns() -> None:
    header = header_of(columns_of(form_on("plan", NOW)))
    shared = [(cell.text, cell.column, cell.across) for cell in header if cell.across > 1]
    assert shared == [("Стоимость выполнения мероприятия", 2, 2), ("Ожидаемая экономическая эффективность", 6, 2)]
    covered = {(cell.row + r, cell.column + c) for cell in header for r in range(cell.down) for c in range(cell.across)}
    assert covered == {(row, column) for row in (0, 1) for column in range(9)}
    assert sum(cell.down * cell.across for cell in header) == 18


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("title: А\nfile: a\ncolour: red\neditions: {}", "unknown keys"),
        ('title: А\nfile: a\neditions: {"2020-01-01": {body: {}, elsewhere: x}}', "either the text"),
        ('title: А\nfile: a\neditions: {"2020-01-01": {}}', "either the text"),
        ('title: А\nfile: a\neditions: {"2021-01-01": {body: {}}, "2020-01-01": {body: {}}}', "in order"),
    ],
)
def test_a_crooked_file_is_refused(text: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "crooked.yaml").write_text(text, "utf-8")
    monkeypatch.setattr(catalogue, "DATA", tmp_path)
    with pytest.raises(ValueError, match=why):
        form_on("crooked", NOW)
