"""What workbooks that name a position in each row share: columns, reading, looking the position up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Employer
from documents.models import ImportRow
from documents.progress import counted
from documents.workbooks.base import Applied
from documents.workbooks.columns import columns_from
from documents.workbooks.names import DEPARTMENT, PROFESSION, Names
from documents.workbooks.rows import RowReader, Understood
from documents.workbooks.values import normalized
from workplaces.models import AnalogousGroup
from workplaces.selectors import Position, PositionFinder, group_list

POSITION_COLUMNS = columns_from(Path(__file__).with_name("columns.yaml"), "position")


_GRADED = re.compile(r"(?P<name>.+?)[\s,(]+(?P<grade>\d)(?:-?г?[ойе])?\s*(?:разряд\w*|разр\.?|р\.?)\)?", re.IGNORECASE)
"""«Токарь 5 разряда», «Токарь (5 р.)»."""


_TAB = 31
"""Letters that the name of a sheet may have."""


def _position(clean: Mapping[str, Any]) -> Position:
    return Position(clean["shop"], clean["section"], clean["profession"], clean.get("grade", ""))


def position_values(reader: RowReader) -> dict[str, Any]:
    """Read shop, section and profession of a row; a missing shop is that of the group row above.

    ``above`` names the group rows over such a row, nearest first, and its sheet, until the plant has said
    which of them is what.
    """
    row = reader.understood
    own = {key: reader.text(key) if key in reader.table.columns else "" for key in ("shop", "section")}
    found: dict[str, Any] = {**own, "profession": reader.text("profession", required=True)}
    if grade := reader.text("grade"):
        found["grade"] = grade
    if not own["shop"]:
        found |= {"shop": row.shop, "section": own["section"] or row.section, "above": [*row.above, row.sheet]}
    return found


def examine_positions(rows: Sequence[Understood], employer: Employer) -> None:
    """Put known names for shop and profession into the rows, and ask about the others."""
    if rows:
        lookup = _Lookup(employer)
        for row in rows:
            above = row.clean.pop("above", ())
            lookup.place(row, above)
            if not row.clean.get("shop"):
                row.complain(_("не указано подразделение"))
            elif row.clean.get("profession"):
                lookup.examine(row)


class _Lookup:
    """The plant's names as the rows of one file are held against them."""

    def __init__(self, employer: Employer) -> None:
        groups = list(group_list(employer))
        self.finder = PositionFinder(groups)
        self.by_shop: dict[str, set[str]] = {}
        self.sections = {(normalized(x.department.shop), normalized(x.department.section)) for x in groups}
        for group in groups:
            self.by_shop.setdefault(normalized(group.department.shop), set()).add(group.profession.name)
        self.shops = Names.of(DEPARTMENT, {group.department.shop for group in groups}, employer)
        self.professions = Names.of(PROFESSION, {group.profession.name for group in groups}, employer)

    def place(self, row: Understood, above: Sequence[str]) -> None:
        """Say by the plant which of the group rows is the shop: the nearest one, or one that has it for a section.

        Group rows of one column look alike: only the plant knows that «токарный участок» is no shop.
        """
        nearest = above[0] if above else ""
        for written in above:
            name = self._whole(written)
            shop = self.shops.find(name)
            if normalized(shop.text) not in self.by_shop:
                continue
            section = "" if row.clean["section"] in above else row.clean["section"]
            if written == nearest:
                row.clean |= {"shop": name, "section": section}
            elif (normalized(shop.text), normalized(nearest)) in self.sections:
                row.clean |= {"shop": name, "section": section or nearest}
            return

    def _whole(self, name: str) -> str:
        """The shop whose name Excel has cut to what a sheet's tab holds."""
        whole = [shop for shop in self.shops.known.values() if len(name) == _TAB and shop.startswith(name)]
        return whole[0] if len(whole) == 1 else name

    def examine(self, row: Understood) -> None:
        """Replace decided names, then find the group; a problem says which name is unknown."""
        for names, key in ((self.shops, "shop"), (self.professions, "profession")):
            name = names.find(row.clean[key])
            if not name.is_known and key == "profession" and (match := _GRADED.fullmatch(row.clean[key])):
                name, row.clean["grade"] = names.find(match["name"]), match["grade"]
            if not name.is_known:
                continue
            if name.is_left_out:
                names.leave_out(row, None, row.clean[key])
                return
            row.clean[key] = name.text
        clean = row.clean
        group, remark = self.finder.find(_position(clean))
        if group is not None:
            if remark:
                row.complain(remark, blocks=False)
        elif not self.by_shop:
            row.complain(_("штатное расписание ещё не загружено: загрузите его первым"))
        elif normalized(clean["shop"]) not in self.by_shop:
            reason = _("подразделения «%s» нет в штатном расписании") % clean["shop"]
            self.shops.ask(row, None, clean["shop"], self.shops.suggestions(clean["shop"]), reason)
        elif normalized(clean["profession"]) in {normalized(n) for n in self.by_shop[normalized(clean["shop"])]}:
            row.complain(remark)
        else:
            self._ask_profession(row)

    def _ask_profession(self, row: Understood) -> None:
        name, shop = row.clean["profession"], normalized(row.clean["shop"])
        here = self.professions.suggestions(name, sorted(self.by_shop[shop]))
        reason = _("профессии «%(name)s» нет в подразделении «%(shop)s»") % {"name": name, "shop": row.clean["shop"]}
        if normalized(name) in self.professions.known:
            row.complain(reason)
        else:
            self.professions.ask(row, None, name, here or self.professions.suggestions(name), reason)


def with_groups(
    rows: Sequence[ImportRow], employer: Employer, applied: Applied
) -> Iterator[tuple[ImportRow, AnalogousGroup]]:
    """Yield each row with its group; a row whose position is no longer there is skipped with the reason."""
    finder = PositionFinder(group_list(employer))
    for row in counted(rows, _("находим рабочие места")):
        clean = row.clean
        group, remark = finder.find(_position(clean))
        if group is None:
            applied.skip(row, remark)
            continue
        yield row, group


def by_key(
    pairs: Iterator[tuple[ImportRow, AnalogousGroup]], *keys: str
) -> dict[tuple[str, ...], list[tuple[ImportRow, AnalogousGroup]]]:
    """Gather rows of one document: those with the same clean values under ``keys``."""
    gathered: dict[tuple[str, ...], list[tuple[ImportRow, AnalogousGroup]]] = {}
    for row, group in pairs:
        gathered.setdefault(tuple(str(row.clean[key]) for key in keys), []).append((row, group))
    return gathered
