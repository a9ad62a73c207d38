"""The pages of moderation, through the browser's door."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from moderation import actions
from moderation.models import Decision, Flag, QueueItem
from moderation.selectors import waiting
from moderation.selectors.waiting_tallies import tallies_for
from moderation.selectors.workload import workload_of
from pop.audit.models import AuditEntry
from tests.factories.moderation import CARE, HELD, NOON

WHY = "Your phone number is in it. Please take it out and send it again."


@pytest.fixture
def held(board, amina):
    note = board.pin(amina, shown=False, title="Bus stop", text="Call <b>0791234567</b>", images=("/staff/1.png",))
    return note, actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=HELD, now=NOON)


def page_of(item):
    return reverse("moderation:item", args=[item.pk])


@pytest.mark.parametrize(
    ("who", "queue", "their_item", "escalated_item"),
    [
        ("amina", 404, 404, 404),
        ("bilal", 404, 404, 404),
        ("nia", 404, 404, 404),
        ("otto", 404, 404, 404),
        ("ada", 404, 404, 404),
        ("joel", 200, 404, 404),
        ("zola", 200, 200, 404),
        ("salma", 200, 200, 200),
    ],
)
def test_sg_52_who_reaches_which_page(
    board, held, amina, salma, request, browser_of, who, queue, their_item, escalated_item
):
    other = board.pin(amina, shown=False)
    escalated = actions.open_item(kind="note", subject_id=other.id, cause="held", verdict=CARE, now=NOON)
    actions.decide_item(actor=salma.actor, item_id=escalated.pk, decision="escalate", now=NOON)
    browser = browser_of(request.getfixturevalue(who))
    assert browser.get(reverse("moderation:queue")).status_code == queue
    for item, status in ((held[1], their_item), (escalated, escalated_item)):
        assert browser.get(page_of(item)).status_code == status
        posted = browser.post(page_of(item), {"decision": "nonsense"})
        assert posted.status_code == (400 if status == 200 else 404)
    assert not Decision.objects.exclude(decision="escalate").exists()


def test_sec_24_unknown_and_forbidden_look_alike(held, amina, browser_of):
    browser = browser_of(amina)
    absent = browser.get(reverse("moderation:item", args=[uuid4()]))
    forbidden = browser.get(page_of(held[1]))
    assert absent.status_code == forbidden.status_code == 404
    assert len(absent.content) == len(forbidden.content)


def test_a_stranger_is_asked_to_sign_in_known_or_not(held, client):
    for address in (reverse("moderation:queue"), page_of(held[1]), reverse("moderation:item", args=[uuid4()])):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))


def test_sec_43_a_role_without_its_second_factor_sees_no_queue(held, zola, browser_of):
    browser = browser_of(zola, second_factor=False)
    for address in (reverse("moderation:queue"), page_of(held[1])):
        assert browser.get(address).status_code == 302
    assert not AuditEntry.objects.filter(verb="moderation.view").exists()


def test_the_queue_puts_the_severe_first_then_the_oldest(board, amina, zola, browser_of):
    for title, verdict, hours in (("old", HELD, 0), ("care", CARE, 2), ("new", HELD, 1)):
        note = board.pin(amina, title=f"note-{title}")
        actions.open_item(
            kind="note", subject_id=note.id, cause="held", verdict=verdict, now=NOON + timedelta(hours=hours)
        )
    html = browser_of(zola).get(reverse("moderation:queue")).content.decode()
    severe = html.index("queue__row--severe")  # its words come when they are asked for (SEC-75)
    assert severe < html.index("note-old") < html.index("note-new")


def test_the_queue_filters_and_reads_on(board, amina, zola, browser_of, bilal):
    for number in range(27):
        note = board.pin(amina, title=f"note-{number:02}")
        actions.open_item(
            kind="note", subject_id=note.id, cause="submitted", verdict=HELD, now=NOON + timedelta(minutes=number)
        )
    flagged = board.pin(amina, title="note-flagged")
    actions.flag_content(actor=bilal.actor, kind="note", subject_id=flagged.id, reason="spam", now=NOON)
    browser = browser_of(zola)
    first = browser.get(reverse("moderation:queue"), {"cause": "submitted"})
    assert [row.title for row in first.context["page"].rows] == [f"note-{n:02}" for n in range(25)]
    second = browser.get(reverse("moderation:queue") + first.context["next_url"])
    assert [row.title for row in second.context["page"].rows] == ["note-25", "note-26"]
    assert second.context["next_url"] == ""
    only = browser.get(reverse("moderation:queue"), {"cause": "flagged", "severity": "normal", "kind": "note"})
    assert [row.title for row in only.context["page"].rows] == ["note-flagged"]


@pytest.mark.parametrize(
    "query", ["kind=%00", "severity=9", "after=x", "state=%F0%9F%92%A9", "cause=held'--", "kind=a" * 50]
)
def test_a_broken_filter_is_no_error(held, zola, browser_of, query):
    assert browser_of(zola).get(f"{reverse('moderation:queue')}?{query}").status_code == 200


def test_the_queue_costs_the_same_number_of_queries_at_any_size(
    board, amina, zola, joel, browser_of, django_assert_num_queries
):
    board.keepers = {"river": {joel.persona.pk}}
    browser = browser_of(zola)
    browser.get(reverse("moderation:queue"))  # what is read once and kept
    asked = []
    for items in (1, 20):
        for _number in range(items - len(board.notes)):
            note = board.pin(amina)
            actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=HELD, now=NOON)
        for actor in (zola.actor, joel.actor):
            with django_assert_num_queries(2):  # the page, the counts
                page = waiting.page_of_queue(actor, now=NOON)
                workload_of(tallies_for(actor, NOON))
            assert len(page.rows) == items
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("moderation:queue"))
        # Now and then a session is written anew; that has nothing to do with the queue.
        asked.append(sum("django_session" not in q["sql"] and "SAVEPOINT" not in q["sql"] for q in queries))
    assert asked[0] == asked[1]


def test_the_item_shows_evidence_safely_and_pictures_only_when_asked(held, zola, browser_of):
    html = browser_of(zola).get(page_of(held[1])).content.decode()
    assert "Call &lt;b&gt;0791234567&lt;/b&gt;" in html
    assert "There seems to be a phone number in it." in html
    before, pictures = html.split('<details class="pictures">')
    assert "/staff/1.png" not in before
    assert 'loading="lazy"' in pictures


def test_sg_59_looking_at_an_item_is_on_record(held, zola, browser_of):
    browser_of(zola).get(page_of(held[1]))
    entry = AuditEntry.objects.get(verb="moderation.view")
    assert (entry.actor_id, entry.acting_as, entry.subject_id) == (zola.login.pk, "moderator", str(held[1].pk))


def test_deciding_by_the_form(board, held, zola, amina, browser_of):
    browser = browser_of(zola)
    typed = {"decision": "remove", "reason_code": "", "explanation": WHY, "note": "second time"}
    refused = browser.post(page_of(held[1]), typed)
    assert refused.status_code == 400
    assert "Please choose the rule this breaks." in refused.content.decode()
    assert WHY in refused.content.decode()
    assert "second time" in refused.content.decode()
    assert not Decision.objects.exists()
    answer = browser.post(page_of(held[1]), {**typed, "reason_code": "contact"})
    assert (answer.status_code, answer["Location"]) == (302, reverse("moderation:queue"))
    assert Decision.objects.get().note == "second time"
    again = browser.post(page_of(held[1]), {"decision": "approve"})
    assert again.status_code == 409
    assert "Somebody has decided about this already." in again.content.decode()
    assert board.calls == [("hide", held[0].id)]


def test_sg_12_the_author_alone_reads_why(held, zola, amina, bilal, browser_of):
    decision = actions.decide_item(
        actor=zola.actor, item_id=held[1].pk, decision="remove", reason_code="contact", explanation=WHY,
        note="second time", now=NOON,
    )  # fmt: skip
    address = reverse("moderation:statement", args=[decision.pk])
    html = browser_of(amina).get(address).content.decode()
    for words in (
        WHY,
        "No phone numbers",
        "A person read it and decided.",
        "This does not mean that you are in trouble.",
    ):
        assert words in html
    assert "second time" not in html
    assert "zola" not in html
    for somebody in (bilal, zola):
        assert browser_of(somebody).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_two_taps_flag_something(board, amina, bilal, browser_of):
    note = board.pin(amina)
    browser = browser_of(bilal)
    address = reverse("moderation:flag", args=["note", note.id])
    assert browser.get(address).status_code == 200
    answer = browser.post(address, {"reason": "unkind"})
    assert answer["Location"] == reverse("moderation:flagged")
    assert Flag.objects.get().flagger_id == bilal.persona.pk
    html = browser.get(answer["Location"]).content.decode()
    assert 'href="/help/"' in html


def test_a_visitor_who_is_not_signed_in_flags_too(board, amina, client):
    note = board.pin(amina)
    address = reverse("moderation:flag", args=["note", note.id])
    assert client.post(address, {"reason": "unsafe", "note": "Please look"}).status_code == 302
    assert Flag.objects.get().flagger_id is None


def test_a_flag_without_a_reason_keeps_what_was_typed(board, amina, client):
    note = board.pin(amina)
    address = reverse("moderation:flag", args=["note", note.id])
    answer = client.post(address, {"reason": "", "note": "I saw this yesterday"})
    assert answer.status_code == 400
    assert "Please choose what is wrong." in answer.content.decode()
    assert "I saw this yesterday" in answer.content.decode()
    assert not QueueItem.objects.exists()


def test_nobody_flags_what_they_cannot_see(board, amina, bilal, browser_of, client):
    hidden = board.pin(amina, shown=False)
    for browser in (client, browser_of(bilal)):
        for kind, subject in (("note", hidden.id), ("note", uuid4()), ("nothing", hidden.id)):
            address = reverse("moderation:flag", args=[kind, subject])
            assert browser.get(address).status_code == 404
            assert browser.post(address, {"reason": "spam"}).status_code == 404
    assert not QueueItem.objects.exists()
