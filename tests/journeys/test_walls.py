"""The Content-Security-Policy in a real browser (SEC-30, SEC-33). `watch` fails a test on the first violation, script
error or request to another host; these tests only have to walk far enough."""

import pytest
from playwright.sync_api import expect
from wagtail.models import Page

PUBLIC = ["/", "/about/", "/leave/how/", "/help/", "/innovations/", "/circles/", "/resources/", "/partners/"]
ENTRANCE = ["/account/signup/", "/account/login/", "/account/recover/", "/nothing-is-here/"]


@pytest.fixture
def site(live_site, prepared_site):
    return live_site


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("screen", ["small phone", "desktop"])
def test_sec_30_public_pages_break_no_rule_and_fit_the_screen(visit, site, language, screen):
    page = visit(screen=screen, language=language)
    for path in PUBLIC + ENTRANCE:
        page.goto(path if language == "en" else f"/ar{path}")
        expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is wider than the screen"


def test_sec_30_signed_in_pages_break_no_rule(visit, site, amina, zola):
    for somebody, paths in (
        (amina, ["/account/", "/account/notices/", "/account/data/", "/innovations/mine/", "/circles/"]),
        (zola, ["/moderation/", "/account/security/"]),
    ):
        page = visit(somebody)
        for path in paths:
            page.goto(path)
            expect(page.locator(".bar a.exit")).to_be_visible()


def test_sec_30_the_editors_admin_keeps_to_its_own_policy(visit, site, ada):
    page = visit(ada)
    home = Page.objects.filter(depth=2).first()
    for path in (
        "/cms/",
        f"/cms/pages/{home.pk}/",
        "/cms/images/",
        "/cms/reports/site-history/",
        "/cms/workflows/list/",
    ):
        page.goto(path)
        expect(page.locator("#wagtail")).to_be_visible()
    page.goto(f"/cms/pages/{home.pk}/edit/")
    expect(page.locator("[data-edit-form]")).to_be_visible()
    page.get_by_role("button", name="Toggle preview").click()
    expect(page.frame_locator("iframe[id^='w-preview'], iframe[title='Preview']").first.locator("h1")).to_be_visible()
