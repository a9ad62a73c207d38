"""Signing in: allauth without e-mail, second factors, and how long a session lasts (SEC-40 to SEC-43)."""

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account_home"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "pop.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "pop.accounts.forms.LoginForm",
    "reauthenticate": "pop.accounts.forms.ReauthenticateForm",
    "change_password": "pop.accounts.forms.ChangePassphraseForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",  # a class of thirty behind one address signs in at the same time
    # Asked by allauth for second factors only, after the passphrase was right: no stranger can reach it. Failed
    # passphrases are counted per network by the adapter, never per name: nobody is locked out by others (SEC-42).
    "login_failed": "5/5m/key",
    "reauthenticate": "10/m/user",
    "change_password": "10/m/user",
}

MFA_ADAPTER = "pop.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "POP"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_COUNT = 8

# In seconds. Staff sit in front of more than their own data, young people share devices.
POP_STAFF_IDLE_SECONDS = 30 * 60
POP_IDLE_SECONDS = 2 * 3600
POP_SESSION_SECONDS = 12 * 3600
POP_FRESH_FACTOR_SECONDS = 15 * 60  # for giving and ending roles
SESSION_COOKIE_AGE = POP_SESSION_SECONDS

# Where only staff have business, as routes without the language. Whoever has not shown a second factor is led to it;
# the areas' own policies refuse anyway.
POP_STAFF_ROUTES = ["cms/", "moderation/", "account/staff/", "account/consent/codes/"]
POP_OPEN_ROUTES = [
    "moderation/flag/",
    "moderation/flagged/",
    "moderation/decisions/",
]  # within the above, for everybody
