"""Pension list, short week, assessment without measuring, previous class and order of each position."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_noop

from accounts.models import Employer, User
from attestation.models import LegalStanding
from attestation.models.standing import ClassCode
from attestation.services.standings import standing_put
from documents.models import ImportBatch, ImportRow
from documents.services.shelf import values_of
from documents.workbooks.base import Applied, Importer
from documents.workbooks.columns import Column, columns_from
from documents.workbooks.dates import DateRules, date_of
from documents.workbooks.reader import RawCell
from documents.workbooks.rows import RowReader, Understood
from documents.workbooks.values import BadCell, decimal_of, text_of
from measurements.models import UnmeasuredCondition
from measurements.services.assessments import unmeasured_condition_put
from workplaces.imports.positions import POSITION_COLUMNS, examine_positions, position_values, with_groups

COLUMNS = (*POSITION_COLUMNS, *columns_from(Path(__file__).with_name("columns.yaml"), "lists"))
_LIST = re.compile(r"(?:список|спіс)?\s*(?:№|n)?\s*([12])", re.IGNORECASE)
_CLAUSE = re.compile(r"\b(27\.1\.[1-4])\b")
_ORDERS = (
    re.compile(
        r"(?:приказ\w*|загад\w*)?\s*(?:от|ад)?\s*(?P<day>\d.*?)\s*,?\s*(?:№|N)\s*(?P<number>\S+)", re.IGNORECASE
    ),
    re.compile(r"(?:приказ\w*|загад\w*)?\s*(?:№|N)\s*(?P<number>\S+?),?\s+(?:от|ад)\s+(?P<day>\d.*)", re.IGNORECASE),
)
"""A day and a number in either order."""


def list_of(cell: RawCell | None) -> int:
    """Return 1 or 2 from «Список № 1»; raises ``BadCell``."""
    if match := _LIST.fullmatch(text_of(cell)):
        return int(match[1])
    raise BadCell(f"«{text_of(cell)}»: ожидается «Список № 1» или «Список № 2»")


def clause_of(cell: RawCell | None) -> str:
    """Return the sub-point of п. 27 from «Инструкция № 35, пп. 27.1.3»; raises ``BadCell``."""
    if match := _CLAUSE.search(text_of(cell)):
        return match[1]
    raise BadCell(f"«{text_of(cell)}»: ожидается подпункт 27.1.1–27.1.4 Инструкции № 35")


def class_of(cell: RawCell | None) -> str:
    """Return a class written «3.1», «3,1» or 3.1; raises ``BadCell``."""
    text = text_of(cell).replace(",", ".")
    if text not in ClassCode.values:
        raise BadCell(f"«{text}»: ожидается класс 1, 2, 3.1, 3.2, 3.3, 3.4 или 4")
    return text


def order_of(cell: RawCell | None) -> tuple[str, str]:
    """Return (day, number) from «24.11.2021 № 412»; raises ``BadCell``."""
    for pattern in _ORDERS:
        if match := pattern.fullmatch(text_of(cell)):
            return date_of(RawCell(match["day"], "s"), DateRules(is_past=True)).isoformat(), match["number"]
    raise BadCell(f"«{text_of(cell)}»: ожидается, например, «24.11.2021 № 412»")


class ListsImporter(Importer):
    """One position a row."""

    KIND = "lists_and_previous"
    TITLE = gettext_noop("Списки и прежние результаты")
    KEY = ("shop", "section", "profession")
    KEY_TITLE = "рабочее место"

    def shapes(self) -> Mapping[str, Sequence[Column]]:
        """One shape."""
        return {"lists": COLUMNS}

    def clean(self, reader: RowReader, shape: str) -> dict[str, Any]:
        """Read the standing of a position."""
        units = reader.table.known["short_week"].units
        week = reader.take("short_week", functools.partial(decimal_of, units=units), required=False)
        day, order_number = reader.take("previous_order", order_of, required=False, default=("", ""))
        return {
            **position_values(reader),
            "list_536": reader.take("list_536", list_of, required=False),
            "short_week": None if week is None else str(week),
            "clause": reader.take("unmeasured", clause_of, required=False, default=""),
            "ground": reader.text("unmeasured"),
            "previous_class": reader.take("previous_class", class_of, required=False, default=""),
            "previous_order_on": day,
            "previous_order_number": order_number,
        }

    def examine(self, rows: Sequence[Understood], employer: Employer) -> None:
        """Look the positions up."""
        examine_positions(rows, employer)

    def apply(self, batch: ImportBatch, rows: Sequence[ImportRow], actor: User) -> Applied:
        """Put each position's standing in, and the grounds for assessing without measuring."""
        applied = Applied()
        for row, group in with_groups(rows, batch.employer, applied):
            clean = row.clean
            try:
                standing = functools.partial(standing_put, group, _standing(clean), actor=actor)
                outcomes = {_tracked(LegalStanding, {"group": group}, standing, applied)}
                if clean["clause"]:
                    keys = {"group": group, "clause": clean["clause"]}
                    put = functools.partial(unmeasured_condition_put, **keys, ground=clean["ground"], actor=actor)
                    outcomes.add(_tracked(UnmeasuredCondition, keys, put, applied))
            except ValidationError as error:
                applied.skip(row, "; ".join(error.messages))
                continue
            applied.note(row, next((o for o in ("CREATED", "CHANGED") if o in outcomes), "UNCHANGED"))
        return applied


def _tracked(model: type[Any], keys: dict[str, Any], put: Callable[[], str], applied: Applied) -> str:
    """Run a service that puts one row, and note the row with its values before."""
    names = [f.name for f in model._meta.concrete_fields if not f.primary_key]
    old = model.objects.filter(**keys).first()
    before = None if old is None else values_of(old, names)
    outcome = put()
    if outcome != "UNCHANGED":
        applied.touched.append((model.objects.get(**keys), before))
    return outcome


def _standing(clean: dict[str, Any]) -> dict[str, Any]:
    return {
        "list_536": clean["list_536"],
        "short_hours_week": None if clean["short_week"] is None else Decimal(clean["short_week"]),
        "previous_class": clean["previous_class"],
        "previous_order_number": clean["previous_order_number"],
        "previous_order_on": _day(clean["previous_order_on"]),
    }


def _day(text: str) -> Any:
    return date_of(RawCell(text, "s")) if text else None
