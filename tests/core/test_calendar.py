"""Two weeks as boxes."""

from datetime import date, timedelta

from pop.core.charts import calendar

MONDAY = date(2026, 11, 23)


def day(number):
    return MONDAY + timedelta(days=number)


def test_a_box_for_each_day_and_a_row_for_each_week():
    made = calendar(MONDAY, [])
    assert [box.day for box in made.days] == [day(number) for number in range(14)]
    assert [(box.x, box.y) for box in made.days][:8] == [*((45 * n, 20) for n in range(7)), (0, 86)]
    assert [box.is_first for box in made.days] == [True] + [False] * 13
    assert (made.width, made.height) == (315, 152)
    assert made.first_week == made.days[:7]


def test_two_entries_fit_and_of_more_the_first_is_shown_with_a_number():
    entries = [(day(1), "16:00", False), (day(1), "19:30", True)] + [(day(2), f"{h}:00", False) for h in (8, 9, 10)]
    boxes = calendar(MONDAY, entries).days
    assert [(entry.text, entry.is_off) for entry in boxes[1].entries] == [("16:00", False), ("19:30", True)]
    assert boxes[1].more == 0
    assert [entry.text for entry in boxes[2].entries] == ["8:00"]
    assert boxes[2].more == 2


def test_entries_stay_inside_their_box():
    entries = [(day(number), "16:00", False) for number in range(14) for _twice in range(2)]
    made = calendar(MONDAY, entries)
    for box in made.days:
        for entry in box.entries:
            assert box.x < entry.x
            assert entry.x + 39 < box.x + made.cell
            assert box.y < entry.y
            assert entry.y + made.entry_height < box.y + made.tall


def test_read_from_the_right_the_first_day_stands_at_the_right():
    boxes = calendar(MONDAY, [(MONDAY, "16:00", False)], mirrored=True).days
    assert [box.x for box in boxes[:7]] == [45 * n for n in range(6, -1, -1)]
    assert boxes[0].entries[0].x == 45 * 6 + 3


def test_what_lies_outside_is_left_out():
    made = calendar(MONDAY, [(day(-1), "16:00", False), (day(14), "16:00", False)])
    assert [box.entries for box in made.days] == [()] * 14


def test_what_is_open_is_drawn_otherwise_than_what_one_comes_to_at_a_time():
    boxes = calendar(MONDAY, [(day(1), "19:30", False)], doors=[(day(1), "16:00"), (day(2), "16:00")]).days
    assert [(entry.text, entry.is_door) for entry in boxes[1].entries] == [("19:30", False), ("16:00", True)]
    assert [(entry.text, entry.is_door, entry.is_off) for entry in boxes[2].entries] == [("16:00", True, False)]
