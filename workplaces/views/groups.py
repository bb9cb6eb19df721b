"""Groups of analogous workplaces: why they are analogous, moving out, copies."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.requests import PersonRequest
from documents.problems import StaleDocument
from documents.views.access import get_owned, require, version_of
from workplaces import matrix
from workplaces.forms import GroupCopyForm, MoveOutForm, WorkplaceCopyForm
from workplaces.models import ASKED, AnalogousGroup, Workplace
from workplaces.rules import check_group_is_analogous
from workplaces.services import plant


def signs(request: PersonRequest, pk: int) -> HttpResponse:
    """The matrix of signs of a group; a POST records the comparison of one workplace."""
    group = get_owned(AnalogousGroup, request, pk=pk)
    context: dict[str, Any] = {}
    status = 200
    if request.method == "POST":
        require(request, "workplaces.change_analogousgroup", group)
        chosen = request.POST.get("workplace", "")
        workplace = get_object_or_404(group.workplaces, pk=int(chosen) if chosen.isdecimal() else 0)
        try:
            plant.workplace_compare(
                workplace, _found(request), actor=request.user, expected_version=version_of(request)
            )
        except StaleDocument as error:
            status = 409
            context = {"stale": error.document, "mine": _found(request)}
        else:
            messages.success(request, _("Сравнение записано"))
            return redirect("group-signs", pk=pk)
    context |= {
        "group": group,
        "matrix": matrix.of_group(group),
        "problems": check_group_is_analogous(group),
        "history": matrix.history_of(group),
        "may_change": request.user.has_perm("workplaces.change_analogousgroup", group),
    }
    return render(request, "workplaces/signs.html", context, status=status)


def _found(request: PersonRequest) -> dict[str, str]:
    """Signs that were looked at: «the same» is ticked, or the difference is in words."""
    found = {}
    for sign in ASKED:
        words = request.POST.get(f"differs-{sign}", "").strip()
        if words or f"same-{sign}" in request.POST:
            found[str(sign)] = words
    return found


def move_out(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a workplace out of its group: approved cards stay, a card of its own is owed."""
    workplace = get_owned(Workplace, request, pk=pk)
    require(request, "workplaces.change_workplace", workplace)
    form = MoveOutForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            group = plant.workplace_move_out(
                workplace,
                reason=form.cleaned_data["reason"],
                on=timezone.localdate(),
                actor=request.user,
                expected_version=version_of(request),
            )
        except ValidationError as error:
            form.add_error(None, error)
        except StaleDocument:
            status = 409
            form.add_error(None, _("Рабочее место только что изменил кто-то ещё: проверьте и подтвердите снова."))
        else:
            messages.success(request, _("Рабочее место выведено из группы. Карты прежней группы не изменились."))
            return redirect("group-signs", pk=group.pk)
    fresh = Workplace.objects.select_related("group__profession").get(pk=pk)
    context = {
        "title": _("Вывести из группы: рабочее место %s") % fresh,
        "help": _(
            "Для рабочего места откроется своя группа с теми же оборудованием, инструментами и материалами. "
            "Утверждённые карты прежней группы останутся как есть, а в «Моих делах» появится задача: "
            "оформить карту этому рабочему месту."
        ),
        "form": form,
        "version": fresh.version,
        "back": fresh.group.get_absolute_url(),
        "button": _("Вывести из группы"),
    }
    return render(request, "workplaces/form.html", context, status=status)


LEFT_BEHIND = gettext_lazy(
    "Не копируются: величины измерений, номера и даты протоколов, классы, подписи, ознакомления, "
    "численность и работники. Что осталось пустым, помечено «заполнить»."
)


def group_clone(request: PersonRequest, pk: int) -> HttpResponse:
    """A new group like this one, with the parts that the person ticks."""
    group = get_owned(AnalogousGroup, request, pk=pk)
    require(request, "workplaces.change_analogousgroup", group)
    form = GroupCopyForm(request.POST or None, initial={"parts": list(plant.PARTS)})
    if request.method == "POST" and form.is_valid():
        try:
            made = plant.group_copy(
                group, number=form.cleaned_data["number"], parts=form.cleaned_data["parts"], actor=request.user
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(made)
    context = {
        "title": _("Копия группы: %s") % group,
        "help": LEFT_BEHIND,
        "form": form,
        "back": group.get_absolute_url(),
        "button": _("Создать копию"),
    }
    return render(request, "workplaces/form.html", context)


def workplace_clone(request: PersonRequest, pk: int) -> HttpResponse:
    """A new workplace in the same group."""
    workplace = get_owned(Workplace, request, pk=pk)
    require(request, "workplaces.change_workplace", workplace)
    form = WorkplaceCopyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = plant.workplace_copy(
                workplace,
                number=form.cleaned_data["number"],
                with_room=form.cleaned_data["with_room"],
                actor=request.user,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("group-signs", pk=made.group_id)
    context = {
        "title": _("Копия рабочего места %s") % workplace,
        "help": LEFT_BEHIND,
        "form": form,
        "back": workplace.group.get_absolute_url(),
        "button": _("Создать копию"),
    }
    return render(request, "workplaces/form.html", context)
