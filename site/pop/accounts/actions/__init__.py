"""The only writers of people, their notices, codes, roles and consent."""

from pop.accounts.actions.consent import give_consent, make_consent_code, withdraw_consent
from pop.accounts.actions.hiding import erase_hiding, hide_person, show_person
from pop.accounts.actions.notices import choose_notices, delete_notice, erase_notices, mark_notices_read, notify
from pop.accounts.actions.people import SignedUp, change_pseudonym, choose_age_band, delete_account, sign_up
from pop.accounts.actions.recovery import recover, renew_recovery_codes
from pop.accounts.actions.roles import add_organisation, end_lapsed_roles, end_role, grant_role, make_owner

__all__ = [
    "SignedUp",
    "add_organisation",
    "change_pseudonym",
    "choose_age_band",
    "choose_notices",
    "delete_account",
    "delete_notice",
    "end_lapsed_roles",
    "end_role",
    "erase_hiding",
    "erase_notices",
    "give_consent",
    "grant_role",
    "hide_person",
    "make_consent_code",
    "make_owner",
    "mark_notices_read",
    "notify",
    "recover",
    "renew_recovery_codes",
    "show_person",
    "sign_up",
    "withdraw_consent",
]
