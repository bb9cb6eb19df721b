"""``manage.py demo``: the demonstration plant, from six workbooks to approved lists on paper."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django_scopes import scope, scopes_disabled

from accounts.models import Employer, User
from attestation.models import Campaign
from reports.demo.discard import demo_discard
from reports.demo.play import PASSWORD, play
from reports.demo.scenario import Scenario, read_scenario
from reports.demo.summary import aligned, summary_table
from reports.export import export_campaign

SAMPLES = Path(settings.BASE_DIR) / "docs" / "samples"
DEFAULT_OUTPUT = Path(settings.BASE_DIR) / "out" / "demo"


class Command(BaseCommand):
    """Load the plant where it is not there yet, write its papers, print what came out."""

    help = "Загружает демонстрационное предприятие, проводит аттестацию целиком и пишет документы в out/demo/"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--fresh`` begins anew, ``--discard`` throws it away; ``--output`` is the folder for the papers."""
        parser.add_argument(
            "--fresh", action="store_true", help="начать заново (только база SQLite без других нанимателей)"
        )
        parser.add_argument(
            "--discard",
            action="store_true",
            help="выбросить демонстрационные предприятия и их людей; другие не тронуты",
        )
        parser.add_argument("--output", type=Path, default=DEFAULT_OUTPUT, help="папка для документов")

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, play, export, summarise."""
        started = time.monotonic()
        if options["discard"]:
            self._discard()
            return
        if options["fresh"]:
            self._forget()
        call_command("migrate", verbosity=0)
        with scopes_disabled():
            employer = Employer.objects.filter(is_demo=True).first()
        if employer is None:
            employer = self._play(read_scenario(SAMPLES))
        else:
            self.stdout.write(f"{employer} уже в базе: документы пишутся заново. Начать сначала: make demo-fresh")
        with scope(employer=[employer.pk]):
            campaign = Campaign.objects.filter(employer=employer).earliest("id")
            written = export_campaign(campaign, options["output"])
            self.stdout.write("\n" + aligned(summary_table(campaign)))
        self.stdout.write(f"\nДокументов: {len(written)}, папка {options['output']}")
        self.stdout.write(f"Вход: officer, chair, union … пароль {PASSWORD} (README.md). Запуск: make run")
        self.stdout.write("Код второго фактора, действует 30 с: .venv/bin/python manage.py demo_code chair")
        self.stdout.write(f"Готово за {time.monotonic() - started:.0f} с")

    def _discard(self) -> None:
        with scopes_disabled():
            demos = list(Employer.objects.filter(is_demo=True))
            for employer in demos:
                gone = demo_discard(employer)
                self.stdout.write(f"{employer}: строк {gone.rows}, учётных записей {gone.people}, файлов {gone.files}")
                if gone.kept:
                    self.stdout.write(f"Оставлены учётные записи, нужные другим нанимателям: {', '.join(gone.kept)}")
        if not demos:
            self.stdout.write("Демонстрационных предприятий в базе нет")

    def _play(self, scenario: Scenario) -> Employer:
        self._refuse_taken_names(scenario)
        began = time.monotonic()

        def tell(title: str, done: str) -> None:
            self.stdout.write(f"{time.monotonic() - began:5.1f} с  {title}: {done}")

        play(scenario, tell)
        return scenario.plant

    def _refuse_taken_names(self, scenario: Scenario) -> None:
        taken = User.objects.filter(username__in=scenario.data["people"]).values_list("username", flat=True)
        if taken:
            raise CommandError(
                f"В базе уже есть учётные записи: {', '.join(taken)}. Демонстрации нужна база без них: "
                "укажите другую в DATABASE_URL"
            )

    def _forget(self) -> None:
        """Remove an SQLite database that holds nothing but demonstrations."""
        path = Path(str(connection.settings_dict["NAME"]))
        if connection.vendor != "sqlite":
            raise CommandError("Начать заново можно только в SQLite; для PostgreSQL создайте пустую базу")
        if not path.exists():
            return
        if "accounts_employer" in connection.introspection.table_names():
            with scopes_disabled():
                others = Employer.objects.filter(is_demo=False)
                if others.exists():
                    raise CommandError(f"В базе {path} есть другие наниматели: {others[0]} …; она не удалена")
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
