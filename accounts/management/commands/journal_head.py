"""``manage.py journal_head``: the ends of all chains, to be kept where nobody can change both."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.models import JournalHead


class Command(BaseCommand):
    """Print one line of JSON; with ``--output`` append it to a file, with ``--mail`` send it."""

    help = "Сохраняет концы цепей журнала: без них обрезанный конец не заметен"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the heads go."""
        parser.add_argument("--output", type=Path, help="дописать строку в файл (на другом диске или машине)")
        parser.add_argument("--mail", nargs="+", default=[], help="отправить по этим адресам")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read all heads and hand them out."""
        heads = [
            {"employer": head.pk, "name": str(head.employer), "sequence": head.sequence, "digest": head.digest}
            for head in JournalHead.objects.select_related("employer").order_by("pk")
        ]
        line = json.dumps({"at": timezone.now().isoformat(), "algorithm": "sha256", "heads": heads}, ensure_ascii=False)
        if path := options["output"]:
            with path.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
        if options["mail"]:
            send_mail("Концы цепей журнала", line, settings.DEFAULT_FROM_EMAIL, options["mail"])
        self.stdout.write(line)
