"""From a fact of the plant's life to the path of the Положение: what to do, by which point, within which term."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from attestation.models import CampaignKind, ChangeGround, FactCode
from norms.terms import TermKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Path:
    """What a fact asks for: a certification of a kind, an order on changes, or nothing but papers."""

    citation: str
    advice: _StrPromise
    campaign: CampaignKind | None = None
    ground: ChangeGround | None = None
    term: TermKind | None = None
    asks_term: bool = False


def _extraordinary(advice: _StrPromise, asks_term: bool = False) -> Path:
    term = None if asks_term else TermKind.EXTRAORDINARY
    return Path("№ 253, п. 17", advice, CampaignKind.EXTRAORDINARY, term=term, asks_term=asks_term)


_WITHIN_SIX = _("Внеочередная аттестация этих рабочих мест в течение шести месяцев.")
_NEW_ORDER = _("Приказ о внесении изменений: новые редакции карт и перечней; затем месяц на представление (п. 15).")

PATHS: Mapping[str, Path] = {
    FactCode.EQUIPMENT: _extraordinary(_WITHIN_SIX),
    FactCode.MATERIALS: _extraordinary(_WITHIN_SIX),
    FactCode.PROCESS: _extraordinary(_WITHIN_SIX),
    FactCode.PROTECTION: _extraordinary(_WITHIN_SIX),
    FactCode.PLAN_DONE: _extraordinary(_WITHIN_SIX),
    FactCode.CONDITIONS: _extraordinary(_WITHIN_SIX),
    FactCode.DEMAND: _extraordinary(_("Внеочередная аттестация; срок — в самом требовании."), asks_term=True),
    FactCode.NEW_WORKPLACE: Path(
        "№ 253, п. 18",
        _("Аттестация новых рабочих мест: приказ об утверждении — в шестимесячный срок со дня создания."),
        CampaignKind.NEW_WORKPLACES,
        term=TermKind.NEW_WORKPLACE,
    ),
    FactCode.RENAMED: Path("№ 253, п. 13", _NEW_ORDER, ground=ChangeGround.NAMES),
    FactCode.PRESCRIPTION: Path("№ 253, п. 13", _NEW_ORDER, ground=ChangeGround.EXPERTISE, asks_term=True),
    FactCode.LAW: Path("№ 253, п. 13", _NEW_ORDER, ground=ChangeGround.LAW),
    FactCode.SUCCESSION: Path(
        "№ 253, п. 21, ч. 1, 2",
        _("Документы передаются правопреемнику; результаты применяются до истечения срока их действия."),
    ),
    FactCode.SUCCESSION_CHANGED: Path(
        "№ 253, п. 21, ч. 3",
        _("Аттестация у правопреемника в течение шести месяцев, в порядке п. 17."),
        CampaignKind.SUCCESSION,
        term=TermKind.SUCCESSION,
    ),
}
CAMPAIGN_TERMS: Mapping[str, TermKind] = {
    CampaignKind.EXTRAORDINARY: TermKind.EXTRAORDINARY,
    CampaignKind.NEW_WORKPLACES: TermKind.NEW_WORKPLACE,
    CampaignKind.SUCCESSION: TermKind.SUCCESSION,
}
