"""Rows of the plant's tables written by functions: by a template they were half of a page (docs/adr/0112)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from documents.templatetags.words import NO_VALUE, attribute, conditions_class, shown
from workplaces.facets import FacetValue, Words
from workplaces.tables import BELOW, PlantTable, TableColumn

CLOSING = mark_safe("</td>")
NOTHING = SafeString("")


def addresses(name: str, *before: str) -> Callable[[int], str]:
    """Addresses of many rows by one lookup: the name of an address whose last part is the id of a row."""
    if name == BELOW:
        return (reverse("workplaces") + "?department={}").format
    start, _zero, end = reverse(name, args=[*before, 0]).rpartition("0")
    return lambda pk: f"{start}{pk}{end}"


class RowWriter:
    """Writes rows of one table for one page: words and addresses are found once, then used for each row.

    ``facets`` holds for each column of a room above its heading and its values by id of the group.
    """

    def __init__(
        self, table: PlantTable, facets: Sequence[tuple[str, Mapping[int, FacetValue]]], *, may_change: bool
    ) -> None:
        self.table, self.may_change = table, may_change
        self.facets = [(_opening(label), values) for label, values in facets]
        self.columns = [
            (column, _opening(column.label, is_head=not place), addresses(column.leads) if column.leads else None)
            for place, column in enumerate(table.columns)
        ]
        self.change = addresses("reference-change", table.slug)
        self.in_place = addresses("workplace-row") if table.is_edited_in_place else None
        self.choose, self.edit, self.alter = _("Выбрать"), _("Править"), _("Изменить")
        self.edit_row = _("Править строку")

    def row(self, row: Any, message: str = "") -> SafeString:
        """A row of the table; ``message`` stands at its end («Сохранено»)."""
        parts = [self._tick(row), self._cells(row), self._facets(row), self._end(row, message)]
        return format_html('<tr id="{}-{}" data-row>{}{}{}{}</tr>', self.table.slug, row.pk, *parts)

    def _cells(self, row: Any) -> SafeString:
        cells = (opening + _content(row, column, address) + CLOSING for column, opening, address in self.columns)
        return mark_safe("".join(cells))  # noqa: S308 each part is escaped

    def _facets(self, row: Any) -> SafeString:
        group_id = self.table.group_of(row)
        cells = (opening + _facet_link(values.get(group_id)) + CLOSING for opening, values in self.facets)
        return mark_safe("".join(cells))  # noqa: S308 each part is escaped

    def _tick(self, row: Any) -> SafeString:
        if self.in_place is None or not self.may_change:
            return NOTHING
        return format_html(
            '<td class="tick"><input type="checkbox" class="form-check-input" name="row" value="{}" form="bulk"'
            ' aria-label="{} {}"></td>',
            row.pk,
            self.choose,
            row.number,
        )

    def _end(self, row: Any, message: str) -> SafeString:
        if not self.may_change:
            return NOTHING
        address = self.change(row.pk)
        if self.in_place is None:
            button = format_html('href="{}" aria-label="{} {}">{}', address, self.alter, row, self.alter)
        else:
            button = format_html(
                'href="{}" hx-get="{}?edit=1" hx-target="closest tr" hx-swap="outerHTML" data-edit'
                ' aria-label="{} {}">{}',
                address,
                self.in_place(row.pk),
                self.edit_row,
                row.number,
                self.edit,
            )
        said = format_html(' <span class="ok" role="status">{}</span>', message) if message else NOTHING
        return format_html('<td class="row-end"><a class="btn btn-sm" {}</a>{}</td>', button, said)


def _opening(label: Words, *, is_head: bool = False) -> SafeString:
    return format_html('<td data-label="{}"{}>', label, mark_safe(' class="head"') if is_head else NOTHING)


def _content(row: Any, column: TableColumn, address: Callable[[int], str] | None) -> SafeString:
    """What stands in a cell, escaped."""
    content = conditional_escape(shown(attribute(row, column.path)))
    if address is not None:
        content = format_html('<a href="{}">{}</a>', address(getattr(row, column.leads_to)), content)
    beside = attribute(row, column.beside) if column.beside else ""
    return format_html("{} <small>{}</small>", content, beside) if beside else content


def _facet_link(value: FacetValue | None) -> SafeString:
    if value is None:
        return SafeString(NO_VALUE)
    return format_html('<a href="{}">{}</a>', value.link, conditions_class(value.text))
