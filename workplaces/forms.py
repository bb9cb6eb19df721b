"""Forms of the workplaces room."""

from documents.forms import OwnedForm
from workplaces.models import AnalogousGroup, CalendarDay, Department, Employee, Profession, Workplace


class DepartmentForm(OwnedForm):
    """A department or its section."""

    class Meta(OwnedForm.Meta):
        model = Department
        fields = ["name", "parent", "place"]


class ProfessionForm(OwnedForm):
    """A profession by the classifier."""

    class Meta(OwnedForm.Meta):
        model = Profession
        fields = ["code", "name", "reference_issue"]


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
            "work_description",
            "equipment",
            "tools",
            "materials",
            "similarity",
        ]


class WorkplaceForm(OwnedForm):
    """One workplace of a group."""

    class Meta(OwnedForm.Meta):
        model = Workplace
        fields = ["group", "number", "origin", "created_on"]


class EmployeeForm(OwnedForm):
    """An employee."""

    class Meta(OwnedForm.Meta):
        model = Employee
        fields = ["personnel_number", "full_name", "sex", "born_on", "hired_on", "dismissed_on", "group", "user"]


class CalendarDayForm(OwnedForm):
    """A day of the employer's own calendar."""

    class Meta(OwnedForm.Meta):
        model = CalendarDay
        fields = ["day", "is_working", "ground"]
