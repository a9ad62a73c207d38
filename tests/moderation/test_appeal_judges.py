"""Who judges an appeal: never anybody who had a part in the decision (SG-50)."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from moderation import actions, policies
from moderation.models import Appeal, Decision
from moderation.selectors import waiting
from pop.accounts.contracts import Role
from pop.core import errors
from tests.factories.appeals import LATER, SORRY, THEN, WHY, ask, decide
from tests.factories.moderation import CARE, HELD, NOON, agree
from tests.people import person


def test_sg_50_whoever_decided_finds_it_on_no_list_and_is_refused_on_every_door(
    removed, amina, zola, salma, browser_of
):
    _note, decision = removed
    item = ask(amina, decision).item
    assert item not in waiting.queue_for(zola.actor, now=LATER)
    assert [row.id for row in waiting.page_of_queue(salma.actor, now=LATER).rows] == [item.pk]
    assert actions.take_next(actor=zola.actor, now=LATER) is None
    for choice in ("overturn", "uphold"):
        with pytest.raises(errors.Refused):
            decide(zola, item.pk, choice, explanation=SORRY)
    with pytest.raises(errors.Refused):
        actions.open_for_review(actor=zola.actor, item_id=item.pk, now=LATER)
    browser = browser_of(zola)
    page = reverse("moderation:item", args=[item.pk])
    assert browser.get(page).status_code == 403
    assert browser.post(page, {"decision": "overturn", "explanation": SORRY}).status_code == 403
    asked = "mutation($input: DecideItemInput!) { decideItem(input: $input) { errors { code } } }"
    fields = {"itemId": str(item.pk), "decision": "OVERTURN", "explanation": SORRY}
    body = {"query": asked, "variables": {"input": fields}}
    answer = browser.post("/graphql/", body, content_type="application/json").json()
    assert answer["data"]["decideItem"]["errors"] == [{"code": "decided_before"}]
    assert str(item.pk) not in browser.get(reverse("moderation:queue")).content.decode()
    assert Appeal.objects.get().outcome == ""
    assert Decision.objects.count() == 1


def test_sg_50_who_only_kept_it_waiting_had_a_part_in_it_too(board, amina, zola, mo, salma):
    note = board.pin(amina, shown=False)
    item = actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=HELD, now=NOON)
    decide(mo, item.pk, "hold", note="I ask her.", now=NOON)
    decision = decide(zola, item.pk, "remove", reason_code="contact", explanation=WHY, now=NOON)
    again = ask(amina, decision).item_id
    for somebody in (mo, zola):
        with pytest.raises(errors.Refused):
            decide(somebody, again, "overturn", explanation=SORRY)
    decide(salma, again, "overturn", explanation=SORRY)
    assert note.shown


def test_sg_50_both_of_the_two_who_closed_something_severe_had_a_part_in_it(board, amina, zola, mo, salma):
    note = board.pin(amina, shown=False)
    item = actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=CARE, now=NOON)
    agree(item, mo, zola, decision="remove", reason_code="self-harm-detail", explanation=WHY)
    again = ask(amina, Decision.objects.get()).item
    for somebody in (mo, zola):
        assert again not in policies.items_visible_to(somebody.actor)
        with pytest.raises(errors.Refused):
            actions.open_for_review(actor=somebody.actor, item_id=again.pk, now=LATER)
    assert again in policies.items_visible_to(salma.actor)


def test_sg_50_the_database_itself_takes_no_judge_in_their_own_case(removed, amina, zola):
    appeal = ask(amina, removed[1])
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(pk=appeal.pk).update(decided_by=zola.login.pk)


def test_sg_24_to_others_an_appeal_does_not_exist(removed, amina, bilal, joel, nia, ada, browser_of):
    item = ask(amina, removed[1]).item
    for somebody in (amina, bilal, joel, nia, ada):
        with pytest.raises(errors.Absent):
            actions.open_for_review(actor=somebody.actor, item_id=item.pk, now=LATER)
        assert browser_of(somebody).get(reverse("moderation:item", args=[item.pk])).status_code == 404


def test_sg_52_an_appeal_about_what_was_escalated_is_for_safeguarding_leads(board, amina, zola, salma):
    other = person("suri", "18-24", Role.SAFEGUARDING_LEAD)
    note = board.pin(amina, shown=False)
    item = actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=HELD, now=NOON)
    decide(zola, item.pk, "escalate", now=NOON)
    decision = decide(salma, item.pk, "remove", reason_code="contact", explanation=WHY, now=NOON)
    again = ask(amina, decision).item
    assert again.state == "escalated"
    for somebody, refusal in ((person("mo", "18-24", Role.MODERATOR), errors.Absent), (salma, errors.Refused)):
        with pytest.raises(refusal):
            decide(somebody, again.pk, "overturn", explanation=SORRY)
    decide(other, again.pk, "overturn", explanation=SORRY)
    assert note.shown


def test_facilitators_judge_no_appeals(board, amina, joel, zola):
    board.keepers = {"river": {joel.persona.pk}}
    note = board.pin(amina, shown=False)
    item = actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=HELD, now=NOON)
    decision = decide(zola, item.pk, "remove", reason_code="contact", explanation=WHY, now=NOON)
    again = ask(amina, decision).item
    assert again not in policies.items_visible_to(joel.actor)
    with pytest.raises(errors.Absent):
        decide(joel, again.pk, "overturn", explanation=SORRY)
    assert not note.shown


def test_sec_76_an_appeal_with_words_of_need_takes_two_people_and_hides_nothing_meanwhile(workshop, amina, bilal, zola):
    note = workshop.pin(amina)
    flag = actions.flag_content(actor=bilal.actor, kind="note", subject_id=note.id, reason="spam", now=NOON)
    limited = decide(zola, flag.item_id, "restrict", reason_code="spam", explanation="An advert.", now=NOON)
    item = ask(amina, limited, "You are all the same, I want to hurt myself").item
    first, second = (person(name, "18-24", Role.MODERATOR) for name in ("mo", "kim"))
    agree(item, first, decision="uphold", explanation="It is one.", now=THEN)
    assert (note.shown, note.limited) == (True, True)
    agree(item, second, decision="uphold", explanation="It is one.", now=THEN)
    assert (note.shown, note.limited, Appeal.objects.get().outcome) == (True, True, "upheld")
