"""Ways to look at the queue that somebody keeps: theirs alone, at most twelve, one to start with; and their numbers."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from moderation import actions
from moderation.models import SavedView
from moderation.personal_data import MODERATION
from moderation.selectors import saved_views
from moderation.selectors.waiting import Only, QueueFilters, page_of_queue
from moderation.selectors.waiting_tallies import number_in, tallies_for
from pop.accounts.contracts import ANONYMOUS
from pop.core.errors import Absent, Invalid
from tests.factories.moderation import CARE, CLEAR, HELD, NOON

CARE_VIEW = QueueFilters(lane="care")
PAGE = reverse("moderation:saved_views")


def save(somebody, name="Care", filters=CARE_VIEW, **how):
    return actions.save_view(actor=somebody.actor, name=name, filters=filters, now=NOON, **how)


def names(somebody):
    return [view.name for view in saved_views.views_for(somebody.actor, [], None) if view.is_own]


def test_a_view_is_kept_changed_under_its_name_and_removed(zola):
    save(zola)
    view = save(zola, name="  Care ", filters=QueueFilters(lane="care", severity="severe"))
    assert SavedView.objects.get() == view
    assert view.filters == {"lane": "care", "severity": "severe"}
    actions.remove_view(actor=zola.actor, view_id=view.pk)
    assert names(zola) == []


def test_nobody_sees_removes_or_starts_with_somebody_elses(zola, salma):
    view = save(zola)
    assert names(salma) == []
    with pytest.raises(Absent):
        actions.remove_view(actor=salma.actor, view_id=view.pk)
    with pytest.raises(Absent):
        actions.start_with_view(actor=salma.actor, view_id=view.pk)
    with pytest.raises(Absent):
        actions.remove_view(actor=zola.actor, view_id=uuid4())
    view.refresh_from_db()
    assert not view.is_start


@pytest.mark.parametrize("who", ["amina", "ada", "otto", "nia"])
def test_sg_52_who_has_no_queue_keeps_no_view(who, request, zola):
    somebody = request.getfixturevalue(who)
    for actor in (somebody.actor, ANONYMOUS, zola.actor_without_second_factor):
        with pytest.raises(Absent):
            actions.save_view(actor=actor, name="Care", filters=CARE_VIEW, now=NOON)
        with pytest.raises(Absent):
            actions.start_with_view(actor=actor, view_id=None)
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("name", ["", "   ", "x" * 41])
def test_a_name_is_a_name(zola, name):
    with pytest.raises(Invalid) as refused:
        save(zola, name=name)
    assert refused.value.fields.keys() == {"name"}
    assert not SavedView.objects.exists()


def test_a_filter_that_is_none_is_refused(zola):
    with pytest.raises(Invalid) as refused:
        save(zola, filters=QueueFilters(lane="nowhere"))
    assert refused.value.fields.keys() == {"lane"}


def test_twelve_are_enough_and_an_old_one_can_still_be_changed(zola):
    for number in range(12):
        save(zola, name=f"View {number}")
    with pytest.raises(Invalid):
        save(zola, name="One more")
    save(zola, name="View 3", filters=QueueFilters(only="late"))
    assert len(names(zola)) == 12


def test_one_alone_is_the_start(zola, salma):
    first, second, theirs = save(zola, start_with_it=True), save(zola, name="Late"), save(salma, start_with_it=True)
    actions.start_with_view(actor=zola.actor, view_id=second.pk)
    starts = {view.pk: view.is_start for view in SavedView.objects.all()}
    assert starts == {first.pk: False, second.pk: True, theirs.pk: True}
    actions.start_with_view(actor=zola.actor, view_id=None)
    assert saved_views.start_of(zola.actor) == ""
    assert saved_views.start_of(salma.actor) == "?lane=care"


def test_a_view_of_what_is_not_there_any_more_shows_everything(zola):
    view = save(zola)
    SavedView.objects.filter(pk=view.pk).update(filters={"kind": "gone_with_an_area"})
    shown = saved_views.views_for(zola.actor, [], None)[-1]
    assert shown.query == saved_views.ALL


@pytest.fixture
def waiting(board, amina, bilal, zola):
    """Two severe (one late), two high (one in zola's hand), one normal and flagged, two folded into one."""

    def wait(verdict, since, cause="held", **note):
        pinned = board.pin(amina, **note)
        return actions.open_item(kind="note", subject_id=pinned.id, cause=cause, verdict=verdict, now=since)

    wait(HELD, NOON - timedelta(minutes=5))
    actions.take_next(actor=zola.actor, now=NOON)
    wait(HELD, NOON - timedelta(minutes=4))
    for minutes in (16, 1):
        wait(CARE, NOON - timedelta(minutes=minutes))
    wait(CLEAR, NOON, "submitted")
    for _number in range(2):
        wait(HELD, NOON, text="The very same words, written again and again.")


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({}, 6),
        ({"severity": "severe"}, 2),
        ({"lane": "care"}, 2),
        ({"lane": "review", "cause": "submitted"}, 1),
        ({"only": Only.LATE}, 1),
        ({"only": Only.MINE}, 1),
        ({"only": Only.MINE, "severity": "severe"}, 0),
        ({"kind": "note", "state": "open"}, 6),
        ({"state": "escalated"}, 0),
    ],
)
def test_the_number_of_a_view_is_the_length_of_its_list(waiting, zola, filters, number):
    wanted = QueueFilters(**filters)
    assert number_in(tallies_for(zola.actor, NOON), wanted) == number
    assert len(page_of_queue(zola.actor, wanted, now=NOON).rows) == number


def test_what_is_decided_is_not_counted(waiting, zola):
    assert number_in(tallies_for(zola.actor, NOON), QueueFilters(state="decided")) is None


def test_all_numbers_cost_one_query_however_many_views(waiting, zola, django_assert_num_queries):
    for number in range(12):
        save(zola, name=f"View {number}")
    actor = zola.actor
    with django_assert_num_queries(2):  # what waits, the names
        views = saved_views.views_for(actor, tallies_for(actor, NOON), QueueFilters())
    assert [view.number for view in views if view.id == "everything"] == [6]


def test_the_queue_opens_with_the_start_and_everything_is_one_press_away(waiting, zola, browser_of):
    save(zola, start_with_it=True)
    browser, queue = browser_of(zola), reverse("moderation:queue")
    answer = browser.get(queue)
    assert (answer.status_code, answer["Location"]) == (302, f"{queue}?lane=care")
    assert browser.get(f"{queue}?all=yes").status_code == 200
    html = browser.get(f"{queue}?lane=care").content.decode()
    assert f'href="{queue}?all=yes"' in html


def test_the_page_saves_starts_and_removes(zola, browser_of):
    browser = browser_of(zola)
    assert browser.post(PAGE, {"do": "save", "name": "Care", "lane": "care"}).status_code == 302
    view = SavedView.objects.get()
    browser.post(PAGE, {"do": "start", "view": str(view.pk)})
    assert SavedView.objects.get().is_start
    browser.post(PAGE, {"do": "everything", "view": str(view.pk)})
    assert not SavedView.objects.get().is_start
    assert browser.post(PAGE, {"do": "remove", "view": "nonsense"}).status_code == 404
    assert browser.post(PAGE, {"do": "nonsense"}).status_code == 404
    browser.post(PAGE, {"do": "remove", "view": str(view.pk)})
    assert not SavedView.objects.exists()


def test_a_refused_name_stays_in_the_form_with_its_filters(zola, browser_of):
    answer = browser_of(zola).post(PAGE, {"do": "save", "name": "x" * 41, "lane": "care"})
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "Please write a name of at most 40 letters." in html
    assert 'value="care" selected' in html
    assert "x" * 41 in html


@pytest.mark.parametrize(
    ("who", "status"), [("amina", 404), ("ada", 404), ("joel", 200), ("zola", 200), ("salma", 200)]
)
def test_sg_52_who_reaches_the_page(who, status, request, browser_of):
    browser = browser_of(request.getfixturevalue(who))
    assert browser.get(PAGE).status_code == status
    assert browser.post(reverse("moderation:keys"), {"on": "yes"}).status_code == (302 if status == 200 else 404)


def test_they_are_in_the_export_and_go_with_the_person(zola, salma):
    save(zola, start_with_it=True)
    save(salma)
    assert MODERATION.export(zola.persona.pk)["queue_views"] == [
        {"name": "Care", "filters": {"lane": "care"}, "start": True}
    ]
    MODERATION.erase(zola.persona.pk)
    assert SavedView.objects.get().persona == salma.persona


VIEWS = "{ queueViews { id name query number isOwn isStart } }"
SAVE = """mutation ($input: SaveQueueViewInput!) { saveQueueView(input: $input) {
  viewId errors { code field message } } }"""
REMOVE = "mutation ($input: RemoveQueueViewInput!) { removeQueueView(input: $input) { removed errors { code } } }"
START = "mutation ($input: StartWithQueueViewInput!) { startWithQueueView(input: $input) { chosen errors { code } } }"


@pytest.fixture
def ask(browser_of):
    def asked(who, query, **variables):
        sent = {"query": query, "variables": variables}
        return browser_of(who).post("/graphql/", sent, content_type="application/json").json()

    return asked


def test_the_same_through_graphql(waiting, zola, salma, ask):
    saved = ask(zola, SAVE, input={"name": "Care", "filters": {"lane": "CARE", "only": "LATE"}, "startWithIt": True})
    view_id = saved["data"]["saveQueueView"]["viewId"]
    *built_in, own = ask(zola, VIEWS)["data"]["queueViews"]
    assert own == {
        "id": view_id, "name": "Care", "query": "?lane=care&only=late", "number": own["number"],
        "isOwn": True, "isStart": True,
    }  # fmt: skip
    assert [view["id"] for view in built_in] == [
        "everything", "mine", "severe", "overdue", "care", "conduct", "review",
    ]  # fmt: skip
    for query in (REMOVE, START):
        ((_name, refused),) = ask(salma, query, input={"viewId": view_id})["data"].items()
        assert refused["errors"] == [{"code": "not_found"}]
    assert SavedView.objects.get().is_start
    ask(zola, START, input={})
    assert not SavedView.objects.get().is_start
    assert ask(zola, REMOVE, input={"viewId": view_id})["data"]["removeQueueView"]["removed"]
    assert not SavedView.objects.exists()


def test_a_refused_name_through_graphql(zola, ask):
    refused = ask(zola, SAVE, input={"name": " ", "filters": {}})["data"]["saveQueueView"]
    assert [error["field"] for error in refused["errors"]] == ["name"]
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("who", ["amina", "ada"])
def test_sg_52_who_has_no_queue_has_no_views_through_graphql(who, request, ask):
    somebody = request.getfixturevalue(who)
    answer = ask(somebody, VIEWS)
    assert answer["data"] is None
    assert answer["errors"][0]["extensions"]["code"] == "not_found"
    refused = ask(somebody, SAVE, input={"name": "Care", "filters": {}})["data"]["saveQueueView"]
    assert refused["errors"][0]["code"] == "not_found"
    assert not SavedView.objects.exists()
