"""Whatever restricts something says why, or it is not decided (SG-49). And being referred to help is no restriction."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from moderation import actions
from moderation.models import Decision, QueueItem
from pop.core import clock, errors
from pop.support.actions import choose_country
from tests.factories.moderation import CLEAR, HELD, NOON
from tests.factories.notices import notices_of
from tests.factories.support import service

LATER = NOON + timedelta(hours=1)
WHY = "Please take the number out."
WITH_RULE = {"reason_code": "contact", "explanation": WHY}


@pytest.fixture
def held(workshop, amina):
    note = workshop.pin(amina, shown=False, text="Call 0791234567", images=("/staff/1.png",))
    return note, actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=HELD, now=NOON)


@pytest.fixture
def flagged(workshop, amina, bilal):
    note = workshop.pin(amina)
    flag = actions.flag_content(actor=bilal.actor, kind="note", subject_id=note.id, reason="spam", now=NOON)
    return note, flag.item


def decide(who, item, decision, now=LATER, **more):
    return actions.decide_item(actor=who.actor, item_id=item.pk, decision=decision, now=now, **more)


FULL = {
    "decision_visibility": "DECISION_VISIBILITY_CONTENT_DISABLED",
    "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
    "incompatible_content_ground_id": "contact",
    "decision_facts": "held",
    "source_type": "SOURCE_VOLUNTARY",
    "automated_detection": "No",
    "automated_decision": "AUTOMATED_DECISION_NOT_AUTOMATED",
    "category": "STATEMENT_CATEGORY_PROTECTION_OF_MINORS",
    "content_date": NOON,
    "redress": "appeal",
}


@pytest.mark.parametrize("missing", FULL)
@pytest.mark.parametrize("decision", ["remove", "change", "restrict", "hold", "approve", "refer"])
def test_sg_49_the_database_refuses_a_restriction_that_lacks_a_reason(held, zola, decision, missing):
    empty = None if missing in {"incompatible_content_ground_id", "content_date"} else ""
    fields = {**FULL, missing: empty, "incompatible_content_explanation": WHY, "note": "Hm."}
    if decision == "approve":
        fields["content_note"] = "hard"
    elif missing == "decision_visibility" and decision in {"hold", "refer"}:
        return  # without one it restricts nothing
    row = Decision(item=held[1], decision=decision, decider=zola.login, created_at=LATER, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    assert not Decision.objects.exists()


@pytest.mark.parametrize("decision", ["remove", "change", "restrict"])
def test_sg_49_what_a_person_restricts_they_explain(held, zola, decision):
    row = Decision(item=held[1], decision=decision, decider=zola.login, created_at=LATER, **FULL)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    row.incompatible_content_explanation = WHY
    row.save()


@pytest.mark.parametrize(
    ("decision", "more", "visibility", "rule", "automated", "redress", "notice"),
    [
        ("remove", WITH_RULE, "CONTENT_REMOVED", "contact", "NOT_AUTOMATED", "change_and_send_again appeal", "removed"),
        ("change", WITH_RULE, "CONTENT_DISABLED", "contact", "NOT_AUTOMATED", "change_and_send_again appeal",
         "change_asked"),
        ("restrict", WITH_RULE, "CONTENT_DEMOTED", "contact", "NOT_AUTOMATED", "change_and_send_again appeal",
         "limited"),
        ("hold", {"note": "I ask."}, "CONTENT_DISABLED", "read-first", "PARTIALLY", "wait", "waits"),
        ("refer", {"stays": "held"}, "CONTENT_DISABLED", "read-first", "PARTIALLY", "wait", "help_offered"),
    ],
)  # fmt: skip
def test_sg_49_every_restriction_has_its_statement_and_its_author_a_page(
    held, zola, amina, bilal, browser_of, decision, more, visibility, rule, automated, redress, notice
):
    told = decide(zola, held[1], decision, now=clock.now(), **more)
    assert told.decision_visibility == f"DECISION_VISIBILITY_{visibility}"
    assert told.incompatible_content_ground_id == rule
    assert told.automated_decision == f"AUTOMATED_DECISION_{automated}"
    assert (told.automated_detection, told.decision_facts) == ("Yes", "held contact.phone")
    assert told.category == "STATEMENT_CATEGORY_PROTECTION_OF_MINORS"
    assert told.category_specification.startswith("KEYWORD_")
    assert told.content_type == "CONTENT_TYPE_TEXT CONTENT_TYPE_IMAGE"
    assert (told.redress, told.content_date) == (redress, NOON)
    assert told.stood_before == {"is_shown": False, "content_note": "", "is_limited": False, "words": {}}
    assert notices_of(amina) == [f"moderation.{notice}"]
    page = reverse("moderation:statement", args=[told.pk])
    html = browser_of(amina).get(page).content.decode()
    assert "trouble" in html
    if decision in {"remove", "change", "restrict"}:
        for words in (WHY, "No phone numbers", "There seems to be a phone number in it.", "You can ask until"):
            assert words in html
        assert f"/notes/{held[0].id}/change/" in html
    for somebody in (bilal, zola):
        assert browser_of(somebody).get(page).status_code == 404


def test_keeping_something_shown_waiting_restricts_nothing(flagged, zola, amina):
    told = decide(zola, flagged[1], "hold", note="I ask.")
    assert (told.decision_visibility, told.stood_before) == ("", None)
    assert notices_of(amina) == []


def test_a_limit_shows_what_was_held(workshop, held, zola):
    decide(zola, held[1], "restrict", **WITH_RULE)
    assert workshop.calls == [("publish", held[0].id), ("limit", held[0].id)]
    assert (held[0].shown, held[0].limited) == (True, True)


def test_what_waited_does_not_wait_any_more_once_it_is_decided(held, zola, salma):
    waits = decide(zola, held[1], "hold", note="I ask.")
    decide(salma, held[1], "approve", now=LATER + timedelta(hours=1))
    waits.refresh_from_db()
    assert waits.end_date_visibility_restriction == LATER + timedelta(hours=1)


def test_an_approval_needs_no_statement_and_keeps_none(held, zola):
    told = decide(zola, held[1], "approve", **WITH_RULE)
    assert (told.decision_visibility, told.incompatible_content_explanation) == ("", "")


@pytest.mark.parametrize("stays", ["", "gone"])
def test_help_is_offered_with_a_word_on_what_others_see(held, zola, stays):
    with pytest.raises(errors.Invalid) as refusal:
        decide(zola, held[1], "refer", stays=stays)
    assert list(refusal.value.fields) == ["stays"]
    assert not Decision.objects.exists()


def test_sg_31_referred_to_help_it_is_shown_and_its_author_finds_helplines_of_their_country(
    workshop, held, zola, amina, browser_of
):
    service(name="Kenya line")
    service(name="Peru line", country_iso2="PE", country_name="Peru", phone="113")
    choose_country(actor=amina.actor, country="KE")
    told = decide(zola, held[1], "refer", stays="shown", explanation="I was glad that you wrote this.", now=clock.now())
    assert held[0].shown
    assert QueueItem.objects.get().state == "decided"
    assert told.decision_visibility == ""
    assert notices_of(amina) == ["moderation.help_offered"]
    html = browser_of(amina).get(reverse("moderation:statement", args=[told.pk])).content.decode()
    for words in ("Kenya line", "I was glad that you wrote this.", "You did nothing wrong", "Prepared message"):
        assert words in html
    for words in ("Peru line", "The rule", "Ask for another look"):
        assert words not in html


def test_referred_to_help_it_waits_for_somebody_else_to_decide(workshop, held, zola, salma, amina):
    decide(zola, held[1], "refer", stays="held")
    item = QueueItem.objects.get()
    assert (item.state, held[0].shown) == ("open", False)
    decide(salma, item, "approve", now=LATER + timedelta(minutes=1))
    assert held[0].shown
    assert notices_of(amina) == ["moderation.help_offered", "moderation.shown"]


def test_referred_to_help_what_is_shown_may_stay(workshop, flagged, zola, amina, bilal):
    decide(zola, flagged[1], "refer", stays="shown")
    assert (flagged[0].shown, workshop.calls) == (True, [])
    assert notices_of(amina) == ["moderation.help_offered"]
    assert notices_of(bilal) == ["moderation.flag_received", "moderation.flag_outcome"]


def test_referred_to_help_what_is_shown_may_go_off_until_it_is_decided(workshop, flagged, zola, salma, amina):
    note, item = flagged
    decide(zola, item, "refer", stays="held")
    assert not note.shown
    item.refresh_from_db()
    assert (item.state, item.cause) == ("open", "held")
    decide(salma, item, "approve")
    assert note.shown
    assert workshop.calls == [("hide", note.id), ("restore", note.id)]


def test_help_reaches_somebody_whose_words_are_gone(workshop, amina, zola):
    note = workshop.pin(amina, shown=False)
    item = actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=HELD, now=NOON)
    del workshop.notes[note.id]
    decide(zola, item, "refer", stays="shown")
    assert notices_of(amina) == ["moderation.help_offered"]


def test_nobody_is_referred_where_nobody_is_known(workshop, amina, zola):
    note = workshop.pin(amina, shown=False)
    item = actions.open_item(kind="note", subject_id=note.id, cause="submitted", verdict=CLEAR, now=NOON)
    QueueItem.objects.update(author=None)
    with pytest.raises(errors.Invalid):
        decide(zola, item, "refer", stays="shown")


def test_the_form_offers_what_its_kind_can_and_says_what_each_needs(held, zola, browser_of):
    html = browser_of(zola).get(reverse("moderation:item", args=[held[1].pk])).content.decode()
    for choice in ("approve", "hold", "change", "restrict", "remove", "refer", "escalate"):
        assert f'value="{choice}"' in html
    for choice in ("uphold", "overturn"):
        assert f'value="{choice}"' not in html
    for label in ("Which rule is it about?", "Your words to the author", "do others see it meanwhile?"):
        assert label in html


def test_help_by_the_form(held, zola, browser_of):
    page = reverse("moderation:item", args=[held[1].pk])
    refused = browser_of(zola).post(page, {"decision": "refer"})
    assert refused.status_code == 400
    assert "Please choose whether others see it meanwhile." in refused.content.decode()
    assert browser_of(zola).post(page, {"decision": "refer", "stays": "shown"}).status_code == 302
    assert held[0].shown
