"""Notices inside the site: read, deleted, turned page by page, chosen; never counted out loud, never sent anywhere."""

import ast
import importlib
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from pop.accounts.actions import choose_notices, delete_notice, notify
from pop.accounts.contracts import ANONYMOUS, NoticeTopic, registered_notices
from pop.accounts.models import Notice, UnwantedNotices
from pop.accounts.selectors import has_news, notices_for, own_data_of, page_of_notices, wanted_notices
from pop.core.errors import Absent, Invalid, SignInNeeded
from tests.architecture.sources import python_files, tree

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
ANSWER, DECISION = "moderation.flag_received", "moderation.shown"

# Every kind of notice there is, and why somebody may be told this way. A report never leads to one: a notice waits on a
# screen that somebody else may look at. Whoever adds a kind says here why it is safe to read over a shoulder.
KINDS = {
    "moderation.shown": "a decision about one's own; no content, the reasons are behind sign-in (SG-12)",
    "moderation.removed": "a decision about one's own; no content, the reasons are behind sign-in (SG-12, SG-49)",
    "moderation.change_asked": "a decision about one's own; what to change is behind sign-in (SG-12, SG-49)",
    "moderation.limited": "a decision about one's own; no content, the reasons are behind sign-in (SG-12, SG-49)",
    "moderation.noted": "a decision about one's own; behind which note is behind sign-in (SG-12, SG-49)",
    "moderation.help_offered": "that somebody thought of them; not why, and the helplines are behind sign-in (SG-31)",
    "moderation.appeal_received": "that a question has come; not about what (SG-12)",
    "moderation.appeal_upheld": "that a decision stays; not which, nor why (SG-12)",
    "moderation.appeal_overturned": "that a decision was changed; not which, nor why (SG-12)",
    "moderation.decided_otherwise": "to staff: that a colleague saw something in another way; no content",
    "moderation.held_back": "that a person looks once more at a kind of thing; not who asked, nor why (SG-51)",
    "moderation.judge_missing": "to owners: that somebody else needs a role; not who asked, nor about what (SG-50)",
    "moderation.enough_in_a_room": "to leads: that somebody read a lot that is hard; not who, nor what (SEC-75)",
    "moderation.they_differ": "to staff: that two see something severe differently; not what",
    "moderation.second_missing": "to owners: that a second person is missing; not for what",
    "moderation.nobody_left": "to staff: that something severe waits for somebody; not what, nor who has had enough",
    "moderation.sanction": "a decision about one's own writing; the words and the rule are behind sign-in (SG-49)",
    "moderation.sanction_lifted": "that something about one's own writing is over; not what",
    "moderation.review_due": "to staff: that somebody's time to look again has come; not about whom",
    "moderation.flag_received": "that a flag has come; not on what, nor why (SG-51)",
    "moderation.flag_outcome": "what became of a flag; not on what, nor why (SG-51)",
    "innovations.remixed": "public already: others see the remix; no names, no titles",
    "circles.invited": "that there is an invitation; not to which circle, nor from whom",
    "circles.session_soon": "that a circle meets; not which, nor with whom",
    "circles.session_off": "that a circle does not meet as planned; not which, nor why",
    "circles.session_moved": "that a circle meets at another time; not which",
    "circles.agreement_changed": "that there is a new agreement to read; not of which circle",
    "circles.closed": "that a circle is over; not which, nor why",
    "moderation.waits": "that a decision takes longer; on what kind of thing, and no words of it",
    "moderation.handed_over": "to staff: that a colleague handed something over; not what",
    "moderation.overdue": "to staff: that something waits too long, and how severe; not what",
    "circles.paused": "that a circle takes a break; not which, nor why",
}


def leave(person, count=1, kind=ANSWER):
    return [
        notify(persona_id=person.persona.pk, kind=kind, facts={}, now=NOON + timedelta(minutes=number))
        for number in range(count)
    ]


def test_every_kind_of_notice_has_been_thought_about():
    assert set(registered_notices()) == set(KINDS)


def test_sec_54_no_notice_says_more_than_it_must():
    """With facts that hold everything a careless wording could repeat."""
    from pop.accounts.contracts import wording_of

    secret = "kingfisher"
    needed = {"number": 1, "item": str(uuid4())}
    facts = {
        **needed,
        "name": secret,
        "title": secret,
        "text": secret,
        "outcome": secret,
        "held": secret,
        "kind": secret,
    }
    for kind in KINDS:
        shown = wording_of(kind)(facts)
        assert secret not in f"{shown.title} {shown.body} {shown.url}", kind


def test_no_notice_leaves_the_site():
    """No e-mail, no push: the backend sends nothing, and nothing of ours knows how."""
    assert importlib.import_module("pop.settings.base").EMAIL_BACKEND == "django.core.mail.backends.dummy.EmailBackend"
    for settings in ("demo", "production", "people", "editorial"):
        names = {
            target.id
            for node in ast.walk(tree(next(file for file in python_files() if file.match(f"settings/{settings}.py"))))
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        assert "EMAIL_BACKEND" not in names
    senders = ("django.core.mail", "smtplib", "email.mime", "pywebpush", "firebase", "twilio", "apns")
    found = []
    for file in python_files():
        for node in ast.walk(tree(file)):
            named = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            named += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            called = isinstance(node, ast.Attribute) and node.attr in {"send_mail", "email_user", "mail_admins"}
            if called or any(name.startswith(senders) for name in named):
                found.append(f"{file}:{node.lineno}")
    assert found == []


def test_pages_follow_each_other_without_gaps(amina, bilal):
    leave(amina, 5)
    Notice.objects.filter(persona=amina.persona).update(created_at=NOON)  # the same moment: the id decides
    leave(bilal)
    seen, after = [], None
    for _page in range(3):
        page = page_of_notices(amina.actor, after=after, size=2)
        seen += [notice.id for notice in page.notices]
        after = page.next_after
    assert after is None
    assert seen == [notice.id for notice in notices_for(amina.actor)]
    assert len(set(seen)) == 5


def test_somebody_elses_notice_is_no_place_to_read_on_from(amina, bilal):
    (theirs,) = leave(bilal)
    mine = leave(amina, 2)
    assert [notice.id for notice in page_of_notices(amina.actor, after=theirs.pk).notices] == [mine[1].pk, mine[0].pk]


def test_deleting_takes_mine_away_and_never_another_persons(amina, bilal):
    (mine,), (theirs,) = leave(amina), leave(bilal)
    with pytest.raises(Absent):
        delete_notice(actor=amina.actor, notice_id=theirs.pk)
    with pytest.raises(SignInNeeded):
        delete_notice(actor=ANONYMOUS, notice_id=mine.pk)
    assert Notice.objects.count() == 2
    delete_notice(actor=amina.actor, notice_id=mine.pk)
    assert list(Notice.objects.all()) == [theirs]


def test_what_nobody_wants_is_not_left_and_decisions_always_are(amina, bilal):
    everything = ["answer", "invitation", "reminder", "remix"]
    assert wanted_notices(amina.actor) == everything
    choose_notices(actor=amina.actor, wanted=["remix"])
    assert wanted_notices(amina.actor) == ["remix"]
    assert leave(amina) == [None]
    assert leave(amina, kind=DECISION) != [None]
    assert leave(bilal) != [None]
    choose_notices(actor=amina.actor, wanted=everything)
    assert leave(amina) != [None]
    assert not UnwantedNotices.objects.exists()


def test_a_choice_that_is_none_changes_nothing(amina):
    choose_notices(actor=amina.actor, wanted=["remix"])
    with pytest.raises(Invalid):
        choose_notices(actor=amina.actor, wanted=["everything"])
    with pytest.raises(SignInNeeded):
        choose_notices(actor=ANONYMOUS, wanted=[])
    assert wanted_notices(amina.actor) == ["remix"]
    with pytest.raises(IntegrityError), transaction.atomic():
        UnwantedNotices.objects.create(persona=amina.persona, topic=NoticeTopic.DECISION)


def test_sg_46_the_choice_is_in_ones_own_data(amina):
    choose_notices(actor=amina.actor, wanted=["answer", "invitation", "reminder"])
    assert own_data_of(amina.actor)["areas"]["accounts"]["notices_not_wanted"] == ["remix"]


def test_sg_39_the_menu_says_new_and_never_how_many(amina, browser_of):
    browser = browser_of(amina)
    menu = lambda: browser.get(reverse("about")).content.decode().split("<nav")[1].split("</nav>")[0]  # noqa: E731
    assert ">new<" not in menu()
    leave(amina, 7)
    assert has_news(amina.actor)
    assert ">new<" in menu()
    assert "7" not in menu().split("account/notices")[1].split("</li>")[0].split(">new<")[1]
    home = browser.get(reverse("account_home")).content.decode()
    assert "7 new" not in home
    browser.post(reverse("account_read_notices"))
    assert ">new<" not in menu()


def test_the_page_reads_deletes_and_turns(amina, bilal, browser_of, client):
    notices = leave(amina, 21)
    (theirs,) = leave(bilal)
    browser = browser_of(amina)
    page = browser.get(reverse("account_notices"))
    assert len(page.context["notices"]) == 20
    older = browser.get(reverse("account_notices") + page.context["next_url"])
    assert [notice.id for notice in older.context["notices"]] == [notices[0].pk]
    assert older.context["next_url"] == ""
    browser.post(reverse("account_read_notice", args=[notices[5].pk]))
    notices[5].refresh_from_db()
    assert notices[5].read_at is not None
    assert Notice.objects.filter(persona=amina.persona, read_at=None).count() == 20
    browser.post(reverse("account_delete_notice", args=[notices[5].pk]))
    assert not Notice.objects.filter(pk=notices[5].pk).exists()
    for name in ("account_read_notice", "account_delete_notice"):
        assert browser.post(reverse(name, args=[theirs.pk])).status_code == 404
        assert client.post(reverse(name, args=[theirs.pk])).status_code == 302
    theirs.refresh_from_db()
    assert theirs.read_at is None


@pytest.mark.parametrize("after", ["x", "%00", "00000000-0000-0000-0000-000000000000"])
def test_a_broken_place_is_no_error(amina, browser_of, after):
    leave(amina)
    assert len(browser_of(amina).get(f"{reverse('account_notices')}?after={after}").context["notices"]) == 1


def test_choosing_on_the_page(amina, browser_of):
    browser = browser_of(amina)
    address = reverse("account_choose_notices")
    assert browser.get(address).content.decode().count(" checked") == 4
    browser.post(address, {"wanted": ["answer", "invitation"]})
    assert wanted_notices(amina.actor) == ["answer", "invitation"]
    assert browser.post(address, {"wanted": ["decision"]}).status_code == 400
    browser.post(address, {})
    assert wanted_notices(amina.actor) == []
