"""``manage.py load_plant``: a large plant in a separate database, for measuring."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django_scopes import scopes_disabled

from accounts.models import Employer
from reports.demo.load import fill, people
from reports.demo.load_studies import studies

WORD = "primerskiy-zavod-2026"


class Command(BaseCommand):
    """Fills an empty database (ATTESTATION_VAR or DATABASE_URL say which) and prints the seconds of each step."""

    help = "нагрузочное предприятие: 50 000 рабочих мест, 500 000 результатов измерений"

    def add_arguments(self, parser: CommandParser) -> None:
        """Sizes of the plant."""
        parser.add_argument("--workplaces", type=int, default=50_000)
        parser.add_argument("--results", type=int, default=500_000)
        parser.add_argument("--people", type=int, default=20)

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, refuse a database in use, fill, let the database take stock."""
        call_command("migrate", verbosity=0)
        if Employer.objects.exists():
            raise CommandError("База не пуста: укажите отдельную через ATTESTATION_VAR или DATABASE_URL")
        with scopes_disabled():
            load = people("ОАО «Нагрузочный завод»", WORD, options["people"])
            fill(load, options["workplaces"], options["results"])
            load.step("studies", lambda: studies(load))
        with connection.cursor() as cursor:
            # a count by an index alone needs PostgreSQL to know which pages everybody may see
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        for name, seconds in load.seconds.items():
            self.stdout.write(f"{name:12} {load.counts[name]:>9,} {seconds:>8.1f} с".replace(",", " "))
        self.stdout.write(f"всего {sum(load.seconds.values()):.0f} с")
