"""Addresses of the accounts room. Of allauth only these: nobody signs up, there are no addresses to confirm."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import path, reverse_lazy
from django.views.decorators.http import require_POST

from accounts.views import journal, language, organisation, people, session

login = account.LoginView.as_view(template_name="accounts/login.html")
logout = require_POST(account.LogoutView.as_view())
password = account.PasswordChangeView.as_view(
    template_name="accounts/password.html", success_url=reverse_lazy("mfa_index")
)

AGAIN, SECOND = "accounts/reauthenticate.html", "accounts/second_factor.html"
CODES, RENEWED = "accounts/recovery_codes.html", "accounts/recovery_codes_new.html"
REMOVED = "accounts/factor_remove.html"
_INDEX = reverse_lazy("mfa_index")
ACCESS = (
    ("inactive/", account.AccountInactiveView.as_view(template_name="accounts/inactive.html"), "account_inactive"),
    ("access/password/", account.ReauthenticateView.as_view(template_name=AGAIN), "account_reauthenticate"),
    ("access/", factors.IndexView.as_view(template_name="accounts/access.html"), "mfa_index"),
    ("access/code/", factors.AuthenticateView.as_view(template_name=SECOND), "mfa_authenticate"),
    ("access/again/", factors.ReauthenticateView.as_view(template_name=AGAIN), "mfa_reauthenticate"),
    ("access/app/", totp.ActivateTOTPView.as_view(template_name="accounts/totp.html"), "mfa_activate_totp"),
    ("access/app/remove/", totp.DeactivateTOTPView.as_view(template_name=REMOVED), "mfa_deactivate_totp"),
    ("access/codes/", recovery.ViewRecoveryCodesView.as_view(template_name=CODES), "mfa_view_recovery_codes"),
    (
        "access/codes/new/",
        recovery.GenerateRecoveryCodesView.as_view(template_name=RENEWED),
        "mfa_generate_recovery_codes",
    ),
    ("access/keys/new/", keys.AddWebAuthnView.as_view(template_name="accounts/key_add.html"), "mfa_add_webauthn"),
    (
        "access/keys/<int:pk>/remove/",
        keys.RemoveWebAuthnView.as_view(template_name=REMOVED, success_url=_INDEX),
        "mfa_remove_webauthn",
    ),
)
"""Address, view and name: allauth finds its views by these names."""

urlpatterns = [
    path("login/", login, name="account_login"),
    path("login/", login, name="login"),
    path("logout/", logout, name="account_logout"),
    path("logout/", logout, name="logout"),
    path("password/", password, name="account_change_password"),
    path("password/", password, name="password"),
    *(path(address, view, name=name) for address, view, name in ACCESS),
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person-new"),
    path("people/roles/new/", people.role_new, name="role-new"),
    path("people/roles/<int:pk>/end/", people.role_end, name="role-end"),
    path("people/<int:pk>/reset/", people.access_renew, name="access-renew"),
    path("people/<int:pk>/unlock/", people.signing_open, name="signing-open"),
    path("organisation/", organisation.organisation, name="organisation"),
    path("employer/<int:pk>/", session.choose_employer, name="choose-employer"),
    path("language/", language.language_choose, name="language"),
    path("journal/", journal.journal, name="journal"),
]
