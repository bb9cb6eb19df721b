"""The documents of a job: written with its order, each settled in the transaction of its act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from documents.models import Document, Job, JobLine, LineOutcome
from documents.problems import Problem
from documents.services.job_queue import JobStopped
from documents.services.many import problems_met

BATCH = 1000
Stored = Callable[[Problem], Mapping[str, Any]]
"""Puts a problem into plain values that can be shown later."""


def lines_open(job: Job, targets: Iterable[int]) -> None:
    """Give a job that was ordered just now its documents; one that has them already keeps them."""
    if not job.lines.exists():
        rows = [JobLine(employer_id=job.employer_id, job=job, target_id=pk) for pk in targets]
        JobLine.objects.bulk_create(rows, batch_size=BATCH)


def lines_waiting(job: Job) -> QuerySet[JobLine]:
    """The documents of a job that nobody has tried yet, in the order of their ids."""
    return job.lines.filter(outcome=LineOutcome.WAITING).order_by("pk")


@transaction.atomic
def line_carry_out(
    line: JobLine, document: Document, run: Callable[[Any, User], Any], *, actor: User, stored: Stored
) -> None:
    """Do something to the document of a line and settle the line, both or neither.

    A refusal settles it too. Raises ``JobStopped`` when another attempt has settled the line meanwhile: then
    nothing of this one stays.
    """
    problems = problems_met(document, run, actor)
    line_settle(line, [dict(stored(problem)) for problem in problems])


def line_settle(line: JobLine, problems: list[dict[str, Any]]) -> None:
    """Write down what became of a waiting line; call it in the transaction of the act."""
    outcome = LineOutcome.REFUSED if problems else LineOutcome.DONE
    waiting = JobLine.objects.filter(pk=line.pk, outcome=LineOutcome.WAITING)
    if not waiting.update(outcome=outcome, problems=problems):
        raise JobStopped(None)
