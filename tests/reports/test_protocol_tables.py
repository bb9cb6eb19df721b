"""The tables of приложение 2: each is reached by a way of assessing or named as one that is not; no result is left out."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

import pytest

from measurements.models import MeasurementProtocol, MethodCode, WorkCategory
from measurements.services.protocols import indicator_put, protocol_put
from norms.readings import Method
from reports.forms import measurement_protocol
from reports.forms.catalogue import form_on
from tests.factories.plant import Plant

ON = dt.date(2026, 9, 14)
TABLES = form_on("measurement-protocol", ON).body["tables"]
WITHOUT_TABLE = {"ACTIVITY", "SKIN", "UNREGULATED", "DRUG", "DEEP_COLD", "LUMINANCE", "UNEVENNESS", "RADIATION_SOURCE"}
"""ADR 0091: приложение 2 has no table for them; the closing sheet tells them."""


def test_every_way_of_assessing_has_a_table_and_every_table_a_way() -> None:
    tabled = [method for table in TABLES for method in table["methods"]]
    assert len(tabled) == len(set(tabled))
    assert set(tabled) <= set(MethodCode.values)
    assert set(MethodCode.values) - set(tabled) == WITHOUT_TABLE


def printed_rows(plant: Plant, *results: dict[str, Any]) -> tuple[Any, MeasurementProtocol]:
    rows = []
    for place, result in enumerate(results):
        method = result["method"]
        factor = Method[method].factor.name if method in Method.__members__ else "IONISING"  # judged by its row
        indicator = indicator_put(
            employer=plant.employer, name=f"показатель {place}", factor=factor, method=method, unit=""
        )
        rows.append({"group": plant.group, "indicator": indicator, "unit": "", **result})
    protocol, _outcome = protocol_put(
        laboratory=plant.laboratory(),
        number="77",
        dated_on=ON,
        representative="инженер",
        results=rows,
        actor=plant.officer,
    )
    return measurement_protocol.context(protocol, ON), protocol


def cells(form: Any, heading: str) -> list[list[str]]:
    (found,) = [section for section in form.sections if section.heading and section.heading[0] == heading]
    return [[cell.text.replace("\u00a0", " ") for cell in row] for row in found.grid.rows]


@pytest.mark.django_db
def test_laser_and_fields_stand_in_their_columns(plant: Plant) -> None:
    laser = {"method": "LASER_SINGLE", "value": Decimal("0.002"), "limit": Decimal("0.001"), "unit": "Дж/см²"}
    fields = [
        {"method": "RADIO_30_300_MHZ", "value": Decimal(12), "limit": Decimal(10), "unit": "В/м"},
        {"method": "RADIO_300_MHZ_300_GHZ", "value": Decimal(30), "limit": Decimal(25), "unit": "мкВт/см²"},
        {"method": "ELECTRIC_50_HZ", "value": Decimal("5.5"), "limit": Decimal(5), "unit": "кВ/м"},
        {"method": "MAGNETIC_50_HZ", "value": Decimal(90), "limit": Decimal(80), "unit": "А/м"},
    ]
    skin = {**laser, "conditions": "облучение кожи"}
    form, _protocol = printed_rows(plant, laser, skin, *fields)
    eyes, hands = cells(form, "Результаты измерений лазерного излучения")
    assert eyes[5:8] == ["0,002", "0,001", ""] and hands[5:8] == ["0,002", "", "0,001"]
    electric, flux, mains, magnetic = cells(form, "Результаты измерений напряженности электромагнитного поля")
    assert electric[6:] == ["12", "10", "", "", "", ""]
    assert flux[6:] == ["", "", "", "", "30", "25"]
    assert mains[6:] == ["5,5 кВ/м", "5 кВ/м", "", "", "", ""]
    assert magnetic[6:] == ["", "", "90", "80", "", ""]


EVERY_BAND = "31,5 Гц: 99/107; 63 Гц: 95/95; 125 Гц: 90/87; 250: 84/82; 500 Гц: 80/78; 1 кГц: 79/75"
EVERY_BAND += "; 2000 Гц: 74/73; 4000 Гц: 72,5/71; 8000 Гц: 70/69"


@pytest.mark.django_db
def test_octave_bands_stand_in_their_columns_and_their_norms_beside_the_limit(plant: Plant) -> None:
    noise = {"method": "NOISE", "value": Decimal(80), "limit": Decimal(80), "unit": "дБА"}
    infrasound = {"method": "INFRASOUND", "value": Decimal(104), "limit": Decimal(110), "unit": "дБ"}
    form, _protocol = printed_rows(
        plant,
        {**noise, "bands": EVERY_BAND},
        {**noise, "bands": "63: 95/91"},
        noise,
        {**infrasound, "bands": "2 Гц: 98/100; 31,5 Гц: 91/95"},
    )
    whole, one, none, low = cells(form, "Результаты измерений шума")
    assert whole[3:7] == ["+", "", "", ""], "bands are those of constant noise (№ 35, п. 33)"
    assert whole[7:17] == ["99", "95", "90", "84", "80", "79", "74", "72,5", "70", "80"]
    assert whole[17].split("\n")[:3] == ["80", "31,5 Гц – 107", "63 Гц – 95"] and len(whole[17].split("\n")) == 10
    assert one[7:] == ["", "95", "", "", "", "", "", "", "", "80", "80\n63 Гц – 91"]
    assert none[3:] == ["", "", "", "", "", "", "", "", "", "", "", "", "", "80", "80"]
    assert low[7] == "91" and "2 Гц: 98 дБ" in low[2], "a band without a column is told, not left out"


@pytest.mark.django_db
def test_the_title_sheet_and_the_character_of_noise_are_filled(plant: Plant) -> None:
    noise = {"method": "NOISE", "value": Decimal(84), "limit": Decimal(80), "unit": "дБА", "noise_kind": "IMPULSE"}
    _form, protocol = printed_rows(plant, noise)
    protocol.kind_acts, protocol.method_acts, protocol.sampled_by = "СанПиН № 115", "ГОСТ 12.1.050-86", "А. А. Проба"
    form = measurement_protocol.context(protocol, ON)

    ((_n, _place, _more, steady, intermittent, impulse, fluctuating, *_rest),) = cells(
        form, "Результаты измерений шума"
    )
    assert (steady, intermittent, impulse, fluctuating) == ("", "", "+", "")
    said = str([form.sections[0], form.sections[-1]])
    for words in ("СанПиН № 115", "ГОСТ 12.1.050-86", "А. А. Проба", plant.laboratory().name):
        assert words in said.replace("\u00a0", " ").replace("\\xa0", " ")


@pytest.mark.django_db
def test_both_counts_of_ions_stand_beside_their_norms(plant: Plant) -> None:
    ions = {"method": "AIR_IONS", "value": Decimal(500), "negative": Decimal(700), "unit": "ион/см³"}
    form, _protocol = printed_rows(plant, ions)
    (found,) = [section for section in form.sections if section.grid and "n+" in str(section.grid)]
    (row,) = [[cell.text for cell in line] for line in found.grid.rows]
    assert row[-4:] == ["500", "400–50000", "700", "600–50000"]


@pytest.mark.django_db
def test_what_no_table_has_a_place_for_is_said_at_the_end(plant: Plant) -> None:
    noise = {"method": "NOISE", "value": Decimal(88), "limit": Decimal(80), "unit": "дБА"}
    form, _protocol = printed_rows(plant, noise, {"method": "ACTIVITY", "value": None, "conditions": "п. 27.1.3"})
    lines = [line.text.replace("\u00a0", " ") for line in form.sections[-1].before]
    (told,) = [line for line in lines if line.startswith("Без таблицы формы")]
    assert "показатель 1: п. 27.1.3" in told and "показатель 0" not in told
    whole, _protocol = printed_rows(plant, noise)
    assert not any("Без таблицы формы" in line.text for line in whole.sections[-1].before)


@pytest.mark.django_db
def test_no_column_of_a_table_is_without_a_field(plant: Plant) -> None:
    keys = {column["key"] for table in TABLES for column in table["columns"]}
    blanks = {blank[0] for table in TABLES for line in table["before"] for blank in line.get("blanks", ())}
    assert "empty" not in keys | blanks


@pytest.mark.django_db
def test_how_and_where_it_was_measured_stands_in_its_columns(plant: Plant) -> None:
    where = {"distance": "0,5", "height": "1,5", "zone_time": "2 ч 30 мин"}
    field = {
        "method": "RADIO_30_300_MHZ",
        "value": Decimal(12),
        "limit": Decimal(10),
        "unit": "В/м",
        "frequency": "100",
    }
    climate = {"work_category": "IIа", "season": "COLD", "height": "0,1"}
    lit = {"method": "ILLUMINANCE", "value": Decimal(300), "limit": Decimal(400)}
    form, _protocol = printed_rows(
        plant,
        {**field, **where},
        {"method": "GENERAL_VIBRATION", "value": Decimal(97), "limit": Decimal(92), "vibration_kind": "TRANSPORT_TECH"},
        {"method": "TEMPERATURE", "value": Decimal(17), "limit": Decimal(23), **climate},
        {"method": "RADIATION_OPEN", "value": Decimal(150), "limit": Decimal(140), "surface": "грудь"},
        lit,
        {**lit, "is_combined_lighting": True, "general_part": Decimal(90), "general_part_limit": Decimal(100)},
        {
            "method": "SUBSTANCE",
            "value": Decimal(5),
            "limit": Decimal(4),
            "air_temperature": "21",
            "method_act": "МВИ 1",
        },
    )
    ((_n, _place, *rest),) = cells(form, "Результаты измерений напряженности электромагнитного поля")
    assert rest[:5] == ["100", "0,5", "1,5", "2 ч 30 мин", "12"]
    ((_n, _place, _more, *kinds),) = cells(form, "Результаты измерений вибрации")
    assert kinds[:4] == ["", "+", "", ""]
    ((_n, _place, *climates),) = cells(form, "Результаты измерений параметров микроклимата")
    assert climates == ["IIа", "холодный", "грудь", "0,1", "17", "23", "", "", "", "", "150", "140"]
    general, combined = cells(form, "Результаты измерений искусственной освещенности")
    assert general[2:] == ["", "", "300", "", "", "300", "", "", "400"]
    assert combined[2:] == ["300", "90", "", "300", "90", "", "400", "100", ""]
    ((_n, _day, _place, warmth, *_more, act),) = cells(form, "Результаты исследований воздуха рабочей зоны")
    assert (warmth, act) == ("21", "МВИ 1")


def test_categories_of_work_are_spelled_as_the_norms_spell_them() -> None:
    """Roman figures and a Cyrillic letter: a Latin one looks the same and is never found."""
    assert [value for value in WorkCategory.values if re.search("[a-z]", value)] == []
