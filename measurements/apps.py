"""The measurements room."""

from django.apps import AppConfig


class MeasurementsConfig(AppConfig):
    """The evidence on which classes stand."""

    name = "measurements"
    verbose_name = "Измерения"

    def ready(self) -> None:
        """Register permissions, acts and importers."""
        from documents.workbooks.base import register_importer
        from measurements import acts, beginnings, permissions, pickers, screens  # noqa: F401 - registers
        from measurements.imports.laboratory import LaboratoryImporter
        from measurements.imports.load_and_strain import LoadAndStrainImporter
        from measurements.imports.time_study import TimeStudyImporter

        for importer in (LaboratoryImporter(), TimeStudyImporter(), LoadAndStrainImporter()):
            register_importer(importer)
