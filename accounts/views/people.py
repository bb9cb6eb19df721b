"""People of the employer: who works here in which role; the administrator adds and ends roles."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import PersonForm, RoleForm
from accounts.models import Employer, Membership, User
from accounts.requests import PersonRequest
from accounts.selectors import people_of
from accounts.services.access import access_reset
from accounts.services.confirming import signing_unlock
from accounts.services.employers import PersonName, membership_end, membership_grant, person_admit


def people(request: PersonRequest) -> HttpResponse:
    """Everybody with a role today, by name."""
    employer = _employer(request, "view")
    context = {
        "people": people_of(employer, timezone.localdate()),
        "may_change": request.user.has_perm("accounts.change_employer", employer),
    }
    return render(request, "accounts/people.html", context)


def person_new(request: PersonRequest) -> HttpResponse:
    """Add a person; the first password is shown once."""
    employer, form = _employer(request, "change"), PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            user, password = person_admit(
                employer=employer,
                username=given["username"],
                name=PersonName(given["last_name"], given["first_name"], given["patronymic"]),
                role=given["role"],
                position=given["position"],
                on=timezone.localdate(),
                actor=request.user,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return render(request, "accounts/person_added.html", {"person": user, "password": password})
    return render(request, "accounts/form.html", {"form": form, "title": _("Новый человек"), "back": "people"})


def role_new(request: PersonRequest) -> HttpResponse:
    """Give a person of the employer one more role."""
    employer = _employer(request, "change")
    form = RoleForm(request.POST or None, employer=employer)
    if request.method == "POST" and form.is_valid():
        try:
            membership_grant(
                **form.cleaned_data, employer=employer, valid_from=timezone.localdate(), actor=request.user
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Роль добавлена"))
            return redirect("people")
    return render(request, "accounts/form.html", {"form": form, "title": _("Ещё одна роль"), "back": "people"})


@require_POST
def role_end(request: PersonRequest, pk: int) -> HttpResponse:
    """End a role with today."""
    membership = get_object_or_404(Membership, pk=pk, employer__in=request.employers)
    if not request.user.has_perm("accounts.change_employer", membership.employer):
        raise PermissionDenied
    if membership.user == request.user:
        messages.error(request, _("Свою роль завершает другой администратор: иначе некому будет её вернуть."))
    else:
        membership_end(membership=membership, valid_to=timezone.localdate(), actor=request.user)
        messages.success(request, _("Роль завершена: последний день — сегодня"))
    return redirect("people")


@require_POST
def access_renew(request: PersonRequest, pk: int) -> HttpResponse:
    """A new password and no second factor for whoever lost the telephone; shown once."""
    person = _colleague(request, pk)
    password = access_reset(person, actor=request.user)
    return render(request, "accounts/person_added.html", {"person": person, "password": password})


@require_POST
def signing_open(request: PersonRequest, pk: int) -> HttpResponse:
    """Let a person sign again after failed confirmations."""
    person, employer = _colleague(request, pk), _employer(request, "change")
    signing_unlock(person, employer_id=employer.pk, actor=request.user)
    messages.success(request, _("Подписание открыто: %s") % person)
    return redirect("people")


def _colleague(request: PersonRequest, pk: int) -> User:
    """Somebody else of the chosen employer; the own access and lock are another administrator's matter."""
    found = User.objects.filter(memberships__employer__in=request.employers).distinct()
    person = get_object_or_404(found, pk=pk)
    employer = _employer(request, "change")
    if person == request.user or not person.memberships.filter(employer=employer).exists():
        raise PermissionDenied(_("Это делает другой администратор."))
    return person


def _employer(request: PersonRequest, verb: str) -> Employer:
    employer = request.employer
    if employer is None or not request.user.has_perm(f"accounts.{verb}_employer", employer):
        raise PermissionDenied
    return employer
