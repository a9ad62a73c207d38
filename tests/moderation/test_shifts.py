"""Who moderates is looked after: a budget of hard things, breaks, other work in between, numbers nobody else sees."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from moderation import actions
from moderation.models import Exposure, QueueItem, Shift
from moderation.selectors.strain import own_shift, strain_of, team_for
from pop.accounts.contracts import Role
from pop.accounts.models import Login, Notice
from pop.accounts.selectors import notices_for, own_data_of
from pop.audit.models import AuditEntry
from pop.core import errors
from tests.factories.moderation import CARE, CLEAR, HELD, NOON
from tests.people import person

MINUTE = timedelta(minutes=1)


@pytest.fixture
def wait(wait):
    """Something hard, unless said otherwise."""
    return lambda verdict=CARE, minutes=0, **more: wait(verdict, minutes, **more)


def take(who, now=NOON, **asked):
    return actions.take_next(actor=who.actor, now=now, **asked)


def read(who, item, now=NOON, **how):
    return actions.open_for_review(actor=who.actor, item_id=item.pk, words=True, now=now, **how)


def done(who, item, now=NOON):
    return actions.skip_item(actor=who.actor, item_id=item.pk, now=now)


def test_sec_75_a_shift_of_25_hard_things_and_the_26th_goes_to_somebody_else(wait, zola, yusuf):
    hard = [wait(minutes=number) for number in range(27)]
    light = wait(HELD, minutes=30)
    now, given = NOON + 60 * MINUTE, []
    for _number in range(25):
        item = take(zola, now, lane="care")
        given.append(item)
        assert read(zola, item, now).has_words
        actions.decide_item(actor=zola.actor, item_id=item.pk, decision="escalate", now=now)
        now += MINUTE
    assert given == hard[:25]
    assert strain_of(zola.login.pk, now).hard == 25
    assert take(zola, now) == light  # lighter work goes on
    done(zola, light, now)
    assert take(zola, now) is None
    assert take(zola, now, lane="care") is None
    assert take(yusuf, now, lane="care") == hard[25]  # not one minute's gap
    after_a_night = now + timedelta(hours=9)
    assert take(zola, after_a_night, lane="care") == hard[25]  # another shift, and nobody held it any more


def test_sec_75_the_budget_the_minutes_and_the_pause_are_settings(wait, zola, settings):
    settings.POP_SHIFT_BUDGET = 1
    settings.POP_SHIFT_MINUTES = {"work": 90, "break": 15, "pause": 60}
    first, second = wait(), wait(minutes=1)
    read(zola, take(zola))
    done(zola, first)
    assert take(zola) is None
    assert take(zola, NOON + 59 * MINUTE) is None
    assert take(zola, NOON + 59 * MINUTE + 60 * MINUTE) == second


def test_sec_75_after_90_minutes_comes_a_break_and_then_it_goes_on(wait, zola, yusuf):
    first, second = wait(HELD), wait(HELD, minutes=1)
    for minutes in range(0, 89, 8):
        assert take(zola, NOON + minutes * MINUTE) == first
    assert take(zola, NOON + 95 * MINUTE) == first  # what is in hand is finished first
    done(zola, first, NOON + 96 * MINUTE)
    assert take(zola, NOON + 97 * MINUTE) is None
    assert strain_of(zola.login.pk, NOON + 98 * MINUTE).resting_until == NOON + 112 * MINUTE
    assert take(zola, NOON + 111 * MINUTE) is None
    assert take(yusuf, NOON + 111 * MINUTE) == first
    assert take(zola, NOON + 112 * MINUTE) == second
    strain = strain_of(zola.login.pk, NOON + 113 * MINUTE)
    assert (strain.breaks, strain.unbroken, strain.resting_until) == (1, MINUTE, None)


def test_a_pause_of_its_own_is_a_break_too(wait, zola):
    wait(HELD)
    take(zola)
    take(zola, NOON + 14 * MINUTE)
    assert strain_of(zola.login.pk, NOON + 14 * MINUTE).breaks == 0
    take(zola, NOON + 29 * MINUTE)
    strain = strain_of(zola.login.pk, NOON + 30 * MINUTE)
    assert (strain.breaks, strain.unbroken) == (1, MINUTE)


def test_sec_75_whoever_takes_a_break_leaves_no_gap(wait, zola, yusuf):
    item = wait()
    take(zola)
    actions.take_break(actor=zola.actor, now=NOON + MINUTE)
    assert take(yusuf, NOON + MINUTE) == item
    assert take(zola, NOON + 2 * MINUTE) is None


def test_sg_54_the_cap_blocks_the_next_hard_thing_and_a_call_for_help_stays_in_reach(wait, zola, settings):
    settings.POP_SHIFT_BUDGET = 1
    first, second = wait(), wait(minutes=1)
    assert read(zola, first).has_words
    blocked = read(zola, second)
    assert (blocked.has_words, blocked.has_had_enough) == (False, True)
    assert Exposure.objects.count() == 1
    assert read(zola, first).has_words  # what they know already is not counted again
    assert Exposure.objects.count() == 1
    assert read(zola, second, beyond=True).has_words
    assert set(Exposure.objects.values_list("item", "beyond")) == {(first.pk, False), (second.pk, True)}
    views = AuditEntry.objects.filter(verb="moderation.view").order_by("sequence").values_list("facts", flat=True)
    assert list(views) == [{"words": True}, {"words": False}, {"words": True}, {"words": True, "beyond": True}]


def test_sec_75_on_a_break_nothing_hard_is_shown_but_what_is_in_hand(wait, zola):
    in_hand, other = wait(), wait(minutes=1)
    for minutes in range(0, 99, 9):
        take(zola, NOON + minutes * MINUTE)
    late = NOON + 99 * MINUTE
    assert read(zola, other, late).has_had_enough
    assert read(zola, in_hand, late).has_words


def test_sec_75_nobody_gets_only_care_in_a_row(wait, zola, settings):
    settings.POP_SHIFT_IN_A_ROW = 3
    care = [wait(minutes=number) for number in range(5)]
    light = wait(HELD)
    now, given = NOON + 5 * MINUTE, []
    for _number in range(5):
        item = take(zola, now)
        given.append(item.pk)
        done(zola, item, now)
    assert given == [care[0].pk, care[1].pk, care[2].pk, light.pk, care[3].pk]


def test_sec_75_where_many_wait_for_care_nothing_comes_in_between(wait, zola, settings):
    settings.POP_SHIFT_IN_A_ROW = 2
    care = [wait(minutes=number) for number in range(5)]
    wait(HELD)
    now, given = NOON + 5 * MINUTE, []
    for _number in range(4):
        item = take(zola, now)
        given.append(item.pk)
        done(zola, item, now)
    assert given == [item.pk for item in care[:4]]


def test_sec_75_a_clock_that_runs_out_comes_before_other_work(wait, zola, settings):
    settings.POP_SHIFT_IN_A_ROW = 2
    care = [wait(), wait(minutes=1), wait(minutes=2)]
    wait(HELD)
    now = NOON + 10 * MINUTE  # of 15
    for item in care:
        assert take(zola, now) == item
        done(zola, item, now)


def test_sec_75_leads_hear_once_when_nobody_at_work_can_take_something_severe(wait, zola, yusuf, salma, settings):
    settings.POP_SHIFT_BUDGET = 1
    hard = [wait(minutes=number) for number in range(4)]

    def called():
        return Notice.objects.filter(persona=salma.persona, kind="moderation.nobody_left").count()

    read(yusuf, hard[3])  # has had enough, too
    read(zola, take(zola))
    done(zola, hard[0])
    assert take(zola) is None
    assert called() == 1
    assert take(yusuf) is None
    assert called() == 1
    text = notices_for(salma.actor)[0].text
    assert text.title == "Nobody at work can take something severe now."
    assert "zola" not in text.title + text.body
    assert take(salma) == hard[0]


def test_leads_are_left_in_peace_while_somebody_can(wait, zola, yusuf, salma, settings):
    settings.POP_SHIFT_BUDGET = 1
    hard = [wait(minutes=number) for number in range(3)]
    assert take(yusuf) == hard[0]  # at work
    read(zola, take(zola))
    done(zola, hard[1])
    assert take(zola) is None
    assert not Notice.objects.filter(kind="moderation.nobody_left").exists()


def test_sec_75_something_hard_is_not_handed_to_who_has_had_enough(wait, zola, yusuf, salma, settings):
    settings.POP_SHIFT_BUDGET = 1
    hard, other, light = wait(), wait(minutes=1), wait(HELD, minutes=2)
    read(yusuf, other)
    assert take(zola) == hard
    with pytest.raises(errors.Invalid):
        actions.hand_over(actor=zola.actor, item_id=hard.pk, to=yusuf.persona.pk, now=NOON)
    actions.hand_over(actor=zola.actor, item_id=hard.pk, to=salma.persona.pk, now=NOON)
    done(zola, take(zola))  # the other one
    assert take(zola) == light
    actions.hand_over(actor=zola.actor, item_id=light.pk, to=yusuf.persona.pk, now=NOON)
    assert QueueItem.objects.get(pk=light.pk).holder_id == yusuf.login.pk


@pytest.mark.parametrize(
    ("who", "own", "team"),
    [
        ("amina", 404, 404),
        ("nia", 404, 404),
        ("ada", 404, 404),
        ("joel", 200, 404),
        ("zola", 200, 404),
        ("salma", 200, 200),
    ],
)
def test_sec_75_only_the_person_and_the_lead_see_the_numbers(wait, zola, request, browser_of, who, own, team):
    read(zola, wait())
    somebody = request.getfixturevalue(who)
    browser = browser_of(somebody)
    assert browser.get(reverse("moderation:shift")).status_code == own
    shown = browser.get(reverse("moderation:team"))
    assert shown.status_code == team
    assert ("zola" in shown.content.decode()) == (team == 200)
    refused = browser.post(
        "/graphql/", {"query": "{ moderationTeam { name shift { hard } } }"}, content_type="application/json"
    ).json()
    assert ("errors" in refused) == (team == 404)
    if team == 404:
        with pytest.raises(errors.Absent):
            team_for(somebody.actor, NOON)
    if own == 404:
        for do in (
            lambda: own_shift(somebody.actor, NOON),
            lambda: actions.take_break(actor=somebody.actor, now=NOON),
            lambda: actions.choose_summaries(actor=somebody.actor, always=True, now=NOON),
        ):
            with pytest.raises(errors.Absent):
                do()
        assert not Shift.objects.filter(person=somebody.login).exists()


def test_the_team_is_by_name_and_costs_the_same_for_any_number(wait, zola, salma, django_assert_num_queries):
    item = wait()
    actor = salma.actor
    for name in ("berta", "clara", "abel"):
        read(person(name, "18-24", Role.MODERATOR), item)
        with django_assert_num_queries(4):
            team = team_for(actor, NOON)
    assert [one.name for one in team] == ["abel", "berta", "clara", "salma", "zola"]
    assert [one.strain.hard for one in team] == [1, 1, 1, 0, 0]


def test_sec_75_numbers_of_shifts_are_kept_for_days_and_no_longer(wait, zola, yusuf, settings):
    read(zola, wait())
    read(yusuf, wait(), NOON + timedelta(days=20))
    assert actions.discard_old_shifts(now=NOON + timedelta(days=30)) == 0
    assert actions.discard_old_shifts(now=NOON + timedelta(days=30, seconds=1)) == 1
    assert Shift.objects.get().person_id == yusuf.login.pk
    assert Exposure.objects.get().shift.person_id == yusuf.login.pk
    settings.POP_SHIFT_DAYS = 0
    call_command("discard_old_shifts", verbosity=0)
    assert not Shift.objects.exists()


def test_sg_46_who_moderates_reads_their_numbers_in_their_own_data_and_they_go_with_them(wait, zola):
    read(zola, wait())
    actions.choose_summaries(actor=zola.actor, always=True, now=NOON)
    own = own_data_of(zola.actor)["areas"]["moderation"]
    assert own["shifts"] == [
        {"from": NOON.isoformat(), "to": NOON.isoformat(), "breaks": 0, "hard_things_opened": 1},
    ]
    assert own["wants_summaries_always"] is True
    Login.objects.get(pk=zola.login.pk).delete()
    assert not Shift.objects.exists()
    assert not Exposure.objects.exists()


def test_pages_say_what_helps_and_when_it_goes_on(wait, zola, browser_of):
    wait(CLEAR, cause="submitted")
    browser = browser_of(zola)
    page = reverse("moderation:shift")
    assert "No shift of yours is going on." in browser.get(page).content.decode()
    browser.post(reverse("moderation:next"))
    assert browser.post(page, {"do": "break"})["Location"] == page
    html = browser.get(page).content.decode()
    assert "You are on a break" in html
    assert "It goes on in" in html
    assert 'href="/help/"' in html
    assert browser.post(reverse("moderation:next"))["Location"] == page
    assert QueueItem.objects.get().holder_id is None
    browser.post(page, {"always": "on"})
    assert 'name="always" id="id_always" checked' in browser.get(page).content.decode()
    browser.post(page, {})
    assert "checked" not in browser.get(page).content.decode()
