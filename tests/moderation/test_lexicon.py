"""The lexicon that safeguarding leads keep: who may, what waits, what goes live, and what two people are needed for."""

import threading
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.urls import reverse

from moderation import actions
from moderation.contracts import Effect, ScreeningContext
from moderation.lexicon import watch as lexicon_watch
from moderation.lexicon.backtest import compare
from moderation.models import LexiconTerm, LexiconVersion, TermState
from moderation.screening import in_use, screen
from moderation.screening.lexicon import Lexicon, Term
from moderation.screening.starter import starter_terms
from moderation.selectors.lexicon import kept_lexicon, newest_version, next_lexicon, tried
from peer_circles import actions as circles
from pop.accounts.contracts import Role
from pop.audit.models import AuditEntry
from pop.core import clock
from pop.core.errors import Absent, Conflict, Invalid
from tests import people
from tests.factories import circles as make_circles
from tests.factories.moderation import NOON, put_up

HERE = ScreeningContext(kind="note")
CMS = "/cms/snippets/moderation/lexiconterm/"


@pytest.fixture
def rosa(db):
    return people.person("rosa", "", Role.SAFEGUARDING_LEAD)


@pytest.fixture(autouse=True)
def start_lexicon_again():
    yield
    in_use.put_in_use(None)
    in_use.watch_with(None)


def propose(lead, text="plimsole", category="unkind.insult", **changed):
    fields = {"language": "en", "category": category, "effect": Effect.HOLD, "severity": 1} | changed
    return actions.propose_term(actor=lead.actor, text=text, now=NOON, **fields)


def publish(lead):
    return actions.publish_lexicon(actor=lead.actor, seen_version=newest_version(), now=NOON)


def live(lead, text="plimsole", category="unkind.insult", **changed):
    term = propose(lead, text, category, **changed)
    publish(lead)
    return LexiconTerm.objects.get(pk=term.pk)


def verbs():
    return list(AuditEntry.objects.order_by("sequence").values_list("verb", flat=True))


def test_a_term_works_from_the_version_it_is_published_with(salma):
    propose(salma)
    assert newest_version() == 0
    assert "plimsole" not in {term.text for term in kept_lexicon(0).terms}
    version = publish(salma)
    assert (version.number, version.added, version.removed) == (1, 1, 0)
    lexicon_watch.refresh()
    verdict = screen("what a plimsole!", HERE)
    assert [(r.step, r.code, r.effect) for r in verdict.reasons] == [("unkind", "insult", Effect.HOLD)]
    assert verdict.lexicon == 1
    assert verbs() == ["moderation.propose_term", "moderation.publish_lexicon"]


def test_every_version_can_be_read_again(salma):
    first = live(salma, "plimsole")
    live(salma, "gabbert")
    actions.propose_removal(actor=salma.actor, term_id=first.pk, now=NOON)
    publish(salma)
    assert [{term.text for term in kept_lexicon(number).terms} for number in (1, 2, 3)] == [
        {"plimsole"},
        {"plimsole", "gabbert"},
        {"gabbert"},
    ]


def test_sec_76_two_people_take_a_safeguard_term_away(salma, rosa):
    term = live(salma, "nobody must know", "lure.secret")
    actions.propose_removal(actor=salma.actor, term_id=term.pk, now=NOON)
    with pytest.raises(Conflict) as refusal:
        publish(salma)
    assert refusal.value.code == "needs_second_person"
    assert "nobody must know" in {one.text for one in kept_lexicon(newest_version()).terms}

    propose(salma, "gabbert")
    publish(salma)  # what needs nobody else goes; the safeguard term stays
    assert "nobody must know" in {one.text for one in kept_lexicon(newest_version()).terms}

    publish(rosa)
    assert {one.text for one in kept_lexicon(newest_version()).terms} == {"gabbert"}


def test_sec_76_a_safeguard_term_cannot_be_weakened_by_adding_it_with_less(salma):
    with pytest.raises(Invalid) as refusal:
        propose(salma, "i am not here any more", "care.self", effect=Effect.NOTE)
    assert set(refusal.value.fields) == {"effect"}
    assert not LexiconTerm.objects.exists()


def test_a_draft_goes_at_once_and_a_leaving_term_can_be_kept(salma):
    draft = propose(salma)
    actions.propose_removal(actor=salma.actor, term_id=draft.pk, now=NOON)
    assert not LexiconTerm.objects.exists()
    term = live(salma)
    actions.propose_removal(actor=salma.actor, term_id=term.pk, now=NOON)
    actions.keep_term(actor=salma.actor, term_id=term.pk, now=NOON)
    assert LexiconTerm.objects.get().state == TermState.LIVE
    with pytest.raises(Conflict):
        actions.keep_term(actor=salma.actor, term_id=term.pk, now=NOON)


@pytest.mark.parametrize("name", ["zola", "joel", "ada", "otto", "nia", "amina"])
def test_nobody_but_safeguarding_leads_keeps_or_reads_the_lexicon(name, request, salma, browser_of):
    other = request.getfixturevalue(name)
    term = propose(salma)
    before = len(verbs())
    for act in (
        lambda: propose(other, "gabbert"),
        lambda: actions.propose_removal(actor=other.actor, term_id=term.pk, now=NOON),
        lambda: actions.keep_term(actor=other.actor, term_id=term.pk, now=NOON),
        lambda: publish(other),
        lambda: actions.run_backtest(actor=other.actor, now=NOON),
        lambda: tried(other.actor, "hi", "", next_version=False),
    ):
        with pytest.raises(Absent):
            act()
    assert len(verbs()) == before
    browser = browser_of(other)
    for page in (reverse("moderation:lexicon"), reverse("moderation:try"), reverse("moderation:term", args=[term.pk])):
        assert browser.get(page).status_code == 404
    for page in (CMS, f"{CMS}add/"):
        assert browser.get(page).status_code in {302, 403, 404}


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("text", {"text": " "}),
        ("text", {"text": "!"}),
        ("text", {"text": "a" * 101}),
        ("language", {"language": "English"}),
        ("category", {"category": "gone"}),
        ("effect", {"effect": 0}),
        ("severity", {"severity": 7}),
    ],
)
def test_what_cannot_be_a_term_is_refused(salma, field, changed):
    with pytest.raises(Invalid) as refusal:
        propose(salma, **changed)
    assert set(refusal.value.fields) == {field}
    assert not LexiconTerm.objects.exists()


def test_the_same_term_is_there_once(salma):
    propose(salma)
    with pytest.raises(Conflict):
        propose(salma)
    assert LexiconTerm.objects.count() == 1


def test_who_publishes_has_seen_the_newest_version(salma, rosa):
    live(salma)
    propose(salma, "gabbert")
    with pytest.raises(Conflict) as refusal:
        actions.publish_lexicon(actor=rosa.actor, seen_version=0, now=NOON)
    assert refusal.value.code == "newer_version"
    assert newest_version() == 1


def test_preparing_brings_the_starter_lexicon_once_and_never_brings_back(salma, rosa, capsys):
    call_command("import_lexicon")
    assert newest_version() == 1
    assert LexiconTerm.objects.count() == len({(t.text, t.language, t.category) for t in starter_terms()})
    term = LexiconTerm.objects.filter(category="care.self").first()
    actions.propose_removal(actor=salma.actor, term_id=term.pk, now=NOON)
    publish(rosa)
    call_command("import_lexicon")
    assert capsys.readouterr().out.splitlines()[-1] == "0 new term(s)."
    assert newest_version() == 2
    assert LexiconTerm.objects.get(pk=term.pk).state == TermState.REMOVED


def test_sg_11_a_lexicon_that_cannot_be_read_holds_everything(monkeypatch, caplog, db):
    def broken():
        raise OSError("no database")

    monkeypatch.setattr(lexicon_watch, "newest_version", broken)
    in_use.watch_with(lexicon_watch.Watch())
    verdict = screen("Hi", HERE)
    assert verdict.effect == Effect.HOLD
    assert [(r.step, r.code) for r in verdict.reasons] == [("screening", "failed")]
    assert "The lexicon could not be read" in caplog.text


def test_a_newer_lexicon_comes_in_while_others_read_with_the_old_one(monkeypatch, settings):
    """The first one is waited for; from then on nobody waits, and the old one stays until the new one is whole."""
    settings.POP_LEXICON_SECONDS = 1
    newest, may_go_on = [1], threading.Event()

    def slowly(version):
        if version == 2:
            assert may_go_on.wait(10)
        return Lexicon([Term(f"plimsole{version}", "en", "unkind.insult", Effect.HOLD)], version)

    monkeypatch.setattr(lexicon_watch, "newest_version", lambda: newest[0])
    monkeypatch.setattr(lexicon_watch, "kept_lexicon", slowly)
    monkeypatch.setattr(lexicon_watch.time, "monotonic", lambda: clock[0])
    clock = [100.0]
    in_use.watch_with(lexicon_watch.Watch())
    assert screen("plimsole1", HERE).lexicon == 1
    newest[0], clock[0] = 2, 102.0
    verdict = screen("plimsole1", HERE)  # answered at once, by the old one
    assert (verdict.lexicon, verdict.effect) == (1, Effect.HOLD)
    may_go_on.set()
    for thread in threading.enumerate():
        if thread.name == "lexicon":
            thread.join(10)
    assert screen("plimsole1", HERE).effect == Effect.ALLOW
    assert screen("plimsole2", HERE).lexicon == 2


def test_a_term_of_a_script_without_blanks_is_found_inside_a_sentence():
    lexicon = Lexicon([Term("会議", "ja", "watch.word", Effect.NOTE), Term("kino", "en", "watch.word", Effect.NOTE)])
    assert screen("明日の会議です", HERE, lexicon=lexicon).effect == Effect.NOTE
    assert screen("kinoko", HERE, lexicon=lexicon).effect == Effect.ALLOW


def test_a_term_can_ask_for_haste(salma, amina, monkeypatch):
    board = put_up(monkeypatch)
    live(salma, severity=3)
    lexicon_watch.refresh()
    note = board.pin(amina, text="plimsole")
    item = actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=screen(note.text, HERE), now=NOON)
    assert item.severity == 3
    assert item.reasons == [{"step": "unkind", "code": "insult", "effect": 2, "lexicon": 1}]


def test_a_backtest_says_what_would_change_before_it_does(monkeypatch, db):
    board = put_up(monkeypatch)
    monkeypatch.setattr(
        type(board), "texts_since", lambda self, since, most: ["a plimsole", "a gabbert", "hi"], raising=False
    )
    before = Lexicon([Term("plimsole", "en", "unkind.insult", Effect.HOLD)], 1)
    after = Lexicon([Term("gabbert", "en", "watch.word", Effect.NOTE)], 2)
    found = compare(before, after, NOON)
    assert found.some_higher == [("a gabbert", Effect.ALLOW, Effect.NOTE)]
    assert found.some_lower == [("a plimsole", Effect.HOLD, Effect.ALLOW)]
    assert (found.higher, found.lower) == (1, 1)
    assert found.read >= 3


def test_a_backtest_reads_circles_and_is_on_record_without_a_word(salma, joel, amina, browser_of):
    circle = make_circles.circle(joel, amina)
    circles.post_message(
        actor=amina.actor, circle_id=circle.pk, client_id=uuid4(), text="what a plimsole", now=clock.now()
    )
    propose(salma)
    found = actions.run_backtest(actor=salma.actor, now=clock.now())
    assert found.some_higher == [("what a plimsole", Effect.ALLOW, Effect.HOLD)]
    entry = AuditEntry.objects.get(verb="moderation.backtest_lexicon")
    assert entry.facts == {"read": 1, "higher": 1, "lower": 0}
    assert newest_version() == 0


def test_trying_a_text_shows_every_step_and_keeps_nothing(salma, browser_of):
    live(salma)
    propose(salma, "gabbert")
    before = AuditEntry.objects.count()
    page = browser_of(salma).post(
        reverse("moderation:try"), {"text": "G4bbert! plim\u200bsole 0791234568", "next_version": "on"}
    )
    assert page.status_code == 200
    assert "Read with version 2" in page.text
    assert "There seems to be a phone number in it." in page.text
    assert "It waits until a person has looked." in page.text
    for term in ("plimsole", "gabbert"):
        assert f"<bdi>{term}</bdi>" in page.text
    assert AuditEntry.objects.count() == before
    assert not LexiconVersion.objects.filter(number=2).exists()
    assert {term.text for term in next_lexicon().terms} == {"plimsole", "gabbert"}


def test_a_lead_adds_a_term_in_the_admin_and_puts_it_into_use(salma, prepared_site, browser_of):
    browser = browser_of(salma)
    typed = {"text": "plimsole", "language": "en", "category": "unkind.insult", "effect": "2", "severity": "1"}
    assert browser.get(CMS).status_code == 200
    refused = browser.post(f"{CMS}add/", typed | {"language": "English"})
    assert "Please write the code of the language" in refused.text
    assert not LexiconTerm.objects.filter(text="plimsole").exists()
    added = browser.post(f"{CMS}add/", typed)
    assert (added.status_code, added["Location"]) == (302, reverse("moderation:lexicon"))
    page = browser.get(reverse("moderation:lexicon"))
    assert "plimsole" in page.text
    browser.post(reverse("moderation:lexicon"), {"do": "publish", "version": str(newest_version())})
    term = LexiconTerm.objects.get(text="plimsole")
    assert term.state == TermState.LIVE
    assert "plimsole" in browser.get(f"{CMS}?q=plimsole").text
    assert "Take it out" in browser.get(reverse("moderation:term", args=[term.pk])).text
    browser.post(reverse("moderation:term", args=[term.pk]), {"do": "remove"})
    term.refresh_from_db()
    assert term.state == TermState.LEAVING


def test_sec_76_the_admin_is_no_way_round_the_second_person(salma, ada, prepared_site, browser_of):
    term = live(salma, "nobody must know", "lure.secret")
    for person in (salma, ada):
        browser = browser_of(person)
        for address in (f"{CMS}edit/{term.pk}/", f"{CMS}delete/{term.pk}/"):
            browser.post(address, {"text": "gone"})
        browser.post(f"/cms/bulk/moderation/lexiconterm/delete/?id={term.pk}&next={CMS}")
    after = LexiconTerm.objects.get(pk=term.pk)
    assert (after.text, after.state) == ("nobody must know", TermState.LIVE)
