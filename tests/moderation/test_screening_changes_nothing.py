"""No text breaks screening, and screening changes nothing: what a person wrote is kept as it is (SEC-10, SEC-74)."""

from random import Random
from uuid import uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.contracts import Behaviour, Effect, ScreeningContext, Verdict
from moderation.screening import screen
from moderation.screening.starter import starter_lexicon
from moderation.screening.steps_shown import every_step
from peer_circles import actions as circles
from peer_circles.models import Message
from pop.core import clock
from pop.core.text import clean_block
from tests.factories import circles as make_circles
from tests.moderation import corpus

ALPHABETS = (
    "abc XYZ",
    "0123456789+-. ",
    "@./:()[]#",
    "\u200b\u202e\u0301\u0489\ufe0f\u20e3",
    "аеорсух",
    "كتبوا",
    "会議室",
    "कहाँ",
    "🏳️‍🌈🇸🇳🅰ⓐ",
    "\n\t",
)
PIECES = [*corpus.OTHER_WAYS, *corpus.HARMLESS, *(text for _code, text in corpus.CARES)]


def odd_text(random: Random) -> str:
    letters = "".join(random.sample(ALPHABETS, 3))
    noise = "".join(random.choice(letters) for _ in range(random.randint(1, 60)))
    return noise + random.choice(PIECES) + noise[::-1]


@given(st.text(max_size=200), st.lists(st.text(max_size=40), max_size=6), st.integers(0, 9))
@settings(max_examples=300, deadline=None)
def test_any_text_after_any_others_gets_a_verdict_and_its_steps(text, earlier, often):
    behaviour = Behaviour(held_for_contact=often, held_for_lures=often, removed=often)
    context = ScreeningContext(kind="note", recent_texts=tuple(earlier), behaviour=behaviour)
    verdict = screen(text, context)
    assert isinstance(verdict, Verdict)
    assert ("screening", "failed") not in {(reason.step, reason.code) for reason in verdict.reasons}
    assert verdict.effect == max((reason.effect for reason in verdict.reasons), default=Effect.ALLOW)
    assert every_step(text, context, starter_lexicon()).verdict == verdict
    assert context.recent_texts == tuple(earlier)


def test_what_somebody_wrote_is_kept_as_they_wrote_it_whatever_screening_says(joel, amina, settings):
    settings.POP_CIRCLES_READ_FIRST = 0
    circle = make_circles.circle(joel, amina)
    random = Random(5)
    states = set()
    for number in range(25):
        text = odd_text(random)
        now = clock.now()
        message = circles.post_message(actor=amina.actor, circle_id=circle.pk, client_id=uuid4(), text=text, now=now)
        kept = Message.objects.get(pk=message.pk)
        assert kept.text == clean_block(text), number
        states.add(kept.state)
    assert states == {"held", "published"}
