"""Forms that offer only what belongs to the employer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Employer, EmployerOwned, User
from accounts.widgets import dress
from documents.models import ShownPrint
from documents.workbooks.base import importer_choices

MAX_P7S = 1024 * 1024


def empty_choices(db_field: Any, **kwargs: Any) -> forms.Field | None:
    """Give a choice of rows no rows when the form class is made: the employer is known only later."""
    if isinstance(db_field, (models.ForeignKey, models.ManyToManyField)):
        kwargs["queryset"] = db_field.related_model._base_manager.none()
    found: forms.Field | None = db_field.formfield(**kwargs)
    return found


class OwnedForm(forms.ModelForm):
    """A form of a row of one employer: every choice is among that employer's rows and people."""

    class Meta:
        formfield_callback = empty_choices

    def __init__(self, *args: Any, employer: Employer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.employer = employer
        for form_field in self.fields.values():
            if isinstance(form_field, forms.ModelChoiceField) and form_field.queryset is not None:
                form_field.queryset = self._own(form_field.queryset.model)
        dress(self.fields)

    def _own(self, model: Any) -> Any:
        """Rows of a model that belong to the employer; nothing of a model that belongs to nobody."""
        if issubclass(model, EmployerOwned):
            return model.objects.filter(employer=self.employer)
        if model is User:
            return User.objects.filter(memberships__employer=self.employer).distinct()
        return model._base_manager.none()


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
