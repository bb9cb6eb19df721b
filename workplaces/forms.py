"""Forms of the workplaces room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.widgets import dress
from documents.forms import OwnedForm, form_of
from workplaces.models import AnalogousGroup, CalendarDay, Department, Employee, Origin, Profession, Workplace
from workplaces.services.plant import BULK_FIELDS

PART_LABELS = (
    ("regime", _("режим работы: число и продолжительность смен")),
    ("work", _("характеристика работы, технологический процесс")),
    ("equipment", _("оборудование")),
    ("tools", _("инструменты и приспособления")),
    ("materials", _("сырьё и материалы")),
)


DepartmentForm = form_of(Department, "name", "parent", "place")
"""A department or its section."""


ProfessionForm = form_of(Profession, "code", "name", "reference_issue")
"""A profession by the classifier."""


class GroupForm(OwnedForm):
    """A group of analogous workplaces."""

    class Meta(OwnedForm.Meta):
        model = AnalogousGroup
        fields = [
            "number",
            "place",
            "department",
            "profession",
            "grade",
            "headcount",
            "women_count",
            "shifts",
            "shift_minutes",
            "in_zones",
            "ionising_work",
            "work_description",
            "equipment",
            "tools",
            "materials",
            "similarity",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.instance.headcount:  # a copy leaves people behind
            self.fields["headcount"].widget.attrs["data-to-fill"] = "yes"
            self.fields["headcount"].help_text = _("Заполнить: при копировании не переносится.")


WorkplaceForm = form_of(Workplace, "group", "number", "room", "origin", "created_on")
"""One workplace of a group."""


WorkplaceRowForm = form_of(Workplace, "number", "room", "origin", "created_on")
"""A workplace in its row of the table."""


class MoveOutForm(forms.Form):
    """Why a workplace is not analogous any more."""

    reason = forms.CharField(label=_("Чем отличается от группы"), max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self.fields)


class WorkplaceCopyForm(forms.Form):
    """A new workplace like another."""

    number = forms.CharField(label=_("Номер нового рабочего места"), max_length=30)
    with_room = forms.BooleanField(label=_("Помещение то же"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self.fields)


class GroupCopyForm(forms.Form):
    """A new group like another, with the chosen parts."""

    number = forms.CharField(label=_("№ новой группы"), max_length=20)
    parts = forms.MultipleChoiceField(
        label=_("Что взять"), choices=PART_LABELS, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress({"number": self.fields["number"]})


class BulkForm(forms.Form):
    """What to set on many workplaces: only fields that are ticked are changed."""

    set_room = forms.BooleanField(label=_("Изменить помещение"), required=False)
    room = forms.CharField(label=_("Помещение"), max_length=200, required=False)
    set_origin = forms.BooleanField(label=_("Изменить вид"), required=False)
    origin = forms.ChoiceField(label=_("Вид"), choices=Origin.choices, required=False)
    set_created_on = forms.BooleanField(label=_("Изменить дату создания"), required=False)
    created_on = forms.DateField(label=_("Дата создания"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self.fields)

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each tick with the value that it lets through."""
        return [(self[f"set_{name}"], self[name]) for name in BULK_FIELDS]

    def changes(self) -> dict[str, Any]:
        """Fields and values that the person ticked."""
        return {name: self.cleaned_data[name] for name in BULK_FIELDS if self.cleaned_data.get(f"set_{name}")}


EmployeeForm = form_of(
    Employee, "personnel_number", "full_name", "sex", "born_on", "hired_on", "dismissed_on", "group", "user"
)
"""An employee."""


CalendarDayForm = form_of(CalendarDay, "day", "is_working", "ground")
"""A day of the employer's own calendar."""
