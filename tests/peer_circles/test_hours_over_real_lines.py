"""A drop-in circle opens and closes by its hours while people have its room open: they are told, and the clock decides
what they may send."""

from datetime import UTC, datetime, time, timedelta

from peer_circles import actions
from pop.core import clock
from tests.factories import circles

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)  # a Tuesday


def told(wire, is_open):
    """The next word about the hours, which says this."""
    while "opening" not in (frame := wire.expect("private")):
        pass
    assert frame["opening"]["is_open"] is is_open
    return frame["opening"]["text"]


def changed(wire, *, may_write, has_word):
    """The new seat, and the private frame that has a word about the hours or none: either may come first."""
    seat = private = None
    while seat is None or private is None or ("opening" in private) is not has_word:
        frame = wire.receive()
        if frame["type"] == "seat":
            seat = frame
        elif frame["type"] == "private":
            private = frame
    assert seat["may_write"] is may_write
    return private.get("opening", {})


def test_an_open_room_follows_the_hours_of_its_circle(live_site, settings, time_machine, joel, amina):
    settings.POP_ROOMS_BEAT_SECONDS = 0.1
    time_machine.move_to(NOON, tick=True)
    circle = circles.circle(joel, amina, format="drop_in")
    actions.add_opening_hours(
        actor=joel.actor, circle_id=circle.pk, weekday=1, opens=time(16), closes=time(18), now=NOON
    )
    circles.watched(circle, NOON + timedelta(days=1))
    with live_site.connect(amina) as hers:
        assert hers.join(circle.room_id)["may_write"] is False
        assert "It opens on Tuesday, March 10 at 16:00 (UTC)." in told(hers, is_open=False)
        assert hers.post(circle.room_id, "Is anybody there?")["code"] == "closed_now"
        time_machine.move_to(NOON + timedelta(hours=4, minutes=1), tick=True)
        assert hers.expect("seat")["may_write"] is True
        assert told(hers, is_open=True) == "Open now until 18:00 (UTC)."
        assert hers.post(circle.room_id, "Hello")["status"] == "published"
        time_machine.move_to(NOON + timedelta(hours=6), tick=True)
        assert hers.expect("seat")["may_write"] is False
        assert "It opens on Tuesday, March 17 at 16:00 (UTC)." in told(hers, is_open=False)
        assert hers.post(circle.room_id, "And again")["code"] == "closed_now"


def test_a_break_that_begins_and_ends_reaches_the_open_room_of_any_format(
    live_site, settings, time_machine, joel, amina
):
    settings.POP_ROOMS_BEAT_SECONDS = 0.1
    time_machine.move_to(NOON, tick=True)
    circle = circles.circle(joel, amina)
    today = clock.now().date()
    with live_site.connect(amina) as hers:
        assert hers.join(circle.room_id)["may_write"] is True
        pause = actions.plan_pause(
            actor=joel.actor, circle_id=circle.pk, first_day=today, last_day=today, instead="The board", now=clock.now()
        )
        assert "Instead: The board" in changed(hers, may_write=False, has_word=True)["text"]
        actions.withdraw_pause(actor=joel.actor, pause_id=pause.pk, now=clock.now())
        assert changed(hers, may_write=True, has_word=False) == {}
