"""One rich world: the demo's people and content, and what only few would meet (nothing yet, very long words, a second
factor, a decision). Every address of tests/site_map.py has something to show in it.

The fixture `world` (tests/conftest.py) makes one for all who look at it and takes it away afterwards.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from time import time
from uuid import UUID, uuid4

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.management import call_command
from django.test import Client, override_settings
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from innovations import actions as projects
from innovations.models import Project
from moderation.actions import (
    appeal_decision,
    decide_item,
    flag_content,
    propose_removal,
    propose_term,
    publish_lexicon,
)
from moderation.models import Appeal, Decision, LexiconTerm, QueueItem, Sanction
from moderation.selectors import open_item_for
from peer_circles import actions as circles
from peer_circles.actions import asides
from peer_circles.models import Aside, CheckIn, Circle, CircleSession, Message, Shift
from pop.accounts.models import Login, Organisation, Persona
from pop.core import clock
from pop.insights.models import Release
from pop.pages.actions import prepare_site
from pop.support.models import Service
from tests.factories import asides as make_asides
from tests.factories import circles as make_circles
from tests.factories import innovations as make_projects
from tests.factories import pages as make_pages
from tests.factories.sanctions import about_message
from tests.people import Person

LONG_WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
LONG_TEXT = f"{LONG_WORD} https://example.org/{'a' * 90} I wrote down all that happened, day by day. " * 3


class World:
    """What there is, found by what people call it. Every lookup gives the id an address needs."""

    def person(self, name: str) -> Person:
        login = Login.objects.get(username=name)
        return Person(login, Persona.objects.get(login=login))

    def session_of(self, reader: str | None) -> Client:
        """A test client signed in a moment ago as somebody of the cast, second factor included; as a stranger for
        None; with the passphrase alone for `zola, passphrase only`."""
        client = Client(headers={"Host": "127.0.0.1", "Accept": "text/html"})
        if reader is None:
            return client
        name, _comma, weaker = reader.partition(", ")
        somebody = self.person(name).login
        client.force_login(somebody)
        session = client.session
        methods = ["password"] if weaker else ["password", "mfa"]
        shown = [{"method": method, "at": time(), "reauthenticated": True} for method in methods]
        session["account_authentication_methods"] = shown
        session["account_authentication_methods_user"] = str(somebody.pk)
        session.save()
        return client

    def circle(self, name: str) -> UUID:
        return Circle.objects.get(name=name).pk

    def session(self, name: str) -> UUID:
        return CircleSession.objects.get(circle__name=name).pk

    def next_session(self, name: str) -> UUID:
        planned = CircleSession.objects.filter(circle__name=name, cancelled_at=None, starts_at__gt=clock.now())
        return planned.earliest("starts_at").pk

    def words_of(self, name: str) -> list[UUID]:
        """A circle, and a message somebody said there."""
        said = Message.objects.filter(author__name=name, state="published")[:1].get()
        return [said.circle_id, said.pk]

    def message_in(self, words: str) -> list[UUID]:
        """A circle, and the message there that begins with these words."""
        message = Message.objects.get(text__startswith=words)
        return [message.circle_id, message.pk]

    def message(self, words: str) -> UUID:
        return Message.objects.get(text__startswith=words).pk

    def aside(self, state: str) -> list[UUID]:
        """A circle, and a talk of two there."""
        one = Aside.objects.get(state=state)
        return [one.circle_id, one.pk]

    def project(self, title: str) -> UUID:
        return Project.objects.get(title__startswith=title).pk

    def item(self, kind: str, state: str = "open") -> UUID:
        return QueueItem.objects.filter(kind=kind, state=state).order_by("created_at", "pk")[0].pk

    def hard_item(self) -> UUID:
        return (
            QueueItem.objects.filter(severity=3, state="open", author__isnull=False).order_by("created_at", "pk")[0].pk
        )

    def sanction(self, step: str) -> UUID:
        return Sanction.objects.get(step=step).pk

    def term(self, state: str) -> UUID:
        return LexiconTerm.objects.filter(state=state)[0].pk

    def decision(self, choice: str = "remove") -> UUID:
        """About something of amina's."""
        return Decision.objects.filter(decision=choice, item__author__name=self.person("amina").name)[0].pk

    def appeal(self) -> UUID:
        """Where an appeal against a decision waits for somebody."""
        return Appeal.objects.filter(outcome="", sanction=None)[0].item_id

    def appeal_against_a_step(self) -> UUID:
        """The same of the demo's reminder."""
        return Appeal.objects.filter(outcome="", decision=None)[0].item_id

    def appealed(self, outcome: str = "") -> UUID:
        """The decision of bilal's appeal that waits, or came out so."""
        return Appeal.objects.filter(outcome=outcome, sanction=None)[0].decision_id

    def sent_again(self) -> UUID:
        """What waits after somebody asked to change it."""
        asked = Decision.objects.filter(decision="change")[0].item.subject_id
        return QueueItem.objects.get(subject_id=asked, state="open").pk

    def noted(self) -> UUID:
        return Decision.objects.exclude(content_note="")[0].pk

    def kept(self) -> UUID:
        """That something bilal flagged stays."""
        return Decision.objects.filter(decision="approve", item__cause="flagged")[0].pk

    def service(self, name: str) -> UUID:
        return Service.objects.get(name=name).pk

    def organisation(self) -> UUID:
        return Organisation.objects.get(name="Harbour Youth Trust").pk

    def older_release(self) -> str:
        return list(Release.objects.all())[-1].period.lower()

    def passkey(self, name: str) -> int:
        return self.person(name).login.authenticator_set.get(type="webauthn").pk


@contextmanager
def all_addresses_mounted() -> Iterator[None]:
    """The demo's door and the explorer as in the demo, and one address for each error page: tests/site_urls.py."""
    with override_settings(POP_DEMO_DOOR=True, POP_GRAPHIQL=True, ROOT_URLCONF="tests.site_urls"):
        yield


def build() -> World:
    """Fill an empty, migrated database. About ten seconds."""
    world = World()
    prepare_site()
    circles.import_sentences()
    call_command("demo", stdout=StringIO())
    _give_second_factors(world.person("zola"))
    _talk_in_circles(world)
    _fold(world)
    _meet(world)
    _talk_alone(world)
    _teach(world)
    _make_projects(world)
    _disagree(world)
    _keep_a_lexicon(world)
    _write_pages()
    return world


def _give_second_factors(somebody: Person) -> None:
    TOTP.activate(somebody.login, generate_totp_secret())
    RecoveryCodes.activate(somebody.login)
    WebAuthn.add(somebody.login, "Phone", _credential())


def _credential() -> dict[str, object]:
    """What a browser hands over when a passkey is made; its private half is thrown away."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    attested = AttestedCredentialData.create(Aaguid.NONE, b"\x01" * 16, key)
    data = AuthenticatorData.create(b"\x02" * 32, AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT, 0, attested)
    client_data = CollectedClientData.create(type="webauthn.create", challenge=b"\x03" * 32, origin="https://pop.test")
    return {
        "id": websafe_encode(b"\x01" * 16),
        "rawId": websafe_encode(b"\x01" * 16),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(client_data),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        },
    }


def _talk_in_circles(world: World) -> None:
    amina, bilal, joel, zola = (world.person(name) for name in ("amina", "bilal", "joel", "zola"))
    make_circles.circle(joel, amina, bilal, name="Nothing said yet")
    make_circles.circle(joel, bilal, name="A circle amina is not in")
    make_circles.circle(joel, name="Hours to come", format="drop_in")
    at_rest = make_circles.circle(joel, amina, name="Taking a break")
    today = clock.now().date()
    circles.plan_pause(
        actor=joel.actor,
        circle_id=at_rest.pk,
        first_day=today,
        last_day=today + timedelta(days=9),
        instead="Harbour answers every day from four to ten.",
        now=clock.now(),
    )
    grown_up = make_circles.circle(joel, name="Grown-up talk", age_band="18-24")
    circles.invite_to_circle(actor=joel.actor, circle_id=grown_up.pk, name="sam", now=clock.now())
    northwind = Message.objects.filter(author__name="Northwind")[:1].get()
    circles.hide_author(actor=world.person("sam").actor, message_id=northwind.pk, how="mute")
    long = make_circles.circle(joel, amina, bilal, name="Long words")
    for number, who in enumerate((amina, bilal, joel)):
        _say(long, who, f"{number} {LONG_TEXT}")
    flagged = _say(long, bilal, "You always say that.")
    now = clock.now()
    flag_content(actor=amina.actor, kind="circle_message", subject_id=flagged.pk, reason="unkind", note="", now=now)
    removed = _say(long, amina, "My number is 0611 222 333, call me")
    item = open_item_for("circle_message", removed.pk)
    assert item is not None, "a telephone number waits for a person"
    reasons = {"reason_code": "private", "explanation": "There is a number in it."}
    decide_item(actor=zola.actor, item_id=item.pk, decision="remove", now=now, **reasons)


def _fold(world: World) -> None:
    """One behind a content note with an answer to it, and one that waits on with a note of a colleague."""
    amina, bilal, joel = (world.person(name) for name in ("amina", "bilal", "joel"))
    circle = make_circles.circle(joel, amina, bilal, name="Hard words", pre_moderated=True)
    hard = _say(circle, amina, "My grandfather died in spring. Some days I am still very sad.")
    _decide(joel, hard, decision="approve", content_note="loss")
    answer = circles.post_message(
        actor=bilal.actor,
        circle_id=circle.pk,
        client_id=uuid4(),
        text="I am with you.",
        reply_to=hard.pk,
        now=clock.now(),
    )
    _decide(joel, answer, decision="approve")
    _decide(joel, _say(circle, bilal, "Can I say which school?"), decision="hold", note="I ask him what it is about.")


def _disagree(world: World) -> None:
    """Each decision somebody is told about; an appeal that waits, one that was answered, and a flag after which all
    stays."""
    amina, bilal, joel, zola, salma = (world.person(name) for name in ("amina", "bilal", "joel", "zola", "salma"))
    circle = make_circles.circle(joel, amina, bilal, name="Another look", pre_moderated=True)
    for text in ("Call my aunt on 0611 333 444", "My sister has 0611 333 555"):
        said = _say(circle, bilal, text)
        _decide(zola, said, decision="remove", reason_code="private", explanation="There is a number in it.")
    waits, answered = Decision.objects.filter(item__author=bilal.persona, decision="remove").order_by("-created_at")[:2]
    for decision in (waits, answered):
        words = "It is the number of her shop."
        asked = appeal_decision(actor=bilal.actor, decision_id=decision.pk, words=words, now=clock.now())
    given = {"decision": "uphold", "explanation": "It rings at her home, too.", "now": clock.now()}
    decide_item(actor=salma.actor, item_id=asked.item_id, **given)
    _decide(zola, _say(circle, amina, "Some days are grey."), decision="refer", stays="shown")
    _decide(zola, _say(circle, amina, "The wedding was loud."), decision="approve")
    kept = Message.objects.get(text="The wedding was loud.")
    flag_content(actor=bilal.actor, kind="circle_message", subject_id=kept.pk, reason="unkind", now=clock.now())
    _decide(zola, kept, decision="approve")
    project = make_projects.submitted(amina, now=clock.now(), title="The lamp map", solution="Lamps at Green School.")
    asks = {"reason_code": "private", "explanation": "Please take out the name of the school."}
    make_projects.decide(zola, project, "change", now=clock.now(), **asks)
    text = replace(make_projects.WALK_HOME, title="The lamp map", solution="Lamps on all ways to schools.")
    projects.save_draft(actor=amina.actor, project_id=project.pk, text=text, now=clock.now())
    checks = make_projects.ALL_CHECKS
    projects.submit_project(actor=amina.actor, project_id=project.pk, checks=checks, now=clock.now())


def _decide(staff: Person, message: Message, **choice: str) -> None:
    item = open_item_for("circle_message", message.pk)
    assert item is not None, "it waits for a person"
    decide_item(actor=staff.actor, item_id=item.pk, now=clock.now(), **choice)


def _meet(world: World) -> None:
    """A session in its waiting room, one that is open, one that nobody looks after any more, and one just over."""
    amina, bilal, joel, zola = (world.person(name) for name in ("amina", "bilal", "joel", "zola"))
    now = clock.now()
    far = now + timedelta(hours=3)  # their lines stay for as long as anybody looks at these pages
    for name, started, state in (
        ("Waiting room", -5, "lobby"),
        ("Session on", 10, "open"),
        ("Session frozen", 10, "frozen"),
        ("Session over", 100, "closed"),
    ):
        circle = make_circles.circle(joel, amina, bilal, name=name, talk_between_sessions=False)
        start = now - timedelta(minutes=started)
        session = CircleSession.objects.create(
            circle=circle, starts_at=start, ends_at=start + timedelta(minutes=90), revision=1
        )  # fmt: skip
        if state == "lobby":
            continue
        for duty, staff in (("facilitator", joel), ("safety", zola)):
            seen_at = None if (duty, state) == ("safety", "frozen") else far
            Shift.objects.create(
                session=session, persona=staff.persona, duty=duty, began_at=start, seen_at=seen_at
            )  # fmt: skip
        for who, mood, word in ((amina, 4, "hopeful"), (bilal, 1, "tired")):
            CheckIn.objects.create(
                session=session,
                persona=who.persona,
                agreed_version=1,
                mood=mood,
                word=word,
                came_at=start,
                needs_care=mood == 1,
            )
        CircleSession.objects.filter(pk=session.pk).update(
            state="open", came_from="lobby", lobby_at=start, opened_at=start
        )  # fmt: skip
        circles.move_sessions_on(now=now)
        if state == "open":
            asked = "Do you tell your parents when you feel like this?"
            circles.post_message(
                actor=amina.actor, circle_id=circle.pk, client_id=uuid4(), text=asked, anonymous=True, now=now
            )


def _talk_alone(world: World) -> None:
    """A talk of two in each state somebody can look at, and beside an offer somebody who asked for help."""
    amina, bilal, joel, zola = (world.person(name) for name in ("amina", "bilal", "joel", "zola"))
    now = clock.now()
    for name, member, staff in (
        ("Talk over", amina, joel),
        ("Talk open", amina, joel),
        ("Talk frozen", bilal, zola),
    ):
        aside = make_asides.opened(make_circles.circle(joel, amina, bilal, name=name), staff, member)
        make_asides.said(aside, member, "I want to hurt myself")
        make_asides.said(aside, staff, f"I am here. {LONG_WORD}")
        if name == "Talk over":
            asides.end_aside(actor=member.actor, aside_id=aside.pk, now=now)
        elif name == "Talk open":
            Aside.objects.filter(pk=aside.pk).update(seen_at=now + timedelta(hours=3))
        else:
            Aside.objects.filter(pk=aside.pk).update(seen_at=now - timedelta(minutes=1))
            make_asides.there(aside, member)
    circle = make_circles.circle(joel, amina, bilal, name="Talk offered")
    asides.ask_for_help(actor=amina.actor, circle_id=circle.pk, now=now)
    aside = make_asides.offered(circle, world.person("salma"), bilal)  # the others are in a talk
    Aside.objects.filter(pk=aside.pk).update(offered_at=now + timedelta(hours=3))


def _teach(world: World) -> None:
    """Somebody who may not write in one circle for now."""
    bilal, joel = world.person("bilal"), world.person("joel")
    said = _say(Circle.objects.get(name="A circle amina is not in"), bilal, "You are all so boring.")
    about_message(joel, said, "mute", "7d")


def _say(circle: Circle, who: Person, text: str) -> Message:
    return circles.post_message(
        actor=who.actor, circle_id=circle.pk, client_id=uuid4(), text=text, now=clock.now()
    )  # fmt: skip


def _keep_a_lexicon(world: World) -> None:
    """One version, a term that is about to leave, and one that will come."""
    salma, now = world.person("salma").actor, clock.now()
    watch = {"category": "watch.word", "effect": 1, "severity": 1, "now": now}
    propose_term(actor=salma, text="plimsole", language="en", **watch)
    leaving = propose_term(actor=salma, text="espadrille", language="fr", **watch)
    publish_lexicon(actor=salma, seen_version=0, now=now)
    propose_removal(actor=salma, term_id=leaving.pk, now=now)
    propose_term(actor=salma, text=LONG_WORD[:100], language="en", **watch)


def _make_projects(world: World) -> None:
    bilal, zola = world.person("bilal"), world.person("zola")
    make_projects.published(bilal, zola, title="Only to be read", licence="", now=clock.now())
    make_projects.published(bilal, zola, title=LONG_WORD + " " + "x" * 20, solution=LONG_TEXT, now=clock.now())


def _write_pages() -> None:
    make_pages.resource(LONG_WORD, summary=LONG_WORD, body=[("paragraph", f"<p>{LONG_TEXT}</p>")])
