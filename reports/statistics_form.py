"""«2-условия труда»: the half-yearly report as figures with their lists, and as a workbook in the official form."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from accounts.language import recorded
from accounts.models import Employer
from norms.loader import read_yaml
from reports.rendering import xlsx
from reports.rendering.xlsx import Cell, Look, SheetSpec
from reports.statistics_sources import SOURCES, Facts, Period, Share, facts_of

DATA = Path(__file__).parent / "data" / "statistics-form.yaml"
_ROW_KEYS = {"code", "mark", "caption", "unit", "annual", "clause", "from", "open"}
MONEY = "тыс. руб."
_TENTH = Decimal("0.1")
OPEN = "заполняет человек"


@dataclass(frozen=True)
class Figure:
    """One row of the form.

    ``total`` and ``women`` are ``None`` where the row is not filled: ``note`` says why. ``shares``
    is the list that the figure is the sum of.
    """

    code: str
    caption: str
    unit: str
    clause: str
    total: Decimal | None
    women: int | None
    shares: tuple[Share, ...] = ()
    note: str = ""
    is_open: bool = False
    mark: str = ""


@dataclass(frozen=True)
class Section:
    """A table of the form: of figures in units of their own, or of people with the women among them.

    ``measured`` stands above a table of one unit, ``note`` under it.
    """

    title: str
    table: str
    with_women: bool
    figures: tuple[Figure, ...]
    measured: str = ""
    note: str = ""


@dataclass(frozen=True)
class StatisticsReport:
    """The report of an employer for a period."""

    employer: Employer
    period: Period
    sections: tuple[Section, ...]

    @property
    def figures(self) -> Iterator[Figure]:
        """All rows."""
        return (figure for section in self.sections for figure in section.figures)

    @property
    def open_count(self) -> int:
        """How many rows of this period are left to a person."""
        return sum(figure.is_open for figure in self.figures)


@functools.cache
def form_data() -> Mapping[str, Any]:
    """The words of the form; raises ``ValueError`` for a row that names no source and no reason, or both."""
    raw: Mapping[str, Any] = read_yaml(DATA.read_text("utf-8"))
    for section in raw["sections"]:
        for row in section["rows"]:
            if set(row) - _ROW_KEYS or ("from" in row) == ("open" in row):
                raise ValueError(f"row {row.get('code')}: either a source or the reason why it is open")
            if "from" in row and row["from"] not in SOURCES:
                raise ValueError(f"row {row['code']}: no source {row['from']}")
    return raw


def statistics_report(employer: Employer, period: Period) -> StatisticsReport:
    """Count the report of an employer for a period."""
    facts = facts_of(employer, period)
    sections = tuple(
        Section(
            section["title"],
            section["table"],
            section["with_women"],
            tuple(_figure(row, facts, section["with_women"]) for row in section["rows"]),
            section.get("measured", ""),
            section["note"],
        )
        for section in form_data()["sections"]
    )
    return StatisticsReport(employer, period, sections)


def _figure(row: Mapping[str, Any], facts: Facts, with_women: bool) -> Figure:
    words, mark = (row["code"], row["caption"], row["unit"], row["clause"]), row.get("mark", "")
    if row.get("annual") and not facts.period.is_annual:
        return Figure(*words, None, None, note="заполняется в отчёте за январь – декабрь", mark=mark)
    if "open" in row:
        return Figure(*words, None, None, note=row["open"], is_open=True, mark=mark)
    shares = tuple(SOURCES[row["from"]](facts))
    total = sum((share.total for share in shares), Decimal(0))
    if row["unit"] == MONEY:
        total = total.quantize(_TENTH, ROUND_HALF_UP)
    return Figure(*words, total, sum(share.women for share in shares) if with_women else None, shares, mark=mark)


_PLAIN, _SMALL, _CENTRE = Look(size=10), Look(size=8, italic=True), Look(size=10, align="center")
_TITLE = Look(size=13, bold=True, align="center")
_HEAD = Look(size=9, bold=True, align="center", valign="center", border="box")
_BOX, _CODE = Look(border="box"), Look(align="center", border="box")
_OPEN_BOX = Look(size=8, italic=True, align="center", border="box")
_WIDTHS = (97.0, 18.0, 32.5, 32.5)


@recorded()
def workbook(report: StatisticsReport) -> bytes:
    """Return the form as XLSX; what only a person knows is open and says so in its cell."""
    rows = list(_rows(report))
    last = next(place for place, row in enumerate(rows) if row and row[0].value == report.sections[-1].title)
    footer = form_data()["form"]
    return xlsx.render(SheetSpec("2-условия труда", _WIDTHS, rows, footer=footer, breaks=(last,)))


def _rows(report: StatisticsReport) -> Iterator[tuple[Cell, ...]]:
    data, year = form_data(), report.period.year
    month = "декабрь" if report.period.is_annual else "июнь"
    for text, look in (
        (data["act"], _SMALL),
        ("ГОСУДАРСТВЕННАЯ СТАТИСТИЧЕСКАЯ ОТЧЕТНОСТЬ", _CENTRE),
        (data["warning"], _SMALL),
        (f"{data['title']} за январь – {month} {year} г.", _TITLE),
        (f"{data['form']}. Код формы по ОКУД {data['okud']}. {data['periodicity']}", _CENTRE),
        (f"Срок представления: {data['due_day']}-го числа после отчетного периода", _PLAIN),
        (f"Полное наименование юридического лица: {report.employer}", _PLAIN),
        (f"Почтовый адрес (фактический) ________________________ ({OPEN})", _PLAIN),
        (f"Электронный адрес ________________________ ОКПО ______________ УНП ______________ ({OPEN})", _PLAIN),
    ):
        yield (Cell(1, text, look, across=len(_WIDTHS)),)
    yield ()
    for section in report.sections:
        yield from _section_rows(section)
    for text in (
        "Руководитель респондента или уполномоченный на составление и представление первичных статистических данных "
        "работник респондента ______________ ______________ ______________ (должность, подпись, инициалы, фамилия)",
        "______________ (контактный номер телефона, адрес электронной почты)  ____ ______________ 20___ г. (дата "
        "составления государственной статистической отчетности)",
    ):
        yield (Cell(1, text, _PLAIN, across=len(_WIDTHS)),)


def _section_rows(section: Section) -> Iterator[tuple[Cell, ...]]:
    """The tables of the form differ: the first has a column of units, the others one unit above them."""
    whole = len(_WIDTHS)
    yield (Cell(1, section.title, Look(size=11, bold=True, align="center"), across=whole),)
    for text in filter(None, (section.table, section.measured)):
        yield (Cell(1, text, Look(size=10, align="right"), across=whole),)
    heads = ["Наименование показателя", "Код строки"]
    heads += ["Всего", "Из них женщин"] if section.with_women else ["Единица измерения", "Всего"]
    yield tuple(Cell(place, text, _HEAD) for place, text in enumerate(heads, start=1))
    letters = ("А", "Б", "1", "2") if section.with_women else ("А", "Б", "В", "1")
    yield tuple(Cell(place, text, _CODE) for place, text in enumerate(letters, start=1))
    for figure in section.figures:
        words = (Cell(1, figure.caption, _BOX), Cell(2, f"{figure.code} {figure.mark}".strip(), _CODE))
        if section.with_women:
            yield (*words, _value(3, figure.total, figure), _value(4, figure.women, figure))
        else:
            yield (*words, Cell(3, figure.unit, _CODE), _value(4, figure.total, figure))
    if section.note:
        yield (Cell(1, section.note, _SMALL, across=whole),)
    yield ()


def _value(place: int, value: Decimal | int | None, figure: Figure) -> Cell:
    if value is None:
        return Cell(place, OPEN if figure.is_open else None, _OPEN_BOX)
    number_format = "0.0" if figure.unit == MONEY else "0"
    return Cell(place, value, Look(align="center", border="box", number_format=number_format))


@recorded()
def explanation(report: StatisticsReport) -> bytes:
    """Return the lists behind the figures as XLSX: each row of the form with its workplaces."""
    heads = ("Код строки", "Рабочее место", "Всего", "Из них женщин", "Откуда")
    rows = [tuple(Cell(place, text, _HEAD) for place, text in enumerate(heads, start=1))]
    for figure in report.figures:
        caption = f"{figure.caption}{f' — {figure.note}' if figure.note else ''}"
        bold = Look(bold=True, border="box")
        rows.append(
            (
                Cell(1, figure.code, bold),
                Cell(2, caption, bold),
                Cell(3, figure.total, bold),
                Cell(4, figure.women, bold),
                Cell(5, f"Указания, п. {figure.clause}", bold),
            )
        )
        for share in figure.shares:
            women = share.women if figure.women is not None else None
            values = (figure.code, str(share.group), share.total, women, share.reason)
            rows.append(tuple(Cell(place, value, _BOX) for place, value in enumerate(values, start=1)))
    title = f"Расшифровка {report.period.year}"
    return xlsx.render(SheetSpec(title, (18.0, 110.0, 22.0, 24.0, 80.0), rows, landscape=True, heading_rows=(1, 1)))
