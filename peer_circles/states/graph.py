"""What every graph of states has: moves, checked together when they are declared, and the same for the database."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import models
from django.db.models import Q

State = TypeVar("State", bound=models.TextChoices)

Times = Mapping[State, tuple[set[str], set[str]]]  # by state, the times it must have, and those it may


@dataclass(frozen=True, slots=True)
class Move(Generic[State]):
    """One way from some states to one other. `by` names the action that makes it (`peer_circles.actions`)."""

    name: str
    sources: frozenset[State]
    target: State
    by: str


Ways = Mapping[tuple[State, State], Move[State]]


def move(name: str, sources: Iterable[State], target: State, by: str) -> Move[State]:
    return Move(name, frozenset(sources), target, by)


def ways_of(moves: Iterable[Move[State]], states: type[State], beginnings: Iterable[State]) -> Ways[State]:
    """The move between each two states. Raises ValueError for two moves of one name or way, for an unknown state, and
    for one that nothing leads to."""
    ways: dict[tuple[State, State], Move[State]] = {}
    names: set[str] = set()
    for one in moves:
        if one.name in names:
            raise ValueError(f"two moves are called {one.name}")
        names.add(one.name)
        if not one.sources or not {*one.sources, one.target} <= set(states):
            raise ValueError(f"{one.name} leads from or to an unknown state")
        for source in one.sources:
            if (source, one.target) in ways or source == one.target:
                raise ValueError(f"{one.name} is not the only way from {source} to {one.target}")
            ways[source, one.target] = one
    if missing := set(states) - _reached(ways, beginnings):
        raise ValueError(f"nothing leads to {sorted(missing)}")
    return ways


def _reached(ways: Ways[State], beginnings: Iterable[State]) -> set[State]:
    reached = set(beginnings)
    waiting = [*reached]
    while waiting:
        here = waiting.pop()
        new = {target for source, target in ways if source == here} - reached
        reached |= new
        waiting += new
    return reached


def lawful_moves(ways: Ways[State], beginnings: Q) -> Q:
    """For a CheckConstraint: where a row came from and where it is are two ends of one declared move."""
    lawful = beginnings
    for source, target in sorted(ways):
        lawful |= Q(came_from=source.value, state=target.value)
    return lawful


def lawful_times(needs: Times[State], times: Iterable[str], besides: Callable[[State], Q] = lambda _state: Q()) -> Q:
    """For a CheckConstraint: each state with its times, and with what else it says. Raises ValueError for a state
    without a word about its times."""
    if set(needs) != set(type(next(iter(needs)))):
        raise ValueError("a state without a word about its times")
    lawful = Q()
    for state, (must, may) in needs.items():
        here = Q(state=state.value) & besides(state)
        for time in times:
            if time not in may:
                here &= Q(**{f"{time}__isnull": time not in must})
        lawful |= here
    return lawful
