"""A whole session through GraphQL: planned, moved, joined, steered, and looked back at, by the actions of the pages."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from moderation.models import QueueItem
from peer_circles import actions
from peer_circles.models import CircleSession, OpeningHours, Pause
from pop.core import clock
from tests.api.asking import Asking
from tests.factories import circles as make
from tests.factories.sessions import beat

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)  # a Tuesday
ERRORS = "errors { code field }"
SESSION = "session { id startsAt endsAt state isCancelled instead }"
VIEW = """query($circle: UUID!, $id: UUID!) { circleSession(circleId: $circle, id: $id) {
  session { state } lobbyOpensAt doorsShutAt heads mayCheckIn mayCheckOut myDuty owesDebrief
  mine { mood word moodAfter takeaway needsCare } help { label title services { name } } next { id }
  shifts { name duty } checkIns { name mood word needsCare } debriefs { name duty went } } }"""


@pytest.fixture
def circle(joel, amina, bilal, time_machine):
    time_machine.move_to(NOW, tick=False)
    return make.circle(joel, amina, bilal, talk_between_sessions=False, agreement="We listen.")


@pytest.fixture
def asking(browser_of):
    return lambda somebody, **how: Asking(browser_of(somebody, **how))


def do(asking, mutation, fields="", /, **given):
    """The payload of one mutation."""
    kind = mutation[0].upper() + mutation[1:]
    payload = f"mutation($input: {kind}Input!) {{ {mutation}(input: $input) {{ {fields} {ERRORS} }} }}"
    numbers = given.pop("numbers", {})
    return asking.data(payload, input={key: str(value) for key, value in given.items()} | numbers)[mutation]


def planned(joel, circle, day=date(2026, 3, 10), at=time(14)):
    return actions.plan_session(actor=joel.actor, circle_id=circle.pk, day=day, time=at, minutes=60, now=clock.now())


def test_planning_moving_and_calling_off(circle, joel, amina, asking):
    his = asking(joel)
    when = {"day": "2026-03-12", "time": "19:30:00", "numbers": {"minutes": 60}}
    made = do(his, "planSession", SESSION, circleId=circle.pk, **when)["session"]
    assert (made["startsAt"], made["state"]) == ("2026-03-12T19:30:00+00:00", "scheduled")
    night = do(his, "planSession", SESSION, circleId=circle.pk, **{**when, "time": "22:30:00"})
    assert night == {"session": None, "errors": [{"code": "invalid", "field": "time"}]}
    moved = do(his, "rescheduleSession", SESSION, sessionId=made["id"], **{**when, "day": "2026-03-13"})["session"]
    assert (moved["id"], moved["startsAt"]) == (made["id"], "2026-03-13T19:30:00+00:00")
    for name, given in (("rescheduleSession", when), ("cancelSession", {})):
        refused = do(asking(amina), name, SESSION, sessionId=made["id"], **given)
        assert refused == {"session": None, "errors": [{"code": "not_found", "field": None}]}
    off = do(his, "cancelSession", SESSION, sessionId=made["id"], instead="The board")["session"]
    assert (off["state"], off["isCancelled"], off["instead"]) == ("cancelled", True, "The board")
    assert CircleSession.objects.count() == 1


def test_breaks_and_opening_hours(joel, salma, amina, asking, time_machine):
    time_machine.move_to(NOW, tick=False)
    circle = make.circle(joel, amina, format="drop_in")
    his, members = asking(joel), asking(amina)
    days = {"firstDay": "2026-03-12", "lastDay": "2026-03-14", "instead": "The board"}
    fields = "pause { id firstDay lastDay ofAllCircles }"
    pause = do(his, "planPause", fields, circleId=circle.pk, **days)["pause"]
    assert (pause["lastDay"], pause["ofAllCircles"]) == ("2026-03-14", False)
    assert do(his, "planPause", fields, **days)["errors"] == [{"code": "not_found", "field": None}]
    assert do(members, "withdrawPause", fields, pauseId=pause["id"])["errors"][0]["code"] == "not_found"
    do(his, "withdrawPause", fields, pauseId=pause["id"])
    everywhere = do(asking(salma), "planPause", fields, **days)["pause"]
    assert everywhere["ofAllCircles"] is True
    assert list(Pause.objects.filter(withdrawn_at=None).values_list("circle", flat=True)) == [None]
    hours = {"circleId": circle.pk, "opens": "16:00:00", "closes": "18:00:00", "numbers": {"weekday": 1}}
    assert do(members, "addOpeningHours", "hours { id }", **hours)["errors"][0]["code"] == "not_found"
    row = do(his, "addOpeningHours", "hours { id weekday opens }", **hours)["hours"]
    assert (row["weekday"], row["opens"]) == (1, "16:00:00")
    asked = "query($id: UUID!) { circle(id: $id) { calendar opening { isOpen opensAt hours { id } } } }"
    seen = members.data(asked, id=str(circle.pk))["circle"]
    assert seen["opening"] == {"isOpen": False, "opensAt": "2026-03-10T16:00:00+00:00", "hours": [{"id": row["id"]}]}
    assert seen["calendar"] == f"/circles/{circle.pk}/calendar.ics"
    assert do(his, "removeOpeningHours", circleId=circle.pk, hoursId=row["id"])["errors"] == []
    assert not OpeningHours.objects.exists()


def test_a_session_from_the_waiting_room_to_the_debrief(circle, joel, zola, amina, bilal, sam, asking, time_machine):
    session = planned(joel, circle)
    his, safety, hers = asking(joel), asking(zola), asking(amina)
    names = {"circle": str(circle.pk), "id": str(session.pk)}

    def view(somebody):
        return somebody.data(VIEW, **names)["circleSession"]

    early = view(hers)
    assert (early["session"]["state"], early["mayCheckIn"], early["lobbyOpensAt"]) == (
        "scheduled",
        False,
        "2026-03-10T13:50:00+00:00",
    )
    time_machine.move_to(session.starts_at - timedelta(minutes=5), tick=False)
    assert (view(hers)["session"]["state"], view(hers)["mayCheckIn"]) == ("lobby", True)
    on = "query($id: UUID!) { circle(id: $id) { sessionOn { id state } } }"
    assert hers.data(on, id=str(circle.pk))["circle"]["sessionOn"] == {"id": str(session.pk), "state": "lobby"}
    assert asking(sam).data(on, id=str(circle.pk))["circle"]["sessionOn"] is None

    # Coming in
    mine = "mine { mood word }"
    come = {"sessionId": session.pk, "word": "tired", "numbers": {"agreedVersion": 1, "mood": 4}}
    wrong = do(hers, "checkIn", mine, **{**come, "numbers": {"agreedVersion": 2, "mood": 7}})
    assert {error["field"] for error in wrong["errors"]} == {"agree", "mood"}
    assert do(hers, "checkIn", mine, **come)["mine"] == {"mood": 4, "word": "tired"}
    assert do(asking(sam), "checkIn", mine, **come) == {"mine": None, "errors": [{"code": "not_found", "field": None}]}
    assert (view(hers)["heads"], view(hers)["mayCheckIn"], view(hers)["help"]) == (1, False, None)

    # Its staff
    steer = {"sessionId": session.pk}
    assert do(hers, "takeShift", "shift { duty }", **steer)["errors"][0]["code"] == "not_found"
    assert do(his, "takeShift", "shift { name duty }", **steer)["shift"] == {"name": "joel", "duty": "facilitator"}
    assert do(safety, "takeShift", "shift { duty }", **steer)["shift"] == {"duty": "safety"}
    alone = do(his, "steerSession", SESSION, deed="open", **steer)
    assert alone == {"session": None, "errors": [{"code": "not_staffed", "field": None}]}
    beat(circle, joel, zola)
    assert do(his, "steerSession", SESSION, deed="dance", **steer)["errors"] == [{"code": "invalid", "field": "deed"}]
    assert do(hers, "steerSession", SESSION, deed="open", **steer)["errors"][0]["code"] == "not_found"
    assert do(his, "steerSession", SESSION, deed="open", **steer)["session"]["state"] == "open"
    staffs = view(his)
    assert (staffs["myDuty"], staffs["owesDebrief"]) == ("facilitator", False)
    assert {(one["name"], one["duty"]) for one in staffs["shifts"]} == {("joel", "facilitator"), ("zola", "safety")}
    assert staffs["checkIns"] == [{"name": "amina", "mood": 4, "word": "tired", "needsCare": False}]
    longer = do(his, "extendSession", SESSION, sessionId=session.pk, numbers={"minutes": 15})["session"]
    assert longer["endsAt"] == "2026-03-10T15:15:00+00:00"
    for deed, state in (("pause", "frozen"), ("resume", "open"), ("wind_down", "closing"), ("close", "closed")):
        assert do(his, "steerSession", SESSION, deed=deed, **steer)["session"]["state"] == state

    # Going, and looking back
    gone = do(
        hers, "checkOut", "mine { moodAfter takeaway }", takeaway="Soup", sessionId=session.pk, numbers={"mood": 1}
    )
    assert gone["mine"] == {"moodAfter": 1, "takeaway": "Soup"}
    assert QueueItem.objects.get().lane == "care"
    after = view(hers)
    assert (after["session"]["state"], after["mayCheckOut"]) == ("closed", False)
    assert after["help"]["label"] == "Automatic message"
    debrief = {"sessionId": session.pk, "went": "Calm.", "numbers": {"mood": 4}}
    assert do(hers, "writeDebrief", "debrief { went }", **debrief)["errors"][0]["code"] == "not_found"
    assert view(his)["owesDebrief"] is True
    for somebody in (his, safety):
        assert do(somebody, "writeDebrief", "debrief { went }", **debrief)["debrief"] == {"went": "Calm."}
    assert view(his)["session"]["state"] == "debriefed"
    assert len(view(his)["debriefs"]) == 2


def test_moods_shifts_and_debriefs_are_for_staff_and_the_session_for_who_is_inside(
    circle, joel, amina, bilal, sam, asking, time_machine
):
    session = planned(joel, circle)
    time_machine.move_to(session.starts_at - timedelta(minutes=5), tick=False)
    actions.check_in(actor=amina.actor, session_id=session.pk, agreed_version=1, mood=1, word="empty", now=clock.now())
    names = {"circle": str(circle.pk), "id": str(session.pk)}
    his = asking(bilal).data(VIEW, **names)["circleSession"]
    assert [his[name] for name in ("shifts", "checkIns", "debriefs", "owesDebrief", "mine")] == [None] * 5
    hers = asking(amina).data(VIEW, **names)["circleSession"]
    assert hers["mine"] == {"mood": 1, "word": "empty", "moodAfter": None, "takeaway": "", "needsCare": None}
    assert hers["help"]["title"] == "You matter to us"
    answers = [
        asking(somebody, **how)(VIEW, **{**names, "id": name})
        for somebody, how in ((sam, {}), (joel, {"second_factor": False}))
        for name in (names["id"], str(amina.persona.pk))
    ]
    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["errors"][0]["extensions"]["code"] == "not_found"


def test_handing_over(circle, joel, zola, asking, time_machine):
    session = planned(joel, circle)
    time_machine.move_to(session.starts_at - timedelta(minutes=5), tick=False)
    assert do(asking(joel), "handOverShift", sessionId=session.pk)["errors"][0]["code"] == "not_found"
    do(asking(joel), "takeShift", "shift { duty }", sessionId=session.pk)
    assert do(asking(joel), "handOverShift", sessionId=session.pk)["errors"] == []
    assert not session.shifts.filter(ended_at=None).exists()


def test_inviting_saying_no_and_hiding(circle, joel, amina, bilal, asking):
    other = make.circle(joel, name="Another")
    asked = "{ circleInvitations { circle { name } } }"
    assert do(asking(joel), "inviteToCircle", circleId=other.pk, name="amina")["errors"] == []
    assert do(asking(joel), "inviteToCircle", circleId=other.pk, name="nobody at all")["errors"] == []
    assert do(asking(bilal), "inviteToCircle", circleId=other.pk, name="amina")["errors"][0]["code"] == "not_found"
    assert asking(amina).data(asked)["circleInvitations"] == [{"circle": {"name": "Another"}}]
    assert asking(bilal).data(asked)["circleInvitations"] == []
    assert do(asking(bilal), "declineInvitation", circleId=other.pk)["errors"][0]["code"] == "not_found"
    assert do(asking(amina), "declineInvitation", circleId=other.pk)["errors"] == []
    assert asking(amina).data(asked)["circleInvitations"] == []
    make.join(other, amina)
    make.join(other, bilal)
    message = actions.post_message(
        actor=bilal.actor, circle_id=other.pk, client_id=other.pk, text="You always say that.", now=clock.now()
    )
    read = "query($id: UUID!) { circle(id: $id) { messages { edges { node { text } } } } }"
    assert do(asking(amina), "hideAuthor", messageId=message.pk, how="forever")["errors"][0]["field"] == "how"
    assert do(asking(amina), "hideAuthor", messageId=message.pk, how="block")["errors"] == []
    assert asking(amina).data(read, id=str(other.pk))["circle"]["messages"]["edges"] == []
    assert do(asking(bilal), "hideAuthor", messageId=message.pk, how="block")["errors"][0]["code"] == "not_found"
