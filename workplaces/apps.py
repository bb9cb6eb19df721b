"""The workplaces room."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class WorkplacesConfig(AppConfig):
    """The plant that is certified."""

    name = "workplaces"
    verbose_name = "Рабочие места"

    def ready(self) -> None:
        """Register permissions and importers; keep the search index in step with the tables."""
        from documents.workbooks.base import register_importer
        from workplaces import beginnings, permissions, pickers, screens  # noqa: F401 - registers
        from workplaces.imports.employees import EmployeesImporter
        from workplaces.imports.staffing import StaffingImporter
        from workplaces.models.listed import fold_missing
        from workplaces.search_index import install_search, remove_search

        register_importer(StaffingImporter())
        register_importer(EmployeesImporter())
        pre_migrate.connect(remove_search, sender=self)
        post_migrate.connect(fold_missing, sender=self)
        post_migrate.connect(install_search, sender=self)
