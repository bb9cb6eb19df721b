"""Which cards of a campaign are like the previous certification or their fellows, and which differ, in what.

A card is compared with the earlier card of its own group; where the earlier certification was held
outside the system, with the class that was brought in and the rights which that class gives; where
nothing is known before, with the first card of the same profession in the campaign. What has nothing
to be compared with differs (docs/adr/0060-what-a-card-is-compared-with.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from attestation.differences import NOTHING, Change
from attestation.evidence import membership_by
from attestation.models import (
    CardFactor,
    CertificationCard,
    Entitlement,
    LegalStanding,
    MemberVoice,
    OutcomeCode,
    RightCode,
)
from attestation.states import CardState
from documents.models import Deviation
from measurements.models import FactorCode
from norms.classes import ConditionsClass
from norms.entitlements import entitlements

_NEEDED = ("group_id", "campaign_id", "number", "dated_on", "overall_class", "surcharge_class", "state")
Rights = Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Profile:
    """What is compared: classes by factor (``None`` where they are not known), overall classes, rights."""

    source: str
    overall: str
    surcharge: str
    factors: Mapping[str, str] | None
    rights: Rights
    link: str = ""


@dataclass(frozen=True)
class Compared:
    """A card with what it was compared with and everything that is different or unusual."""

    card: CertificationCard
    now: Profile
    before: Profile | None
    changes: Sequence[Change] = ()
    notes: Sequence[str] = field(default_factory=tuple)

    @property
    def differs(self) -> bool:
        """Whether the card must be opened before it is signed with others."""
        return bool(self.before is None or self.changes or self.notes)


def right_words(right: str, outcome: str, value: str) -> str:
    """A right in short: «7 календ. дней», «Список № 2», «не подтверждено»."""
    if outcome != OutcomeCode.CONFIRMED:
        return str(OutcomeCode(outcome).label)
    shown = value.replace(".", ",")
    words = {
        RightCode.PENSION: _("Список №\u00a0%s") % shown,
        RightCode.LEAVE: _("%s календ. дней") % shown,
        RightCode.SHORT_HOURS: _("%s ч в неделю") % shown,
        RightCode.SURCHARGE: _("%s\u00a0%% ставки за час") % shown,
    }
    return words.get(RightCode(right), _("подтверждено"))


def compared(cards: Iterable[CertificationCard]) -> list[Compared]:
    """Compare cards with what was before: a constant number of queries, whatever their number."""
    cards = list(cards)
    earlier = _earlier_cards(cards)
    fellows = _first_of_profession(cards)
    profiles = _profiles([*cards, *earlier.values(), *fellows.values()])
    standings = {s.group_id: s for s in LegalStanding.objects.filter(group__in=[c.group_id for c in cards])}
    notes = _notes(cards)
    found = []
    for card in cards:
        now = profiles[card.pk]
        before = _baseline(card, earlier, fellows, standings, profiles)
        found.append(Compared(card, now, before, compare(now, before) if before else (), notes[card.pk]))
    return found


def compare(now: Profile, before: Profile) -> list[Change]:
    """Return the differences of two profiles: classes, then rights."""
    pairs = [(_("Общая оценка"), before.overall, now.overall)]
    if before.surcharge:
        pairs.append((_("Класс для доплат"), before.surcharge, now.surcharge))
    if before.factors is not None:
        codes = [code for code in FactorCode if code in before.factors or code in (now.factors or {})]
        pairs += [(str(code.label), before.factors.get(code, ""), (now.factors or {}).get(code, "")) for code in codes]
    found = [Change(where, _("класс"), old or NOTHING, new or NOTHING) for where, old, new in pairs if old != new]
    for right in RightCode:
        old_right, new_right = before.rights.get(right), now.rights.get(right)
        if old_right and new_right and old_right != new_right:
            words = [right_words(right, *pair) for pair in (old_right, new_right)]
            found.append(Change(str(right.label), _("право"), *words))
    return found


def profile_of_standing(standing: LegalStanding, card: CertificationCard) -> Profile | None:
    """The previous result that was brought in: its class, and the rights it gives for a full working day."""
    if not standing.previous_class or card.norms_on is None:
        return None
    found = ConditionsClass(standing.previous_class)
    given = entitlements(found, found, membership_by(standing), is_full_day=True, on=card.norms_on)
    rights = {right.right.value: (right.outcome.value, right.value) for right in given}
    day = f" {standing.previous_order_on:%d.%m.%Y}" if standing.previous_order_on else ""
    source = _("прежняя аттестация%s: известен общий класс, права рассчитаны по нему") % day
    return Profile(source, standing.previous_class, "", None, rights)


def _baseline(
    card: CertificationCard,
    earlier: Mapping[int, CertificationCard],
    fellows: Mapping[int, CertificationCard],
    standings: Mapping[int, LegalStanding],
    profiles: Mapping[int, Profile],
) -> Profile | None:
    if card.group_id in earlier:
        return profiles[earlier[card.group_id].pk]
    standing = standings.get(card.group_id)
    if standing is not None and (known := profile_of_standing(standing, card)):
        return known
    fellow = fellows.get(card.group.profession_id)
    return profiles[fellow.pk] if fellow is not None and fellow.pk != card.pk else None


def _earlier_cards(cards: Sequence[CertificationCard]) -> dict[int, CertificationCard]:
    """The latest card that was in force before, by group."""
    done = CertificationCard.objects.filter(
        group__in={card.group_id for card in cards}, state__in=(CardState.IN_FORCE, CardState.SUPERSEDED)
    ).exclude(pk__in=[card.pk for card in cards])
    return {card.group_id: card for card in done.only(*_NEEDED).order_by("in_force_on", "id")}


def _first_of_profession(cards: Sequence[CertificationCard]) -> dict[int, CertificationCard]:
    """The first assessed card of each profession in the campaign: the pattern for its fellows."""
    found = (
        CertificationCard.objects.filter(
            campaign__in={card.campaign_id for card in cards},
            group__profession__in={card.group.profession_id for card in cards},
        )
        .exclude(state=CardState.DRAFT)
        .only(*_NEEDED, "group__profession_id")
        .select_related("group")
        .order_by("-group__place", "-id")
    )
    return {card.group.profession_id: card for card in found}


def _profiles(cards: Sequence[CertificationCard]) -> dict[int, Profile]:
    keys = {card.pk for card in cards}
    factors: dict[int, dict[str, str]] = defaultdict(dict)
    rights: dict[int, dict[str, tuple[str, str]]] = defaultdict(dict)
    for key, factor, found in CardFactor.objects.filter(card__in=keys).values_list(
        "card_id", "factor", "conditions_class"
    ):
        factors[key][factor] = found
    for key, right, outcome, value in Entitlement.objects.filter(card__in=keys).values_list(
        "card_id", "right", "outcome", "value"
    ):
        rights[key][right] = (outcome, value)
    return {
        card.pk: Profile(
            _("карта №\u00a0%(number)s от %(day)s")
            % {"number": card.number, "day": f"{card.dated_on:%d.%m.%Y}" if card.dated_on else NOTHING},
            card.overall_class,
            card.surcharge_class,
            factors[card.pk],
            rights[card.pk],
            card.get_absolute_url(),
        )
        for card in cards
    }


def _notes(cards: Sequence[CertificationCard]) -> dict[int, list[str]]:
    """What is unusual beside classes and rights: deviations, voices of members, a return to work."""
    found: dict[int, list[str]] = {card.pk: [] for card in cards}
    revisions = {card.pk: card.revision for card in cards}
    deviations = Deviation.objects.filter(
        document_type=CertificationCard._meta.label_lower, document_id__in=list(revisions)
    )
    for deviation in deviations:
        if deviation.document_revision == revisions[deviation.document_id]:
            found[deviation.document_id].append(_("Отступление %(code)s: %(reason)s") % vars(deviation))
    for voice in MemberVoice.objects.filter(card__in=list(revisions)):
        if voice.revision == revisions[voice.card_id]:
            found[voice.card_id].append(f"{voice}: {voice.text}")
    for card in cards:
        if card.revision > 1:
            found[card.pk].append(_("Возвращалась в работу: редакция %s") % card.revision)
    return found
