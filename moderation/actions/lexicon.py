"""What screening looks for, kept by safeguarding leads. Changes wait for the next version, so that they can be tried
on texts beforehand; taking a safeguard term away takes two people (SEC-76). All of it is on record, without the words.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from moderation import policies
from moderation.contracts import Effect
from moderation.lexicon.backtest import Backtest, backtest
from moderation.models import LexiconTerm, LexiconVersion, Severity, TermState
from moderation.screening.categories import CATEGORIES
from moderation.screening.folding import fold
from moderation.screening.lexicon import Term, ways_to_say
from moderation.selectors.lexicon import newest_version
from pop.accounts.contracts import Actor
from pop.accounts.deeds import record_deed
from pop.audit.actions import record
from pop.core.errors import Absent, Conflict, Invalid, Message
from pop.core.text import clean_line

LONGEST_TERM = 300  # characters
SHORTEST_TERM = 2  # letters, once folded
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@transaction.atomic
def propose_term(
    *, actor: Actor, text: str, language: str, category: str, effect: int, severity: int, now: datetime
) -> LexiconTerm:
    """A term for the next version. Raises Absent for who does not keep the lexicon, Invalid with fields, Conflict when
    it is there already.
    """
    _require_keeper(actor)
    text = clean_line(text)
    if wrong := _what_is_wrong(text, language, category, effect, severity):
        raise Invalid(fields=wrong)
    term = LexiconTerm(
        text=text,
        language=language,
        category=category,
        effect=effect,
        severity=severity,
        added_at=now,
        added_by_id=actor.login_id,
    )
    try:
        with transaction.atomic():
            term.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(_("This term is there already."), code="term_exists") from error
    _record(actor, "moderation.propose_term", term, now)
    return term


@transaction.atomic
def propose_removal(*, actor: Actor, term_id: UUID, now: datetime) -> LexiconTerm:
    """Take a term out with the next version; one that was never in use goes at once. Raises Absent, and Conflict for
    one that is leaving or gone.
    """
    term = _locked(actor, term_id)
    if term.state == TermState.DRAFT:
        _record(actor, "moderation.withdraw_term", term, now)
        term.delete()
        return term
    if term.state != TermState.LIVE:
        raise Conflict(_("This term is being taken out already."))
    term.state, term.removal_asked_by_id = TermState.LEAVING, actor.login_id
    term.save(update_fields=["state", "removal_asked_by"])
    _record(actor, "moderation.propose_removal", term, now)
    return term


@transaction.atomic
def keep_term(*, actor: Actor, term_id: UUID, now: datetime) -> LexiconTerm:
    """It stays after all. Raises Absent, and Conflict for one that is not about to leave."""
    term = _locked(actor, term_id)
    if term.state != TermState.LEAVING:
        raise Conflict(_("This term is not about to be taken out."))
    term.state, term.removal_asked_by_id = TermState.LIVE, None
    term.save(update_fields=["state", "removal_asked_by"])
    _record(actor, "moderation.keep_term", term, now)
    return term


@transaction.atomic
def publish_lexicon(*, actor: Actor, seen_version: int, now: datetime) -> LexiconVersion:
    """Make the next version: what waits goes in and out, and every process takes it into use within seconds.

    A safeguard term does not leave by the hand of the person who asked for it: it waits for a colleague. Raises Absent,
    Conflict when somebody else published since `seen_version`, or when nothing can change.
    """
    _require_keeper(actor)
    terms = list(LexiconTerm.objects.select_for_update().filter(state__in=[TermState.DRAFT, TermState.LEAVING]))
    newest = newest_version()
    if newest != seen_version:
        raise Conflict(_("There is a newer version. Please look at it before you publish."), code="newer_version")
    added = [term for term in terms if term.state == TermState.DRAFT]
    removed = [term for term in terms if term.state == TermState.LEAVING and _may_take_out(actor, term)]
    if not added and not removed:
        raise Conflict(_("Nothing can change: what is left needs a colleague's yes."), code="needs_second_person")
    version = _new_version(newest + 1, actor.login_id, len(added), len(removed), now)
    _move(added, TermState.LIVE, since=version)
    _move(removed, TermState.REMOVED, until=version)
    _record_version(actor, version, now)
    return version


@transaction.atomic
def run_backtest(*, actor: Actor, now: datetime) -> Backtest:
    """Read what people wrote in the last 30 days with the next lexicon. That somebody did, is on record (SG-59).

    Raises Absent for who does not keep the lexicon.
    """
    _require_keeper(actor)
    found = backtest(now)
    record_deed(
        actor=actor,
        verb="moderation.backtest_lexicon",
        subject_kind="lexicon_version",
        subject_id=str(newest_version()),
        now=now,
        facts={"read": found.read, "higher": found.higher, "lower": found.lower},
    )
    return found


@transaction.atomic
def import_terms(*, terms: Iterable[Term], now: datetime) -> int:
    """Take in terms that were never there before, as one version; how many. What people took out stays out.

    Called by commands, in the name of no actor.
    """
    known = set(LexiconTerm.objects.values_list("text", "language", "category"))
    unknown = {(t.text, t.language, t.category): t for t in terms if (t.text, t.language, t.category) not in known}
    if not unknown:
        return 0
    version = _new_version(newest_version() + 1, None, len(unknown), 0, now)
    LexiconTerm.objects.bulk_create(
        LexiconTerm(
            text=term.text,
            language=term.language,
            category=term.category,
            effect=term.effect,
            severity=term.severity,
            state=TermState.LIVE,
            added_at=now,
            since=version,
        )
        for term in unknown.values()
    )
    _record_version(None, version, now)
    return len(unknown)


def _require_keeper(actor: Actor) -> None:
    if not policies.may_keep_lexicon(actor):
        raise Absent


def _locked(actor: Actor, term_id: UUID) -> LexiconTerm:
    _require_keeper(actor)
    term = LexiconTerm.objects.select_for_update().filter(pk=term_id).first()
    if term is None:
        raise Absent
    return term


def _what_is_wrong(text: str, language: str, category: str, effect: int, severity: int) -> dict[str, list[Message]]:
    wrong: dict[str, list[Message]] = {}
    if said := _what_is_wrong_with(text):
        wrong["text"] = [said]
    if not _LANGUAGE.fullmatch(language):
        wrong["language"] = [_("Please write the code of the language, like en or pt-BR.")]
    about = CATEGORIES.get(category)
    if about is None:
        wrong["category"] = [_("Please choose what it is about.")]
    elif effect not in set(Effect) or (effect == Effect.ALLOW) != (about.effect == Effect.ALLOW):
        wrong["effect"] = [_("Please choose what should happen. “Nothing alone” is for questions only.")]
    elif about.is_safeguard and effect < about.effect:
        wrong["effect"] = [_("For what this is about, that is too little.")]
    if severity not in Severity.values:
        wrong["severity"] = [_("Please choose how soon a person must look.")]
    return wrong


def _what_is_wrong_with(text: str) -> Message | None:
    try:
        ways = list(ways_to_say(text))
    except ValueError:
        return _("Please close every brace, and write fewer ways to say it in one term.")
    if len(text) > LONGEST_TERM or any(len(fold(way).words.strip()) < SHORTEST_TERM for way in ways):
        return _("Please write a word or a phrase of 2 to 300 letters.")
    return None


def _may_take_out(actor: Actor, term: LexiconTerm) -> bool:
    return not CATEGORIES[term.category].is_safeguard or term.removal_asked_by_id != actor.login_id


def _new_version(number: int, login_id: UUID | None, added: int, removed: int, now: datetime) -> LexiconVersion:
    """Raises Conflict when somebody else makes the same version at this moment."""
    version = LexiconVersion(number=number, created_at=now, created_by_id=login_id, added=added, removed=removed)
    try:
        with transaction.atomic():
            version.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(
            _("There is a newer version. Please look at it before you publish."), code="newer_version"
        ) from error
    return version


def _move(terms: list[LexiconTerm], state: TermState, **places: LexiconVersion) -> None:
    LexiconTerm.objects.filter(pk__in=[term.pk for term in terms]).update(state=state, **places)


def _record(actor: Actor, verb: str, term: LexiconTerm, now: datetime) -> None:
    record_deed(
        actor=actor,
        verb=verb,
        subject_kind="lexicon_term",
        subject_id=term.pk,
        now=now,
        facts={"category": term.category, "effect": int(term.effect)},
    )


def _record_version(actor: Actor | None, version: LexiconVersion, now: datetime) -> None:
    record(
        actor_id=actor.login_id if actor else None,
        acting_as=actor.roles if actor else (),
        verb="moderation.publish_lexicon",
        subject_kind="lexicon_version",
        subject_id=str(version.number),
        now=now,
        facts={"added": version.added, "removed": version.removed},
    )
