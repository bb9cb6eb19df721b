"""The reports room."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Printed forms and exports."""

    name = "reports"
    verbose_name = "Печатные формы"

    def ready(self) -> None:
        """Offer the printed files on the pages of documents; register the long work."""
        from reports import downloads  # noqa: F401 - registers
        from reports.jobs import classes, dossier, printing  # noqa: F401 - registers
