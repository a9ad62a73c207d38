"""Opening a circle and changing it: who may change what, what its people hear of it, and closing one gently."""

from datetime import UTC, date, datetime, time

import pytest
from django.conf import settings as site
from django.db import IntegrityError, transaction
from django.urls import reverse

from peer_circles import actions
from peer_circles.checks import circles_stay_small
from peer_circles.models import Circle, Invitation, Membership
from peer_circles.policies import FACILITATORS_SETTINGS, SETTINGS
from pop.accounts.contracts import AgeBand
from pop.accounts.selectors import notices_for
from pop.audit.models import AuditEntry
from pop.core import clock
from pop.core.errors import Absent, Conflict, Invalid, Refused
from tests.api.asking import Asking
from tests.factories import circles as make

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)  # a Tuesday
ANOTHER = "We listen, and we do not give advice nobody asked for."


@pytest.fixture
def circle(joel, amina, time_machine):
    time_machine.move_to(NOW, tick=False)
    return make.circle(joel, amina, time_zone="Europe/Amsterdam")


def change(somebody, circle, **wanted):
    changed = actions.change_circle(actor=somebody.actor, circle_id=circle.pk, now=clock.now(), **wanted)
    circle.refresh_from_db()
    return changed


def close(somebody, circle, words="The board is open"):
    return actions.close_circle(actor=somebody.actor, circle_id=circle.pk, words=words, now=clock.now())


def titles(somebody):
    return [notice.text.title for notice in notices_for(somebody.actor)]


def test_a_safeguarding_lead_and_the_owner_change_everything_about_it(circle, salma, ada):
    change(salma, circle, name="Quiet evenings", purpose="Sleep", capacity=8, talk_between_sessions=False)
    change(ada, circle, language="fr", times="Mondays", time_zone="Africa/Nairobi", country="ke")
    assert (circle.name, circle.purpose, circle.capacity, circle.talk_between_sessions) == (
        "Quiet evenings",
        "Sleep",
        8,
        False,
    )
    assert (circle.language, circle.times, circle.time_zone, circle.country) == (
        "fr",
        "Mondays",
        "Africa/Nairobi",
        "KE",
    )
    assert circle.agreement_version == 1
    entries = AuditEntry.objects.filter(verb="circles.change").order_by("sequence")
    assert [(entry.actor_id, entry.facts) for entry in entries] == [
        (salma.login.pk, {"fields": "capacity,name,purpose,talk_between_sessions"}),
        (ada.login.pk, {"fields": "country,language,time_zone,times"}),
    ]


def test_a_facilitator_changes_the_words_of_their_own_and_nothing_else(circle, joel):
    change(joel, circle, name="Our evening", purpose="To rest", times="Wednesdays", language="es")
    assert (circle.name, circle.purpose, circle.times, circle.language) == (
        "Our evening",
        "To rest",
        "Wednesdays",
        "es",
    )
    values = {"age_band": "18-24", "capacity": 8, "format": "board", "time_zone": "UTC", "country": "KE"}
    values |= {"talk_between_sessions": False}
    assert values.keys() == SETTINGS - FACILITATORS_SETTINGS
    for name, value in values.items():
        with pytest.raises(Refused):
            change(joel, circle, **{name: value})
        assert getattr(circle, name) != value
    assert change(joel, circle, capacity=circle.capacity).capacity == 6  # what is so already is left alone


def test_nobody_else_changes_anything(circle, amina, bilal, zola, joel):
    others = [somebody.actor for somebody in (amina, bilal, zola, make.another_facilitator())]
    for actor in (*others, joel.actor_without_second_factor):
        with pytest.raises(Absent):
            actions.change_circle(actor=actor, circle_id=circle.pk, now=NOW, name="Mine")
        with pytest.raises(Absent):
            actions.close_circle(actor=actor, circle_id=circle.pk, words="Gone", now=NOW)
    circle.refresh_from_db()
    assert (circle.name, circle.state) == ("Evening talk", "open")


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"name": " "}, "name"),
        ({"purpose": "x" * 301}, "purpose"),
        ({"agreement": ""}, "agreement"),
        ({"times": "x" * 121}, "times"),
        ({"capacity": 9}, "capacity"),
        ({"capacity": 1}, "capacity"),
        ({"time_zone": "Middle/Earth"}, "time_zone"),
        ({"country": "KEN"}, "country"),
        ({"language": "Klingon!"}, "language"),
        ({"age_band": "18-24"}, "age_band"),  # somebody has joined
        ({"age_band": "all"}, "age_band"),
        ({"format": "board"}, "format"),
    ],
)
def test_what_is_not_right_is_said_at_its_field_and_changes_nothing(circle, salma, wanted, field):
    before = Circle.objects.values().get()
    with pytest.raises(Invalid) as refused:
        change(salma, circle, **wanted)
    assert field in refused.value.fields
    assert Circle.objects.values().get() == before


def test_a_circle_is_never_smaller_than_the_people_in_it(circle, salma, bilal):
    make.join(circle, bilal)
    other = Membership.objects.get(persona=bilal.persona)
    with pytest.raises(Invalid):
        change(salma, circle, capacity=1)
    change(salma, circle, capacity=2)
    assert (circle.capacity, other.left_at) == (2, None)


def test_age_and_format_can_be_chosen_until_somebody_joins_and_under_16_a_person_reads_first(joel, salma, lina):
    circle = make.circle(joel)
    assert (circle.mode, circle.reads_first) == ("open", False)
    change(salma, circle, age_band="13-15")
    assert (circle.age_band, circle.mode, circle.reads_first) == ("13-15", "pre_moderated", True)
    change(salma, circle, format="board", capacity=40)
    assert (circle.format, circle.mode, circle.capacity) == ("board", "slow", 40)
    with pytest.raises(Invalid):
        change(salma, circle, format="drop_in")  # with forty
    change(salma, circle, format="drop_in", capacity=6)
    assert (circle.mode, circle.reads_first) == ("pre_moderated", True)
    actions.add_opening_hours(
        actor=joel.actor, circle_id=circle.pk, weekday=1, opens=time(16), closes=time(18), now=clock.now()
    )
    with pytest.raises(Invalid):
        change(salma, circle, format="scheduled")


def test_another_agreement_is_a_new_version_which_members_accept_anew(circle, joel, amina, browser_of):
    hers = browser_of(amina)
    assert "pop-circle-room" in hers.get(reverse("circles:circle", args=[circle.pk])).content.decode()
    change(joel, circle, agreement=ANOTHER)
    assert circle.agreement_version == 2
    page = hers.get(reverse("circles:circle", args=[circle.pk])).content.decode()
    assert "pop-circle-room" not in page
    assert "The agreement has changed. Please read it again before you go back in." in page
    assert ANOTHER in page
    assert titles(amina) == ["A circle of yours has a new agreement."]
    assert titles(joel) == []
    actions.join_circle(actor=amina.actor, circle_id=circle.pk, agreed_version=2, now=NOW)
    assert "pop-circle-room" in hers.get(reverse("circles:circle", args=[circle.pk])).content.decode()
    change(joel, circle, agreement=ANOTHER)  # the same again
    assert (circle.agreement_version, len(titles(amina))) == (2, 1)


def test_it_reaches_the_open_room_within_5_seconds(live_site, joel, amina, settings):
    circle = make.circle(joel, amina)
    with live_site.connect(amina) as hers:
        hers.join(circle.room_id)
        change(joel, circle, agreement=ANOTHER)
        assert hers.closing_code(5)[0] == 4404


def test_no_new_agreement_while_a_meeting_is_on(circle, joel, time_machine):
    actions.plan_session(
        actor=joel.actor, circle_id=circle.pk, day=date(2026, 3, 12), time=time(19, 30), minutes=60, now=NOW
    )
    time_machine.move_to(datetime(2026, 3, 12, 18, 25, tzinfo=UTC), tick=False)  # its waiting room is open
    with pytest.raises(Conflict):
        change(joel, circle, agreement=ANOTHER)
    assert circle.agreement_version == 1
    change(joel, circle, name="Other words")
    assert circle.name == "Other words"


def test_another_zone_only_where_what_is_planned_is_by_day_there(circle, joel, salma):
    actions.plan_session(
        actor=joel.actor, circle_id=circle.pk, day=date(2026, 3, 12), time=time(19, 30), minutes=60, now=NOW
    )
    with pytest.raises(Invalid) as refused:
        change(salma, circle, time_zone="Asia/Tokyo")
    assert refused.value.fields.keys() == {"time_zone"}
    change(salma, circle, time_zone="Africa/Lagos")
    assert circle.time_zone == "Africa/Lagos"


# --- How many --------------------------------------------------------------------------------------------------


def test_six_unless_said_otherwise_and_as_many_as_this_site_allows(joel, settings):
    settings.POP_CIRCLE_PLACES = {"usual": 4, "most": 5, "board": 10}
    assert make.circle(joel).capacity == 4
    for fields in ({"capacity": 6}, {"capacity": 11, "format": "board"}):
        with pytest.raises(Invalid) as refused:
            make.circle(joel, **fields)
        assert refused.value.fields.keys() == {"capacity"}
    assert make.circle(joel, capacity=10, format="board").capacity == 10


@pytest.mark.parametrize(("usual", "most", "board"), [(6, 9, 60), (7, 6, 60), (1, 8, 60), (6, 8, 61)])
def test_a_site_that_would_make_circles_too_large_does_not_start(settings, usual, most, board):
    assert circles_stay_small() == []
    settings.POP_CIRCLE_PLACES = {"usual": usual, "most": most, "board": board}
    assert [error.id for error in circles_stay_small()] == ["peer_circles.E001"]


def test_a_circle_from_before_the_limit_was_lowered_can_still_be_changed(circle, joel, salma, settings):
    settings.POP_CIRCLE_PLACES = {"usual": 4, "most": 5, "board": 10}
    change(joel, circle, name="Other words")
    assert (circle.name, circle.capacity) == ("Other words", 6)
    with pytest.raises(Invalid):
        change(salma, circle, capacity=7)


def test_as_it_comes_a_circle_takes_six_and_eight_at_most():
    assert site.POP_CIRCLE_PLACES == {"usual": 6, "most": 8, "board": 60}


# --- Closing ---------------------------------------------------------------------------------------------------


def test_closing_tells_everybody_once_calls_off_what_is_planned_and_leaves_what_was_said(
    circle, joel, amina, bilal, salma, browser_of
):
    for day in (12, 19):
        actions.plan_session(
            actor=joel.actor, circle_id=circle.pk, day=date(2026, 3, day), time=time(19, 30), minutes=60, now=NOW
        )
    Invitation.objects.create(circle=circle, persona=bilal.persona, invited_at=NOW)
    actions.post_message(actor=amina.actor, circle_id=circle.pk, client_id=circle.pk, text="It helped me", now=NOW)
    close(salma, circle)
    close(salma, circle)  # again: nothing happens
    circle.refresh_from_db()
    assert (circle.state, circle.closed_at, circle.closing_words) == ("closed", NOW, "The board is open")
    assert [(one.is_cancelled, one.instead) for one in circle.sessions.all()] == [(True, "The board is open")] * 2
    assert titles(amina) == titles(joel) == ["A circle of yours has closed."]
    page = browser_of(amina).get(reverse("circles:circle", args=[circle.pk])).content.decode()
    assert "It helped me" in page
    assert "This circle closed on March 10. You can still read what was said." in page
    assert "The board is open" in page
    with pytest.raises(Refused):
        actions.post_message(actor=amina.actor, circle_id=circle.pk, client_id=amina.persona.pk, text="Hi", now=NOW)
    with pytest.raises(Absent):
        actions.join_circle(actor=bilal.actor, circle_id=circle.pk, agreed_version=1, now=NOW)
    with pytest.raises(Refused):
        change(salma, circle, name="Open again?")
    assert AuditEntry.objects.filter(verb="circles.close").count() == 1


def test_closing_says_what_there_is_instead_and_waits_for_a_meeting_that_is_on(circle, joel, salma, time_machine):
    for words in ("", "x" * 201):
        with pytest.raises(Invalid):
            close(salma, circle, words)
    with pytest.raises(Absent):
        close(joel, circle)  # a facilitator's own, even
    actions.plan_session(
        actor=joel.actor, circle_id=circle.pk, day=date(2026, 3, 12), time=time(19, 30), minutes=60, now=NOW
    )
    time_machine.move_to(datetime(2026, 3, 12, 18, 25, tzinfo=UTC), tick=False)
    with pytest.raises(Conflict):
        close(salma, circle)
    circle.refresh_from_db()
    assert circle.is_open


def test_an_open_circle_has_no_words_of_a_closing_in_the_database_either(circle):
    with pytest.raises(IntegrityError), transaction.atomic():
        Circle.objects.update(closing_words="Gone")


# --- On the pages ----------------------------------------------------------------------------------------------

TYPED = {
    "name": "Night owls",
    "purpose": "For those who lie awake",
    "age_band": "16-17",
    "language": "en",
    "format": "scheduled",
    "times": "",
    "time_zone": "Africa/Nairobi",
    "country": "KE",
    "capacity": "6",
    "agreement": "We listen.",
}


def test_who_may_opens_one_on_the_page(joel, salma, ada, amina, zola, browser_of, client):
    for browser in (client, browser_of(amina), browser_of(zola), browser_of(joel, second_factor=False)):
        assert browser.get(reverse("circles:new")).status_code == 404
        assert browser.post(reverse("circles:new"), TYPED).status_code == 404
    assert not Circle.objects.exists()
    assert reverse("circles:new") in browser_of(joel).get(reverse("circles:list")).content.decode()
    assert reverse("circles:new") not in browser_of(amina).get(reverse("circles:list")).content.decode()
    for somebody, looks_after in ((joel, 1), (salma, 0), (ada, 0)):
        answer = browser_of(somebody).post(reverse("circles:new"), TYPED)
        made = Circle.objects.latest("created_at")
        assert answer["Location"] == reverse("circles:circle", args=[made.pk])
        assert (made.name, made.mode, made.talk_between_sessions) == ("Night owls", "pre_moderated", False)
        assert Membership.objects.filter(circle=made, persona=somebody.persona).count() == looks_after


def test_bad_input_keeps_every_word(joel, browser_of):
    typed = {**TYPED, "time_zone": "Somewhere", "capacity": "12", "agreement": "Long words\nthat took an evening."}
    answer = browser_of(joel).post(reverse("circles:new"), typed)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Please choose a time zone." in page
    assert "Such a circle takes from 2 to 8 people." in page
    assert "Long words\nthat took an evening." in page
    assert all(f'value="{typed[name]}"' in page for name in ("name", "time_zone", "capacity", "country"))
    assert not Circle.objects.exists()


def test_the_page_of_settings_shows_what_one_may_change_and_keeps_what_was_typed(
    circle, joel, salma, amina, zola, browser_of, client
):
    address = reverse("circles:settings", args=[circle.pk])
    for browser in (client, browser_of(amina), browser_of(zola)):
        assert browser.get(address).status_code == 404
        assert browser.post(address, {"name": "Mine"}).status_code == 404
    his, hers = browser_of(joel), browser_of(salma)
    fields = set(his.get(address).context["form"].fields)
    assert fields == FACILITATORS_SETTINGS
    assert set(hers.get(address).context["form"].fields) == SETTINGS
    words = {"name": "Our evening", "purpose": "To rest", "language": "en", "times": "", "agreement": ANOTHER}
    wrong = his.post(address, {**words, "purpose": ""})
    assert wrong.status_code == 400
    assert ANOTHER in wrong.content.decode()
    assert his.post(address, {**words, "capacity": "8", "age_band": "18-24"})["Location"] == address
    circle.refresh_from_db()
    assert (circle.name, circle.agreement_version) == ("Our evening", 2)
    assert (circle.capacity, circle.age_band) == (6, AgeBand.SIXTEEN_TO_SEVENTEEN)


def test_closing_on_the_page(circle, joel, salma, browser_of):
    address = reverse("circles:close", args=[circle.pk])
    settings_page = reverse("circles:settings", args=[circle.pk])
    assert address not in browser_of(joel).get(settings_page).content.decode()
    hers = browser_of(salma)
    assert address in hers.get(settings_page).content.decode()
    assert browser_of(joel).post(address, {"words": "The board"}).status_code == 404
    empty = hers.post(address, {"words": ""})
    assert empty.status_code == 400
    assert "Say what people can do instead." in empty.content.decode()
    hers.post(address, {"words": "The board is open"})
    circle.refresh_from_db()
    assert circle.state == "closed"
    assert hers.get(settings_page).status_code == 404


# --- Through GraphQL -------------------------------------------------------------------------------------------

CREATE = """mutation($input: CreateCircleInput!) { createCircle(input: $input) {
  circle { id name capacity preModerated talkBetweenSessions } errors { code field } } }"""
CHANGE = """mutation($input: ChangeCircleInput!) { changeCircle(input: $input) {
  circle { name agreementVersion } errors { code field } } }"""
CLOSE = """mutation($input: CloseCircleInput!) { closeCircle(input: $input) {
  circle { state closingWords calendar } errors { code field } } }"""


def test_all_of_it_through_graphql(joel, salma, amina, browser_of):
    his, hers, members = (Asking(browser_of(somebody)) for somebody in (joel, salma, amina))
    given = {
        "name": "Night owls",
        "purpose": "Sleep",
        "ageBand": "16-17",
        "format": "scheduled",
        "agreement": "We listen.",
    }
    assert members.data(CREATE, input=given)["createCircle"] == {
        "circle": None,
        "errors": [{"code": "refused", "field": None}],
    }
    wrong = his.data(CREATE, input={**given, "timeZone": "Nowhere"})["createCircle"]
    assert wrong == {"circle": None, "errors": [{"code": "invalid", "field": "timeZone"}]}
    made = his.data(CREATE, input=given)["createCircle"]["circle"]
    assert (made["capacity"], made["preModerated"], made["talkBetweenSessions"]) == (6, True, False)
    changed = his.data(CHANGE, input={"circleId": made["id"], "agreement": "We listen well."})["changeCircle"]
    assert changed == {"circle": {"name": "Night owls", "agreementVersion": 2}, "errors": []}
    refused = his.data(CHANGE, input={"circleId": made["id"], "capacity": 8})["changeCircle"]
    assert refused == {"circle": None, "errors": [{"code": "refused", "field": None}]}
    assert members.data(CHANGE, input={"circleId": made["id"], "name": "x"})["changeCircle"]["errors"] == [
        {"code": "not_found", "field": None}
    ]
    closed = hers.data(CLOSE, input={"circleId": made["id"], "words": "The board"})["closeCircle"]
    assert closed == {"circle": {"state": "closed", "closingWords": "The board", "calendar": None}, "errors": []}
