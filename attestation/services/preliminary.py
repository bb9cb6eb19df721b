"""Works classes out beforehand, for any number of groups: what the cards would say by the papers as they lie."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.language import recorded
from accounts.models import Employer, User
from accounts.services.journal import journal_append, lock_employer
from attestation.evidence import GatheredEvidence, assembled, judge
from attestation.models import PreliminaryClass
from attestation.sources import Sources, sources_as_they_lie
from documents.services.bulk import bulk_insert, history_write
from norms.errors import BadInput, NormsError
from workplaces.models import AnalogousGroup

CHUNK = 500
HINDRANCE = 500  # characters
_SAID = ("overall_class", "surcharge_class", "hindrance", "worked_out_on", "norms_fingerprint")


@dataclass(frozen=True)
class Foreseen:
    """What would be said of a group: two classes, or what hinders them, under the norms of a fingerprint."""

    overall_class: str = ""
    surcharge_class: str = ""
    hindrance: str = ""
    norms_fingerprint: str = ""


def foreseen(groups: Sequence[AnalogousGroup], employer: Employer, on: dt.date) -> dict[int, Foreseen]:
    """Return what the papers of groups say on a day, by group; nothing is written."""
    sources = sources_as_they_lie([group.pk for group in groups], on)
    return {group.pk: _foreseen(sources[group.pk], group, employer, on) for group in groups}


def _foreseen(sources: Sources, group: AnalogousGroup, employer: Employer, on: dt.date) -> Foreseen:
    if not sources.studies:
        return Foreseen(hindrance=_("нет карты фотографии рабочего времени"))
    try:
        found = assembled(sources, group, employer, on)
        judgement = judge(found, on)
    except BadInput as error:
        return Foreseen(hindrance=error.reason[:HINDRANCE])
    except NormsError as error:
        return Foreseen(hindrance=str(error)[:HINDRANCE])
    return Foreseen(
        judgement.overall.conditions_class.value,
        judgement.overall_without_shift_work.conditions_class.value,
        "; ".join(_missing(found))[:HINDRANCE],
        judgement.norms_fingerprint,
    )


def _missing(found: GatheredEvidence) -> Iterator[str]:
    """Say what is not known yet: it can only make the class worse (№ 35, п. 85–86), so the class is «не ниже»."""
    if found.load_protocol is None:
        yield _("нет протокола тяжести")
    if found.strain is None:
        yield _("нет оценки напряжённости")
    if found.without_exposure:
        names = sorted({result.indicator.name for result in found.without_exposure})
        yield _("измерено, но в фотографии времени не действует: %s") % ", ".join(names)
    if found.unmeasured:
        names = sorted({indicator.name for indicator in found.unmeasured})
        yield _("действует, но не измерено: %s") % ", ".join(names)


def preliminary_refresh(groups: Sequence[AnalogousGroup], *, employer: Employer, on: dt.date, actor: User) -> int:
    """Work the classes of groups out again and write those that changed, with history; return how many.

    Judged before the lock is taken: a paper that comes meanwhile waits for the next time.
    """
    if not actor.has_perm("attestation.refresh_preliminaryclass", employer):
        raise PermissionDenied(_("Нет права пересчитывать предварительные классы"))
    with recorded():
        said = foreseen(groups, employer, on)
    with transaction.atomic():
        lock_employer(employer.pk)
        known = {row.group_id: row for row in PreliminaryClass.objects.filter(group_id__in=said)}
        new: list[PreliminaryClass] = []
        changed: list[PreliminaryClass] = []
        for group_id, word in said.items():
            row = known.get(group_id) or PreliminaryClass(employer=employer, group_id=group_id, worked_out_on=on)
            if row.pk is None or not _is_same(row, word):
                (changed if row.pk else new).append(_told(row, word, on))
        _write(new, changed, actor)
        if new or changed:
            payload = {"on": on, "groups": len(said), "new": len(new), "changed": len(changed)}
            journal_append(
                employer_id=employer.pk, actor=actor, act="preliminary.refresh", target=employer, payload=payload
            )
    return len(new) + len(changed)


def _is_same(row: PreliminaryClass, word: Foreseen) -> bool:
    return all(getattr(row, name) == getattr(word, name) for name in _SAID if name != "worked_out_on")


def _told(row: PreliminaryClass, word: Foreseen, on: dt.date) -> PreliminaryClass:
    for name in _SAID:
        setattr(row, name, on if name == "worked_out_on" else getattr(word, name))
    return row


def _write(new: Sequence[PreliminaryClass], changed: Sequence[PreliminaryClass], actor: User) -> None:
    bulk_insert(PreliminaryClass, new, actor=actor)
    if changed:
        PreliminaryClass.objects.bulk_update(changed, _SAID)
        rows = PreliminaryClass.objects.filter(pk__in=[row.pk for row in changed])
        history_write(rows, "~", actor=actor)
