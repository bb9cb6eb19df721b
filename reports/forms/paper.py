"""Sets a context into its template: the HTML that the renderer turns into paper."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string


def html_of(template: str, form: Any) -> str:
    """Return the HTML of a printed form; the template reads ``form`` and decides nothing."""
    return render_to_string(f"print/{template}", {"form": form})
