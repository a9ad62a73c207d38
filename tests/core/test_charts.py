"""Where things lie in drawn pictures."""

import pytest

from pop.core.charts import WIDTH, stacked_bars


def test_bars_share_one_scale_and_the_longest_takes_the_whole_width():
    chart = stacked_bars([("first", [2, 3, 5]), ("second", [0, 5, 0])], ["late", "soon", "calm"])
    first, second = chart.bars
    assert [(piece.mark, piece.value, piece.x, piece.width) for piece in first.segments] == [
        ("full", 2, 0, 74),
        ("hatched", 3, 74, 98),
        ("plain", 5, 172, 147),
    ]
    assert [(piece.mark, piece.x, piece.width) for piece in second.segments] == [("hatched", 0, 147)]
    assert (first.total, second.total, chart.total) == (10, 5, 15)
    assert chart.legend == (("full", "late"), ("hatched", "soon"), ("plain", "calm"))
    assert chart.height == 2 * 58


def test_one_beside_a_thousand_still_has_room_for_its_number():
    (bar,) = stacked_bars([("all", [1, 1000, 1])], ["a", "b", "c"]).bars
    assert [piece.value for piece in bar.segments] == [1, 1000, 1]
    assert min(piece.width for piece in bar.segments) >= 26
    assert bar.segments[-1].x + bar.segments[-1].width <= WIDTH


def test_read_from_the_right_the_same_bars_begin_at_the_right():
    rows = [("first", [2, 3, 5]), ("second", [1, 0, 0])]
    plain = stacked_bars(rows, ["a", "b", "c"])
    mirrored = stacked_bars(rows, ["a", "b", "c"], mirrored=True)
    assert (plain.start, mirrored.start) == (0, WIDTH)
    for one, other in zip(plain.bars, mirrored.bars, strict=True):
        assert [WIDTH - piece.x - piece.width for piece in one.segments] == [piece.x for piece in other.segments]
        assert [piece.width for piece in one.segments] == [piece.width for piece in other.segments]


def test_nothing_at_all_is_a_picture_without_pieces():
    chart = stacked_bars([("first", [0, 0]), ("second", [0, 0])], ["a", "b"])
    assert chart.total == 0
    assert [bar.segments for bar in chart.bars] == [(), ()]
    assert stacked_bars([], ["a"]).height == 0


@pytest.mark.parametrize(
    ("rows", "legend"), [([("a", [1, 2])], ["x"]), ([("a", [-1])], ["x"]), ([("a", [1, 1, 1, 1])], list("wxyz"))]
)
def test_numbers_that_fit_no_legend_are_refused(rows, legend):
    with pytest.raises(ValueError, match="as the legend has entries"):
        stacked_bars(rows, legend)
