"""``manage.py worker``: carries out the jobs of the queue until it is asked to go."""

from __future__ import annotations

import datetime as dt
import os
import signal
import socket
import threading
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django_scopes import scopes_disabled

from documents.services.job_files import job_files_drop
from documents.services.job_queue import jobs_reap
from documents.services.job_run import STUCK_AFTER, folders_sweep, job_work_one

DAY = 24 * 3600.0  # seconds


class Command(BaseCommand):
    """One worker process; any number of them share the queue."""

    help = "Выполняет долгие задания (печать, комплекты документов) из очереди"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """All times are in seconds."""
        parser.add_argument("--once", action="store_true", help="выполнить, что ждёт, и закончить")
        parser.add_argument("--interval", type=float, default=1.0, help="пауза, когда очередь пуста")
        parser.add_argument("--beat", type=float, default=10.0, help="как часто давать знать о себе")
        parser.add_argument("--stale", type=float, default=60.0, help="через сколько молчащий процесс считать мёртвым")
        parser.add_argument(
            "--stuck",
            type=float,
            default=STUCK_AFTER,
            help="через сколько останавливать задание, которое не продвигается",
        )
        parser.add_argument("--max-jobs", type=int, default=50, help="после скольких заданий закончить (память)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take, carry out, look for dead workers, wait."""
        self._going = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask_to_go)
        name, left = f"{socket.gethostname()}:{os.getpid()}", options["max_jobs"]
        stale, reaped, dropped = dt.timedelta(seconds=options["stale"]), float("-inf"), float("-inf")
        while left and not self._going.is_set():
            close_old_connections()
            if time.monotonic() - reaped >= options["stale"] / 4:
                self._look_for_dead(stale)
                reaped = time.monotonic()
            if time.monotonic() - dropped >= DAY:
                self._drop_old_files()
                dropped = time.monotonic()
            job = self._work_one(name, options["beat"], options["stuck"])
            if job is not None:
                left -= 1
            elif options["once"]:
                return
            else:
                self._going.wait(options["interval"])

    def _ask_to_go(self, number: int, frame: FrameType | None) -> None:
        """The running job is given back at its next step."""
        self._going.set()

    def _look_for_dead(self, stale: dt.timedelta) -> None:
        try:
            with scopes_disabled():
                jobs_reap(timezone.now(), stale)
            folders_sweep()
        except DatabaseError as error:
            self.stderr.write(f"нет базы данных: {error}")

    def _drop_old_files(self) -> None:
        """Files of jobs past their term go; a disk or a database that refuses is asked again tomorrow."""
        try:
            with scopes_disabled():
                job_files_drop(timezone.now())
        except (DatabaseError, OSError) as error:
            self.stderr.write(f"старые файлы заданий не удалены: {error}")

    def _work_one(self, name: str, beat: float, stuck: float) -> Any:
        """A database that is away for a while does not end the worker."""
        try:
            return job_work_one(
                name, beat=beat, stuck_after=stuck, is_asked_to_go=self._going.is_set, clock=timezone.now
            )
        except DatabaseError as error:
            self.stderr.write(f"нет базы данных: {error}")
            return None
