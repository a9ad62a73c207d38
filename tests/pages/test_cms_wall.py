"""The whole Wagtail admin: who gets in, and what nobody may do there."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.models import Page

from pop.accounts.contracts import AgeBand, Role
from pop.pages.cms_wall import LEADS_MAY, LEADS_READ
from tests import people
from tests.factories import pages as make

pytestmark = pytest.mark.django_db


def _addresses() -> Iterator[tuple[str, str]]:
    """Every address under /cms/, with plausible values: (name, path)."""
    cms = next(one for one in get_resolver().url_patterns if str(one.pattern) == "cms/")
    yield from _walk(cms.url_patterns, "/cms/", "")


def _walk(patterns: list[URLPattern | URLResolver], prefix: str, space: str) -> Iterator[tuple[str, str]]:
    for one in patterns:
        path = prefix + _example(one)
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, path, f"{space}{one.namespace}:" if one.namespace else space)
        else:
            yield f"{space}{one.name}", path


def _example(one: URLPattern | URLResolver) -> str:
    pattern = one.pattern
    text = str(pattern).removeprefix("^").removesuffix("$")
    for name, converter in getattr(pattern, "converters", {}).items():
        kind = type(converter).__name__
        value = {"IntConverter": "1", "UUIDConverter": str(UUID(int=1))}.get(kind, "x")
        for written in (
            f"<int:{name}>",
            f"<str:{name}>",
            f"<slug:{name}>",
            f"<uuid:{name}>",
            f"<path:{name}>",
            f"<{name}>",
        ):
            text = text.replace(written, value)
    if "(?P" in text:
        text = (
            text.replace(r"(?P<pk>\d+)", "1")
            .replace("(?P<pk>.+)", "1")
            .replace(r"(?P<revision_id_a>live|earliest|\d+)", "1")
        )
        text = text.replace(r"\.\.\.(?P<revision_id_b>live|latest|\d+)", "...2")
    if text in {".*/", ""} and not isinstance(one, URLResolver):
        return "anything/" if text else ""
    return text


ADDRESSES = sorted({path for _name, path in _addresses()})


def test_the_walk_finds_the_whole_admin():
    assert len(ADDRESSES) > 150
    assert {"/cms/", "/cms/users/", "/cms/groups/", "/cms/pages/1/edit/", "/cms/login/"} <= set(ADDRESSES)
    assert not [path for path in ADDRESSES if "<" in path or "(" in path]


def _answers(client) -> dict[str, int]:
    found = {}
    for path in ADDRESSES:
        for method in (client.get, client.post):
            status = method(path).status_code
            found[f"{method.__name__} {path}"] = status
    return found


def test_sec_43_no_address_of_the_cms_answers_a_stranger(client, prepared_site):
    answers = _answers(client)
    assert {address: status for address, status in answers.items() if status not in {302, 404}} == {}


def test_sec_43_nor_somebody_who_is_not_staff(browser_of, amina, prepared_site):
    answers = _answers(browser_of(amina))
    assert {address: status for address, status in answers.items() if status not in {302, 404}} == {}


def test_sec_43_nor_an_owner_with_a_passphrase_only(browser_of, ada, prepared_site):
    answers = _answers(browser_of(ada, second_factor=False))
    assert {address: status for address, status in answers.items() if status not in {302, 404}} == {}


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.COUNSELLOR])
def test_roles_that_do_not_write_have_no_cms(browser_of, prepared_site, role):
    client = browser_of(people.person("somebody", "", role))
    assert client.get("/cms/").status_code == 404
    assert client.get("/cms/login/").status_code == 404


def test_safeguarding_leads_reach_the_lexicon_and_projects_to_read_and_nothing_else(browser_of, prepared_site, salma):
    client = browser_of(salma)
    elsewhere = [
        path for name, path in _addresses() if name not in LEADS_MAY and name.partition(":")[0] not in LEADS_READ
    ]
    assert len(elsewhere) > 200
    assert {path for path in elsewhere if client.get(path).status_code != 404} == set()
    for page in ("moderation/lexiconterm", "innovations/project"):
        assert client.get(f"/cms/snippets/{page}/").status_code == 200
    assert client.get("/cms/snippets/innovations/project/add/").status_code in {302, 404}


def test_there_is_one_door_to_sign_in(client, prepared_site):
    shown = client.get("/cms/login/")
    assert shown.status_code == 302
    assert shown["Location"].startswith("/account/")
    for path in ("/cms/password_reset/", "/cms/password_reset/confirm/x/y/"):
        assert client.get(path).status_code == 302
        assert client.get(path)["Location"].startswith("/account/")


PEOPLE_ADDRESSES = [
    path for path in ADDRESSES if path.startswith(("/cms/users/", "/cms/groups/", "/cms/password_reset/"))
]


@pytest.mark.parametrize("who", ["ada", "zola", "otto"])
def test_sec_44_nobody_manages_people_in_wagtail(request, browser_of, prepared_site, who):
    client = browser_of(request.getfixturevalue(who))
    assert client.get("/cms/").status_code == 200
    assert len(PEOPLE_ADDRESSES) > 15
    for path in PEOPLE_ADDRESSES:
        assert client.get(path).status_code == 404, path
        assert client.post(path, {"is_superuser": "on", "groups": "1"}).status_code == 404, path


@pytest.mark.parametrize("who", ["ada", "zola", "otto"])
@pytest.mark.parametrize("action", ["assign_role", "delete", "set_active_state"])
def test_sec_44_no_bulk_action_on_people(request, browser_of, prepared_site, amina, who, action):
    client = browser_of(request.getfixturevalue(who))
    path = f"/cms/bulk/accounts/login/{action}/?id={amina.login.pk}"
    assert client.get(path).status_code == 404
    assert client.post(path, {"role": "1", "mark_as_active": "False"}).status_code == 404
    assert get_user_model().objects.filter(pk=amina.login.pk, is_active=True, groups=None).exists()


@pytest.mark.parametrize("who", ["ada", "zola", "otto"])
def test_sec_44_own_settings_cannot_change_who_somebody_is(request, browser_of, prepared_site, who):
    somebody = request.getfixturevalue(who)
    client = browser_of(somebody)
    shown = client.get("/cms/account/")
    assert shown.status_code == 200
    for name in ("password", "email", "first_name", "avatar"):
        assert f'name="{name}' not in shown.text
        assert f'name="name_email-{name}' not in shown.text

    client.post(
        "/cms/account/",
        {
            "locale-preferred_language": "en",
            "theme-theme": "dark",
            "theme-density": "default",
            "theme-contrast": "system",
            "name_email-first_name": "Root",
            "name_email-email": "root@example.org",
            "password-new_password1": "another long passphrase",
            "password-new_password2": "another long passphrase",
            "is_superuser": "on",
            "groups": "1",
        },
    )

    login = get_user_model().objects.get(pk=somebody.login.pk)
    assert login.check_password(people.PASSPHRASE)
    assert login.email == ""
    assert login.is_superuser is (who == "ada")


def test_the_menu_offers_no_people(browser_of, ada, prepared_site):
    shown = browser_of(ada).get("/cms/").text
    assert "/cms/users/" not in shown
    assert "/cms/groups/" not in shown


def test_groups_follow_roles_and_nothing_else(prepared_site, browser_of, otto, zola, ada):
    stray = Group.objects.get(name="Owners")
    otto.login.groups.add(stray)
    for somebody in (otto, zola, ada):
        browser_of(somebody).get("/cms/")

    organisation = next(iter(otto.actor.organisation_ids))
    assert set(otto.login.groups.values_list("name", flat=True)) == {"Partner editors", f"Organisation {organisation}"}
    assert set(zola.login.groups.values_list("name", flat=True)) == {"Curators"}
    assert set(ada.login.groups.values_list("name", flat=True)) == {"Owners"}


def test_a_lapsed_owner_does_not_stay_superuser_in_wagtail(prepared_site, browser_of, ada):
    ada.login.staff_roles.update(ended_at=people.LONG_AGO)
    answer = browser_of(ada).get("/cms/")
    assert answer.status_code in {302, 404}


def test_sg_48_no_page_of_the_cms_shows_a_young_persons_sign_in_name(browser_of, prepared_site, otto, zola, ada):
    secret = people.person("secretsigninname", AgeBand.THIRTEEN_TO_FIFTEEN)
    make.partner(people.organisation("Another"))
    for somebody in (otto, zola, ada):
        client = browser_of(somebody)
        for path in ADDRESSES:
            if "logout" in path:
                continue
            answer = client.get(path, follow=False)
            if not answer.streaming:
                assert "secretsigninname" not in answer.content.decode("utf-8", "replace"), path
                assert str(secret.login.pk) not in answer.content.decode("utf-8", "replace"), path


def test_no_address_of_the_cms_breaks(browser_of, prepared_site, ada):
    """An owner may look everywhere that is open; nothing answers with a server error."""
    client = browser_of(ada)
    client.raise_request_exception = False
    page = Page.objects.filter(depth=3).first()
    broken = {}
    for path in ADDRESSES:
        if "logout" in path:
            continue
        status = client.get(path.replace("/1/", f"/{page.pk}/", 1)).status_code
        if status >= 500:
            broken[path] = status
    assert broken == {}
