"""Whoever is twelve can read it. LIX (Björnsson): words per sentence plus the percentage of words of over six letters;
below 25 are books for children, below 30 is very easy, a newspaper has 45 to 55."""

import re

import pytest

from tests.architecture.sources import ROOT
from tests.frontend.wording import lix, texts, words_of

MOST_OVERALL = 24
MOST_OF_ONE_TEXT = 37
LONG = 12  # words; the index of a shorter text says more about one word than about the text

STAFF = (  # read by staff, partners and operators, who know the words of the field
    "frontend/templates/moderation/queue.html",
    "frontend/templates/moderation/_decisions.html",
    "frontend/templates/moderation/item.html",
    "frontend/templates/peer_circles/desk/",
    "frontend/templates/peer_circles/hours.html",
    "frontend/templates/peer_circles/pauses.html",
    "frontend/templates/peer_circles/sessions.html",
    "frontend/templates/support/check.html",
    "frontend/templates/accounts/staff.html",
    "frontend/templates/accounts/consent_codes.html",
    "frontend/templates/accounts/demo_door.html",
    "innovations/actions/reviews.py",
    "innovations/models.py",
    "innovations/wagtail_hooks.py",
    "moderation/actions/asking.py",
    "moderation/actions/deciding.py",
    "moderation/actions/looking.py",
    "moderation/forms/decision.py",
    "moderation/models/",
    "moderation/views/queue.py",
    "moderation/wagtail_hooks.py",
    "peer_circles/actions/circle_settings.py",
    "peer_circles/actions/circles.py",
    "peer_circles/actions/opening_hours.py",
    "peer_circles/actions/pauses.py",
    "peer_circles/actions/sessions.py",
    "peer_circles/models/circles.py",
    "peer_circles/models/planning.py",
    "peer_circles/models/sentences.py",
    "peer_circles/models/sessions.py",
    "site/pop/accounts/actions/roles.py",
    "site/pop/accounts/demo.py",
    "site/pop/accounts/models.py",
    "site/pop/accounts/views/staff.py",
    "site/pop/api/",
    "site/pop/core/graphql/",
    "site/pop/pages/",
    "site/pop/realtime/",
    "site/pop/support/countries.py",
    "site/pop/support/forms.py",
    "site/pop/support/models.py",
    "site/pop/support/numbers.py",
    "site/pop/support/wagtail_hooks.py",
)
HARDER = {  # these may be harder, and why
    "POP is free software under the AGPL licence": "the name of a licence",
    "Which services a member of staff has checked": "only about staff",
    "Private things stay private": "a list of plain words that happen to be long",
    "Open the Settings app, choose Safari": "the names of buttons on the phone",
    "Feelings are welcome. Ways, places or pictures": "the rule names what is not wanted, and no more than that",
}
SAID_TO_STAFF = (  # on pages that young people have too, shown to staff alone
    "You signed in with your passphrase only.",
    "You signed in with a second factor.",
    "Staff pages show things about other people.",
    "This is the demo: its people come in",
    "Consent codes",
    "Escalate: only safeguarding leads",
)
GUIDE = ROOT / "docs" / "style-guide.md"
ROW = re.compile(r"^\| (?P<bad>[^|]+?) \| (?P<good>[^|]+?) \|$", re.MULTILINE)


def public() -> dict[str, str]:
    """Each text as it reads, and where it stands."""
    ours = (text for text in texts() if not text.place.startswith(STAFF))
    return {text.plain: text.place for text in ours if not text.plain.startswith(SAID_TO_STAFF)}


def too_hard(found: dict[str, str]) -> list[str]:
    long = {text: place for text, place in found.items() if len(words_of(text)) >= LONG}
    hard = {text: round(lix([text])) for text in long if lix([text]) > MOST_OF_ONE_TEXT}
    return [f"{hard[text]} {long[text]}: {text}" for text in hard if not text.startswith(tuple(HARDER))]


def words_to_avoid() -> dict[str, str]:
    """The words of the guide's own table, with what to say instead."""
    table = GUIDE.read_text().split("## Words", 1)[1].split("\n## ", 1)[0]
    rows = {row["bad"]: row["good"] for row in ROW.finditer(table) if not set(row["bad"]) <= set("- :")}
    rows.pop("we do not say")
    return {word.strip(): good for bad, good in rows.items() for word in bad.split(",")}


def said_though_avoided(found: dict[str, str]) -> list[str]:
    wrong = []
    for word, instead in words_to_avoid().items():
        pattern = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
        wrong += [
            f"{place}: “{text}” has “{word}”: say {instead}" for text, place in found.items() if pattern.search(text)
        ]
    return wrong


def test_the_texts_are_found():
    found = public()
    assert len(found) > 600
    assert "Thank you for telling us" in found
    places = {text.place for text in texts()}
    assert [place for place in STAFF if not any(known.startswith(place) for known in places)] == []


def test_all_texts_together_are_as_easy_as_a_book_for_children():
    together = [text for text in public() if len(words_of(text)) >= 6]
    assert lix(together) <= MOST_OVERALL


def test_no_long_text_is_harder_than_a_twelve_year_old_reads():
    assert too_hard(public()) == []


def test_what_may_be_harder_is_still_there():
    everything = {text.plain for text in texts()}
    assert [text for text in (*HARDER, *SAID_TO_STAFF) if not any(known.startswith(text) for known in everything)] == []


def test_words_we_do_not_use_are_used_nowhere():
    assert said_though_avoided(public()) == []


@pytest.mark.parametrize("word", ["submit", "invalid", "session", "second factor", "pseudonym"])
def test_the_guide_names_the_words(word):
    assert words_to_avoid()[word]


def test_a_bureaucratic_text_is_found():
    text = "Authentication credentials were submitted improperly and participation was terminated without delay today."
    assert too_hard({text: "nowhere.html"})
    assert said_though_avoided({"Your session has expired.": "nowhere.html"})


@pytest.mark.parametrize(
    ("text", "index"),
    [("The cat sat on the mat.", 6.0), ("The teacher reads. We listen.", 2.5 + 100 * 1 / 5), ("One two three", 3.0)],
)
def test_the_index_is_the_published_one(text, index):
    assert lix([text]) == pytest.approx(index)
