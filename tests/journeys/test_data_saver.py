"""Whoever saves data gets the words of a picture and a link to it, and not one byte of it."""

import io

import pytest
from playwright.sync_api import expect

from innovations import actions
from pop.pages.actions import prepare_site
from tests.factories import innovations
from tests.factories.images import picture

ALT = "A folded card on a table"


@pytest.fixture
def asked():
    """Addresses of pictures that a page asked for."""
    return []


def pictures_of(page, asked):
    page.on("request", lambda request: asked.append(request.url) if request.resource_type == "image" else None)
    return page


@pytest.fixture
def project(live_site, amina, zola):
    prepare_site()
    draft = innovations.draft(amina)
    file = io.BytesIO(picture("PNG", size=(1600, 1000)))
    actions.add_image(actor=amina.actor, project_id=draft.pk, file=file, alt=ALT, now=innovations.NOW)
    checks = innovations.ALL_CHECKS
    sent = actions.submit_project(actor=amina.actor, project_id=draft.pk, checks=checks, now=innovations.NOW)
    innovations.decide(zola, sent)
    return sent


def test_a_phone_takes_the_size_that_fits_and_knows_its_shape(visit, project, asked):
    page = pictures_of(visit(screen="phone"), asked)
    page.goto(f"/innovations/{project.pk}/", wait_until="networkidle")
    shown = page.get_by_alt_text(ALT)
    expect(shown).to_be_visible()
    expect(shown).to_have_attribute("width", "320")  # without a stylesheet it fits, too
    expect(shown).to_have_attribute("decoding", "async")
    assert shown.evaluate("one => one.complete && one.naturalWidth > 0")
    assert [url.rpartition("/")[2] for url in asked if "/pictures/" in url] == [
        "large.webp"
    ]  # 390 points, twice as fine

    small = pictures_of(visit(screen="small phone"), asked)
    asked.clear()
    small.goto(f"/innovations/{project.pk}/", wait_until="networkidle")
    assert [url.rpartition("/")[2] for url in asked if "/pictures/" in url] == ["small.webp"]


@pytest.mark.parametrize("how", ["chosen here", "said by the browser"])
@pytest.mark.parametrize("path", ["/", "/innovations/", "project"])
def test_with_the_data_saver_no_picture_is_asked_for(visit, live_site, project, asked, how, path):
    page = pictures_of(visit(screen="phone"), asked)
    if how == "chosen here":
        page.context.add_cookies([{"name": "display", "value": "auto.text", "url": live_site.url}])
    else:
        page.context.set_extra_http_headers({"Save-Data": "on"})
    page.goto(f"/innovations/{project.pk}/" if path == "project" else path, wait_until="networkidle")
    assert [url for url in asked if "favicon" not in url] == []
    if path == "project":
        expect(page.get_by_text(ALT)).to_be_visible()
        href = page.get_by_role("link", name="Show this picture").get_attribute("href")
        assert page.request.get(href).headers["content-type"] == "image/webp"
