"""SG-13, SEC-77 and section 3 in the languages POP starts with: leading somebody elsewhere, and lures (other_words.py).
The figures are printed with -s."""

import pytest

from moderation.contracts import Effect, ScreeningContext
from moderation.screening import screen
from moderation.screening.lexicon import MOST_WAYS, Lexicon, Term, ways_to_say
from tests.moderation import other_words

HERE = ScreeningContext(kind="note")
FALSE_HOLDS = 0.01  # SEC-77


def missed(texts):
    return [text for text in texts if screen(text, HERE).effect < Effect.HOLD]


def held_of(what, lists):
    texts = [text for language in lists.values() for text in language]
    held = len(texts) - len(missed(texts))
    print(f"\n{what}: {held} of {len(texts)} held")  # noqa: T201
    return held, len(texts)


@pytest.mark.parametrize("language", other_words.CONTACT)
def test_sg_13_leading_somebody_elsewhere_is_held_in_every_language(language):
    texts = other_words.CONTACT[language]
    assert len(missed(texts)) <= len(texts) * 0.1, missed(texts)


@pytest.mark.parametrize("language", other_words.LURES)
def test_section_3_a_lure_is_held_in_every_language(language):
    assert missed(other_words.LURES[language]) == []


def test_what_is_mild_alone_brings_a_person_together_with_questions():
    for text in other_words.MILD:
        assert screen(text, HERE).effect == Effect.ALLOW
        asked = ScreeningContext(kind="note", recent_texts=("how old are you", "wanna be friends on snap?"))
        assert screen(text, asked).effect >= Effect.NOTE, text


def test_section_3_another_app_after_questions_brings_a_person():
    for app in ("wanna be friends on snap?", "نصير أصحاب عالسناب؟", "¿somos amigos en telegram?"):
        assert screen(app, HERE).effect == Effect.ALLOW
        small_talk = ScreeningContext(kind="note", recent_texts=("tu as quel âge",))
        assert screen(app, small_talk).effect == Effect.ALLOW
        asked = ScreeningContext(kind="note", recent_texts=("tu as quel âge", "where do you live"))
        assert screen(app, asked).effect == Effect.NOTE, app


def test_sec_77_who_speaks_of_the_same_things_is_not_held():
    texts = [
        t for lists in (other_words.HARMLESS, other_words.UNSEEN_HARMLESS) for all_ in lists.values() for t in all_
    ]
    held = [text for text in texts if screen(text, HERE).effect >= Effect.HOLD]
    print(f"\nharmless: {len(held)} of {len(texts)} held by mistake")  # noqa: T201
    assert len(held) <= FALSE_HOLDS * len(texts), held


def test_how_much_is_seen_of_what_nobody_foresaw():
    """Little: words alone do not find who is careful with words. Behaviour over time, flags and people do. When this
    changes, moderation/screening/README.md says something else."""
    assert held_of("ways to be reached nobody foresaw", other_words.UNSEEN_CONTACT) == (6, 28)
    assert held_of("lures nobody foresaw", other_words.UNSEEN_LURES) == (0, 28)


@pytest.mark.parametrize(
    "text",
    [
        "كـلّـمـنـي عـلـى الـواتـسـاب",  # stretched, and with vowel signs
        "كَلِّمْنِي عَلَى الوَاتسَاب",
        "رقمي ٠٦١٢٣٤٥٦٧٨",
        "رقمي ۰۶۱۲۳۴۵۶۷۸",  # as in Persian
        "رقمي 0٦1٢3٤5٦78",
        "رقمي 06 douze 34 ستة وخمسين 78",
        "لا تـقـولـي لأهـلـك",
        "ل\u200cا تخبر\u200bي أهلك",
    ],
)
def test_sec_77_arabic_however_it_is_drawn(text):
    assert screen(text, HERE).effect >= Effect.HOLD


def test_a_term_can_say_several_ways_at_once():
    assert list(ways_to_say("{a|b} c{| d}")) == ["a c", "a c d", "b c", "b c d"]
    lexicon = Lexicon([Term("{dont|never} tell {your|ur} gran", "en", "lure.secret", Effect.HOLD)])
    held = screen("NEVER tell ur gran!", HERE, lexicon=lexicon)
    assert [(reason.step, reason.code) for reason in held.reasons] == [("lure", "secret")]
    assert screen("tell your gran", HERE, lexicon=lexicon).reasons == ()


@pytest.mark.parametrize("text", ["{a|b c", "a} b", "{a|{b}", " ".join(["{a|b|c|d|e|f|g|h}"] * 3)])
def test_what_cannot_be_read_as_several_ways_is_said_and_takes_nothing_else_away(text):
    with pytest.raises(ValueError, match=r"braces|ways"):
        ways_to_say(text)
    lexicon = Lexicon(
        [Term(text, "en", "lure.secret", Effect.HOLD), Term("our secret", "en", "lure.secret", Effect.HOLD)]
    )
    assert screen("our secret", HERE, lexicon=lexicon).effect == Effect.HOLD
    assert MOST_WAYS == 500
