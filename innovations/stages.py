"""A project's way from a first draft to everyone, and how far it has come: for the picture on its author's pages."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext_lazy as _

from innovations.contracts import ProjectState
from innovations.selectors import OwnProject
from pop.core.errors import Message


@dataclass(frozen=True, slots=True)
class Stage:
    """One step. "back": it came back to be changed; "gone": it was taken off the site."""

    label: Message
    state: Literal["done", "now", "back", "gone", "later"]

    @property
    def is_here(self) -> bool:
        return self.state in {"now", "back", "gone"}


_DRAFT, _SENT, _READ = _("Draft"), _("Sent in"), _("Being read")
_SHOWN, _BACK, _GONE = _("Everyone can see it"), _("Needs a change"), _("Taken off the site")


def stages_of(own: OwnProject) -> list[Stage]:
    """Four steps, exactly one of which is where it stands. A change to a published project takes the way anew, since
    that is what its author waits for; what is published stays as it is meanwhile, and the words beside it say so.
    """
    if own.state is ProjectState.IN_REVIEW or own.change_in_review:
        return _way("done", "done", "now", "later")
    if own.state is ProjectState.CHANGES_ASKED or own.change_sent_back:
        return _way("done", "done", "done", "back", end=_BACK)
    if own.state is ProjectState.REMOVED:
        return _way("done", "done", "done", "gone", end=_GONE)
    if own.state is ProjectState.PUBLISHED and not own.has_unsent_change:
        return _way("done", "done", "done", "now")
    return _way("now", "later", "later", "later")


def _way(*states: Literal["done", "now", "back", "gone", "later"], end: Message = _SHOWN) -> list[Stage]:
    labels: list[Message] = [_DRAFT, _SENT, _READ, end]
    return [Stage(label, state) for label, state in zip(labels, states, strict=True)]
