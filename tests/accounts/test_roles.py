"""Who is staff: only an owner decides, and the second factor stands before every staff page."""

import time
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from pop.accounts.actions import add_organisation, end_lapsed_roles, end_role, grant_role, make_owner
from pop.accounts.contracts import ANONYMOUS, Role
from pop.accounts.models import Login, Organisation, StaffRole
from pop.audit.models import AuditEntry
from pop.core import clock
from pop.core.errors import Absent, Conflict, Invalid
from tests.people import PASSPHRASE

EVERYBODY_ELSE = ["amina", "lina", "joel", "zola", "nia", "salma", "otto"]


def grant(actor, name="amina", role=Role.MODERATOR, **more):
    return grant_role(actor=actor, name=name, role=role, now=clock.now(), **more)


@pytest.mark.parametrize("who", EVERYBODY_ELSE)
@pytest.mark.parametrize("role", [Role.OWNER, Role.MODERATOR])
def test_sec_44_nobody_below_owner_raises_a_role(request, ada, bilal, who, role):
    person = request.getfixturevalue(who)
    before = list(StaffRole.objects.order_by("pk").values())
    for target in (who, "bilal"):
        with pytest.raises(Absent):
            grant(person.actor, target, role)
    for held in StaffRole.objects.all():
        with pytest.raises(Absent):
            end_role(actor=person.actor, role_id=held.pk, now=clock.now())
    with pytest.raises(Absent):
        add_organisation(actor=person.actor, name="Mine", now=clock.now())
    assert list(StaffRole.objects.order_by("pk").values()) == before
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("who", EVERYBODY_ELSE)
def test_sec_44_nobody_below_owner_reaches_the_staff_page(request, ada, browser_of, who):
    browser = browser_of(request.getfixturevalue(who))
    held = StaffRole.objects.get(login=ada.login)
    form = {"name": who, "role": "owner"}
    assert browser.get(reverse("account_staff")).status_code == 404
    assert browser.post(reverse("account_staff"), form).status_code == 404
    assert browser.post(reverse("account_end_role", args=[held.pk])).status_code == 404
    assert browser.post(reverse("account_add_organisation"), {"organisation": "Mine"}).status_code == 404
    assert StaffRole.objects.get(login=ada.login).ended_at is None


def test_sec_43_an_owner_without_second_factor_is_no_owner(ada, amina):
    with pytest.raises(Absent):
        grant(ada.actor_without_second_factor)
    with pytest.raises(Absent):
        grant(ANONYMOUS)
    assert StaffRole.objects.count() == 1


def test_an_owner_gives_and_ends_a_role(ada, amina):
    held = grant(ada.actor)
    assert amina.actor.roles == {Role.MODERATOR}
    end_role(actor=ada.actor, role_id=held.pk, now=clock.now())
    assert amina.actor.roles == frozenset()
    assert StaffRole.objects.get(pk=held.pk).granted_by_id == ada.login.pk
    steps = list(AuditEntry.objects.order_by("sequence").values_list("verb", "actor_id", "subject_id"))
    assert steps == [
        ("accounts.grant_role", ada.login.pk, str(amina.login.pk)),
        ("accounts.end_role", ada.login.pk, str(amina.login.pk)),
    ]


def test_the_owner_role_and_wagtails_superuser_keep_step(ada, amina):
    held = grant(ada.actor, role=Role.OWNER)
    assert Login.objects.get(pk=amina.login.pk).is_superuser
    end_role(actor=ada.actor, role_id=held.pk, now=clock.now())
    assert not Login.objects.get(pk=amina.login.pk).is_superuser


def test_a_partner_editor_needs_an_organisation(ada, amina):
    with pytest.raises(Invalid) as caught:
        grant(ada.actor, role=Role.PARTNER_EDITOR)
    assert list(caught.value.fields) == ["organisation_id"]
    trust = add_organisation(actor=ada.actor, name="Harbour Trust", now=clock.now())
    grant(ada.actor, role=Role.PARTNER_EDITOR, organisation_id=trust.pk)
    assert amina.actor.organisation_ids == {trust.pk}


def test_what_is_wrong_is_said_at_its_field(ada, amina):
    with pytest.raises(Invalid) as caught:
        grant(ada.actor, "nobody", "emperor", valid_until=date(2001, 1, 1))
    assert list(caught.value.fields) == ["name", "role", "valid_until"]
    grant(ada.actor)
    with pytest.raises(Invalid):
        grant(ada.actor)
    assert StaffRole.objects.filter(login=amina.login).count() == 1


def test_the_last_owner_stays(ada, amina):
    mine = StaffRole.objects.get(login=ada.login)
    with pytest.raises(Conflict):
        end_role(actor=ada.actor, role_id=mine.pk, now=clock.now())
    grant(ada.actor, role=Role.OWNER)
    end_role(actor=ada.actor, role_id=mine.pk, now=clock.now())
    assert ada.actor.roles == frozenset()


def test_sg_60_a_role_is_gone_the_day_after_its_last(ada, amina, browser_of):
    today = clock.now().date()
    held = grant(ada.actor, role=Role.OWNER, valid_until=today)
    assert amina.actor.roles == {Role.OWNER}
    StaffRole.objects.filter(pk=held.pk).update(valid_until=today - timedelta(days=1))
    assert amina.actor.roles == frozenset()
    assert end_lapsed_roles(login_id=amina.login.pk, now=clock.now()) == 1
    assert not Login.objects.get(pk=amina.login.pk).is_superuser
    assert AuditEntry.objects.get(verb="accounts.role_lapsed").actor_id is None
    assert end_lapsed_roles(login_id=amina.login.pk, now=clock.now()) == 0


def test_sg_60_a_lapsed_owner_with_another_role_finds_the_admin_without_owners_rights(ada, amina, browser_of):
    grant(ada.actor, role=Role.MODERATOR)
    held = grant(ada.actor, role=Role.OWNER)
    StaffRole.objects.filter(pk=held.pk).update(valid_until=date(2026, 1, 1))
    assert browser_of(amina).get("/cms/users/").status_code != 200
    assert not Login.objects.get(pk=amina.login.pk).is_superuser


STAFF_PAGES = [
    "/cms/",
    "/cms/pages/",
    "/cms/images/",
    "/account/staff/",
    "/ar/account/staff/",
    "/account/consent/codes/",
]


@pytest.mark.parametrize("page", STAFF_PAGES)
@pytest.mark.parametrize("who", ["ada", "otto", "zola", "salma"])
def test_sec_43_a_passphrase_alone_opens_no_staff_page(request, browser_of, who, page):
    answer = browser_of(request.getfixturevalue(who), second_factor=False).get(page)
    assert answer.status_code == 302
    assert answer["Location"].endswith("/account/security/")


@pytest.mark.parametrize("page", ["/cms/", "/cms/login/", "/cms/password_reset/", "/cms/pages/"])
def test_sec_43_the_admins_own_sign_in_is_shut(amina, browser_of, client, page):
    answer = client.get(page)
    assert answer.status_code == 404 or answer["Location"].startswith("/account/login/")
    answer = client.post("/cms/login/", {"username": "amina", "password": PASSPHRASE})
    assert "_auth_user_id" not in client.session
    answer = browser_of(amina).get(page)
    assert answer.status_code == 404 or answer["Location"] == "/account/"


def test_the_page_gives_and_ends_roles_right_after_the_second_factor(ada, amina, browser_of):
    browser = browser_of(ada)
    form = {"name": "amina", "role": "moderator", "organisation_id": "", "valid_until": ""}
    assert browser.post(reverse("account_staff"), form)["Location"].endswith("/account/security/")  # it was long ago
    assert amina.actor.roles == frozenset()
    session = browser.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session.save()
    assert browser.post(reverse("account_staff"), form)["Location"] == reverse("account_staff")
    assert amina.actor.roles == {Role.MODERATOR}
    page = browser.post(reverse("account_staff"), {**form, "name": "nobody"})
    assert page.status_code == 400
    assert "Nobody signs in with this name" in page.content.decode()
    held = StaffRole.objects.get(login=amina.login)
    assert browser.post(reverse("account_end_role", args=[held.pk])).status_code == 302
    assert amina.actor.roles == frozenset()
    browser.post(reverse("account_add_organisation"), {"organisation": "New Friends", "website": "new.example"})
    assert Organisation.objects.get().website == "https://new.example"


def test_make_owner_makes_the_first_owner(db, capsys):
    call_command("make_owner", "Brave Lantern", print_passphrase=True)
    printed = capsys.readouterr().out
    passphrase = printed.splitlines()[0].rsplit(" ", 1)[1]
    client = Client()
    assert client.post("/account/login/", {"login": "brave lantern", "password": passphrase}).status_code == 302
    assert client.get("/account/staff/")["Location"].endswith("/account/security/")
    assert AuditEntry.objects.get().actor_id is None


def test_make_owner_refuses_what_sign_up_refuses(db):
    with pytest.raises(Invalid):
        make_owner(name="x@y.example", passphrase="seven quiet rivers", now=clock.now())
    with pytest.raises(Invalid):
        make_owner(name="nobody", passphrase=None, now=clock.now())
    assert not Login.objects.exists()


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_sec_43_the_queue_asks_for_the_second_factor_and_flagging_does_not(zola, browser_of, prefix):
    browser = browser_of(zola, second_factor=False)
    assert browser.get(f"{prefix}/moderation/")["Location"].endswith("/account/security/")
    assert browser.get(f"{prefix}/moderation/flagged/").status_code == 200
    assert browser_of(zola).get(f"{prefix}/moderation/").status_code == 200
