"""The walls, asked at every kind of door (SEC-30, SEC-32, SEC-55, SG-37)."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.test import Client

from frontend import inline
from frontend.middleware import PageHeadersMiddleware

# Every kind of answer: pages, refusals, redirects, files, machines' doors, things that are not there.
ANSWERS = [
    ("/about/", 200),
    ("/ar/leave/how/", 200),
    ("/help/", 200),
    ("/innovations/", 200),
    ("/account/login/", 200),
    ("/account/", 302),
    ("/moderation/", 302),
    ("/nothing-is-here/", 404),
    ("/ar/nothing-is-here/", 404),
    ("/static/css/pop.css", 200),
    ("/static/nothing.css", 404),
    ("/media/nothing.jpg", 404),
    ("/documents/1/nothing.pdf", 404),
    ("/graphql/", 405),
    ("/healthz", 200),
    ("/readyz", 200),
    ("/robots.txt", 200),
    ("/manifest.webmanifest", 200),
    ("/worker.js", 200),
    ("/offline/", 200),
    ("/help/ke/kept/", 200),
    ("/help/ke/offline/", 200),
    ("/leave/", 303),
]
PUBLIC_POLICY = {
    "default-src 'none'",
    f"script-src 'self' {inline.policy_of(inline.EXIT_GUARD)}",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'none'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
}

FILE_POLICY = {"default-src 'none'", "frame-ancestors 'none'"}


def ask(client: Client, path: str):
    """The answer, read to its end: files are streamed."""
    response = client.get(path)
    if response.streaming:
        b"".join(response)
    response.close()
    return response


def policy_of(response) -> set[str]:
    return set(response["Content-Security-Policy"].split("; "))


def without_styles_inside(rule: str) -> str:
    """An area's own few styles stand in its pages, allowed by their hash: nobody else's are."""
    if rule.startswith("style-src "):
        for sheet in (inline.area_sheet(area) for area in ("accounts", "circles", "innovations", "pages", "support")):
            rule = rule.replace(f" {inline.policy_of(sheet)}", "")
    return rule


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "status"), ANSWERS)
def test_sec_30_the_strict_policy_is_on_every_answer(client, path, status):
    response = ask(client, path)
    assert response.status_code == status
    is_file = path.startswith("/static/") and status == 200
    assert {*map(without_styles_inside, policy_of(response))} == (FILE_POLICY if is_file else PUBLIC_POLICY)


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "status"), ANSWERS)
def test_sec_32_the_other_headers_too(client, path, status):
    response = ask(client, path)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == ("no-referrer" if path == "/leave/" else "same-origin")
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "status"), ANSWERS)
def test_sec_33_scripts_of_other_sites_may_read_nothing(client, path, status):
    assert not ask(client, path).has_header("Access-Control-Allow-Origin")


def test_a_file_whose_name_changes_with_it_says_nothing_to_ask_again_by(rf):
    """A hundred bytes less on every file of a page."""

    def of(cache_control: str) -> HttpResponse:
        dated = {"Cache-Control": cache_control, "ETag": '"x"', "Last-Modified": "x"}
        return PageHeadersMiddleware(lambda _request: HttpResponse(headers=dated))(rf.get("/static/css/pop.1.css"))

    assert not {"ETag", "Last-Modified"} & set(of("max-age=315360000, public, immutable").headers)
    assert {"ETag", "Last-Modified"} <= set(of("max-age=60, public").headers)


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "allowed"), [("/account/signup/", True), ("/account/login/", False)])
def test_sec_30_a_script_of_a_few_lines_is_allowed_where_it_stands_and_nowhere_else(client, path, allowed):
    response = client.get(path)
    script = inline.SMALL_SCRIPTS["name-ideas"]
    assert (inline.policy_of(script) in response["Content-Security-Policy"]) is allowed
    assert (f"<script>{inline.text_of(script)}</script>" in response.content.decode()) is allowed


@pytest.mark.django_db
def test_sg_37_no_sensor_is_open(client):
    policy = client.get("/about/")["Permissions-Policy"]
    for feature in ("geolocation", "camera", "microphone", "payment", "usb"):
        assert f"{feature}=()" in policy
    assert "(self)" not in policy
    assert "*" not in policy


@pytest.mark.django_db
def test_sec_30_only_the_editors_admin_has_a_looser_policy_and_still_no_stranger_in_it(ada, browser_of):
    response = browser_of(ada).get("/cms/")
    assert response.status_code == 200
    assert "script-src 'self' 'unsafe-inline'" in policy_of(response)
    assert "frame-ancestors 'self'" in policy_of(response)
    for rule in policy_of(response):
        assert "http" not in rule
        assert "*" not in rule
        assert "unsafe-eval" not in rule
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert policy_of(browser_of(ada).get("/about/")) == PUBLIC_POLICY


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/about/", "/help/", "/circles/", "/account/", "/nothing-is-here/"])
def test_sec_32_whoever_is_signed_in_leaves_no_page_in_a_cache(amina, browser_of, path):
    assert browser_of(amina).get(path)["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_sec_32_a_page_that_sets_a_cookie_is_not_kept_and_files_are(client):
    assert client.get("/account/login/")["Cache-Control"] == "no-store"
    assert "no-store" not in ask(client, "/static/css/pop.css").get("Cache-Control", "")


@pytest.mark.django_db
def test_sec_32_signing_out_makes_the_browser_forget(amina, browser_of):
    response = browser_of(amina).post("/account/logout/")
    assert response.status_code == 302
    assert '"cache"' in response["Clear-Site-Data"]
    assert '"storage"' in response["Clear-Site-Data"]
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/account/login/", "/ar/account/login/", "/moderation/", "/cms/", "/leave/"])
@pytest.mark.django_db
def test_private_parts_stay_out_of_search_engines(client, path):
    assert client.get(path)["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.django_db
def test_public_parts_may_be_found(client):
    assert "X-Robots-Tag" not in client.get("/help/")
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /account/" in robots
    assert "Disallow: /ar/moderation/" in robots
    assert "/help/" not in robots


@pytest.mark.django_db
def test_sg_20_leaving_ends_the_session_and_clears_the_site(amina, browser_of, settings):
    client = browser_of(amina)
    response = client.get("/leave/")
    assert response.status_code == 303
    assert response["Location"] == settings.POP_EXIT_URL
    assert response["Clear-Site-Data"] == '"*"'
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response.content == b""
    assert response.cookies[settings.SESSION_COOKIE_NAME].value == ""
    assert response.cookies[settings.CSRF_COOKIE_NAME].value == ""
    assert Session.objects.count() == 0
    assert client.get("/account/").status_code == 302  # the old session opens nothing


def test_sg_28_leaving_needs_no_session_and_survives_a_database_that_is_down(client, settings):
    # No `db` fixture: any query fails here, as it does when the database is gone.
    assert client.get("/leave/")["Location"] == settings.POP_EXIT_URL


@pytest.mark.django_db
def test_sec_38_an_error_says_a_number_and_nothing_else(monkeypatch, caplog):
    def broken(_request: HttpRequest):
        raise RuntimeError("secret /srv/pop SELECT * FROM accounts_login")

    monkeypatch.setattr("frontend.views.render", lambda *_a, **_k: broken(HttpRequest()))
    response = Client(raise_request_exception=False).get("/about/")
    assert response.status_code == 500
    page = response.content.decode()
    for leak in ("secret", "/srv", "SELECT", "RuntimeError", "Traceback", "django", "Python"):
        assert leak not in page
    number = page.split("<code>")[1].split("</code>")[0]
    assert f"Error {number}: RuntimeError" in caplog.text
    assert 'href="/help/"' in page
    assert policy_of(response) == PUBLIC_POLICY


def test_sec_38_the_error_page_needs_no_database():
    from frontend.views import server_error

    assert server_error(HttpRequest()).status_code == 500


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_form_with_an_old_token_is_told_how_to_go_on(language):
    client = Client(enforce_csrf_checks=True)
    prefix = "" if language == "en" else "/ar"
    response = client.post(f"{prefix}/account/login/", {"login": "x"})
    assert response.status_code == 403
    page = response.content.decode()
    assert f'lang="{language}"' in page
    assert f'href="{prefix}/help/"' in page
    assert "CSRF" not in page


@pytest.mark.django_db
def test_health_doors_say_one_word(client):
    assert client.get("/healthz").content == b"alive\n"
    assert client.get("/readyz").content == b"ready\n"


def test_alive_needs_no_database_and_ready_does(client, monkeypatch):
    monkeypatch.setattr("pop.core.health._migrations_seen", True)
    assert client.get("/healthz").status_code == 200

    def down():
        from django.db import OperationalError

        raise OperationalError("no route to db.internal:5432")

    monkeypatch.setattr("pop.core.health.connection.cursor", down)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.content == b"waiting for database\n"


def test_the_headers_come_before_everything_else():
    assert settings.MIDDLEWARE[:3] == [
        "frontend.public_pages.PublicPagesMiddleware",  # keeps and compresses whole answers, headers included
        "csp.middleware.CSPMiddleware",
        f"{PageHeadersMiddleware.__module__}.{PageHeadersMiddleware.__name__}",
    ]


@pytest.mark.django_db
def test_only_a_countrys_help_page_may_start_a_worker_and_only_the_one(client):
    policy = policy_of(client.get("/help/ke/"))
    assert "worker-src 'self'" in policy
    assert "trusted-types pop-worker" in policy
    for path in ("/help/", "/help/ke/kept/", "/offline/", "/leave/how/"):
        assert {"worker-src 'none'", "trusted-types 'none'"} <= policy_of(client.get(path))


@pytest.mark.django_db
def test_the_worker_is_asked_for_anew_and_can_be_called_back(client, settings):
    response = client.get("/worker.js")
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cache-Control"] == "no-cache"
    assert b'"on": true' in response.content.splitlines()[0]
    settings.POP_KEEP_HELP = False
    assert b'"on": false' in client.get("/worker.js").content.splitlines()[0]
    assert client.get("/help/ke/kept/").status_code == 410
    assert "pop-keep" not in client.get("/help/ke/").content.decode()


@pytest.mark.django_db
def test_sec_55_an_icon_on_a_home_screen_says_nothing(client):
    for path, start in (("/manifest.webmanifest", "/"), ("/ar/manifest.webmanifest", "/ar/")):
        said = client.get(path).json()
        assert (said["name"], said["short_name"], said["id"], said["start_url"]) == ("POP", "POP", "/", start)
        assert {icon["sizes"] for icon in said["icons"]} == {"any", "192x192", "512x512"}
        for icon in said["icons"]:
            assert ask(client, icon["src"]).status_code == 200
    assert said["dir"] == "rtl"
