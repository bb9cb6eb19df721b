"""The command line: JSON lines in and out, bad input answered in words."""

import datetime as dt
import io
import json
from decimal import Decimal

import pytest

from norms.__main__ import check, main
from norms.cli.commands import COMMANDS
from norms.cli.outputs import ERROR, OUTPUTS
from norms.exposure import TimeKind, TimeRow, full_working_day
from norms.mental_strain import strain_indicators
from norms.quantities import WHOLE_TIME
from norms.readings import Method, Reading
from norms.workplace import Evidence, judge_workplace
from tests.norms.program import run, valid


def begins(found, expected):
    """Whether a reason begins as expected; one that names a norm first need only say so."""
    found = found.replace("\u00a0", " ")
    return expected in found if found.startswith("норма «") else found.startswith(expected)


ON = dt.date(2026, 1, 1)
STRAIN = dict.fromkeys(strain_indicators(ON), "1")
NOISE = {"on": "2026-01-01", "kind": "noise", "value": "85.5", "limit": "80", "percent": "100"}


def test_lines_in_lines_out():
    code, answers = run(["classify"], NOISE, "", {**NOISE, "value": 80})
    assert code == 0
    assert [(a["on"], a["kind"], a["class"], a["base"]) for a in answers] == [
        ("2026-01-01", "noise", "3.2", "3.2"),
        ("2026-01-01", "noise", "2", "2"),
    ]


def test_a_refused_line_does_not_stop_the_others():
    code, answers = run(["classify"], {**NOISE, "value": "много"}, NOISE)
    assert code == 2
    assert answers[0] == {"error": {"field": "value", "reason": "не число: «много»"}}
    assert answers[1]["class"] == "3.2"


def test_answers_are_readable_russian():
    target = io.StringIO()
    main(["classify"], io.StringIO(json.dumps(NOISE)), target)
    assert "постановление" in target.getvalue()
    assert target.getvalue().endswith("\n")


@pytest.mark.parametrize(
    ("line", "field", "reason"),
    [
        ("x", "строка", "не JSON"),
        ("[1]", "строка", "ожидается объект JSON"),
        ("{}", "kind", "выберите из: substance"),
        ('{"kind": 5}', "kind", "выберите из"),
        ('{"kind": "magic"}', "kind", "выберите из"),
        ({"kind": "noise"}, "on", "обязательное поле"),
        ({**NOISE, "on": "завтра"}, "on", "ожидается день ГГГГ-ММ-ДД"),
        ({**NOISE, "on": 20260101}, "on", "ожидается день ГГГГ-ММ-ДД"),
        ({**NOISE, "on": "1991-12-31"}, "on", "год вне пределов 1992–2099"),
        ({**NOISE, "on": "2100-01-01"}, "on", "год вне пределов 1992–2099"),
        ({**NOISE, "colour": "red"}, "colour", "неизвестное поле, есть: on, kind, title"),
        ({**NOISE, "value": None}, "value", "обязательное поле"),
        ({**NOISE, "limit": None}, "limit", "обязательное поле"),
        ({**NOISE, "value": True}, "value", "число передаётся текстом"),
        ({**NOISE, "value": [1]}, "value", "число передаётся текстом"),
        ('{"on": "2026-01-01", "kind": "noise", "value": NaN}', "строка", "не JSON: NaN — не число"),
        ({**NOISE, "title": 5}, "title", "ожидается текст"),
        ({**NOISE, "includes_time": "да"}, "includes_time", "ожидается true или false"),
        ({**NOISE, "percent": None}, "minutes", "укажите minutes и of_minutes или percent"),
        ({**NOISE, "minutes": 5}, "percent", "укажите либо минуты, либо проценты"),
        ({**NOISE, "of_minutes": 480}, "percent", "укажите либо минуты, либо проценты"),
        ({**NOISE, "percent": None, "includes_time": True, "minutes": 5}, "minutes", "укажите minutes и of_minutes"),
        ({**NOISE, "percent": None, "includes_time": True, "of_minutes": 5}, "minutes", "укажите minutes и of_minutes"),
        ({**NOISE, "value": None}, "value", "обязательное поле"),
        ({**NOISE, "limit": None}, "limit", "обязательное поле"),
        ({"on": "2026-01-01", "kind": "substance", "value": "1", "limit": "1", "percent": 1, "effects": "GENERAL"}, "effects", "ожидается непустой список"),
        ({"on": "2026-01-01", "kind": "substance_sum", "parts": 5, "percent": 1}, "parts", "ожидается непустой список"),
        ({"on": "2026-01-01", "kind": "ionising", "indicators": [{"code": "3.1", "value": "5"}], "percent": 1}, "3.1", "укажите допустимую величину"),
        ({**NOISE, "percent": None, "minutes": 5}, "minutes", "укажите minutes и of_minutes"),
        ({**NOISE, "percent": "101"}, "percent", "доля времени не может быть больше 100 %"),
        ({**NOISE, "sample": []}, "sample", "ожидается непустой список"),
        ({**NOISE, "sample": "80"}, "sample", "ожидается непустой список"),
        ({**NOISE, "sample": ["80", "x"]}, "sample[1]", "не число: «x»"),
        ({**NOISE, "bands": [{"frequency": "63", "level": "x", "limit": "1"}]}, "bands[0].level", "не число"),
        ({**NOISE, "bands": [{"frequency": "63", "level": "1"}]}, "bands[0].limit", "обязательное поле"),
        ({**NOISE, "bands": [5]}, "bands[0]", "ожидается объект JSON"),
        ({**NOISE, "settings": {"magic": "X"}}, "settings.magic", "нет такой настройки"),
        ({**NOISE, "settings": {"humidity": "X"}}, "settings.humidity", "выберите из POINTS, SHARE_OF_BOUND"),
        ({**NOISE, "settings": {"humidity": 5}}, "settings.humidity", "ожидается текст"),
        ({**NOISE, "settings": 5}, "settings", "ожидается объект JSON"),
        ({"on": "2026-01-01", "kind": "substance", "value": "1", "limit": "0", "percent": 1}, "limit", "должно быть больше нуля"),
        ({"on": "2026-01-01", "kind": "substance", "value": "1", "limit": "1", "percent": 1, "effects": ["X"]}, "effects[0]", "выберите из: GENERAL, ACUTE"),
        ({"on": "2026-01-01", "kind": "substance", "value": "1", "limit": "1", "percent": 1, "effects": [["X"]]}, "effects[0]", "выберите из"),
        ({"on": "2026-01-01", "kind": "strain", "classes": {**STRAIN, "4.1.1": "3.3"}}, "4.1.1", "класс 3.3 для показателя 4.1.1 в таблице 11 не предусмотрен"),
        ({"on": "2026-01-01", "kind": "special_work", "work": "gardening", "percent": 5}, "special_work", "нет вида работ «gardening» в п. 83"),
        ({"on": "2026-01-01", "kind": "strain_value", "row": "9.9", "value": 5}, "row", "измеряемого показателя 9.9 в таблице 11 нет"),
        ({"on": "2026-01-01", "kind": "strain_choice", "code": "4.2.1", "choice": "2"}, "code", "показатель 4.2.1 не выбирается по описанию"),
        ({"on": "2026-01-01", "kind": "strain_choice", "code": "4.3.2", "choice": "2"}, "choice", "для показателя 4.3.2 выберите из 1, 3.2"),
        ({"on": "2026-01-01", "kind": "object_size", "size": "0", "percent": 5}, "size", "должно быть больше нуля"),
        ({"on": "2026-01-01", "kind": "object_size", "size": "1", "percent": 101}, "percent", "не может быть больше 100 %"),
        ({"on": "2026-01-01", "kind": "load", "indicator": "3.6", "sex": "м", "value": 5, "shift_minutes": 0}, "shift_minutes", "должно быть больше нуля"),
        ({"on": "2026-01-01", "kind": "load", "indicator": "3.6", "sex": "м", "value": -5}, "value", "не может быть меньше нуля"),
        ({"on": "2026-01-01", "kind": "electrostatic", "value": 100, "limit": 15}, "value", "приложение 1, таблица 5, строка 1; постановление Минтруда и соцзащиты от 22.02.2008 № 35: для значения 6.666667 класс не установлен («fields.electrostatic»)"),
        ({**NOISE, "on": "2010-01-01"}, "on", "не действует на 01.01.2010"),
    ],
)  # fmt: skip
def test_bad_input_is_answered_with_field_and_reason(line, field, reason):
    code, answers = run(["classify"], line)
    assert code == 2
    assert len(answers) == 1
    assert answers[0]["error"]["field"] == field
    assert begins(answers[0]["error"]["reason"], reason)
    assert valid(ERROR, answers[0])


@pytest.mark.parametrize(
    ("command", "line", "field", "reason"),
    [
        ("overall", {"on": "2026-01-01", "factors": {"5.16": "2"}}, "factors.5.16", "выберите из: 5.1, 5.2"),
        ("overall", {"on": "2026-01-01", "factors": {"5.1": "5"}}, "factors.5.1", "выберите из: 1, 2, 3.1"),
        ("overall", {"on": "2026-01-01", "factors": {}}, "factors", "не оценён ни один фактор"),
        ("overall", {"on": "2026-01-01"}, "factors", "обязательное поле"),
        ("entitlements", {"on": "2026-01-01", "class": "3.2"}, "is_full_day", "обязательное поле"),
        ("entitlements", {"on": "2026-01-01", "class": "3.2", "is_full_day": True, "list_536": "3"}, "list_536", "выберите из: 1, 2"),
        ("deadline", {"kind": "NEXT_ORDER", "from": "2010-01-01"}, "from", "не действует на 01.01.2010"),
        ("deadline", {"kind": "NEXT", "from": "2021-01-01"}, "kind", "выберите из: NEXT_ORDER, SUBMISSION"),
        ("deadline", {"kind": "NEXT_ORDER", "from": "2021-01-01", "days_off": {"x": "y"}}, "days_off.x", "ожидается день"),
        ("deadline", {"kind": "NEXT_ORDER", "from": "2021-01-01", "stages": [{"title": "a", "working_days": "5"}]}, "stages[0].working_days", "ожидается целое число"),
        ("deadline", {"kind": "NEXT_ORDER", "from": "2021-01-01", "stages": [{"title": "a", "working_days": True}]}, "stages[0].working_days", "ожидается целое число"),
        ("overall", {"on": "2026-01-01", "factors": 5}, "factors", "ожидается объект JSON"),
        ("lookup", {"on": "2026-01-01", "query": "озон", "limit": "5"}, "limit", "ожидается целое число"),
        ("lookup", {"on": "2026-01-01", "query": "озон", "limit": 0}, "limit", "от 1 до 200"),
        ("lookup", {"on": "2026-01-01", "query": "озон", "catalogues": ["x"]}, "catalogues[0]", "выберите из: substances"),
        ("lookup", {"on": "2020-01-01", "query": "озон", "catalogues": ["substances"]}, "on", "справочник загружен с 29.11.2022"),
        ("settings", {"x": 1}, "x", "неизвестное поле, есть: "),
        ("check", {}, "строка", "ожидается on и verdict или judgement"),
        ("check", {"on": "x", "verdict": {"trace": []}}, "on", "ожидается день ГГГГ-ММ-ДД"),
        ("check", {"on": "2026-01-01", "verdict": {"trace": []}}, "trace[0]", "нет ни одного шага"),
    ],
)  # fmt: skip
def test_every_command_refuses_in_words(command, line, field, reason):
    code, answers = run([command], line)
    assert code == 2
    assert answers[0]["error"]["field"] == field
    assert begins(answers[0]["error"]["reason"], reason)


def test_a_norm_out_of_force_is_named():
    _, answers = run(["classify"], {**NOISE, "on": "2010-01-01"})
    assert answers[0]["error"]["norm"] == "vibroacoustic.level_places"
    _, answers = run(["classify"], {"on": "2026-01-01", "kind": "electrostatic", "value": 100, "limit": 15})
    assert answers[0]["error"]["norm"] == "fields.electrostatic"


def test_numbers_of_json_are_read_exactly():
    half = '{"on": "2026-01-01", "kind": "substance", "value": 1.05, "limit": 1, "percent": 100}'
    assert run(["classify"], half)[1][0]["class"] == "3.1"
    assert run(["classify"], half.replace("1.05", "1.0499999999999999999"))[1][0]["class"] == "2"


def test_nested_rubbish_does_not_break_the_program():
    code, answers = run(["classify"], "[" * 100_000)
    assert code == 2
    assert answers[0]["error"]["field"] == "строка"


def test_time_is_not_asked_where_it_does_not_count():
    fields = {"on": "2026-01-01", "value": 20, "limit": 15}
    for line in ({**fields, "kind": "electrostatic"}, {**fields, "kind": "noise", "includes_time": True}):
        assert run(["classify"], line)[0] == 0
    zones = [{"level": "80", "minutes": "480", "limit": "80"}]
    assert run(["classify"], {"on": "2026-01-01", "kind": "noise", "zones": zones})[1][0]["class"] == "2"
    for kind in ("display_terminal", "ultraviolet", "laser_single", "laser_chronic", "noise", "dust"):
        assert run(["classify"], {**fields, "kind": kind})[1][0]["error"]["field"] == "minutes"


def test_care_and_its_reading_reach_works_that_are_several():
    works = [{"clause": "27.1.2", "percent": "9", "is_care": True}]
    line = {"on": "2026-01-01", "kind": "activities", "works": works}
    assert run(["classify"], line)[1][0]["class"] == "3.3"
    counted = {**line, "settings": {"infectious_care_time": "COUNTED"}}
    assert run(["classify"], counted)[1][0]["class"] == "3.1"
    other = {**counted, "works": [{"clause": "27.1.2", "percent": "9"}]}
    assert run(["classify"], other)[1][0]["class"] == "3.3"


def test_a_search_answers_with_twenty_rows_unless_asked_for_others():
    line = {"on": "2026-01-01", "query": "кислота"}
    assert len(run(["lookup"], line)[1][0]["found"]) == 20
    assert len(run(["lookup"], {**line, "limit": 3})[1][0]["found"]) == 3
    assert len(run(["lookup"], {**line, "limit": 21})[1][0]["found"]) == 21


def test_a_reading_is_named_by_its_title():
    line = {"on": "2026-01-01", "kind": "substance", "title": "Фенол", "value": "1", "limit": "0", "percent": 1}
    assert run(["classify"], line)[1][0]["error"]["field"] == "Фенол: limit"


def test_diff_prints_changes_and_refuses_bad_days():
    code, answers = run(["diff", "--from", "2019-12-31", "--to", "2026-01-01"])
    assert code == 0
    assert all(valid(OUTPUTS["diff"], answer) for answer in answers)
    assert {"2020-01-10", "2025-08-18"} <= {answer["since"] for answer in answers}
    for arguments, field, reason in (
        (["2019", "2026-01-01"], "from", "ожидается день ГГГГ-ММ-ДД"),
        (["2019-01-01", "x"], "to", "ожидается день ГГГГ-ММ-ДД"),
        (["2026-01-01", "2019-01-01"], "to", ""),
    ):
        code, answers = run(["diff", "--from", arguments[0], "--to", arguments[1]])
        assert (code, answers[0]["error"]["field"]) == (2, field)
        assert answers[0]["error"]["reason"].startswith(reason)


def test_a_proof_can_be_asked_for():
    _, verdicts = run(["classify"], NOISE)
    assert run(["check"], {"on": "2026-01-01", "verdict": verdicts[0]}) == (0, [{"proved": "3.2"}])
    forged = {**verdicts[0], "class": "3.1"}
    code, answers = run(["check"], {"on": "2026-01-01", "verdict": forged})
    assert code == 2
    assert answers[0] == {"error": {"field": "trace[3]", "reason": "выходит класс 3.2"}}
    with pytest.raises(ValueError, match="строка"):
        try:
            check(5)
        except Exception as error:
            raise ValueError(str(error)) from error


def test_settings_are_listed_with_their_notes():
    _, answers = run(["settings"], {})
    assert answers[0]["humidity"] == {
        "note": "0005", "question": "Отклонение относительной влажности", "readings": ["POINTS", "SHARE_OF_BOUND"],
    }  # fmt: skip


def test_wrong_commands_are_explained_by_the_parser(capsys):
    for arguments in (
        [],
        ["magic"],
        ["diff"],
        ["diff", "--from", "2020-01-01"],
        ["diff", "--to", "2020-01-01"],
        ["schema", "magic"],
    ):
        with pytest.raises(SystemExit) as caught:
            main(arguments, io.StringIO(), io.StringIO())
        assert caught.value.code == 2
    assert "python -m norms" in capsys.readouterr().err


def test_the_program_tells_what_it_can(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["--help"], io.StringIO(), io.StringIO())
    assert caught.value.code == 0
    told = " ".join(capsys.readouterr().out.split())
    assert told.startswith("usage: python -m norms [-h] команда ... Право аттестации рабочих мест: строки JSON ")
    for name, command in COMMANDS.items():
        assert f" {name} {command.title} " in f"{told} "
    for line in (
        "check проверка следа: оценка пересчитывается по шагам",
        "diff что изменилось в нормах между двумя днями",
        "schema схема JSON входа и выхода команды",
    ):
        assert f" {line} " in f"{told} "
    with pytest.raises(SystemExit):
        main(["diff", "--help"], io.StringIO(), io.StringIO())
    assert "--from ГГГГ-ММ-ДД --to ГГГГ-ММ-ДД" in capsys.readouterr().out


def test_a_whole_judgement_can_be_proved():
    noise = Reading(Method.NOISE, "Шум", WHOLE_TIME, "90", "80")
    day = full_working_day([TimeRow(TimeKind.OPERATIVE, Decimal(400))], 480, ON)
    judged = judge_workplace(Evidence([noise], [], {}, day), ON).as_json()
    assert run(["check"], {"judgement": judged}) == (0, [{"proved": "3.2"}])
