"""How people talk in a circle: read first, by turns, slowly, open; changed by its staff while they talk."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings

from peer_circles import actions, selectors
from peer_circles.models import Circle, Message, Turn
from pop.accounts.contracts import AgeBand
from pop.audit.models import AuditEntry
from pop.core import clock
from pop.core.errors import Absent, Conflict, Invalid, Refused, TooFast
from pop.realtime.models import RoomEvent
from tests import people
from tests.factories import circles
from tests.factories.through_graphql import ask


def set_mode(staff, circle, mode):
    return actions.set_mode(actor=staff.actor, circle_id=circle.pk, mode=mode, now=clock.now())


def post(somebody, circle, text="Hello everyone", now=None, client_id=None):
    return actions.post_message(
        actor=somebody.actor, circle_id=circle.pk, client_id=client_id or uuid4(), text=text, now=now or clock.now()
    )


def give_turn(staff, circle, somebody, minutes=3, now=None):
    return actions.give_turn(
        actor=staff.actor, circle_id=circle.pk, persona_id=somebody.persona.pk, minutes=minutes, now=now or clock.now()
    )


def kinds():
    return list(RoomEvent.objects.order_by("seq").values_list("kind", flat=True))


def test_a_facilitator_changes_it_live_and_it_is_logged(joel, amina, zola):
    circle = circles.circle(joel, amina)
    assert post(amina, circle).state == "published"
    assert set_mode(joel, circle, "pre_moderated").reads_first is True
    assert post(amina, circle).state == "held"
    set_mode(joel, circle, "pre_moderated")  # again: nothing happens
    set_mode(zola, circle, "open")
    assert post(amina, circle).state == "published"
    assert kinds() == ["message", "mode", "mode", "message"]
    entries = AuditEntry.objects.filter(verb="circles.set_mode").order_by("sequence")
    assert [(entry.actor_id, entry.facts) for entry in entries] == [
        (joel.login.pk, {"mode": "pre_moderated"}),
        (zola.login.pk, {"mode": "open"}),
    ]


def test_only_its_own_staff_may(joel, amina, bilal):
    circle = circles.circle(joel, amina)
    for somebody in (amina, bilal, circles.another_facilitator()):
        with pytest.raises(Absent):
            set_mode(somebody, circle, "turns")
        with pytest.raises(Absent):
            give_turn(somebody, circle, amina)
    with pytest.raises(Absent):
        actions.set_mode(actor=joel.actor_without_second_factor, circle_id=circle.pk, mode="turns", now=clock.now())
    with pytest.raises(Invalid):
        set_mode(joel, circle, "loud")
    circle.refresh_from_db()
    assert (circle.mode, kinds()) == ("open", [])


def test_sg_10_under_16_no_mode_and_no_row_does_without_a_person(joel):
    young = people.person("Okapi", AgeBand.THIRTEEN_TO_FIFTEEN)
    with pytest.raises(Invalid) as refusal:
        circles.circle(joel, age_band="13-15", mode="open")
    assert list(refusal.value.fields) == ["mode"]
    circle = circles.circle(joel, young, age_band="13-15", mode="pre_moderated")
    with pytest.raises(Refused):
        set_mode(joel, circle, "open")
    for mode in ("slow", "turns"):
        set_mode(joel, circle, mode)
        if mode == "turns":
            give_turn(joel, circle, young)
        assert post(young, circle).state == "held"
    for wrong in ({"mode": "open", "reads_first": False}, {"reads_first": False}, {"mode": "open"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Circle.objects.filter(pk=circle.pk).update(**wrong)


@pytest.mark.parametrize("mode", ["slow", "turns"])
@pytest.mark.parametrize(("before", "state"), [("pre_moderated", "held"), ("open", "published")])
def test_sg_10_slowing_down_and_turns_leave_it_as_it_was_who_reads_first(joel, amina, mode, before, state):
    circle = circles.circle(joel, amina, mode=before)
    set_mode(joel, circle, mode)
    if mode == "turns":
        give_turn(joel, circle, amina)
    assert post(amina, circle).state == state


def test_slowly_there_is_a_pause_between_two_messages_of_one_person(joel, amina, bilal):
    circle, now = set_mode(joel, circles.circle(joel, amina, bilal), "slow"), clock.now()
    first = uuid4()
    post(amina, circle, "first", now, first)
    with pytest.raises(TooFast) as refusal:
        post(amina, circle, "second", now + timedelta(seconds=5))
    assert refusal.value.retry_after == 15
    assert post(amina, circle, "first", now + timedelta(seconds=5), first).text == "first"  # said again, it is said
    assert post(bilal, circle, "mine", now + timedelta(seconds=6)).state == "published"
    assert post(joel, circle, "welcome", now).state == post(joel, circle, "all", now).state == "published"
    assert post(amina, circle, "second", now + timedelta(seconds=20)).state == "published"
    assert Message.objects.filter(author=amina.persona).count() == 2


@override_settings(POP_CIRCLES_SLOW_SECONDS=0)
def test_the_pause_is_a_setting(joel, amina):
    circle, now = set_mode(joel, circles.circle(joel, amina), "slow"), clock.now()
    assert post(amina, circle, "one", now).state == post(amina, circle, "two", now).state == "published"


def test_by_turns_only_whose_turn_it_is_speaks_and_only_while_it_lasts(joel, amina, bilal):
    circle, now = set_mode(joel, circles.circle(joel, amina, bilal), "turns"), clock.now()
    with pytest.raises(Refused) as refusal:
        post(amina, circle, now=now)
    assert refusal.value.code == "not_your_turn"
    give_turn(joel, circle, amina, minutes=2, now=now)
    assert post(amina, circle, now=now + timedelta(seconds=119)).state == "published"
    for somebody, later in ((bilal, 10), (amina, 120)):
        with pytest.raises(Refused):
            post(somebody, circle, now=now + timedelta(seconds=later))
    assert post(joel, circle, now=now).state == "published"  # staff always
    give_turn(joel, circle, bilal, now=now)
    assert Turn.objects.get().persona_id == bilal.persona.pk
    with pytest.raises(Refused):
        post(amina, circle, now=now)
    assert Message.objects.filter(author=bilal.persona).count() == 0


def test_passing_is_always_allowed_to_whose_turn_it_is(joel, amina, bilal):
    circle = circles.circle(joel, amina, bilal, mode="turns")
    give_turn(joel, circle, amina)
    with pytest.raises(Refused):
        actions.pass_turn(actor=bilal.actor, circle_id=circle.pk, now=clock.now())
    assert Turn.objects.exists()
    for _twice in range(2):
        actions.pass_turn(actor=amina.actor, circle_id=circle.pk, now=clock.now())
    assert not Turn.objects.exists()
    give_turn(joel, circle, amina)
    actions.pass_turn(actor=joel.actor, circle_id=circle.pk, now=clock.now())
    assert kinds() == ["turn"] * 4
    with pytest.raises(Absent):
        actions.pass_turn(actor=circles.another_facilitator().actor, circle_id=circle.pk, now=clock.now())


def test_a_turn_is_for_members_in_minutes_and_where_people_take_turns(joel, amina, sam):
    circle = circles.circle(joel, amina)
    with pytest.raises(Conflict):
        give_turn(joel, circle, amina)
    set_mode(joel, circle, "turns")
    with pytest.raises(Invalid):
        give_turn(joel, circle, sam)
    for minutes in (0, 11):
        with pytest.raises(Invalid):
            give_turn(joel, circle, amina, minutes)
    assert not Turn.objects.exists()


@pytest.mark.parametrize("how", ["mode", "leave", "remove"])
def test_a_turn_ends_with_the_mode_and_with_whoever_goes(joel, amina, how):
    circle = circles.circle(joel, amina, mode="turns")
    give_turn(joel, circle, amina)
    if how == "mode":
        set_mode(joel, circle, "open")
    elif how == "leave":
        actions.leave_circle(actor=amina.actor, circle_id=circle.pk, now=clock.now())
    else:
        actions.remove_member(actor=joel.actor, circle_id=circle.pk, persona_id=amina.persona.pk, now=clock.now())
    assert selectors.turn_in(circle) is None


def test_over_the_wire_everybody_hears_of_it_and_the_server_refuses_others(live_site, joel, amina, bilal):
    circle = circles.circle(joel, amina, bilal)
    room = circle.room_id
    with live_site.connect(amina) as hers, live_site.connect(bilal) as his, live_site.connect(joel) as staff:
        for wire in (hers, his, staff):
            wire.join(room)
        his.send(type="mode", room=room, mode="turns")
        assert his.expect("error")["code"] == "not_found"
        staff.send(type="mode", room=room, mode="turns")
        staff.expect("ack")
        for wire in (hers, his):
            event = wire.expect("event")
            assert (event["kind"], event["pace"]["mode"], event["pace"]["turn"]) == ("mode", "turns", None)
        staff.send(type="turn", room=room, persona=amina.persona.pk, minutes=2)
        turn = his.expect("event")["pace"]["turn"]
        assert (turn["id"], turn["name"]) == (str(amina.persona.pk), "amina")
        his.send(type="post", room=room, client_id=uuid4(), text="I too")
        assert his.expect("error")["code"] == "not_your_turn"
        assert hers.post(room, "my turn")["status"] == "published"
        hers.send(type="pass", room=room)
        hers.expect("ack")
        assert staff.expect("event", kind="turn", seq=4)["pace"]["turn"] is None
        staff.send(type="mode", room=room, mode="slow")
        staff.expect("ack")
        assert his.expect("event", kind="mode")["pace"]["pause"] == 20
        assert his.post(room, "one")["status"] == "published"
        his.send(type="post", room=room, client_id=uuid4(), text="two")
        refusal = his.expect("error")
        assert (refusal["code"], 0 < refusal["retry_after"] <= 20) == ("too_fast", True)
    assert Message.objects.count() == 2


def test_the_pages_do_it_without_javascript(joel, amina, browser_of):
    circle = circles.circle(joel, amina)
    staff, hers, page = browser_of(joel), browser_of(amina), f"/circles/{circle.pk}/"
    staff.post(f"{page}mode/", {"mode": "turns"})
    answer = hers.post(f"{page}say/", {"text": "my words", "client_id": str(uuid4())})
    assert answer.status_code == 400
    assert "It is not your turn" in answer.content.decode()
    assert "my words" in answer.content.decode()
    staff.post(f"{page}turn/", {"persona": str(amina.persona.pk), "minutes": "3"})
    assert "It is your turn." in hers.get(page).content.decode()
    hers.post(f"{page}pass/")
    assert not Turn.objects.exists()
    assert (
        "Say how many minutes."
        in staff.post(f"{page}turn/", {"persona": str(amina.persona.pk)}, follow=True).content.decode()
    )
    assert "Please choose how people talk here." in staff.post(f"{page}mode/", {}, follow=True).content.decode()
    assert hers.post(f"{page}mode/", {"mode": "open"}).status_code == 404
    staff.post(f"{page}mode/", {"mode": "slow"})
    hers.post(f"{page}say/", {"text": "one", "client_id": str(uuid4())})
    answer = hers.post(f"{page}say/", {"text": "two", "client_id": str(uuid4())})
    assert "two" in answer.content.decode()
    assert "This circle goes slowly" in answer.content.decode()
    assert Message.objects.get().text == "one"


def test_by_graphql(joel, amina, browser_of):
    circle = circles.circle(joel, amina)
    mode = "mutation($input: SetCircleModeInput!) { setCircleMode(input: $input) { circle { mode preModerated } errors { code } } }"  # noqa: E501
    turn = "mutation($input: GiveTurnInput!) { giveTurn(input: $input) { endsAt errors { code } } }"
    over = "mutation($input: PassTurnInput!) { passTurn(input: $input) { errors { code } } }"
    names = {"circleId": str(circle.pk)}
    refused = ask(browser_of(amina), mode, input={**names, "mode": "turns"})["data"]["setCircleMode"]
    assert refused == {"circle": None, "errors": [{"code": "not_found"}]}
    done = ask(browser_of(joel), mode, input={**names, "mode": "turns"})["data"]["setCircleMode"]
    assert done == {"circle": {"mode": "turns", "preModerated": False}, "errors": []}
    hers = {**names, "personaId": str(amina.persona.pk), "minutes": 2}
    assert ask(browser_of(joel), turn, input=hers)["data"]["giveTurn"]["errors"] == []
    assert Turn.objects.get().persona_id == amina.persona.pk
    assert ask(browser_of(amina), over, input=names)["data"]["passTurn"]["errors"] == []
    assert not Turn.objects.exists()
