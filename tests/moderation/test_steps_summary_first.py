"""On the pages of steps, too, hard words come when somebody asks for them, and are counted (SEC-75)."""

import pytest
from django.urls import reverse

from moderation import actions
from moderation.models import Exposure, QueueItem, Sanction
from moderation.selectors import sanctions
from moderation.selectors.strain import strain_of
from pop.audit.models import AuditEntry
from pop.core import clock
from tests.factories import circles
from tests.factories.sanctions import WHY, about_message
from tests.factories.talk import post

WORDS = "a line nobody should come upon"
TYPED = {"step": "mute", "length": "10m", "reason_code": "unkind", "explanation": WHY, "differently": ""}


@pytest.fixture
def hard(circle, amina, bilal):
    """Of which somebody says that it is sexual: not severe, and hard to read."""
    message = post(amina, circle, WORDS)
    actions.flag_content(
        actor=bilal.actor, kind="circle_message", subject_id=message.pk, reason="sexual", now=clock.now()
    )
    return message


@pytest.fixture
def harmless(circle, amina):
    return post(amina, circle, "Bilal is so stupid")


def form_of(message):
    return reverse("moderation:set_sanction", args=["circle_message", message.pk])


def history_of(somebody):
    return reverse("moderation:history", args=[somebody.persona.pk])


def test_sec_75_before_a_step_the_summary_comes_first_and_the_words_by_a_button(hard, zola, browser_of):
    browser = browser_of(zola)
    html = browser.get(form_of(hard)).content.decode()
    assert WORDS not in html
    assert "8 words" in html
    assert "It is sexual" in html  # as somebody told us, and never who
    assert 'name="explanation"' not in html  # nobody decides about what they have not read
    assert not Exposure.objects.exists()
    html = browser.post(form_of(hard), {"do": "show_words"}).content.decode()
    assert WORDS in html
    assert 'name="explanation"' in html
    exposure = Exposure.objects.get()
    assert (exposure.shift.person_id, exposure.item, exposure.beyond) == (
        zola.login.pk, QueueItem.objects.get(), False,
    )  # fmt: skip
    looks = AuditEntry.objects.filter(verb="moderation.view_sanctions", actor=zola.login.pk).order_by("sequence")
    assert [look.facts for look in looks] == [{}, {"words": f"circle_message:{hard.pk}"}]
    assert not Sanction.objects.exists()


def test_the_words_stay_while_a_step_is_put_right_and_count_once(hard, zola, amina, browser_of):
    browser = browser_of(zola)
    browser.post(form_of(hard), {"do": "show_words"})
    wrong = browser.post(form_of(hard), {**TYPED, "explanation": ""})
    assert wrong.status_code == 400
    assert WORDS in wrong.content.decode()
    assert browser.post(form_of(hard), TYPED).status_code == 302
    assert Sanction.objects.get().persona_id == amina.persona.pk
    assert Exposure.objects.count() == 1


def test_what_is_not_hard_is_read_at_once_unless_somebody_wants_otherwise(harmless, zola, browser_of):
    browser = browser_of(zola)
    assert "Bilal is so stupid" in browser.get(form_of(harmless)).content.decode()
    actions.choose_summaries(actor=zola.actor, always=True, now=clock.now())
    assert "Bilal is so stupid" not in browser.get(form_of(harmless)).content.decode()
    assert "Bilal is so stupid" in browser.post(form_of(harmless), {"do": "show_words"}).content.decode()
    assert not Exposure.objects.exists()


def test_sec_75_a_history_shows_what_is_hard_one_by_one_and_on_request(hard, harmless, zola, amina, browser_of):
    made = about_message(zola, hard, "reminder")
    about_message(zola, harmless, "reminder")
    Exposure.objects.all().delete()
    browser, page = browser_of(zola), history_of(amina)
    html = browser.get(page).content.decode()
    assert WORDS not in html
    assert "Bilal is so stupid" in html
    assert html.count("Show the words") == 1
    assert not Exposure.objects.exists()
    html = browser.post(page, {"do": "show_words", "words_of": str(made.pk)}).content.decode()
    assert WORDS in html
    assert Exposure.objects.get().shift.person_id == zola.login.pk
    facts = [e.facts for e in AuditEntry.objects.filter(verb="moderation.view_sanctions").order_by("sequence")]
    assert facts == [{}, {"words": str(made.pk)}]
    assert WORDS not in browser.get(page).content.decode()


def test_sec_75_who_has_had_enough_is_told_and_may_choose_to_read_it(hard, zola, amina, browser_of, settings):
    made = about_message(zola, hard, "reminder")
    Exposure.objects.all().delete()
    settings.POP_SHIFT_BUDGET = 0
    browser = browser_of(zola)
    for page, asked in ((history_of(amina), {"words_of": str(made.pk)}), (form_of(hard), {})):
        Exposure.objects.all().delete()
        html = browser.post(page, {"do": "show_words", **asked}).content.decode()
        assert "Please leave this to somebody else." in html
        assert WORDS not in html
        assert not Exposure.objects.exists()
        html = browser.post(page, {"do": "show_words", "beyond": "yes", **asked}).content.decode()
        assert WORDS in html
        assert Exposure.objects.get().beyond


def test_sec_24_asking_for_the_words_opens_nothing_that_is_somebody_elses(
    hard, zola, amina, bilal, browser_of, harmless
):
    hers = about_message(zola, hard, "reminder")
    Exposure.objects.all().delete()
    asked = {"do": "show_words", "words_of": str(hers.pk)}
    assert WORDS not in browser_of(zola).post(history_of(bilal), asked).content.decode()
    farah = circles.another_facilitator()  # looks after nothing of hers
    assert WORDS not in browser_of(farah).post(history_of(amina), asked).content.decode()
    for somebody in (amina, bilal):
        assert browser_of(somebody).post(history_of(amina), asked).status_code == 404
        assert browser_of(somebody).post(form_of(hard), {"do": "show_words"}).status_code == 404
    assert not Exposure.objects.exists()


def test_sec_75_graphql_follows_the_same_rule(hard, harmless, zola, amina, browser_of):
    made = about_message(zola, hard, "reminder")
    about_message(zola, harmless, "reminder")
    Exposure.objects.all().delete()
    query = """query ($id: UUID!, $of: UUID) { sanctionsOf(personaId: $id, wordsOf: $of) { id words hasWords } }"""

    def words(**variables):
        body = {"query": query, "variables": {"id": str(amina.persona.pk), **variables}}
        rows = browser_of(zola).post("/graphql/", body, content_type="application/json").json()["data"]["sanctionsOf"]
        return {row["id"]: (row["words"], row["hasWords"]) for row in rows}

    assert words()[str(made.pk)] == ("", False)
    assert set(words().values()) == {("", False), ("Bilal is so stupid", True)}
    assert words(of=str(made.pk))[str(made.pk)] == (WORDS, True)
    assert strain_of(zola.login.pk, clock.now()).hard == 1


def test_the_person_themselves_always_reads_their_own_words(hard, zola, amina):
    made = about_message(zola, hard, "reminder")
    assert sanctions.own_sanction(amina.actor, made.pk, clock.now()).words == WORDS


def test_sec_75_where_one_chooses_what_a_step_is_about_hard_words_do_not_stand(
    hard, harmless, circle, joel, amina, browser_of
):
    page = reverse("circles:words", args=[circle.pk, amina.persona.pk])
    html = browser_of(joel).get(page).content.decode()
    assert WORDS not in html
    assert "This is hard to read." in html
    assert "Bilal is so stupid" in html
    assert form_of(hard) in html
    assert not Exposure.objects.exists()
