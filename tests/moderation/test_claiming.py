"""One job, one holder, for a time; passed on without a reason."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from moderation import actions
from moderation.models import Decision, PassedOn, QueueItem
from moderation.selectors import waiting
from pop.accounts.models import Notice
from pop.audit.models import AuditEntry
from pop.core import errors
from tests.factories.moderation import CARE, CLEAR, NOON

MINUTE = timedelta(minutes=1)


def take(who, now=NOON, **asked):
    return actions.take_next(actor=who.actor, now=now, **asked)


def done(who, item, now=NOON):
    return actions.decide_item(actor=who.actor, item_id=item.pk, decision="approve", now=now)


def test_sg_53_the_most_urgent_comes_first_and_then_the_oldest(wait, zola):
    new, old, care = wait(minutes=2), wait(minutes=1), wait(CARE, minutes=3)
    given = []
    while (item := take(zola)) is not None:
        given.append(item.pk)
        actions.skip_item(actor=zola.actor, item_id=item.pk, now=NOON)
    assert given == [care.pk, old.pk, new.pk]


def test_sg_53_two_moderators_never_get_the_same(wait, zola, yusuf):
    first, second = wait(), wait(minutes=1)
    assert take(zola) == first
    assert take(yusuf) == second
    assert take(zola, NOON + MINUTE) == first  # nobody collects jobs: the one in hand, with new time
    item = QueueItem.objects.get(pk=first.pk)
    assert (item.holder_id, item.held_until) == (zola.login.pk, NOON + 11 * MINUTE)
    done(yusuf, second)
    assert take(yusuf) is None


def test_sg_53_the_time_of_a_lease_is_a_setting_and_ends(wait, zola, yusuf, settings):
    settings.POP_LEASE_MINUTES = 3
    item = wait()
    take(zola)
    assert take(yusuf, NOON + 3 * MINUTE - timedelta(seconds=1)) is None
    assert take(yusuf, NOON + 3 * MINUTE) == item


def test_sg_53_who_lost_it_decides_only_while_nobody_else_has_it(board, wait, zola, yusuf):
    late, lost = wait(), wait(minutes=1)
    take(zola)
    assert done(zola, late, NOON + 20 * MINUTE).item_id == late.pk
    take(zola)
    take(yusuf, NOON + 20 * MINUTE)
    with pytest.raises(errors.Conflict) as refusal:
        done(zola, lost, NOON + 21 * MINUTE)
    assert "A colleague has this now." in str(refusal.value.message)
    assert Decision.objects.filter(item=lost).count() == 0
    assert not board.notes[lost.subject_id].shown
    done(yusuf, lost, NOON + 21 * MINUTE)
    assert QueueItem.objects.get(pk=lost.pk).holder_id is None


def test_whoever_looks_after_it_decides_in_place_and_there_is_one_decision(board, wait, joel, zola, amina, bilal):
    board.keepers = {"river": {joel.persona.pk}}
    item = wait()
    take(zola)
    with pytest.raises(errors.Conflict):
        done(joel, item)  # from the queue: a colleague has it
    actions.decide_item(actor=joel.actor, item_id=item.pk, decision="approve", in_place=True, now=NOON)
    with pytest.raises(errors.Conflict):
        done(zola, item)
    assert Decision.objects.get().decider_id == joel.login.pk
    elsewhere = wait(board="hill")
    for somebody in (joel, bilal):
        with pytest.raises(errors.Absent):
            actions.decide_item(actor=somebody.actor, item_id=elsewhere.pk, decision="approve", in_place=True, now=NOON)


def test_in_place_is_for_those_who_look_after_it(board, wait, yusuf, zola, joel):
    board.keepers = {"river": {joel.persona.pk}}
    item = wait()
    take(zola)
    with pytest.raises(errors.Conflict):
        actions.decide_item(actor=yusuf.actor, item_id=item.pk, decision="approve", in_place=True, now=NOON)
    assert not Decision.objects.exists()


def test_sg_52_everybody_gets_only_what_they_may_decide(board, wait, zola, salma, joel, yusuf):
    board.keepers = {"river": {joel.persona.pk}}
    escalated = wait(CARE, board="hill")
    actions.decide_item(actor=salma.actor, item_id=escalated.pk, decision="escalate", now=NOON)
    own = wait(author=zola, board="hill", minutes=1)
    kept = wait(minutes=2)
    assert take(joel) == kept
    assert take(zola) is None
    assert take(yusuf) == own
    assert take(salma) == escalated


@pytest.mark.parametrize("who", ["amina", "nia", "otto", "ada"])
def test_who_has_no_queue_takes_nothing(wait, request, who):
    item = wait()
    somebody = request.getfixturevalue(who).actor
    for do in (
        lambda: actions.take_next(actor=somebody, now=NOON),
        lambda: actions.skip_item(actor=somebody, item_id=item.pk, now=NOON),
        lambda: actions.release_item(actor=somebody, item_id=item.pk, now=NOON),
        lambda: actions.hand_over(actor=somebody, item_id=item.pk, to=None, now=NOON),
    ):
        with pytest.raises(errors.Absent):
            do()
    assert QueueItem.objects.get().holder_id is None


def test_one_lane_or_one_kind_can_be_asked_for(wait, zola, yusuf):
    care, conduct, review = wait(CARE), wait(), wait(CLEAR, cause="submitted")
    assert take(zola, lane="review", kind="note") == review
    assert take(yusuf, kind="poem") is None
    assert take(yusuf, lane="conduct") == conduct
    with pytest.raises(errors.Invalid):
        take(yusuf, lane="nonsense")
    assert QueueItem.objects.get(pk=care.pk).holder_id is None


def test_sec_75_skipping_needs_no_reason_and_leaves_it_to_others(wait, zola, yusuf):
    first, second = wait(), wait(minutes=1)
    take(zola)
    actions.skip_item(actor=zola.actor, item_id=first.pk, now=NOON)
    assert take(zola) == second
    assert take(yusuf) == first
    assert PassedOn.objects.get().by_id == zola.login.pk
    assert AuditEntry.objects.get(verb="moderation.skip").facts == {}


def test_what_somebody_keeps_waiting_is_given_to_others(wait, zola, yusuf):
    first, second = wait(), wait(minutes=1)
    take(zola)
    actions.decide_item(actor=zola.actor, item_id=first.pk, decision="hold", note="Who speaks Tamil?", now=NOON)
    assert take(zola) == second
    assert take(yusuf) == first


def test_a_note_from_the_room_takes_it_from_nobody(board, wait, zola, joel, yusuf):
    board.keepers = {"river": {joel.persona.pk}}
    item = wait()
    take(zola)
    note = {"decision": "hold", "note": "I know her.", "in_place": True}
    actions.decide_item(actor=joel.actor, item_id=item.pk, now=NOON, **note)
    assert take(yusuf) is None
    assert QueueItem.objects.get().holder_id == zola.login.pk


def test_put_back_it_stands_where_it_stood(wait, zola, yusuf):
    first, _second = wait(), wait(minutes=1)
    take(zola)
    actions.release_item(actor=zola.actor, item_id=first.pk, now=NOON)
    assert take(yusuf) == first
    for do in (actions.release_item, actions.skip_item):
        with pytest.raises(errors.Conflict):  # it is not theirs any more
            do(actor=zola.actor, item_id=first.pk, now=NOON)
    assert QueueItem.objects.get(pk=first.pk).holder_id == yusuf.login.pk


def test_sec_75_a_hand_over_leaves_no_gap(wait, zola, yusuf, salma):
    item = wait()
    take(zola)
    actions.hand_over(actor=zola.actor, item_id=item.pk, to=yusuf.persona.pk, now=NOON + MINUTE)
    assert [(n.persona_id, n.kind) for n in Notice.objects.all()] == [(yusuf.persona.pk, "moderation.handed_over")]
    assert take(salma, NOON + 2 * MINUTE) is None
    assert take(zola, NOON + 30 * MINUTE) is None  # they gave it away
    assert take(salma, NOON + 30 * MINUTE) == item  # nobody came: it is free again


def test_handing_over_to_somebody_who_may_not_decide_is_refused(wait, zola, yusuf, joel, amina, ada):
    item = wait(author=yusuf)
    take(zola)
    for to in (yusuf, joel, amina, ada, zola):  # yusuf wrote it
        with pytest.raises(errors.Invalid):
            actions.hand_over(actor=zola.actor, item_id=item.pk, to=to.persona.pk, now=NOON)
    assert QueueItem.objects.get().holder_id == zola.login.pk
    assert not Notice.objects.exists()


def test_sg_59_taking_and_passing_on_are_on_record(wait, zola):
    item = wait()
    take(zola)
    actions.release_item(actor=zola.actor, item_id=item.pk, now=NOON)
    entries = AuditEntry.objects.filter(actor=zola.login.pk).values_list("verb", "subject_id", "acting_as")
    assert list(entries) == [
        ("moderation.take", str(item.pk), "moderator"),
        ("moderation.release", str(item.pk), "moderator"),
    ]


def test_the_list_says_what_is_with_somebody(wait, zola, yusuf):
    wait(), wait(minutes=1)
    take(zola)
    rows = waiting.page_of_queue(zola.actor, now=NOON).rows
    assert [(row.with_somebody, row.is_mine) for row in rows] == [(True, True), (False, False)]
    rows = waiting.page_of_queue(yusuf.actor, now=NOON).rows
    assert [(row.with_somebody, row.is_mine) for row in rows] == [(True, False), (False, False)]
    assert not waiting.page_of_queue(yusuf.actor, now=NOON + 10 * MINUTE).rows[0].with_somebody


def test_taking_costs_the_same_number_of_queries_at_any_length(wait, zola):
    actor, asked = zola.actor, []
    for _number in range(10):
        wait()
        with CaptureQueriesContext(connection) as queries:
            item = actions.take_next(actor=actor, now=NOON)
        said = [query["sql"] for query in queries.captured_queries]
        asked.append(sum(not sql.startswith(("SAVEPOINT", "RELEASE", "SELECT pg_advisory")) for sql in said))
        actions.release_item(actor=actor, item_id=item.pk, now=NOON)
    # The shift (whose, at what, how much so far; written twice), what is in hand, the next one, taking it, the record.
    # Colleagues are woken after the commit.
    assert asked == [9] * 10


def test_pages_take_skip_and_hand_over(wait, zola, yusuf, browser_of):
    first, second = wait(title="one"), wait(minutes=1, title="two")
    browser, other = browser_of(zola), browser_of(yusuf)
    taken = browser.post(reverse("moderation:next"), {"lane": "", "kind": ""})
    assert taken["Location"] == reverse("moderation:item", args=[first.pk])
    assert "Nobody asks why." in browser.get(taken["Location"]).content.decode()
    theirs = other.get(taken["Location"]).content.decode()
    assert "A colleague has this now." in theirs
    assert 'name="decision"' not in theirs
    assert other.post(taken["Location"], {"decision": "approve"}).status_code == 409
    assert "with somebody" in other.get(reverse("moderation:queue")).content.decode()
    pass_on = reverse("moderation:pass_on", args=[first.pk])
    browser.post(pass_on, {"do": "hand_over", "to": "nobody"})
    assert QueueItem.objects.get(pk=first.pk).holder_id == zola.login.pk
    browser.post(pass_on, {"do": "hand_over", "to": str(yusuf.persona.pk)})
    assert QueueItem.objects.get(pk=first.pk).holder_id == yusuf.login.pk
    other.post(pass_on, {"do": "skip"})
    assert QueueItem.objects.get(pk=first.pk).holder_id is None
    assert other.post(reverse("moderation:next"))["Location"] == reverse("moderation:item", args=[second.pk])
    assert browser.post(reverse("moderation:next"))["Location"] == reverse("moderation:queue")
    assert other.post(pass_on, {"do": "nonsense"}).status_code == 404
    assert browser.get(reverse("moderation:next")).status_code == 405


TAKE = "mutation ($input: TakeNextInput!) { takeNext(input: $input) { itemId errors { code } } }"
SKIP = "mutation ($input: SkipItemInput!) { skipItem(input: $input) { skipped errors { code } } }"
HAND = "mutation ($input: HandOverItemInput!) { handOverItem(input: $input) { handedOver errors { code field } } }"


def test_graphql_takes_skips_and_hands_over(wait, zola, yusuf, amina, browser_of):
    item = wait()

    def ask(who, query, **given):
        browser = browser_of(who)
        asked = {"query": query, "variables": {"input": given}}
        return browser.post("/graphql/", asked, content_type="application/json").json()["data"]

    assert ask(amina, TAKE)["takeNext"] == {"itemId": None, "errors": [{"code": "not_found"}]}
    assert ask(zola, TAKE, lane="CARE")["takeNext"] == {"itemId": None, "errors": []}
    assert ask(zola, TAKE, lane="CONDUCT")["takeNext"] == {"itemId": str(item.pk), "errors": []}
    refused = ask(yusuf, SKIP, itemId=str(item.pk))["skipItem"]
    assert refused == {"skipped": None, "errors": [{"code": "conflict"}]}
    given = ask(zola, HAND, itemId=str(item.pk), to=str(yusuf.persona.pk))["handOverItem"]
    assert given == {"handedOver": True, "errors": []}
    assert ask(yusuf, SKIP, itemId=str(item.pk))["skipItem"] == {"skipped": True, "errors": []}
