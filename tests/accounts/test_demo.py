"""The demo's cast, and a door that opens on this machine only."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.urls import include, path

from pop.accounts.checks import demo_door_stays_home
from pop.accounts.contracts import Role
from pop.accounts.demo import CAST, PASSPHRASE, ensure_cast
from pop.accounts.models import Login, Organisation, StaffRole
from pop.accounts.selectors import actor_for
from pop.core import clock
from pop.urls import urlpatterns as site
from tests import people

urlpatterns = [path("demo/", include("pop.accounts.demo_urls")), *site]


@pytest.fixture
def demo(settings):
    settings.POP_DEMO_DOOR = True
    settings.ROOT_URLCONF = __name__


def test_the_cast_is_made_once(db):
    first = ensure_cast(clock.now())
    assert ensure_cast(clock.now()) == first
    assert set(first) == {part.name for part in CAST}
    assert Login.objects.count() == len(CAST) == 11
    assert StaffRole.objects.count() == 7
    assert {organisation.name for organisation in Organisation.objects.all()} == {
        "Harbour Youth Trust", "Northern Schools Network",
    }  # fmt: skip
    assert Login.objects.get(username="lina").age_band == "10-12"
    assert Login.objects.get(username="ada").is_superuser
    assert Login.objects.get(username="zola").age_band == ""


def test_a_click_signs_in_with_the_second_factor(demo, db):
    ensure_cast(clock.now())
    client = Client(HTTP_HOST="127.0.0.1:8000")
    assert len(client.get("/demo/").context["cast"]) == 11
    client.post("/demo/", {"name": "zola"})
    assert actor_for(Login.objects.get(username="zola"), client.session).roles == {Role.MODERATOR}
    client.post("/demo/", {"name": "ada"})
    assert client.get("/account/staff/").status_code == 200


def test_only_the_cast_comes_in_by_the_door(demo, db):
    people.person("outsider", "", Role.OWNER)
    people.person("zola", "", Role.MODERATOR)  # of that name, but not of the demo
    client = Client(HTTP_HOST="localhost")
    for name in ("outsider", "zola", "nobody", ""):
        assert client.post("/demo/", {"name": name}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_the_door_answers_this_machine_only(demo, db, settings):
    ensure_cast(clock.now())
    settings.ALLOWED_HOSTS = ["*"]
    client = Client(HTTP_HOST="pop.example.org")
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/", {"name": "ada"}).status_code == 404
    settings.POP_DEMO_DOOR = False
    assert Client(HTTP_HOST="localhost").get("/demo/").status_code == 404


def test_outside_the_demo_there_is_no_door(client, db):
    assert client.get("/demo/").status_code == 404


@pytest.mark.parametrize(
    ("hosts", "errors"), [(["127.0.0.1", "localhost"], 0), (["pop.example.org"], 1), (["*"], 1), ([], 1)]
)
def test_a_check_keeps_the_door_home(hosts, errors):
    with override_settings(POP_DEMO_DOOR=True, ALLOWED_HOSTS=hosts):
        assert len(demo_door_stays_home()) == errors
    with override_settings(POP_DEMO_DOOR=False, ALLOWED_HOSTS=hosts):
        assert demo_door_stays_home() == []


def test_the_command_is_the_demos_only(db):
    with pytest.raises(CommandError):
        call_command("demo")
    assert not Login.objects.exists()


def test_the_passphrase_is_the_documented_one(db):
    ensure_cast(clock.now())
    assert Login.objects.get(username="amina").check_password(PASSPHRASE)
