"""SG-07: receipts, presence, counts of liking, streaks, autoplay, messages pushed at night: all of it is off for a new
minor's account, and mostly not there at all, so that nobody can switch it on."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from graphql import is_introspection_type, is_object_type

from peer_circles import actions
from pop.accounts.contracts import AgeBand
from pop.accounts.models import Notice, Persona
from pop.api.schema import schema
from pop.core import clock
from tests.architecture.sources import ROOT
from tests.factories import circles
from tests.people import person

MINORS = [band for band in AgeBand if band.is_minor]
TELLING = re.compile(
    r"read_?(at|by)|last_?(seen|read|active)|seen_?by|receipt|typing|online|presence|streak|like_?s?(count)?$|likes|view_?count"
    r"|followers|reaction_?count",
    re.IGNORECASE,
)


def test_sg_07_nothing_of_it_is_in_the_api():
    told = [
        f"{kind.name}.{name}"
        for kind in schema.graphql_schema.type_map.values()
        if is_object_type(kind) and not is_introspection_type(kind)
        for name in kind.fields
        if TELLING.search(name)
    ]
    assert told == []


def test_sg_07_a_fresh_minors_account_has_no_such_setting_on():
    """The row of a persona says nothing of it: there is nothing to switch on."""
    assert [field.name for field in Persona._meta.get_fields() if TELLING.search(field.name)] == []


@pytest.mark.parametrize("band", MINORS)
def test_sg_07_what_a_minor_sees_of_their_account_says_nothing_of_it(db, band, browser_of):
    somebody = person("fresh", band)
    asked = {"query": "{ __typename me { name unreadNotices } }"}
    me = browser_of(somebody).post("/graphql/", asked, content_type="application/json").json()["data"]["me"]
    assert me == {"name": "fresh", "unreadNotices": 0}


def test_sg_07_nobody_hears_that_somebody_came_reads_or_goes(live_site, joel, amina, bilal):
    circle = circles.circle(joel, amina, bilal)
    with live_site.connect(bilal) as his, live_site.connect(joel) as staff:
        for wire in (his, staff):
            wire.join(circle.room_id)
        said = his.post(circle.room_id, "Is anybody there?")
        staff.expect("event")
        with live_site.connect(amina) as hers:
            hers.join(circle.room_id)
            assert hers.expect("event")["message"]["id"] == said["id"]
            hers.send(type="typing", room=circle.room_id)
            assert hers.expect("error")["code"] == "bad_frame"
            assert his.nothing_but("event") == []
        for wire in (his, staff):
            assert wire.nothing_but("private") == []


def test_sg_07_no_film_plays_by_itself_and_nothing_is_pushed_to_a_device():
    """There is no door to a device at all: notices wait inside the site until somebody looks."""
    pages = [*(ROOT / "frontend/templates").rglob("*.html"), *(ROOT / "frontend/static/js").rglob("*.js")]
    pushed = re.compile(r"autoplay|PushManager|pushManager|showNotification|Notification\\.request|requestPermission")
    assert [str(page.relative_to(ROOT)) for page in pages if pushed.search(page.read_text())] == []


@pytest.mark.parametrize("hour", [21, 23, 3, 6])
def test_sg_07_nothing_is_left_for_minors_at_night_and_it_comes_in_the_morning(joel, amina, hour):
    circle = circles.circle(joel, amina, time_zone="Africa/Nairobi")  # three hours ahead, all year
    planned = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
    session = actions.plan_session(
        actor=joel.actor, circle_id=circle.pk, day=date(2026, 3, 12), time=time(12), minutes=60, now=planned
    )
    night = datetime(2026, 3, 12 if hour < 12 else 11, hour, 0, tzinfo=UTC) - timedelta(hours=3)
    assert actions.send_session_reminders(now=night) == 0
    assert not Notice.objects.exists()
    assert actions.send_session_reminders(now=session.starts_at - timedelta(hours=5)) == 2
    assert Notice.objects.filter(persona=amina.persona).count() == 1
    assert clock.now() > planned
