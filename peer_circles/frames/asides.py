"""Asides on the wire: what the two see in their room, and what they and the staff see of it in the circle's. Nobody
else ever gets a byte that depends on one. docs/realtime-protocol.md."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from peer_circles.care import cards_in
from peer_circles.frames.own import own_words
from peer_circles.models import Aside, AsideMessage, AsideWords, Circle
from peer_circles.policies import asides as aside_policies
from peer_circles.selectors.asides import AsideNow, aside_now, asides_going_on, called_for_care, held_words
from peer_circles.selectors.sessions import SessionNow, sessions_on
from peer_circles.states.asides import AsideState
from pop.accounts.contracts import Actor
from pop.realtime.contracts import Frame, Viewer
from pop.support.care import CareCard

# --- In the circle ----------------------------------------------------------------------------------------------------


def aside_bodies(circle: Circle, viewers: Sequence[Viewer], now: datetime) -> list[Frame]:
    """For a member `aside`, what goes on with them; for staff `asides`, all that go on here, and in a session whether
    they `may_offer` one. {} where there is nothing of that."""
    there = asides_going_on(circle, now)
    staff = [viewer for viewer in viewers if viewer.seat.is_staff]
    on = sessions_on([circle], now).get(circle.pk) if staff else None
    return [
        _for_staff(circle, there, viewer, on, now) if viewer.seat.is_staff else _for_member(there, viewer)
        for viewer in viewers
    ]


def _for_member(there: Sequence[AsideNow], viewer: Viewer) -> Frame:
    mine = next((one for one in there if aside_policies.is_its_member(viewer.actor, one.aside)), None)
    return {"aside": _own(mine)} if mine else {}


def _own(one: AsideNow) -> Frame:
    """The card: gentle, private, and with what goes for it (SG-02, SG-04)."""
    aside = one.aside
    name = aside.staff.name if aside.staff else ""
    names = [aside.circle_id, aside.pk]
    body: Frame = {"id": aside.pk, "state": one.state.value}
    if one.state is AsideState.ASKED:
        text = _("We told the grown-ups who look after this circle that you need help. Nobody else sees it.")
        return {**body, "text": text, "answer": reverse("circles:answer_aside", args=names)}
    if one.state is AsideState.OFFERED:
        text = _("{name} would like to talk with you alone for a while.").format(name=name)
        answer = reverse("circles:answer_aside", args=names)
        return {**body, "text": text, "terms": what_goes_for_it(), "answer": answer}
    text = _("Your talk with {name} is open.").format(name=name)
    return {**body, "text": text, "url": reverse("circles:aside", args=names)}


def what_goes_for_it() -> str:
    """Said with every offer, before anybody says yes."""
    return _(
        "A safety lead can look in. What you both write is kept for {days} days. You can say no, and you can stop at "
        "any time. Nobody else learns of it."
    ).format(days=settings.POP_ASIDE_DAYS)


def may_offer_now(actor: Actor, circle: Circle, now: datetime) -> bool:
    """For the page: whether this person may offer somebody a talk at this moment."""
    on = sessions_on([circle], now).get(circle.pk)
    return aside_policies.may_offer_aside(actor, circle, on, now)


def _for_staff(
    circle: Circle, there: Sequence[AsideNow], viewer: Viewer, on: SessionNow | None, now: datetime
) -> Frame:
    """Whether they may offer one changes while people look at it only where there is a session."""
    body: Frame = {"asides": listed} if (listed := [_listed(one, viewer) for one in there]) else {}
    if on is not None:
        body["may_offer"] = aside_policies.may_offer_aside(viewer.actor, circle, on, now)
    return body


def _listed(one: AsideNow, viewer: Viewer) -> Frame:
    aside, actor = one.aside, viewer.actor
    names = [aside.circle_id, aside.pk]
    body: Frame = {
        "id": aside.pk,
        "state": one.state.value,
        "member": {"id": aside.member_id, "name": aside.member.name},
        "text": _sentence(one, is_mine=actor.persona_id == aside.staff_id),
    }
    if one.is_talk and (actor.persona_id == aside.staff_id or aside_policies.may_look_in(actor, aside)):
        body["url"] = reverse("circles:aside", args=names)
    if one.state is AsideState.OFFERED and actor.persona_id == aside.staff_id:
        body["answer"] = reverse("circles:answer_aside", args=names)
    return body


def _sentence(one: AsideNow, *, is_mine: bool) -> str:
    member = one.aside.member.name
    staff = one.aside.staff.name if one.aside.staff else ""
    if one.state is AsideState.ASKED:
        return _("{member} needs help now.").format(member=member)
    if one.state is AsideState.OFFERED:
        return (
            _("You offered {member} a talk. They have not answered yet.").format(member=member)
            if is_mine
            else _("{staff} offered {member} a talk.").format(staff=staff, member=member)
        )
    if is_mine:
        return _("{member} said yes. Your talk is open.").format(member=member)
    return _("{staff} talks with {member} alone.").format(staff=staff, member=member)


# --- In their own room ------------------------------------------------------------------------------------------------


def words_body(message: AsideMessage) -> Frame:
    """For both. What is hidden comes without text and without author."""
    flag = reverse("moderation:flag", kwargs={"kind": "circle_aside_message", "subject_id": message.pk})
    if message.state != AsideWords.PUBLISHED:
        # Nobody has judged what is looked at once more: who read it can still say what it was like.
        told = {"flag": flag} if message.state == AsideWords.HELD else {}
        return {"message": {"id": message.pk, "status": message.state, **told}}
    return {
        "message": {
            "id": message.pk,
            "status": message.state,
            "author": {
                "id": message.author_id,
                "name": message.author.name if message.author else "",
                "facilitator": message.by_staff,
            },
            "text": message.text,
            "flag": flag,
        }
    }


def words_ack(message: AsideMessage) -> Frame:
    return {"client_id": message.client_id, "id": message.pk, "seq": message.seq, "status": message.state}


def inside_bodies(aside: Aside, viewers: Sequence[Viewer], now: datetime) -> list[Frame]:
    """For each of the two `session`, how the talk stands; for the member `help` where it is called for; for the staff
    `mine`, what somebody else reads first."""
    here = aside_now(aside, now)
    return [_inside(here, viewer, now) for viewer in viewers]


def _inside(here: AsideNow, viewer: Viewer, now: datetime) -> Frame:
    aside = here.aside
    body: Frame = {
        "session": {
            "state": here.state.value,
            "may_write": viewer.seat.may_write and here.state is AsideState.OPEN,
            "text": how_it_stands(here, is_staff=viewer.seat.is_staff),
            "url": reverse("circles:circle", args=[aside.circle_id]),
        }
    }
    if viewer.seat.is_staff:
        held = [message for message in held_words(aside) if message.author_id == viewer.actor.persona_id]
        return {**body, "mine": [own_words(message) for message in held]} if held else body
    if (card := help_inside(here, now)) is not None:
        body["help"] = card
    return body


def how_it_stands(here: AsideNow, *, is_staff: bool) -> str:
    other = here.aside.member if is_staff else here.aside.staff
    name = other.name if other else ""
    if here.state is AsideState.OPEN:
        return _("You and {name} are talking alone.").format(name=name)
    if here.state is AsideState.FROZEN:
        if is_staff:
            return _("Your connection was lost, so {name} cannot write. It goes on by itself.").format(name=name)
        return _("{name} is not connected just now. It is not because of you.").format(name=name)
    return _("This talk is over.")


def help_inside(here: AsideNow, now: datetime) -> CareCard | None:
    """For the member: while nobody is there to answer, when it is over, and where their own words called for it."""
    if here.state is AsideState.OPEN and not called_for_care(here.aside):
        return None
    aside = here.aside
    card = cards_in(aside.circle, [aside.member_id], now).of(aside.member_id)
    if here.state is AsideState.FROZEN:
        return {
            **card,
            "title": _("Somebody to talk to meanwhile"),
            "text": _(
                "The grown-up you talk with has lost the connection. If you do not want to wait, these people listen."
            ),
        }
    if not here.is_talk:
        return {
            **card,
            "title": _("Somebody to talk to, also tonight"),
            "text": _("You can call or write to these people, about big things and small ones. You need no reason."),
        }
    return card
