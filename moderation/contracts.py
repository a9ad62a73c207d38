"""What a content area promises so that moderation can look after its content without knowing it.

Each content area implements `ModeratedKind` in its moderated.py, by calling its own actions, and registers it in
apps.py. Moderation never imports a content area.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any, Protocol, runtime_checkable
from uuid import UUID

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pop.accounts.contracts import Actor


class Effect(IntEnum):
    """What screening asks for. Effects only raise: joining two verdicts takes the higher (SEC-74)."""

    ALLOW = 0
    NOTE = 1  # shown, and a person looks at it later
    HOLD = 2  # shown to nobody but author and staff until a person decides
    CARE = 3  # held, and somebody may need help: support for the author, a raised flag for staff (SG-31)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why screening asks for an effect: a step's name, a code, and a sentence a person can read."""

    step: str
    code: str
    effect: Effect
    severity: int = 1  # moderation.models.Severity: a term of the lexicon may ask for haste


@dataclass(frozen=True, slots=True)
class Verdict:
    effect: Effect = Effect.ALLOW
    reasons: tuple[Reason, ...] = ()
    lexicon: int = 0  # the version of the lexicon it was read with; 0 is the one POP starts with

    def raised_by(self, *more: Reason) -> "Verdict":
        effect = max((self.effect, *(reason.effect for reason in more)))
        return Verdict(effect, (*self.reasons, *more), self.lexicon)

    def reasons_as_data(self) -> list[dict[str, str | int]]:
        """As they are kept, with the version of the lexicon the text was read with, once there is one."""
        version = {"lexicon": self.lexicon} if self.lexicon else {}
        return [{"step": one.step, "code": one.code, "effect": int(one.effect), **version} for one in self.reasons]


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How somebody behaved in the last days, in numbers: never what they wrote. Nobody is judged by words alone, and
    nobody by these numbers alone: the most they do is bring a person to look. What an area does not know stays 0.
    Whom others mute or block is not among them: they were told that nobody learns of it (SG-05).
    """

    held_for_contact: int = 0  # times they tried to be reached elsewhere
    held_for_lures: int = 0  # times they asked for secrets, pictures, to meet
    removed: int = 0  # times a person removed something of theirs
    flagged_by: int = 0  # different people who flagged them
    taken_back: int = 0  # messages of theirs they took back
    # Where people write to one another alone, which no area lets them do yet:
    minors_written_to: int = 0  # different minors they wrote to for the first time, in one day
    same_opener: int = 0  # how many of those got the same first words


@dataclass(frozen=True, slots=True)
class ScreeningContext:
    """What a screening step may know besides the text. Primitives only.

    `recent_texts` and `behaviour` are read only where a text gives a reason to, so they may be made when first read.
    """

    kind: str
    language: str = "en"
    author_is_minor: bool = True
    recent_texts: tuple[str, ...] = ()  # the author's last messages here, oldest first: split numbers are joined
    behaviour: Behaviour = Behaviour()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Evidence as it stood when it was held or flagged: content may change or vanish afterwards."""

    title: str
    text: str
    author_id: UUID | None  # a persona
    url: str  # a path on this site that staff can open, or ""
    created_at: datetime
    surroundings: tuple[str, ...] = ()  # what stood before it, oldest first
    images: tuple[str, ...] = ()  # paths only staff can open
    extra: dict[str, str] = field(default_factory=dict)
    stands_in: UUID | None = None  # a circle, whose keepers look after it; never another one later


@dataclass(frozen=True, slots=True)
class Standing:
    """How a thing stands: what an overturned decision puts back (SG-50)."""

    is_shown: bool
    content_note: str = ""
    is_limited: bool = False
    # What `hide` takes away for good, to be put back. Kept as long as the evidence is.
    words: dict[str, str] = field(default_factory=dict)


class ModeratedKind(Protocol):
    """One kind of content that people write or upload. Every method may raise pop.core.errors.Absent."""

    name: str  # stable, stored in rows: "project", "circle_message"
    label: str  # lazily translated, for people
    model: type[models.Model]

    def snapshot(self, subject_id: UUID) -> Snapshot: ...

    def is_visible_to(self, actor: Actor, subject_id: UUID) -> bool:
        """Whether the actor can see it at all: only then may they flag it."""

    def may_decide(self, actor: Actor, subject_id: UUID) -> bool:
        """Whether the actor looks after this very thing (a circle's facilitator). Moderators may anyway."""

    def publish(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        """Show what was held. Called inside the deciding transaction."""

    def hide(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        """Take it off every surface, kept for staff. Called inside the deciding transaction (SG-57)."""

    def standing(self, subject_id: UUID) -> Standing:
        """How it stands now. Asked before a decision that restricts it, and kept with that."""

    def restore(self, *, actor: Actor, subject_id: UUID, standing: Standing, now: datetime) -> None:
        """Put back how it stood, in its own place and with its answers, as if nobody had decided otherwise. Raises
        Absent where its author has taken it back since. Called inside the deciding transaction (SG-50)."""


@runtime_checkable
class LookedAfterKind(Protocol):
    """A kind some of whose content has keepers who are no moderators: a circle's facilitator.

    It is `may_decide` as a filter. Items of a kind without it wait for moderators and safeguarding leads only.
    """

    def subjects_looked_after_by(self, actor: Actor) -> QuerySet[Any] | Collection[UUID]:
        """The ids of everything `may_decide` says yes to: a query of one column of ids, not yet run, or a few ids."""

    def places_looked_after_by(self, actor: Actor) -> QuerySet[Any] | Collection[UUID]:
        """The same by what it stands in (`Snapshot.stands_in`), which is what the queue asks: among a million items
        nobody can go through all that was ever said in a circle. The actor's own may be among it."""


@runtime_checkable
class ReadBackKind(Protocol):
    """A kind whose texts can be read again, to see what another lexicon would have made of them."""

    def texts_since(self, since: datetime, most: int) -> Iterable[str]:
        """What was written since then, shown or held, the newest first, at most so many; no authors."""


@runtime_checkable
class FoldedKind(Protocol):
    """A kind that can be shown folded, behind a note that says what it talks about (SG-35). The notes are the kind's
    own few, never free words."""

    def content_notes(self) -> Sequence[tuple[str, Any]]:
        """Code and lazily translated words of each."""

    def publish_folded(self, *, actor: Actor, subject_id: UUID, content_note: str, now: datetime) -> None:
        """Show what was held, or fold what is shown. Called inside the deciding transaction."""


@runtime_checkable
class HeldBackKind(Protocol):
    """A kind of which something shown can wait for a person again, seen by its author and staff alone, and come back
    exactly as it was (SG-56). The software does so itself: there is no actor."""

    def hold_back(self, *, subject_id: UUID, now: datetime) -> bool:
        """Off every surface, and kept as it is (SG-57). False, and nothing happens, for what is not shown."""

    def show_again(self, *, subject_id: UUID, now: datetime) -> None:
        """In its own place, with its answers. Harmless for what is shown."""


@runtime_checkable
class ChangeableKind(Protocol):
    """A kind whose author can change it and send it in again."""

    def where_to_change(self, subject_id: UUID) -> str:
        """A path of this site, where its author does so."""

    def ask_to_change(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        """Shown to nobody but author and staff until a person has read it changed; it comes back through `open_item`.
        Called inside the deciding transaction."""


@runtime_checkable
class SaidAgainKind(Protocol):
    """A kind nobody can change once it is said; its author can say it again in other words."""

    def where_to_say_again(self, subject_id: UUID) -> str:
        """A path of this site."""


@runtime_checkable
class LimitedKind(Protocol):
    """A kind that can be shown and yet limited, so that only who has its address comes upon it."""

    visibility_limited: tuple[str, ...]  # DECISION_VISIBILITY_... of the DSA's list
    limits: str  # lazily translated: what it means, for its author

    def limit(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        """What is shown stays so, limited. Called inside the deciding transaction."""


@runtime_checkable
class WaitingKind(Protocol):
    """A kind that tells its authors at the thing itself when a person needs longer for it."""

    def keep_waiting(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        """Nothing is decided; whoever looks at it sees that it takes longer. Called inside the deciding transaction."""


_kinds: dict[str, ModeratedKind] = {}


def register_kind(kind: ModeratedKind) -> None:
    """Called from a content area's apps.py. Raises ValueError on a second registration under one name."""
    if _kinds.get(kind.name, kind) is not kind:
        raise ValueError(f"{kind.name} is registered already")
    _kinds[kind.name] = kind


def kind_named(name: str) -> ModeratedKind:
    """Raises KeyError for a kind nobody registered."""
    return _kinds[name]


def kinds_of_the_same(name: str) -> list[str]:
    """The names of all kinds that are about the same rows: a thing, and a change to it."""
    found = _kinds.get(name)
    return [name] if found is None else [kind.name for kind in _kinds.values() if kind.model is found.model]


def registered_kinds() -> Iterable[ModeratedKind]:
    return _kinds.values()


class FlagReason(models.TextChoices):
    """Why somebody flags something, in young people's words."""

    UNKIND = "unkind", _("It is mean or bullying")
    UNSAFE = "unsafe", _("Someone could get hurt")
    PRIVATE = "private", _("It shares private things about someone")
    CONTACT = "contact", _("It asks to meet or talk somewhere else")
    SEXUAL = "sexual", _("It is sexual")
    SPAM = "spam", _("It is spam or a scam")
    WORRIED = "worried", _("I am worried about this person")
    OTHER = "other", _("Something else is wrong")
