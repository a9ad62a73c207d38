"""SG-01, SG-02, SG-04: the only talk of two is with staff of the circle, on shift; it opens by the member's own yes and
in no other way; it is logged, a supervisor can look in and that is on record; and nobody else learns of it."""

import json
import re
from datetime import timedelta
from itertools import product
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from moderation.models import QueueItem
from peer_circles import actions as circle_actions
from peer_circles.actions import asides
from peer_circles.models import Aside, AsideMessage, Membership
from peer_circles.personal_data import CircleData
from peer_circles.rooms import CircleRooms
from peer_circles.states.asides import ASIDE_MOVES, ASIDE_WAYS, AsideState, check_aside_graph
from peer_circles.states.graph import Move
from pop.accounts.contracts import ANONYMOUS, AgeBand, Role
from pop.accounts.models import Login, Notice
from pop.api.schema import schema
from pop.audit.models import AuditEntry
from pop.core import clock
from pop.core.errors import Absent, Conflict, DomainError, Refused, SignInNeeded
from pop.realtime.contracts import Viewer
from pop.realtime.models import Room, RoomEvent
from tests.factories import asides as make
from tests.factories import circles
from tests.people import organisation, person

CANARY = "kingfisher"
STAFF = (Role.FACILITATOR, Role.MODERATOR, Role.SAFEGUARDING_LEAD)


@pytest.fixture
def circle(joel, amina, bilal):
    return circles.circle(joel, amina, bilal)


def verbs():
    rows = AuditEntry.objects.filter(verb__contains="aside").order_by("sequence")
    return list(rows.values_list("verb", flat=True))


def ask(browser, query, **fields):
    body = {"query": query, "variables": {"input": fields}}
    return json.loads(browser.post("/graphql/", body, content_type="application/json").content)


# --- Who with whom (SG-01) --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("role", "band"), list(product([None, *Role], AgeBand)))
def test_sg_01_nobody_can_begin_a_talk_with_a_minor_but_staff_of_the_circle(role, band, joel, browser_of):
    """Every role and age band, whole members of the circle included, towards a minor and from one: by every door."""
    circle = circles.circle(joel, age_band=band)
    child = person("tove", band)
    Membership.objects.create(
        circle=circle, persona=child.persona, agreed_version=1, joined_at=clock.now(), part="member"
    )
    fields = {"organisation": None} if role != Role.PARTNER_EDITOR else {"organisation": organisation("Harbour")}
    other = person("vera", band, *([role] if role else []), **(fields if role else {}))
    if role is None:
        Membership.objects.create(
            circle=circle, persona=other.persona, agreed_version=1, joined_at=clock.now(), part="member"
        )
    may = role in {Role.MODERATOR, Role.SAFEGUARDING_LEAD}  # a facilitator of another circle may not
    tries = [
        lambda: asides.offer_aside(
            actor=other.actor, circle_id=circle.pk, persona_id=child.persona.pk, now=clock.now()
        ),
        lambda: asides.offer_aside(
            actor=child.actor, circle_id=circle.pk, persona_id=other.persona.pk, now=clock.now()
        ),
    ]
    if may:
        assert tries[0]().state == "offered"
        assert not Room.objects.filter(kind="aside").exists()
        Aside.objects.all().delete()
    for attempt in tries[may:]:
        with pytest.raises(Absent):
            attempt()
    offer = "mutation($input: OfferAsideInput!) { offerAside(input: $input) { aside { id } errors { code } } }"
    for one, another in [(other, child), (child, other)][may:]:
        variables = {"circleId": str(circle.pk), "personaId": str(another.persona.pk)}
        answer = ask(browser_of(one), offer, **variables)
        assert answer["data"]["offerAside"] == {"aside": None, "errors": [{"code": "not_found"}]}
        page = browser_of(one).post(reverse("circles:offer_aside", args=[circle.pk]), {"persona": another.persona.pk})
        assert page.status_code == 404
    assert not Aside.objects.exists()
    assert not AsideMessage.objects.exists()
    assert not Room.objects.filter(kind="aside").exists()


def test_sg_01_staff_without_their_second_factor_can_offer_nothing(circle, joel, amina):
    with pytest.raises(Absent):
        asides.offer_aside(
            actor=joel.actor_without_second_factor, circle_id=circle.pk, persona_id=amina.persona.pk, now=clock.now()
        )
    assert not Aside.objects.exists()


def test_sg_01_only_members_of_this_circle_can_be_asked_and_never_staff(circle, joel, zola, sam, lina):
    other = circles.another_facilitator()
    circles.join(circle, other)
    for somebody in (sam, lina, zola, other, joel):
        with pytest.raises(Absent):
            make.offered(circle, joel, somebody)
    assert not Aside.objects.exists()


def test_sg_01_the_schema_has_no_other_way_to_write_to_one_person():
    mutations = schema.graphql_schema.mutation_type.fields
    takes_text = {
        name
        for name, field in mutations.items()
        for given in field.args.values()
        if {"text", "message", "body"} & set(getattr(given.type, "of_type", given.type).fields)
    }
    names = {name for name in mutations if "aside" in name.lower() or name == "askForHelp"}
    assert takes_text == {"postMessage", "postAsideMessage"}
    assert names == {
        "askForHelp", "offerAside", "acceptAside", "declineAside", "withdrawAside", "endAside", "postAsideMessage",
        "lookIntoAside",
    }  # fmt: skip


# --- The member's own yes (SG-04) -------------------------------------------------------------------------------------


def test_sg_04_an_offer_opens_nothing_and_not_now_ends_it(circle, joel, amina):
    aside = make.offered(circle, joel, amina)
    assert (aside.state, aside.room_id) == ("offered", None)
    with pytest.raises(Absent):
        make.said(aside, joel)
    with pytest.raises(Absent):
        make.said(aside, amina)
    asides.decline_aside(actor=amina.actor, aside_id=aside.pk, now=clock.now())
    aside.refresh_from_db()
    assert (aside.state, aside.room_id) == ("declined", None)
    with pytest.raises(Conflict):
        make.accepted(aside, amina)
    assert not Room.objects.filter(kind="aside").exists()
    assert verbs() == ["circles.offer_aside", "circles.decline_aside"]


def test_sg_04_nobody_says_yes_for_somebody_else(circle, joel, zola, salma, amina, bilal, browser_of):
    aside = make.offered(circle, joel, amina)
    for somebody in (bilal, joel, zola, salma):
        with pytest.raises(Absent):
            make.accepted(aside, somebody)
        address = reverse("circles:answer_aside", args=[circle.pk, aside.pk])
        assert browser_of(somebody).post(address, {"deed": "accept"}).status_code == 404
    with pytest.raises(SignInNeeded):
        asides.accept_aside(actor=ANONYMOUS, aside_id=aside.pk, now=clock.now())
    aside.refresh_from_db()
    assert aside.state == "offered"


def test_sg_04_the_database_itself_refuses_a_talk_nobody_said_yes_to(circle, joel, amina):
    aside = make.offered(circle, joel, amina)
    room = Room.objects.create(kind="aside")
    now = clock.now()
    for wrong in (
        {"state": "open", "room": room},
        {"state": "open", "came_from": "offered", "opened_at": now},
        {"state": "open", "came_from": "asked", "opened_at": now, "room": room},
        {"state": "frozen", "came_from": "offered", "opened_at": now, "frozen_at": now, "room": room},
        {"staff": amina.persona},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Aside.objects.filter(pk=aside.pk).update(**wrong)


def test_sg_04_a_graph_with_another_way_in_is_refused():
    assert {target for source, target in ASIDE_WAYS if source == AsideState.ASKED} == {"offered", "withdrawn", "lapsed"}
    for wrong in (
        Move("push", frozenset({AsideState.ASKED}), AsideState.OPEN, "x"),
        Move("reopen", frozenset({AsideState.ENDED}), AsideState.OPEN, "x"),
        Move("offer", frozenset({AsideState.ENDED}), AsideState.OFFERED, "x"),
        Move("again", frozenset({AsideState.ASKED}), AsideState.OFFERED, "x"),
    ):
        with pytest.raises(ValueError, match=r"way|begins|called"):
            check_aside_graph([*ASIDE_MOVES, wrong])
    with pytest.raises(ValueError, match="nothing leads"):
        check_aside_graph([move for move in ASIDE_MOVES if move.name != "decline"])


def test_sg_04_not_now_twice_is_heard_and_asking_oneself_is_always_possible(circle, joel, zola, amina):
    for staff in (joel, zola):
        aside = make.offered(circle, staff, amina)
        asides.decline_aside(actor=amina.actor, aside_id=aside.pk, now=clock.now())
    with pytest.raises(Refused) as refusal:
        make.offered(circle, joel, amina)
    assert refusal.value.code == "said_no"
    asides.ask_for_help(actor=amina.actor, circle_id=circle.pk, now=clock.now())
    assert make.offered(circle, joel, amina).state == "offered"


def test_sg_03_who_has_no_place_in_the_circle_any_more_cannot_say_yes_nor_stay(circle, joel, amina, bilal):
    offer = make.offered(circle, joel, bilal)
    Login.objects.filter(pk=bilal.login.pk).update(age_band="18-24")
    with pytest.raises(Absent):
        make.accepted(offer, bilal)
    asides.withdraw_aside(actor=joel.actor, aside_id=offer.pk, now=clock.now())
    aside = make.opened(circle, joel, amina)
    assert [seat is not None for seat in make.there(aside, joel, amina)] == [True, True]
    Login.objects.filter(pk=amina.login.pk).update(age_band="18-24")
    assert [seat is not None for seat in make.there(aside, joel, amina)] == [True, False]
    with pytest.raises(Absent):
        make.said(aside, amina)


# --- Exactly two, and who supervises (SG-02) --------------------------------------------------------------------------


def test_sg_02_two_have_a_seat_and_nobody_else(circle, joel, zola, salma, ada, nia, amina, bilal, sam):
    aside = make.opened(circle, joel, amina)
    there = make.there(aside, joel, amina, bilal, zola, salma, ada, nia, sam, joel.actor_without_second_factor)
    assert [seat is not None for seat in there] == [True, True, *[False] * 7]
    assert [seat.is_staff for seat in there[:2]] == [True, False]
    for somebody in (bilal, zola, salma, ada, nia, sam):
        with pytest.raises(Absent):
            make.said(aside, somebody)
    assert make.said(aside, joel).seq == 1
    assert make.said(aside, amina).seq == 2


def test_sg_02_a_supervisor_looks_in_and_each_time_is_on_record(
    circle, joel, zola, salma, ada, nia, bilal, amina, browser_of
):
    aside = make.opened(circle, joel, amina)
    make.said(aside, amina, f"I saw a {CANARY}")
    page, look = (reverse(f"circles:{name}", args=[circle.pk, aside.pk]) for name in ("aside", "look_into_aside"))
    outside = browser_of(salma).get(page).content.decode()
    assert CANARY not in outside  # the page alone says nothing: looking in is an act
    assert "it is on record" in outside
    for number in (1, 2):
        assert CANARY in browser_of(salma).post(look).content.decode()
        assert verbs().count("circles.look_into_aside") == number
    entry = AuditEntry.objects.filter(verb="circles.look_into_aside").latest("sequence")
    assert (entry.actor_id, entry.subject_id) == (salma.login.pk, str(aside.pk))
    assert CANARY not in json.dumps(entry.facts)
    for somebody in (ada, nia, bilal, amina, joel):
        assert browser_of(somebody).post(look).status_code == 404
    assert browser_of(bilal).get(page).status_code == 404
    assert verbs().count("circles.look_into_aside") == 2


def test_sg_02_a_supervisor_through_the_api_leaves_the_same_record(circle, joel, salma, bilal, amina, browser_of):
    aside = make.opened(circle, joel, amina)
    make.said(aside, amina, CANARY)
    look = (
        "mutation($input: LookIntoAsideInput!) { lookIntoAside(input: $input) { messages { text } errors { code } } }"
    )
    seen = ask(browser_of(salma), look, asideId=str(aside.pk))["data"]["lookIntoAside"]
    assert seen == {"messages": [{"text": CANARY}], "errors": []}
    refused = ask(browser_of(bilal), look, asideId=str(aside.pk))["data"]["lookIntoAside"]
    assert refused == {"messages": None, "errors": [{"code": "not_found"}]}
    assert verbs().count("circles.look_into_aside") == 1
    read = f'query {{ aside(id: "{aside.pk}") {{ messages {{ text }} }} }}'
    assert ask(browser_of(amina), read)["data"]["aside"] == {"messages": [{"text": CANARY}]}
    assert "errors" in ask(browser_of(salma), read)  # not in passing
    assert CANARY not in json.dumps(ask(browser_of(bilal), read))


def test_sg_02_the_member_is_told_before_and_meanwhile_that_somebody_can_look_in(circle, joel, amina, browser_of):
    make.offered(circle, joel, amina)
    card = browser_of(amina).get(reverse("circles:circle", args=[circle.pk])).content.decode()
    assert "joel would like to talk with you alone for a while." in card
    assert "A safety lead can look in. What you both write is kept for 30 days." in card
    aside = make.accepted(Aside.objects.get(), amina)
    inside = browser_of(amina).get(reverse("circles:aside", args=[circle.pk, aside.pk])).content.decode()
    assert "A safety lead can look in. What you both write is kept for 30 days." in inside


def test_sg_02_one_talk_at_a_time(circle, joel, amina, bilal):
    first, second = make.offered(circle, joel, amina), make.offered(circle, joel, bilal)
    make.accepted(first, amina)
    with pytest.raises(Conflict):
        make.accepted(second, bilal)
    with pytest.raises(Conflict):
        make.offered(circle, joel, bilal)
    room = Room.objects.create(kind="aside")
    with pytest.raises(IntegrityError), transaction.atomic():
        Aside.objects.filter(pk=second.pk).update(
            state="open", came_from="offered", opened_at=clock.now(), room=room
        )  # fmt: skip


def test_either_ends_it_at_any_time_and_nobody_writes_after(circle, joel, amina, bilal, browser_of):
    for who, other in ((amina, joel), (joel, amina)):
        aside = make.opened(circle, joel, amina)
        with pytest.raises(Absent):
            asides.end_aside(actor=bilal.actor, aside_id=aside.pk, now=clock.now())
        asides.end_aside(actor=who.actor, aside_id=aside.pk, now=clock.now())
        asides.end_aside(actor=other.actor, aside_id=aside.pk, now=clock.now())  # harmless
        with pytest.raises(DomainError):
            make.said(aside, amina)
        with pytest.raises(Absent):
            make.said(aside, joel)
        assert not AsideMessage.objects.exists()
    shown = browser_of(amina).get(reverse("circles:aside", args=[circle.pk, aside.pk])).content.decode()
    assert "This talk is over." in shown
    assert "Automatic message" in shown


# --- Nobody else learns of it -----------------------------------------------------------------------------------------


def what_bilal_sees(bilal, circle, browser_of):
    """Every surface of the circle, without what differs on every load."""
    browser: Client = browser_of(bilal)
    query = f"""query {{ circles(first: 9) {{ edges {{ node {{ id name mode }} }} }}
      circle(id: "{circle.pk}") {{ name mode messages(first: 9) {{ edges {{ node {{ text }} }} }} myWaiting {{ text }}
      myHelp {{ text }} }} }}"""
    pages = [browser.get(reverse(name, args=args)).content.decode() for name, args in (
        ("circles:circle", [circle.pk]), ("circles:list", []), ("circles:help_now", [circle.pk]),
        ("account_notices", []), ("circles:circle_feed", [circle.pk]),
    )]  # fmt: skip
    fresh = re.compile(r'(name="(csrfmiddlewaretoken|client_id)" value=|value=|data-now=|nonce=|DTSTAMP:)"?[^"\s]*"?')
    stamp = re.compile(r"\d{4}-\d\d-\d\dT[\d:.+]+")
    seat = CircleRooms().seats([(circle.room_id, bilal.actor)])[0]
    private = CircleRooms().private_frames(circle.room_id, [Viewer(bilal.actor, seat)])
    events = list(RoomEvent.objects.filter(room=circle.room_id).values_list("seq", "kind"))
    return [stamp.sub("", fresh.sub("", page)) for page in pages], ask(browser, query), private, events, seat


def test_sg_02_the_group_sees_nothing_not_even_that_somebody_went(circle, joel, zola, amina, bilal, browser_of):
    before = what_bilal_sees(bilal, circle, browser_of)
    asides.ask_for_help(actor=amina.actor, circle_id=circle.pk, now=clock.now())
    assert what_bilal_sees(bilal, circle, browser_of) == before
    aside = make.offered(circle, joel, amina)
    assert what_bilal_sees(bilal, circle, browser_of) == before
    aside = make.opened_from(aside, joel, amina)
    make.said(aside, amina, CANARY)
    make.said(aside, joel, CANARY)
    assert what_bilal_sees(bilal, circle, browser_of) == before
    asides.end_aside(actor=amina.actor, aside_id=aside.pk, now=clock.now())
    assert what_bilal_sees(bilal, circle, browser_of) == before
    assert not Notice.objects.filter(persona=bilal.persona).exists()
    for name in ("aside", "look_into_aside", "end_aside", "say_aside", "answer_aside"):
        address = reverse(f"circles:{name}", args=[circle.pk, aside.pk])
        sent = {"deed": "accept", "text": "x", "client_id": uuid4()}
        assert browser_of(bilal).post(address, sent).status_code in {404, 405}
    assert browser_of(bilal).get(reverse("circles:aside", args=[circle.pk, aside.pk])).status_code == 404
    flag = reverse("moderation:flag", args=["circle_aside_message", AsideMessage.objects.first().pk])
    assert browser_of(bilal).get(flag).status_code == 404
    assert browser_of(amina).get(flag).status_code == 200
    # The same looking sees a difference where there is one: otherwise seeing none would mean nothing.
    circle_actions.post_message(
        actor=joel.actor, circle_id=circle.pk, client_id=uuid4(), text="Good evening", now=clock.now()
    )
    assert what_bilal_sees(bilal, circle, browser_of) != before


def test_sg_02_what_is_said_alone_is_in_no_circle_no_history_and_no_other_export(
    circle, joel, amina, bilal, browser_of
):
    aside = make.opened(circle, joel, amina)
    make.said(aside, amina, CANARY)
    for somebody in (amina, bilal, joel):
        assert CANARY not in browser_of(somebody).get(reverse("circles:circle", args=[circle.pk])).content.decode()
    data = CircleData()
    assert CANARY in json.dumps(data.export(amina.persona.pk))
    assert CANARY not in json.dumps(data.export(joel.persona.pk))
    assert CANARY not in json.dumps(data.export(bilal.persona.pk))


# --- I need help now -------------------------------------------------------------------------------------------------


def test_sg_33_asking_for_help_tells_staff_at_once_and_shows_helplines(circle, joel, zola, amina, bilal, browser_of):
    browser = browser_of(amina)
    room = browser.get(reverse("circles:circle", args=[circle.pk])).content.decode()
    page = reverse("circles:help_now", args=[circle.pk])
    assert f'href="{page}"' in room
    shown = browser.get(page).content.decode()
    assert "People who help right now" in shown
    assert not Aside.objects.exists()  # looking is not telling
    told = browser.post(page, follow=True).content.decode()
    assert "We told the grown-ups who look after this circle that you need help." in told
    assert "People who help right now" in told
    item = QueueItem.objects.get()
    assert (item.kind, item.lane, item.author_id) == ("circle_help_call", "care", amina.persona.pk)
    assert item.due_at - item.created_at == timedelta(minutes=15)
    for staff in (joel, zola):
        seen = browser_of(staff).get(reverse("circles:circle", args=[circle.pk])).content.decode()
        assert "amina needs help now." in seen
        queue = browser_of(staff).get(reverse("moderation:item", args=[item.pk])).content.decode()
        assert "They asked for help." in queue
    assert "needs help" not in browser_of(bilal).get(reverse("circles:circle", args=[circle.pk])).content.decode()


def test_sec_10_a_call_for_help_is_never_too_often_and_survives_a_broken_queue(circle, amina, bilal, monkeypatch):
    for _ in range(40):
        asides.ask_for_help(actor=amina.actor, circle_id=circle.pk, now=clock.now())
    assert Aside.objects.count() == QueueItem.objects.count() == 1
    monkeypatch.setattr("peer_circles.actions.asides.beginnings.open_item", lambda **fields: 1 / 0)
    assert asides.ask_for_help(actor=bilal.actor, circle_id=circle.pk, now=clock.now()).state == "asked"


def test_who_is_no_member_here_asks_nobody_here(circle, sam, joel, zola):
    for somebody in (sam, joel, zola):
        with pytest.raises(Absent):
            asides.ask_for_help(actor=somebody.actor, circle_id=circle.pk, now=clock.now())
    assert not Aside.objects.exists()


def test_a_wish_is_taken_back_by_who_had_it(circle, joel, amina, bilal):
    wish = asides.ask_for_help(actor=amina.actor, circle_id=circle.pk, now=clock.now())
    for somebody in (bilal, joel):
        with pytest.raises(Absent):
            asides.withdraw_aside(actor=somebody.actor, aside_id=wish.pk, now=clock.now())
    asides.withdraw_aside(actor=amina.actor, aside_id=wish.pk, now=clock.now())
    assert Aside.objects.get().state == "withdrawn"
    assert QueueItem.objects.get().state == "open"  # a person decides when the task is done


# --- Leaving, removing, forgetting -----------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["leave", "remove"])
def test_sec_28_who_is_out_of_the_circle_is_out_of_the_talk(how, circle, joel, amina):
    aside = make.opened(circle, joel, amina)
    if how == "leave":
        circle_actions.leave_circle(actor=amina.actor, circle_id=circle.pk, now=clock.now())
    else:
        circle_actions.remove_member(
            actor=joel.actor, circle_id=circle.pk, persona_id=amina.persona.pk, now=clock.now()
        )
    assert Aside.objects.get().state == "ended"
    assert make.there(aside, joel, amina) == [None, None]


def test_sg_42_what_was_said_is_deleted_with_its_room_after_its_term(
    circle, joel, amina, bilal, time_machine, settings
):
    aside = make.opened(circle, joel, amina)
    make.said(aside, amina)
    asides.end_aside(actor=amina.actor, aside_id=aside.pk, now=clock.now())
    over = Aside.objects.get().over_at
    settings.POP_ASIDE_DAYS = 30
    assert asides.discard_asides(now=over + timedelta(days=30)) == 0
    assert AsideMessage.objects.count() == 1
    assert asides.discard_asides(now=over + timedelta(days=30, seconds=1)) == 1
    assert not AsideMessage.objects.exists()
    assert not Room.objects.filter(kind="aside").exists()
    assert not RoomEvent.objects.filter(room=aside.room_id).exists()


def test_sg_46_whoever_goes_takes_their_talks_along(circle, joel, amina):
    aside = make.opened(circle, joel, amina)
    make.said(aside, amina, CANARY)
    make.said(aside, joel, "I listen")
    CircleData().erase(joel.persona.pk)
    aside.refresh_from_db()
    assert (aside.state, aside.staff_id) == ("ended", None)
    assert AsideMessage.objects.get(text="I listen").author_id is None
    CircleData().erase(amina.persona.pk)
    assert not Aside.objects.exists()
    assert not AsideMessage.objects.exists()
