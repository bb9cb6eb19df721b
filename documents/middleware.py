"""A full disk is said in words: nothing was done, nothing needs repair."""

from __future__ import annotations

import errno
from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

FULL = ("disk is full", "No space left", "could not extend file")


class NoSpaceMiddleware:
    """Answers 507 with a sentence when the database or the folder of files has no space left."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The transaction is already rolled back; reading goes on."""
        is_full = isinstance(exception, OperationalError) and any(word in str(exception) for word in FULL)
        if not is_full and not (isinstance(exception, OSError) and exception.errno in (errno.ENOSPC, errno.EDQUOT)):
            return None
        if hasattr(request, "session"):
            request.session.modified = False  # saving it would want space, too, and turn the words into a 500
        context = {
            "title": _("Нет места на диске"),
            "message": _(
                "Действие не выполнено, и ничего не записано наполовину. Сообщите администратору сервера; "
                "когда место появится, повторите: восстанавливать ничего не нужно."
            ),
        }
        return render(request, "error.html", context, status=507)
