"""SG-50: what was taken down by mistake comes back wherever it was, kept pages, search and open rooms included, and
nobody has to reload for it."""

from datetime import timedelta

import pytest

from moderation.actions import appeal_decision, decide_item, flag_content, look_at_clocks
from moderation.models import QueueItem
from moderation.selectors import open_item_for
from pop.accounts.contracts import Role
from pop.core import clock
from tests.factories import circles
from tests.factories.moderation import flag
from tests.factories.talk import post
from tests.people import person
from tests.safeguarding.hidden_kinds import CANARY, KINDS, REMOVAL
from tests.safeguarding.surfaces import NOWHERE, where

pytestmark = pytest.mark.usefixtures("pages_are_kept")


def removed(kind, subject_id, flagger, moderator):
    flag_content(actor=flagger.actor, kind=kind, subject_id=subject_id, reason="private", now=clock.now())
    item = open_item_for(kind, subject_id)
    return decide_item(actor=moderator.actor, item_id=item.pk, decision="remove", now=clock.now(), **REMOVAL)


def overturned(decision, author, by):
    appeal_decision(actor=author.actor, decision_id=decision.pk, words="Nobody is named in it.", now=clock.now())
    again = open_item_for(decision.item.kind, decision.item.subject_id)
    words = {"decision": "overturn", "explanation": "You are right, and we are sorry."}
    decide_item(actor=by.actor, item_id=again.pk, now=clock.now(), **words)


@pytest.mark.parametrize("kind", KINDS)
def test_sg_50_what_is_put_back_is_on_every_surface_it_was_on(kind, cast, onlookers):
    case = KINDS[kind][0](cast)
    held = open_item_for(kind, case.subject_id)
    decide_item(actor=cast["zola"].actor, item_id=held.pk, decision="approve", now=clock.now())
    shown = where(onlookers, CANARY)
    assert len(shown["bilal"]) >= 3, shown
    flagged = "project" if kind == "project_change" else kind
    decision = removed(flagged, case.subject_id, cast["bilal"], cast["zola"])
    assert where(onlookers, CANARY) == NOWHERE
    overturned(decision, cast["amina"], person("mo", "", Role.MODERATOR))
    again = where(onlookers, CANARY)
    for who, places in shown.items():
        assert set(places) <= set(again[who]), who


@pytest.fixture
def circle(joel, amina, bilal):
    return circles.circle(joel, amina, bilal)


def news(wire):
    frame = wire.expect("event")
    return frame["kind"], frame["seq"], frame.get("message", {}).get("text")


def test_sg_50_an_open_room_shows_it_again_without_reloading(live_site, circle, amina, bilal, zola):
    before, said = post(amina, circle, "Good evening"), post(amina, circle, "I painted the bus stop")
    with live_site.connect(bilal) as his, live_site.connect(amina) as hers:
        for wire in (his, hers):
            wire.join(circle.room_id)
            assert [news(wire) for _one in range(2)] == [("message", 1, before.text), ("message", 2, said.text)]
        decision = removed("circle_message", said.pk, bilal, zola)
        for wire in (his, hers):
            kind, _seq, text = news(wire)
            assert (kind, text) == ("removed", None)
        overturned(decision, amina, person("mo", "", Role.MODERATOR))
        for wire in (his, hers):
            frame = wire.expect("event", kind="message")
            assert (frame["message"]["id"], frame["message"]["text"]) == (str(said.pk), said.text)
    with live_site.connect(bilal) as later:  # and for who comes later it stands in its place
        later.join(circle.room_id)
        texts = [news(later)[2] for _one in range(4)]
        assert texts[0] == before.text
        assert said.text in texts


def test_sg_56_what_flags_held_back_is_in_the_open_room_again_when_nobody_looked(
    live_site,
    trusted,
    joel,
    amina,
    bilal,
    samir,
):
    circle = circles.circle(joel, amina, bilal, samir)
    trusted(bilal, samir)
    said = post(amina, circle, "I painted the bus stop")
    with live_site.connect(bilal) as his:
        his.join(circle.room_id)
        assert news(his) == ("message", 1, said.text)
        for flagger in (bilal, samir):
            item = flag(flagger, said, kind="circle_message", now=clock.now())
        assert news(his)[0] == "removed"
        QueueItem.objects.filter(pk=item.pk).update(held_back_at=clock.now() - timedelta(hours=4, seconds=1))
        look_at_clocks(now=clock.now())
        assert his.expect("event", kind="message")["message"]["text"] == said.text
