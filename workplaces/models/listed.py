"""Rows that stand in a table on a screen: with a version for two tabs, and columns to search and sort by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django.apps import apps
from django.db import connections, models
from django.db.models import QuerySet
from django_scopes import scopes_disabled

from accounts.models import EmployerOwned
from workplaces.search_index import SearchField


class Listed(EmployerOwned):
    """A row of a table: ``TABLE_FIELDS`` are derived from the row and its relations by ``fold``.

    ``search_text`` holds its own words; those of the relations in ``SHARED`` stand with them and are found there.
    ``version`` rises with every save of a person: who saves an older one gets the difference.
    """

    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = SearchField()

    TABLE_FIELDS: ClassVar[tuple[str, ...]] = ("search_text",)
    FOLD_RELATED: ClassVar[tuple[str, ...]] = ()
    SHARED: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def fold(self) -> None:
        """Write the derived columns."""
        raise NotImplementedError

    def below(self) -> Iterable[QuerySet[Any]]:
        """Rows whose derived columns mention this row."""
        return ()

    def clean_fields(self, exclude: Any = None) -> None:
        """Derived columns are never wrong, only not written yet."""
        super().clean_fields(exclude={*(exclude or ()), *self.TABLE_FIELDS})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the derived columns, and those of the rows below when they change."""
        self.fold()
        before = None if self._state.adding else self._stored()
        if before is not None:
            self.version += 1
        if (only := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*only, "version", *self.TABLE_FIELDS}
        super().save(*args, **kwargs)
        if before is not None and before != tuple(getattr(self, name) for name in self._watched):
            self.refold_below()

    def refold_below(self) -> None:
        """Write the derived columns of the rows below, which mention this one."""
        for rows in self.below():
            refold(rows)

    @property
    def _watched(self) -> tuple[str, ...]:
        return (*self.TABLE_FIELDS, *(f"{name}_id" for name in self.SEEN_BELOW))

    def _stored(self) -> tuple[Any, ...] | None:
        own = type(self).objects.filter(pk=self.pk)
        found: tuple[Any, ...] | None = own.values_list(*self._watched).first()
        return found


def sharing(model: type[Listed]) -> Iterator[tuple[Any, str]]:
    """Each model whose rows share the words of rows of ``model``, with the name of the relation."""
    for other in apps.get_models():
        if issubclass(other, Listed):
            yield from ((other, name) for name in other.SHARED if other._meta.get_field(name).related_model is model)


def index_of_order(table: str, column: str) -> models.Index:
    """Index of an order in which a page is cut, with the columns by which a search knows its hits (docs/adr/0063)."""
    shown = ["profession", "department", "search_text"]
    return models.Index(fields=["employer", column, "id", *shown], name=f"{table}_{column}")


def refold(rows: QuerySet[Any]) -> int:
    """Write the derived columns of many rows anew and return how many; no version, no history."""
    model = rows.model
    found = list(rows.select_related(*model.FOLD_RELATED))
    for row in found:
        row.fold()
    fields = [field.removesuffix("_id") for field in model.TABLE_FIELDS]
    model.objects.bulk_update(found, fields, batch_size=400)
    return len(found)


def fold_missing(*, using: str = "default", **kwargs: Any) -> None:
    """Write the derived columns of rows that are older than these columns (after every migration run)."""
    tables = set(connections[using].introspection.table_names())
    with scopes_disabled():
        for model in apps.get_models():
            if issubclass(model, Listed) and model._meta.db_table in tables:
                refold(model.objects.using(using).filter(search_text=""))
