"""Preliminary classes of the whole plant as a job: worked out by hundreds, handed over as a list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.language import recorded
from attestation.facets import latest_cards
from attestation.models import PreliminaryClass
from attestation.services.preliminary import CHUNK, preliminary_refresh
from documents.jobs import JobFile, Progress, UnableToFinish, register_job
from documents.models import Job
from documents.workbooks.plain import CONTENT_TYPE, plain_workbook
from workplaces.models import AnalogousGroup

KIND = "classes"
WIDTHS = (10, 40, 40, 16, 12, 14, 70)


@recorded()
def classes(job: Job, progress: Progress) -> JobFile:
    """Work every group of the employer out again; what an earlier attempt has written stays as it is."""
    on = timezone.localdate(job.asked_at)
    total = AnalogousGroup.objects.filter(employer=job.employer).count()
    if not total:
        raise UnableToFinish(_("Нет ни одной группы рабочих мест: внесите штатное расписание"))
    progress.begin(total, _("классы"))
    for groups in _chunks(job):
        preliminary_refresh(groups, employer=job.employer, on=on, actor=job.asked_by)
        progress.step(str(groups[-1]), len(groups))
    path = progress.part("classes.xlsx", lambda: _workbook(job, on))
    return JobFile(path, f"classes-{on:%Y-%m-%d}.xlsx", CONTENT_TYPE)


def _chunks(job: Job) -> Iterator[list[AnalogousGroup]]:
    last = 0
    groups = AnalogousGroup.objects.filter(employer=job.employer).select_related("profession").order_by("pk")
    while found := list(groups.filter(pk__gt=last)[:CHUNK]):
        yield found
        last = found[-1].pk


def _workbook(job: Job, on: dt.date) -> bytes:
    heading = [_("№"), _("Подразделение"), _("Рабочее место"), _("Предварительно"), _("Для доплат"), _("В карте")]
    return plain_workbook(_("Классы на %s") % f"{on:%d.%m.%Y}", [*heading, _("Чего не хватает")], _rows(job), WIDTHS)


def _rows(job: Job) -> Iterator[list[Any]]:
    in_cards = dict(latest_cards().filter(employer=job.employer).values_list("group", "overall_class"))
    found = PreliminaryClass.objects.filter(employer=job.employer).order_by("group__place", "group")
    related = found.select_related("group__department__parent", "group__profession")
    for row in related.iterator(chunk_size=CHUNK):
        group = row.group
        classes = [row.words, row.surcharge_class, in_cards.get(group.pk, "")]
        yield [group.number, str(group.department), str(group.profession), *classes, row.hindrance]


register_job(KIND, classes, label=gettext_lazy("пересчёт классов"), permission="attestation.refresh_preliminaryclass")
