"""Account pages. Of allauth's, only those that make sense without e-mail."""

from allauth.account import views as allauth_views
from django.urls import URLPattern, URLResolver, include, path

from pop.accounts.views import entrance, own, staff

urlpatterns: list[URLPattern | URLResolver] = [
    path("", own.home, name="account_home"),
    path("signup/", entrance.sign_up, name="account_signup"),
    path("login/", allauth_views.login, name="account_login"),
    path("logout/", entrance.SignOut.as_view(), name="account_logout"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("recover/", entrance.recover, name="account_recover"),
    path("reauthenticate/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("passphrase/", allauth_views.password_change, name="account_change_password"),
    path("notices/", own.notices, name="account_notices"),
    path("notices/choose/", own.choose_notices, name="account_choose_notices"),
    path("notices/<uuid:notice_id>/read/", own.read_notices, name="account_read_notice"),
    path("notices/<uuid:notice_id>/delete/", own.delete_notice, name="account_delete_notice"),
    path("notices/read/", own.read_notices, name="account_read_notices"),
    path("hidden/", own.hidden, name="account_hidden"),
    path("hidden/<uuid:hidden_id>/show/", own.show_again, name="account_show_again"),
    path("name/", own.name, name="account_name"),
    path("age/", own.age_band, name="account_age_band"),
    path("codes/", own.codes, name="account_codes"),
    path("codes/saved/", entrance.codes_saved, name="account_codes_saved"),
    path("consent/", own.consent, name="account_consent"),
    path("consent/withdraw/", own.withdraw_consent, name="account_withdraw_consent"),
    path("consent/codes/", staff.consent_codes, name="account_consent_codes"),
    path("data/", own.data, name="account_data"),
    path("data/download/", own.download, name="account_download"),
    path("data/delete/", own.delete, name="account_delete"),
    path("security/", own.security, name="account_security"),
    path("security/totp.svg", own.totp_picture, name="account_totp_picture"),
    path("security/", include("allauth.mfa.urls")),
    path("staff/", staff.roles, name="account_staff"),
    path("staff/organisations/", staff.add_organisation, name="account_add_organisation"),
    path("staff/<uuid:role_id>/end/", staff.end_role, name="account_end_role"),
]
