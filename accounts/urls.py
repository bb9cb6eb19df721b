"""Addresses of the accounts room."""

from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.urls import path, reverse_lazy

from accounts.views import journal, organisation, people, session

urlpatterns = [
    path(
        "login/", LoginView.as_view(template_name="accounts/login.html", redirect_authenticated_user=True), name="login"
    ),
    path("logout/", LogoutView.as_view(), name="logout"),
    path(
        "password/",
        PasswordChangeView.as_view(template_name="accounts/password.html", success_url=reverse_lazy("home")),
        name="password",
    ),
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person-new"),
    path("people/roles/new/", people.role_new, name="role-new"),
    path("people/roles/<int:pk>/end/", people.role_end, name="role-end"),
    path("organisation/", organisation.organisation, name="organisation"),
    path("employer/<int:pk>/", session.choose_employer, name="choose-employer"),
    path("journal/", journal.journal, name="journal"),
]
