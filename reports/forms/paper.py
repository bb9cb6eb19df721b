"""Sets a context into its template: the HTML that the renderer turns into paper."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from accounts.language import recorded
from reports.forms.stamp import Stamp
from reports.forms.table import TableForm
from reports.rendering.long_table import LongTable, Piece
from reports.rendering.pdf import Part, Record, finished, set_page, set_table

LONG = 60  # rows from which a table goes through the fast engine
_TALL_MM = 50_000


@recorded()
def html_of(template: str, form: Any, piece: Piece | None = None, stamp: Stamp | None = None) -> str:
    """Return the HTML of a printed form; the template reads ``form`` and decides nothing.

    ``stamp``: what an issued document bears at the foot of each page, beside the form.
    """
    footer = css_text("\n".join(filter(None, [form.footer, stamp.words if stamp else ""])))
    context = {"form": form, "footer": footer, "stamp": stamp, "piece": piece}
    if isinstance(form, TableForm):
        piece = piece or Piece((form.printed_rows,))
        head = render_to_string("print/table_head.html", context)
        width, _height = form.page_mm
        across = width + sum(form.side_margins_mm)
        context |= {"piece": piece, "head": head}
        context["tall"] = f"{across}mm {_TALL_MM}mm" if piece.is_tall else ""
    return render_to_string(f"print/{template}", context)


@recorded()
def pages_of(template: str, form: Any, title: str, *, is_quick: bool = False, stamp: Stamp | None = None) -> list[Part]:
    """Set a form, not finished yet. Raises ``UnableToPrint``.

    ``is_quick``: the form is printed in runs, and one alone must be the same as one in a run.
    """
    if isinstance(form, TableForm) and len(form.rows) >= LONG:
        return set_table(long_table_of(template, form, stamp), title)
    return set_page(html_of(template, form, stamp=stamp), title, is_quick=is_quick)


def paper_of(template: str, form: Any, record: Record, *, is_quick: bool = False, stamp: Stamp | None = None) -> bytes:
    """Return the PDF/A of a form, set as ``pages_of`` sets it. Raises ``UnableToPrint``."""
    return finished(pages_of(template, form, record.title, is_quick=is_quick, stamp=stamp), record)


def long_table_of(template: str, form: TableForm, stamp: Stamp | None = None) -> LongTable:
    """Return a table as the renderer cuts it into pages."""
    return LongTable(
        widths_mm=tuple(float(column.width) for column in form.columns),
        page_mm=form.page_mm,
        rows=form.printed_rows,
        html=lambda piece: html_of(template, form, piece, stamp),
    )


def css_text(text: str) -> str:
    """Return a text as a CSS string says it: every sign that could end the string or the sheet by its code."""
    return SafeString("".join(char if char.isalnum() or char in " .,:" else f"\\{ord(char):x} " for char in text))
