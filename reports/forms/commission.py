"""The commission as those who sign a paper by hand: the chair first."""

from __future__ import annotations

import datetime as dt

from attestation.models import Campaign, Seat
from attestation.selectors import commission_on


def signing_rows(campaign: Campaign, day: dt.date) -> list[list[str]]:
    """Rows «seat, position and name, free place» of everybody who sits on a day."""
    members = sorted(commission_on(campaign, day), key=lambda member: member.seat != Seat.CHAIR)
    return [
        [
            "председатель" if member.seat == Seat.CHAIR else "член комиссии",
            f"{member.position} {member.printed_name}",
            "",
        ]
        for member in members
    ]
