"""Reading the lexicon that safeguarding leads keep: the version in use, the next one, and how it came to be."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moderation.contracts import Effect, Reason, ScreeningContext, Verdict
from moderation.models import LexiconTerm, LexiconVersion, TermState
from moderation.policies import may_keep_lexicon
from moderation.screening import sentence_for
from moderation.screening.categories import CATEGORIES
from moderation.screening.lexicon import Lexicon, Term
from moderation.screening.starter import starter_lexicon
from moderation.screening.steps_shown import Shown, every_step
from pop.accounts.contracts import Actor
from pop.core.errors import Absent

IN_USE = (TermState.LIVE, TermState.LEAVING)
NEXT = (TermState.LIVE, TermState.DRAFT)


MOST_VERSIONS = 50
_EFFECTS = {
    Effect.ALLOW: _("It is shown."),
    Effect.NOTE: _("It is shown, and a person looks at it later."),
    Effect.HOLD: _("It waits until a person has looked."),
    Effect.CARE: _("It waits, and its author is offered help."),
}
STEP_LABELS = {
    "contact": _("Ways to be reached elsewhere"),
    "identity": _("Who somebody is, and where"),
    "terms": _("Words and phrases"),
    "pattern": _("What somebody does over time"),
    "spam": _("Floods and repeats"),
    "classifiers": _("Other programs, where they are set up"),
}


@dataclass(frozen=True, slots=True)
class LexiconPage:
    """The version in use, what waits for the next one, and how it came to be."""

    version: int
    terms: int
    added: list[LexiconTerm]
    leaving: list[LexiconTerm]
    waits_for_a_colleague: list[LexiconTerm]  # safeguard terms that the reader asked to take out
    versions: list[LexiconVersion]


@dataclass(frozen=True, slots=True)
class Tried:
    shown: Shown
    version: int
    sentence: str
    steps: list[tuple[Promise, list[str]]]  # what the step looks for, and what it found


def newest_version() -> int:
    """0 while nobody has kept one: then the starter lexicon is in use."""
    return LexiconVersion.objects.aggregate(newest=Max("number"))["newest"] or 0


def kept_lexicon(version: int) -> Lexicon:
    """As it was in this version, one query. Version 0 is the starter lexicon."""
    if not version:
        return starter_lexicon()
    was_in_use = Q(since__number__lte=version) & (Q(until__isnull=True) | Q(until__number__gt=version))
    return Lexicon(_terms(LexiconTerm.objects.filter(was_in_use)), version)


def next_lexicon() -> Lexicon:
    """As it would be, were it published now. Its version is that of nobody yet."""
    return Lexicon(_terms(LexiconTerm.objects.filter(state__in=NEXT)), newest_version() + 1)


def lexicon_page(actor: Actor) -> LexiconPage:
    """Raises Absent for who does not keep the lexicon."""
    if not may_keep_lexicon(actor):
        raise Absent
    waiting = LexiconTerm.objects.filter(state__in=[TermState.DRAFT, TermState.LEAVING])
    leaving = [term for term in waiting if term.state == TermState.LEAVING]
    needs_others = {
        term.pk for term in leaving if needs_second_person(term) and term.removal_asked_by_id == actor.login_id
    }
    return LexiconPage(
        version=newest_version(),
        terms=LexiconTerm.objects.filter(state__in=IN_USE).count(),
        added=[term for term in waiting if term.state == TermState.DRAFT],
        leaving=[term for term in leaving if term.pk not in needs_others],
        waits_for_a_colleague=[term for term in leaving if term.pk in needs_others],
        versions=list(LexiconVersion.objects.all()[:MOST_VERSIONS]),
    )


def term_page(actor: Actor, term_id: UUID) -> LexiconTerm:
    """Raises Absent."""
    if not may_keep_lexicon(actor):
        raise Absent
    term = LexiconTerm.objects.filter(pk=term_id).first()
    if term is None:
        raise Absent
    return term


def needs_second_person(term: LexiconTerm) -> bool:
    return CATEGORIES[term.category].is_safeguard


def tried(actor: Actor, text: str, earlier: str, *, next_version: bool) -> Tried:
    """A text read step by step; `earlier` are the author's messages before it, one in each line. Raises Absent."""
    if not may_keep_lexicon(actor):
        raise Absent
    lexicon = next_lexicon() if next_version else kept_lexicon(newest_version())
    context = ScreeningContext(kind="try", recent_texts=tuple(line for line in earlier.splitlines() if line.strip()))
    shown = every_step(text, context, lexicon)
    return Tried(
        shown=shown,
        version=lexicon.version,
        sentence=explained(shown.verdict),
        steps=[(STEP_LABELS[step.name], _sentences(step.reasons)) for step in shown.steps],
    )


def explained(verdict: Verdict) -> str:
    """The verdict in a sentence, for staff."""
    why = " ".join(dict.fromkeys(_sentences(verdict.reasons)))
    return f"{_EFFECTS[verdict.effect]} {why}".strip()


def _sentences(reasons: Iterable[Reason]) -> list[str]:
    return [sentence_for(reason.step, reason.code) for reason in reasons]


def _terms(rows: QuerySet[LexiconTerm]) -> list[Term]:
    return [
        Term(text=text, language=language, category=category, effect=Effect(effect), severity=severity)
        for text, language, category, effect, severity in rows.values_list(
            "text", "language", "category", "effect", "severity"
        )
    ]
