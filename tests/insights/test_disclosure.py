"""SG-61: from what is published nobody can work out what is not, with all of algebra and this code in hand."""

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from pop.insights.disclosure import Rounding, fewest_altogether, most_altogether, protected
from tests.insights.attacker import another_world, found_out, solved, tables_of

LEAST = 10


def test_what_is_small_is_hidden_and_the_rest_is_rounded():
    tables = {
        "all": {"all": 163},
        "source": {"flagged": 104, "noticed": 55, "sent in": 4},
        "time": {"soon": 88, "later": 75},
    }
    assert protected(tables, least=LEAST) == {
        "all": {"all": 160},
        "source": {"flagged": 100, "noticed": None, "sent in": None},  # one alone would be what is left of the sum
        "time": {"soon": 90, "later": 80},
    }


def test_rounding_says_what_may_stand_behind_a_number():
    rounding = Rounding(LEAST)
    for count in range(500):
        shown = rounding.shown(count)
        if count < LEAST:
            assert shown is None
        else:
            assert shown % LEAST == 0
            assert rounding.fewest(shown) <= count <= rounding.most(shown)
    assert [rounding.shown(count) for count in (9, 10, 14, 15, 24, 25)] == [None, 10, 10, 20, 20, 30]
    assert (rounding.fewest(10), rounding.most(10), rounding.fewest(20), rounding.most(20)) == (10, 14, 15, 24)


def test_tables_about_the_same_things_must_add_up():
    with pytest.raises(ValueError, match="same sum"):
        protected({"all": {"all": 3}, "time": {"soon": 4}}, least=LEAST)


def test_too_few_altogether_shows_nothing_at_all():
    tables = {"all": {"all": 9}, "source": {"flagged": 9, "noticed": 0}}
    assert protected(tables, least=LEAST) == {"all": {"all": None}, "source": {"flagged": None, "noticed": None}}


SHAPES = [(4, (1, 3), 30), (3, (2, 2), 26), (3, (1, 2, 3), 20), (3, (1, 4), 22), (2, (1, 2, 4), 13)]


@pytest.mark.parametrize(("least", "shape", "most"), SHAPES)
def test_sg_61_every_small_case_tried_no_hidden_number_can_be_worked_out(least, shape, most):
    """All inputs that come out the same are put together: a small number that is hidden can be any small number."""
    assert found_out(lambda tables: protected(tables, least=least), shape, least=least, most=most) == []


def only_the_small(tables, least):
    rounding = Rounding(least)
    return {name: {code: rounding.shown(n) for code, n in table.items()} for name, table in tables.items()}


def another_where_it_seems_needed(tables, least):
    """What suggests itself: two small ones in a table protect each other, if the bounds leave them open."""
    shown = only_the_small(tables, least)
    rounding, whole = Rounding(least), most_altogether(shown.values(), least=least)
    few = fewest_altogether(shown.values(), least=least)
    for table in shown.values():
        small = [code for code, number in table.items() if number is None]
        rest = [number for number in table.values() if number is not None]
        at_most = sum(rounding.most(number) for number in rest)
        at_least = sum(rounding.fewest(number) for number in rest)
        is_open = few - at_most <= (len(small) - 1) * (least - 1) and (whole or 10**9) - at_least >= least - 1
        if small and rest and not (len(small) > 1 and is_open):
            table[next(code for code in reversed(table) if table[code] is not None)] = None
    return shown


@pytest.mark.parametrize("milder", [only_the_small, another_where_it_seems_needed])
def test_sg_61_the_same_search_finds_numbers_out_where_less_is_hidden(milder):
    assert found_out(lambda tables: milder(tables, 3), (1, 2, 3), least=3, most=20) != []


def test_the_search_tries_everything():
    assert len(list(tables_of((1, 2), 3))) == 1 + 2 + 3 + 4


counts = st.one_of(st.integers(0, 12), st.integers(0, 60), st.integers(0, 900))


@st.composite
def tables_with_one_sum(draw):
    """Up to three tables about the same things, of up to six numbers, and their sum."""
    first = draw(st.lists(counts, min_size=2, max_size=6))
    whole = sum(first)
    tables = {"all": {"all": whole}, "table 0": dict(enumerate(first))}
    for place in range(1, draw(st.integers(1, 3))):
        cuts = sorted(draw(st.lists(st.integers(0, whole), min_size=1, max_size=5)))
        parts = [after - before for before, after in zip([0, *cuts], [*cuts, whole], strict=True)]
        tables[f"table {place}"] = dict(enumerate(parts))
    return {name: {f"{name}.{code}": count for code, count in table.items()} for name, table in tables.items()}


def small_and_hidden(tables, shown):
    return [
        (name, code)
        for name, table in shown.items()
        for code, number in table.items()
        if number is None and tables[name][code] < LEAST
    ]


@settings(max_examples=150, deadline=None)
@given(tables_with_one_sum())
@example({"all": {"all": 18}, "a": {"x": 9, "y": 9}})
@example({"all": {"all": 104}, "a": {"x": 104, "y": 0}, "b": {"u": 94, "v": 10}})
def test_sg_61_a_hidden_number_could_be_none_or_nine_and_everything_shown_would_be_the_same(tables):
    shown = protected(tables, least=LEAST)
    hidden = small_and_hidden(tables, shown)
    assume(hidden)
    for name, code in hidden:
        for count in {0, LEAST - 1} - {tables[name][code]}:
            other = another_world(tables, name, code, count, least=LEAST)
            assert other is not None, (shown, name, code, count)
            assert other[name][code] == count


@settings(max_examples=300, deadline=None)
@given(tables_with_one_sum())
def test_sg_61_equations_alone_determine_no_hidden_number(tables):
    shown = protected(tables, least=LEAST)
    hidden = {code for table in shown.values() for code, number in table.items() if number is None}
    whole = [code for code, number in shown["all"].items() if number is None]
    assert solved(shown) & (hidden - set(whole)) == set()


def test_the_equations_do_find_what_is_hidden_alone():
    assert solved({"all": {"all": 100}, "a": {"x": 90, "y": None}}) == {"y"}
    assert solved({"a": {"x": 90, "y": None}, "b": {"u": 60, "v": 40}}) == {"y"}  # the sum follows from another table
    assert solved({"all": {"all": 100}, "a": {"x": None, "y": None}}) == set()
