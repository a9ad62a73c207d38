"""Most texts are read only once to know that they hold no spelt-out word and no number in words: that loses nothing."""

from moderation.screening import folding
from moderation.screening.folding import fold
from moderation.screening.numbers import _WORDS as NUMBER_WORDS
from tests.moderation import corpus

TEXTS = [text for name in dir(corpus) if name.isupper() for text in getattr(corpus, name) if isinstance(text, str)]
SPELT = [
    "s n a p",
    "my k-i-k",
    "k. i. k",
    "i,n,s,t,a",
    "a|b|c",
    "s  n  a  p is x",
    "é t é",
    "come to k_i_k now",
    "a b c d",
]


def test_a_word_that_is_spelt_out_is_never_missed():
    assert len(TEXTS) > 100
    for text in (*TEXTS, *SPELT):
        small = text.lower()
        assert folding._in_words(small) == folding._SPELT.sub(folding._joined, small), text
    assert [fold(text).words for text in SPELT[:2]] == [" snap ", " my kik "]


def test_every_number_word_is_noticed():
    for word in NUMBER_WORDS:
        assert fold(f"it is {word} ok").has_number_words, word
        assert fold(word).has_number_words, word


def test_number_words_run_together_are_noticed_and_other_words_are_none():
    for text in ("zeroseven", "sevenninetwo", "call sixsix now", "7o", "double", "l"):
        assert fold(text).has_number_words, text
    for text in ("today the bus was late again", "everybody", "", "a2b is 12"):
        assert fold(text).has_number_words is (text == "a2b is 12"), text
