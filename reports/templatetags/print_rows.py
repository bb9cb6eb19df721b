"""Rows of long tables for the print templates: a loop of a template takes ten times as long."""

from __future__ import annotations

import functools
import html
from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString

from reports.forms.signs import signed

register = template.Library()


@register.filter
def signs(text: object) -> SafeString:
    """Return a text as HTML with its sub- and superscripts."""
    return SafeString(signed(str(text)))


@register.filter
def list_rows(rows: Iterable[tuple[tuple[str, str], ...]]) -> SafeString:
    """Return rows of (kind, text) cells as HTML."""
    return SafeString("".join([f"<tr>{''.join([_cell(*cell) for cell in row])}</tr>\n" for row in rows]))


@register.filter
def card_rows(rows: Iterable[Any]) -> SafeString:
    """Return rows of point 2, 3 or 4 of a card as HTML: most of them are the same on every card."""
    return SafeString("".join(map(_card_row, rows)))


@register.filter
def matrix_rows(rows: Iterable[Any]) -> SafeString:
    """Return rows of point 5 of a card as HTML."""
    return SafeString("".join(map(_matrix_row, rows)))


@functools.lru_cache(maxsize=16384)  # long lists are made of few words
def _cell(kind: str, text: str, across: int = 1) -> str:
    span = f' colspan="{across}"' if across != 1 else ""
    return f'<td class="{html.escape(kind)}"{span}>{signed(text)}</td>'


@functools.lru_cache(maxsize=4096)
def _card_row(row: Any) -> str:
    cells = "".join([_cell(cell.kind, cell.text, cell.across) for cell in row.cells])
    return f'<tr class="{html.escape(row.role)}">{cells}</tr>\n'


@functools.lru_cache(maxsize=4096)
def _matrix_row(row: Any) -> str:
    marks = "".join([_cell("code", mark) for mark in row.marks])
    look = ' class="overall"' if row.is_overall else ""
    return f"<tr{look}><td>{signed(row.caption)}</td>{marks}</tr>\n"
