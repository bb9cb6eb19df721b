"""Fields of the editors: numbers with a decimal comma, rows chosen by a few letters."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.utils import flatatt
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from documents.pickers import Picker
from documents.workbooks.values import normalized


class DecimalInput(forms.TextInput):
    """A number as people write it: «0,5», without trailing zeros."""

    def format_value(self, value: Any) -> str | None:
        """Return the text of a stored number; typed text stays as typed."""
        if not isinstance(value, Decimal):
            return None if value is None else str(value)
        text = format(value, "f")
        return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


class PickInput(forms.TextInput):
    """A text with suggestions and, beside it, the key of the row that was chosen."""

    choices: Any = ()

    def __init__(self, picker: Picker) -> None:
        super().__init__(attrs={"autocomplete": "off"})
        self.picker = picker
        self.rows: QuerySet = picker.model._base_manager.none()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Show the name of the chosen row; its key stands in a hidden field."""
        text, pk = self.text_and_key(str(value) if value not in (None, "") else "")
        address = reverse("pick", args=[self.picker.model._meta.label_lower])
        given = self.build_attrs(self.attrs, {**(attrs or {}), "data-pick": address})
        return format_html(
            '<span class="pick"><input type="text" name="{0}" value="{1}"{2}>'
            '<input type="hidden" name="{0}-pk" value="{3}"></span>',
            name,
            text,
            flatatt(given),
            pk,
        )

    def text_and_key(self, value: str) -> tuple[str, str]:
        """Split what stands in the field into the name to show and the key of the row, if known."""
        text, _bar, pk = value.rpartition("|")
        if not pk.isdigit():
            return value, ""
        if text:
            return text, pk
        chosen = self.rows.filter(pk=int(pk)).first()
        return (str(chosen), pk) if chosen else (pk, "")

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        """Join name and key: «шум|12», or the name alone."""
        text, pk = str(data.get(name) or "").strip(), str(data.get(f"{name}-pk") or "")
        return f"{text}|{pk}" if text and pk.isdigit() else text


class PickField(forms.ModelChoiceField):
    """A choice among many rows: by its key, or by the full name typed or pasted."""

    def __init__(self, picker: Picker, **kwargs: Any) -> None:
        self.picker = picker
        super().__init__(picker.model._base_manager.none(), widget=PickInput(picker), **kwargs)

    def offer(self, rows: QuerySet) -> None:
        """Set the rows that may be chosen."""
        self.queryset = rows
        self.widget.rows = rows

    def to_python(self, value: Any) -> Any:
        """Return the row of a key or of a full name; raises ``ValidationError`` for none or several."""
        if value in self.empty_values:
            return None
        rows = self.queryset
        assert rows is not None
        text, _bar, pk = str(value).rpartition("|")
        chosen = rows.filter(pk=int(pk)).first() if pk.isdigit() else None
        if chosen is not None and (not text or normalized(text) == normalized(str(chosen))):
            return chosen
        found = self.picker.named(rows, text or pk)
        if len(found) == 1:
            return found[0]
        if found:
            raise ValidationError(_("Таких несколько: выберите из предложенных."), code="several")
        raise ValidationError(
            _("«%s» нет в справочнике: наберите две буквы и выберите из предложенных или добавьте в «Справочники».")
            % (text or pk),
            code="unknown",
        )
