"""Hours text read into schedules, and whether a service is open: across midnight, daylight saving and zones."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pop.support.hours import (
    ALWAYS,
    DAYS,
    Weekly,
    closes_next,
    is_always_open,
    open_now,
    opens_next,
    parse_hours,
)

WEEK = DAYS[:5]


def at(text, zone):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("text", "schedules"),
    [
        ("24/7", [ALWAYS]),
        ("24 hours", [ALWAYS]),
        ("24/7 (chat 12:00-20:00)", [ALWAYS]),
        ("Mon-Sat 24 hours", [Weekly(DAYS[:6], time(0), time(0))]),
        ("Mon-Fri 9-17", [Weekly(WEEK, time(9), time(17))]),
        ("Mon–Fri 09:00 – 17:00", [Weekly(WEEK, time(9), time(17))]),
        ("Monday to Friday 9am-5:30 pm", [Weekly(WEEK, time(9), time(17, 30))]),
        ("Mon-Fri 9 a.m. to 12 p.m.", [Weekly(WEEK, time(9), time(12))]),
        ("daily noon-midnight", [Weekly(DAYS, time(12), time(0))]),
        ("daily 16:00-24:00", [Weekly(DAYS, time(16), time(0))]),
        ("15:00-03:00", [Weekly(DAYS, time(15), time(3))]),
        ("Fri-Mon 10-12", [Weekly(("MO", "FR", "SA", "SU"), time(10), time(12))]),
        (
            "Mon,Wed & Fri 9-12 and 14-17",
            [Weekly(("MO", "WE", "FR"), time(9), time(12)), Weekly(("MO", "WE", "FR"), time(14), time(17))],
        ),
        (
            "Mon-Thu 08:00-16:30; Fri 08:00-13:00",
            [Weekly(DAYS[:4], time(8), time(16, 30)), Weekly(("FR",), time(8), time(13))],
        ),
        (
            "Phone Mon-Fri 14:00-20:00; Sat-Sun 17:00-20:00",
            [Weekly(WEEK, time(14), time(20)), Weekly(("SA", "SU"), time(17), time(20))],
        ),
    ],
)
def test_hours_that_are_clear_become_schedules(text, schedules):
    assert list(parse_hours(text).schedules) == schedules


@pytest.mark.parametrize(
    "text",
    [
        "",
        "daily from 08:00",
        "weekdays 9-17",  # the weekend is not the same everywhere
        "Mon-Fri 9-5",  # five in the morning?
        "Mon-Fri 9-5pm",  # nine in the evening?
        "Mon-Fri 9-12; 14-17",  # the afternoon of which days?
        "Mon,Wed 17:00-22:00; Fri see website",  # half a week would call Friday closed
        "daily 16:00-21:00; 24 h on the 10th of each month",
        "Mon-Fri 25:00-26:00",
        "Mon-Fri 09:70-10:00",
        "Mon-Fri 10:00-10:00",
        "Mon-Tue-Wed 9-17",
        "13pm-14pm",
        "whenever we can",
        "=1+1",
        "9" * 5000,
    ],
)
def test_hours_that_are_not_clear_stay_text(text):
    assert parse_hours(text) is None


def test_a_zone_named_in_the_text_is_kept():
    hours = parse_hours("Mon-Fri 12:00-18:00 ET")
    assert hours.zone == "America/New_York"
    assert hours.schedules == (Weekly(WEEK, time(12), time(18)),)


clock_times = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
day_sets = st.sets(st.sampled_from(DAYS), min_size=1).map(lambda days: tuple(day for day in DAYS if day in days))
weeklies = st.builds(Weekly, day_sets, clock_times, clock_times).filter(
    lambda weekly: weekly.opens_at != weekly.closes_at or weekly.opens_at == time(0)
)
moments = st.datetimes(datetime(2026, 5, 1), datetime(2026, 9, 1)).map(lambda moment: moment.replace(tzinfo=UTC))


@given(weeklies)
def test_a_schedule_written_out_is_read_back_the_same(weekly):
    names = dict(zip(DAYS, ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], strict=True))
    text = f"{','.join(names[day] for day in weekly.byday)} {weekly.opens_at:%H:%M}-{weekly.closes_at:%H:%M}"
    assert parse_hours(text).schedules == (weekly,)


@given(st.text(max_size=60))
def test_any_text_is_read_or_left_alone(text):
    hours = parse_hours(text)
    assert hours is None or all(set(weekly.byday) <= set(DAYS) and weekly.byday for weekly in hours.schedules)


@given(st.lists(weeklies, min_size=1, max_size=4), moments)
def test_open_is_what_the_clock_on_the_wall_says(schedules, now):
    """Against the plain definition, in a summer without a change of clocks."""
    here = now.astimezone(ZoneInfo("Europe/Berlin"))
    today, yesterday = DAYS[here.weekday()], DAYS[here.weekday() - 1]
    minute = here.time()

    def holds(weekly):
        if weekly.opens_at < weekly.closes_at:
            return today in weekly.byday and weekly.opens_at <= minute < weekly.closes_at
        return (today in weekly.byday and minute >= weekly.opens_at) or (
            yesterday in weekly.byday and minute < weekly.closes_at
        )

    assert open_now(schedules, "Europe/Berlin", now) is any(map(holds, schedules))


@given(st.lists(weeklies, min_size=1, max_size=4), moments)
def test_the_next_opening_is_open_and_the_next_closing_is_not(schedules, now):
    zone = "Africa/Nairobi"
    opens, closes = opens_next(schedules, zone, now), closes_next(schedules, zone, now)
    if is_always_open(schedules):
        assert (opens, closes) == (None, None)
        return
    assert opens > now
    assert open_now(schedules, zone, opens) is True
    assert open_now(schedules, zone, opens - timedelta(seconds=1)) is False
    assert (closes is None) is (open_now(schedules, zone, now) is False)
    if closes:
        assert open_now(schedules, zone, closes) is False


def test_open_until_the_very_minute():
    hours = [Weekly(WEEK, time(9), time(17))]
    zone = "Europe/Berlin"
    assert open_now(hours, zone, at("2026-11-23T08:59:59", zone)) is False
    assert open_now(hours, zone, at("2026-11-23T09:00", zone)) is True
    assert open_now(hours, zone, at("2026-11-23T16:59:59", zone)) is True
    assert open_now(hours, zone, at("2026-11-23T17:00", zone)) is False
    assert opens_next(hours, zone, at("2026-11-27T17:00", zone)) == at("2026-11-30T09:00", zone)


def test_open_past_midnight_belongs_to_the_evening_before():
    hours = [Weekly(("FR",), time(20), time(4))]
    zone = "Asia/Dhaka"
    assert open_now(hours, zone, at("2026-11-28T03:59", zone)) is True  # Saturday
    assert open_now(hours, zone, at("2026-11-28T04:00", zone)) is False
    assert open_now(hours, zone, at("2026-11-27T03:59", zone)) is False  # Friday before dawn
    assert closes_next(hours, zone, at("2026-11-27T23:00", zone)) == at("2026-11-28T04:00", zone)


def test_the_services_clock_counts_and_not_the_readers():
    hours = [Weekly(DAYS, time(9), time(17))]
    assert open_now(hours, "Asia/Tokyo", datetime(2026, 11, 23, 1, tzinfo=UTC)) is True
    assert open_now(hours, "America/Bogota", datetime(2026, 11, 23, 1, tzinfo=UTC)) is False


def test_hours_hold_through_the_change_of_clocks():
    zone = "Europe/Berlin"
    night = [Weekly(DAYS, time(22), time(2))]
    # 25 October 2026: at three it is two again. 28 March 2027: at two it is three.
    assert open_now(night, zone, datetime(2026, 10, 24, 23, 59, tzinfo=UTC)) is True
    assert open_now(night, zone, datetime(2026, 10, 25, 0, 0, tzinfo=UTC)) is False  # two o'clock, the first time
    assert open_now(night, zone, datetime(2027, 3, 28, 0, 59, tzinfo=UTC)) is True
    assert open_now(night, zone, datetime(2027, 3, 28, 1, 0, tzinfo=UTC)) is False
    morning = [Weekly(DAYS, time(9), time(17))]
    assert opens_next(morning, zone, datetime(2026, 10, 24, 20, tzinfo=UTC)) == datetime(2026, 10, 25, 8, tzinfo=UTC)
    assert opens_next(morning, zone, datetime(2027, 3, 27, 20, tzinfo=UTC)) == datetime(2027, 3, 28, 7, tzinfo=UTC)
    gap = [Weekly(("SU",), time(2, 30), time(2, 45))]  # a quarter of an hour that does not exist that night
    assert open_now(gap, zone, datetime(2027, 3, 28, 0, 40, tzinfo=UTC)) is False


def test_nobody_knows_without_hours_or_zone():
    now = datetime(2026, 11, 23, tzinfo=UTC)
    assert open_now([], "Europe/Berlin", now) is None
    assert open_now([Weekly(WEEK, time(9), time(17))], "", now) is None
    assert open_now([Weekly(WEEK, time(9), time(17))], "Mars/Olympus", now) is None
    assert opens_next([Weekly(WEEK, time(9), time(17))], "", now) is None


def test_day_and_night_needs_no_zone():
    now = datetime(2026, 11, 23, tzinfo=UTC)
    assert open_now([ALWAYS], "", now) is True
    assert open_now([Weekly(DAYS, time(8), time(20)), Weekly(DAYS, time(20), time(8))], "", now) is True
    assert open_now([Weekly(DAYS[:6], time(0), time(0))], "", now) is None
