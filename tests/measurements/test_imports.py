"""Workbooks of evidence that contradict themselves."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings

from accounts.models import Role
from documents.models.import_batch import RowOutcome
from documents.services.importing import import_apply, import_read, import_upload
from measurements.models import PhysicalLoadProtocol
from tests.factories.people import EmployerFactory, person

pytestmark = pytest.mark.django_db

SAMPLES = Path(settings.BASE_DIR) / "docs" / "samples"
ON = dt.date(2026, 9, 22)


def _with_a_second_value(content: bytes) -> tuple[bytes, str]:
    """The workbook with the first line of a protocol repeated under another value; the protocol's number."""
    book = openpyxl.load_workbook(BytesIO(content))
    for sheet in book:
        for row in sheet.iter_rows():
            heads = {str(cell.value).strip().lower(): cell.column for cell in row if cell.value}
            if "фактическое значение" in heads and "показатель" in heads:
                first = [cell.value for cell in sheet[row[0].row + 1]]
                twin = list(first)
                twin[heads["фактическое значение"] - 1] = "9999"
                sheet.append(twin)
                buffer = BytesIO()
                book.save(buffer)
                return buffer.getvalue(), str(first[heads["№ протокола"] - 1])
    raise AssertionError("the sample has no sheet of physical load")


def test_two_values_of_one_indicator_keep_the_protocol_out_and_say_why(db: None) -> None:
    employer = EmployerFactory()
    officer = person(employer, Role.SAFETY_OFFICER)
    content, number = _with_a_second_value((SAMPLES / "load-and-strain.xlsx").read_bytes())
    books = [
        ("staffing", "staffing-table.xlsx", (SAMPLES / "staffing-table.xlsx").read_bytes()),
        ("load_and_strain", "load.xlsx", content),
    ]
    for kind, name, data in books:
        batch = import_upload(employer=employer, kind=kind, name=name, content=data, actor=officer, on=ON)
        batch = import_apply(import_read(batch, actor=officer, on=ON), actor=officer, on=ON)

    assert not PhysicalLoadProtocol.objects.filter(number=number).exists()
    assert PhysicalLoadProtocol.objects.count() == 43
    skipped = batch.rows.filter(outcome=RowOutcome.SKIPPED)
    assert skipped.count() >= 2
    assert all("указан дважды" in str(row.problems) and "9999" in str(row.problems) for row in skipped)
