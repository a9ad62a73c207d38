"""Moderation: what a person sees who decides, and what somebody reads about whom something was decided."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.templatetags.static import static
from django.utils.translation import get_language_bidi

from frontend.specimens import ARABIC, LONG, NAME, NOW, SHORT, Specimen, Thing, ago, number
from pop.core.charts import stacked_bars

PERSON = number(2)
RULE = "We do not call each other names."


def specimens() -> Iterator[Specimen]:
    yield from _bars()
    yield from _item()
    yield from _steps()
    yield Specimen("moderation/_keys.html", "they stand there once the script works", {"keys_off": False})
    yield Specimen("moderation/_undo.html", "nothing is decided at the moment")
    for state, appeal in {
        "waits": _appeal(None),
        "stays": _appeal("upheld"),
        "changed": _appeal("overturned"),
        "nothing left to decide": _appeal("withdrawn"),
    }.items():
        yield Specimen("moderation/_appeal.html", state, {"appeal": appeal})


def _bars() -> Iterator[Specimen]:
    legend = ["Too late", "Soon", "Later"]
    for state, rows in {
        "queue load": [("Severe", [3, 1, 0]), ("High", [0, 12, 140]), ("Everything else", [1, 0, 9])],
        "nothing in a row": [("Severe", [0, 0, 0]), (ARABIC, [1, 0, 0])],
    }.items():
        chart = stacked_bars(rows, legend, mirrored=get_language_bidi())
        bars = {"chart": chart, "name": "bars", "title": "How long it has waited", "rows_title": "How soon"}
        yield Specimen("charts/bars.html", state, bars)


def _appeal(outcome: str | None) -> Thing:
    said = "Another person read it." if outcome == "overturned" else ""
    return Thing(created_at=ago(days=2), words=LONG, answer=said, outcome=outcome and Thing(value=outcome))


def _decision(**more: Any) -> Thing:
    usual = {"choice": Thing(label="Ask for a change"), "by_me": False, "created_at": ago(days=1), "rule": RULE}
    return Thing(**(usual | {"explanation": LONG, "note": "", "asked_to_change": False} | more))


def _evidence(**more: Any) -> Thing:
    usual: dict[str, Any] = {"title": "", "text": LONG, "surroundings": [], "extra": {}, "images": [], "url": "#"}
    return Thing(created_at=ago(hours=3), **(usual | more))


def _shown(evidence: Thing, **more: Any) -> Thing:
    row = {"kind": "circle_message", "author_name": NAME, "reasons": ["A telephone number.", "It may be a threat."]}
    usual: dict[str, Any] = {
        "row": Thing(**row),
        "item": Thing(pk=number(70), kind="circle_message", subject_id=number(71)),
        "evidence": evidence,
        "history": [],
        "earlier": [],
        "flags": [Thing(reason="Somebody is hurt by it")],
        "summary": Thing(words=42, lines_before=3, pictures=2, earlier=True),
        "has_had_enough": False,
        "has_words": True,
    }
    return Thing(**(usual | more))


def _item() -> Iterator[Specimen]:
    nothing = Thing(kind="project", author_name="", reasons=[])
    plain = Thing(words=1, lines_before=0, pictures=0, earlier=False)
    for state, shown in {
        "noticed and flagged": _shown(_evidence()),
        "nothing noticed": _shown(_evidence(), row=nothing, flags=[], summary=plain),
        "for somebody who has had enough": _shown(_evidence(), has_had_enough=True),
    }.items():
        yield Specimen("moderation/_summary.html", state, {"shown": shown})
    before = Thing(evidence=_evidence(title=SHORT), decisions=[_decision()], asked_to_change=True)
    project = Thing(kind="project", author_name=NAME, reasons=[])
    picture = static("img/icon-512.png")
    for state, shown in {
        "a message, and what came before it": _shown(_evidence(surroundings=[SHORT, ARABIC, LONG])),
        "a project with pictures and all its parts": _shown(
            _evidence(
                title=ARABIC, extra={"Topic": "Safe on the way", "Licence": "CC BY 4.0"}, images=[picture, picture]
            ),
            row=project,
        ),
        "changed, beside what it was": _shown(_evidence(title=SHORT), row=project, history=[before]),
        "changed by itself": _shown(_evidence(title=SHORT), row=project, earlier=[Thing(title=SHORT, text=LONG)]),
    }.items():
        yield Specimen("moderation/_words.html", state, {"shown": shown})
    noted = _decision(by_me=True, note="Second time this week.", explanation="", rule="")
    yield Specimen("moderation/_decisions.html", "by a colleague, by oneself", {"decisions": [_decision(), noted]})
    past = [
        Thing(id=number(72), kind_label="A message", cause="Flagged", outcome="Approve", created_at=ago(days=3)),
        Thing(id=number(73), kind_label="A project", cause="Sent in", outcome=None, created_at=ago(hours=2)),
    ]
    yield Specimen("moderation/_author_history.html", "two, one waits", {"history": past})
    beside = {"now": NOW, "shown": _shown(_evidence())}
    for state, rows in (("some steps", [_step("mute"), _step("reminder")]), ("none", [])):
        person = Thing(rows=rows, persona_id=PERSON, may_set=True)
        yield Specimen("moderation/_beside.html", state, {**beside, "beside": person})


def _step(value: str, **more: Any) -> Thing:
    usual = {
        "step": Thing(value=value, label=value.replace("_", " ").capitalize()),
        "place": "Wednesday evening circle",
        "rule": RULE,
        "since": ago(hours=5),
        "until": NOW + timedelta(hours=19),
        "review_at": NOW + timedelta(days=7),
        "in_force": True,
        "still_counts": True,
        "lifted_at": None,
        "lifted_words": "",
    }
    return Thing(**(usual | more))


def _steps() -> Iterator[Specimen]:
    states = {
        "a reminder": _step("reminder"),
        "in force": _step("mute"),
        "without an end": _step("suspension", until=None),
        "over": _step("removal", in_force=False, until=ago(days=2)),
        "counts no more": _step("read_only", in_force=False, until=ago(days=200), still_counts=False),
        "ended early": _step("mute", lifted_at=ago(hours=1), lifted_words=LONG),
    }
    for template in ("_sanction_row", "_when", "_step"):
        for state, one in states.items():
            yield Specimen(f"moderation/{template}.html", state, {"one": one, "now": NOW})
