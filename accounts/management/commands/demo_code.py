"""``manage.py demo_code chair``: the code that a person of the demonstration plant would read on a telephone."""

import time
from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError

from accounts.models import Employer, User
from accounts.services.access import PERIOD, totp_code


class Command(BaseCommand):
    """Print the present code; refused for anybody who works outside the demonstration plant."""

    help = "Показывает код второго фактора человека демонстрационного предприятия"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name of the person for log-in."""
        parser.add_argument("username", help="имя для входа: officer, chair, director …")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the code and how long it lives."""
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"Нет человека «{options['username']}»")
        employers = Employer.objects.filter(memberships__user=user)
        if not employers.exists() or employers.filter(is_demo=False).exists():
            raise CommandError("Код показывается только для людей демонстрационного предприятия")
        try:
            code = totp_code(user)
        except Authenticator.DoesNotExist as error:
            raise CommandError(f"У «{user}» нет кода в этой системе") from error
        self.stdout.write(f"{code}  (ещё {PERIOD - int(time.time()) % PERIOD} с)")
