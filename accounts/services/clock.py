"""The clock that stamps signatures: compared before it is trusted."""

from __future__ import annotations

import datetime as dt
from typing import cast

from django.db import connection
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.models import JournalEntry

TOLERANCE = dt.timedelta(seconds=60)
BACKWARDS = dt.timedelta(seconds=1)
"""Two servers of one system differ by less; a clock put back shows more."""


def clock_problem(employer_id: int) -> str:
    """Say why the clock cannot be trusted now, or return empty text.

    It must agree with the database's clock within 60 seconds and not stand before the last act of
    the employer's journal. Ask under the employer's lock.
    """
    now = timezone.now()
    off = abs(now - database_now())
    if off > TOLERANCE:
        return _("Часы сервера расходятся с часами базы данных на %s с: подписание закрыто до их сверки.") % int(
            off.total_seconds()
        )
    last = JournalEntry.objects.filter(employer_id=employer_id).order_by("-sequence").values_list("at", flat=True)
    latest = last.first()
    if latest is not None and now < latest - BACKWARDS:
        return _(
            "Часы сервера переведены назад: сейчас %(now)s, а последняя запись журнала — %(last)s. "
            "Подписание закрыто до их сверки."
        ) % {"now": _shown(now), "last": _shown(latest)}
    return ""


def database_now() -> dt.datetime:
    """Moment of the database's own clock (SQLite has the clock of this machine)."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("SELECT strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')" if sqlite else "SELECT clock_timestamp()")
        (moment,) = cursor.fetchone()
    return cast(dt.datetime, parse_datetime(moment)) if sqlite else cast(dt.datetime, moment)


def _shown(moment: dt.datetime) -> str:
    return f"{timezone.localtime(moment):%d.%m.%Y %H:%M:%S}"
