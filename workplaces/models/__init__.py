"""Models of the workplaces room."""

from workplaces.models.calendar_day import CalendarDay
from workplaces.models.department import Department
from workplaces.models.employee import Employee, Sex
from workplaces.models.group import AnalogousGroup, Workplace
from workplaces.models.profession import Profession

__all__ = ["AnalogousGroup", "CalendarDay", "Department", "Employee", "Profession", "Sex", "Workplace"]
