"""What a flag weighs: a crowd silences nobody, and somebody who is usually right is heard at once."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation import actions
from moderation.models import Flag, QueueItem
from moderation.weighing import TRUSTED, Record, standing, weight, weights_of_flags
from tests.factories.moderation import NOON, agree
from tests.people import person

WEIGHTS = st.lists(st.floats(0, 1), max_size=50)


@pytest.mark.parametrize(
    ("record", "weighs"),
    [(None, 0.25), (Record(), 0.5), (Record(right=3), 0.8), (Record(right=9, wrong=1), 10 / 12), (Record(0, 8), 0.1)],
)
def test_sg_56_a_flag_weighs_what_became_of_earlier_ones(record, weighs):
    assert weight(record) == pytest.approx(weighs)


@given(st.lists(st.sampled_from([None, Record(), Record(0, 3), Record(1, 1)]), max_size=10_000))
def test_sg_56_no_number_of_new_accounts_is_trusted(records):
    assert standing([weight(record) for record in records]) < TRUSTED


@given(WEIGHTS, st.floats(0, 1))
def test_another_flag_never_makes_it_less_and_nothing_makes_it_more_than_one(weights, another):
    assert standing(weights) <= standing([*weights, another]) + 1e-9 <= 1 + 2e-9


@given(WEIGHTS, st.randoms())
def test_the_order_of_flags_does_not_matter(weights, random):
    shuffled = random.sample(weights, len(weights))
    assert standing(weights) == pytest.approx(standing(shuffled))


def flag(board, who, author, reason="unkind", note=None):
    note = note or board.pin(author, text="Words of their own")
    given = actions.flag_content(actor=who.actor, kind="note", subject_id=note.id, reason=reason, now=NOON)
    return QueueItem.objects.get(pk=given.item_id)


def decided(item, zola, decision):
    reasons = {"reason_code": "unkind", "explanation": "It was mean."} if decision == "remove" else {}
    actions.decide_item(actor=zola.actor, item_id=item.pk, decision=decision, now=NOON, **reasons)


def test_sg_56_a_trusted_flag_is_looked_at_sooner(board, amina, bilal, sam, zola):
    for _number in range(3):
        decided(flag(board, bilal, amina), zola, "remove")
    trusted, other = flag(board, bilal, amina), flag(board, sam, amina)
    assert (trusted.severity, trusted.due_at - NOON) == (2, timedelta(hours=4))
    assert (other.severity, other.due_at - NOON) == (1, timedelta(hours=48))


def test_sg_56_ten_new_accounts_hide_nothing_and_are_no_trusted_flag(board, amina):
    note = board.pin(amina)
    for number in range(10):
        item = flag(board, person("new" + "kmprstvwxz"[number], "16-17"), amina, note=note)
    assert note.shown
    assert board.calls == []
    assert item.severity == 1


def test_being_wrong_weighs_and_worry_is_never_held_against_anybody(board, amina, bilal, sam, zola, salma):
    for reason in ("unkind", "spam"):
        decided(flag(board, bilal, amina, reason), zola, "approve")
    for reason in ("worried", "unsafe"):
        agree(flag(board, sam, amina, reason), zola, salma)
    assert weights_of_flags(flag(board, bilal, amina), NOON) == [0.25]
    assert weights_of_flags(flag(board, sam, amina), NOON) == [0.5]


def test_records_are_forgotten_after_a_year(board, amina, bilal, zola):
    for _number in range(3):
        decided(flag(board, bilal, amina), zola, "remove")
    Flag.objects.update(created_at=NOON - timedelta(days=366))
    assert weights_of_flags(flag(board, bilal, amina), NOON) == [0.5]


def test_weighing_costs_the_same_at_any_number_of_flags(board, amina, bilal, sam, lina, django_assert_num_queries):
    note = board.pin(amina)
    for who in (bilal, sam, lina):
        item = flag(board, who, amina, note=note)
        with django_assert_num_queries(2):
            weights_of_flags(item, NOON)


def test_sg_51_nobody_learns_who_flagged_from_any_answer(board, amina, bilal, zola, salma, browser_of):
    note = board.pin(amina)
    item = flag(board, bilal, amina, note=note)
    row = Flag.objects.get()
    secrets = (bilal.name, str(bilal.persona.pk), str(bilal.login.pk), str(row.pk))
    asked = "{ queue { edges { node { id title authorName reasons flags sameWords withSomebody } } } }"
    detail = (
        f'{{ queueItem(id: "{item.pk}") {{ item {{ title flags }} flags {{ reason note }} colleagues {{ name }} }} }}'
    )
    for staff in (zola, salma):
        browser = browser_of(staff)
        taken = browser.post("/moderation/next/")
        answers = [browser.get(taken["Location"]), browser.get("/moderation/")]
        answers += [browser.post("/graphql/", {"query": q}, content_type="application/json") for q in (asked, detail)]
        for answer in answers:
            assert answer.status_code == 200
            assert not [secret for secret in secrets if secret in answer.content.decode()]
        actions.release_item(actor=staff.actor, item_id=item.pk, now=NOON)
