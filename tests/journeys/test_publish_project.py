"""amina publishes a project after zola approves it: the whole way in a real browser, on a phone, without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.factories.images import photo_from_somewhere
from tests.factories.innovations import WALK_HOME

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_amina_publishes_a_project_after_zola_approves_it(live_site, visit, amina, zola):
    hers = visit(amina, screen="phone", javascript=False)
    hers.goto("/innovations/")
    hers.get_by_role("link", name="Start a project").first.click()
    hers.get_by_label("Title").fill(WALK_HOME.title)
    hers.get_by_label("In one or two sentences").fill(WALK_HOME.summary)
    hers.get_by_label("What is it about?").select_option("getting_home")
    hers.get_by_label("What was the problem?").fill(WALK_HOME.problem)
    hers.get_by_label("What did you make?").fill(WALK_HOME.solution)
    hers.get_by_role("button", name="Save and add pictures").click()
    photo = {"name": "IMG_0042.jpg", "mimeType": "image/jpeg", "buffer": photo_from_somewhere()}
    hers.locator("input[type=file]").set_input_files(photo)
    hers.get_by_label("What does it show?").fill("A folded card on a table")
    hers.get_by_role("button", name="Add this picture").click()
    hers.get_by_role("link", name="Preview").click()
    expect(hers.get_by_role("img", name="A folded card on a table")).not_to_have_js_property("naturalWidth", 0)

    hers.get_by_role("link", name="Send it in").click()
    expect(hers.get_by_text("Tell us how it keeps people safer.")).to_be_visible()
    hers.get_by_role("link", name="Keep writing").click()
    hers.get_by_label("How does it keep people safer?").fill(WALK_HOME.protection)
    hers.get_by_role("button", name="Save and preview").click()
    hers.get_by_role("link", name="Send it in").click()
    expect(hers.get_by_role("checkbox").first).to_be_visible()  # the page is there: a click does not wait for it
    for box in hers.get_by_role("checkbox").all():
        box.check()
    hers.get_by_role("button", name="Send it in").click()
    expect(hers.get_by_text("A person is reading your project")).to_be_visible()

    visitor = visit(screen="desktop")
    visitor.goto("/innovations/")
    expect(visitor.get_by_role("heading", level=1)).to_be_visible()
    expect(visitor.get_by_text(WALK_HOME.title)).to_have_count(0)

    staff = visit(zola)
    staff.goto("/moderation/")
    staff.get_by_role("link", name=WALK_HOME.title).first.click()
    staff.get_by_label("Approve", exact=False).first.check()
    staff.get_by_role("button", name="Decide", exact=True).click()
    expect(staff.locator("[data-part=announce]")).to_contain_text("Sent: Approve.", timeout=15_000)

    visitor.goto("/innovations/")
    visitor.get_by_role("link", name=WALK_HOME.title).click()
    expect(visitor.get_by_role("heading", name=WALK_HOME.title)).to_be_visible()
    expect(visitor.get_by_text(WALK_HOME.protection)).to_be_visible()
    expect(visitor.get_by_role("img", name="A folded card on a table")).not_to_have_js_property("naturalWidth", 0)
