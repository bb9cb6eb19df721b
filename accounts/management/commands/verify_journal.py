"""``manage.py verify_journal``: proves that no act of any employer was changed, removed or moved."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Employer
from accounts.services.journal import journal_faults, other_faults


class Command(BaseCommand):
    """Walk every chain and what hangs on it, name every fault; exit code 1 when there is one."""

    help = "Проверяет журнал действий каждого нанимателя, подписи и запертые документы"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--head FILE``: heads that ``journal_head`` has saved outside the database."""
        parser.add_argument(
            "--head", type=Path, help="файл, сохранённый командой journal_head: найдёт обрезанный конец"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line per employer and fail when anything does not hold."""
        saved = _saved(options["head"]) if options["head"] else {}
        broken = 0
        for employer in Employer.objects.all():
            faults = [
                *(
                    f"запись {fault.sequence}: {fault.reason}"
                    for fault in journal_faults(employer, saved.pop(employer.pk, {}))
                ),
                *(f"{fault.subject}: {fault.reason}" for fault in other_faults(employer)),
            ]
            for fault in faults:
                self.stderr.write(f"{employer}: {fault}")
            head = employer.journal_head
            self.stdout.write(
                f"{employer}: записей {head.sequence}, конец цепи {head.digest[:16]}, нарушений {len(faults)}"
            )
            broken += len(faults)
        for missing in saved:
            self.stderr.write(f"Наниматель {missing} есть в сохранённых концах цепей, но не в базе")
            broken += 1
        if broken:
            raise CommandError(f"Нарушений: {broken}")


def _saved(path: Path) -> dict[int, dict[int, str]]:
    """Heads of every line of a file: employer → sequence → digest."""
    found: dict[int, dict[int, str]] = {}
    for line in path.read_text("utf-8").splitlines():
        for head in json.loads(line)["heads"]:
            if head["sequence"]:
                found.setdefault(head["employer"], {})[head["sequence"]] = head["digest"]
    return found
