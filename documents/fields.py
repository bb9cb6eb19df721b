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
        text, bar, pk = value.rpartition("|")
        if not pk.isdigit():
            return (text if bar else value), ""
        if text:
            return text, pk
        chosen = self.rows.filter(pk=int(pk)).first()
        return (str(chosen), pk) if chosen else (pk, "")

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        """Join name and key: «шум|12». What a person typed keeps the bar without a key: «36|» is number 36, no key."""
        text, pk = str(data.get(name) or "").strip(), str(data.get(f"{name}-pk") or "")
        is_typed = f"{name}-pk" in data
        return f"{text}|{pk if pk.isdigit() else ''}" if text and is_typed else text


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
        text, _bar, pk = str(value).rpartition("|")  # a key alone comes from an address, never from a keyboard
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


class PicksField(forms.ModelMultipleChoiceField):
    """Several of many rows by name or number, with semicolons between them."""

    widget = forms.TextInput

    def __init__(self, picker: Picker, rows: QuerySet, **kwargs: Any) -> None:
        self.picker = picker
        super().__init__(rows, help_text=_("Номера или названия через точку с запятой: «12; 13»."), **kwargs)
        address = reverse("pick", args=[picker.model._meta.label_lower])
        self.widget.attrs |= {"data-pick": address, "data-many": "", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        """The names of chosen rows; typed text as it was typed."""
        return value if isinstance(value, str) or value is None else "; ".join(str(row) for row in value)

    def clean(self, value: Any) -> Any:
        """Return the rows; raises ``ValidationError`` naming each name that means none, and each that means several."""
        names = list(dict.fromkeys(name.strip() for name in str(value or "").split(";") if name.strip()))
        rows = self.queryset
        assert rows is not None
        if self.required and not names:
            raise ValidationError(self.error_messages["required"], code="required")
        found = {name: self.picker.named(rows, name) for name in names}
        if missing := [name for name, rows in found.items() if not rows]:
            raise ValidationError(_("Нет в справочнике: %s") % "; ".join(missing), code="unknown")
        if several := [name for name, rows in found.items() if len(rows) > 1]:
            raise ValidationError(_("Таких несколько, назовите точнее: %s") % "; ".join(several), code="several")
        return [rows[0] for rows in found.values()]
