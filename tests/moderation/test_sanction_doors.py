"""Sanctions through their doors: the person's own pages, staff's pages, the room's form, and GraphQL."""

import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from moderation.actions import decide_item
from moderation.models import Sanction
from pop.audit.models import AuditEntry
from pop.core import clock
from tests.factories import circles
from tests.factories.sanctions import WHY, about_message
from tests.factories.talk import HARD, post

SET = "mutation ($input: SetSanctionInput!) { setSanction(input: $input) { sanctionId errors { code field } } }"
LIFT = "mutation ($input: LiftSanctionInput!) { liftSanction(input: $input) { lifted errors { code } } }"
MINE = "{ mySanctions { step place words rule explanation differently facts until inForce stillCounts } }"
OF = "query ($id: UUID!) { sanctionsOf(personaId: $id) { step explanation liftedWords } }"
OPEN = """query ($id: UUID!) { stepsOpen(kind: "circle_message", subjectId: $id) {
  name place suggestion steps { step lengths } earlier { step } } }"""
TYPED = {"step": "mute", "length": "10m", "reason_code": "unkind", "explanation": WHY, "differently": ""}
CARD = '<dl class="sanction__why">'


@pytest.fixture
def ask(browser_of):
    def asked(who, query, **variables):
        body = {"query": query, "variables": variables}
        return browser_of(who).post("/graphql/", body, content_type="application/json").json()

    return asked


def page(browser, name, *args):
    return browser.get(reverse(name, args=args))


def form_address(message):
    return reverse("moderation:set_sanction", args=["circle_message", message.pk])


# --- The person themselves -------------------------------------------------------------------------------


def test_what_happened_with_my_account_says_it_and_why(joel, amina, insult, browser_of):
    browser = browser_of(amina)
    nothing = page(browser, "moderation:account").content.decode()
    assert "Nothing happened" in nothing
    made = about_message(joel, insult, "mute", "1h")
    shown = page(browser, "moderation:account").content.decode()
    assert "You can read, but not write, in <bdi>Evening talk</bdi>" in shown
    assert "Time left:" in shown
    whole = page(browser, "moderation:sanction", made.pk).content.decode()
    for words in (
        "Bilal is so stupid",
        WHY,
        "No bullying, insults or making fun of someone.",
        "Say what you feel, and not what the other person is.",
        "Somebody of the staff saw it where it stands.",
        "A person read it and decided. No program did.",
        "Talk to somebody",
    ):
        assert words.replace("'", "&#x27;") in whole, words
    assert joel.name not in whole.split("<main")[1]
    Sanction.objects.update(since=clock.now() - timedelta(days=70), until=clock.now() - timedelta(days=69))
    Sanction.objects.update(counts_until=clock.now() - timedelta(days=9))
    past = page(browser, "moderation:account").content.decode()
    assert "Over" in past
    assert "It does not count any more." in past


def test_sec_24_nobody_elses_sanction_is_there(joel, zola, amina, bilal, insult, browser_of, client):
    made = about_message(joel, insult)
    for other in (bilal, zola, joel):
        assert page(browser_of(other), "moderation:sanction", made.pk).status_code == 404
    for name, args in (("moderation:account", ()), ("moderation:sanction", (made.pk,))):
        assert page(client, name, *args).status_code == 302
    unknown = page(browser_of(bilal), "moderation:sanction", circles.circle(joel, name="x").pk)
    assert unknown.status_code == 404


@pytest.mark.parametrize("format", ["scheduled", "board"])
def test_without_javascript_the_card_stands_in_place_of_the_box_and_goes_when_the_time_is_over(
    joel, amina, browser_of, format
):
    circle = circles.circle(joel, amina, format=format)
    message = post(amina, circle, "Bilal is so stupid")
    browser, address = browser_of(amina), reverse("circles:circle", args=[circle.pk])
    assert CARD not in in_the_room(browser, address)
    about_message(joel, message)
    shown = in_the_room(browser, address)
    assert CARD in shown
    assert "Bilal is so stupid</dd>" in shown
    assert re.search(r'<form class="form room__form" hidden', shown)
    said = browser.post(reverse("circles:say", args=[circle.pk]), {"text": "my words", "client_id": str(message.pk)})
    assert said.status_code == 400
    assert "my words" in said.content.decode()  # nothing typed is lost
    assert "Time left" in said.content.decode()
    Sanction.objects.update(since=clock.now() - timedelta(hours=1), until=clock.now() - timedelta(seconds=1))
    again = in_the_room(browser, address)
    assert CARD not in again
    assert re.search(r'<form class="form room__form" method', again)


def in_the_room(browser, address):
    """Without the blanks that a script would fill in."""
    return re.sub(r"<template.*?</template>", "", browser.get(address).content.decode(), flags=re.S)


def test_the_others_see_no_difference(joel, amina, bilal, circle, insult, browser_of):
    address = reverse("circles:circle", args=[circle.pk])
    browser = browser_of(bilal)
    before = stripped(in_the_room(browser, address))
    about_message(joel, insult)
    assert stripped(in_the_room(browser, address)) == before


def stripped(text):
    """Without what differs from page to page."""
    text = re.sub(r'(nonce|value|name="csrf\w+" value|data-now)="[^"]*"', "", text)
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", text)


def test_the_notice_leads_to_the_page_in_the_readers_language(joel, amina, insult, browser_of):
    made = about_message(joel, insult)
    shown = page(browser_of(amina), "account_notices").content.decode()
    assert "You cannot write in one place for a while" in shown
    assert reverse("moderation:sanction", args=[made.pk]) in shown
    assert "stupid" not in shown


# --- Staff -----------------------------------------------------------------------------------------------


def test_a_facilitator_mutes_from_a_page(joel, amina, circle, insult, browser_of):
    browser = browser_of(joel)
    room = browser.get(reverse("circles:circle", args=[circle.pk])).content.decode()
    assert f'href="{form_address(insult)}"' in room
    form = browser.get(form_address(insult)).content.decode()
    assert "What usually comes next: A reminder." in form
    assert "Reads, and writes nowhere" not in form
    wrong = browser.post(form_address(insult), {**TYPED, "reason_code": ""})
    assert wrong.status_code == 400
    assert "Please choose the rule this breaks." in wrong.content.decode()
    assert WHY in wrong.content.decode()
    done = browser.post(form_address(insult), TYPED)
    assert done["Location"] == reverse("moderation:history", args=[amina.persona.pk])
    assert Sanction.objects.get().step == "mute"
    history = browser.get(done["Location"]).content.decode()
    assert "Bilal is so stupid" in history
    assert "End it now" in history


def test_which_words_a_step_is_about_is_chosen_by_a_person(joel, zola, amina, bilal, circle, insult, browser_of):
    post(amina, circle, "and something kind")
    address = reverse("circles:words", args=[circle.pk, amina.persona.pk])
    for staff in (joel, zola):
        shown = browser_of(staff).get(address).content.decode()
        assert shown.index("and something kind") < shown.index("Bilal is so stupid")
        assert form_address(insult) in shown
    for other in (amina, bilal, circles.another_facilitator()):
        assert browser_of(other).get(address).status_code == 404
    nobody = reverse("circles:words", args=[circle.pk, joel.persona.pk])
    assert browser_of(zola).get(nobody).status_code == 404


def test_the_rooms_own_form_gets_a_word(joel, amina, bilal, insult, browser_of):
    browser = browser_of(joel)

    def send(**typed):
        return browser.post(form_address(insult), {**TYPED, **typed}, headers={"Accept": "application/json"})

    seen = browser.get(form_address(insult), headers={"Accept": "application/json"})
    assert seen.json() == {"step": "reminder", "earlier": 0, "care": False}
    refusal = send(explanation="")
    assert (refusal.status_code, refusal.json()) == (
        400,
        {"message": "Please tell the person in your own words what was wrong."},
    )
    assert (send().status_code, send().status_code) == (200, 409)
    for other in (amina, bilal):
        answer = browser_of(other).post(form_address(insult), TYPED, headers={"Accept": "application/json"})
        assert answer.status_code == 404
    assert Sanction.objects.count() == 1


def test_sec_10_where_somebody_may_need_help_staff_are_told_so_first(zola, amina, circle, insult, browser_of):
    told = "Nobody is stopped for saying so"
    assert told not in browser_of(zola).get(form_address(insult)).content.decode()
    hard = post(amina, circle, HARD)
    assert told in browser_of(zola).get(form_address(hard)).content.decode()
    seen = browser_of(zola).get(form_address(hard), headers={"Accept": "application/json"}).json()
    assert seen["care"] is True


def test_sg_50_the_page_leads_to_another_look_where_a_decision_about_it_can_be_undone(
    zola, salma, amina, circle, browser_of
):
    number = post(amina, circle, "call me +44 20 7946 0958")
    made = about_message(zola, number, "read_only", "1d", reason_code="contact")
    again = "Ask for another look at that"
    assert again not in page(browser_of(amina), "moderation:sanction", made.pk).content.decode()
    decided = decide_item(
        actor=zola.actor,
        item_id=made.item.pk,
        decision="remove",
        reason_code="contact",
        explanation="There is a number in it.",
        now=clock.now(),
    )
    shown = page(browser_of(amina), "moderation:sanction", made.pk).content.decode()
    assert again in shown
    assert reverse("moderation:appeal", args=[decided.pk]) in shown


def test_ending_it_early_on_the_page(zola, amina, insult, browser_of):
    made = about_message(zola, insult)
    browser, address = browser_of(zola), reverse("moderation:lift_sanction", args=[made.pk])
    wrong = browser.post(address, {"words": ""})
    assert wrong.status_code == 400
    assert "why it ends now" in wrong.content.decode()
    assert browser.post(address, {"words": "We talked."}).status_code == 302
    made.refresh_from_db()
    assert (made.lifted_words, made.lifted_by_id) == ("We talked.", zola.login.pk)
    assert "We talked." in page(browser_of(amina), "moderation:sanction", made.pk).content.decode()
    assert browser.post(address, {"words": "Again"}).status_code == 409


def test_looking_again_on_the_page(salma, zola, amina, insult, browser_of):
    made = about_message(salma, insult, "closed", "30d")
    browser, address = browser_of(salma), reverse("moderation:keep_sanction", args=[made.pk])
    history = reverse("moderation:history", args=[amina.persona.pk])
    assert address in browser.get(history).content.decode()
    assert address not in browser_of(zola).get(history).content.decode()
    assert browser_of(zola).post(address, {"length": "30d"}).status_code == 404
    wrong = browser.post(address, {"length": ""}, follow=True).content.decode()
    assert "Please choose when a person looks again." in wrong
    assert "It stays for now." in browser.post(address, {"length": "180d"}, follow=True).content.decode()
    assert Sanction.objects.get().review_at > clock.now() + timedelta(days=179)
    assert "has no end yet" in page(browser_of(amina), "moderation:account").content.decode()


def test_beside_an_item_stand_the_steps_about_its_author(zola, bilal, amina, circle, insult, browser_of):
    browser_of(bilal).post(
        reverse("moderation:flag", args=["circle_message", insult.pk]), {"reason": "unkind", "note": ""}
    )
    about_message(zola, insult, "reminder")
    item = Sanction.objects.get().item
    assert item is not None
    shown = browser_of(zola).post(reverse("moderation:item", args=[item.pk]), {"do": "show_words"}).content.decode()
    assert "A reminder" in shown
    assert reverse("moderation:history", args=[amina.persona.pk]) in shown
    assert form_address(insult) in shown


@pytest.mark.parametrize("name", ["moderation:history", "moderation:set_sanction"])
def test_sec_43_a_role_without_its_second_factor_is_sent_to_get_it(joel, amina, insult, browser_of, name):
    args = [amina.persona.pk] if name == "moderation:history" else ["circle_message", insult.pk]
    answer = page(browser_of(joel, second_factor=False), name, *args)
    assert answer["Location"] == reverse("account_security")


# --- GraphQL ---------------------------------------------------------------------------------------------


def test_the_same_through_graphql_for_both_sides(joel, amina, insult, ask):
    seen = ask(joel, OPEN, id=str(insult.pk))["data"]["stepsOpen"]
    assert seen == {
        "name": "amina",
        "place": "Evening talk",
        "suggestion": "REMINDER",
        "steps": [{"step": "REMINDER", "lengths": []}, {"step": "MUTE", "lengths": ["10m", "1h", "1d", "3d", "7d"]}],
        "earlier": [],
    }
    assert AuditEntry.objects.filter(verb="moderation.view_sanctions").count() == 1
    given = {"kind": "circle_message", "subjectId": str(insult.pk), "step": "MUTE", "reasonCode": "unkind"}
    wrong = ask(joel, SET, input={**given, "explanation": WHY})["data"]["setSanction"]
    assert wrong["errors"] == [{"code": "invalid", "field": "length"}]
    done = ask(joel, SET, input={**given, "explanation": WHY, "length": "1h"})["data"]["setSanction"]
    made = Sanction.objects.get()
    assert done == {"sanctionId": str(made.pk), "errors": []}
    (mine,) = ask(amina, MINE)["data"]["mySanctions"]
    assert mine == {
        "step": "MUTE",
        "place": "Evening talk",
        "words": "Bilal is so stupid",
        "rule": "No bullying, insults or making fun of someone.",
        "explanation": WHY,
        "differently": mine["differently"],
        "facts": ["Somebody of the staff saw it where it stands."],
        "until": made.until.isoformat(),
        "inForce": True,
        "stillCounts": True,
    }
    assert ask(joel, LIFT, input={"sanctionId": str(made.pk), "words": "We talked."})["data"]["liftSanction"]["lifted"]
    assert ask(joel, OF, id=str(amina.persona.pk))["data"]["sanctionsOf"] == [
        {"step": "MUTE", "explanation": WHY, "liftedWords": "We talked."}
    ]


def test_sec_24_through_graphql_nobody_finds_or_takes_what_is_not_theirs(joel, amina, bilal, nia, insult, ask, client):
    made = about_message(joel, insult)
    for somebody in (bilal, nia, circles.another_facilitator()):
        for query, variables in ((OPEN, {"id": str(insult.pk)}), (OF, {"id": str(amina.persona.pk)})):
            answer = ask(somebody, query, **variables)
            if answer.get("errors"):
                assert answer["errors"][0]["extensions"]["code"] == "not_found"
            else:
                assert answer["data"]["sanctionsOf"] == []  # a facilitator, who looks after nothing of hers
        lifted = ask(somebody, LIFT, input={"sanctionId": str(made.pk), "words": "Free"})["data"]["liftSanction"]
        assert lifted["errors"] == [{"code": "not_found"}]
    assert ask(bilal, MINE)["data"]["mySanctions"] == []
    answer = client.post("/graphql/", {"query": MINE}, content_type="application/json").json()
    assert answer["errors"][0]["extensions"]["code"] == "sign_in_needed"
    assert "stupid" not in json.dumps(answer)
