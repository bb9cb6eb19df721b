"""``manage.py verify_journal``: proves that no act of any employer was changed, removed or moved."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Employer
from accounts.services.journal import journal_faults


class Command(BaseCommand):
    """Walk every chain and name every fault; exit code 1 when there is one."""

    help = "Проверяет целостность журнала действий каждого нанимателя"

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line per employer and fail when a chain does not hold."""
        broken = 0
        for employer in Employer.objects.all():
            faults = list(journal_faults(employer))
            for fault in faults:
                self.stderr.write(f"{employer}: запись {fault.sequence}: {fault.reason}")
            head = employer.journal_head
            self.stdout.write(
                f"{employer}: записей {head.sequence}, конец цепи {head.digest[:16]}, нарушений {len(faults)}"
            )
            broken += len(faults)
        if broken:
            raise CommandError(f"Нарушений цепи: {broken}")
