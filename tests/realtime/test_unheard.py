"""Somebody's words that a listener does not want never reach their device; their numbers stay without a gap."""

import pytest

from pop.core import clock
from pop.realtime import conversation
from pop.realtime.contracts import VOICE, Event
from pop.realtime.frames import event as event_frame

WORDS = "words she does not want"


def heard(wire, count):
    return [(frame["seq"], frame["kind"], frame.get("text")) for frame in (wire.expect("event") for _ in range(count))]


def test_live_and_on_replay_a_place_keeps_its_number_and_loses_everything_else(live_site, parlour, amina, bilal, sam):
    room = parlour.open(amina, bilal, sam)
    parlour.deaf[amina.persona.pk] = {bilal.persona.pk}
    parlour.say(room, WORDS, by=bilal.persona.pk)
    with live_site.connect(amina) as hers, live_site.connect(sam) as others:
        for wire in (hers, others):
            wire.join(room)
        first = hers.expect("event")
        assert first == {"type": "event", "room": str(room), "seq": 1, "kind": "left_out", "at": first["at"]}
        assert heard(others, 1) == [(1, "said", WORDS)]
        parlour.say(room, "from sam", by=sam.persona.pk)
        parlour.say(room, WORDS, by=bilal.persona.pk)
        assert heard(hers, 2) == [(2, "said", "from sam"), (3, "left_out", None)]
        assert heard(others, 2) == [(2, "said", "from sam"), (3, "said", WORDS)]


def test_it_reaches_an_open_line_and_goes_away_again(live_site, parlour, amina, bilal):
    room = parlour.open(amina, bilal)
    with live_site.connect(amina) as hers, live_site.connect(bilal) as his:
        hers.join(room)
        his.join(room)
        parlour.say(room, "before", by=bilal.persona.pk)
        assert heard(hers, 1) == [(1, "said", "before")]
        parlour.stop_hearing(room, amina, bilal)
        parlour.whisper(room, amina, "looked at")  # comes after whatever the change brings
        hers.expect("private", whisper="looked at")
        parlour.say(room, WORDS, by=bilal.persona.pk)
        assert heard(hers, 1) == [(2, "left_out", None)]
        parlour.stop_hearing(room, amina)
        parlour.whisper(room, amina, "looked at again")
        hers.expect("private", whisper="looked at again")
        parlour.say(room, "after", by=bilal.persona.pk)
        assert heard(hers, 1) == [(3, "said", "after")]
        assert [text for _seq, _kind, text in heard(his, 3)] == ["before", WORDS, "after"]


@pytest.mark.parametrize("change", ["stop_hearing", "show_out"])
def test_sg_05_what_is_said_right_after_a_block_or_a_removal_does_not_overtake_it(
    live_site, parlour, amina, bilal, monkeypatch, settings, change
):
    settings.POP_ROOMS_BEAT_SECONDS = 600  # nobody looks by themselves, and no wake-up comes
    monkeypatch.setattr("pop.realtime.hub.Hub.changed_here", lambda *_room: None)
    room = parlour.open(amina, bilal)
    with live_site.connect(amina) as hers, live_site.connect(bilal) as his:
        hers.join(room)
        his.join(room)
        assert his.post(room, "before")["seq"] == 1
        assert heard(hers, 1) == [(1, "said", "before")]
        getattr(parlour, change)(room, amina, *([bilal] if change == "stop_hearing" else []))
        assert his.post(room, WORDS)["seq"] == 2
        if change == "stop_hearing":
            assert heard(hers, 1) == [(2, "left_out", None)]
        else:
            assert hers.closing_code(5)[0] == 4404


def test_who_hears_everybody_gets_the_very_same_bytes_and_the_others_one_frame_for_all(amina):
    step = Event(amina.persona.pk, 7, "said", amina.persona.pk, clock.now())
    frame = event_frame(step, {"text": WORDS, VOICE: amina.persona.pk})
    assert VOICE not in frame.frame
    assert str(amina.login.pk) not in frame.text
    assert frame.without_words is frame.without_words  # encoded once
    assert WORDS not in frame.without_words.text
    assert (frame.without_words.seq, frame.without_words.frame["kind"]) == (7, "left_out")


def test_whose_words_they_are_is_not_sent(live_site, parlour, amina, bilal):
    room = parlour.open(amina)
    parlour.say(room, "hello", by=bilal.persona.pk)
    with live_site.connect(amina) as hers:
        hers.join(room)
        assert hers.expect("event").keys() == {"type", "room", "seq", "kind", "at", "text"}
    assert conversation.rendered([]) == {}


def test_what_somebody_may_do_is_told_when_it_changes(live_site, parlour, settings, amina, bilal):
    settings.POP_ROOMS_BEAT_SECONDS = 0.1
    room = parlour.open(amina, bilal)
    with live_site.connect(amina) as hers, live_site.connect(bilal) as his:
        for wire in (hers, his):
            wire.join(room)
        parlour.quiet.add(amina.persona.pk)
        told = hers.expect("seat")
        assert told == {"type": "seat", "room": str(room), "may_write": False, "is_staff": False, "now": told["now"]}
        parlour.quiet.clear()
        assert hers.expect("seat")["may_write"] is True
        his.nothing_but()


def test_what_time_alone_changes_is_looked_at_while_somebody_is_there(live_site, parlour, settings, amina):
    settings.POP_ROOMS_BEAT_SECONDS = 0.1
    room = parlour.open(amina)
    with live_site.connect(amina) as hers:
        hers.join(room)
        parlour.whisper(room, amina, "she is there")
        hers.expect("private", whisper="she is there")
        hers.nothing_but(seconds=0.3)  # no look at the room is under way any more
        parlour.whispers[amina.persona.pk] = "the clock says"  # and nobody touches the room
        hers.nothing_but(seconds=0.4)
        parlour.news.add(room)
        assert hers.expect("private")["whisper"] == "the clock says"
    assert parlour.beats > 0
