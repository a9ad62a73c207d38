"""Sanctions: steps with ends, set by a person about what somebody wrote, with their reasons or not at all."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from moderation import actions
from moderation.models import STOPS_WRITING, ReasonCode, Sanction, Step
from moderation.personal_data import MODERATION
from moderation.policies.sanctions import steps_open_to
from moderation.rules import DIFFERENTLY, RULES
from moderation.sanctions.restrictions import require_may_write, restriction_of
from moderation.sanctions.steps import LADDER, LENGTHS, suggested
from moderation.selectors import sanctions
from peer_circles.models import Membership
from pop.accounts.contracts import Role
from pop.accounts.models import Notice
from pop.audit.models import AuditEntry
from pop.core import clock, errors
from tests.factories import circles
from tests.factories import innovations as projects
from tests.factories.sanctions import WHY, about_message, sanction
from tests.factories.talk import post
from tests.people import person

NOW = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)


def test_sg_49_a_mute_says_what_which_rule_why_whether_automated_and_until_when(zola, amina, circle, insult):
    made = about_message(zola, insult, length="1h", now=NOW)
    assert (made.persona_id, made.step, made.place_kind, made.place_id) == (
        amina.persona.pk,
        Step.MUTE,
        "circle",
        circle.pk,
    )
    assert (made.since, made.until, made.review_at) == (NOW, NOW + timedelta(hours=1), None)
    assert made.decision_visibility == "DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED"
    assert made.decision_account == ""
    assert made.decision_ground == "DECISION_GROUND_INCOMPATIBLE_CONTENT"
    assert made.incompatible_content_ground_id == "unkind"
    assert made.incompatible_content_explanation == WHY
    assert made.decision_facts == "seen"
    assert made.source_type == "SOURCE_VOLUNTARY"
    assert (made.automated_detection, made.automated_decision) == ("No", "AUTOMATED_DECISION_NOT_AUTOMATED")
    assert made.category == "STATEMENT_CATEGORY_NON_CONSENSUAL_BEHAVIOUR"
    assert made.content_date == insult.created_at
    assert made.evidence["text"] == "Bilal is so stupid"
    assert made.set_by_id == zola.login.pk


def test_sg_49_what_was_flagged_or_held_is_among_the_facts(zola, amina, bilal, circle, insult):
    actions.flag_content(actor=bilal.actor, kind="circle_message", subject_id=insult.pk, reason="unkind", now=NOW)
    made = about_message(zola, insult, "reminder")
    assert (made.decision_facts, made.source_type) == ("flagged", "SOURCE_TYPE_OTHER_NOTIFICATION")
    assert made.item is not None
    assert made.item.subject_id == insult.pk
    number = post(amina, circle, "call me +44 20 7946 0958")
    held = about_message(zola, number, reason_code="contact", step="mute")
    assert held.decision_facts.startswith("held contact.")
    assert held.automated_detection == "Yes"


@pytest.mark.parametrize(
    "broken",
    [
        {"decision_visibility": ""},
        {"decision_ground": ""},
        {"incompatible_content_explanation": ""},
        {"decision_facts": ""},
        {"source_type": ""},
        {"automated_detection": ""},
        {"automated_decision": "AUTOMATED_DECISION_FULLY"},
        {"category": ""},
        {"redress": ""},
        {"until": None},
        {"until": NOW - timedelta(days=1)},
        {"place_id": None},
        {"place_kind": "", "place_id": None},
        {"step": "closed"},
        {"step": "read_only"},
    ],
    ids=str,
)
def test_sg_49_the_database_keeps_none_without_its_reasons_its_place_and_its_end(zola, insult, broken):
    made = about_message(zola, insult, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sanction.objects.filter(pk=made.pk).update(**broken)


def test_every_step_but_the_last_has_an_end_and_the_last_a_day_to_look_again(salma, amina, circle):
    for rung in LADDER:
        message = post(amina, circle, f"words {rung.step}")
        made = about_message(salma, message, rung.step, rung.lengths[0] if rung.lengths else "", now=NOW)
        ends = NOW + (LENGTHS[rung.lengths[0]][0] if rung.lengths else timedelta())
        if rung.step is Step.CLOSED:
            assert (made.until, made.review_at) == (None, ends)
        else:
            assert (made.until, made.review_at) == (ends, None)
        assert (made.place_id is None) is (rung.step in {Step.READ_ONLY, Step.CLOSED})
        Membership.objects.filter(persona=amina.persona).update(removed_at=None)
        if ends > NOW:
            actions.lift_sanction(actor=salma.actor, sanction_id=made.pk, words="Thank you.", now=NOW)


def test_the_person_is_told_and_it_is_on_record(zola, amina, insult):
    made = about_message(zola, insult, now=NOW)
    notice = Notice.objects.get(persona=amina.persona, kind="moderation.sanction")
    assert notice.facts == {"sanction": str(made.pk), "step": "mute"}
    entry = AuditEntry.objects.get(verb="moderation.sanction")
    assert (entry.actor_id, entry.subject_id) == (zola.login.pk, str(made.pk))
    assert entry.facts["reason"] == "unkind"
    assert "stupid" not in str(entry.facts)


def test_a_step_without_rule_words_or_length_is_refused_and_nothing_happens(zola, amina, insult):
    good = {"step": "mute", "length": "10m", "reason_code": "unkind", "explanation": WHY}
    for field, value in (
        ("step", ""),
        ("step", "banned"),
        ("step", "closed"),  # for a safeguarding lead
        ("length", "30d"),  # is none of a mute's
        ("length", ""),
        ("reason_code", "because"),
        ("explanation", "  \u202e "),
        ("explanation", "x" * 2001),
        ("differently", "x" * 501),
    ):
        with pytest.raises(errors.Invalid) as refusal:
            actions.set_sanction(
                actor=zola.actor, kind="circle_message", subject_id=insult.pk, now=NOW, **{**good, field: value}
            )
        assert list(refusal.value.fields) == [field]
    assert not Sanction.objects.exists()
    assert not Notice.objects.filter(persona=amina.persona).exists()


def test_every_rule_of_ours_teaches_and_an_added_one_must(zola, insult):
    assert DIFFERENTLY.keys() == RULES.keys()
    ReasonCode.objects.create(code="shoes", title="No shoes", category="STATEMENT_CATEGORY_SCOPE_OF_PLATFORM_SERVICE")
    with pytest.raises(errors.Invalid) as refusal:
        about_message(zola, insult, reason_code="shoes")
    assert list(refusal.value.fields) == ["differently"]
    made = about_message(zola, insult, reason_code="shoes", differently="Write about feet.")
    assert sanctions.shown(made, clock.now()).differently == "Write about feet."


def test_the_same_step_about_the_same_words_is_taken_once(zola, joel, insult):
    about_message(zola, insult)
    with pytest.raises(errors.Conflict):
        about_message(joel, insult)
    assert Sanction.objects.count() == 1


# --- Who may ---------------------------------------------------------------------------------------------


def refused(by, message, **fields):
    with pytest.raises((errors.Absent, errors.Invalid)) as refusal:
        about_message(by, message, **fields)
    assert not Sanction.objects.exists()
    return type(refusal.value)


def test_who_may_take_which_step(joel, zola, salma, circle, insult):
    place = sanctions.grounds_of("circle_message", insult.pk).place
    assert steps_open_to(joel.actor, place, ()) == [Step.REMINDER, Step.MUTE]
    assert steps_open_to(zola.actor, place, ()) == [Step.REMINDER, Step.MUTE, Step.READ_ONLY, Step.REMOVAL]
    assert steps_open_to(salma.actor, place, ()) == list(Step)
    assert steps_open_to(zola.actor, None, ()) == [Step.REMINDER, Step.READ_ONLY]


def test_nobody_else_sanctions_anybody(joel, amina, bilal, nia, otto, ada, zola, circle, insult):
    other = circles.another_facilitator()
    for somebody in (amina, bilal, nia, otto, ada, other):
        assert refused(somebody, insult) is errors.Absent
    with pytest.raises(errors.Absent):
        actions.set_sanction(
            actor=joel.actor_without_second_factor,
            kind="circle_message",
            subject_id=insult.pk,
            step="mute",
            length="10m",
            reason_code="unkind",
            explanation=WHY,
            now=NOW,
        )
    assert refused(joel, insult, step="read_only", length="1d") is errors.Invalid
    assert refused(zola, insult, step="closed", length="30d") is errors.Invalid


def test_nobody_sanctions_themselves_or_peers(joel, zola, salma, circle):
    his = post(joel, circle, "words of the facilitator")
    assert refused(joel, his) is errors.Absent
    farah = circles.another_facilitator()
    circles.join(circle, farah)
    assert refused(farah, his) is errors.Absent  # of the same rank
    assert about_message(zola, his).persona_id == joel.persona.pk
    both = person("mod two", "", Role.FACILITATOR, Role.MODERATOR)
    circles.join(circle, both)
    theirs = post(both, circle, "words of a moderator")
    with pytest.raises(errors.Absent):
        about_message(zola, theirs)
    assert about_message(salma, theirs).persona_id == both.persona.pk


def test_what_was_escalated_is_for_leads_alone(joel, zola, salma, bilal, insult):
    flag = actions.flag_content(
        actor=bilal.actor, kind="circle_message", subject_id=insult.pk, reason="unsafe", now=NOW
    )
    actions.decide_item(actor=zola.actor, item_id=flag.item_id, decision="escalate", now=NOW)
    assert refused(zola, insult) is errors.Absent
    assert refused(joel, insult) is errors.Absent
    assert about_message(salma, insult).step == Step.MUTE


@pytest.mark.parametrize("kind", ["circle_check_in", "circle_aside_message", "circle_help_call", "no_such_kind"])
def test_sec_10_nobody_is_sanctioned_for_asking_for_help_or_for_how_they_feel(salma, kind):
    with pytest.raises(errors.Absent):
        sanction(salma, kind, uuid4())


def test_a_project_stands_in_no_place_and_is_grounds_all_the_same(zola, amina):
    project = projects.published(amina, zola)
    with pytest.raises(errors.Invalid):
        sanction(zola, "project", project.pk, "mute")
    made = sanction(zola, "project", project.pk, "read_only", "1d", now=NOW)
    assert (made.place_kind, made.until) == ("", NOW + timedelta(days=1))


# --- Steps, and how long they count ----------------------------------------------------------------------


def test_the_next_step_is_suggested_and_a_person_chooses():
    every = list(Step)
    assert suggested([], every) is Step.REMINDER
    assert suggested([Step.REMINDER], every) is Step.MUTE
    assert suggested([Step.REMINDER, Step.MUTE], every) is Step.READ_ONLY
    assert suggested([Step.REMOVAL], every) is Step.CLOSED
    assert suggested([Step.MUTE], [Step.REMINDER, Step.MUTE]) is None  # for somebody with more to say
    assert suggested([Step.REMINDER], [Step.REMINDER, Step.READ_ONLY]) is Step.READ_ONLY  # no place to be mute in


def test_earlier_steps_stop_counting_after_a_time_and_lifted_ones_at_once(zola, amina, circle, insult):
    made = about_message(zola, insult, length="10m", now=NOW)
    assert sanctions.still_counting(amina.persona.pk, NOW) == [Step.MUTE]
    after = NOW + timedelta(minutes=10, days=60)
    assert sanctions.still_counting(amina.persona.pk, after - timedelta(seconds=1)) == [Step.MUTE]
    assert sanctions.still_counting(amina.persona.pk, after) == []
    actions.lift_sanction(actor=zola.actor, sanction_id=made.pk, words="I read it wrongly.", now=NOW)
    assert sanctions.still_counting(amina.persona.pk, NOW) == []


def test_what_staff_see_before_they_choose(zola, joel, amina, circle, insult):
    first = sanctions.to_set(joel.actor, "circle_message", insult.pk, clock.now())
    assert (first.suggestion, first.earlier, first.place_title) == (Step.REMINDER, [], "Evening talk")
    about_message(joel, insult, "reminder")
    about_message(zola, insult, "read_only", "1d")
    again = sanctions.to_set(joel.actor, "circle_message", insult.pk, clock.now())
    assert again.suggestion is None
    assert {one.step for one in again.earlier} == {Step.REMINDER, Step.READ_ONLY}
    assert sanctions.to_set(zola.actor, "circle_message", insult.pk, clock.now()).suggestion is Step.REMOVAL


# --- Ends ------------------------------------------------------------------------------------------------


def test_it_is_over_when_its_time_is(zola, amina, insult, circle):
    made = about_message(zola, insult, "read_only", "1d", now=NOW)
    end = NOW + timedelta(days=1)
    assert restriction_of(amina.persona.pk, None, end - timedelta(seconds=1)) == made
    assert restriction_of(amina.persona.pk, None, end) is None
    with pytest.raises(errors.Refused) as refusal:
        require_may_write(amina.actor, None, NOW)
    assert refusal.value.code == "restricted"
    assert "1\xa0day" in str(refusal.value.message)
    require_may_write(amina.actor, None, end)


def test_a_reminder_stops_nobody(zola, amina, insult):
    about_message(zola, insult, "reminder", now=NOW)
    assert Step.REMINDER not in STOPS_WRITING
    assert restriction_of(amina.persona.pk, None, NOW) is None


def test_ending_it_early_needs_words_and_tells_the_person(zola, joel, amina, bilal, insult):
    made = about_message(zola, insult, now=NOW)
    for nobody in (amina, bilal):
        with pytest.raises(errors.Absent):
            actions.lift_sanction(actor=nobody.actor, sanction_id=made.pk, words="Please", now=NOW)
    with pytest.raises(errors.Invalid):
        actions.lift_sanction(actor=zola.actor, sanction_id=made.pk, words=" ", now=NOW)
    actions.lift_sanction(actor=joel.actor, sanction_id=made.pk, words="We talked. Welcome back.", now=NOW)
    assert restriction_of(amina.persona.pk, None, NOW) is None
    assert Notice.objects.filter(persona=amina.persona, kind="moderation.sanction_lifted").count() == 1
    with pytest.raises(errors.Conflict):
        actions.lift_sanction(actor=zola.actor, sanction_id=made.pk, words="Again", now=NOW)


def test_a_facilitator_ends_what_they_could_have_set_and_nothing_more(zola, joel, salma, insult):
    everywhere = about_message(zola, insult, "read_only", "1d")
    closed = about_message(salma, insult, "closed", "30d")
    for by, made in ((joel, everywhere), (joel, closed), (zola, closed)):
        with pytest.raises(errors.Absent):
            actions.lift_sanction(actor=by.actor, sanction_id=made.pk, words="Enough.", now=clock.now())
    actions.lift_sanction(actor=salma.actor, sanction_id=closed.pk, words="Enough.", now=clock.now())


# --- Whose it is -----------------------------------------------------------------------------------------


def test_people_find_their_own_in_their_data_and_nobody_elses(zola, amina, bilal, insult):
    about_message(zola, insult)
    (mine,) = MODERATION.export(amina.persona.pk)["sanctions"]
    assert (mine["step"], mine["place"], mine["your_words"], mine["explanation"]) == (
        "mute",
        "Evening talk",
        "Bilal is so stupid",
        WHY,
    )
    assert zola.name not in str(mine)
    assert MODERATION.export(bilal.persona.pk)["sanctions"] == []
    MODERATION.erase(amina.persona.pk)
    assert Sanction.objects.get().persona_id is None


def test_their_words_go_after_their_term_and_the_decision_stays(zola, insult, settings):
    made = about_message(zola, insult, now=NOW)
    long_after = NOW + timedelta(days=settings.POP_EVIDENCE_DAYS, hours=1)
    actions.discard_old_evidence(now=NOW + timedelta(days=1))
    made.refresh_from_db()
    assert made.evidence["text"] == "Bilal is so stupid"
    actions.discard_old_evidence(now=long_after)
    made.refresh_from_db()
    assert made.evidence == {}
    assert made.incompatible_content_explanation == WHY


def test_sg_59_every_look_at_somebodys_history_is_on_record(zola, joel, amina, bilal, insult):
    about_message(zola, insult)
    actions.open_history(actor=zola.actor, persona_id=amina.persona.pk, now=NOW)
    entry = AuditEntry.objects.get(verb="moderation.view_sanctions")
    assert (entry.actor_id, entry.subject_id) == (zola.login.pk, str(amina.persona.pk))
    for nobody, whom in ((bilal, amina), (amina, bilal), (zola, zola)):
        with pytest.raises(errors.Absent):
            actions.open_history(actor=nobody.actor, persona_id=whom.persona.pk, now=NOW)
    farah = circles.another_facilitator()
    assert sanctions.history_of(farah.actor, amina.persona.pk, NOW) == []
    assert len(sanctions.history_of(joel.actor, amina.persona.pk, NOW)) == 1


# --- Without an end, with a day to look again ------------------------------------------------------------


def told(somebody):
    return Notice.objects.filter(persona=somebody.persona, kind="moderation.review_due").count()


def test_leads_are_told_once_when_it_is_time_to_look_again(salma, zola, amina, insult):
    made = about_message(salma, insult, "closed", "30d", now=NOW)
    due = NOW + timedelta(days=30)
    assert actions.call_for_reviews(now=due - timedelta(seconds=1)) == 0
    assert [actions.call_for_reviews(now=due), actions.call_for_reviews(now=due)] == [1, 0]
    assert (told(salma), told(zola), told(amina)) == (1, 0, 0)
    for nobody in (zola, amina):
        with pytest.raises(errors.Absent):
            actions.keep_sanction(actor=nobody.actor, sanction_id=made.pk, length="30d", now=due)
    with pytest.raises(errors.Invalid):
        actions.keep_sanction(actor=salma.actor, sanction_id=made.pk, length="10m", now=due)
    kept = actions.keep_sanction(actor=salma.actor, sanction_id=made.pk, length="90d", now=due)
    assert (kept.until, kept.review_at) == (None, due + timedelta(days=90))
    assert AuditEntry.objects.filter(verb="moderation.keep_sanction", subject_id=str(made.pk)).count() == 1
    assert actions.call_for_reviews(now=due + timedelta(days=90)) == 1
    assert told(salma) == 2


def test_a_review_nobody_can_hear_of_waits_for_the_next_lead_and_what_is_over_calls_nobody(salma, insult):
    made = about_message(salma, insult, "closed", "30d", now=NOW)
    due = NOW + timedelta(days=30)
    salma.login.staff_roles.update(ended_at=NOW)
    assert actions.call_for_reviews(now=due) == 0
    salma.login.staff_roles.update(ended_at=None)
    actions.lift_sanction(actor=salma.actor, sanction_id=made.pk, words="Welcome back.", now=due)
    assert actions.call_for_reviews(now=due) == 0
    with pytest.raises(errors.Conflict):
        actions.keep_sanction(actor=salma.actor, sanction_id=made.pk, length="30d", now=due)


def test_what_has_an_end_is_not_kept_beyond_it(salma, insult):
    made = about_message(salma, insult, "read_only", "1d", now=NOW)
    with pytest.raises(errors.Conflict):
        actions.keep_sanction(actor=salma.actor, sanction_id=made.pk, length="30d", now=NOW)
