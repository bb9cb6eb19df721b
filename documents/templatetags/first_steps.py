"""How to begin, on screens: what an empty list says, what a form with nothing to choose from leads to."""

from __future__ import annotations

from typing import Any

from django import template

from documents.beginnings import beginning_of
from documents.reference import ReferenceScreen, all_references

register = template.Library()


@register.inclusion_tag("includes/beginning.html", takes_context=True)
def beginning(context: Any, slug: str) -> dict[str, Any]:
    """What an empty list says: how it begins, with the steps that the person may take."""
    found, user, employer = beginning_of(slug), context["user"], context["employer"]
    steps = found.steps if found else ()
    return {
        "beginning": found,
        "steps": [s for s in steps if not s.permission or user.has_perm(s.permission, employer)],
    }


@register.simple_tag(takes_context=True)
def first_of(context: Any, field: Any) -> ReferenceScreen | None:
    """The reference data to begin with where a form asks to choose a row and there is none to choose from."""
    rows = getattr(field.field, "queryset", None)
    user, employer = context.get("user"), context.get("employer")
    if rows is None or employer is None or not field.field.required:
        return None
    screen = next((each for each in all_references() if each.model is rows.model), None)
    if screen is None or not screen.may("change", user, employer) or rows.exists():
        return None
    return screen
