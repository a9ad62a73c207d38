"""A tree as lines under each other."""

import pytest

from pop.core.charts import WIDTH, indented_tree

ROWS = [
    (0, "first", "one"),
    (1, "second", "here"),
    (2, "third", "one"),
    (1, "fourth", "gone"),
    (2, "and 2 more", "more"),
]


def test_each_line_hangs_from_the_nearest_one_above_it_that_is_its_parent():
    rows = indented_tree(ROWS).rows
    assert [(row.x, row.y) for row in rows] == [(10, 15), (32, 45), (54, 75), (32, 105), (54, 135)]
    assert [(row.line_x, row.line_y) for row in rows[1:]] == [(10, 22), (32, 52), (10, 22), (32, 112)]
    assert [row.line_end for row in rows[1:]] == [25, 47, 25, 47]
    assert rows[0].line_y == rows[0].y
    assert [row.mark for row in rows] == ["one", "here", "one", "gone", "more"]


def test_read_from_the_right_it_is_the_same_seen_in_a_mirror():
    plain, mirrored = indented_tree(ROWS), indented_tree(ROWS, mirrored=True)
    assert plain.height == mirrored.height == 150
    for one, other in zip(plain.rows, mirrored.rows, strict=True):
        assert [WIDTH - one.x, WIDTH - one.text_x, WIDTH - one.line_end] == [other.x, other.text_x, other.line_end]
        assert (one.y, one.line_y, one.text) == (other.y, other.line_y, other.text)


@pytest.mark.parametrize(
    ("depth", "text", "shown"),
    [
        (0, "x" * 42, "x" * 42),
        (0, "x" * 43, "x" * 41 + "…"),
        (4, "x" * 43, "x" * 28 + "…"),
        (0, "字" * 21, "字" * 21),
        (0, "字" * 22, "字" * 20 + "…"),
        (0, "", ""),
    ],
)
def test_words_are_cut_to_what_has_room(depth, text, shown):
    rows = [*((level, "above", "one") for level in range(depth)), (depth, text, "one")]
    assert indented_tree(rows).rows[-1].text == shown


def test_a_line_without_a_parent_is_refused():
    with pytest.raises(ValueError, match="no parent"):
        indented_tree([(0, "first", "one"), (2, "second", "one")])
