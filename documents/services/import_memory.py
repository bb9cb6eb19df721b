"""What people said about workbooks and names, kept and found again."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from accounts.models import Employer, User
from accounts.services.journal import journal_append, lock_employer
from documents.models import ImportBatch, NameDecision, SourceLayout
from documents.workbooks.base import importer_of
from documents.workbooks.layout import CHOSEN, REMEMBERED, Layout, guess_layouts, headers_of
from documents.workbooks.reader import RawSheet
from documents.workbooks.values import normalized


def remembered_layouts(batch: ImportBatch, sheets: Sequence[RawSheet]) -> list[Layout]:
    """Return a layout for each sheet: as a person chose it for this source before, else as it is guessed."""
    filled = [sheet for sheet in sheets if sheet.rows]
    guessed = guess_layouts(filled, importer_of(batch.kind).shapes())
    known = {
        found.fingerprint: Layout.load(found.layout)
        for found in SourceLayout.objects.filter(employer=batch.employer, kind=batch.kind)
    }
    layouts = [_remembered(sheet, guess, known) for sheet, guess in zip(filled, guessed, strict=True)]
    empty = [sheet for sheet in sheets if not sheet.rows]
    return layouts + [Layout(sheet.name, layouts[0].shape, is_used=False) for sheet in empty]


def _remembered(sheet: RawSheet, guess: Layout, known: dict[str, Layout]) -> Layout:
    """The remembered reading, at the rows where this file has its header."""
    memory = known.get(guess.fingerprint)
    if memory is None:
        return guess
    changed = {
        "sheet": sheet.name,
        "header_rows": list(guess.header_rows if headers_of(sheet, guess.header_rows) else memory.header_rows),
        "origin": REMEMBERED,
        "doubtful": [],
        "above": guess.above,
        "is_1904": sheet.is_1904,
        "fingerprint": guess.fingerprint,
    }
    return Layout.load({**memory.dump(), **changed})


@transaction.atomic
def layouts_remember(batch: ImportBatch, layouts: Sequence[Layout]) -> None:
    """Keep what a person chose, for the next file with the same header."""
    for layout in layouts:
        if layout.origin == CHOSEN and layout.fingerprint:
            SourceLayout.objects.update_or_create(
                employer=batch.employer,
                kind=batch.kind,
                fingerprint=layout.fingerprint,
                defaults={"layout": layout.dump()},
            )


@transaction.atomic
def name_decide(
    *, employer: Employer, vocabulary: str, name: str, choice: str, target: str, actor: User
) -> NameDecision:
    """Keep what a person said of a name; a later word replaces an earlier one. Raises ``ValidationError``."""
    lock_employer(employer.pk)
    key = normalized(name)
    decision = NameDecision.objects.filter(employer=employer, vocabulary=vocabulary, key=key).first()
    decision = decision or NameDecision(employer=employer, vocabulary=vocabulary, key=key)
    decision.name, decision.choice, decision.target = name, choice, target
    decision.full_clean()
    decision.save()
    payload = {"name": name, "row": str(decision), "vocabulary": vocabulary}
    journal_append(employer_id=employer.pk, actor=actor, act="namedecision.put", target=decision, payload=payload)
    return decision
