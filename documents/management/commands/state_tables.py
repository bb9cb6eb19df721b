"""``manage.py state_tables``: writes docs/states/ from the code."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from documents.state_tables import document_models, state_table


class Command(BaseCommand):
    """Write one page a kind of document; ``--check`` only compares."""

    help = "Пишет таблицы состояний документов в docs/states/"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare ``--check``."""
        parser.add_argument("--check", action="store_true", help="только сравнить с тем, что записано")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write or compare every page."""
        folder = Path(settings.BASE_DIR) / "docs" / "states"
        folder.mkdir(parents=True, exist_ok=True)
        for model in document_models():
            path, text = folder / f"{model._meta.model_name}.md", state_table(model)
            if options["check"] and (not path.exists() or path.read_text("utf-8") != text):
                self.stderr.write(f"{path.name} отстал от кода: выполните manage.py state_tables")
                raise SystemExit(1)
            if not options["check"]:
                path.write_text(text, "utf-8")
        self.stdout.write(f"Таблиц состояний: {len(document_models())}")
