"""``manage.py load_act 35 file.txt``: attach the text of an act for an employer."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django_scopes import scope, scopes_disabled

from accounts.models import Employer
from documents.services.act_texts import ActFile, act_text_attach


class Command(BaseCommand):
    """The programme ships no texts of acts: whoever has one lays it beside our plain words."""

    help = "Прикладывает текст акта (.txt, .html, .pdf) для нанимателя: он виден на странице пунктов этого акта"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Number of the act, file, and whose it is when there are several employers."""
        parser.add_argument("act", help="номер акта: 253, 35, 536")
        parser.add_argument("file", type=Path, help="файл .txt, .html или .pdf")
        parser.add_argument("--employer", default="", help="наименование нанимателя; не нужно, если он один")

    def handle(self, *args: Any, **options: Any) -> None:
        """Attach in the employer's own scope."""
        employer = self._employer(options["employer"])
        path: Path = options["file"]
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"Файл не читается: {error}") from error
        with scope(employer=[employer.pk]):
            try:
                text = act_text_attach(employer, options["act"], ActFile(path.name, content), actor=None)
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{employer}: {text}")

    def _employer(self, name: str) -> Employer:
        with scopes_disabled():
            found = list(Employer.objects.filter(name=name) if name else Employer.objects.all()[:2])
        if len(found) != 1:
            raise CommandError("Укажите нанимателя: --employer «наименование, как в системе»")
        return found[0]
