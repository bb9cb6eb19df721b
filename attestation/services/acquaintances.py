"""Sheets of acquaintance: opened for everybody at a workplace, signed on a tablet, on paper or at one's own screen."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.confirmation import Confirmation
from accounts.language import recorded
from accounts.models import User
from accounts.services.journal import journal_append, lock_employer
from attestation.models import Acquaintance, Campaign, CertificationCard
from attestation.selectors import cards_of
from attestation.states import CardState
from documents.services.files import file_store
from documents.services.perform import perform
from workplaces.selectors import employees_of

WIDTH, HEIGHT = 600, 200
MAX_POINTS = 5000
SCAN_TYPES = {b"%PDF": "application/pdf", b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}
MAX_SCAN = 10 * 1024 * 1024

Stroke = list[tuple[int, int]]


@dataclass(frozen=True)
class Drawing:
    """A signature drawn with a finger: strokes of points in a field of 600 × 200."""

    strokes: Sequence[Stroke]

    @classmethod
    def read(cls, text: str) -> Drawing:
        """Read strokes from JSON of the page; raises ``ValidationError`` for anything else."""
        try:
            strokes = [[(int(x), int(y)) for x, y in stroke] for stroke in json.loads(text)]
        except (ValueError, TypeError) as error:
            raise ValidationError(_("Подпись не прочитана: распишитесь ещё раз")) from error
        if sum(map(len, strokes)) > MAX_POINTS:
            raise ValidationError(_("Подпись слишком длинная"))
        inside = all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for stroke in strokes for x, y in stroke)
        if not inside:
            raise ValidationError(_("Подпись не прочитана: распишитесь ещё раз"))
        return cls(strokes)

    @property
    def extent(self) -> int:
        """Width and height of what is drawn, added up: a dot has none."""
        points = [point for stroke in self.strokes for point in stroke]
        if not points:
            return 0
        across, down = [x for x, _y in points], [y for _x, y in points]
        return max(across) - min(across) + max(down) - min(down)

    def svg(self) -> bytes:
        """The drawing as a picture made of nothing but our own lines."""
        lines = "".join(
            f'<polyline points="{" ".join(f"{x},{y}" for x, y in stroke)}"/>' for stroke in self.strokes if stroke
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" fill="none" stroke="#000" '
            f'stroke-width="3" stroke-linecap="round" stroke-linejoin="round">{lines}</svg>'
        ).encode()


def sheets_open(card: CertificationCard, *, actor: User) -> list[Acquaintance]:
    """Open a sheet for every worker at the workplaces of a card who has none; in the caller's transaction."""
    present = set(Acquaintance.objects.filter(card=card).values_list("employee_id", flat=True))
    made = []
    for employee in employees_of(card.group):
        if employee.pk not in present:
            sheet = Acquaintance(employer_id=card.employer_id, campaign=card.campaign, card=card, employee=employee)
            sheet.full_clean()
            sheet._history_user = actor
            sheet.save()
            made.append(sheet)
    return made


@transaction.atomic
def sheets_open_for_newcomers(campaign: Campaign, *, actor: User) -> list[Acquaintance]:
    """Open sheets for those who came to a certified workplace after the order (№ 253, п. 13)."""
    if not actor.has_perm("attestation.acknowledge_acquaintance", campaign):
        raise PermissionDenied(_("Нет права вести ознакомление"))
    lock_employer(campaign.employer_id)
    made = []
    for card in cards_of(campaign).filter(state=CardState.IN_FORCE):
        made += sheets_open(card, actor=actor)
    if made:
        payload = {"row": ", ".join(str(sheet.employee) for sheet in made)}
        journal_append(
            employer_id=campaign.employer_id, actor=actor, act="acquaintance.create", target=campaign, payload=payload
        )
    return made


@transaction.atomic
def acquaintance_draw(
    sheet: Acquaintance, drawing: Drawing, *, actor: User, on: dt.date, confirmation: Confirmation | None = None
) -> Acquaintance:
    """The worker signs with a finger on the shared tablet; whoever stands beside it is the actor."""
    stored = file_store(
        drawing.svg(),
        employer=sheet.employer,
        name=f"signature-{sheet.pk}.svg",
        content_type="image/svg+xml",
        actor=actor,
    )
    with recorded():
        data = {"evidence": stored, "drawing": drawing, "way": _("подпись на планшете")}
        reason = _("подпись на планшете, SHA-256 %s") % stored.sha256
    return perform(sheet, "acknowledge", actor=actor, on=on, reason=reason, data=data, confirmation=confirmation)


@transaction.atomic
def acquaintances_from_paper(
    sheets: Sequence[Acquaintance],
    name: str,
    content: bytes,
    *,
    actor: User,
    on: dt.date,
    confirmation: Confirmation | None = None,
) -> list[Acquaintance]:
    """Several workers signed one sheet of paper: its scan stands behind each of them. All of them or none.

    Raises ``ValidationError`` for a scan that is no PDF, PNG or JPEG, or no worker chosen.
    """
    kind = next((kind for head, kind in SCAN_TYPES.items() if content.startswith(head)), None)
    if kind is None or len(content) > MAX_SCAN:
        raise ValidationError(_("Нужен скан листа: PDF, PNG или JPEG до 10 МБ"))
    if not sheets:
        raise ValidationError(_("Отметьте, кто расписался на этом листе"))
    stored = file_store(content, employer=sheets[0].employer, name=name, content_type=kind, actor=actor)
    with recorded():
        way = _("подпись на бумажном листе, скан")
        reason = _("подпись на бумаге, скан «%(name)s», SHA-256 %(hash)s") % {
            "name": stored.name[:60],
            "hash": stored.sha256,
        }
    data = {"evidence": stored, "way": way}
    return [
        perform(sheet, "acknowledge", actor=actor, on=on, reason=reason, data=data, confirmation=confirmation)
        for sheet in sheets
    ]
