"""Prepared sentences: staff put them into the room or tell an author why; safeguarding leads keep them."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from moderation.models import Decision
from peer_circles import actions, desk
from peer_circles.models import PreparedSentence
from tests.factories import circles
from tests.factories.talk import post, press
from tests.factories.through_graphql import ask

LIST = "/cms/snippets/peer_circles/preparedsentence/"
FIELDS = {
    "text": "One good thing of today?",
    "language": "en",
    "use": "say",
    "position": "5",
    "is_in_use": "on",
}


@pytest.fixture
def circle(joel, amina):
    return circles.circle(joel, amina, pre_moderated=True)


def sentence(text, **fields):
    return PreparedSentence.objects.create(**{"text": text, "language": "en", "use": "say", **fields})


def room(browser, circle, **query):
    return browser.get(reverse("circles:circle", args=[circle.pk]), query).content.decode()


def test_preparing_the_site_brings_a_start_in_every_language_once(db):
    call_command("prepare", stdout=StringIO())
    brought = set(PreparedSentence.objects.values_list("language", "key"))
    keys = {key for language, key in brought if language == "en"}
    assert brought == {(language, key) for language in ("en", "fr", "es", "ar") for key in keys}
    assert len(keys) == 13
    PreparedSentence.objects.filter(language="en", key="say-welcome").update(text="Hello you.", is_in_use=False)
    assert actions.import_sentences() == 0
    assert PreparedSentence.objects.get(language="en", key="say-welcome").text == "Hello you."


def test_they_are_in_the_language_of_the_circle_and_those_out_of_use_are_not_there(circle, joel):
    sentence("one")
    sentence("not any more", is_in_use=False)
    sentence("une", language="fr")
    assert [one.text for one in desk.sentences_for(circle)] == ["one"]
    circle.language = "fr"
    assert [one.text for one in desk.sentences_for(circle)] == ["une"]
    circle.language = "nl"
    assert [one.text for one in desk.sentences_for(circle)] == ["one"], "better than none"


def test_without_javascript_a_sentence_is_put_into_the_box_and_sent_by_a_person(circle, joel, browser_of):
    mine = sentence("Let us take a slow breath together.")
    browser = browser_of(joel)
    page = room(browser, circle)
    assert f'href="?sentence={mine.pk}#say"' in page
    begun = room(browser, circle, sentence=str(mine.pk))
    assert "Let us take a slow breath together.</textarea>" in begun
    assert "There is nothing to read here right now" in begun
    assert "</textarea>" in room(browser, circle, sentence="nonsense")


def test_members_have_none_of_them(circle, amina, browser_of):
    mine = sentence("Let us take a slow breath together.")
    assert mine.text not in room(browser_of(amina), circle, sentence=str(mine.pk))


def test_a_prepared_reason_is_what_the_author_reads_unless_one_writes_ones_own(circle, joel, amina, browser_of):
    sentence("It names a place.", use="reason")
    sentence("said only", use="say")
    first, second = post(amina, circle, "first"), post(amina, circle, "second")
    fields = {"reason_code": "private", "sentence": "It names a place."}
    assert press(browser_of(joel), first, "remove", **fields).json() == {}
    assert press(browser_of(joel), second, "remove", **fields, explanation="In my own words.").json() == {}
    told = Decision.objects.order_by("created_at").values_list("incompatible_content_explanation", flat=True)
    assert list(told) == ["It names a place.", "In my own words."]
    assert press(browser_of(joel), post(amina, circle, "third"), "remove", reason_code="private").status_code == 400


def test_the_choice_stands_at_each_message_that_waits(circle, joel, amina, browser_of):
    sentence("It names a place.", use="reason")
    post(amina, circle)
    page = room(browser_of(joel), circle)
    assert page.count('<option value="It names a place.">') == 2  # the message, and the blank form of one
    assert "?sentence=" not in page, "reasons are not said in the room"


def test_in_graphql_they_come_with_the_desk(circle, joel, browser_of):
    sentence("one")
    query = "query($id: UUID!) { circleDesk(circleId: $id) { sentences { use text } } }"
    found = ask(browser_of(joel), query, id=circle.pk)["data"]["circleDesk"]["sentences"]
    assert found == [{"use": "say", "text": "one"}]


def test_safeguarding_leads_keep_them_in_the_admin(prepared_site, salma, browser_of):
    browser = browser_of(salma)
    assert browser.get(LIST).status_code == 200
    assert browser.post(f"{LIST}add/", FIELDS).status_code == 302
    mine = PreparedSentence.objects.get(text=FIELDS["text"])
    changed = {**FIELDS, "text": "Something else.", "is_in_use": ""}
    assert browser.post(f"{LIST}edit/{mine.pk}/", changed).status_code == 302
    mine.refresh_from_db()
    assert (mine.text, mine.is_in_use) == ("Something else.", False)
    assert browser.post(f"{LIST}delete/{mine.pk}/").status_code == 404
    assert PreparedSentence.objects.filter(pk=mine.pk).exists()


@pytest.mark.parametrize("who", ["joel", "zola", "nia", "amina", "otto", "ada"])
def test_nobody_else_keeps_them(prepared_site, request, browser_of, who):
    browser = browser_of(request.getfixturevalue(who))
    for address in (LIST, f"{LIST}add/"):
        assert browser.get(address).status_code in {302, 403, 404}
    browser.post(f"{LIST}add/", FIELDS)
    assert not PreparedSentence.objects.filter(text=FIELDS["text"]).exists()


def test_the_database_refuses_one_that_says_nothing_and_a_second_of_the_same_key(db):
    for fields in ({"text": ""}, {"text": "x", "language": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            sentence(**{"text": "x", **fields})
    sentence("a", key="k")
    sentence("b", key="k", language="fr")
    with pytest.raises(IntegrityError), transaction.atomic():
        sentence("c", key="k")
