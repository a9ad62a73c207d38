"""Who may do what with the directory. Reading it needs nobody's leave (SG-33, SG-43)."""

from pop.accounts.contracts import SYSTEM, Actor, Role

CHECKERS = (Role.SAFEGUARDING_LEAD, Role.MODERATOR, Role.OWNER)


def may_record_check(actor: Actor) -> bool:
    """Staff who look after young people here may say that they called or opened a service today."""
    return actor.has_role(*CHECKERS)


def role_of_check(actor: Actor) -> Role:
    """The role a check is recorded under: the one closest to the work."""
    return next(role for role in CHECKERS if role in actor.roles)


def may_import_services(actor: Actor) -> bool:
    """The import command (the software itself), or an owner."""
    return actor is SYSTEM or actor.has_role(Role.OWNER)


def may_choose_country(actor: Actor) -> bool:
    """Anybody who is signed in, for themselves: also who may not take part in anything yet (SG-43)."""
    return actor.persona_id is not None
