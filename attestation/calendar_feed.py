"""Days that fall due as an iCalendar file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from accounts.models import Employer
from attestation.deadlines import Deadline

REMIND_BEFORE = (dt.timedelta(days=30), dt.timedelta(days=7), dt.timedelta(days=1))


def feed_of(employer: Employer, deadlines: Iterable[Deadline], site: str, made_at: dt.datetime) -> bytes:
    """Return an iCalendar file with a whole-day entry for each deadline and reminders before it.

    ``site`` is the address that links start with, its slash included; ``made_at`` is an aware moment.
    """
    feed = Calendar()
    feed.add("prodid", "-//attestation//deadlines//RU")
    feed.add("version", "2.0")
    feed.add("name", _("Сроки аттестации: %s") % employer)
    feed.add("x-wr-calname", _("Сроки аттестации: %s") % employer)
    for deadline in deadlines:
        feed.add_component(_entry(employer, deadline, site, made_at))
    return bytes(feed.to_ical())


def _entry(employer: Employer, deadline: Deadline, site: str, made_at: dt.datetime) -> Event:
    entry = Event()
    entry.add("uid", f"{deadline.key}@{employer.pk}.attestation")
    entry.add("dtstamp", made_at)
    entry.add("dtstart", deadline.day)
    entry.add("dtend", deadline.day + dt.timedelta(days=1))
    entry.add("summary", deadline.title)
    entry.add("description", deadline.law)
    entry.add("url", site.rstrip("/") + deadline.link)
    entry.add("transp", "TRANSPARENT")
    for before in REMIND_BEFORE:
        reminder = Alarm()
        reminder.add("action", "DISPLAY")
        reminder.add("description", deadline.title)
        reminder.add("trigger", -before)
        entry.add_component(reminder)
    return entry
