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

urlpatterns = [
    path("login/", login, name="account_login"),
    path("login/", login, name="login"),
    path("logout/", logout, name="account_logout"),
    path("logout/", logout, name="logout"),
    path("password/", password, name="account_change_password"),
    path("password/", password, name="password"),
    path(
        "inactive/",
        account.AccountInactiveView.as_view(template_name="accounts/inactive.html"),
        name="account_inactive",
    ),
    path(
        "access/password/",
        account.ReauthenticateView.as_view(template_name="accounts/reauthenticate.html"),
        name="account_reauthenticate",
    ),
    path("access/", factors.IndexView.as_view(template_name="accounts/access.html"), name="mfa_index"),
    path(
        "access/code/",
        factors.AuthenticateView.as_view(template_name="accounts/second_factor.html"),
        name="mfa_authenticate",
    ),
    path(
        "access/again/",
        factors.ReauthenticateView.as_view(template_name="accounts/reauthenticate.html"),
        name="mfa_reauthenticate",
    ),
    path(
        "access/app/",
        totp.ActivateTOTPView.as_view(template_name="accounts/totp.html"),
        name="mfa_activate_totp",
    ),
    path(
        "access/app/remove/",
        totp.DeactivateTOTPView.as_view(template_name="accounts/factor_remove.html"),
        name="mfa_deactivate_totp",
    ),
    path(
        "access/codes/",
        recovery.ViewRecoveryCodesView.as_view(template_name="accounts/recovery_codes.html"),
        name="mfa_view_recovery_codes",
    ),
    path(
        "access/codes/new/",
        recovery.GenerateRecoveryCodesView.as_view(template_name="accounts/recovery_codes_new.html"),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "access/keys/new/",
        keys.AddWebAuthnView.as_view(template_name="accounts/key_add.html"),
        name="mfa_add_webauthn",
    ),
    path(
        "access/keys/<int:pk>/remove/",
        keys.RemoveWebAuthnView.as_view(
            template_name="accounts/factor_remove.html", success_url=reverse_lazy("mfa_index")
        ),
        name="mfa_remove_webauthn",
    ),
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
