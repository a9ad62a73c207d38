"""What came of a project: its remixes, and the tree it stands in. Only what is published has a name here (SG-57)."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from innovations import policies
from innovations.models import Project
from pop.accounts.contracts import Actor
from pop.core.charts import TreeDrawing, indented_tree

MOST_READ = 500  # projects of one family, oldest first
MOST_ABOVE, MOST_BELOW = 3, 4  # generations drawn above the project and below the one drawn on top
MOST_BESIDE, MOST_DRAWN = 5, 20  # children of one, and of all


@dataclass(slots=True, eq=False)
class Kin:
    """One project in a tree. Without an id: there is one, and it is not shown any more."""

    project_id: UUID | None = None
    title: str = ""
    author_name: str = ""
    language: str = ""
    is_here: bool = False
    children: "list[Kin]" = field(default_factory=list)
    more: int = 0  # children that have no room


@dataclass(frozen=True, slots=True)
class Family:
    """The tree around one project, cut to what people can take in."""

    top: Kin
    is_cut_above: bool
    drawing: TreeDrawing


def remixes_of(actor: Actor, project: Project) -> QuerySet[Project]:
    """What was made from it and is published, unordered."""
    return policies.projects_visible_to(actor).filter(remix_of=project.pk).select_related("author")


def family_of(actor: Actor, project: Project, *, mirrored: bool = False) -> Family | None:
    """The tree a published project stands in; None where it stands alone. One query, whatever the size.

    What is not published has no name, and is there only to hold together what is. Cut: see the numbers above.
    """
    first_id = project.remix_family or project.pk
    rows = Project.objects.filter(
        Q(pk=first_id) | Q(remix_family=first_id), Q(first_published_at__isnull=False) | Q(pk=project.pk)
    )
    found = {row.pk: row for row in rows.select_related("author").order_by("first_published_at", "id")[:MOST_READ]}
    found.setdefault(project.pk, project)
    kin, parents = _tied_together(found, first_id, project.pk)
    if sum(one.project_id is not None for one in kin.values()) < 2:
        return None
    path = list(_line_of(project.pk, parents))  # from the project up to the first
    top = path[min(MOST_ABOVE, len(path) - 1)]
    _cut(kin, top, set(path))
    rows_drawn = list(_rows(kin[top], 0))
    return Family(kin[top], len(path) - 1 > MOST_ABOVE, indented_tree(rows_drawn, mirrored=mirrored))


_Key = UUID | str


def _tied_together(found: dict[UUID, Project], first_id: UUID, here: UUID) -> tuple[dict[_Key, Kin], dict[_Key, _Key]]:
    """Everybody visible and what holds them together, by key; and the parent of each."""
    kin: dict[_Key, Kin] = {first_id: Kin()}
    parents: dict[_Key, _Key] = {}
    for key, row in found.items():
        kin[key] = (
            Kin(key, row.title, str(row.author), row.language, key == here) if row.is_listed or key == here else Kin()
        )
        if key == first_id:
            continue
        if row.remix_of_id in found:
            parents[key] = row.remix_of_id
        elif first_id in found:  # what it was made from is gone, and was itself made from the first one
            kin.setdefault("gone", Kin())
            parents["gone"], parents[key] = first_id, "gone"
        else:
            parents[key] = first_id
    needed: set[_Key] = set()
    for known, one in kin.items():
        if one.project_id is not None:
            needed.update(_line_of(known, parents))
    for known, one in kin.items():
        if known in needed and known in parents:
            kin[parents[known]].children.append(one)
    return {known: one for known, one in kin.items() if known in needed}, parents


def _line_of(key: _Key, parents: dict[_Key, _Key]) -> Iterator[_Key]:
    """A project, what it was made from, and so on. Nothing comes twice, whatever the rows say."""
    seen: set[_Key] = set()
    at: _Key | None = key
    while at is not None and at not in seen:
        seen.add(at)
        yield at
        at = parents.get(at)


def _cut(kin: dict[_Key, Kin], top: _Key, path: set[_Key]) -> None:
    """Leave the line to the project, and then generation by generation as many as there is room for."""
    on_path = {kin[key] for key in path}
    drawn = 1 + MOST_ABOVE
    waiting = deque([(kin[top], 0)])
    while waiting:
        one, depth = waiting.popleft()
        line = [child for child in one.children if child in on_path]
        others = [child for child in one.children if child not in line] if depth < MOST_BELOW else []
        room = max(0, min(MOST_BESIDE - len(line), MOST_DRAWN - drawn))
        chosen = line + others[:room]
        drawn += len(chosen) - len(line)
        stay = [child for child in one.children if child in chosen]
        one.more = len(one.children) - len(stay)
        one.children = stay
        waiting.extend((child, depth + 1) for child in stay)


def _rows(one: Kin, depth: int) -> Iterator[tuple[int, str, str]]:
    yield depth, one.title or gettext("not shown any more"), _mark(one)
    for child in one.children:
        yield from _rows(child, depth + 1)
    if one.more:
        yield depth + 1, gettext("and %(number)d more") % {"number": one.more}, "more"


def _mark(one: Kin) -> str:
    if one.project_id is None:
        return "gone"
    return "here" if one.is_here else "one"
