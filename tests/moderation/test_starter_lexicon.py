"""The lexicon POP starts with: every term is heard in a sentence, and what only sounds alike is not (SG-30)."""

from collections import Counter

import pytest

from moderation.contracts import Effect, ScreeningContext
from moderation.screening import screen
from moderation.screening.categories import CATEGORIES
from moderation.screening.lexicon import ways_to_say
from moderation.screening.reading import Reading
from moderation.screening.starter import read_terms, starter_lexicon, starter_terms

HERE = ScreeningContext(kind="note")
LANGUAGES = ("en", "fr", "es", "ar")
# What is about ways of self-harm, about luring or hate, is held; what only sounds like it passes.
NEAR = (
    "how to stop eating meat for a week",
    "our secret garden is open on Sundays",
    "that film was to die for",
    "I could die laughing",
    "how many people came to the pharmacy?",
    "we wrote a letter to the mayor",
    "show me your drawing of the body of a whale",
    "send me a picture of your bridge",
    "turn on the light when you come",
    "they kept it a secret until the party, a surprise for mum",
    "tell your parents about the trip",
    "comment faire un gâteau ?",
    "mon secret : beaucoup de sel dans l'eau",
    "cómo hacer un puente de papel",
    "cuántas personas vinieron",
    "كم حبة تمر أكلت اليوم؟",
    "تعالوا إلى النادي غدا",
    "what grade did you get in maths, and how old is your school?",
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_is_heard_in_a_sentence_whatever_its_case(language):
    lexicon = starter_lexicon()
    for term in starter_terms():
        for said in ways_to_say(term.text) if term.language == language else ():
            for text in (f"well, {said}!", f"{said.upper()}..."):
                heard = {hit.term.category for hit in Reading(text, HERE, lexicon).hits}
                assert term.category in heard, term.category


def test_each_language_has_terms_for_what_matters_most():
    counts = Counter((term.language, term.category.partition(".")[0]) for term in starter_terms())
    for language in LANGUAGES:
        for step in ("care", "lure", "unkind", "ask", "spam"):
            assert counts[language, step] >= 3, (language, step)
        assert any(t.category == "care.method" for t in starter_terms() if t.language == language)


def test_sg_30_sg_31_whoever_asks_for_ways_is_held_and_offered_help():
    terms = [term for term in starter_terms() if term.category == "care.method"]
    assert len(terms) >= 40
    assert {screen(f"{term.text} please", HERE).effect for term in terms} == {Effect.CARE}


@pytest.mark.parametrize("text", NEAR)
def test_sg_30_what_only_sounds_alike_is_shown(text):
    assert screen(text, HERE).effect < Effect.HOLD


def test_no_term_asks_for_less_than_its_category_and_every_category_is_known():
    for term in starter_terms():
        assert term.effect == CATEGORIES[term.category].effect


@pytest.mark.parametrize("line", ["en\tcare.self", "en\tgone.category\twords", "words"])
def test_a_line_that_is_none_stops_the_import(line):
    with pytest.raises((ValueError, KeyError)):
        list(read_terms(line))
