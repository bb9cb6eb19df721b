"""The workplaces room."""

from django.apps import AppConfig


class WorkplacesConfig(AppConfig):
    """The plant that is certified."""

    name = "workplaces"
    verbose_name = "Рабочие места"

    def ready(self) -> None:
        """Register permissions and importers."""
        from documents.workbooks.base import register_importer
        from workplaces import permissions, pickers, screens  # noqa: F401 - registers
        from workplaces.imports.employees import EmployeesImporter
        from workplaces.imports.staffing import StaffingImporter

        register_importer(StaffingImporter())
        register_importer(EmployeesImporter())
