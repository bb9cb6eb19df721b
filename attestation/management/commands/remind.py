"""``manage.py remind``: letters to those whose signature is awaited; for a daily task of the machine."""

from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from accounts.models import Employer
from attestation.services.reminders import reminders_send


class Command(BaseCommand):
    """Remind the members of commissions of what they have not signed."""

    help = "Напоминает членам комиссий о картах, ждущих их подписи (за три дня до срока и после него)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--on`` is the day, today unless given; ``--address`` the address of the site for the letter."""
        parser.add_argument("--on", type=dt.date.fromisoformat, default=None, help="день, ГГГГ-ММ-ДД")
        parser.add_argument("--address", default="", help="адрес сайта для письма")

    def handle(self, *args: Any, **options: Any) -> None:
        """Each employer in its own scope."""
        on = options["on"] or timezone.localdate()
        with scopes_disabled():
            employers = list(Employer.objects.all())
        for employer in employers:
            with scope(employer=[employer.pk]):
                written = reminders_send(employer, on=on, address=options["address"])
            self.stdout.write(f"{employer}: писем {len(written)}")
