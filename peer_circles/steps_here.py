"""The steps staff can take beside the room about what somebody wrote in it."""

from moderation.forms import SanctionForm
from moderation.policies.sanctions import steps_open_to
from moderation.sanctions.places import Place
from moderation.sanctions.steps import lengths_of
from peer_circles import policies
from peer_circles.models import Circle
from pop.accounts.contracts import Actor


def step_form(actor: Actor, circle: Circle) -> SanctionForm | None:
    """With the steps open to them about a member; who may not moderate this circle has none."""
    if not policies.may_moderate(actor, circle):
        return None
    steps = steps_open_to(actor, Place(policies.PLACE, circle.pk), ())
    return SanctionForm(auto_id=False).with_choices(steps, lengths_of(steps)) if steps else None
