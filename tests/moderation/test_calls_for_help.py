"""SG-31, SG-30: a call for help in a child's own words, in the languages POP starts with. The figures come with -s."""

import pytest

from moderation.contracts import Effect, ScreeningContext
from moderation.screening import screen
from tests.moderation import calls_for_help

HERE = ScreeningContext(kind="note")


def unheard(texts):
    return [text for text in texts if screen(text, HERE).effect < Effect.CARE]


@pytest.mark.parametrize("language", calls_for_help.CALLS)
def test_sg_31_a_call_for_help_is_heard_in_every_language(language):
    texts = calls_for_help.CALLS[language]
    assert len(unheard(texts)) <= 1, unheard(texts)


def test_sg_30_harmless_texts_close_to_it_are_shown():
    """But for two about brothers who hit with pillows: there it is rather asked once too often."""
    texts = [text for language in calls_for_help.HARMLESS.values() for text in language]
    held = [text for text in texts if screen(text, HERE).effect >= Effect.HOLD]
    print(f"\nclose to a call for help, harmless: {len(held)} of {len(texts)} held by mistake")  # noqa: T201
    assert all("pillows" in text or "almohadas" in text for text in held), held


def test_how_much_is_heard_of_what_nobody_foresaw():
    """Nothing: that is why help is two taps away on every page, and why people read first where the youngest write.
    When this changes, moderation/screening/README.md says something else."""
    texts = [text for language in calls_for_help.UNSEEN.values() for text in language]
    print(f"\ncalls nobody foresaw: {len(texts) - len(unheard(texts))} of {len(texts)} heard")  # noqa: T201
    assert (len(texts) - len(unheard(texts)), len(texts)) == (0, 24)
