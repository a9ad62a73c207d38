"""Circles: what is said, what stands beside it, when they meet, and the desk of who looks after one."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import get_language_bidi

from frontend.specimens import ARABIC, LONG, NAME, NOW, SHORT, Name, Specimen, Thing, ago, number
from pop.core.charts import calendar

ME, OTHER = number(1), number(2)
CIRCLE = Thing(pk=number(3), name="Wednesday evening", language="en", time_zone="Europe/London", format="drop_in")
ACTOR = Thing(persona_id=ME, is_signed_in=True)
MEMBER = Thing(may_write=True, is_staff=False)
STAFF = Thing(may_write=True, is_staff=True)
SUPPORTS = [("with_you", "I am with you"), ("thanks", "Thank you")]
IN_ROOM = {"circle": CIRCLE, "actor": ACTOR, "seat": MEMBER, "supports": SUPPORTS, "is_latest": True}
TODAY = date(2026, 3, 18)


def specimens() -> Iterator[Specimen]:
    yield from _messages()
    yield from _ones_own()
    yield from _beside()
    yield from _times()
    yield from _desk()


def _message(pk: int, text: str, **more: Any) -> Thing:
    usual: dict[str, Any] = {
        "pk": number(pk),
        "state": "published",
        "text": text,
        "author": Name(NAME),
        "author_id": OTHER,
        "published_at": ago(minutes=pk),
        "created_at": ago(minutes=pk),
        "shows_words": True,
        "support": {},
        "kinds_of_support": [],
        "given": (),
    }
    flags = ("is_anonymous", "by_facilitator", "by_staff", "is_muted", "hides_quote", "is_folded", "reply_to_id")
    return Thing(**(dict.fromkeys(flags) | usual | more))


def _messages() -> Iterator[Specimen]:
    folded = {"is_folded": True, "content_note": "loss", "get_content_note_display": "About losing somebody"}
    supported = {"support": {"with_you": 2}, "kinds_of_support": [Thing(label="I am with you")]}
    first = _message(20, "How was your week?")
    states = {
        "somebody's, with an answer without words": _message(21, "Hello, everybody.", given=("with_you",), **supported),
        "one's own": _message(22, LONG, author_id=ME),
        "in Arabic": _message(23, ARABIC),
        "a facilitator's": _message(24, "Welcome. Take your time.", by_facilitator=True),
        "an answer": _message(25, "Long, and good.", reply_to_id=first.pk, reply_to=first),
        "without a name": _message(26, "I would rather not say who I am.", is_anonymous=True),
        "folded": _message(27, "", shows_words=False, **folded),
        "folded, opened": _message(28, "My grandfather died on Sunday.", **folded),
        "of somebody whom the reader hides": _message(29, SHORT, is_muted=True),
        "of somebody who left": _message(30, SHORT, author=None, author_id=None),
        "taken back": _message(31, "", state="retracted", may_be_told=True),
        "one's own, taken back": _message(43, "", state="retracted", author_id=ME),
        "looked at once more": _message(32, "", state="held", may_be_told=True),
        "taken away": _message(33, "", state="removed"),
    }
    for state, message in states.items():
        yield Specimen("peer_circles/_message.html", state, {**IN_ROOM, "message": message}, "says")
    for_staff = {**IN_ROOM, "seat": STAFF, "message": _message(34, SHORT, is_anonymous=True, **folded)}
    yield Specimen("peer_circles/_message.html", "folded and without a name, for staff", for_staff, "says")
    for state, message in {
        "a member's": _message(35, SHORT),
        "the staff's": _message(36, LONG, by_staff=True),
        "looked at once more": _message(44, "", state="held", by_staff=True),
        "taken away": _message(37, "", state="removed"),
    }.items():
        yield Specimen("peer_circles/_aside_message.html", state, {"message": message, "actor": ACTOR}, "says")


def _ones_own() -> Iterator[Specimen]:
    for state, own in {
        "waits": Thing(id=number(40), status="held", longer=False, text="Nervous."),
        "takes longer": Thing(id=number(41), status="held", longer=True, text=LONG),
        "not shown": Thing(id=number(42), status="removed", longer=False, text=ARABIC),
    }.items():
        yield Specimen("peer_circles/_own.html", state, {**IN_ROOM, "own": own}, "says says--own")


def _beside() -> Iterator[Specimen]:
    terms = "A facilitator and a moderator can read along."
    for aside in (
        Thing(state="asked", text="You asked for help. A person comes.", answer="#", url="", terms=""),
        Thing(state="offered", text="Joel offers you a talk alone.", answer="#", url="", terms=terms),
        Thing(state="open", text="You talk alone with Joel.", answer="", url="#", terms=terms),
    ):
        yield Specimen("peer_circles/_aside_mine.html", aside.state, {"aside": aside})
    usual = {"pause": 30, "now": NOW, "by_rule": False, "turn": None}
    turn = Thing(id=OTHER, name=NAME, ends_at=NOW + timedelta(minutes=2))
    mine = Thing(id=ME, name="Lantern", ends_at=NOW + timedelta(minutes=2))
    for state, pace in {
        "slow, by a rule": usual | {"mode": "slow", "by_rule": True},
        "turns, nobody's": usual | {"mode": "turns"},
        "turns, somebody's": usual | {"mode": "turns", "turn": turn},
        "turns, one's own": usual | {"mode": "turns", "turn": mine},
    }.items():
        yield Specimen("peer_circles/_pace.html", state, {**IN_ROOM, "pace": pace, "slow_seconds": 30})
    muted = {"words": LONG, "rule": "We do not call each other names.", "why": "It hurts.", "differently": SHORT}
    links = {"url": "#", "help_url": "#"}
    for state, until in (("for a time", NOW + timedelta(hours=3)), ("without an end", None)):
        one = Thing(until=until, **muted, **links)
        yield Specimen("peer_circles/_sanction.html", state, {"one": one, "now": NOW})
    for state, seat in (("a member's", MEMBER), ("the staff's", STAFF)):
        label = "Look after the meeting" if seat is STAFF else "Come in"
        strip = Thing(text="A meeting is on until 18:00.", url="#", label=label)
        yield Specimen("peer_circles/_session_strip.html", state, {"session_strip": strip, "seat": seat})


def _times() -> Iterator[Specimen]:
    hours = [
        Thing(get_weekday_display="Monday", opens=ago(hours=2), closes=ago(hours=1)),
        Thing(get_weekday_display="Friday", opens=ago(hours=2), closes=NOW),
    ]
    flags = dict.fromkeys(("pause", "back_on", "is_open", "until", "lacks_staff", "opens_at"))
    for state, opening in {
        "takes a break": flags | {"pause": True, "back_on": TODAY + timedelta(days=9)},
        "open now": flags | {"is_open": True, "until": NOW + timedelta(hours=1)},
        "lacks its team": flags | {"lacks_staff": True, "until": NOW + timedelta(hours=1)},
        "opens": flags | {"opens_at": NOW + timedelta(days=2)},
        "closed": flags,
    }.items():
        yield Specimen("peer_circles/_opening.html", state, {"circle": CIRCLE, "opening": opening})
    yield Specimen("peer_circles/_weekly.html", "two days", {"circle": CIRCLE, "opening": Thing(hours=hours)})
    pause = Thing(
        circle_id=CIRCLE.pk, circle=CIRCLE, first_day=TODAY, last_day=TODAY + timedelta(days=4), days=5, instead=SHORT
    )
    of_all = Thing(circle_id=None, first_day=TODAY, last_day=TODAY, days=1, instead=LONG)
    times = [_session(1, 18), _session(3, 18, is_cancelled=True, instead="The next one is in two days."), _door(5)]
    drawing = calendar(
        TODAY,
        [(TODAY + timedelta(days=days), f"{15 + days % 5}:00", days == 3) for days in (1, 3, 3, 3, 8)],
        doors=[(TODAY + timedelta(days=5), "16:00")],
        at_rest={TODAY + timedelta(days=10)},
        mirrored=get_language_bidi(),
    )
    coming = Thing(pauses=[pause, of_all], doors=True, sessions=True, times=times, drawing=drawing)
    nothing = Thing(pauses=[], doors=False, sessions=False, times=[], drawing=drawing)
    yield Specimen("peer_circles/_coming.html", "of several circles", {"coming": coming, "with_names": True})
    yield Specimen("peer_circles/_coming.html", "nothing planned", {"coming": nothing})
    feeds = {"feeds": [("#", ""), ("#", "13 to 15")]}
    yield Specimen("peer_circles/_own_calendar.html", "closed", feeds)


def _session(days: int, hour: int, **more: Any) -> Thing:
    starts = NOW.replace(hour=hour) + timedelta(days=days)
    usual = {"is_door": False, "is_cancelled": False, "instead": ""}
    return Thing(
        pk=number(50 + days), circle_id=CIRCLE.pk, circle=CIRCLE, starts_at=starts, ends_at=starts + timedelta(hours=1),
        **(usual | more),
    )  # fmt: skip


def _door(days: int) -> Thing:
    return _session(days, 16, is_door=True)


class DecideForm(forms.Form):
    content_note = forms.ChoiceField(label="The note", choices=[("", "None"), ("loss", "About losing somebody")])
    note = forms.CharField(label="A note for colleagues")
    reason_code = forms.ChoiceField(label="The rule", choices=[("private", "Private things stay private")])
    explanation = forms.CharField(label="What you say to them")
    sentence = forms.ChoiceField(label="A prepared sentence", choices=[("", "None"), ("1", SHORT)])


class ModeForm(forms.Form):
    mode = forms.ChoiceField(label="How we talk", choices=[("open", "Everybody at once"), ("turns", "In turns")])


class PersonForm(forms.Form):
    persona = forms.ChoiceField(label="Who", choices=[("", "Choose one"), ("1", NAME)])
    minutes = forms.IntegerField(label="Minutes", initial=2)


class StepForm(forms.Form):
    step = forms.ChoiceField(label="The step", choices=[("mute", "No writing here for a time")])
    words = forms.CharField(label="What you say to them", widget=forms.Textarea(attrs={"rows": 2}))


def _desk() -> Iterator[Specimen]:
    shared = {
        **IN_ROOM, "seat": STAFF, "decide_form": DecideForm(), "mode_form": ModeForm(auto_id="mode_%s"),
        "turn_form": PersonForm(auto_id="turn_%s"), "offer_form": PersonForm(auto_id="offer_%s"),
        "step_form": StepForm(),
        "sentences": [Thing(pk=1, language="en", text=LONG), Thing(pk=2, language="ar", text=ARABIC)],
    }  # fmt: skip
    turns = {"mode": "turns", "pause": 30, "now": NOW, "by_rule": True, "turn": Thing(id=OTHER, name=NAME, ends_at=NOW)}
    freely = {"mode": "open", "pause": 0, "now": NOW, "by_rule": False, "turn": None}
    yield Specimen("peer_circles/desk/desk.html", "busy", {**shared, "pace": turns, "private": _busy()})
    quiet = Thing(held=[], held_more=0, waits=None, asides=[], may_offer=False, shift=None, people=None)
    yield Specimen("peer_circles/desk/desk.html", "quiet", {**shared, "pace": freely, "private": quiet})


def _busy() -> Thing:
    author = Thing(name=NAME)
    held = [
        Thing(id=number(60), author=author, at=ago(minutes=1), text=LONG, reasons=["It may be about self-harm."],
              care=True, anonymous=True, notes=["Please wait for Salma."], decide="#", suggested_note="loss"),
        Thing(id=number(61), author=author, at=ago(minutes=2), text=ARABIC, reasons=["A telephone number."],
              care=False, anonymous=False, notes=[], decide="#", suggested_note=""),
    ]  # fmt: skip
    asides = [
        Thing(id="", state="asked", text="Lantern asks for help.", member=Thing(id=OTHER), answer="", url=""),
        Thing(id=number(62), state="offered", text="Offered to Quiet Heron.", member=None, answer="#", url=""),
        Thing(id=number(63), state="open", text="Joel talks with Quiet Heron.", member=None, answer="", url="#"),
    ]
    people = [
        Thing(id=number(64), name="Lantern", care=True, mood="A hard day", word=ARABIC, mood_after="", line=True,
              spoken=False),
        Thing(id=number(65), name=NAME, care=False, mood="Good", word="", mood_after="Better", line=False, spoken=True),
    ]  # fmt: skip
    staff = [
        Thing(name="Joel", duty="Facilitator", line=True, offered=True),
        Thing(name="Zola", duty="Safety moderator", line=False, offered=False),
    ]
    return Thing(
        held=held, held_more=12, asides=asides, may_offer=True, people=people,
        waits=Thing(text="The oldest waits for 70 s.", too_long=True),
        shift=Thing(state_label="Open", staff=staff, url="#",
                    deeds={"take", "open", "resume", "pause", "offer", "keep"}),
    )  # fmt: skip
