"""The facilitator's desk: what waits, kept waiting with a note, who is here and how they are."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from moderation.actions import decide_item
from moderation.models import Decision, QueueItem
from moderation.selectors import open_item_for
from peer_circles import actions, desk
from peer_circles.content_notes import suggested_note
from peer_circles.frames import private_bodies
from peer_circles.models import CheckIn, CircleSession, Message, Shift
from peer_circles.selectors.sessions import sessions_on
from pop.accounts.models import Notice
from pop.audit.models import AuditEntry
from pop.core import clock
from pop.core.errors import Invalid
from pop.realtime.contracts import Seat, Viewer
from pop.realtime.models import Room
from tests.factories import circles
from tests.factories.moderation import agree
from tests.factories.talk import HARD, QUIETLY, post, press
from tests.factories.through_graphql import ask

WHY = "Ask zola whether she knows the school."


@pytest.fixture
def circle(joel, amina, bilal):
    return circles.circle(joel, amina, bilal, pre_moderated=True)


def body_of(somebody, circle, *, is_staff):
    (body,) = private_bodies(circle, [Viewer(somebody.actor, Seat(True, is_staff))], clock.now())
    return body


def page(browser, circle):
    return browser.get(reverse("circles:circle", args=[circle.pk])).content.decode()


# --- One press each ------------------------------------------------------------------------------------------


def test_a_note_is_chosen_or_nothing_is_shown(circle, joel, amina, browser_of):
    message = post(amina, circle)
    refused = press(browser_of(joel), message, "fold", content_note="")
    assert (refused.status_code, refused.json()) == (400, {"message": "Please choose what it talks about."})
    message.refresh_from_db()
    assert message.state == "held"
    assert press(browser_of(joel), message, "fold", content_note="loss").json() == {}
    message.refresh_from_db()
    assert (message.state, message.content_note) == ("published", "loss")


def test_what_was_chosen_for_another_button_does_not_count(circle, joel, amina, browser_of):
    message = post(amina, circle)
    fields = {"content_note": "loss", "note": WHY, "reason_code": "unkind", "explanation": "No."}
    assert press(browser_of(joel), message, "approve", **fields).json() == {}
    message.refresh_from_db()
    assert (message.state, message.content_note) == ("published", "")
    assert Decision.objects.get().note == ""


def test_kept_waiting_the_note_is_for_colleagues_and_the_author_learns_that_it_takes_longer(
    circle, joel, zola, amina, bilal, browser_of
):
    message = post(amina, circle)
    before = Room.objects.get(pk=circle.room_id).private_seq
    assert press(browser_of(joel), message, "hold", note=WHY).json() == {}
    message.refresh_from_db()
    assert (message.state, message.seq) == ("held", None)
    assert open_item_for("circle_message", message.pk).state == "open"
    assert Room.objects.get(pk=circle.room_id).private_seq > before, "open pages hear of it"
    for staff in (joel, zola):
        assert body_of(staff, circle, is_staff=True)["held"][0]["notes"] == [WHY]
        assert WHY in page(browser_of(staff), circle)
    assert WHY in browser_of(zola).get(reverse("moderation:item", args=[QueueItem.objects.get().pk])).content.decode()
    hers = body_of(amina, circle, is_staff=False)
    assert hers["mine"][0]["longer"] is True
    assert "Takes a little longer" in page(browser_of(amina), circle)
    for reader in (amina, bilal):
        seen = page(browser_of(reader), circle) + json.dumps(body_of(reader, circle, is_staff=False), default=str)
        assert WHY not in seen + browser_of(reader).get(reverse("account_notices")).content.decode()
        assert WHY not in browser_of(reader).get(reverse("account_download")).content.decode()
    assert "mine" not in body_of(bilal, circle, is_staff=False)
    assert list(Notice.objects.filter(persona=amina.persona).values_list("kind", flat=True)) == ["moderation.waits"]
    assert AuditEntry.objects.filter(verb="moderation.hold", actor_id=joel.login.pk).count() == 1


def test_kept_waiting_twice_the_author_is_told_once_and_both_notes_stay(circle, joel, zola, amina):
    message = post(amina, circle)
    item = open_item_for("circle_message", message.pk)
    for staff, note in ((joel, "first"), (zola, "second")):
        decide_item(actor=staff.actor, item_id=item.pk, decision="hold", note=note, now=clock.now())
    assert body_of(joel, circle, is_staff=True)["held"][0]["notes"] == ["first", "second"]
    assert Notice.objects.filter(persona=amina.persona).count() == 1
    decide_item(actor=zola.actor, item_id=item.pk, decision="approve", now=clock.now())
    message.refresh_from_db()
    assert message.state == "published"


def test_keeping_it_waiting_needs_a_note(circle, joel, amina):
    item = open_item_for("circle_message", post(amina, circle).pk)
    for note in ("", "  ", "x" * 2001):
        with pytest.raises(Invalid) as refusal:
            decide_item(actor=joel.actor, item_id=item.pk, decision="hold", note=note, now=clock.now())
        assert list(refusal.value.fields) == ["note"]
    assert not Decision.objects.exists()
    assert not Notice.objects.filter(persona=amina.persona).exists()


@pytest.mark.parametrize("decision", ["approve", "fold", "hold", "remove"])
def test_sec_24_nobody_but_the_circles_staff_decides(circle, amina, bilal, sam, nia, browser_of, decision):
    message = post(amina, circle)
    fields = {"content_note": "loss", "note": WHY, "reason_code": "unkind", "explanation": "It hurts."}
    for stranger in (amina, bilal, sam, nia, circles.another_facilitator()):
        assert press(browser_of(stranger), message, decision, **fields).status_code == 400
    message.refresh_from_db()
    assert message.state == "held"
    assert not Decision.objects.exists()


def test_without_javascript_the_desk_is_plain_forms(circle, joel, amina, browser_of):
    message = post(amina, circle, "plain words")
    browser = browser_of(joel)
    decide = reverse("circles:decide", args=[circle.pk, message.pk])
    answer = browser.post(decide, {"decision": "hold", "note": ""}, follow=True)
    assert "Please note for your colleagues why it waits." in answer.content.decode()
    answer = browser.post(decide, {"decision": "fold", "content_note": "loss"})
    assert answer["Location"] == f"/circles/{circle.pk}/#desk"
    assert Message.objects.get().content_note == "loss"


def test_screening_suggests_a_note_and_a_person_chooses(circle, joel, amina, browser_of):
    post(amina, circle, HARD)
    assert body_of(joel, circle, is_staff=True)["held"][0]["suggested_note"] == "self_harm"
    assert '<option value="self_harm" selected>' in page(browser_of(joel), circle)
    assert Message.objects.get().content_note == ""


@pytest.mark.parametrize(
    ("reasons", "note"),
    [
        ([("care", "self")], "self_harm"),
        ([("care", "danger")], "violence"),
        ([("care", "self"), ("care", "method")], ""),
        ([("care", "self"), ("contact", "phone")], ""),
        ([("unkind", "threat")], ""),
        ([], ""),
    ],
)
def test_sg_30_no_note_is_suggested_for_what_is_not_for_showing(reasons, note):
    verdict = {"effect": 3, "reasons": [{"step": step, "code": code, "effect": 3} for step, code in reasons]}
    assert suggested_note(verdict) == note


# --- Five hundred ---------------------------------------------------------------------------------------------


def many(circle, author, count):
    now = clock.now()
    Message.objects.bulk_create(
        Message(
            circle=circle,
            author=author.persona,
            client_id=uuid4(),
            text=f"number {number:03}",
            state="held",
            created_at=now - timedelta(minutes=600 - number),
        )
        for number in range(count)
    )


def test_with_five_hundred_waiting_the_desk_shows_the_most_urgent_and_how_many_more(
    circle, joel, amina, browser_of, django_assert_max_num_queries
):
    many(circle, amina, 500)
    urgent = post(amina, circle, HARD)
    body = body_of(joel, circle, is_staff=True)
    assert [one["text"] for one in body["held"]] == [HARD, *(f"number {number:03}" for number in range(9))]
    assert body["held_more"] == 491
    shown = page(browser_of(joel), circle)
    assert "Behind these more wait: 491." in shown
    assert shown.count("data-decide") == 11  # ten, and the blank form of one
    assert len(json.dumps(body, default=str)) < 16_384
    actions.remove_message(actor=joel.actor, message_id=urgent.pk, now=clock.now())
    with django_assert_max_num_queries(14):
        body_of(joel, circle, is_staff=True)


def test_what_a_colleague_keeps_waiting_does_not_stop_the_rest(circle, joel, amina):
    first, second = post(amina, circle, "first"), post(amina, circle, "second")
    item = open_item_for("circle_message", first.pk)
    decide_item(actor=joel.actor, item_id=item.pk, decision="hold", note=WHY, now=clock.now())
    assert [one["text"] for one in body_of(joel, circle, is_staff=True)["held"]] == [second.text, first.text]


def test_sg_52_what_was_escalated_is_on_the_leads_desk_alone(circle, joel, zola, salma, amina):
    message = post(amina, circle)
    item = open_item_for("circle_message", message.pk)
    decide_item(actor=joel.actor, item_id=item.pk, decision="escalate", now=clock.now())
    assert "held" not in body_of(joel, circle, is_staff=True)
    assert "held" not in body_of(zola, circle, is_staff=True)
    assert [one["text"] for one in body_of(salma, circle, is_staff=True)["held"]] == [message.text]


# --- Who is here ------------------------------------------------------------------------------------------------


@pytest.fixture
def session(circle, amina, bilal):
    now = clock.now()
    made = CircleSession.objects.create(
        circle=circle, starts_at=now - timedelta(minutes=5), ends_at=now + timedelta(minutes=55)
    )
    for somebody, mood, word in ((amina, 4, "hopeful"), (bilal, 1, "kingfisher")):
        CheckIn.objects.create(
            session=made, persona=somebody.persona, agreed_version=1, mood=mood, word=word, came_at=now
        )  # fmt: skip
    return made


@pytest.fixture
def opened(session, joel, zola):
    """The same, with both staff there: people talk."""
    far = clock.now() + timedelta(minutes=30)
    for staff, duty in ((joel, "facilitator"), (zola, "safety")):
        Shift.objects.create(session=session, persona=staff.persona, duty=duty, began_at=session.starts_at, seen_at=far)
    CircleSession.objects.filter(pk=session.pk).update(
        state="open", came_from="lobby", lobby_at=session.starts_at, opened_at=session.starts_at
    )
    return session


def people(somebody, circle):
    return body_of(somebody, circle, is_staff=True)["people"]


def test_who_needs_somebody_comes_first(circle, session, joel, amina, bilal):
    assert [(one["name"], one["mood"], one["word"], one["care"]) for one in people(joel, circle)] == [
        ("bilal", 1, "kingfisher", True),
        ("amina", 4, "hopeful", False),
    ]
    CheckIn.objects.filter(persona=bilal.persona).update(mood=3)
    CheckIn.objects.filter(persona=amina.persona).update(mood_after=2, went_at=clock.now())
    assert [(one["name"], one["care"]) for one in people(joel, circle)] == [("amina", True), ("bilal", False)]


def test_who_has_not_spoken_at_this_meeting(circle, opened, joel, amina, bilal):
    assert [one["spoken"] for one in people(joel, circle)] == [False, False]
    post(bilal, circle, "it waits, and it is said")
    assert {one["name"]: one["spoken"] for one in people(joel, circle)} == {"bilal": True, "amina": False}
    Message.objects.update(created_at=clock.now() - timedelta(days=7))
    assert [one["spoken"] for one in people(joel, circle)] == [False, False]


def test_sg_07_no_mood_and_nobody_elses_presence_is_in_anything_a_member_gets(
    live_site, circle, opened, joel, amina, bilal, browser_of
):
    with live_site.connect(amina) as hers, live_site.connect(joel) as staff:
        hers.join(circle.room_id)
        staff.join(circle.room_id)
        seen = [*hers.nothing_but("private", "event", seconds=1)]
        post(bilal, circle, "hello")
        with live_site.connect(bilal) as his:
            his.join(circle.room_id)
            seen += [*hers.nothing_but("private", "event", seconds=1), *his.nothing_but("private", "event")]
        assert staff.expect("private")["people"][0]["word"] == "kingfisher"
    seen.append(body_of(amina, circle, is_staff=False))
    told = json.dumps(seen, default=str)
    for word in ("kingfisher", "mood", "people", "spoken", "deeds"):
        assert word not in told
    assert "kingfisher" not in page(browser_of(amina), circle)
    assert "hopeful" not in page(browser_of(amina), circle)


def test_whose_line_is_there_is_fresh_at_the_desk(live_site, circle, session, joel, amina, settings, monkeypatch):
    settings.POP_ROOMS_BEAT_SECONDS = 0.1
    monkeypatch.setattr("peer_circles.actions.lines.GONE_AFTER", timedelta(seconds=1))
    monkeypatch.setattr("peer_circles.actions.lines.WRITTEN_EVERY", timedelta(seconds=0.2))

    def until(wire, is_there):
        while True:
            lines = {one["name"]: one["line"] for one in wire.expect("private")["people"]}
            if lines["amina"] is is_there:
                return lines

    with live_site.connect(joel) as staff:
        staff.join(circle.room_id)
        until(staff, False)
        with live_site.connect(amina) as hers:
            hers.join(circle.room_id)
            assert until(staff, True) == {"amina": True, "bilal": False}
        until(staff, False)
    assert CheckIn.objects.get(persona=amina.persona).line_at is None


def test_over_no_line_is_kept(circle, session, amina):
    CheckIn.objects.update(line_at=clock.now())
    actions.move_sessions_on(now=session.ends_at + timedelta(minutes=1))
    session.refresh_from_db()
    assert session.state == "closed"
    assert list(CheckIn.objects.values_list("line_at", flat=True)) == [None, None]


# --- The shift ------------------------------------------------------------------------------------------------


def deeds(somebody, circle):
    return body_of(somebody, circle, is_staff=True)["shift"]["deeds"]


def move(browser, session, deed, **fields):
    address = reverse("circles:move_session", args=[session.circle_id, session.pk])
    return browser.post(address, {"deed": deed, "back": "desk", **fields}, headers=QUIETLY)


def test_one_press_pauses_and_goes_on(circle, session, joel, zola, amina, browser_of):
    assert deeds(joel, circle) == ["take", "pause"]
    assert move(browser_of(joel), session, "take").json() == {}
    assert deeds(joel, circle) == ["open", "pause", "offer"]
    assert deeds(zola, circle) == ["take", "pause"]
    assert move(browser_of(zola), session, "pause").json() == {}
    session.refresh_from_db()
    assert (session.state, session.frozen_because) == ("frozen", "paused")
    assert deeds(joel, circle) == ["resume", "offer"]
    assert move(browser_of(joel), session, "resume").json() == {}
    session.refresh_from_db()
    assert session.state == "lobby"


def test_sg_09_handed_over_to_a_colleague_the_group_is_never_paused(
    circle, opened, joel, zola, amina, bilal, browser_of
):
    farah = circles.another_facilitator()
    circles.join(circle, farah)
    Shift.objects.update(seen_at=clock.now() - timedelta(seconds=5))
    assert move(browser_of(farah), opened, "take").status_code == 400, "joel is there, and has offered nothing"
    assert move(browser_of(joel), opened, "offer").json() == {}
    assert deeds(joel, circle) == ["pause", "keep"]
    assert body_of(zola, circle, is_staff=True)["shift"]["staff"][0]["offered"] is True
    assert move(browser_of(bilal), opened, "take").status_code == 404
    assert move(browser_of(farah), opened, "take").json() == {}
    on = sessions_on([circle], clock.now())[circle.pk]
    leads = [shift.persona_id for shift in on.shifts if shift.duty == "facilitator"]
    assert (on.state.value, leads) == ("open", [farah.persona.pk])
    entry = AuditEntry.objects.get(verb="circles.take_over_shift")
    assert (entry.actor_id, entry.facts["from"]) == (farah.login.pk, str(joel.persona.pk))
    later = sessions_on([circle], clock.now() + timedelta(seconds=26))[circle.pk]
    assert later.state.value == "frozen", "whoever takes it must be seen within the usual seconds"


def test_an_offer_is_taken_back_and_strangers_offer_nothing(circle, opened, joel, amina, browser_of):
    farah = circles.another_facilitator()
    circles.join(circle, farah)
    move(browser_of(joel), opened, "offer")
    assert move(browser_of(joel), opened, "keep").json() == {}
    assert move(browser_of(farah), opened, "take").status_code == 400
    assert move(browser_of(farah), opened, "offer").status_code == 404
    assert move(browser_of(amina), opened, "offer").status_code == 404
    assert not Shift.objects.exclude(offered_at=None).exists()
    deeds = AuditEntry.objects.filter(actor_id=joel.login.pk).exclude(verb="circles.view").order_by("sequence")
    assert list(deeds.values_list("verb", flat=True))[-2:] == ["circles.offer_shift", "circles.keep_shift"]


def test_handed_over_a_colleague_takes_it_and_it_is_on_record(circle, session, joel, browser_of):
    farah = circles.another_facilitator()
    circles.join(circle, farah)
    move(browser_of(joel), session, "take")
    assert deeds(farah, circle)[0] == "take", "nobody has seen joel's line yet"
    actions.hand_over_shift(actor=joel.actor, session_id=session.pk, now=clock.now())
    assert move(browser_of(farah), session, "take").json() == {}
    entry = AuditEntry.objects.get(verb="circles.take_over_shift")
    assert (entry.actor_id, entry.facts["from"]) == (farah.login.pk, str(joel.persona.pk))


def test_a_press_that_cannot_be_is_said_where_it_was_pressed(circle, session, joel, amina, browser_of):
    refused = move(browser_of(joel), session, "resume")
    assert refused.status_code in {400, 404}
    move(browser_of(joel), session, "take")
    refused = move(browser_of(joel), session, "open")
    assert (refused.status_code, "It takes two to open" in refused.json()["message"]) == (400, True)
    plain = reverse("circles:move_session", args=[circle.pk, session.pk])
    back = browser_of(joel).post(plain, {"deed": "pause", "back": "desk"})
    assert back["Location"] == f"/circles/{circle.pk}/#desk"
    assert move(browser_of(amina), session, "pause").status_code == 404


# --- GraphQL -----------------------------------------------------------------------------------------------------

DESK = """query($id: UUID!) { circleDesk(circleId: $id) {
  held { id text authorName notes suggestedNote { code } } more waits { count areTooLong }
  people { name mood word hasSpoken hasLine needsCare } contentNotes { code } } }"""
HOLD = "mutation($input: HoldMessageInput!) { holdMessage(input: $input) { held errors { code field } } }"
APPROVE = "mutation($input: ApproveMessageInput!) { approveMessage(input: $input) { approved errors { code field } } }"


def test_the_same_desk_in_graphql(circle, opened, joel, zola, amina, browser_of):
    message = post(amina, circle, HARD)
    staff = browser_of(joel)
    held = ask(staff, HOLD, input={"messageId": str(message.pk), "note": WHY})["data"]["holdMessage"]
    assert held == {"held": True, "errors": []}
    found = ask(staff, DESK, id=circle.pk)["data"]["circleDesk"]
    assert found["held"] == [
        {
            "id": str(message.pk),
            "text": HARD,
            "authorName": "amina",
            "notes": [WHY],
            "suggestedNote": {"code": "self_harm"},
        }
    ]
    assert found["people"][0] == {
        "name": "bilal", "mood": 1, "word": "kingfisher", "hasSpoken": False, "hasLine": False, "needsCare": True,
    }  # fmt: skip
    assert {"code": "self_harm"} in found["contentNotes"]
    wrong = ask(staff, APPROVE, input={"messageId": str(message.pk), "contentNote": "mine"})["data"]["approveMessage"]
    assert wrong["errors"] == [{"code": "invalid", "field": "contentNote"}]
    done = ask(staff, APPROVE, input={"messageId": str(message.pk), "contentNote": "self_harm"})
    assert done["data"]["approveMessage"] == {"approved": False, "errors": []}  # it is severe: it takes two (SEC-76)
    assert Message.objects.get().state == "held"
    assert "somebody else is needed" in " ".join(
        ask(staff, DESK, id=circle.pk)["data"]["circleDesk"]["held"][0]["notes"]
    )
    agree(QueueItem.objects.get(subject_id=message.pk), zola, now=clock.now())
    assert (Message.objects.get().state, Message.objects.get().content_note) == ("published", "self_harm")


def test_sec_24_the_desk_in_graphql_is_for_its_staff(circle, opened, joel, amina, bilal, sam, browser_of):
    message = post(amina, circle)
    for stranger in (amina, bilal, sam, circles.another_facilitator()):
        browser = browser_of(stranger)
        answer = ask(browser, DESK, id=circle.pk)
        assert answer["errors"][0]["extensions"]["code"] == "not_found"
        assert "kingfisher" not in str(answer)
        refused = ask(browser, HOLD, input={"messageId": str(message.pk), "note": WHY})["data"]["holdMessage"]
        assert refused["errors"][0]["code"] == "not_found"
    assert ask(browser_of(joel, second_factor=False), DESK, id=circle.pk)["errors"][0]["extensions"]["code"] == (
        "not_found"
    )
    assert not Decision.objects.exists()


def test_the_desk_is_read_through_one_selector_that_asks(circle, joel, zola):
    now = clock.now()
    assert desk.desk_for(joel.actor, circle.pk, now).people is None
    assert desk.desk_for(zola.actor, circle.pk, now).queue.shown == []
