"""Physical load by indicator, and the 19 classes of mental strain a position."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import Employer, User
from documents.models import ImportBatch, ImportRow
from documents.services.shelf import Draft
from documents.workbooks.base import Applied, Importer
from documents.workbooks.columns import Column, columns_from
from documents.workbooks.reader import RawCell
from documents.workbooks.rows import RowReader, Understood
from documents.workbooks.values import BadCell, decimal_of, normalized, text_of
from measurements.imports.laboratory_apply import Member, note_documents
from measurements.models import MentalStrainAssessment, MentalStrainValue, PhysicalLoadProtocol, PhysicalLoadValue
from measurements.services.assessments import load_protocol_put, strain_assessment_put
from measurements.services.evidence_bulk import evidence_put, known_by
from norms.loader import load_norms
from workplaces.imports.employees import sex_of
from workplaces.imports.positions import (
    POSITION_COLUMNS,
    by_key,
    examine_positions,
    position_values,
    with_groups,
)

_FILE = Path(__file__).with_name("columns.yaml")
LOAD_COLUMNS = (*columns_from(_FILE, "load_head"), *POSITION_COLUMNS, *columns_from(_FILE, "load_tail"))
LOAD, STRAIN = "load", "strain"
_CODE = re.compile(r"\s*(?:п{1,2}\.?|№)?\s*(\d(?:\.\d+){1,2})\.?[\s:–—-]+(.*)", re.DOTALL | re.IGNORECASE)
_VARIANTS: dict[str, tuple[tuple[str, str], ...]] = {
    "3.1.2": (
        ("более 5", "3.1.2-far"),
        (">5", "3.1.2-far"),
        ("свыше 5", "3.1.2-far"),
        ("1-5", "3.1.2-near"),
        ("1 до 5", "3.1.2-near"),
    ),
    "3.2.3": (("с пола", "3.2.3-floor"), ("поверхност", "3.2.3-surface")),
    "3.3.1": (("пэвм", "3.3.1-keyboard"), ("", "3.3.1")),
    "3.5": (
        ("вынужден", "3.5-forced"),
        ("неудобн", "3.5-awkward"),
        ("фиксирован", "3.5-awkward"),
        ("сто", "3.5-standing"),
    ),
}
_CLASSES = frozenset({"1", "2", "3.1", "3.2"})


def strain_codes() -> list[str]:
    """Numbers of the 19 indicators, as the headers of a workbook name them."""
    return list(load_norms()["strain.indicators"].editions[-1].value)  # type: ignore[arg-type]


def load_code_of(cell: RawCell | None) -> str:
    """Return the row of table 10 from a code and a name in one cell; raises ``BadCell``."""
    text = text_of(cell)
    match = _CODE.fullmatch(text)
    if not match:
        raise BadCell(f"показатель «{text}»: ожидается номер по карте, например «3.6 наклоны корпуса»")
    code, words = match[1], normalized(match[2]).replace(" - ", "-")
    for word, found in _VARIANTS.get(code, ()):
        if word in words:
            return found
    if code in _VARIANTS or f"load.{code}" not in {key.removesuffix(".male") for key in load_norms()}:
        raise BadCell(f"показатель «{text}»: не понять, какая строка таблицы 10")
    return code


def _load_code(cell: RawCell | None, number: str) -> str:
    """The row of table 10 where the number of the indicator may stand in a column of its own."""
    return load_code_of(RawCell(f"{number} {text_of(cell)}", "s") if number else cell)


def strain_class_of(cell: RawCell | None) -> str:
    """Return a class of table 11 written «3.1», «3,1» or 3.1; raises ``BadCell``."""
    text = text_of(cell).replace(",", ".")
    if text not in _CLASSES:
        raise BadCell(f"класс «{text}»: ожидается 1, 2, 3.1 или 3.2")
    return text


@functools.cache
def strain_columns() -> tuple[Column, ...]:
    """Strain sheets have the numbers of indicators for headers."""
    return (*POSITION_COLUMNS, *(Column(code, code, (code,)) for code in strain_codes()))


class LoadAndStrainImporter(Importer):
    """Two kinds of sheets: load (a row per indicator) and strain (a row per position)."""

    KIND = "load_and_strain"
    TITLE = gettext_noop("Тяжесть и напряжённость")
    KEY = ("protocol", "day", "shop", "section", "profession", "indicator", "value", "classes")

    def shapes(self) -> Mapping[str, Sequence[Column]]:
        """Load and strain."""
        return {LOAD: LOAD_COLUMNS, STRAIN: strain_columns()}

    def clean(self, reader: RowReader, shape: str) -> dict[str, Any]:
        """Read a row as load or as strain, by the shape of its sheet."""
        own = _strain(reader) if shape == STRAIN else _load(reader)
        return {**position_values(reader), **own}

    def examine(self, rows: Sequence[Understood], employer: Employer) -> None:
        """Look the positions up."""
        examine_positions(rows, employer)

    def apply(self, batch: ImportBatch, rows: Sequence[ImportRow], actor: User) -> Applied:
        """Put load protocols and strain assessments in as drafts."""
        applied = Applied()
        pairs = list(with_groups(rows, batch.employer, applied))
        _apply_load(batch, [pair for pair in pairs if "classes" not in pair[0].clean], actor, applied)
        _apply_strain(batch, [pair for pair in pairs if "classes" in pair[0].clean], actor, applied)
        return applied


def _apply_load(batch: ImportBatch, pairs: Sequence[Member], actor: User, applied: Applied) -> None:
    stored = known_by(PhysicalLoadProtocol.objects.filter(employer=batch.employer), "number", "dated_on")
    items, documents = [], []
    for (number, day), members in by_key(iter(pairs), "protocol", "day").items():
        (first, group), on = members[0], dt.date.fromisoformat(day)
        try:
            values = _values([row for row, _group in members])
        except BadCell as error:
            for row, _group in members:
                applied.skip(row, str(error))
            continue
        fields: dict[str, Any] = {"group": group, "number": number, "dated_on": on, "sex": first.clean["sex"]}
        parts = {"values": [PhysicalLoadValue(indicator=code, value=value) for code, value in values.items()]}
        draft = Draft(PhysicalLoadProtocol(employer=batch.employer, **fields), parts)
        items.append(
            (
                stored.get((number, on)),
                draft,
                functools.partial(load_protocol_put, **fields, values=values, actor=actor),
            )
        )
        documents.append(members)
    outcomes = evidence_put(PhysicalLoadProtocol, items, employer=batch.employer, actor=actor, touched=applied.touched)
    note_documents(applied, documents, outcomes)


def _apply_strain(batch: ImportBatch, pairs: Sequence[Member], actor: User, applied: Applied) -> None:
    assessments = MentalStrainAssessment.objects.filter(employer=batch.employer).exclude(state="VOID")
    stored = known_by(assessments.order_by("dated_on", "id"), "group_id")
    on = cast(dt.date, batch.dated_on)
    items, documents = [], []
    for row, group in pairs:
        classes = row.clean["classes"]
        parts = {"values": [MentalStrainValue(indicator=c, conditions_class=found) for c, found in classes.items()]}
        assessment = MentalStrainAssessment(employer=batch.employer, group=group, dated_on=on, number=group.number)
        put = functools.partial(strain_assessment_put, group=group, dated_on=on, classes=classes, actor=actor)
        items.append((stored.get((group.pk,)), Draft(assessment, parts), put))
        documents.append([(row, group)])
    outcomes = evidence_put(
        MentalStrainAssessment, items, employer=batch.employer, actor=actor, touched=applied.touched
    )
    note_documents(applied, documents, outcomes)


def _load(reader: RowReader) -> dict[str, Any]:
    value = reader.take("value", decimal_of)
    return {
        "protocol": reader.text("protocol", required=True),
        "day": reader.day("day"),
        "sex": reader.take("sex", sex_of),
        "indicator": reader.take("indicator", functools.partial(_load_code, number=reader.text("number"))),
        "value": None if value is None else str(value),
    }


def _strain(reader: RowReader) -> dict[str, object]:
    return {"classes": {code: reader.take(code, strain_class_of) for code in strain_codes()}}


def _values(rows: Sequence[ImportRow]) -> dict[str, Decimal]:
    """Return the value of each indicator of a protocol; raises ``BadCell`` when two of them disagree."""
    values: dict[str, Decimal] = {}
    for row in rows:
        code, value = row.clean["indicator"], Decimal(row.clean["value"])
        if values.setdefault(code, value) != value:
            raise BadCell(
                _("показатель %(code)s указан дважды, %(first)s и %(second)s: протокол не загружен")
                % {"code": code, "first": localize(values[code]), "second": localize(value)}
            )
    return values
