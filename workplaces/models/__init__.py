"""Models of the workplaces room."""

from workplaces.models.calendar_day import CalendarDay
from workplaces.models.department import Department
from workplaces.models.employee import Employee, Sex
from workplaces.models.group import AnalogousGroup, IonisingWork, Origin, Workplace
from workplaces.models.listed import Listed, refold
from workplaces.models.profession import Profession
from workplaces.models.saved_view import SavedView
from workplaces.models.signs import ASKED, Sign

__all__ = [
    "ASKED",
    "AnalogousGroup",
    "CalendarDay",
    "Department",
    "Employee",
    "IonisingWork",
    "Listed",
    "Origin",
    "Profession",
    "SavedView",
    "Sex",
    "Sign",
    "Workplace",
    "refold",
]
