"""Reference tables: whole, cited, read with suspicion."""

import datetime as dt

import pytest

from norms import tables
from norms.catalogue import listed_tables
from norms.errors import BadInput, BadNormFile, NormNotFound
from norms.lookup import CATALOGUES, look_up
from norms.tables import load_tables, table_on

ON = dt.date(2026, 1, 1)
ROWS = {
    "substances": 2722, "tentative_limits": 902, "producers": 103, "microbial_preparations": 26, "skin": 41,
    "acute_substances": 46, "irritant_substances": 130, "pension_lists": 1667, "noise_limits": 30, "noise_by_load": 6,
    "vibration_limits": 229, "infrasound_limits": 4, "ultrasound_limits": 21, "microclimate_limits": 28,
    "work_categories": 5, "lighting_limits": 386, "other_limits": 89,
}  # fmt: skip


def test_the_tables_are_whole():
    assert {key: len(table.rows) for key, table in load_tables().items()} == ROWS
    assert set(CATALOGUES) == set(ROWS)


def test_every_row_has_a_name_an_act_and_a_clause():
    for table in load_tables().values():
        for row in table.rows:
            assert row.table == table.key
            assert row.name
            assert row.clause
            assert "{" not in row.clause
            assert row.citation == f"{row.clause}; {table.act.short}"


@pytest.mark.parametrize(
    ("catalogue", "query", "column", "value", "clause"),
    [
        ("substances", "50-00-0", "mac_as_printed", "0,5", "норматив о воздухе рабочей зоны, таблица 3, № 2323"),
        ("substances", "Этенилбензол", "mac_as_printed", "30/10", "норматив о воздухе рабочей зоны, таблица 3, № 2558"),
        ("tentative_limits", "Абомин", "tsel_as_printed", "0,5", "норматив о воздухе рабочей зоны, таблица 4, № 1"),
        (
            "producers",
            "Aspergillus fumigatus",
            "mac_cells_m3",
            "300",
            "норматив о воздухе рабочей зоны, таблица 1, № 11",
        ),
        ("skin", "акриловой кислоты нитрил", "mpl_mg_cm2", "0,001", "норматив о воздухе рабочей зоны, таблица 5, № 1"),
        ("irritant_substances", "озон", "hazard_class", "1", "приложение 9, таблица 2, № 64"),
        ("acute_substances", "фосген", "effects", "Р", "приложение 9, таблица 1, № 17"),
        (
            "noise_limits",
            "постоянных рабочих местах в производственных",
            "sound_level",
            "80",
            "норматив о шуме, таблица 1, п. 5",
        ),
        ("noise_limits", "грузовых автомобилей", "sound_level", "75", "норматив о шуме, таблица 1, п. 8"),
        (
            "noise_limits",
            "категория работ iii",
            "sound_level",
            "65",
            "норматив о шуме, норматив о работе с ВДТ и ЭВМ, таблица 1",
        ),
        ("vibration_limits", "локальная корректированный", "acceleration_db", "76", "норматив о вибрации, таблица 1"),
        (
            "infrasound_limits",
            "транспортных средствах",
            "total_db_lin",
            "110",
            "норматив об инфразвуке, таблица 1, п. 3",
        ),
        ("ultrasound_limits", "воздушный 12,5", "level_db", "80", "норматив об ультразвуке, таблица 1"),
        (
            "microclimate_limits",
            "допустимые холодный IIб",
            "temperature_from",
            "15.0",
            "норматив о микроклимате, таблица 3",
        ),
        (
            "lighting_limits",
            "слесарно-механический участок",
            "general_lx",
            "300",
            "норматив о световой среде, таблица 3, п. 48",
        ),
        ("other_limits", "УФ-C бактерицидные", "value", "0.001", "норматив «ультрафиолетовое излучение», п. 7"),
        ("work_categories", "землекопы", "number", "IIб", "норматив о микроклимате, таблица 1"),
        ("pension_lists", "13227", "name", "Кузнец ручной ковки", "список № 1, раздел I"),
    ],
)
def test_a_row_is_found_with_its_value_and_clause(catalogue, query, column, value, clause):
    found = look_up(query, ON, catalogues=[catalogue])[0]
    assert found.row.cells[column] == value
    assert found.row.clause.replace("\u00a0", " ") == clause


def test_tables_have_their_first_day():
    with pytest.raises(
        NormNotFound, match=r"«substances» не действует на 28.11.2022: справочник загружен с 29.11.2022$"
    ):
        look_up("озон", dt.date(2022, 11, 28), catalogues=["substances"])
    assert table_on("substances", dt.date(2022, 11, 29)).title
    assert {f.table.key for f in look_up("озон", dt.date(2022, 11, 28))} == {"acute_substances", "irritant_substances"}
    with pytest.raises(BadInput, match=r"^catalogues: нет справочника «x»"):
        look_up("озон", ON, catalogues=["x"])
    assert {t.key for t in listed_tables(dt.date(2020, 1, 1))} == {"acute_substances", "irritant_substances"}
    assert {t.key: t.rows for t in listed_tables(ON)} == ROWS
    listed = listed_tables(ON)[0]
    assert (listed.title, listed.first_day, listed.act_edition) == (
        "ПДК вредных веществ в воздухе рабочей зоны",
        dt.date(2022, 11, 29),
        "в ред. от 29.11.2022 №\u00a0829",
    )
    assert listed.act == "постановление Совета Министров от 25.01.2021 №\u00a037"


@pytest.mark.parametrize(
    ("spec", "content", "complaint"),
    [
        ("{title: T}", "name,a\nx,1\n", "keys must be"),
        (
            '{title: T, act: act-35, from: "2020-01-01", clause: c, file: f.csv, search: [name, b], columns: {a: A}}',
            "name,a\nx,1\n",
            r"f.csv: no columns \['b'\]",
        ),
        (
            '{title: T, act: act-35, from: "2020-01-01", clause: c, file: f.csv, search: [name], columns: {b: B}}',
            "name,a\nx,1\n",
            r"f.csv: no columns \['b'\]",
        ),
        (
            '{title: T, act: act-35, from: "2020-01-01", clause: c, file: f.csv, search: [name], columns: {a: A}}',
            "name,a\nx,1,2\n",
            "f.csv: a row of another width: x",
        ),
        (
            '{title: T, act: act-35, from: "2020-01-01", clause: c, file: f.csv, search: [name], columns: {a: A}}',
            "name,a\nx\n",
            "f.csv: a row of another width: x",
        ),
    ],
)
def test_a_crooked_table_is_refused(tmp_path, monkeypatch, spec, content, complaint):
    (tmp_path / "catalogues").mkdir()
    (tmp_path / "catalogues" / "f.csv").write_text(content, "utf-8")
    (tmp_path / "tables.yaml").write_text(f"t: {spec}", "utf-8")
    monkeypatch.setattr(tables, "DATA", tmp_path)
    with pytest.raises(BadNormFile, match=complaint):
        load_tables.__wrapped__()
