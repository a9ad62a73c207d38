"""What screening sees, what it lets pass, and that nothing can break it."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation import screening
from moderation.contracts import Effect, ScreeningContext, Verdict
from moderation.screening import contact, identity, pipeline, screen, sentences
from moderation.screening.categories import CATEGORIES
from moderation.screening.folding import fold
from moderation.screening.reading import Reading
from moderation.screening.signs import ALL_SIGNS
from moderation.screening.starter import starter_lexicon
from tests.moderation import corpus

HERE = ScreeningContext(kind="note")


def codes(text, context=HERE):
    return {reason.code for reason in screen(text, context).reasons}


def test_sg_13_disguised_numbers_are_held():
    seen = [text for _name, text in corpus.DISGUISED_NUMBERS if "phone" in codes(text)]
    assert len(corpus.DISGUISED_NUMBERS) == 100
    assert len(seen) == 100


@pytest.mark.parametrize(("earlier", "last"), corpus.SPLIT_NUMBERS)
def test_sg_13_a_number_split_over_messages_is_held(earlier, last):
    assert codes(last) == set()
    assert codes(last, ScreeningContext(kind="note", recent_texts=earlier)) == {"phone-split"}


def test_ages_in_a_chat_are_no_split_number():
    context = ScreeningContext(kind="note", recent_texts=("I am 14", "my sister is 16", "there were 12 of us"))
    assert codes("and you?", context) == set()


@pytest.mark.parametrize("text", corpus.OTHER_WAYS)
def test_sg_13_other_ways_to_be_reached_are_held(text):
    verdict = screen(text, HERE)
    assert verdict.effect == Effect.HOLD
    assert {reason.step for reason in verdict.reasons} == {"contact"}


@pytest.mark.parametrize(("code", "text"), corpus.IDENTITIES)
def test_sg_47_names_schools_and_addresses_of_minors_are_held(code, text):
    assert code in codes(text)
    assert screen(text, HERE).effect == Effect.HOLD
    assert screen(text, ScreeningContext(kind="note", author_is_minor=False)).effect == Effect.NOTE


@pytest.mark.parametrize(("code", "text"), corpus.CARES)
def test_sg_31_a_call_for_care_is_heard(code, text):
    verdict = screen(text, HERE)
    assert verdict.effect == Effect.CARE
    assert code in codes(text)


@pytest.mark.parametrize("text", corpus.HARMLESS)
def test_sg_30_harmless_words_and_feelings_pass(text):
    assert screen(text, HERE).effect < Effect.HOLD


def test_what_was_written_without_looking_at_the_detector():
    held = [text for text in corpus.HARDER if screen(text, HERE).effect >= Effect.HOLD]
    falsely = [text for text in corpus.HARMLESS_TOO if screen(text, HERE).effect >= Effect.HOLD]
    assert len(held) >= 39, set(corpus.HARDER) - set(held)
    assert len(falsely) <= 1, falsely


@pytest.mark.parametrize("text", ["I will kill you", "i w1ll k1ll y0u", "je vais te tuer", "te voy a matar", "سأقتلك"])
def test_threats_are_held(text):
    assert codes(text) == {"threat"}


@pytest.mark.parametrize("text", ["you are stuuupid", "Tu es stupide !", "eres tonta", "يا غبي", "nobody likes you"])
def test_insults_are_held(text):
    assert codes(text) == {"insult"}


def test_words_have_edges():
    assert codes("What a skillful myself-portrait, kms are far: 5") <= {"self"}
    assert codes("She told them: hit men are in films") == set()


def test_sec_74_effects_only_rise():
    alone = [screen(text, HERE) for text in ("Hi", "you are stupid", "I want to die")]
    assert [verdict.effect for verdict in alone] == [Effect.ALLOW, Effect.HOLD, Effect.CARE]
    assert screen("you are stupid. I want to die. 0791234568", HERE).effect == Effect.CARE
    for lower, higher in pairwise(alone):
        assert lower.raised_by(*higher.reasons).effect == higher.effect
        assert higher.raised_by(*lower.reasons).effect == higher.effect


def test_sg_11_a_step_that_breaks_holds(monkeypatch, caplog):
    def broken(reading):
        raise RuntimeError("no")

    monkeypatch.setitem(pipeline.STEPS, "identity", broken)
    verdict = screen("Hi", HERE)
    assert verdict.effect == Effect.HOLD
    assert [(r.step, r.code) for r in verdict.reasons] == [("screening", "failed")]
    assert "Screening step identity failed" in caplog.text


@given(st.text(alphabet=st.characters(), max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_gets_a_verdict_from_every_step(text):
    verdict = screen(text, ScreeningContext(kind="note", recent_texts=(text,)))
    assert isinstance(verdict, Verdict)
    assert ("screening", "failed") not in {(reason.step, reason.code) for reason in verdict.reasons}
    assert verdict == screen(text, ScreeningContext(kind="note", recent_texts=(text,)))


@pytest.mark.parametrize("text", ["", "\x00", "\ud800", "\udfff\ud800 0791", "\u0300" * 500, "🏳️‍🌈" * 200, "\U0010ffff"])
def test_odd_texts_break_nothing(text):
    assert "failed" not in codes(text)


@pytest.mark.parametrize(
    "piece",
    [
        "a ",
        "1 a",
        "a.b@",
        "Aa ",
        "x1",
        "add me ",
        "أب ",
        "1,",
        "00 ",
        "twenty ",
        "-.",
        "a-",
        "my snap ",
        "0 1 a ",
        "Rue de ",
        "+1 (",
        "born 1 ",
        "аa ",
        "1a2b3c ",
        "شارع 1 ",
        "calle a ",
        "A-Schule ",
        "name: A ",
        "(at) ",
        "app: snap ",
    ],
)
def test_ten_thousand_characters_are_read_to_their_end(piece):
    """A pattern that backtracks badly would not come back from these. How long it takes is for benchmarks to say."""
    text = piece * (10_000 // len(piece))
    assert screen(text, HERE).effect in set(Effect)


def test_every_reason_has_a_sentence():
    steps_and_codes = {(one.step, one.code) for one in CATEGORIES.values()}
    steps_and_codes |= {("contact", code) for code in ("phone", "phone-split", "email", "link", "account")}
    steps_and_codes |= {("identity", code) for code in ("school", "address", "full-name", "birthday")}
    steps_and_codes |= {("pattern", "asks"), ("pattern", "behaviour"), ("spam", "flood"), ("spam", "repeat")}
    steps_and_codes |= {("screening", "failed"), ("mood", "low"), ("mood", "fell"), ("asked", "help")}
    assert steps_and_codes == set(sentences.SENTENCES)
    assert screening.sentence_for("gone", "gone") == "Our check asked a person to look."


def test_no_term_of_the_starter_lexicon_is_too_short_to_mean_something():
    assert [term.text for term in starter_lexicon().terms if len(fold(term.text).words.strip()) < 3] == []


def test_what_is_tried_only_where_its_signs_are_finds_what_it_finds_everywhere():
    """Patterns are slow and are skipped where a word they need is missing. Skipping must lose nothing."""
    texts = [text for _name, text in (*corpus.DISGUISED_NUMBERS, *corpus.IDENTITIES)]
    texts += [*corpus.OTHER_WAYS, *corpus.HARDER, *corpus.HARMLESS, *corpus.HARMLESS_TOO]
    for text in (before + one + after for one in texts for before, after in (("", ""), ("ok 1 at ", "!"))):
        skipping, trying_all = (Reading(text, HERE, starter_lexicon()) for _ in range(2))
        trying_all.folded.signs, trying_all.folded.most_digits = ALL_SIGNS, 1000
        for look in (contact.look, identity.look):
            assert look(skipping) == look(trying_all), text
