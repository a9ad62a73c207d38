"""Not wanting to see somebody's words. Nobody else ever learns of it: not by a row in the log either."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pop.accounts import policies, selectors
from pop.accounts.contracts import Actor
from pop.accounts.events import PeopleHidden
from pop.accounts.models import HiddenPerson, Hiding, Persona
from pop.core.errors import Absent, Invalid, Refused, SignInNeeded
from pop.core.events import emit

MOST_HIDDEN = 200


@transaction.atomic
def hide_person(*, actor: Actor, persona_id: UUID, how: str) -> HiddenPerson:
    """Fold somebody's words away (mute), or see nothing of them (block); asked again, the other of the two (SG-05).

    Raises SignInNeeded, Absent for somebody unknown or oneself, Refused for staff (either way: staff read everything,
    and everybody reads them), Invalid for another way of hiding.
    """
    if actor.persona_id is None:
        raise SignInNeeded
    if how not in Hiding.values:
        raise Invalid(fields={"how": [_("Please choose one.")]})
    other = Persona.objects.filter(pk=persona_id, login__isnull=False).exclude(pk=actor.persona_id).first()
    if other is None:
        raise Absent
    if not policies.may_hide(actor, other_is_staff=bool(selectors.roles_held(login_id=other.login_id))):
        raise Refused(_("You cannot hide this person: staff are there for everybody."), code="staff")
    if HiddenPerson.objects.filter(persona=actor.persona_id).exclude(hidden=other).count() >= MOST_HIDDEN:
        raise Refused(_("Your list is full. Show somebody again first."), code="full")
    row, _made = HiddenPerson.objects.update_or_create(persona_id=actor.persona_id, hidden=other, defaults={"how": how})
    emit(PeopleHidden(persona_id=actor.persona_id))
    return row


@transaction.atomic
def show_person(*, actor: Actor, hidden_id: UUID) -> None:
    """See somebody again. `hidden_id` names the line of one's own list. Raises SignInNeeded, Absent."""
    if actor.persona_id is None:
        raise SignInNeeded
    if not HiddenPerson.objects.filter(pk=hidden_id, persona=actor.persona_id).delete()[0]:
        raise Absent
    emit(PeopleHidden(persona_id=actor.persona_id))


def erase_hiding(persona_id: UUID) -> None:
    """Part of deleting a person, on either side; in the caller's transaction."""
    HiddenPerson.objects.filter(persona=persona_id).delete()
    HiddenPerson.objects.filter(hidden=persona_id).delete()
