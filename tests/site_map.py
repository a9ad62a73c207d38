"""Every address of the site: where it is, who of the cast sees it well, and in which states it is worth looking at.

Whatever holds for every page is asked of every entry here: the crawl (tests/crawl), the weights of pages, translations.
`test_site_map.py` fails while an address of the site is neither in `ADDRESSES` nor excused in `NO_PAGES`, so a new page
gets its line, and is checked like the others from then on. docs/testing.md says how.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse, translate_url

from tests.people import PASSPHRASE
from tests.world import LONG_WORD, World

DEMO_ONLY = {"demo_door"}
Arguments = Callable[[World], Sequence[object]]
Values = Mapping[str, str] | Callable[[World], Mapping[str, str]]
NOBODY = UUID(int=0)


@dataclass(frozen=True)
class Address:
    """A page in one state. `pattern` is the name of the url pattern that answers in the end."""

    pattern: str
    what: str = ""  # which state, where there are several
    reader: str | None = None  # of the cast (see World.session_of); None is a stranger
    args: Arguments = lambda _world: ()
    query: str = ""
    send: Values | None = None  # this is posted, and what comes back (after redirects) is the page
    send_to: str = ""  # ... to this url pattern, where it is another one
    status: int = 200

    @property
    def name(self) -> str:
        """Unique; how tests call it."""
        return f"{self.pattern} ({self.what})" if self.what else self.pattern

    @property
    def is_public(self) -> bool:
        """A page that anybody can open and read on a real site."""
        asked_for = self.reader is None and self.send is None and self.status == 200
        return asked_for and self.pattern not in DEMO_ONLY

    def path_in(self, language: str, world: World) -> str:
        """Where a reader of this language finds it; for `send`, where it is posted to."""
        path = reverse(self.send_to or self.pattern, args=self.args(world))
        return translate_url(path, language) + self.query if language != settings.LANGUAGE_CODE else path + self.query

    def sent(self, world: World) -> Mapping[str, str] | None:
        return self.send(world) if callable(self.send) else self.send

    def answer(self, client: Client, language: str, world: World) -> Any:
        """What a test client signed in as its reader gets, redirects followed."""
        path = self.path_in(language, world)
        data = self.sent(world)
        return client.get(path, follow=True) if data is None else client.post(path, data, follow=True)


def _page(path: str) -> Arguments:
    return lambda _world: [path]


def _circle(name: str) -> Arguments:
    return lambda world: [world.circle(name)]


def _words_of(name: str) -> Arguments:
    return lambda world: world.words_of(name)


def _message_in(words: str) -> Arguments:
    return lambda world: world.message_in(words)


def _person_in(circle: str, name: str) -> Arguments:
    return lambda world: [world.circle(circle), world.person(name).persona.pk]


def _of_message(words: str) -> Arguments:
    return lambda world: ["circle_message", world.message(words)]


def _session(name: str) -> Arguments:
    return lambda world: [world.circle(name), world.session(name)]


def _next_session(name: str) -> Arguments:
    return lambda world: [world.circle(name), world.next_session(name)]


def _aside(state: str) -> Arguments:
    return lambda world: world.aside(state)


def _project(title: str) -> Arguments:
    return lambda world: [world.project(title)]


WRONG: dict[str, str] = {}  # a form sent without anything in it
WEDNESDAY = "Wednesday evening circle"
NEW_NAMES = iter(f"Lantern{number}" for number in range(10_000))  # somebody new each time

ADDRESSES = (
    # The frame
    Address("about"),
    Address("insights:transparency"),
    Address("insights:release", "an older one", args=lambda world: [world.older_release()]),
    Address("accessibility"),
    Address("leave_how"),
    Address("offline"),
    Address("display"),
    Address("display", "sent empty", send=WRONG, status=400),
    Address("catalogue", reader="zola"),
    Address("catalogue_area", "circles", "zola", args=lambda _world: ["circles"]),
    Address("catalogue_area", "moderation", "zola", args=lambda _world: ["moderation"]),
    Address("catalogue_area", "reading", "zola", args=lambda _world: ["reading"]),
    Address("demo_door"),
    # Partners' pages and articles
    Address("wagtail_serve", "home", args=_page("")),
    Address("wagtail_serve", "articles", args=_page("resources/")),
    Address("wagtail_serve", "articles, nothing found", args=_page("resources/"), query="?q=zzzz"),
    Address("wagtail_serve", "an article", args=_page("resources/helping-a-friend/")),
    Address("wagtail_serve", "an article of long words", args=_page(f"resources/{LONG_WORD.lower()}/")),
    Address("wagtail_serve", "partners", args=_page("partners/")),
    Address("wagtail_serve", "a partner", args=_page("partners/harbour-youth-trust/")),
    Address("wagtail_serve", "a recommendation", args=_page("partners/harbour-youth-trust/before-you-post/")),
    # Help
    Address("support:home"),
    Address("support:home", "an unknown country", query="?country="),
    Address("support:country", "many helplines", args=lambda _world: ["gb"]),
    Address("support:country", "the rest of them", args=lambda _world: ["gb"], query="?page=2"),
    Address("support:elsewhere"),
    Address("support:country", "none", args=lambda _world: ["aq"]),
    Address("support:country", "nothing fits", args=lambda _world: ["gb"], query="?language=mi"),
    Address("support:country", "for somebody signed in", "amina", args=lambda _world: ["gb"]),
    Address(
        "support:country", "one's own", "bilal", args=lambda _world: ["gb"], send={"yes": "1"}, send_to="support:mine"
    ),
    Address("support:kept", args=lambda _world: ["gb"]),
    Address("support:kept", "none", args=lambda _world: ["aq"]),
    Address("support:offline", args=lambda _world: ["gb"]),
    Address("support:offline", "no emergency number", args=lambda _world: ["aq"]),
    Address("support:search"),
    Address("support:search", "found", query="?q=childline"),
    Address("support:search", "nothing found", query="?q=zzzz"),
    Address("support:service", args=lambda world: [world.service("Childline")]),
    Address("support:service", "for staff", "zola", args=lambda world: [world.service("Childline")]),
    Address("support:check", reader="zola", args=lambda world: [world.service("Childline")]),
    # Projects
    Address("innovations:gallery"),
    Address("innovations:gallery", "signed in", "amina"),
    Address("innovations:gallery", "nothing found", query="?q=zzzz"),
    Address("innovations:project", args=_project("The walk-home card")),
    Address("innovations:project", "one's own", "amina", args=_project("The walk-home card")),
    Address("innovations:project", "long words", args=_project(LONG_WORD)),
    Address("innovations:preview", reader="amina", args=_project("A quiet corner")),
    Address("innovations:preview", "for a moderator", "zola", args=_project("Rights on the bus")),
    Address("innovations:mine", reader="amina"),
    Address("innovations:mine", "none yet", "lina"),
    Address("innovations:new", reader="amina"),
    Address("innovations:new", "sent empty", "amina", send=WRONG, status=400),
    Address("innovations:edit", reader="amina", args=_project("A quiet corner")),
    Address("innovations:edit", "sent empty", "amina", args=_project("A quiet corner"), send=WRONG, status=400),
    Address("innovations:pictures", "with one", "amina", args=_project("The walk-home card")),
    Address("innovations:pictures", "none yet", "amina", args=_project("A quiet corner")),
    Address("innovations:pictures", "sent empty", "amina", args=_project("A quiet corner"), send=WRONG, status=400),
    Address("innovations:send", "not whole yet", "amina", args=_project("A quiet corner")),
    Address("innovations:send", "sent empty", "amina", args=_project("A quiet corner"), send=WRONG, status=400),
    Address("innovations:project", "in the middle of a tree", args=_project("The ride-home card")),
    Address("innovations:remix", reader="bilal", args=_project("The walk-home card")),
    Address("innovations:remix", "not allowed", "bilal", args=_project("Only to be read")),
    Address("innovations:remixes", args=_project("The ride-home card")),
    Address("innovations:remixes", "none yet", args=_project("Only to be read")),
    Address("innovations:take_down", reader="amina", args=_project("The walk-home card")),
    # Circles
    Address("circles:list"),
    Address("circles:list", "a member's", "amina"),
    Address("circles:list", "a facilitator's", "joel"),
    Address("circles:circle", "from outside", args=_circle(WEDNESDAY)),
    Address("circles:circle", "to join", "amina", args=_circle("A circle amina is not in")),
    Address("circles:circle", "nothing said yet", "amina", args=_circle("Nothing said yet")),
    Address("circles:circle", "a member's", "amina", args=_circle(WEDNESDAY)),
    Address("circles:circle", "one's own waits", "bilal", args=_circle(WEDNESDAY)),
    Address("circles:circle", "a facilitator's, something waits", "joel", args=_circle(WEDNESDAY)),
    Address("circles:circle", "a moderator's", "zola", args=_circle("Online and okay")),
    Address("circles:circle", "long words, one not shown", "amina", args=_circle("Long words")),
    Address("circles:join", "not agreed", "amina", args=_circle("A circle amina is not in"), send=WRONG, status=400),
    Address("circles:say", "nothing said", "amina", args=_circle(WEDNESDAY), send=WRONG, status=400),
    Address("circles:hide", reader="sam", args=_words_of("Northwind")),
    Address("circles:hide", "sent empty", "sam", args=_words_of("Northwind"), send=WRONG, status=400),
    Address("circles:circle", "somebody folded away", "sam", args=_circle("First flat, first job")),
    Address("circles:circle", "who may not write for now", "bilal", args=_circle("A circle amina is not in")),
    Address("circles:words", reader="joel", args=_person_in(WEDNESDAY, "amina")),
    Address("circles:words", "nothing said", "joel", args=_person_in("Nothing said yet", "amina")),
    Address("circles:list", "somebody invited", "sam"),
    Address("circles:circle", "somebody invited", "sam", args=_circle("Grown-up talk")),
    Address("circles:invite", reader="joel", args=_circle(WEDNESDAY)),
    Address("circles:invite", "sent empty", "joel", args=_circle(WEDNESDAY), send=WRONG, status=400),
    Address("circles:circle", "one's own folded", "amina", args=_circle("Hard words")),
    Address("circles:circle", "one's own takes longer, something folded", "bilal", args=_circle("Hard words")),
    Address("circles:circle", "a facilitator's, one kept waiting", "joel", args=_circle("Hard words")),
    Address("circles:message", "folded", "bilal", args=_message_in("My grandfather")),
    Address("circles:message", "folded, for staff", "joel", args=_message_in("My grandfather")),
    Address("circles:message", "open", "sam", args=_words_of("Northwind")),
    Address("circles:circle", "a session is on", "amina", args=_circle("Session on")),
    Address("circles:circle", "a session is on, the desk", "joel", args=_circle("Session on")),
    Address("circles:circle", "a session is frozen, the desk", "zola", args=_circle("Session frozen")),
    Address("circles:circle", "a session is frozen", "amina", args=_circle("Session frozen")),
    Address("circles:session", "the waiting room", "amina", args=_session("Waiting room")),
    Address("circles:session", "the waiting room, staff", "joel", args=_session("Waiting room")),
    Address("circles:session", "open", "amina", args=_session("Session on")),
    Address("circles:session", "open, a hard day", "bilal", args=_session("Session on")),
    Address("circles:session", "open, staff", "zola", args=_session("Session on")),
    Address("circles:session", "frozen, staff", "joel", args=_session("Session frozen")),
    Address("circles:session", "over", "amina", args=_session("Session over")),
    Address("circles:session", "over, staff", "joel", args=_session("Session over")),
    Address("circles:check_in", "sent empty", "amina", args=_session("Waiting room"), send=WRONG, status=400),
    Address("circles:check_out", "sent empty", "amina", args=_session("Session over"), send=WRONG, status=400),
    Address("circles:debrief", reader="joel", args=_session("Session over")),
    Address("circles:debrief", "sent empty", "joel", args=_session("Session over"), send=WRONG, status=400),
    Address("circles:help_now", reader="amina", args=_circle(WEDNESDAY)),
    Address("circles:help_now", "told", "bilal", args=_circle("Session on"), send=WRONG),
    Address("circles:circle", "offered a talk", "bilal", args=_circle("Talk offered")),
    Address("circles:circle", "asked for help and a talk offered, staff", "joel", args=_circle("Talk offered")),
    Address("circles:circle", "a talk is open, staff", "joel", args=_circle("Talk open")),
    Address("circles:aside", reader="amina", args=_aside("open")),
    Address("circles:aside", "for the staff", "joel", args=_aside("open")),
    Address("circles:aside", "to look in", "zola", args=_aside("open")),
    Address("circles:aside", "frozen", "bilal", args=_aside("frozen")),
    Address("circles:aside", "over", "amina", args=_aside("ended")),
    Address("circles:look_into_aside", reader="zola", args=_aside("open"), send=WRONG),
    Address("circles:say_aside", "nothing said", "amina", args=_aside("open"), send=WRONG, status=400),
    Address("circles:circle", "takes a break, from outside", args=_circle("Taking a break")),
    Address("circles:circle", "takes a break, a member's", "amina", args=_circle("Taking a break")),
    Address("circles:circle", "open at times", "amina", args=_circle("Online and okay")),
    Address("circles:circle", "open at times, from outside", args=_circle("Online and okay")),
    Address("circles:new", reader="joel"),
    Address("circles:new", "sent empty", "salma", send=WRONG, status=400),
    Address("circles:settings", "a facilitator's", "joel", args=_circle(WEDNESDAY)),
    Address("circles:settings", "a lead's", "salma", args=_circle(WEDNESDAY)),
    Address("circles:settings", "sent empty", "joel", args=_circle(WEDNESDAY), send=WRONG, status=400),
    Address("circles:close", "sent empty", "salma", args=_circle(WEDNESDAY), send=WRONG, status=400),
    Address("circles:reschedule", reader="joel", args=_next_session(WEDNESDAY)),
    Address("circles:reschedule", "sent empty", "joel", args=_next_session(WEDNESDAY), send=WRONG, status=400),
    Address("circles:pauses", reader="joel", args=_circle("Taking a break")),
    Address("circles:pauses", "none yet", "joel", args=_circle(WEDNESDAY)),
    Address("circles:pauses", "sent empty", "joel", args=_circle(WEDNESDAY), send=WRONG, status=400),
    Address("circles:all_pauses", reader="ada"),
    Address("circles:all_pauses", "sent empty", "ada", send=WRONG, status=400),
    Address("circles:hours", reader="joel", args=_circle("Online and okay")),
    Address("circles:hours", "none yet", "joel", args=_circle("Hours to come")),
    Address("circles:hours", "sent empty", "joel", args=_circle("Online and okay"), send=WRONG, status=400),
    Address("circles:sessions", reader="joel", args=_circle(WEDNESDAY)),
    Address("circles:sessions", "none yet", "joel", args=_circle("Nothing said yet")),
    Address("circles:sessions", "sent empty", "joel", args=_circle(WEDNESDAY), send=WRONG, status=400),
    # Moderation
    Address("moderation:queue", reader="zola"),
    Address("moderation:queue", "nothing waits", "zola", query="?kind=project&severity=30"),
    Address("moderation:queue", "a facilitator's", "joel"),
    Address("moderation:saved_views", reader="zola"),
    Address("moderation:saved_views", "sent empty", "zola", send={"do": "save"}, status=400),
    Address("moderation:item", "a message", "zola", args=lambda world: [world.item("circle_message")]),
    Address("moderation:item", "a project", "zola", args=lambda world: [world.item("project")]),
    Address("moderation:item", "taken", "zola", send={"lane": "", "kind": ""}, send_to="moderation:next"),
    Address("moderation:item", "summed up", "zola", args=lambda world: [world.hard_item()]),
    Address("moderation:item", "its words", "zola", args=lambda world: [world.hard_item()], send={"do": "show_words"}),
    Address("moderation:shift", reader="zola"),
    Address("moderation:shift", "on a break", "salma", send={"do": "break"}, send_to="moderation:shift"),
    Address("moderation:team", reader="salma"),
    Address("moderation:item", "decided", "zola", args=lambda world: [world.item("circle_message", "decided")]),
    Address(
        "moderation:item", "sent empty", "zola", args=lambda world: [world.item("project")], send=WRONG, status=400
    ),
    Address("moderation:flag", args=lambda world: ["project", world.project("The walk-home card")]),
    Address("moderation:flag", "a message", "amina", args=lambda world: ["circle_message", world.message("Nervous")]),
    Address(
        "moderation:flag",
        "sent empty",
        args=lambda world: ["project", world.project("The walk-home card")],
        send=WRONG,
        status=400,
    ),
    Address("moderation:flagged"),
    Address("moderation:lexicon", reader="salma"),
    Address("moderation:lexicon", "tried on the last 30 days", "salma", send={"do": "try"}),
    Address("moderation:lexicon", "somebody else was quicker", "salma", send={"do": "publish"}, status=409),
    Address("moderation:term", reader="salma", args=lambda world: [world.term("live")]),
    Address("moderation:term", "about to leave", "salma", args=lambda world: [world.term("leaving")]),
    Address("moderation:try", reader="salma"),
    Address("moderation:try", "read", "salma", send={"text": "call me on 0791 234 568 :)", "next_version": "on"}),
    Address("moderation:try", "sent empty", "salma", send=WRONG, status=400),
    Address("moderation:account", reader="bilal"),
    Address("moderation:account", "nothing happened", "lina"),
    Address("moderation:sanction", reader="bilal", args=lambda world: [world.sanction("mute")]),
    Address("moderation:sanction", "a reminder", "bilal", args=lambda world: [world.sanction("reminder")]),
    Address("moderation:history", reader="zola", args=lambda world: [world.person("bilal").persona.pk]),
    Address("moderation:history", "nothing happened", "zola", args=lambda world: [world.person("lina").persona.pk]),
    Address(
        "moderation:lift_sanction",
        "ended without words",
        "zola",
        args=lambda world: [world.sanction("mute")],
        send=WRONG,
        status=400,
    ),
    Address("moderation:set_sanction", reader="zola", args=_of_message("You always say that.")),
    Address(
        "moderation:set_sanction",
        "sent empty",
        "joel",
        args=_of_message("You always say that."),
        send=WRONG,
        status=400,
    ),
    Address("moderation:item", "an appeal", "zola", args=lambda world: [world.appeal()], status=403),
    Address("moderation:item", "an appeal, for somebody else", "salma", args=lambda world: [world.appeal()]),
    Address("moderation:item", "an appeal against a step", "salma", args=lambda world: [world.appeal_against_a_step()]),
    Address("moderation:item", "changed and sent again", "zola", args=lambda world: [world.sent_again()]),
    Address("moderation:statement", reader="amina", args=lambda world: [world.decision()]),
    Address("moderation:statement", "asked to change", "amina", args=lambda world: [world.decision("change")]),
    Address("moderation:statement", "referred to help", "amina", args=lambda world: [world.decision("refer")]),
    Address("moderation:statement", "behind a note", "amina", args=lambda world: [world.noted()]),
    Address("moderation:statement", "appealed", "bilal", args=lambda world: [world.appealed()]),
    Address("moderation:statement", "appeal answered", "bilal", args=lambda world: [world.appealed("upheld")]),
    Address("moderation:appeal", reader="amina", args=lambda world: [world.decision()]),
    Address("moderation:appeal", "sent empty", "amina", args=lambda world: [world.decision()], send=WRONG, status=400),
    Address("moderation:appeal_sanction", reader="bilal", args=lambda world: [world.sanction("mute")]),
    Address(
        "moderation:appeal_sanction",
        "sent empty",
        "bilal",
        args=lambda world: [world.sanction("mute")],
        send=WRONG,
        status=400,
    ),
    Address("moderation:outcome", reader="bilal", args=lambda world: [world.kept()]),
    # Accounts
    Address("account_signup"),
    Address("account_signup", "sent empty", send=WRONG, status=400),
    Address(
        "account_signup",
        "done: the recovery codes",
        send=lambda _world: {"name": next(NEW_NAMES), "passphrase": PASSPHRASE, "age_band": "16-17"},
    ),
    Address("account_login"),
    Address("account_login", "sent empty", send=WRONG),
    Address("account_logout", reader="amina"),
    Address("account_inactive"),
    Address("account_recover"),
    Address("account_recover", "sent empty", send={"name": ""}, status=400),
    Address("account_reauthenticate", reader="amina"),
    Address("account_reauthenticate", "sent empty", "amina", send=WRONG),
    Address("account_change_password", reader="amina"),
    Address("account_change_password", "sent empty", "amina", send=WRONG),
    Address("account_home", reader="amina"),
    Address("account_home", "of a child", "lina"),
    Address("account_home", "of staff", "ada"),
    Address("account_home", "of staff, passphrase only", "zola, passphrase only"),
    Address("account_hidden", reader="sam"),
    Address("account_hidden", "none", "amina"),
    Address("account_notices", reader="amina"),
    Address("account_notices", "none", "lina"),
    Address("account_choose_notices", reader="amina"),
    Address("account_choose_notices", "sent wrong", "amina", send={"wanted": "nothing"}, status=400),
    Address("account_name", reader="amina"),
    Address("account_name", "sent empty", "amina", send=WRONG, status=400),
    Address("account_age_band", reader="amina"),
    Address("account_codes", reader="amina"),
    Address("account_codes", "new ones", "bilal", send={"passphrase": PASSPHRASE}),
    Address("account_consent", reader="lina"),
    Address("account_consent_codes", reader="otto"),
    Address("account_consent_codes", "made", "otto", send=lambda world: {"organisation_id": str(world.organisation())}),
    Address("account_data", reader="amina"),
    Address("account_delete", "sent empty", "amina", send=WRONG, status=400),
    Address("account_staff", reader="ada"),
    Address("account_add_organisation", "sent empty", "ada", send=WRONG, status=400),
    # The second factor
    Address("account_security", "none yet", "salma, passphrase only"),
    Address("account_security", "of a member", "amina"),
    Address("account_security", "all set up", "zola"),
    Address("mfa_activate_totp", reader="salma"),
    Address("mfa_activate_totp", "sent empty", "salma", send={"code": ""}),
    Address("mfa_deactivate_totp", reader="zola"),
    Address("mfa_view_recovery_codes", reader="zola"),
    Address("mfa_generate_recovery_codes", reader="zola"),
    Address("mfa_list_webauthn", reader="zola"),
    Address("mfa_add_webauthn", reader="zola"),
    Address("mfa_edit_webauthn", reader="zola", args=lambda world: [world.passkey("zola")]),
    Address("mfa_remove_webauthn", reader="zola", args=lambda world: [world.passkey("zola")]),
    Address("mfa_reauthenticate", reader="zola"),
    Address("mfa_reauthenticate_webauthn", reader="zola"),
    Address("mfa_authenticate", send={"login": "zola", "password": PASSPHRASE}, send_to="account_login"),
    # What says that something is not there, or failed
    Address("wagtail_serve", "not found", args=_page("nothing-is-here/"), status=404),
    Address("failure", "400", args=_page("bad-request"), status=400),
    Address("failure", "403", args=_page("forbidden"), status=403),
    Address("failure", "refused", args=_page("refused"), status=403),
    Address("failure", "409", args=_page("conflict"), status=409),
    Address("failure", "429", args=_page("too-fast"), status=429),
    Address("failure", "500", args=_page("server-error"), status=500),
    Address("failure_too_many", status=429),
    Address("failure_form_token", status=403),
)

NO_PAGES = {
    # name of the url pattern: why it is no page of ours
    "healthz": "a word for machines",
    "readyz": "a word for machines",
    "robots": "text for search engines",
    "sitemap": "a list for search engines",
    "manifest": "JSON for browsers",
    "graphql": "takes what is posted; in the demo also GraphiQL as it comes, for developers",
    "leave": "sends the reader away",
    "worker": "the script that keeps help pages",
    "picture": "a picture",
    "innovations:image": "a picture",
    "insights:csv": "a file",
    "insights:json": "a file",
    "moderation:statement_file": "a file",
    "insights:dictionary": "a file",
    "account_totp_picture": "a picture",
    "wagtaildocs_serve": "a file",
    "wagtaildocs_authenticate_with_password": "shared passwords are switched off",
    "wagtailcore_authenticate_with_password": "shared passwords are switched off",
    "wagtailcore_login": "Wagtail's other door to sign in, which nothing leads to",
    "mfa_index": "the same address as account_security, which answers first",
    "mfa_download_recovery_codes": "a file",
    "mfa_login_webauthn": "JSON for the passkey script",
    "support:mine": "takes only what is posted",
    "innovations:remove_picture": "takes only what is posted",
    "innovations:take_back": "takes only what is posted",
    "circles:age_band_feed": "a file for calendar programs",
    "circles:circle_feed": "a file for calendar programs",
    "circles:offer_aside": "takes only what is posted",
    "circles:answer_aside": "takes only what is posted",
    "circles:end_aside": "takes only what is posted",
    "moderation:keys": "takes only what is posted",
    "moderation:keep_sanction": "takes only what is posted",
    "moderation:next": "takes only what is posted",
    "moderation:pass_on": "takes only what is posted",
    "circles:end_pause": "takes only what is posted",
    "circles:end_pause_of_all": "takes only what is posted",
    "circles:remove_hours": "takes only what is posted",
    "circles:cancel_session": "takes only what is posted",
    "circles:move_session": "takes only what is posted",
    "circles:leave": "takes only what is posted",
    "circles:take_note_off": "takes only what is posted",
    "circles:take_back": "takes only what is posted",
    "circles:decline": "takes only what is posted",
    "circles:decide": "takes only what is posted",
    "account_show_again": "takes only what is posted",
    "circles:react": "takes only what is posted",
    "circles:mode": "takes only what is posted",
    "circles:turn": "takes only what is posted",
    "circles:pass": "takes only what is posted",
    "account_read_notice": "takes only what is posted",
    "account_delete_notice": "takes only what is posted",
    "account_read_notices": "takes only what is posted",
    "account_codes_saved": "takes only what is posted",
    "account_withdraw_consent": "takes only what is posted",
    "account_download": "takes only what is posted, and gives a file",
    "account_end_role": "takes only what is posted",
}
NOT_OURS = {"cms/": "Wagtail's own admin, for editors; test_walls.py and tests/pages look after it"}


def patterns_of_the_site() -> dict[str, URLPattern]:
    """Every url pattern of the project by its name (or its route, where it has none); not those of NOT_OURS."""
    found: dict[str, URLPattern] = {}

    def walk(resolver: URLResolver, route: str, spaces: tuple[str, ...]) -> None:
        for one in resolver.url_patterns:
            whole = route + str(one.pattern)
            if whole.startswith(tuple(NOT_OURS)):
                continue
            if isinstance(one, URLResolver):
                walk(one, whole, (*spaces, one.namespace) if one.namespace else spaces)
            else:
                found[":".join((*spaces, one.name)) if one.name else whole] = one

    walk(get_resolver(), "", ())
    return found
