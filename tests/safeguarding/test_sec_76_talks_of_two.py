"""SEC-76, SG-57: what one of the staff says to a member alone is out of the member's sight as soon as one person would
not show it, and comes back in its own place. A member's words are never made to wait (SG-31)."""

import time

import pytest
from django.urls import reverse

from moderation import actions as moderation
from moderation.models import QueueItem
from moderation.selectors import open_item_for
from peer_circles.actions import asides as actions
from peer_circles.frames.asides import inside_bodies
from peer_circles.models import AsideMessage
from peer_circles.selectors.asides import said_in
from pop.accounts.contracts import Role
from pop.accounts.models import Notice
from pop.core import clock
from pop.core.errors import Absent
from pop.realtime.contracts import Seat, Viewer
from tests.factories import asides, circles
from tests.people import person
from tests.safeguarding.surfaces import everything_at

CANARY = "halcyon"
WORDS = f"I saw a {CANARY} today"  # screening hears nothing in it; whoever reads it does
NOT_SHOWN = {"decision": "remove", "reason_code": "unkind", "explanation": "Nobody of the staff talks like that."}
KIND = "circle_aside_message"


@pytest.fixture
def mo(db):
    """A second moderator."""
    return person("mo", "18-24", Role.MODERATOR)


@pytest.fixture
def talk(joel, amina, bilal):
    return asides.opened(circles.circle(joel, amina, bilal), joel, amina)


@pytest.fixture
def said(talk, joel):
    message = asides.said(talk, joel, WORDS)
    assert message.state == "published"
    return message


def flag(who, message):
    """Severe: somebody could get hurt."""
    moderation.flag_content(actor=who.actor, kind=KIND, subject_id=message.pk, reason="unsafe", now=clock.now())
    return open_item_for(KIND, message.pk)


def decide(who, item, **asked):
    moderation.open_for_review(actor=who.actor, item_id=item.pk, words=True, now=clock.now())
    return moderation.decide_item(actor=who.actor, item_id=item.pk, now=clock.now(), **asked)


def where(browser, somebody):
    """Where they find the words; their own notices and data included."""
    return sorted(place for place, text in everything_at(browser, somebody).items() if CANARY in text)


def heard(wire, seconds=1.5):
    """Everything that comes over a line in a while."""
    frames, until = [], time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        try:
            frames.append(wire.receive(left))
        except TimeoutError:
            break
    return frames


def way_to_tell(message):
    return reverse("moderation:flag", kwargs={"kind": KIND, "subject_id": message.pk})


def state_of(message):
    return AsideMessage.objects.get(pk=message.pk).state


def test_sec_76_the_first_person_takes_it_out_of_the_members_sight_on_every_surface(
    talk, said, joel, amina, zola, browser_of
):
    browser = browser_of(amina)
    assert len(where(browser, amina)) >= 2
    item = flag(amina, said)
    assert decide(zola, item, **NOT_SHOWN) is None  # it takes two to close it
    assert state_of(said) == "held"
    assert where(browser, amina) == []
    page = reverse("circles:aside", args=[talk.circle_id, talk.pk])
    shown = browser.get(page).content.decode()
    assert CANARY not in shown
    assert "A person looks at this message once more." in shown  # nobody has judged it yet
    assert "taken away" not in shown.split("<template")[0]
    assert browser.get(way_to_tell(said)).status_code == 200  # who read it can still say what it was like
    assert "taken away" not in browser_of(joel).get(page).content.decode().split("<template")[0]
    (own,) = inside_bodies(talk, [Viewer(joel.actor, Seat(may_write=True, is_staff=True))], clock.now())
    assert [one["text"] for one in own["mine"]] == [WORDS]
    assert Notice.objects.filter(persona=joel.persona, kind="moderation.held_back").count() == 1


def test_sec_76_the_second_who_finds_the_same_closes_it(said, amina, zola, mo, browser_of):
    item = flag(amina, said)
    decide(zola, item, **NOT_SHOWN)
    decide(mo, item, **NOT_SHOWN)
    item.refresh_from_db()
    assert (item.state, state_of(said)) == ("decided", "removed")
    assert where(browser_of(amina), amina) == []


def test_sec_76_where_a_lead_finds_otherwise_it_comes_back_in_its_own_place(talk, said, joel, amina, zola, mo, salma):
    later = asides.said(talk, amina, "Are you there?")
    item = flag(amina, said)
    decide(zola, item, **NOT_SHOWN)
    decide(mo, item, decision="approve")
    assert state_of(said) == "held"
    decide(salma, item, decision="approve")
    again = AsideMessage.objects.get(pk=said.pk)
    assert (again.state, again.seq, again.text) == ("published", said.seq, WORDS)
    assert [message.pk for message in said_in(talk)] == [said.pk, later.pk]


def test_a_first_yes_changes_nothing(said, amina, zola):
    decide(zola, flag(amina, said), decision="approve")
    assert state_of(said) == "published"


def test_sg_31_a_members_words_are_never_made_to_wait(talk, joel, amina, zola, mo):
    hers = asides.said(talk, amina, "i want to hurt myself")
    item = open_item_for(KIND, hers.pk)
    assert item.severity == 3
    decide(zola, item, decision="remove", reason_code="self-harm-detail", explanation="It names ways.")
    assert state_of(hers) == "published"
    assert not QueueItem.objects.get(pk=item.pk).is_held_back


def test_sg_57_what_is_held_back_is_in_no_stream(talk, said, amina, zola, live_site):
    with live_site.connect(amina) as hers:
        hers.join(talk.room_id)
        assert WORDS in str(heard(hers))
        decide(zola, flag(amina, said), **NOT_SHOWN)
        gone = {"id": str(said.pk), "status": "held", "flag": way_to_tell(said)}
        assert gone in [frame.get("message") for frame in heard(hers)]
    with live_site.connect(amina) as again:
        joined, later = again.join(talk.room_id), heard(again)
        assert gone in [frame.get("message") for frame in later]
        assert CANARY not in f"{joined} {later}"


def test_sg_57_nothing_that_was_never_shown_or_is_gone_comes_back(talk, said, joel, amina, zola):
    with pytest.raises(Absent):
        actions.hold_back_aside_message(message_id=talk.pk, now=clock.now())
    waiting = asides.said(talk, joel, "call me on 0171 5550134 tonight")
    assert actions.hold_back_aside_message(message_id=waiting.pk, now=clock.now()) is False
    with pytest.raises(Absent):
        actions.show_aside_message_again(message_id=waiting.pk, now=clock.now())
    actions.remove_aside_message(actor=zola.actor, message_id=said.pk, now=clock.now())
    assert actions.hold_back_aside_message(message_id=said.pk, now=clock.now()) is False
    with pytest.raises(Absent):
        actions.show_aside_message_again(message_id=said.pk, now=clock.now())
    assert state_of(said) == "removed"
