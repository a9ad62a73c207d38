"""Words that are hard to read come when somebody asks for them, and not before."""

import pytest
from django.urls import reverse

from moderation import actions
from moderation.models import Exposure
from pop.audit.models import AuditEntry
from pop.core import clock
from tests.factories.moderation import CARE, HELD, NOON

WORDS = "Nobody would miss me"
TITLE = "Words of their own"


@pytest.fixture
def hard(board, amina):
    note = board.pin(
        amina,
        shown=False,
        title=TITLE,
        text=WORDS,
        surroundings=("a line of somebody else",),
        images=("/staff/1.png", "/staff/2.png"),
    )
    return actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=CARE, now=NOON)


@pytest.fixture
def harmless(board, amina):
    note = board.pin(amina, shown=False, title=TITLE, text=WORDS)
    return actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=HELD, now=NOON)


def page_of(item):
    return reverse("moderation:item", args=[item.pk])


def test_sec_75_a_summary_comes_first_and_the_words_by_a_button(hard, zola, browser_of):
    browser = browser_of(zola)
    html = browser.get(page_of(hard)).content.decode()
    for part in ("Somebody may be thinking of hurting themselves.", "8 words", "2 pictures, hidden until you ask"):
        assert part in html
    for part in (WORDS, TITLE, "a line of somebody else", "/staff/1.png"):
        assert part not in html
    assert not Exposure.objects.exists()
    opened = browser.post(page_of(hard), {"do": "show_words"}).content.decode()
    for part in (WORDS, TITLE, "a line of somebody else"):
        assert part in opened
    assert Exposure.objects.get().item_id == hard.pk
    views = AuditEntry.objects.filter(verb="moderation.view", actor=zola.login.pk).order_by("sequence")
    assert [view.facts["words"] for view in views] == [False, True]


def test_sg_54_pictures_are_hidden_until_asked_for_also_with_the_words(hard, zola, browser_of):
    html = browser_of(zola).post(page_of(hard), {"do": "show_words"}).content.decode()
    before, pictures = html.split('<details class="pictures">')
    assert "/staff/1.png" not in before
    assert pictures.count('loading="lazy"') == 2


def test_sec_75_the_list_says_what_it_is_and_nothing_of_its_words(hard, harmless, zola, browser_of):
    html = browser_of(zola).get(reverse("moderation:queue")).content.decode()
    assert html.count(TITLE) == 1  # of the harmless one
    assert "Somebody may be thinking of hurting themselves." in html


def test_what_a_flagger_wrote_comes_with_the_words(board, amina, bilal, zola, browser_of):
    note = board.pin(amina)
    flag = actions.flag_content(
        actor=bilal.actor, kind="note", subject_id=note.id, reason="worried", note="She said it to me", now=NOON
    )
    browser = browser_of(zola)
    page = reverse("moderation:item", args=[flag.item_id])
    summed_up = browser.get(page).content.decode()
    assert "I am worried about this person" in summed_up
    assert "She said it to me" not in summed_up
    assert "She said it to me" in browser.post(page, {"do": "show_words"}).content.decode()


def test_what_is_not_hard_is_read_at_once_unless_somebody_wants_otherwise(harmless, zola, browser_of):
    browser = browser_of(zola)
    assert WORDS in browser.get(page_of(harmless)).content.decode()
    actions.choose_summaries(actor=zola.actor, always=True, now=NOON)
    assert WORDS not in browser.get(page_of(harmless)).content.decode()
    assert WORDS in browser.post(page_of(harmless), {"do": "show_words"}).content.decode()
    assert not Exposure.objects.exists()  # only what is hard is counted


def test_the_words_stay_while_a_decision_is_put_right(hard, zola, browser_of):
    browser = browser_of(zola)
    browser.post(page_of(hard), {"do": "show_words"})
    again = browser.post(page_of(hard), {"do": "decide", "decision": "remove"})
    assert again.status_code == 400
    assert WORDS in again.content.decode()
    assert Exposure.objects.count() == 1


def test_before_it_is_read_it_can_be_left_escalated_or_kept_waiting(hard, zola, browser_of):
    html = browser_of(zola).get(page_of(hard)).content.decode()
    assert 'value="hold"' in html
    assert 'value="escalate"' in html
    assert 'value="approve"' not in html
    assert 'value="remove"' not in html


def test_who_has_had_enough_is_told_and_may_choose_to_read_it(hard, zola, browser_of, settings):
    settings.POP_SHIFT_BUDGET = 0
    browser = browser_of(zola)
    html = browser.post(page_of(hard), {"do": "show_words"}).content.decode()
    assert "Please leave this to somebody else." in html
    assert WORDS not in html
    html = browser.post(page_of(hard), {"do": "show_words", "beyond": "yes"}).content.decode()
    assert WORDS in html
    assert Exposure.objects.get().beyond


ITEM = """query ($id: UUID!, $words: Boolean, $beyond: Boolean) {
  queueItem(id: $id, showWords: $words, beyond: $beyond) { item { title } hasWords hasHadEnough
    summary { words linesBefore pictures } evidence { text images } earlier { text } choices } }"""
SHIFT = "{ moderatorShift { hard budget breaks restingUntil } }"
BREAK = "mutation { takeBreak { restingUntil errors { code } } }"


def test_sec_75_graphql_follows_the_same_rule(hard, zola, browser_of):
    browser = browser_of(zola)

    def ask(query, **variables):
        asked = {"query": query, "variables": variables}
        return browser.post("/graphql/", asked, content_type="application/json").json()["data"]

    summed_up = ask(ITEM, id=str(hard.pk))["queueItem"]
    assert summed_up == {
        "item": {"title": ""}, "hasWords": False, "hasHadEnough": False,
        "summary": {"words": 8, "linesBefore": 1, "pictures": 2},
        "evidence": None, "earlier": [], "choices": ["HOLD", "ESCALATE"],
    }  # fmt: skip
    assert ask(SHIFT)["moderatorShift"]["hard"] == 0
    opened = ask(ITEM, id=str(hard.pk), words=True)["queueItem"]
    assert opened["evidence"] == {"text": WORDS, "images": ["/staff/1.png", "/staff/2.png"]}
    assert {"APPROVE", "REMOVE"} < set(opened["choices"])
    assert ask(SHIFT)["moderatorShift"] == {"hard": 1, "budget": 25, "breaks": 0, "restingUntil": None}
    until = ask(BREAK)["takeBreak"]["restingUntil"]
    assert until > clock.now().isoformat()
