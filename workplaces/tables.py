"""Tables of the plant: which columns, orders and filters each has, and the rows that an address asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import Employer
from accounts.paging import PAGE_SIZE, KeysetPage, keyset_page
from workplaces.facets import Words, all_facets, facet_of, typed_facets
from workplaces.models import AnalogousGroup, Department, Employee, Origin, Workplace
from workplaces.search import search
from workplaces.selectors import subtree


@dataclass(frozen=True)
class TableColumn:
    """A column: heading, dotted path of its value, and the order that a click on the heading gives.

    ``leads`` names the address that the value leads to and ``leads_to`` the id in it; ``beside`` is
    the path of what stands behind the value in small letters.
    """

    label: Words
    path: str
    order: str = ""
    leads: str = ""
    leads_to: str = "pk"
    beside: str = ""


@dataclass(frozen=True)
class PlantTable:
    """A table of rows of the plant. ``orders`` maps names in addresses to sorted columns."""

    slug: str
    model: type[models.Model]
    columns: tuple[TableColumn, ...]
    orders: Mapping[str, str]
    related: tuple[str, ...] = ()
    group_path: str = ""
    has_departments: bool = True

    @property
    def default_order(self) -> str:
        """Order of a table nobody has sorted."""
        return next(iter(self.orders))

    @property
    def title(self) -> str:
        """Name of the table."""
        return str(self.model._meta.verbose_name_plural)

    @property
    def is_edited_in_place(self) -> bool:
        """Whether rows are ticked, changed together and edited where they stand."""
        return self.model is Workplace

    def group_of(self, row: Any) -> int:
        """Id of the group of a row, for what rooms above know of groups."""
        return int(row.pk if self.group_path == "self" else getattr(row, "group_id", 0))

    def rows(self, employer: Employer) -> QuerySet[Any]:
        """All rows of an employer."""
        found: QuerySet[Any] = self.model.objects.filter(employer=employer)  # type: ignore[attr-defined]
        return found


NUMBER, PROFESSION, DEPARTMENT, NAME = "number", "profession", "department", "name"
BELOW = "below"
"""Leads to the workplaces of a department and below it."""
TABLES: dict[str, PlantTable] = {
    table.slug: table
    for table in (
        PlantTable(
            "workplaces",
            Workplace,
            (
                TableColumn(_("Номер"), "number", NUMBER),
                TableColumn(
                    _("Профессия (должность)"),
                    "group.profession.name",
                    PROFESSION,
                    "group",
                    "group_id",
                    "group.profession.code",
                ),
                TableColumn(_("Подразделение"), "group.department", DEPARTMENT),
                TableColumn(_("Помещение"), "room"),
                TableColumn(_("Вид"), "origin", beside="moved_words"),
                TableColumn(_("Создано"), "created_on"),
            ),
            {NUMBER: "by_number", PROFESSION: "by_profession", DEPARTMENT: "by_department"},
            ("group__profession", "group__department__parent"),
            "group",
        ),
        PlantTable(
            "groups",
            AnalogousGroup,
            (
                TableColumn(_("№"), "number", NUMBER),
                TableColumn(_("Профессия (должность)"), "profession.name", PROFESSION, "group"),
                TableColumn(_("Подразделение"), "department", DEPARTMENT),
                TableColumn(_("Численность"), "headcount"),
                TableColumn(_("Смен"), "shifts"),
            ),
            {NUMBER: "by_number", PROFESSION: "by_profession", DEPARTMENT: "by_department"},
            ("profession", "department__parent"),
            "self",
        ),
        PlantTable(
            "employees",
            Employee,
            (
                TableColumn(_("Фамилия, имя, отчество"), "full_name", NAME),
                TableColumn(_("Таб. №"), "personnel_number", NUMBER),
                TableColumn(_("Рабочее место"), "group", "", "group", "group_id"),
                TableColumn(_("Подразделение"), "group.department", DEPARTMENT),
                TableColumn(_("Принят"), "hired_on"),
            ),
            {NAME: "by_name", NUMBER: "by_number", DEPARTMENT: "by_department"},
            ("group__profession", "group__department__parent"),
            "group",
        ),
        PlantTable(
            "departments",
            Department,
            (TableColumn(_("Наименование"), "name", NAME, BELOW), TableColumn(_("Входит в"), "parent")),
            {NAME: "by_name"},
            ("parent",),
            has_departments=False,
        ),
    )
}
FILTERS = ("department", "group", "origin", "moved")


def filtered(table: PlantTable, employer: Employer, params: QueryDict) -> tuple[QuerySet[Any], str]:
    """Return the rows inside the filters of an address, and the text that is still to be searched for.

    This one function serves the table, the count behind every link and a bulk act: none of them
    can reach beyond the filter of the others. A value that means nothing finds nothing.
    """
    rows = table.rows(employer)
    text, meant = typed_facets(params.get("q", "").strip()) if table.group_path else (params.get("q", ""), {})
    chosen = {facet.name: params.get(facet.name, "") for facet in all_facets() if params.get(facet.name)}
    for name, value in {**meant, **chosen}.items():
        rows = _narrow_facet(table, employer, rows, name, value)
    for name in FILTERS:
        if wanted := params.get(name):
            rows = _narrow(table, employer, rows, name, wanted)
    return rows, text


def _narrow_facet(table: PlantTable, employer: Employer, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
    facet = facet_of(name)
    if facet is None or not table.group_path or value not in dict(facet.choices):
        return rows.none()
    if table.model is AnalogousGroup:
        return facet.narrow(rows, value)
    groups = facet.narrow(AnalogousGroup.objects.filter(employer=employer), value)
    return rows.filter(group__in=groups.order_by().values("pk"))


def _narrow(table: PlantTable, employer: Employer, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
    if name == "department" and table.has_departments and value.isdecimal():
        return rows.filter(department__in=subtree(employer, int(value)))
    if name == "group" and table.group_path == "group" and value.isdecimal():
        return rows.filter(group=int(value))
    if name == "origin" and table.model is Workplace and value in Origin.values:
        return rows.filter(origin=value)
    if name == "moved" and table.model is Workplace and value == "1":
        return rows.filter(moved_from__isnull=False)
    return rows.none()


def selected(table: PlantTable, employer: Employer, params: QueryDict) -> QuerySet[Any]:
    """Every row that the table of an address would show, on whatever page."""
    rows, text = filtered(table, employer, params)
    hits = search(rows, text, employer)
    return rows if hits is None else hits


def order_of(table: PlantTable, params: QueryDict) -> tuple[str, bool]:
    """Return the name of the order and whether it runs backwards."""
    name = params.get("sort", "")
    plain = name.removeprefix("-")
    return (plain, name.startswith("-")) if plain in table.orders else (table.default_order, False)


def table_page(table: PlantTable, employer: Employer, params: QueryDict, *, size: int = PAGE_SIZE) -> KeysetPage:
    """Return the page of a table that an address asks for."""
    rows, text = filtered(table, employer, params)
    name, descending = order_of(table, params)
    hits = search(rows, text, employer)
    return keyset_page(
        rows if hits is None else hits,
        params,
        key=table.orders[name],
        descending=descending,
        is_counted=hits is None,
        shown=table.rows(employer).select_related(*table.related),
        size=size,
    )


@dataclass(frozen=True)
class Branch:
    """A line of the tree: how deep, how many rows stand in it and below, whether it is the chosen one."""

    pk: int
    name: str
    depth: int
    count: int
    is_chosen: bool
    has_branches: bool


def department_tree(table: PlantTable, employer: Employer, chosen: int | None) -> list[Branch]:
    """Return the tree of departments, unfolded along the chosen one: one query for any plant."""
    own = table.rows(employer).filter(department=OuterRef("pk")).order_by().values("department")
    number = Coalesce(Subquery(own.values(number=Count("*"))), 0)
    departments = Department.objects.filter(employer=employer).order_by("by_name", "pk").annotate(number=number)
    below: dict[int | None, list[tuple[int, str]]] = {}
    parents: dict[int, int | None] = {}
    counts: dict[int | None, int] = {}
    rows = departments.values_list("pk", "parent_id", "name", "number")  # objects of a thousand cost 15 ms
    for pk, parent, name, count in rows:
        below.setdefault(parent, []).append((pk, name))
        parents[pk], counts[pk] = parent, count
    open_path = {chosen}
    while chosen is not None and (chosen := parents.get(chosen)) is not None and chosen not in open_path:
        open_path.add(chosen)
    return list(_branches(below, counts, open_path, None, 0))


def _branches(
    below: Mapping[int | None, list[tuple[int, str]]],
    counts: Mapping[int | None, int],
    open_path: set[int | None],
    parent: int | None,
    depth: int,
) -> Iterator[Branch]:
    for pk, name in below.get(parent, ()):
        yield Branch(pk, name, depth, _total(below, counts, pk), pk in open_path, pk in below)
        if pk in open_path:
            yield from _branches(below, counts, open_path, pk, depth + 1)


def _total(below: Mapping[int | None, list[tuple[int, str]]], counts: Mapping[int | None, int], pk: int) -> int:
    return counts.get(pk, 0) + sum(_total(below, counts, child) for child, _name in below.get(pk, ()))
