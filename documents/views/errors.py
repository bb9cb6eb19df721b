"""Pages for what went wrong, in words."""

from __future__ import annotations

import logging
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

logger = logging.getLogger("attestation.errors")


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """403: the role does not allow it."""
    context = {
        "title": _("Нет доступа"),
        "message": str(exception or "") or _("У вашей роли нет доступа к этой странице."),
    }
    return render(request, "error.html", context, status=403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """404: there is no such page, or it belongs to another employer."""
    context = {
        "title": _("Страница не найдена"),
        "message": _("Такой страницы нет, или она недоступна вашей организации."),
    }
    return render(request, "error.html", context, status=404)


def too_many(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """429: asked too often; waiting helps."""
    context = {
        "title": _("Слишком много запросов"),
        "message": _("Подождите минуту и повторите."),
    }
    return render(request, "error.html", context, status=429)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault; the number helps to find the record of it."""
    number = uuid.uuid4().hex[:12]
    logger.error("error page %s shown for %s", number, request.path)
    context = {
        "title": _("Ошибка на нашей стороне"),
        "message": _("Ничего не потеряно: действие не выполнено. Сообщите администратору номер %s.") % number,
    }
    return render(request, "error.html", context, status=500)
