"""Public pages are compressed, answered 304, and kept for everybody, and never once something has changed."""

import gzip

import brotli
import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pop.accounts.models import Organisation, Persona
from tests import people


@pytest.fixture(autouse=True)
def pages_are_kept(settings):
    settings.CACHES = {
        **settings.CACHES,
        "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages-test"},
    }
    del caches.settings  # read anew
    caches["pages"].clear()
    yield
    caches["pages"].clear()
    del caches.settings


def queries_of(path: str, client: Client | None = None, **headers: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        (client or Client()).get(path, headers=headers)
    return len(queries)


@pytest.mark.django_db
@pytest.mark.parametrize(("accepts", "unpack"), [("br, gzip", brotli.decompress), ("gzip", gzip.decompress)])
def test_a_page_comes_compressed_as_the_browser_can_read_it(client, accepts, unpack):
    plain = client.get("/help/")
    small = client.get("/help/", headers={"accept-encoding": accepts})
    assert small["Content-Encoding"] == accepts.split(",")[0]
    assert unpack(small.content) == plain.content
    assert len(small.content) < len(plain.content) / 2
    assert int(small["Content-Length"]) == len(small.content)
    assert "Accept-Encoding" in small["Vary"]


@pytest.mark.django_db
@pytest.mark.parametrize("accepts", ["", "identity", "br;q=0, gzip;q=0", "deflate"])
def test_whoever_cannot_unpack_gets_it_plain(client, accepts):
    response = client.get("/about/", headers={"accept-encoding": accepts})
    assert not response.has_header("Content-Encoding")
    assert b"</html>" in response.content


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("accepts", "comes", "unpack"), [("br, gzip", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress)]
)
def test_a_page_with_a_token_is_padded_at_random_and_never_kept(client, accepts, comes, unpack):
    def page():
        return client.get("/account/recover/", headers={"accept-encoding": accepts})

    sizes = [len(page().content) for _once_more in range(30)]
    assert len(set(sizes)) > 10  # always as long would tell what is in it (BREACH)
    assert max(sizes) - min(sizes) > 40
    response = page()
    assert response["Content-Encoding"] == comes
    assert "Accept-Encoding" in response["Vary"]
    assert response["Content-Length"] == str(len(response.content))
    assert b"csrfmiddlewaretoken" in unpack(response.content)
    assert response["Cache-Control"] == "no-store"
    assert not response.has_header("ETag")


@pytest.mark.django_db
def test_a_kept_page_asks_the_database_nothing_and_is_the_same_to_the_byte(client):
    first = client.get("/help/ke/")
    with CaptureQueriesContext(connection) as queries:
        second = Client().get("/help/ke/")
    assert len(queries) == 0
    assert second.content == first.content
    assert dict(second.items()) == dict(first.items())


@pytest.mark.django_db
def test_who_has_the_page_is_told_that_it_still_holds(client):
    first = client.get("/about/")
    again = client.get("/about/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert client.get("/about/", headers={"if-none-match": 'W/"another"'}).status_code == 200


@pytest.mark.django_db
def test_sg_57_a_write_by_any_door_makes_every_kept_page_old_at_once(client):
    organisation = Organisation.objects.create(name="Harbour", slug="harbour")
    for write in (
        lambda: Organisation.objects.filter(pk=organisation.pk).update(name="Another"),
        lambda: Organisation.objects.bulk_create([Organisation(name="Third", slug="third")]),
        lambda: connection.cursor().execute("DELETE FROM accounts_organisation WHERE slug = 'third'"),
        organisation.delete,
    ):
        client.get("/help/ke/")
        assert queries_of("/help/ke/") == 0
        write()
        assert queries_of("/help/ke/") > 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_sg_57_what_was_made_before_the_commit_is_old_after_it(client):
    with transaction.atomic():
        Organisation.objects.create(name="Harbour", slug="harbour")
        state = caches["pages"].get("state")
    assert caches["pages"].get("state") != state


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_sg_57_a_page_begun_before_a_write_is_not_kept_beyond_it(client, monkeypatch):
    client.get("/help/ke/")
    caches["pages"].delete_many(["everything"])
    from pop.support import views

    render = views.render

    def slow(request, *arguments, **more):
        response = render(request, *arguments, **more)
        Organisation.objects.create(name="Meanwhile", slug="meanwhile")
        return response

    monkeypatch.setattr(views, "render", slow)
    client.get("/help/us/")
    monkeypatch.undo()
    assert queries_of("/help/us/") > 0


@pytest.mark.django_db
def test_busy_tables_that_no_public_page_shows_leave_pages_kept(client, amina, browser_of):
    client.get("/help/ke/")
    session = client.session
    session["anything"] = "else"
    session.save()
    assert queries_of("/help/ke/") == 0


@pytest.mark.django_db
def test_sec_32_a_kept_page_is_never_anothers(client, amina, browser_of):
    stranger = client.get("/about/").content
    hers = browser_of(amina).get("/about/")
    assert hers["Cache-Control"] == "no-store"
    assert not hers.has_header("ETag")
    assert b"/account/notices/" in hers.content
    assert Client().get("/about/").content == stranger
    assert b"/account/notices/" not in stranger


@pytest.mark.django_db
def test_each_look_and_language_has_its_own_copy(client):
    light, dark = Client(), Client()
    dark.cookies["display"] = "dark.text"
    assert b'data-theme="auto"' in light.get("/about/").content
    assert b'data-theme="dark"' in dark.get("/about/").content
    assert b'data-theme="auto"' in light.get("/about/").content
    assert b'lang="ar"' in light.get("/ar/about/").content
    odd = Client()
    odd.cookies["display"] = "<script>.?"
    assert odd.get("/about/").content == light.get("/about/").content


@pytest.mark.django_db
def test_the_address_alone_says_the_language(client):
    english = client.get("/about/").content
    caches["pages"].clear()
    assert client.get("/about/", headers={"accept-language": "ar"}).content == english


@pytest.mark.django_db
def test_sec_54_what_somebody_searches_for_is_not_kept(client):
    client.get("/help/search?q=bullying")
    assert queries_of("/help/search?q=bullying") > 0


@pytest.mark.django_db
def test_a_message_waiting_is_shown_to_its_reader_only(client):
    told = Client()
    told.cookies["messages"] = "anything"
    told.get("/about/")
    assert not told.get("/about/").has_header("ETag")


@pytest.mark.django_db
def test_a_cache_that_is_down_costs_no_page(client, monkeypatch):
    def down(*_arguments, **_more):
        raise ConnectionError

    for name in ("get_many", "get", "set", "add"):
        monkeypatch.setattr(caches["pages"], name, down)
    assert client.get("/help/").status_code == 200
    people.person("sam")
    assert Persona.objects.filter(name="sam").exists()


def test_the_tables_left_out_are_tables():
    from django.apps import apps

    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    assert tables >= settings.POP_UNSHOWN_TABLES
