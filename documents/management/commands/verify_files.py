"""``manage.py verify_files``: proves that every stored file is there and is what was stored."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django_scopes import scopes_disabled

from accounts.models import Employer
from documents.models import StoredFile
from documents.services.proof import file_faults


class Command(BaseCommand):
    """Read every file of every employer; exit code 1 when one is missing or changed."""

    help = "Проверяет сохранённые файлы: наличие, размер, хэш, запись в журнале"

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line per employer and fail when a file does not hold."""
        broken = 0
        with scopes_disabled():
            for employer in Employer.objects.all():
                faults = list(file_faults(employer))
                for fault in faults:
                    self.stderr.write(f"{employer}: {fault.subject}: {fault.reason}")
                number = StoredFile.objects.filter(employer=employer).count()
                self.stdout.write(f"{employer}: файлов {number}, нарушений {len(faults)}")
                broken += len(faults)
        if broken:
            raise CommandError(f"Нарушений: {broken}")
