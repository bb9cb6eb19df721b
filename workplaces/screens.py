"""Reference screens of the workplaces room."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from documents.reference import ReferenceScreen, register_references
from workplaces.forms import CalendarDayForm, DepartmentForm, EmployeeForm, GroupForm, ProfessionForm, WorkplaceForm
from workplaces.models import AnalogousGroup, CalendarDay, Department, Employee, Profession, Workplace

register_references(
    ReferenceScreen(
        "departments",
        Department,
        DepartmentForm,
        ((_("Наименование"), "name"), (_("Входит в"), "parent")),
        ("parent",),
        table=reverse_lazy("plant-table", args=["departments"]),
    ),
    ReferenceScreen(
        "professions",
        Profession,
        ProfessionForm,
        ((_("Код ОКРБ"), "code"), (_("Наименование"), "name"), (_("Выпуск ЕТКС, ЕКСД"), "reference_issue")),
    ),
    ReferenceScreen(
        "groups",
        AnalogousGroup,
        GroupForm,
        (
            (_("№"), "number"),
            (_("Подразделение"), "department"),
            (_("Профессия"), "profession"),
            (_("Численность"), "headcount"),
            (_("Смен"), "shifts"),
        ),
        ("department__parent", "profession"),
        table=reverse_lazy("plant-table", args=["groups"]),
    ),
    ReferenceScreen(
        "workplaces",
        Workplace,
        WorkplaceForm,
        ((_("Номер"), "number"), (_("Группа"), "group"), (_("Вид"), "origin")),
        ("group__profession",),
        table=reverse_lazy("workplaces"),
    ),
    ReferenceScreen(
        "employees",
        Employee,
        EmployeeForm,
        (
            (_("Таб. №"), "personnel_number"),
            (_("Фамилия, имя, отчество"), "full_name"),
            (_("Рабочее место"), "group"),
            (_("Принят"), "hired_on"),
        ),
        ("group__profession",),
        table=reverse_lazy("plant-table", args=["employees"]),
    ),
    ReferenceScreen(
        "calendar",
        CalendarDay,
        CalendarDayForm,
        ((_("День"), "day"), (_("Рабочий"), "is_working"), (_("Основание"), "ground")),
        help=_("Дни, которые наниматель перенёс своим приказом. Государственные переносы уже учтены."),
    ),
)
