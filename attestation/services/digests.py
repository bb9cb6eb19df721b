"""What is kept of the letters with deadlines: one a person and day."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from accounts.models import Employer, User
from accounts.services.journal import journal_append, lock_employer
from attestation.models import Digest


@transaction.atomic
def digest_remember(employer: Employer, person: User, on: dt.date) -> bool:
    """Record the letter before it goes out; false when the person had one that day."""
    lock_employer(employer.pk)
    found, is_new = Digest.objects.get_or_create(employer=employer, person=person, sent_on=on)
    if is_new:
        payload = {"user": person.username, "on": on}
        journal_append(employer_id=employer.pk, actor=None, act="digest.send", target=found, payload=payload)
    return is_new


@transaction.atomic
def digest_forget(employer: Employer, person: User, on: dt.date, reason: str) -> None:
    """The letter did not go out after all: the next run of the day tries again."""
    lock_employer(employer.pk)
    found = Digest.objects.get(employer=employer, person=person, sent_on=on)
    payload = {"user": person.username, "on": on, "reason": reason[:300]}
    journal_append(employer_id=employer.pk, actor=None, act="digest.fail", target=found, payload=payload)
    found.delete()
