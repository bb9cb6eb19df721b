"""Letters to those who have not signed: each person only about the own signatures, once a day at most."""

from __future__ import annotations

import datetime as dt

from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.language import spoken_to
from accounts.models import Employer, User
from accounts.services.journal import journal_append, lock_employer
from attestation.models import Campaign, Reminder, Seat, SigningRound
from attestation.selectors import cards_to_sign, commission_on
from attestation.states import CampaignState

DAYS_AHEAD = 3


def people_to_remind(campaign: Campaign, on: dt.date) -> list[tuple[User, int]]:
    """Members of the commission with cards that wait for them, and how many; the chair when nobody else is awaited."""
    waiting = []
    for seat in commission_on(campaign, on):
        count = cards_to_sign(campaign, seat.user, on).count()
        if count:
            waiting.append((seat, count))
    members = [(seat.user, count) for seat, count in waiting if seat.seat == Seat.MEMBER]
    return members or [(seat.user, count) for seat, count in waiting]


def reminders_send(employer: Employer, *, on: dt.date, address: str = "") -> list[User]:
    """Write to everybody whose signature is awaited in a round that ends within three days or has ended.

    Returns those who were written to. A person without an e-mail sees the round on the home page only.
    """
    rounds = SigningRound.objects.filter(
        employer=employer, due_on__lte=on + dt.timedelta(days=DAYS_AHEAD), campaign__state=CampaignState.OPEN
    ).select_related("campaign")
    written = []
    for signing_round in rounds:
        for person, count in people_to_remind(signing_round.campaign, on):
            if person.email and _remember(signing_round.campaign, person, on):
                with spoken_to(person):
                    _write(signing_round, person, count, on, address)
                written.append(person)
    return written


@transaction.atomic
def _remember(campaign: Campaign, person: User, on: dt.date) -> bool:
    """Record the letter before it goes out: a second run of the day sends nothing."""
    lock_employer(campaign.employer_id)
    found, is_new = Reminder.objects.get_or_create(
        campaign=campaign, person=person, sent_on=on, defaults={"employer_id": campaign.employer_id}
    )
    if is_new:
        payload = {"user": person.username, "on": on, "campaign": campaign.pk}
        journal_append(employer_id=campaign.employer_id, actor=None, act="reminder.send", target=found, payload=payload)
    return is_new


def _write(signing_round: SigningRound, person: User, count: int, on: dt.date, address: str) -> None:
    assert signing_round.due_on is not None  # only rounds with a last day are looked at
    words = _("Срок подписания истёк") if signing_round.due_on < on else _("Срок подписания")
    lines = [
        _("%(campaign)s: на вашу подпись ждёт карт — %(count)s.")
        % {"campaign": signing_round.campaign, "count": count},
        f"{words}: {signing_round.due_on:%d.%m.%Y}.",
        _("Войдите в систему и откройте «Мои дела»%s.") % (f": {address}" if address else ""),
    ]
    send_mail(_("Карты аттестации на вашу подпись"), "\n".join(lines), None, [person.email])
