"""Forms made of sections, out of plain contexts: no database."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import pytest

from reports.forms.catalogue import form_on
from reports.forms.paper import html_of
from reports.forms.sheets import TEMPLATE, section, sheets_form
from reports.rendering import pdf
from tests.reports.readers import pages_of

DAY = dt.date(2026, 9, 22)


def strain_pages(count: int) -> list[str]:
    """Pages of an assessment with so many rows of two lines."""
    edition = form_on("strain-assessment", DAY)
    rows = [[f"нач{n}. " + "показатель " * 8, "слово " * 14, "2"] for n in range(1, count + 1)]
    values: defaultdict[str, str] = defaultdict(str)
    form = sheets_form(
        edition,
        title=edition.title,
        file=edition.file,
        day=DAY,
        organisation="ОАО «Примерский завод»",
        is_draft=False,
        sections=[section(edition.body["main"], values, rows)],
    )
    return pages_of(pdf.render(html_of(TEMPLATE, form)))


@pytest.mark.parametrize("count", [24, 25, 26])
def test_the_last_rows_of_a_long_form_go_over_together_with_who_signs(count: int) -> None:
    pages = strain_pages(count)
    assert "Оценку проводил" in pages[-1] and not any("Оценку проводил" in text for text in pages[:-1])
    over = [n for n in range(1, count + 1) if f"нач{n}." in pages[-1]]
    assert len(pages) == 1 or 3 <= len(over) <= 5, "a row alone under a heading is no page"
