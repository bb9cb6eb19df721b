"""A letter to each person with the days that concern this person, and nothing where nothing is due."""

from __future__ import annotations

import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from smtplib import SMTPException

from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.language import spoken_to
from accounts.models import Employer, Role, User
from accounts.selectors import people_of
from attestation.deadlines import Deadline, Urgency, deadlines_of
from attestation.models import Campaign, OrderStage, SigningRound
from attestation.selectors import commission_on
from attestation.services.digests import digest_forget, digest_remember
from attestation.services.reminders import people_to_remind
from attestation.states import CampaignState, OrderState
from documents.selectors import permission_name
from measurements.models import Laboratory

EVERYTHING = frozenset(
    ("approval", "next", "stage", "round", "event", "submission", "plan", "accreditation", "verification", "protocols")
)
KINDS: dict[str, frozenset[str]] = {
    Role.SAFETY_OFFICER: EVERYTHING,
    Role.HEAD: frozenset(("approval", "next", "event", "submission", "plan")),
}
"""Kinds of days that a role answers for; members of a commission and laboratories have their own, by key."""
DUE = (Urgency.OVERDUE, Urgency.SOON)


@dataclass
class Sent:
    """What a run did: who was written to, and to whom the letter could not be sent, with the reason."""

    written: list[User] = field(default_factory=list)
    failed: list[tuple[User, str]] = field(default_factory=list)


def digests_send(employer: Employer, *, on: dt.date, address: str) -> Sent:
    """Write to everybody of an employer whom something due concerns, in the person's language, once a day.

    ``address``: of the site, for the links. Due is what is overdue or falls within thirty days.
    """
    sent, own = Sent(), own_keys(employer, on)
    for person, memberships in people_of(employer, on):
        kinds = frozenset[str]().union(*(KINDS.get(each.role, frozenset()) for each in memberships))
        keys = own.get(person.pk, set())
        if not (person.email and person.is_active and (kinds or keys)):
            continue
        with spoken_to(person):
            found = [d for d in deadlines_of(employer) if d.kind in kinds or d.key in keys]
            due = [deadline for deadline in found if deadline.urgency(on) in DUE]
            if due and digest_remember(employer, person, on):
                _deliver(Letter(employer, person, due, on, address), sent)
    return sent


def own_keys(employer: Employer, on: dt.date) -> dict[int, set[str]]:
    """Keys of days that concern a person by a seat in a commission or as a laboratory's own, by the person's id."""
    found: dict[int, set[str]] = defaultdict(set)
    for campaign in Campaign.objects.filter(employer=employer, state=CampaignState.OPEN):
        stages = OrderStage.objects.filter(order__campaign=campaign, order__state=OrderState.ISSUED)
        common = {f"approval-{campaign.pk}", *(f"stage-{stage.pk}" for stage in stages)}
        for seat in commission_on(campaign, on):
            found[seat.user_id] |= common
        signing = SigningRound.objects.filter(campaign=campaign, due_on__isnull=False).first()
        if signing is not None:
            for person, _count in people_to_remind(campaign, on):
                found[person.pk].add(f"round-{signing.pk}")
    for laboratory in Laboratory.objects.filter(employer=employer).prefetch_related("guests", "instruments"):
        keys = {f"accreditation-{laboratory.pk}", *(f"verification-{tool.pk}" for tool in laboratory.instruments.all())}
        for guest in laboratory.guests.all():
            found[guest.pk] |= keys
    return found


@dataclass(frozen=True)
class Letter:
    """One person's days, the nearest first."""

    employer: Employer
    person: User
    due: list[Deadline]
    on: dt.date
    address: str

    @property
    def subject(self) -> str:
        """How much is overdue and near."""
        late = sum(deadline.urgency(self.on) is Urgency.OVERDUE for deadline in self.due)
        return _("Сроки аттестации: просрочено %(late)s, в ближайшие 30 дней %(soon)s") % {
            "late": late,
            "soon": len(self.due) - late,
        }

    @property
    def text(self) -> str:
        """The days with their points of law, and links for those who may open them."""
        headings = {Urgency.OVERDUE: _("Просрочено"), Urgency.SOON: _("Ближайшие 30 дней")}
        lines = [str(self.employer)]
        for urgency, heading in headings.items():
            rows = [deadline for deadline in self.due if deadline.urgency(self.on) is urgency]
            lines += ["", heading, *(line for row in rows for line in self._row(row))] if rows else []
        if self._may_open:
            lines += ["", f"{_('Все сроки')}: {self.address}{reverse('deadlines')}"]
        return "\n".join(lines)

    def _row(self, deadline: Deadline) -> Iterator[str]:
        law = f" ({deadline.law})" if deadline.law else ""
        yield f"{deadline.day:%d.%m.%Y} — {deadline.title}{law}"
        if self._may_open:
            yield f"    {self.address}{deadline.link}"

    @functools.cached_property
    def _may_open(self) -> bool:
        return self.person.has_perm(permission_name(Campaign, "view"), self.employer)


def _deliver(letter: Letter, sent: Sent) -> None:
    """Send a remembered letter; one that the mail server refuses is forgotten again, and the next is sent all the same."""
    try:
        send_mail(letter.subject, letter.text, None, [letter.person.email])
    except (OSError, SMTPException) as error:
        digest_forget(letter.employer, letter.person, letter.on, str(error))
        sent.failed.append((letter.person, str(error)))
    else:
        sent.written.append(letter.person)
