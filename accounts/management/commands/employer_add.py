"""``manage.py employer_add``: the first employer of a new installation, and its administrator."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.models import Role
from accounts.services.employers import PersonName, employer_create, membership_grant, person_admit


class Command(BaseCommand):
    """Create an employer and a person who administers it and does the certification."""

    help = "Создаёт нанимателя и его администратора; остальных людей администратор добавляет на странице «Люди»"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name of the organisation, log-in name, name and position of the administrator."""
        parser.add_argument("name", help="наименование организации, например: «ОАО «Завод»»")
        parser.add_argument("username", help="имя для входа администратора")
        parser.add_argument("person", help="фамилия, имя, отчество одной строкой: 'Новик Анна Викторовна'")
        parser.add_argument("--position", default="инженер по охране труда", help="должность, как её печатать")

    def handle(self, *args: Any, **options: Any) -> None:
        """Create both or neither; print the first password once."""
        parts = options["person"].split(maxsplit=2)
        if len(parts) < 2:
            raise CommandError("Укажите хотя бы фамилию и имя: 'Новик Анна Викторовна'")
        today, position = timezone.localdate(), options["position"]
        try:
            with transaction.atomic():
                employer = employer_create(name=options["name"], actor=None)
                user, password = person_admit(
                    employer=employer,
                    username=options["username"],
                    name=PersonName(*parts),
                    role=Role.ADMINISTRATOR,
                    position=position,
                    on=today,
                    actor=None,
                )
                membership_grant(
                    user=user,
                    employer=employer,
                    role=Role.SAFETY_OFFICER,
                    valid_from=today,
                    actor=None,
                    position=position,
                )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Наниматель: {employer}\nВход: {user.username}\nПервый пароль: {password}")
        self.stdout.write("Пароль показан один раз. Запуск: make run, затем http://127.0.0.1:8000/")
