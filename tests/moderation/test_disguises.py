"""SG-13, SEC-77: how many disguised numbers are held, and how many harmless texts are held by mistake. Printed with -s.

The seed of the floors is not the one the detector was tuned with.
"""

from collections import Counter
from random import Random

import pytest

from moderation.contracts import Effect, ScreeningContext
from moderation.screening import screen
from tests.moderation import corpus
from tests.moderation.disguises import DISGUISES, SPLIT, disguised, harmless

EACH = 60  # samples of every disguise
HARMLESS = 2_000
RECALL = 0.95  # agreed floor, of every disguise; SEC-77 asks for 0.9
FALSE_HOLDS = 0.01  # SEC-77
UNSEEN = 77


def is_held_for_a_number(text, *earlier):
    verdict = screen(text, ScreeningContext(kind="note", recent_texts=earlier))
    return any(reason.code.startswith("phone") and reason.effect >= Effect.HOLD for reason in verdict.reasons)


@pytest.fixture(scope="module")
def recall():
    held, all_of_them = Counter(), Counter()
    for name, earlier, text in disguised(Random(UNSEEN), EACH):
        all_of_them[name] += 1
        held[name] += is_held_for_a_number(text, *earlier)
    print("", *(f"{name}: {held[name]} of {all_of_them[name]}" for name in all_of_them), sep="\n")  # noqa: T201
    return {name: held[name] / all_of_them[name] for name in all_of_them}


@pytest.mark.parametrize("name", [*DISGUISES, SPLIT])
def test_sg_13_sec_77_a_disguise_is_seen_through(recall, name):
    assert len(recall) == 11
    assert recall[name] >= RECALL


def test_sec_77_harmless_texts_with_figures_are_hardly_ever_held():
    texts = [*harmless(Random(UNSEEN), HARMLESS), *corpus.HARMLESS, *corpus.HARMLESS_TOO]
    held = [text for text in texts if screen(text, ScreeningContext(kind="note")).effect >= Effect.HOLD]
    print(f"\nheld by mistake: {len(held)} of {len(texts)}")  # noqa: T201
    assert len(held) <= FALSE_HOLDS * len(texts), held[:20]
