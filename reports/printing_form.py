"""The forms in which a person chooses what to print or to gather of a campaign."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from attestation.models import Campaign
from attestation.selectors import current_cards, listed_groups
from reports.export import PDF
from reports.jobs.printing import ZIP, PrintChoice, chosen_cards
from workplaces.models import AnalogousGroup, Department

_RANGE = re.compile(r"(\d+)\s*[-–—]\s*(\d+)")
_MOST = 10_000  # numbers in one range
MOST_TICKED = 500
"""Cards that are listed to be ticked; of more, numbers or a department are named."""


class PrintRunForm(forms.Form):
    """What, of which department or numbers, and packed how."""

    what = forms.ChoiceField(
        label=_("Что печатать"),
        choices=[("cards", _("карты аттестации")), ("all", _("все бумаги: приказы, перечни, план, карты"))],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label=_("Карты подразделения"),
        required=False,
        empty_label=_("всех подразделений"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    numbers = forms.CharField(
        label=_("Карты рабочих мест №"),
        required=False,
        help_text=_("По штатному расписанию, например: 1–20, 35; или отметьте ниже. Пусто — все."),
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    rationale = forms.BooleanField(
        label=_("К каждой карте — обоснование классов"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    pack = forms.ChoiceField(
        label=_("В каком виде"),
        choices=[(PDF, _("один PDF с закладками")), (ZIP, _("архив с описью: PDF и Excel"))],
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        data: Any = self.data
        self.ticked: tuple[str, ...] = tuple(data.getlist("card")) if self.is_bound else ()
        self.cards = list(current_cards(campaign)[: MOST_TICKED + 1])
        if len(self.cards) > MOST_TICKED:
            self.cards = []
            self.fields["numbers"].help_text = _("По штатному расписанию, например: 1–20, 35. Пусто — все.")
        departments: Any = self.fields["department"]
        departments.queryset = Department.objects.filter(employer=campaign.employer).select_related("parent")

    def clean_numbers(self) -> tuple[str, ...]:
        """Read «1–20, 35» and the ticks of the list; refuse what is no number and ranges nobody means."""
        found: list[str] = [*self.ticked]
        for piece in filter(None, (text.strip() for text in self.cleaned_data["numbers"].split(","))):
            limits = _RANGE.fullmatch(piece)
            if limits is None:
                found.append(piece)
                continue
            first, last = int(limits[1]), int(limits[2])
            if not 0 <= last - first < _MOST:
                raise forms.ValidationError(_("Не понят промежуток «%(piece)s»"), params={"piece": piece})
            found += [str(number) for number in range(first, last + 1)]
        return tuple(dict.fromkeys(found))

    def clean(self) -> dict[str, Any]:
        """Refuse a choice in which no card is."""
        super().clean()
        if not self.errors and self.cleaned_data["what"] == "cards" and not self.count():
            raise forms.ValidationError(_("Ни одной карты не выбрано"))
        return self.cleaned_data

    def choice(self) -> PrintChoice:
        """The choice of a valid form."""
        data = self.cleaned_data
        department = data["department"]
        return PrintChoice(
            campaign=self.campaign.pk,
            what=data["what"],
            department=department and department.pk,
            numbers=tuple(data["numbers"]),
            pack=data["pack"],
            rationale=data["rationale"],
        )

    def count(self) -> int:
        """How many cards the choice holds."""
        return chosen_cards(self.choice(), self.campaign).count()


class DossierForm(forms.Form):
    """Of the whole campaign, or of one workplace."""

    number = forms.CharField(
        label=_("Рабочее место №"),
        required=False,
        help_text=_("По штатному расписанию. Пусто — комплект всей аттестации."),
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign

    def clean_number(self) -> AnalogousGroup | None:
        """The group of the list with that number; none for the whole campaign."""
        number = self.cleaned_data["number"].strip()
        if not number:
            return None
        group: AnalogousGroup | None = listed_groups(self.campaign).filter(number=number).first()
        if group is None:
            raise forms.ValidationError(_("В перечне этой аттестации нет рабочего места № %(n)s"), params={"n": number})
        return group
