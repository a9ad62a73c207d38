"""What shows over time and not in one word: questions and lures in a row, what somebody did before, floods."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from moderation import actions
from moderation.contracts import Behaviour, Effect, Reason, ScreeningContext, Verdict
from moderation.screening import screen
from moderation.screening.folding import fold
from moderation.screening.pattern import SCORE_TO_NOTE, score_of
from moderation.screening.starter import starter_lexicon
from moderation.screening.telephone import SHORTEST_PIECE
from moderation.selectors.behaviour import behaviour_of
from tests.factories.moderation import HELD, NOON, put_up
from tests.moderation import corpus

HERE = ScreeningContext(kind="note")
LURED = Verdict().raised_by(Reason("lure", "secret", Effect.HOLD))


@pytest.fixture
def board(monkeypatch):
    return put_up(monkeypatch)


def found(text, *earlier, behaviour=None):
    context = ScreeningContext(kind="note", recent_texts=earlier, behaviour=behaviour or Behaviour())
    return {(reason.step, reason.code): reason.effect for reason in screen(text, context).reasons}


def test_a_question_of_friends_asks_for_nothing():
    for text in ("how old are you?", "where do you live", "what school?", "كم عمرك؟", "¿dónde vives?"):
        assert found(text) == {}
    assert found("where do you live", "how old are you", "which school") == {}


def test_questions_together_with_a_lure_bring_a_person():
    assert found("do your parents check your phone?", "how old are you") == {("pattern", "asks"): Effect.NOTE}
    three = found("are your parents home", "how old r u", "where do u live")
    assert three == {("pattern", "asks"): Effect.HOLD}
    assert found("tes parents sont là ?", "tu as quel âge", "tu habites où") == {("pattern", "asks"): Effect.HOLD}


@pytest.mark.parametrize(("code", "text"), corpus.LURES)
def test_a_lure_waits_for_a_person(code, text):
    assert found(text) == {("lure", code): Effect.HOLD}


def test_who_tells_of_a_lure_is_heard():
    assert found("he told me not to tell anyone")[("care", "danger")] == Effect.CARE
    assert found("my coach keeps asking me for pictures")[("care", "danger")] == Effect.CARE


def test_what_came_before_is_read_only_where_a_text_gives_a_reason():
    class NotToBeRead:
        def __iter__(self):
            raise AssertionError("read without a reason")

        __getitem__ = __getattr__ = __iter__

    context = ScreeningContext(kind="note", recent_texts=NotToBeRead(), behaviour=NotToBeRead())
    for text in (*corpus.HARMLESS, *corpus.HARMLESS_TOO):
        if fold(text).most_digits < SHORTEST_PIECE and not _names_an_app(text):
            assert ("screening", "failed") not in {(r.step, r.code) for r in screen(text, context).reasons}, text


def _names_an_app(text):
    return any(hit.term.category == "ask.app" for hit in starter_lexicon().hits_in(fold(text)))


@pytest.mark.parametrize(
    "once",
    [
        Behaviour(held_for_contact=1),
        Behaviour(held_for_lures=1),
        Behaviour(removed=1),
        Behaviour(flagged_by=1),
        Behaviour(minors_written_to=30),
        Behaviour(same_opener=30),
        Behaviour(taken_back=100),
    ],
)
def test_no_signal_alone_is_enough(once):
    assert 0 < score_of(once) < SCORE_TO_NOTE
    assert ("pattern", "behaviour") not in found("add me on snap", behaviour=once)


def test_sec_74_more_signals_only_raise():
    harmless = Behaviour()
    worse = replace(harmless, held_for_lures=1, held_for_contact=1, taken_back=6)
    worst = replace(worse, minors_written_to=12, same_opener=4)
    effects = [found("add me on snap", behaviour=one).get(("pattern", "behaviour")) for one in (harmless, worse, worst)]
    assert effects == [None, Effect.NOTE, Effect.HOLD]


def test_behaviour_says_nothing_about_a_text_that_gives_no_reason():
    worst = Behaviour(held_for_lures=9, held_for_contact=9, removed=9, taken_back=9)
    assert found("I painted the bus stop.", behaviour=worst) == {}


def test_what_a_person_approved_is_no_fault(board, amina, bilal, zola):
    for verdict in (HELD, LURED, LURED):
        actions.open_item(kind="note", subject_id=board.pin(amina).id, cause="held", verdict=verdict, now=NOON)
    mistaken = actions.open_item(kind="note", subject_id=board.pin(amina).id, cause="held", verdict=HELD, now=NOON)
    actions.open_for_review(actor=zola.actor, item_id=mistaken.pk, now=NOON)
    actions.decide_item(actor=zola.actor, item_id=mistaken.pk, decision="approve", now=NOON)
    assert behaviour_of(amina.persona.pk, NOON) == Behaviour(held_for_contact=1, held_for_lures=2)
    assert behaviour_of(amina.persona.pk, NOON + timedelta(days=8)) == Behaviour()
    assert behaviour_of(bilal.persona.pk, NOON) == Behaviour()
    assert behaviour_of(None, NOON) == Behaviour()


def test_section_3_of_two_hundred_people_those_who_groom_are_seen_and_others_are_not():
    """A day of 200 made-up people, 20 of whom groom in the order they like. Nobody is stopped: a person looks."""
    random = Random(3)
    seen = {who: _is_seen(random, grooms=who < 20) for who in range(200)}
    assert sum(seen[who] for who in range(20)) >= 18
    assert sum(seen[who] for who in range(20, 200)) <= 3


def _is_seen(random: Random, *, grooms: bool) -> bool:
    """Whether the pattern step spoke up about somebody during their day of thirty messages."""
    small_talk = [text for text in corpus.HARMLESS if text.isascii()]
    said: list[str] = []
    behaviour = Behaviour(minors_written_to=random.randint(6, 12) if grooms else random.randint(0, 4))
    for _ in range(30):
        text = random.choice(small_talk)
        if grooms and random.random() < 0.4:
            text = random.choice([*corpus.ASKS, *(lure for _code, lure in corpus.LURES), "add me on snap rosie_b"])
        elif random.random() < 0.05:
            text = random.choice([*corpus.ASKS[:4], "add me on snap rosie_b"])
        context = ScreeningContext(kind="note", recent_texts=tuple(said[-5:]), behaviour=behaviour)
        steps = {reason.step for reason in screen(text, context).reasons}
        if "pattern" in steps:
            return True
        behaviour = replace(
            behaviour,
            held_for_contact=behaviour.held_for_contact + ("contact" in steps),
            held_for_lures=behaviour.held_for_lures + ("lure" in steps),
        )
        said.append(text)
    return False


def test_a_flood_is_shown_and_looked_at_and_its_repetition_waits():
    assert found("spam " * 50) == {("spam", "flood"): Effect.NOTE}
    assert found("!" * 80) == {("spam", "flood"): Effect.NOTE}
    assert found("l" + "o" * 80 + "l") == {("spam", "flood"): Effect.NOTE}
    assert found("spam " * 50, "spam " * 50, "SPAM  " * 50, "hi")[("spam", "repeat")] == Effect.HOLD
    assert found("Link in bio!!") == {("spam", "words"): Effect.NOTE}
    assert found("link in bio", "Link in bio!", "LINK in bio")[("spam", "repeat")] == Effect.HOLD


def test_a_long_text_that_says_many_things_is_no_flood():
    assert found(" ".join(corpus.HARMLESS[:12])).keys() <= {("contact", "phone")}
    assert found("ok", "ok", "ok", "ok") == {}
    assert found("we did it " + "yes " * 14) == {}
