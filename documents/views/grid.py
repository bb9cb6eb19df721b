"""What a table of rows shows: cells of each row, what the norms say of it, the open editor."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from documents.forms import OwnedForm
from documents.models import Document, DocumentPart
from documents.screens import DocumentScreen, Opinion, PartScreen


@dataclass
class Grid:
    """A table of rows of one document, as its templates see it."""

    screen: DocumentScreen
    document: Any
    part: PartScreen
    may_edit: bool

    @cached_property
    def judge(self) -> Callable[[Any], Opinion] | None:
        """The function that judges rows, made once."""
        return self.part.judge(self.document) if self.part.judge else None

    @property
    def is_judged(self) -> bool:
        """Whether the last column is what the norms say (templates would call ``judge`` instead of looking)."""
        return self.part.judge is not None and not self.part.names_rows

    @property
    def is_named(self) -> bool:
        """Whether what the norms say is the name of a row, beside its number."""
        return self.part.judge is not None and self.part.names_rows

    @property
    def is_filled_in(self) -> bool:
        """Whether this person may change the rows now."""
        return self.may_edit and self.part.is_filled_in

    def rows(self) -> list[GridRow]:
        """All rows in order."""
        return self.of(getattr(self.document, self.part.name).select_related(*self.part.related))

    def of(self, rows: Iterable[DocumentPart]) -> list[GridRow]:
        """Rows for the eye."""
        return [GridRow(self, row) for row in rows]

    def one(self, pk: int) -> GridRow | None:
        """One row."""
        found = getattr(self.document, self.part.name).select_related(*self.part.related).filter(pk=pk).first()
        return GridRow(self, found) if found else None

    def after(self, row: DocumentPart) -> GridRow | None:
        """The row that stands after a row."""
        rows = list(getattr(self.document, self.part.name).select_related(*self.part.related))
        places = {each.pk: place for place, each in enumerate(rows)}
        place = places.get(row.pk)
        return None if place is None or place + 1 >= len(rows) else GridRow(self, rows[place + 1])

    def editor(self, instance: DocumentPart, data: Any = None, **kwargs: Any) -> OwnedForm:
        """The form of a row."""
        assert self.part.form is not None
        kwargs.setdefault("auto_id", f"id-{self.part.name}-{instance.pk or 'new'}-%s")
        return self.part.form(data, instance=instance, employer=self.document.employer, **kwargs)

    def blank(self) -> DocumentPart:
        """A row not yet stored."""
        model = self.part.model(self.document)
        return model(employer_id=self.document.employer_id, **{model.PARENT: self.document})

    def opinion(self, row: DocumentPart) -> Opinion | None:
        """What the norms say of a row."""
        return self.judge(row) if self.judge else None


@dataclass
class GridRow:
    """One row of a table."""

    grid: Grid
    row: DocumentPart

    @property
    def extras(self) -> list[tuple[str, str]]:
        """The fields of the last column that say something: filled, and not what they are by default."""
        part = self.grid.part
        fields = part.form.base_fields if part.form else {}
        return [
            (str(column.label), column.name)
            for column in part.extra_fields
            if getattr(self.row, column.name) not in (None, "", False, fields[column.name].initial)
        ]

    @property
    def opinion(self) -> Opinion | None:
        """What the norms say of it."""
        return self.grid.opinion(self.row)


def grids_of(screen: DocumentScreen, document: Document, *, may_edit: bool) -> list[Grid]:
    """The tables of a document; one that has no place in this document is there only while it holds rows."""
    parts = [part for part in screen.parts if part.belongs(document) or getattr(document, part.name).exists()]
    return [Grid(screen, document, part, may_edit) for part in parts]
