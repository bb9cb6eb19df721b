"""The employer's own data and readings of the act."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.forms import EmployerForm
from accounts.requests import PersonRequest
from accounts.services.employers import employer_update


def organisation(request: PersonRequest) -> HttpResponse:
    """Change the employer's data; cards that are already assessed keep what they used."""
    employer = request.employer
    if employer is None or not request.user.has_perm("accounts.change_employer", employer):
        raise PermissionDenied
    form = EmployerForm(request.POST or None, instance=employer)
    if request.method == "POST" and form.is_valid():
        names = (*EmployerForm.Meta.fields, "interpretations")
        try:
            employer_update(employer.pk, {name: form.cleaned_data[name] for name in names}, actor=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Сохранено"))
            return redirect("organisation")
    return render(request, "accounts/organisation.html", {"form": form})
