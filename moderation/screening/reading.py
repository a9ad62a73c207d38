"""One text as the steps get it: folded, with what is known about it, and the lexicon to read it with."""

from functools import cached_property

from moderation.contracts import Reason, ScreeningContext
from moderation.screening.folding import Folded, fold
from moderation.screening.lexicon import Hit, Lexicon


class Reading:
    def __init__(self, text: str, context: ScreeningContext, lexicon: Lexicon) -> None:
        self.folded: Folded = fold(text)
        self.context = context
        self.lexicon = lexicon
        self.found: list[Reason] = []  # by the steps so far

    @property
    def leads_elsewhere(self) -> bool:
        """Whether it shows a way to be reached elsewhere: a reason to look at what came before."""
        return any(reason.step == "contact" for reason in self.found)

    @cached_property
    def hits(self) -> list[Hit]:
        """The terms of the lexicon in it."""
        return self.lexicon.hits_in(self.folded)
