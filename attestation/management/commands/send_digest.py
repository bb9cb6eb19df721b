"""``manage.py send_digest``: letters with deadlines; for a timer of the machine (docs/timers.md)."""

from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from accounts.models import Employer
from attestation.digest import digests_send

NOWHERE = "django.core.mail.backends.dummy.EmailBackend"


class Command(BaseCommand):
    """Write to each person about what is due and concerns this person."""

    help = "Рассылает сводку сроков: каждому — только его, не чаще раза в день; если сроков нет, ничего не посылает"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--on`` is the day, today unless given; ``--address`` the address of the site for the links."""
        parser.add_argument("--on", type=dt.date.fromisoformat, default=None, help="день, ГГГГ-ММ-ДД")
        parser.add_argument("--address", default=settings.PUBLIC_URL, help="адрес сайта для ссылок (PUBLIC_URL)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Each employer in its own scope; the exit code is 1 when a letter could not be sent."""
        if settings.EMAIL_BACKEND == NOWHERE:
            raise CommandError("EMAIL_URL не задан: письма никуда не уйдут, и ни одно не отмечено отправленным")
        on, address = options["on"] or timezone.localdate(), options["address"].rstrip("/")
        with scopes_disabled():
            employers = list(Employer.objects.all())
        failed = 0
        for employer in employers:
            with scope(employer=[employer.pk]):
                sent = digests_send(employer, on=on, address=address)
            self.stdout.write(f"{employer}: писем {len(sent.written)}")
            for person, reason in sent.failed:
                self.stderr.write(f"{employer}: письмо для {person} не ушло: {reason}")
            failed += len(sent.failed)
        if failed:
            raise CommandError(f"Не ушло писем: {failed}; следующий запуск сегодня пошлёт их снова")
