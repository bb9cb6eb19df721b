"""Pages of long lists by key: the last page costs what the first costs (docs/adr/0064).

A page begins after a row, not after a number of rows, so the database starts reading where the
page starts. The row is named by its sort value and its id in the address.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core import signing
from django.db.models import F, Func, Q, QuerySet
from django.http import QueryDict

PAGE_SIZE = 50
CURSORS = ("after", "before", "end", "from", "page")
"""Parts of an address that say where in a list one stands."""


@dataclass(frozen=True)
class KeysetPage:
    """Rows of one page with the addresses of its neighbours.

    ``first`` is the number of the first row (a hint carried by the links; 0 when not known),
    ``count`` how many there are, ``is_more`` whether there are more than ``count``.
    """

    rows: list[Any]
    count: int
    is_more: bool = False
    first: int = 1
    previous: str = ""
    following: str = ""
    begin: str = ""
    end: str = ""

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def last(self) -> int:
        """Number of the last row of the page."""
        return self.first + len(self.rows) - 1

    @property
    def has_neighbours(self) -> bool:
        """Whether there is anything to go to."""
        return bool(self.previous or self.following)


def keyset_page(
    rows: QuerySet[Any],
    params: QueryDict,
    *,
    key: str = "pk",
    descending: bool = False,
    count: int | None = None,
    is_counted: bool = True,
    shown: QuerySet[Any] | None = None,
    size: int = PAGE_SIZE,
) -> KeysetPage:
    """Cut the page that ``params`` ask for out of ``rows``, ordered by ``key`` and then id.

    ``key`` is a column of the rows' own table that is never empty. ``shown`` are the same rows as the page shows
    them, with the few tables joined to them and without the filters: then page and rows are one question. ``is_counted=False``: counted only if the address
    asks. An address that was tampered with, or a cursor of another order, gives the first page.
    """
    place = _Place.of(params, key, descending, size)
    if count is None and (is_counted or "count" in params or "end" in params):
        count = rows.order_by().count()
    found = place.read(rows) if shown is None else place.read_together(rows, shown)
    return place.page(found, params, count)


@dataclass(frozen=True)
class _Place:
    """Where in an order a page is cut."""

    key: str
    descending: bool
    backwards: bool
    cursor: list[Any] | None
    is_after: bool
    size: int

    @classmethod
    def of(cls, params: QueryDict, key: str, descending: bool, size: int) -> _Place:
        after, before = _cursor(params.get("after"), key), _cursor(params.get("before"), key)
        backwards = before is not None or "end" in params
        return cls(key, descending, backwards, before or after, after is not None, size)

    def cut(self, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
        """Ids of the next rows in the direction of reading, one more than a page."""
        order = self.descending != self.backwards
        found = rows if self.cursor is None else rows.filter(_beyond(self.key, self.cursor, order))
        return found.order_by(*_ordering(self.key, order)).values_list("pk", flat=True)[: self.size + 1]

    def read(self, rows: QuerySet[Any]) -> list[Any]:
        """The next rows, their ids asked first: cut with its joins, SQLite may begin with a small joined table and
        sort everything, 200 ms instead of one."""
        ids = list(self.cut(rows))
        known = rows.order_by().in_bulk(ids)
        return [known[pk] for pk in ids if pk in known]

    def read_together(self, rows: QuerySet[Any], shown: QuerySet[Any]) -> list[Any]:
        """The next rows and their ids in one question; for few joins only: from eight on PostgreSQL no longer
        looks for the order of joins and reads the whole table, 100 ms instead of one."""
        hidden = F("pk") if self.key == "pk" else _Hidden(self.key)
        order = self.descending != self.backwards
        found = shown.filter(pk__in=self.cut(rows))
        return list(found.order_by(hidden.desc() if order else hidden.asc(), "-pk" if order else "pk"))

    def page(self, found: list[Any], params: QueryDict, total: int | None) -> KeysetPage:
        """The page of these rows, the last of which may belong to the next. ``total=None``: not counted."""
        further = len(found) > self.size
        found = found[: self.size]
        if self.backwards:
            found.reverse()
        has_previous = further if self.backwards else self.is_after
        has_following = (self.cursor is not None) if self.backwards else further
        first = _first(params, total or 0, len(found), backwards=self.backwards, cursor=self.cursor)
        count = first + len(found) - 1 if total is None else total
        previous = following = ""
        if found and has_previous:
            previous = _address(params, before=_mark(found[0], self.key), **{"from": max(1, first - self.size)})
        if found and has_following:
            following = _address(params, after=_mark(found[-1], self.key), **{"from": first + len(found)})
        is_more = total is None and has_following
        begin, end = _address(params), _address(params, end=1)
        return KeysetPage(found, count, is_more, first, previous, following, begin, end)


class _Hidden(Func):
    """A column whose index SQLite does not see: sorting fifty rows it would walk the whole of it."""

    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, Any]:
        """A plus changes nothing but that."""
        return self.as_sql(compiler, connection, template="+%(expressions)s", **extra)


def _ordering(key: str, descending: bool) -> list[str]:
    names = ["pk"] if key == "pk" else [key, "pk"]
    return [f"-{name}" for name in names] if descending else names


def _beyond(key: str, cursor: list[Any], descending: bool) -> Q:
    """Rows behind a cursor. The first, redundant condition is where an index begins to read."""
    value, pk = cursor
    side = "lt" if descending else "gt"
    if key == "pk":
        return Q(**{f"pk__{side}": pk})
    return Q(**{f"{key}__{side}e": value}) & (Q(**{f"{key}__{side}": value}) | Q(**{f"pk__{side}": pk}))


def _mark(row: Any, key: str) -> str:
    value = None if key == "pk" else getattr(row, key)
    return signing.dumps([key, value, row.pk], salt="keyset", compress=True)


def _cursor(text: str | None, key: str) -> list[Any] | None:
    if not text:
        return None
    try:
        kept, value, pk = signing.loads(text, salt="keyset")
    except (signing.BadSignature, ValueError):
        return None
    return [value, pk] if kept == key else None


def _first(params: QueryDict, total: int, found: int, *, backwards: bool, cursor: Any) -> int:
    if cursor is None:
        return max(1, total - found + 1) if backwards else 1
    hint = params.get("from", "")
    return max(1, int(hint)) if hint.isdecimal() and len(hint) < 9 else 1


def _address(params: QueryDict, **cursor: Any) -> str:
    """The same list at another place."""
    kept = [(name, value) for name, values in params.lists() if name not in CURSORS for value in values if value]
    return "?" + urlencode([*kept, *cursor.items()])
