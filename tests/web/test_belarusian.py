"""Two languages on the screens, Russian in everything that is stored or printed (docs/adr/0076)."""

from __future__ import annotations

import datetime as dt
import gettext
import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from accounts.language import spoken_to
from accounts.models import User
from attestation.models import CertificationCard, ResultList
from documents.models import Deviation
from documents.pasted import by_columns
from documents.services.perform import perform
from reports.export import PDF, XLSX, printed
from tests.factories.plant import APPROVED_ON, Plant
from tests.factories.refusals import problems
from tools.catalogue import LOCALE, differences, faults, of_python, of_template
from tools.po import Message, compiled, parse, written

BE = LOCALE / "be" / "LC_MESSAGES"
BELARUSIAN = re.compile("[іІўЎ]")
"""Letters that Russian does not have: hardly a Belarusian sentence is without one."""


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


# The catalogue


def test_every_message_of_the_code_is_translated_and_compiled() -> None:
    assert differences(BE) == []


def test_a_new_message_an_empty_one_and_a_lost_placeholder_are_found(tmp_path: Path) -> None:
    catalogue = parse((BE / "django.po").read_text("utf-8"))
    del catalogue[Message("Мои дела")]
    catalogue[Message("Сохранено")] = ("",)
    catalogue[Message("Стало лишним")] = ("Стала лішнім",)
    catalogue[Message("%s мин")] = ("мін",)
    (tmp_path / "django.po").write_text(written(catalogue, "be"), "utf-8")

    found = differences(tmp_path)

    assert found == [
        "нет в каталоге: «Мои дела»",
        "лишнее в каталоге: «Стало лишним»",
        *faults(catalogue),
        "django.mo не соответствует django.po",
    ]
    assert list(faults(catalogue)) == ["другие вставки: «%s мин» — «мін»", "нет перевода: «Сохранено»"]


def test_messages_are_read_as_python_and_django_mean_them() -> None:
    python = '_("Список №\\u00a0%s")\ngettext_lazy("а" "б")\nngettext("одна", "много", n)\n_(name)\n'
    template = (
        '{% translate "два" %}{% blocktranslate count n=x %}{{ n }} 5%{% plural %}{{ n }} шт.{% endblocktranslate %}'
    )

    assert set(of_python(python, "x.py")) == {
        Message("Список №\u00a0%s"),
        Message("аб"),
        Message("одна", "много"),
    }
    assert set(of_template(template, "x.html")) == {Message("два"), Message("%(n)s 5%%", "%(n)s шт.")}
    with pytest.raises(ValueError, match="pgettext"):
        list(of_python('pgettext("a", "b")', "x.py"))


def test_the_compiled_catalogue_is_read_by_gettext_itself() -> None:
    catalogue = {Message("да"): ("так",), Message("день", "дней"): ("дзень", "дні", "дзён"), Message("нет"): ("",)}
    read = gettext.GNUTranslations(io.BytesIO(compiled(catalogue)))

    assert (read.gettext("да"), read.gettext("нет")) == ("так", "нет")
    assert [read.ngettext("день", "дней", n) for n in (1, 3, 5, 11, 21)] == ["дзень", "дні", "дзён", "дзён", "дзень"]


@pytest.mark.parametrize("source", ['#, fuzzy\nmsgid "а"\nmsgstr "б"\n', "<<<<<<< HEAD\n"])
def test_a_catalogue_with_guesses_or_conflicts_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="line 1"):
        parse(source)


def test_what_a_union_of_two_branches_leaves_is_read() -> None:
    """``merge=union``: one message with both translations, or twice; the later stands."""
    assert parse('msgid "а"\nmsgstr "б"\nmsgstr "в"\n') == {Message("а"): ("в",)}
    assert parse('msgid "а"\nmsgstr "б"\n\nmsgid "а"\nmsgstr "в"\n') == {Message("а"): ("в",)}


# The screens


def test_a_person_chooses_a_language_and_finds_it_on_another_machine(plant: Plant) -> None:
    client = client_of(plant.officer)
    assert '<html lang="ru">' in client.get("/").content.decode()

    answer = client.post(reverse("language"), {"language": "be", "next": reverse("deadlines")})

    assert answer.headers["Location"] == reverse("deadlines")
    elsewhere = client_of(plant.officer).get("/").content.decode()
    assert '<html lang="be">' in elsewhere
    assert "<h1>Мае справы</h1>" in elsewhere
    assert '<button class="btn btn-link" lang="ru">Русский</button>' in elsewhere
    assert "Мои дела" in client_of(plant.chair).get("/").content.decode()


def test_the_page_of_log_in_speaks_the_language_of_the_browser_and_goes_nowhere_else(db: None) -> None:
    client = Client()
    assert "Увайсці" in client.get(reverse("login"), headers={"accept-language": "be"}).content.decode()
    assert "Войти" in client.get(reverse("login"), headers={"accept-language": "en"}).content.decode()

    answer = client.post(reverse("language"), {"language": "be", "next": "https://evil.example/"})

    assert answer.headers["Location"] == "/"
    assert "Увайсці" in client.get(reverse("login")).content.decode()
    assert client.get(reverse("language")).status_code == 405


def test_an_unknown_language_changes_nothing(plant: Plant) -> None:
    client = client_of(plant.officer)
    client.post(reverse("language"), {"language": "xx"})

    plant.officer.refresh_from_db()
    assert plant.officer.language == ""
    assert '<html lang="ru">' in client.get("/").content.decode()


def test_dates_and_numbers_look_the_same_in_both() -> None:
    day = dt.date(2026, 11, 24)
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            assert date_format(day, "DATE_FORMAT") == "24.11.2026"


@pytest.mark.parametrize(
    ("count", "words"), [(1, "Название, которого"), (2, "Названий, которых"), (21, "Названий, которых")]
)
def test_russian_counts_stand_after_their_noun(count: int, words: str) -> None:
    """«Названий: 2», «Названий: 21»: a form that is right for every number, as Russian has no catalogue."""
    one, many = "Название, которого нет в системе: %(number)s", "Названий, которых нет в системе: %(number)s"
    with translation.override("ru"):
        assert translation.ngettext(one, many, count).startswith(words)


def test_headings_pasted_from_excel_are_known_in_both_languages() -> None:
    rows = [["Наименование", "Адзінка"], ["шум", "дБА"]]
    columns = {"name": translation.gettext_lazy("Наименование"), "unit": translation.gettext_lazy("Единица")}
    with translation.override("be"):
        assert by_columns(rows, columns, "") == [{"name": "шум", "unit": "дБА"}]


def test_a_letter_speaks_the_language_of_its_reader(plant: Plant) -> None:
    plant.officer.language = "be"

    with translation.override("ru"), spoken_to(plant.officer):
        assert _("Сроки") == "Тэрміны"
    with translation.override("be"), spoken_to(plant.chair):
        assert _("Сроки") == "Сроки"


# Records and paper


def test_a_procedure_led_in_belarusian_leaves_only_russian_behind(plant: Plant) -> None:
    with translation.override("be"):
        plant.whole_procedure()

    left = [f"{table}.{column}: {text[:80]}" for table, column, text in texts() if BELARUSIAN.search(text)]
    assert left == []


def texts() -> list[tuple[str, str, str]]:
    """Every text of the database, with its table and column."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                found += [
                    (table, c, str(v)) for c, v in zip(columns, row, strict=True) if isinstance(v, (str, dict, list))
                ]
    return found


def test_a_refusal_is_said_in_belarusian_and_its_deviation_kept_in_russian(plant: Plant) -> None:
    order = plant.ready_for_approval()
    late = APPROVED_ON + dt.timedelta(days=6)
    with translation.override("be"):
        refused = {problem.code: problem.message for problem in problems(order, "issue", plant.director, late)}
        assert "Загад павінен быць выдадзены" in refused["ORDER-14"]

        perform(order, "issue", actor=plant.director, on=late, deviations={"ORDER-14": "директор был в больнице"})

    assert Deviation.objects.get(code="ORDER-14").message.startswith("Приказ должен быть издан")


def test_paper_is_russian_and_the_same_from_any_screen(plant: Plant) -> None:
    campaign = plant.whole_procedure()
    card = CertificationCard.objects.get(campaign=campaign)
    leave = ResultList.objects.get(campaign=campaign, kind="12.5")
    with translation.override("be"):
        book = load_workbook(io.BytesIO(printed(leave, XLSX).content))
        paper = printed(card, PDF).content
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]

    assert not [text for text in cells if BELARUSIAN.search(text)]
    assert printed(card, PDF).content == paper


@pytest.mark.parametrize("page", ["acquaintance-sheet", "submission-sheet"])
def test_pages_that_are_signed_or_typed_from_stay_russian(plant: Plant, page: str) -> None:
    campaign = plant.whole_procedure()
    plant.officer.language = "be"
    plant.officer.save()
    card = CertificationCard.objects.get(campaign=campaign)
    keys = {"acquaintance-sheet": [campaign.pk, card.pk], "submission-sheet": [campaign.submissions.get().pk]}

    html = client_of(plant.officer).get(reverse(page, args=keys[page])).content.decode()

    assert '<html lang="ru">' in html
    assert not BELARUSIAN.search(html.replace("Беларуская", ""))
