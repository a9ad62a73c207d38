"""SG-50, SEC-10, SEC-28: whoever may not write can ask another person to look again, from where they read why; what is
undone is undone at once, on open lines too, and what it took is given back or said honestly to be lost."""

import pytest
from django.urls import reverse

from moderation import actions as moderation
from moderation.models import Appeal, QueueItem, Sanction
from moderation.selectors import sanctions
from peer_circles import actions
from peer_circles.models import Circle, Membership
from pop.accounts.contracts import Role
from pop.accounts.models import Login, Notice
from pop.accounts.selectors import notices_for
from pop.audit.models import AuditEntry
from pop.core import clock
from pop.core.errors import Absent, Refused
from tests.factories import circles
from tests.factories.at_once import at_once
from tests.factories.sanctions import about_message
from tests.factories.talk import post
from tests.people import person

STEPS = [("reminder", ""), ("mute", "1d"), ("read_only", "1d"), ("removal", "30d"), ("closed", "30d")]
WORDS = "We both call ourselves that. Ask him."
SORRY = "You are right. Sorry."


@pytest.fixture
def circle(joel, amina, bilal):
    return circles.circle(joel, amina, bilal)


@pytest.fixture
def insult(circle, amina):
    return post(amina, circle, "Bilal is so stupid")


@pytest.fixture
def suri(db):
    """A second safeguarding lead."""
    return person("suri", "", Role.SAFEGUARDING_LEAD)


def ask(who, sanction):
    return moderation.appeal_sanction(actor=who.actor, sanction_id=sanction.pk, words=WORDS, now=clock.now())


def judge(who, appeal, choice="overturn"):
    return moderation.decide_item(
        actor=who.actor, item_id=appeal.item_id, decision=choice, explanation=SORRY, now=clock.now()
    )


def is_in(circle, somebody):
    return Membership.objects.filter(circle=circle, persona=somebody.persona, left_at=None, removed_at=None).exists()


# --- Whatever was decided, they can ask (SEC-10) ---------------------------------------------------------


@pytest.mark.parametrize(("step", "length"), STEPS)
def test_sec_10_whoever_may_not_write_can_ask_for_another_look_and_for_help(
    insult, salma, amina, circle, browser_of, step, length
):
    made = about_message(salma, insult, step, length)
    browser = browser_of(amina)
    reasons = browser.get(reverse("moderation:sanction", args=[made.pk])).content.decode()
    page = reverse("moderation:appeal_sanction", args=[made.pk])
    assert page in reasons
    assert "/help/" in reasons
    assert "/help/" in browser.get(page).content.decode()
    assert browser.post(page, {"words": WORDS}).status_code == 302
    assert Appeal.objects.get().words == WORDS
    if step not in {"removal"}:  # whoever is out of the circle has the help pages
        assert browser.get(reverse("circles:help_now", args=[circle.pk])).status_code == 200
    assert browser.get("/help/").status_code == 200


@pytest.mark.parametrize(("step", "length"), STEPS)
def test_sg_50_every_step_can_be_undone_and_then_they_write_as_before(insult, salma, suri, amina, circle, step, length):
    made = about_message(salma, insult, step, length)
    judge(suri, ask(amina, made))
    made.refresh_from_db()
    assert (made.was_undone, made.place_is_lost) == (True, False)
    assert post(amina, circle, "Thank you").state == "published"
    assert sanctions.still_counting(amina.persona.pk, clock.now()) == []


# --- Given back, or said to be lost ----------------------------------------------------------------------


def test_sg_50_whoever_was_shown_out_is_in_again_with_what_they_were_before(circle, insult, zola, salma, amina):
    before = Membership.objects.get(circle=circle, persona=amina.persona)
    removal = about_message(zola, insult, "removal", "30d")
    assert not is_in(circle, amina)
    judge(salma, ask(amina, removal))
    again = Membership.objects.get(circle=circle, persona=amina.persona, removed_at=None)
    assert (again.pk, again.joined_at, again.agreed_version, again.let_through) == (
        before.pk, before.joined_at, before.agreed_version, before.let_through,
    )  # fmt: skip
    entry = AuditEntry.objects.get(verb="circles.let_back_in")
    assert (entry.actor_id, entry.facts) == (salma.login.pk, {"persona": str(amina.persona.pk)})


def fill(circle, amina):
    Circle.objects.filter(pk=circle.pk).update(capacity=2)
    circles.join(circle, person("kim", "16-17"))


def close(circle, amina):
    Circle.objects.filter(pk=circle.pk).update(state="closed")


def grow_older(circle, amina):
    Login.objects.filter(pk=amina.login.pk).update(age_band="18-24")


@pytest.mark.parametrize("meanwhile", [fill, close, grow_older])
def test_sg_50_a_place_that_is_lost_is_said_to_be_lost(circle, insult, zola, salma, amina, browser_of, meanwhile):
    removal = about_message(zola, insult, "removal", "30d")
    appeal = ask(amina, removal)
    meanwhile(circle, amina)
    judge(salma, appeal)
    assert not is_in(circle, amina)
    removal.refresh_from_db()
    assert (removal.was_undone, removal.place_is_lost) == (True, True)
    told = Notice.objects.get(persona=amina.persona, kind="moderation.appeal_overturned")
    assert told.facts["gone"] is True
    (text,) = [one.text for one in notices_for(amina.actor) if one.id == told.pk]
    assert "could not be given back" in text.body
    page = browser_of(amina).get(reverse("moderation:sanction", args=[removal.pk])).content.decode()
    assert "could not be given back" in page
    assert "Evening talk" in page


def test_sg_50_whoever_lost_their_place_may_join_again_when_there_is_one(circle, insult, zola, salma, amina):
    removal = about_message(zola, insult, "removal", "30d")
    appeal = ask(amina, removal)
    fill(circle, amina)
    judge(salma, appeal)
    Circle.objects.filter(pk=circle.pk).update(capacity=3)
    circles.join(circle, amina)
    assert is_in(circle, amina)


def test_sg_50_another_removal_still_holds(circle, insult, zola, salma, amina):
    other = post(amina, circle, "and ugly")
    first = about_message(zola, insult, "removal", "30d")
    second = about_message(zola, other, "removal", "90d")
    judge(salma, ask(amina, first))
    assert not is_in(circle, amina)
    with pytest.raises(Refused):
        circles.join(circle, amina)
    judge(salma, ask(amina, second))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.place_is_lost, second.place_is_lost) == (False, False)
    assert is_in(circle, amina)


def test_sg_04_nobody_is_put_into_a_circle_they_had_left_by_themselves(circle, insult, zola, salma, amina):
    actions.leave_circle(actor=amina.actor, circle_id=circle.pk, now=clock.now())
    removal = about_message(zola, insult, "removal", "30d")
    judge(salma, ask(amina, removal))
    removal.refresh_from_db()
    assert (is_in(circle, amina), removal.place_is_lost) == (False, False)


def test_sg_50_a_decision_that_is_undone_gives_the_place_back_too(circle, insult, bilal, zola, salma, amina):
    flag = moderation.flag_content(
        actor=bilal.actor, kind="circle_message", subject_id=insult.pk, reason="unkind", now=clock.now()
    )
    given = {"reason_code": "unkind", "explanation": "It hurts.", "now": clock.now()}
    removed = moderation.decide_item(actor=zola.actor, item_id=flag.item_id, decision="remove", **given)
    about_message(zola, insult, "removal", "30d")
    again = moderation.appeal_decision(actor=amina.actor, decision_id=removed.pk, words=WORDS, now=clock.now())
    judge(salma, again)
    assert is_in(circle, amina)
    insult.refresh_from_db()
    assert insult.state == "published"


def test_nobody_else_lets_anybody_back_in(circle, insult, zola, amina, bilal, nia):
    removal = about_message(zola, insult, "removal", "30d")
    for somebody in (amina, bilal, nia):
        with pytest.raises(Absent):
            actions.let_member_back_in(
                actor=somebody.actor, circle_id=circle.pk, persona_id=amina.persona.pk, removed_at=[removal.since],
                now=clock.now(),
            )  # fmt: skip
    assert not is_in(circle, amina)


# --- Over real lines (SEC-28) ----------------------------------------------------------------------------


def test_sec_28_an_overturn_reaches_the_open_page_within_5_seconds(live_site, joel, zola, salma, amina, bilal):
    circle = circles.circle(joel, amina, bilal)
    mute = about_message(zola, post(amina, circle, "Bilal is so stupid"), "mute", "1d")
    with live_site.connect(amina) as hers, live_site.connect(bilal) as his:
        assert hers.join(circle.room_id)["may_write"] is False
        assert hers.post(circle.room_id, "May I?")["code"] == "restricted"
        appeal = ask(amina, mute)
        assert hers.post(circle.room_id, "May I now?")["code"] == "restricted"  # it holds until they have looked
        judge(salma, appeal)
        assert hers.expect("seat", timeout=5)["may_write"] is True
        assert hers.post(circle.room_id, "Thank you")["type"] == "ack"
        his.join(circle.room_id)


# --- At the same moment ----------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestAtOnce:
    def test_two_presses_of_the_button_are_one_appeal(self, insult, zola, amina):
        mute = about_message(zola, insult, length="1d")
        actor = amina.actor

        def press():
            return moderation.appeal_sanction(actor=actor, sanction_id=mute.pk, words=WORDS, now=clock.now())

        came_of_it = at_once(*[press] * 4)
        assert sorted(type(one).__name__ for one in came_of_it) == ["Appeal", "Conflict", "Conflict", "Conflict"]
        assert (Appeal.objects.count(), QueueItem.objects.count()) == (1, 1)

    def test_sg_50_two_who_judge_at_once_are_one_judge(self, insult, zola, amina):
        appeal = ask(amina, about_message(zola, insult, length="1d"))
        judges = [person(name, "18-24", Role.MODERATOR) for name in ("mo", "kim")]
        actors = {one.name: one.actor for one in judges}

        def says(name, choice):
            given = {"decision": choice, "explanation": SORRY, "now": clock.now()}
            return lambda: moderation.decide_item(actor=actors[name], item_id=appeal.item_id, **given)

        came_of_it = at_once(says("mo", "overturn"), says("kim", "uphold"))
        assert sorted(type(one).__name__ for one in came_of_it) == ["Conflict", "Decision"]
        appeal.refresh_from_db()
        assert Sanction.objects.get().was_undone is (appeal.outcome == "overturned")
        assert appeal.parts.filter(judges=True).count() == 1

    def test_an_appeal_and_an_early_end_at_once_leave_nothing_open(self, insult, zola, salma, amina):
        mute = about_message(zola, insult, length="1d")
        hers, theirs = amina.actor, zola.actor

        def asks():
            return moderation.appeal_sanction(actor=hers, sanction_id=mute.pk, words=WORDS, now=clock.now())

        def lifts():
            return moderation.lift_sanction(actor=theirs, sanction_id=mute.pk, words="We talked.", now=clock.now())

        came_of_it = at_once(asks, lifts)
        assert isinstance(came_of_it[1], Sanction)
        assert not Appeal.objects.filter(outcome="").exists()
        assert not QueueItem.objects.filter(kind="sanction", decided_at=None).exists()

    def test_an_overturn_and_an_early_end_at_once_come_out_one_way(self, insult, zola, salma, amina):
        mute = about_message(zola, insult, length="1d")
        appeal = ask(amina, mute)
        lead, moderator = salma.actor, zola.actor

        def undoes():
            given = {"decision": "overturn", "explanation": SORRY, "now": clock.now()}
            return moderation.decide_item(actor=lead, item_id=appeal.item_id, **given)

        def lifts():
            return moderation.lift_sanction(actor=moderator, sanction_id=mute.pk, words="We talked.", now=clock.now())

        came_of_it = at_once(undoes, lifts)
        assert sum(type(one).__name__ == "Conflict" for one in came_of_it) == 1
        appeal.refresh_from_db()
        mute.refresh_from_db()
        assert (appeal.outcome, mute.was_undone, mute.lifted_words) in [
            ("overturned", True, SORRY), ("withdrawn", False, "We talked."),
        ]  # fmt: skip
