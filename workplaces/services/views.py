"""Saved views of tables: a person's own, without history."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from accounts.models import Employer, User
from workplaces.models import SavedView


def saved_view_put(*, employer: Employer, user: User, table: str, name: str, query: str) -> SavedView:
    """Keep a view under a name; the same name is written over. Raises ``ValidationError``."""
    view = SavedView.objects.filter(employer=employer, user=user, table=table, name=name.strip()).first()
    view = view or SavedView(employer=employer, user=user, table=table, name=name.strip())
    view.query = query
    view.full_clean()
    view.save()
    return view


def saved_view_drop(view: SavedView, *, user: User) -> None:
    """Forget a view; only one's own."""
    if view.user_id != user.pk:
        raise PermissionDenied
    view.delete()
