"""A flood buries nobody who needs help, and takes few places in the queue."""

from datetime import timedelta
from uuid import uuid4

import pytest

from moderation import actions
from moderation.models import Decision, Lane, QueueItem, Severity
from moderation.selectors import waiting
from moderation.triage import behind, due_at, place_of
from pop.accounts.contracts import ANONYMOUS
from pop.accounts.models import Notice
from tests.factories.moderation import CARE, CLEAR, HELD, NOON

MINUTE = timedelta(minutes=1)
ADVERT = "Win a free phone, only today, only here"


@pytest.fixture
def held(board, amina):
    def holds(author=amina, text=ADVERT, verdict=HELD, minutes=0, cause="held", **fields):
        note = board.pin(author, shown=False, text=text, **fields)
        since = NOON + minutes * MINUTE
        return actions.open_item(kind="note", subject_id=note.id, cause=cause, verdict=verdict, now=since)

    return holds


def waiting_rows(author, count, severity, lane, since=NOON):
    """A flood, as the actions would leave it, at once."""
    return [
        QueueItem(
            kind="note",
            subject_id=uuid4(),
            cause="flagged",
            severity=severity,
            lane=lane,
            author=author.persona,
            created_at=since,
            due_at=due_at(severity, since),
            place=place_of(severity, since + behind(number, severity)),
        )
        for number in range(count)
    ]


@pytest.mark.parametrize(
    "flood",
    [
        [(9_000, Severity.NORMAL, Lane.CONDUCT), (1_000, Severity.HIGH, Lane.CONDUCT)],
        [(10_000, Severity.SEVERE, Lane.CARE)],  # all of it cries danger
    ],
)
def test_sec_73_twenty_disclosures_are_in_the_first_five_places_of_a_flood_of_ten_thousand(bilal, zola, held, flood):
    for count, severity, lane in flood:
        QueueItem.objects.bulk_create(waiting_rows(bilal, count, severity, lane))
    real = {held(text=f"in other words {n}", verdict=CARE, minutes=n % 15).pk for n in range(20)}
    actor, given = zola.actor, set()
    first_page = {row.id for row in waiting.page_of_queue(actor, now=NOON).rows}
    assert len(first_page - real) <= 0.2 * len(first_page)  # of one source
    while not real <= given:
        lane = [row.id for row in waiting.page_of_queue(actor, waiting.QueueFilters(lane="care"), now=NOON).rows]
        assert (real - given) & set(lane[:5])
        item = actions.take_next(actor=actor, lane="care", now=NOON)
        given.add(item.pk)
        actions.decide_item(actor=actor, item_id=item.pk, decision="escalate", now=NOON)
    assert len(given) <= 24
    assert QueueItem.objects.filter(decided_at__isnull=True).count() == 10_020  # nothing closed by itself


def test_sec_73_a_flood_of_flags_that_cry_danger_does_not_bury_what_screening_heard(board, amina, zola, held):
    for _number in range(40):
        note = board.pin(amina, text="harmless")
        actions.flag_content(actor=ANONYMOUS, kind="note", subject_id=note.id, reason="unsafe", now=NOON)
    real = [held(text=f"in other words {number}", verdict=CARE, minutes=1) for number in range(3)]
    rows = waiting.page_of_queue(zola.actor, waiting.QueueFilters(lane="care"), now=NOON).rows
    assert {item.pk for item in real} <= {row.id for row in rows[:10]}
    assert QueueItem.objects.filter(severity=Severity.SEVERE, lane=Lane.CARE).count() == 43  # none made less urgent


def test_sec_73_one_author_never_has_the_whole_queue(held, amina, bilal, zola):
    loud = [held(author=bilal, text=f"advert {number}") for number in range(20)]
    quiet = held(author=amina, text="something else", minutes=2)
    order = [row.id for row in waiting.page_of_queue(zola.actor, now=NOON).rows]
    assert order.index(quiet.pk) < 10
    assert {item.due_at for item in loud} == {NOON + timedelta(hours=4)}  # the clock is the same


@pytest.mark.parametrize(
    ("waits", "minutes", "severe_minutes"),
    [(0, 0, 0), (3, 0, 0), (4, 1, 15), (5, 2, 30), (60, 57, 240), (10_000, 240, 240)],
)
def test_how_far_behind_a_source_stands(waits, minutes, severe_minutes):
    assert behind(waits, Severity.NORMAL) == behind(waits, Severity.HIGH) == minutes * MINUTE
    assert behind(waits, Severity.SEVERE) == severe_minutes * MINUTE


def test_sec_73_the_same_words_wait_as_one_and_each_is_decided(board, held, amina, bilal, sam, zola):
    items = [held(author=who, minutes=n) for n, who in enumerate((amina, bilal, sam))]
    (row,) = waiting.page_of_queue(zola.actor, now=NOON).rows
    assert (row.id, row.same_words) == (items[0].pk, 2)
    assert actions.take_next(actor=zola.actor, now=NOON) == items[0]
    actions.decide_item(
        actor=zola.actor, item_id=items[0].pk, decision="remove", reason_code="spam", explanation="Adverts.", now=NOON
    )
    decisions = Decision.objects.filter(decision="remove", incompatible_content_explanation="Adverts.")
    assert set(decisions.values_list("item", flat=True)) == {item.pk for item in items}
    assert {note_id for _verb, note_id in board.calls} == {item.subject_id for item in items}
    assert Notice.objects.filter(kind="moderation.removed").count() == 3
    assert all(item.evidence for item in QueueItem.objects.all())


def test_what_differs_is_not_folded(held, zola, board):
    held()
    for other in (
        {"text": "Win a free phone, only today, only there"},
        {"text": "yes"},
        {"text": "yes"},  # short: it says something else everywhere
        {"verdict": CARE},
        {"verdict": CARE},  # somebody may need help: each is looked at
        {"verdict": CLEAR, "cause": "submitted"},
        {"verdict": CLEAR, "cause": "submitted"},  # nobody spoke up
        {"minutes": 25 * 60},
    ):
        held(**other)
    assert not QueueItem.objects.filter(folded_into__isnull=False).exists()
    assert len(waiting.page_of_queue(zola.actor, now=NOON).rows) == 9


def test_at_most_fifty_are_decided_together(held, zola):
    for _number in range(51):
        held()
    rows = waiting.page_of_queue(zola.actor, now=NOON).rows
    assert [row.same_words for row in rows] == [49, 0]


def test_nobody_decides_with_it_what_is_not_theirs_or_was_changed(board, held, amina, bilal, joel, zola):
    board.keepers = {"river": {joel.persona.pk}}
    first, mine, theirs, changed = held(), held(minutes=1), held(minutes=2, board="hill"), held(minutes=3)
    board.notes[changed.subject_id].text = "Something else by now"
    rows = waiting.page_of_queue(joel.actor, now=NOON).rows
    assert [row.id for row in rows] == [first.pk, mine.pk, changed.pk]  # a facilitator gets theirs one by one
    actions.decide_item(actor=joel.actor, item_id=first.pk, decision="approve", now=NOON)
    decided = set(QueueItem.objects.filter(decided_at__isnull=False).values_list("pk", flat=True))
    assert decided == {first.pk, mine.pk}
    (row,) = waiting.page_of_queue(zola.actor, now=NOON).rows
    assert (row.id, row.same_words) == (theirs.pk, 1)  # they wait on, together


def test_what_is_escalated_leaves_the_others_waiting(held, zola, salma):
    first, second = held(), held()
    actions.decide_item(actor=zola.actor, item_id=first.pk, decision="escalate", note="Please.", now=NOON)
    assert [row.id for row in waiting.page_of_queue(zola.actor, now=NOON).rows] == [second.pk]
    assert Decision.objects.count() == 1


def test_a_worried_flag_takes_something_out_of_the_fold(board, held, bilal, zola):
    first, second = held(), held()
    board.notes[second.subject_id].shown = True
    actions.flag_content(actor=bilal.actor, kind="note", subject_id=second.subject_id, reason="worried", now=NOON)
    rows = waiting.page_of_queue(zola.actor, now=NOON).rows
    assert [(row.id, row.same_words) for row in rows] == [(second.pk, 0), (first.pk, 0)]
