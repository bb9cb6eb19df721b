"""What the procedure tells the tables of the plant: the class of a group's latest card, campaigns, what is owed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from attestation.models import CampaignKind, CertificationCard, PreliminaryClass
from attestation.models.standing import ClassCode
from workplaces.facets import Facet, FacetValue, register_facets

HARMFUL = tuple(code for code in ClassCode.values if code not in ("1", "2"))


def latest_cards() -> QuerySet[CertificationCard]:
    """Assessed cards after which their group has no other assessed card."""
    newer = CertificationCard.objects.filter(group=OuterRef("group"), pk__gt=OuterRef("pk")).exclude(overall_class="")
    return CertificationCard.objects.exclude(overall_class="").filter(~Exists(newer)).order_by()


def by_class(groups: QuerySet[Any], code: str) -> QuerySet[Any]:
    """Groups whose latest assessed card says the class; «harmful» is 3.1 and above; «none» no such card."""
    if code == "none":
        assessed = CertificationCard.objects.exclude(overall_class="").filter(group=OuterRef("pk"))
        return groups.filter(~Exists(assessed))
    wanted = HARMFUL if code == "harmful" else (code,)
    return groups.filter(pk__in=latest_cards().filter(overall_class__in=wanted).values("group"))


def class_values(groups: Sequence[int]) -> Mapping[int, FacetValue]:
    """Class of the latest assessed card of each group, with the card behind it."""
    found = latest_cards().filter(group__in=groups).values_list("group", "pk", "overall_class")
    return {group: FacetValue(code, reverse("document", args=["cards", pk])) for group, pk, code in found}


def by_campaign_kind(groups: QuerySet[Any], code: str) -> QuerySet[Any]:
    """Groups that a campaign of the kind has a card for."""
    return groups.filter(pk__in=CertificationCard.objects.filter(campaign__kind=code).order_by().values("group"))


def owes_card(workplaces: QuerySet[Any]) -> QuerySet[Any]:
    """Workplaces moved out of their group whose new group has no card of that day or later (№ 35, п. 14)."""
    own = CertificationCard.objects.filter(group=OuterRef("group"), dated_on__gte=OuterRef("moved_on"))
    return workplaces.filter(Q(moved_from__isnull=False) & ~Q(moved_from=F("group")) & ~Exists(own))


def owing_groups(groups: QuerySet[Any], code: str) -> QuerySet[Any]:
    """Groups of workplaces that were moved out and have no card of their own yet."""
    from workplaces.models import Workplace

    return groups.filter(pk__in=owes_card(Workplace.objects.all()).order_by().values("group"))


def by_preliminary_class(groups: QuerySet[Any], code: str) -> QuerySet[Any]:
    """Groups by the class beforehand; «worse» and «better» compare it with the latest assessed card."""
    if code == "none":
        return groups.filter(~Exists(PreliminaryClass.objects.filter(group=OuterRef("pk")).exclude(overall_class="")))
    if code in ("worse", "better"):
        way = "overall_class__lt" if code == "worse" else "overall_class__gt"
        card = latest_cards().filter(group=OuterRef("group"), **{way: OuterRef("overall_class")})
        moved = PreliminaryClass.objects.exclude(overall_class="").filter(Exists(card))
        return groups.filter(pk__in=moved.order_by().values("group"))
    wanted = HARMFUL if code == "harmful" else (code,)
    return groups.filter(pk__in=PreliminaryClass.objects.filter(overall_class__in=wanted).order_by().values("group"))


def preliminary_values(groups: Sequence[int]) -> Mapping[int, FacetValue]:
    """The class beforehand of each group: «не ниже», where something is still missing."""
    found = PreliminaryClass.objects.filter(group__in=groups).order_by()
    return {row.group_id: FacetValue(row.words, reverse("group", args=[row.group_id])) for row in found}


_TYPED_HARMFUL = dict.fromkeys(("вредность", "вредности", "вредный", "вредные", "вредное", "вредных"), "harmful")
_TYPED_AGAIN = dict.fromkeys(("переаттестация", "переаттестации", "внеочередная"), CampaignKind.EXTRAORDINARY.value)

register_facets(
    Facet(
        "class",
        _("Класс"),
        (("harmful", _("вредные и опасные: 3.1 и выше")), *ClassCode.choices, ("none", _("не оценено"))),
        by_class,
        class_values,
        _TYPED_HARMFUL,
    ),
    Facet(
        "preliminary",
        _("Предварительно"),
        (
            ("harmful", _("вредные и опасные: 3.1 и выше")),
            *ClassCode.choices,
            ("worse", _("хуже, чем в карте")),
            ("better", _("лучше, чем в карте")),
            ("none", _("не посчитано")),
        ),
        by_preliminary_class,
        preliminary_values,
    ),
    Facet("campaign", _("Аттестация"), tuple(CampaignKind.choices), by_campaign_kind, typed=_TYPED_AGAIN),
    Facet("owes", _("Своя карта"), (("card", _("нет карты после вывода из группы")),), owing_groups),
)
