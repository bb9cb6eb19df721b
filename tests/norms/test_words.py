"""Explanations, settings and documents: every unclear point has its note, every step its sentence."""

import datetime as dt
import gettext
import re
from dataclasses import fields
from decimal import Decimal
from pathlib import Path

import pytest

from norms import explain as explain_module
from norms.checking.state import CHECKS
from norms.classes import ConditionsClass
from norms.cli.commands import COMMANDS
from norms.entitlements import Membership, entitlements
from norms.errors import BadInput
from norms.explain import explain, explain_all, sayings
from norms.factors.chemical import combine_substances
from norms.factors.chemical_sums import Presence, find_sums
from norms.loader import load_norms
from norms.overall import Factor, overall_class
from norms.quantities import WHOLE_TIME
from norms.settings import DEFAULTS, QUESTIONS, Interpretations, readings_of
from norms.settings_words import words_of

ROOT = Path(__file__).parents[2]
NOTES = {path.name[:4]: path for path in (ROOT / "docs" / "interpretations").glob("*.md")}
ON = "2026-01-01"
ON_DAY = dt.date(2026, 1, 1)


def sentences(command="classify", **line):
    if command == "classify":
        line.setdefault("on", ON)
    found = COMMANDS[command].run(line)
    return [row["text"].replace("\u00a0", " ") for row in explain_all(found["trace"])]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            {"kind": "substance", "value": "1.61", "limit": "0.5", "effects": ["ACUTE", "IRRITANT"], "minutes": 200, "of_minutes": 480},
            [
                "Отношение фактической величины к нормативу: 1,61 / 0,5 = 3,22",
                "Округление до десятых: 3,22 → 3,2",
                "Остронаправленные вещества, кратность ПДКмакс: 3,2 — класс 3.2",
                "Округление до десятых: 3,22 → 3,2",
                "Вещества раздражающего действия, кратность ПДКмакс: 3,2 — класс 3.2",
                "Наиболее высокая из оценок (3.2; 3.2) — класс 3.2",
                "Время воздействия 200 из 480 мин (41,7 %): класс снижен с 3.2 — класс 3.1",
            ],
        ),
        (
            {"kind": "noise", "value": "85.5", "limit": "80", "percent": 100},
            [
                "Округление до целого: 85,5 → 86",
                "Превышение ПДУ: 86 − 80 = 6 дБ",
                "Шум, превышение ПДУ: 6 — класс 3.2",
                "Время воздействия 100 из 100 мин (100,0 %): класс не меняется — класс 3.2",
            ],
        ),
        (
            {"kind": "noise", "zones": [{"level": "95", "minutes": "120", "limit": "80"}, {"level": "80", "minutes": "360", "limit": "75"}]},
            [
                "Эквивалентный уровень за смену (95 дБ — 120 мин, 80 дБ — 360 мин): 89,373019 дБ",
                "ПДУ зон различаются, сравнивается с большим: 80 дБ",
                "Округление до целого: 89,373019 → 89",
                "Превышение ПДУ: 89 − 80 = 9 дБ",
                "Шум, превышение ПДУ: 9 — класс 3.2",
                "Уровень уже приведён ко времени смены, повторно время не учитывается — класс 3.2; время учтено один раз (по умолчанию)",
            ],
        ),
        (
            {"kind": "humidity", "value": "94", "limit_low": "15", "limit": "75", "percent": 100, "settings": {"humidity": "SHARE_OF_BOUND"}},
            [
                "Отклонение от допустимого диапазона 15…75: 25,333333; в процентах от границы нормы (по выбору нанимателя)",
                "Относительная влажность воздуха, отклонение от допустимой: 25,333333 — класс 3.2",
                "Время воздействия 100 из 100 мин (100,0 %): класс не меняется — класс 3.2",
            ],
        ),
        (
            {"kind": "substance_sum", "parts": [{"name": "фенол", "value": "0.9", "limit": "1"}, {"name": "аммиак", "value": "14", "limit": "20"}], "percent": 5},
            [
                "Сумма отношений концентраций к ПДК: 0,9 / 1 (фенол) + 14 / 20 (аммиак) = 1,6",
                "Округление до десятых: 1,6 → 1,6",
                "Вредные вещества 1–4 класса опасности, кратность ПДКмакс: 1,6 — класс 3.1",
                "Время воздействия 5 из 100 мин (5,0 %): класс снижен с 3.1 — класс 2",
            ],
        ),
        ({"kind": "open_air", "minutes": 384, "of_minutes": 480}, ["Время таких работ 384 из 480 мин (80,0 %), порог 80 % — класс 3.1"]),
        ({"kind": "substances", "classes": ["3.1", "3.1", "3.1"]}, ["Оценки: 3.1; 3.1; 3.1. Повышение: 3 × 3.1 → 3.2 — класс 3.2"]),
        ({"kind": "substances", "classes": ["3.1", "3.1", "3.1", "3.2", "3.2", "3.2"]}, ["Оценки: 3.1; 3.1; 3.1; 3.2; 3.2; 3.2. Повышение: 3 × 3.1 → 3.2; 3 × 3.2 → 3.3 — класс 3.3"]),
        ({"kind": "substances", "classes": ["3.1", "2"]}, ["Оценки: 3.1; 2. Повышение: нет, наибольшая — класс 3.1"]),
        ({"kind": "illuminance", "value": "150", "limit": "200", "percent": 100}, ["Фактически 150, норма 200 — класс 3.1", "Время воздействия 100 из 100 мин (100,0 %): класс не меняется — класс 3.1"]),
        (
            {"kind": "air_ions", "value": "300", "negative": "299", "percent": 100},
            [
                "Положительных ионов 300, отрицательных 299: вне нормы 3 из 3 показателей",
                "Вне нормы 3 из 3 показателей — класс 3.1",
                "Время воздействия 100 из 100 мин (100,0 %): класс не меняется — класс 3.1",
            ],
        ),
        (
            {"kind": "activity", "clause": "27.1.1", "is_care": True, "percent": 5},
            [
                "Подпункт 27.1.1: работы с возбудителями инфекционных болезней 3, 4-й групп риска — класс 3.4",
                "Время воздействия для этих работ не учитывается — класс 3.4; обслуживание пациентов — как работа с возбудителями (по умолчанию)",
            ],
        ),
        (
            {"kind": "load", "indicator": "3.5-standing", "sex": "м", "value": "80"},
            ["Рабочая поза стоя: 80 — класс 3.1", "Значение 80 стоит на границе двух классов — класс 3.1; граница относится к более высокому классу (по умолчанию)"],
        ),
        (
            {"kind": "load", "indicator": "3.1.1", "sex": "м", "value": "7501.5", "shift_minutes": 720},
            ["Приведение к 8-часовой смене: 7501,5 / 720 × 480 = 5001", "Региональная нагрузка при перемещении груза до 1 м, для мужчин: 5001 — класс 3.1"],
        ),
        (
            {"kind": "ionising", "indicators": [{"code": "3.3", "value": "500"}, {"code": "3.1", "value": "3", "limit": "12"}], "percent": 30, "in_zone_whole_shift": True},
            [
                "Мощность, рассеиваемая на аноде рентгеновской установки (от 10 до 100 кэВ): 500 — класс 3.2",
                "Мощность дозы рентгеновского излучения: 3, допустимо 12 — класс 3.2",
                "С источниками занято менее 50 % смены (30 из 100 мин), остальное время — в условиях воздействия: на класс ниже, не ниже 3.1, без суммирования — класс 3.1",
            ],
        ),
        (
            {"kind": "dust", "sample": ["9", "11.2"], "limit": "10", "percent": 100},
            [
                "Средняя величина (9, 11,2): 10,1",
                "Отношение фактической величины к нормативу: 10,1 / 10 = 1,01",
                "Округление до десятых: 1,01 → 1",
                "Пыли, аэрозоли, кратность ПДКмр: 1 — класс 2",
                "Время воздействия 100 из 100 мин (100,0 %): класс не меняется — класс 2",
            ],
        ),
        ({"kind": "joint_contact_ultrasound", "value": "100", "limit": "105", "percent": 100}, ["Воздушный и контактный ультразвук действуют совместно: ПДУ 105 − 5 = 100 дБ", "Округление до целого: 100 → 100", "Превышение ПДУ: 100 − 100 = 0 дБ", "Ультразвук контактный, превышение ПДУ: 0 — класс 2", "Время воздействия 100 из 100 мин (100,0 %): класс не меняется — класс 2"]),
    ],
)  # fmt: skip
def test_steps_are_told_in_plain_russian(line, expected):
    assert sentences(**line) == expected


def test_terms_and_rights_are_told_too():
    told = COMMANDS["deadline"].run({"kind": "NEXT_ORDER", "from": "2021-04-26"})["why"]
    assert told == [
        "Приказ от 26.04.2021, срок 5 лет: результаты действуют по 25.04.2026",
        "Следующий день после 25.04.2026: 26.04.2026",
        "26.04.2026 — нерабочий день (выходной день)",
        "25.04.2026 — рабочий день (рабочая суббота: постановление Совета Министров от 22.07.2025 №\u00a0397)",
    ]
    months = COMMANDS["deadline"].run({"kind": "SUBMISSION", "from": "2026-01-30"})["why"]
    assert months[0] == "Событие 30.01.2026, срок 1 мес.: последний день 28.02.2026"
    found = entitlements(
        ConditionsClass("3.1"),
        ConditionsClass("3.1"),
        Membership(list_536=1),
        is_full_day=False,
        on=dt.date(2026, 1, 1),
    )
    assert [row["text"] for row in explain_all(s.as_json() for s in found[0].trace)] == [
        "Класс 3.1, требуется 3.2 и выше: не достигнут",
        "Права предоставляются только занятым полный рабочий день",
    ]
    assert explain(found[1].trace[0].as_json()) == "профессия не предусмотрена перечнем текстильных производств"


def test_every_kind_of_step_has_a_sentence_and_every_reading_its_words():
    assert set(CHECKS) <= set(explain_module._SENTENCES)
    with_reading = {op for op, sentence in explain_module._SENTENCES.items() if "{choice_words}" in sentence}
    assert set(explain_module._SETTINGS) == with_reading
    for settings in explain_module._SETTINGS.values():
        readings = [reading for name in settings for reading in readings_of(name)]
        assert len(readings) == len(set(readings)), "a reading says which of the settings it belongs to"


def test_every_reading_of_every_setting_has_words():
    assert all(words_of(name, reading) for name in QUESTIONS for reading in readings_of(name))
    with pytest.raises(BadInput) as error:
        words_of("humidity", "ROUNDED")
    assert (error.value.field, error.value.reason) == ("settings.humidity", "нет прочтения ROUNDED")


def test_a_ground_that_only_looks_like_a_day_is_shown_as_it_is():
    step = {"op": "day", "inputs": {"day": "2026-11-24", "reason": "2026-02-30"}, "output": "нерабочий"}
    assert explain(step) == "24.11.2026 — нерабочий день (2026-02-30)"


def test_a_translator_is_asked_for_the_sentence():
    step = {"op": "full_day_missing", "inputs": {}, "output": "x", "source": "s", "norm": "", "interpretation": "n"}
    assert explain(step, str.upper) == "ПРАВА ПРЕДОСТАВЛЯЮТСЯ ТОЛЬКО ЗАНЯТЫМ ПОЛНЫЙ РАБОЧИЙ ДЕНЬ"
    assert explain_all([step], str.upper) == [{"text": explain(step).upper(), "source": "s", "interpretation": "n"}]


def test_the_overall_class_names_its_factors_and_not_only_the_lines_of_the_card():
    trace = overall_class({Factor.NOISE: ConditionsClass("3.2"), Factor.PHYSICAL_LOAD: ConditionsClass("3.1")}, ON_DAY)
    told = explain(trace.trace[0].as_json())
    assert told == "Оценки: шум (5.4) — 3.2; тяжесть труда (5.14) — 3.1. Повышение: нет, наибольшая — класс 3.2"
    assert all(f" ({factor.value})" in explain(_alone(factor)) for factor in Factor)


def _alone(factor):
    return overall_class({factor: ConditionsClass("2")}, ON_DAY).trace[0].as_json()


def test_parts_are_named_where_their_names_are_known():
    pair = [
        Presence("Формальдегид", Decimal("0.41"), Decimal(1), WHOLE_TIME),
        Presence("Стирол", Decimal("0.41"), Decimal(1), WHOLE_TIME),
    ]
    told = [row["text"] for row in explain_all(s.as_json() for s in find_sums(pair, ON_DAY)[0].verdict.trace)]
    assert told[1] == (
        "Сумма отношений концентраций к ПДК: 0,41 / 1 × 1,25 (Формальдегид) + 0,41 / 1 × 1,25 (Стирол) = 1,025"
    )
    three = [ConditionsClass("3.1")] * 3
    named = combine_substances(three, ON_DAY, of=["а", "б", "в"]).trace[0].as_json()
    assert explain(named) == "Оценки: а — 3.1; б — 3.1; в — 3.1. Повышение: 3 × 3.1 → 3.2 — класс 3.2"
    radiation = COMMANDS["classify"].run(
        {"on": ON, "kind": "ionising", "indicators": [{"code": "3.3", "value": "5"}], "percent": 100}
    )
    assert explain(radiation["trace"][1]) == "Показатели ионизирующего излучения (3.3 — 3.1) — класс 3.1"


def test_places_of_rounding_may_be_any():
    step = {
        "op": "round",
        "inputs": {"value": "1.2345678", "places": "3"},
        "output": "1.235",
        "source": "",
        "norm": "",
        "interpretation": "",
    }
    assert explain(step) == "Округление до 3 знаков после запятой: 1,234568 → 1,235"


# Settings and notes


def test_every_setting_has_a_question_a_note_and_two_readings():
    assert {item.name for item in fields(Interpretations)} == set(QUESTIONS)
    for name, (note, question) in QUESTIONS.items():
        assert note in NOTES
        assert question
        text = NOTES[note].read_text("utf-8")
        for reading in readings_of(name):
            assert f"`{reading}`" in text, (name, reading)
        assert f"`{name}`: `{readings_of(name)[0]}` (по умолчанию)" in text
        assert len(readings_of(name)) >= 2
        assert readings_of(name)[0] == getattr(DEFAULTS, name).value


def test_settings_are_built_by_name_and_marked():
    chosen = Interpretations.of_names({"humidity": "SHARE_OF_BOUND"})
    assert chosen.mark("humidity") == {"reading": "SHARE_OF_BOUND", "is_default": False}
    assert chosen.mark("temperature") == {"reading": "ROUNDED", "is_default": True}
    assert Interpretations.of_names({}) == DEFAULTS
    with pytest.raises(BadInput, match=r"^settings.x: нет такой настройки, есть: full_day, "):
        Interpretations.of_names({"x": "y"})
    with pytest.raises(BadInput, match=r"^settings.humidity: выберите из POINTS, SHARE_OF_BOUND$"):
        Interpretations.of_names({"humidity": "y"})


def cited_notes():
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "norms").rglob("*.py"))
    data = "\n".join(path.read_text("utf-8") for path in (ROOT / "norms" / "data").rglob("*.yaml"))
    return code, code + data


def test_every_note_that_is_cited_exists_under_that_name():
    _, text = cited_notes()
    for name in re.findall(r"docs/interpretations/([0-9a-z-]+)\.md", text):
        assert (ROOT / "docs" / "interpretations" / f"{name}.md").exists(), name
    assert set(re.findall(r'note="(\d{4})"', text)) <= set(NOTES)


def test_every_note_answers_the_same_questions():
    own = [path for number, path in NOTES.items() if not "0012" <= number <= "0019"]
    assert len(own) >= 29
    for path in own:
        text = path.read_text("utf-8")
        assert text.startswith(f"# {path.name[:4]}. ")
        for part in ("**Вопрос.**", "**Пункт.**", "**Чтения.**", "**По умолчанию и почему.**", "**Настройка.**"):
            assert part in text, (path.name, part)


def test_the_documents_name_every_approximate_day():
    text = (ROOT / "docs" / "norms" / "editions.md").read_text("utf-8")
    for known in load_norms().values():
        for edition in known.editions:
            if edition.is_approximate:
                assert f"{edition.valid_from:%d.%m.%Y}" in text or f"{edition.valid_from}" in text, known.key


def test_nothing_reads_outside_the_project():
    for path in [
        *(ROOT / "norms").rglob("*.py"),
        *(ROOT / "bench").glob("norms_*.py"),
        *Path(__file__).parent.glob("*.py"),
    ]:
        text = path.read_text("utf-8")
        assert "shar" + "ed/" not in text, path


def test_the_house_rules_of_size():
    for path in (ROOT / "norms").rglob("*.py"):
        assert len(path.read_text("utf-8").splitlines()) <= 300, path


def test_every_sentence_and_word_of_an_explanation_goes_through_the_translation():
    """What a screen translates is what ``sayings`` names: nothing else of our own stands between."""
    with (ROOT / "locale" / "be" / "LC_MESSAGES" / "django.mo").open("rb") as file:
        belarusian = gettext.GNUTranslations(file).gettext
    same = ("{why}", "{day} — {output} день ({reason})", "шум")
    assert all(belarusian(text) != text or text in same for text in sayings())
    asked = set()

    def heard(text):
        asked.add(text)
        return belarusian(text)

    line = {
        "kind": "substance",
        "value": "1.61",
        "limit": "0.5",
        "effects": ["ACUTE"],
        "minutes": 200,
        "of_minutes": 480,
    }
    found = COMMANDS["classify"].run({"on": ON, **line})["trace"]
    words = [row["text"] for row in explain_all(found, heard)]
    assert asked <= set(sayings())
    assert "Акругленне" in " ".join(words) and "Округление" not in " ".join(words)
    assert words != [row["text"] for row in explain_all(found)]
