"""Forms of the accounts room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Employer, Role, User
from accounts.widgets import dress
from norms.settings import QUESTIONS, readings_of
from norms.settings_words import words_of

READING = "reading-"


class PersonForm(forms.Form):
    """A new person of the employer: name, log-in, first role."""

    last_name = forms.CharField(label=_("Фамилия"), max_length=150)
    first_name = forms.CharField(label=_("Имя"), max_length=150)
    patronymic = forms.CharField(label=_("Отчество"), max_length=150, required=False)
    position = forms.CharField(
        label=_("Должность"), max_length=200, help_text=_("Как её печатать в документах: «главный инженер».")
    )
    role = forms.ChoiceField(label=_("Роль"), choices=Role)
    username = forms.SlugField(label=_("Имя для входа"), max_length=150, help_text=_("Латинские буквы, цифры, дефис."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self.fields)


class RoleForm(forms.Form):
    """One more role of a person who already works with the employer."""

    user = forms.ModelChoiceField(User.objects.none(), label=_("Кто"))
    role = forms.ChoiceField(label=_("Роль"), choices=Role)
    position = forms.CharField(label=_("Должность"), max_length=200, required=False)

    def __init__(self, *args: Any, employer: Employer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = self.fields["user"]
        assert isinstance(people, forms.ModelChoiceField)
        people.queryset = User.objects.filter(memberships__employer=employer).distinct()
        dress(self.fields)


class EmployerForm(forms.ModelForm):
    """The employer's own data, and how it reads the unclear points of the act: a field for each."""

    class Meta:
        model = Employer
        fields = ["name", "head_position", "head_name", "place", "work_week", "is_budget_funded"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for setting, (_note, question) in QUESTIONS.items():
            readings = readings_of(setting)
            self.fields[f"{READING}{setting}"] = forms.ChoiceField(
                label=gettext(question),
                choices=[(reading, gettext(words_of(setting, reading))) for reading in readings],
                initial=self.instance.interpretations.get(setting, readings[0]),
                required=False,
            )
        dress(self.fields)

    def clean(self) -> dict[str, Any]:
        """Gather the readings that differ from the default ones."""
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["interpretations"] = {
            setting: chosen
            for setting in QUESTIONS
            if (chosen := cleaned.get(f"{READING}{setting}")) and chosen != readings_of(setting)[0]
        }
        return cleaned
