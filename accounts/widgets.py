"""How the fields of all forms look."""

from __future__ import annotations

from typing import Any

from django import forms


class DateInput(forms.DateInput):
    """A date field of the browser, filled with an ISO date."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class TimeInput(forms.TimeInput):
    """A time field of the browser."""

    input_type = "time"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%H:%M", **kwargs)


_WIDGETS: dict[type[forms.Field], type[forms.Widget]] = {forms.DateField: DateInput, forms.TimeField: TimeInput}
_CLASSES = {
    forms.CheckboxInput: "form-check-input",
    forms.CheckboxSelectMultiple: "choice-list",
    forms.Select: "form-select",
    forms.SelectMultiple: "form-select",
}


def dress(fields: dict[str, forms.Field]) -> None:
    """Give the fields of a form the look of the pages, and dates the browser's own calendar."""
    for form_field in fields.values():
        for kind, widget in _WIDGETS.items():
            if isinstance(form_field, kind):
                form_field.widget = widget()
        css = next((c for kind, c in _CLASSES.items() if isinstance(form_field.widget, kind)), "form-control")
        form_field.widget.attrs["class"] = css
        if isinstance(form_field.widget, forms.Textarea):
            form_field.widget.attrs["rows"] = 2
