"""What is severe is closed by two people, never by one."""

from datetime import timedelta

import pytest
from django.urls import reverse

from moderation import actions
from moderation.models import Decision, Opinion, QueueItem
from moderation.selectors import waiting
from pop.accounts.contracts import Role
from pop.accounts.models import Notice
from pop.accounts.selectors import notices_for
from pop.audit.models import AuditEntry
from pop.core import errors
from tests.factories.moderation import CARE, HELD, NOON, agree
from tests.people import person

WHY = {"reason_code": "self-harm-detail", "explanation": "It names ways. Please tell us how you feel instead."}
LATER = NOON + timedelta(minutes=5)


@pytest.fixture
def held(board, amina):
    note = board.pin(amina, shown=False)
    return note, actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=CARE, now=NOON)


@pytest.fixture
def shown(board, amina, bilal):
    """Something everybody sees, of which somebody says that it is dangerous."""
    note = board.pin(amina)
    flag = actions.flag_content(actor=bilal.actor, kind="note", subject_id=note.id, reason="unsafe", now=NOON)
    return note, QueueItem.objects.get(pk=flag.item_id)


def read(who, item, now=NOON):
    actions.open_for_review(actor=who.actor, item_id=item.pk, words=True, now=now)


def decide(who, item, decision="approve", now=NOON, **fields):
    read(who, item, now)
    return actions.decide_item(actor=who.actor, item_id=item.pk, decision=decision, now=now, **fields)


def kinds_of_notices(someone):
    return set(Notice.objects.filter(persona=someone.persona).values_list("kind", flat=True))


def state_of(item):
    return QueueItem.objects.get(pk=item.pk).state


@pytest.mark.parametrize(("decision", "fields"), [("approve", {}), ("remove", WHY)])
@pytest.mark.parametrize("who", ["zola", "salma"])
def test_sec_76_nobody_alone_closes_what_is_severe(board, held, amina, request, who, decision, fields):
    note, item = held
    somebody = request.getfixturevalue(who)
    for _attempt in range(3):
        assert decide(somebody, item, decision, **fields) is None
    assert state_of(item) == "open"
    assert not note.shown
    assert board.calls == []
    assert not Decision.objects.exists()
    assert Opinion.objects.get().person_id == somebody.login.pk
    assert kinds_of_notices(amina) == set()
    assert QueueItem.objects.get().due_at == item.due_at  # its clock goes on


def test_sec_76_two_who_find_the_same_close_it(board, held, zola, yusuf, amina):
    note, item = held
    decide(zola, item)
    decided = decide(yusuf, item)
    assert (decided.decision, decided.decider_id) == ("approve", yusuf.login.pk)
    assert state_of(item) == "decided"
    assert note.shown
    assert kinds_of_notices(amina) == {"moderation.shown"}
    verbs = AuditEntry.objects.filter(subject_id=str(item.pk), verb__in=["moderation.find", "moderation.approve"])
    assert list(verbs.order_by("sequence").values_list("verb", "actor")) == [
        ("moderation.find", zola.login.pk),
        ("moderation.approve", yusuf.login.pk),
    ]


def test_sec_76_two_who_would_remove_it_state_their_reasons_once(board, held, zola, yusuf, amina):
    note, item = held
    agree(item, zola, yusuf, decision="remove", **WHY)
    decision = Decision.objects.get()
    assert decision.incompatible_content_explanation == WHY["explanation"]
    assert not note.shown
    assert list(Notice.objects.filter(persona=amina.persona).values_list("kind", flat=True)) == ["moderation.removed"]


def test_sec_76_what_is_shown_is_out_of_sight_with_the_first_person(board, shown, zola, yusuf, amina, bilal):
    note, item = shown
    decide(zola, item, "remove", **WHY)
    assert not note.shown
    assert board.calls == [("hold_back", note.id)]
    (told,) = notices_for(amina.actor)
    assert told.text.title.startswith("A person looks at this once more")
    assert kinds_of_notices(bilal) == {"moderation.flag_received"}  # the outcome comes when there is one
    decide(yusuf, item, "remove", **WHY)
    assert state_of(item) == "decided"
    assert board.calls[-1] == ("hide", note.id)


def test_a_first_yes_to_what_is_shown_changes_nothing(board, shown, zola):
    note, item = shown
    decide(zola, item)
    assert note.shown
    assert board.calls == []


def test_sec_76_where_two_differ_a_lead_decides(board, shown, zola, yusuf, salma, amina):
    note, item = shown
    decide(zola, item, "remove", **WHY)
    assert decide(yusuf, item, "approve") is None
    assert state_of(item) == "escalated"
    assert not note.shown
    assert "moderation.they_differ" in kinds_of_notices(salma)
    for somebody in (zola, yusuf):  # theirs no more
        with pytest.raises(errors.Absent):
            actions.decide_item(actor=somebody.actor, item_id=item.pk, decision="approve", now=NOON)
    assert decide(salma, item, "approve").decider_id == salma.login.pk
    assert note.shown
    assert board.calls == [("hold_back", note.id), ("show_again", note.id)]
    assert kinds_of_notices(amina) == {"moderation.held_back", "moderation.shown"}


def test_sec_76_a_lead_who_was_one_of_two_does_not_decide_alone(held, zola, salma):
    note, item = held
    decide(salma, item)
    decide(zola, item, "remove", **WHY)
    assert decide(salma, item) is None  # the same again is no third opinion
    assert state_of(item) == "escalated"
    assert not note.shown
    other = person("sade", "", Role.SAFEGUARDING_LEAD)
    assert decide(other, item).decision == "approve"
    assert note.shown


def test_somebody_may_change_their_mind(held, zola, yusuf, salma):
    _note, item = held
    decide(salma, item)
    decide(salma, item, "remove", **WHY)
    assert decide(zola, item, "remove", **WHY).decision == "remove"


def test_sec_76_nobody_decides_about_severe_words_they_have_not_read(held, zola, yusuf):
    _note, item = held
    actions.open_for_review(actor=zola.actor, item_id=item.pk, now=NOON)  # the summary
    with pytest.raises(errors.Conflict):
        actions.decide_item(actor=zola.actor, item_id=item.pk, decision="approve", now=NOON)
    assert not Opinion.objects.exists()
    for decision, note in (("hold", "Who knows her?"), ("escalate", "")):  # what protects needs no reading
        actions.decide_item(actor=zola.actor, item_id=item.pk, decision=decision, note=note, now=NOON)


def test_sec_76_who_looks_after_it_is_one_of_two_in_place_too(board, held, joel, zola):
    note, item = held
    board.keepers = {"river": {joel.persona.pk}}
    for _attempt in range(2):
        in_place = {"decision": "approve", "in_place": True}
        assert actions.decide_item(actor=joel.actor, item_id=item.pk, now=NOON, **in_place) is None
    assert not note.shown
    decide(zola, item)
    assert note.shown


def test_sec_76_with_one_person_in_the_house_it_stays_out_of_sight_and_the_owner_hears(held, zola, ada):
    note, item = held
    decide(zola, item)
    assert not note.shown
    assert kinds_of_notices(ada) == {"moderation.second_missing"}
    actions.escalate_overdue(now=NOON + timedelta(minutes=15))  # and the clock goes on calling
    assert "moderation.overdue" in kinds_of_notices(ada)


def test_the_second_is_given_it_at_once_and_the_first_not_again(held, zola, yusuf):
    _note, item = held
    assert actions.take_next(actor=zola.actor, now=NOON) == item
    decide(zola, item)
    assert actions.take_next(actor=zola.actor, now=NOON) is None
    assert actions.take_next(actor=yusuf.actor, now=NOON) == item
    (row,) = waiting.page_of_queue(yusuf.actor, now=NOON).rows
    assert row.needs_second


def test_what_is_not_severe_takes_one(board, amina, zola):
    note = board.pin(amina, shown=False)
    item = actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=HELD, now=NOON)
    assert decide(zola, item).decision == "approve"
    assert note.shown


def test_the_page_shows_the_second_what_the_first_found(held, zola, yusuf, browser_of):
    _note, item = held
    page = reverse("moderation:item", args=[item.pk])
    first, second = browser_of(zola), browser_of(yusuf)
    first.post(page, {"do": "show_words"})
    html = first.post(page, {"do": "decide", "decision": "remove", **WHY}, follow=True).content.decode()
    assert "what is severe takes two people" in html
    assert "needs a second person" in html
    html = second.post(page, {"do": "show_words"}).content.decode()
    assert "A colleague would:" in html
    assert WHY["explanation"] in html
    second.post(page, {"do": "decide", "decision": "remove", **WHY})
    assert state_of(item) == "decided"


DECIDE = """mutation ($input: DecideItemInput!) { decideItem(input: $input) {
  needsSecond decision decisionId errors { code message } } }"""
ITEM = """query ($id: UUID!) { queueItem(id: $id, showWords: true) { item { needsSecond }
  opinions { decision byMe explanation } } }"""


def test_sec_76_graphql_follows_the_same_rule(held, zola, yusuf, browser_of):
    _note, item = held

    def ask(who, query, **variables):
        asked = {"query": query, "variables": variables}
        return browser_of(who).post("/graphql/", asked, content_type="application/json").json()["data"]

    wanted = {"itemId": str(item.pk), "decision": "APPROVE"}
    assert ask(zola, DECIDE, input=wanted)["decideItem"]["errors"][0]["code"] == "conflict"
    assert ask(zola, ITEM, id=str(item.pk))["queueItem"] == {"item": {"needsSecond": False}, "opinions": []}
    first = ask(zola, DECIDE, input=wanted)["decideItem"]
    assert first == {"needsSecond": True, "decision": None, "decisionId": None, "errors": []}
    seen = ask(yusuf, ITEM, id=str(item.pk))["queueItem"]
    assert seen["opinions"] == [{"decision": "APPROVE", "byMe": False, "explanation": ""}]
    assert ask(yusuf, DECIDE, input=wanted)["decideItem"]["decision"] == "APPROVE"


def test_words_of_opinions_go_with_the_evidence(held, zola, yusuf):
    _note, item = held
    agree(item, zola, yusuf, decision="remove", **WHY)
    actions.discard_old_evidence(now=NOON + timedelta(days=185))
    assert set(Opinion.objects.values_list("explanation", "note")) == {("", "")}
