"""Rows of points 2, 3 and 4 of the card: the lines of the form, with what the card says in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from attestation.models import CardLine, CardLoadLine, CardStrainLine, CertificationCard
from measurements.models import MentalStrainValue
from reports.forms.strain_criteria import criteria
from reports.forms.words import DASH, NBSP, capitalised, glued, number_text, numbered, ranged

StrainLine = CardStrainLine | MentalStrainValue
ABSENT_CLASS = "1"  # № 35, п. 80: an indicator that the work does not have


@dataclass(frozen=True)
class RowCell:
    """A cell of a row, over ``across`` columns; ``kind`` is how it is set: «text», «code»."""

    text: str
    across: int = 1
    kind: str = "code"


@dataclass(frozen=True)
class CardRow:
    """A row of a table of the card.

    ``role``: «opening» (a caption whose rows follow), «head» (a line of the form), «inner» (a line
    below a caption), «total».
    """

    role: str
    cells: tuple[RowCell, ...]


def _row(role: str, caption: str, cells: Sequence[str]) -> CardRow:
    return CardRow(role, (RowCell(caption, kind="text"), *map(RowCell, cells)))


def _total(caption: str, columns: int, found: str) -> CardRow:
    """«Итоговая оценка»: the class stands in the last column."""
    return CardRow("total", (RowCell(caption, kind="text"), RowCell("", across=columns - 2), RowCell(found)))


def factor_rows(card: CertificationCard, body: Mapping[str, Any]) -> Iterator[CardRow]:
    """Rows of point 2: every line of the form, its indicators below or in it."""
    columns, found = len(body["columns"]), {row.factor: row.conditions_class for row in card.factors.all()}
    by_factor: dict[str, list[CardLine]] = {}
    for line in card.lines.all():
        by_factor.setdefault(line.factor, []).append(line)
    for factor in body["factors"]:
        lines = by_factor.get(factor["factor"], [])
        yield from _factor(factor, lines, columns, body["units"])
        if factor.get("total"):
            yield _total(body["total"], columns, found.get(factor["factor"], ""))


def _factor(
    factor: Mapping[str, Any], lines: list[CardLine], columns: int, units: Mapping[str, str]
) -> Iterator[CardRow]:
    """A factor with sub-lines of the form, a factor whose indicators are named below it, or one in a line."""
    is_named = bool(factor.get("total"))
    known = {method for row in factor.get("rows", ()) for method in row["methods"]}
    others = [line for line in lines if line.method not in known]
    yield from _indicator(factor["caption"], others, columns, units, is_named=is_named)
    for row in factor.get("rows", ()):
        own = [line for line in lines if line.method in row["methods"]]
        yield from _indicator(row["caption"], own, columns, units, is_named=bool(row.get("named")))


def _indicator(
    caption: str, lines: list[CardLine], columns: int, units: Mapping[str, str], *, is_named: bool
) -> Iterator[CardRow]:
    """One value stands in the line of the form; several, or ones that must be named, below it."""
    if len(lines) == 1 and not is_named:
        yield _row("head", caption, _figures(lines[0]))
        return
    yield _row("opening" if lines or caption.endswith(":") else "head", caption, [""] * (columns - 1))
    for line in lines:
        unit = (line.unit or units[line.method]) if line.method in units else ""
        title = f"{capitalised(line.title)}, {unit}" if unit else capitalised(line.title)
        yield _row("inner", glued(title), _figures(line))


def _figures(line: CardLine) -> list[str]:
    """Columns 2 to 7: № 35, п. 15."""
    protocol = numbered(line.protocol.number, line.protocol.dated_on) if line.protocol else ""
    return [protocol, ranged(line.limit_text), line.value_text, line.base_class, _time(line), line.conditions_class]


def _time(line: CardLine) -> str:
    """«83,3 % (400 мин)»; nothing for a line of sums, whose parts have their own times."""
    if line.exposure_minutes is None:
        return ""
    minutes = number_text(f"{line.exposure_minutes.normalize():f}")
    return f"{line.exposure_percent}{NBSP}% ({minutes}{NBSP}мин)"


def load_rows(card: CertificationCard, body: Mapping[str, Any], found: str) -> Iterator[CardRow]:
    """Rows of point 3; ``found`` is the class of the whole."""
    columns, lines = len(body["columns"]), {line.indicator: line for line in card.load_lines.all()}
    protocol = card.load_protocol
    reference = numbered(protocol.number, protocol.dated_on) if protocol else ""
    for row in body["rows"]:
        yield from _load_row(row, lines, reference, columns)
    yield _total(body["total"], columns, found)


def _load_row(
    row: Mapping[str, Any], lines: Mapping[str, CardLoadLine], reference: str, columns: int
) -> Iterator[CardRow]:
    own = [(label, lines[code]) for code, label in row.get("indicators", {}).items() if code in lines]
    unit = f"{NBSP}{row['unit']}" if "unit" in row else ""
    plain = [line for label, line in own if not label]
    cells = _load_figures(plain[0], reference, unit) if plain else [""] * (columns - 1)
    yield _row(_role(row, "indicators"), row["caption"], cells)
    for label, line in own:
        if label:
            yield _row("inner", label, _load_figures(line, reference, unit))


def _role(row: Mapping[str, Any], key: str) -> str:
    return "inner" if row.get("inner") else "head" if key in row else "opening"


def _load_figures(line: CardLoadLine, reference: str, unit: str) -> list[str]:
    return [reference, ranged(line.limit_text), f"{line.value_text}{unit}", line.conditions_class]


def strain_rows(card: CertificationCard, body: Mapping[str, Any], found: str) -> Iterator[CardRow]:
    """Rows of point 4; ``found`` is the class of the whole."""
    yield from strain_lines(card.strain_lines.all(), body, card.norms_on)
    yield _total(body["total"], len(body["columns"]), found)


def strain_lines(assessed: Iterable[StrainLine], body: Mapping[str, Any], on: dt.date | None) -> Iterator[CardRow]:
    """Rows of point 4 without the class of the whole: every line of the form, assessed or not."""
    lines = {line.indicator: line for line in assessed}
    for row in body["rows"]:
        figures = _strain_figures(row.get("indicator", ""), lines, on)
        cells = (RowCell(row["caption"], kind="text"), RowCell(figures[0], kind="text"), RowCell(figures[1]))
        yield CardRow(_role(row, "indicator"), cells)


def _strain_figures(code: str, lines: Mapping[str, StrainLine], on: dt.date | None) -> tuple[str, str]:
    """Columns 2 and 3. A dash and class 1 where the work does not have the indicator (№ 35, п. 80);
    nothing where the indicators were not assessed at all (п. 83)."""
    line = _strain_line(code, lines)
    if line is None:
        is_other_screen = code.partition("-")[0] in _indicators(lines.values())
        return (DASH, ABSENT_CLASS) if is_other_screen else ("", "")
    words = line.characteristic or criteria(line.indicator, line.conditions_class, on)
    return (glued(words) if words else DASH, line.conditions_class)


def _strain_line(code: str, lines: Mapping[str, StrainLine]) -> StrainLine | None:
    """The line of an indicator. Observation of screens is one indicator of the 19 in two rows of the
    form: a result that does not say which kind of display stands in the first."""
    if code in lines:
        return lines[code]
    return lines.get("4.2.6") if code == "4.2.6-text" else None


def _indicators(lines: Iterable[StrainLine]) -> set[str]:
    return {line.indicator.partition("-")[0] for line in lines}
