"""Forms that offer only what belongs to the employer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Employer, EmployerOwned, User
from accounts.widgets import dress
from documents.fields import DecimalInput, PickField, PicksField
from documents.models import Document, DocumentPart, ShownPrint
from documents.pickers import picker_of
from documents.services.editing import editing, part_write, require_row
from documents.workbooks.base import importer_choices

MAX_P7S = 1024 * 1024
MOST_TICKED = 100
"""Rows that are offered with a box to tick each; of more, people write the names or numbers."""


def empty_choices(db_field: Any, **kwargs: Any) -> forms.Field | None:
    """Give a choice of rows no rows when the form class is made: the employer is known only later."""
    if isinstance(db_field, (models.ForeignKey, models.ManyToManyField)):
        kwargs["queryset"] = db_field.related_model._base_manager.none()
    found: forms.Field | None = db_field.formfield(**kwargs)
    return found


class OwnedForm(forms.ModelForm):
    """A form of a row of one employer: every choice is among that employer's rows and people.

    ``EXTRA`` names the fields that a table of rows puts together in its last column. ``SHOWN_FOR`` maps
    a field to the answers that ask for it, of the choice ``SHOWN_BY``: for others the page keeps it aside.
    """

    EXTRA: ClassVar[tuple[str, ...]] = ()
    SHOWN_FOR: ClassVar[Mapping[str, str]] = {}
    SHOWN_BY: ClassVar[str] = "method"

    class Meta:
        formfield_callback = empty_choices

    def __init__(self, *args: Any, employer: Employer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.employer = employer
        for name, form_field in self.fields.items():
            if type(form_field) is forms.ModelChoiceField and form_field.queryset is not None:
                self._offer(name, form_field)
            elif isinstance(form_field, forms.ModelMultipleChoiceField) and form_field.queryset is not None:
                self._offer_many(name, form_field)
        dress(self.fields)
        for name, answers in self.SHOWN_FOR.items():
            self.fields[name].shown_for = answers  # type: ignore[attr-defined]  # read by the templates
            self.fields[name].shown_by = self.SHOWN_BY  # type: ignore[attr-defined]
        for form_field in self.fields.values():
            if isinstance(form_field, forms.DecimalField):
                form_field.localize = True
                form_field.widget = DecimalInput(attrs={"class": "form-control", "inputmode": "decimal"})

    def _offer(self, name: str, form_field: forms.ModelChoiceField) -> None:
        assert form_field.queryset is not None
        model = form_field.queryset.model
        picker, own = picker_of(model), self._own(model)
        if picker is None or picker.is_short(own):
            form_field.queryset = own.select_related(*picker.related) if picker and picker.related else own
            return
        words = {"required": form_field.required, "label": form_field.label, "help_text": form_field.help_text}
        picked = PickField(picker, initial=form_field.initial, **words)
        picked.offer(own)
        self.fields[name] = picked

    def _offer_many(self, name: str, form_field: forms.ModelMultipleChoiceField) -> None:
        assert form_field.queryset is not None
        model = form_field.queryset.model
        picker, own = picker_of(model), self._own(model)
        if picker is not None and own.order_by()[: MOST_TICKED + 1].count() > MOST_TICKED:
            words = {"required": form_field.required, "label": form_field.label}
            self.fields[name] = PicksField(picker, own, **words)
            return
        form_field.queryset = own.select_related(*picker.related) if picker and picker.related else own
        if type(form_field.widget) is forms.SelectMultiple:  # nobody guesses that Ctrl is held for the second
            form_field.widget = forms.CheckboxSelectMultiple()
            form_field.widget.choices = form_field.choices

    def _own(self, model: Any) -> Any:
        """Rows of a model that belong to the employer; nothing of a model that belongs to nobody."""
        if issubclass(model, EmployerOwned):
            return model.objects.filter(employer=self.employer)
        if model is User:
            return User.objects.filter(memberships__employer=self.employer).distinct()
        return model._base_manager.none()

    def store(self, actor: User, expected_row: str | None = None, expected_version: int | None = None) -> DocumentPart:
        """Save the row of a document that this valid form holds; raises ``StaleRow``, ``LockedDocument``."""
        parent = self.instance.parent
        with editing(parent, actor=actor, expected_version=expected_version, act="edit_row") as document:
            require_row(self.instance, expected_row)
            return self.write(document, actor)

    def write(self, document: Document, actor: User) -> DocumentPart:
        """Write the row into a document that is being edited."""
        row: DocumentPart = self.save(commit=False)
        return part_write(document, row, actor=actor)


def form_of(model: type[models.Model], *fields: str) -> type[OwnedForm]:
    """Return the form of a row that is nothing but its fields."""
    made: type[OwnedForm] = forms.modelform_factory(model, form=OwnedForm, fields=fields)  # type: ignore[assignment]
    return made


class UploadForm(forms.Form):
    """A workbook to import."""

    kind = forms.ChoiceField(label=_("Что загружаете"), choices=importer_choices)
    file = forms.FileField(label=_("Книга Excel (.xlsx)"), help_text=_("До 10 МБ, без макросов и пароля."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".xlsx"
        dress(self.fields)


class SignatureFileForm(forms.Form):
    """A detached ЭЦП, and which print it signs."""

    file = forms.FileField(label=_("Файл ЭЦП (.p7s)"), help_text=_("Отсоединённая подпись, до 1 МБ."))
    pdf_digest = forms.ChoiceField(
        label=_("Подписанный файл"), required=False, help_text=_("Хэш PDF, который был подписан этой ЭЦП.")
    )

    def __init__(self, *args: Any, prints: models.QuerySet[ShownPrint], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["pdf_digest"]
        assert isinstance(choice, forms.ChoiceField)
        found = {shown.sha256: f"{shown.sha256[:16]}…, {shown.shown_at:%d.%m.%Y}" for shown in prints}
        choice.choices = [("", _("другой файл")), *found.items()]
        self.fields["file"].widget.attrs["accept"] = ".p7s,.sig"
        dress(self.fields)

    def clean_file(self) -> Any:
        """Refuse what cannot be a detached signature: DER and PEM begin with known bytes."""
        file = self.cleaned_data["file"]
        head = file.read(16)
        file.seek(0)
        if file.size > MAX_P7S:
            raise forms.ValidationError(_("Файл больше 1 МБ: нужна отсоединённая подпись, без самого документа."))
        if not head.startswith((b"\x30", b"-----BEGIN", b"MI")):
            raise forms.ValidationError(_("Это не файл ЭЦП: ожидается .p7s (CMS в DER, PEM или Base64)."))
        return file
