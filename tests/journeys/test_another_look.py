"""Something is removed, its author asks for another look, another moderator undoes it, and a third person sees it
again: the whole way in real browsers, without JavaScript. And a change that was asked for comes back beside what it
was."""

import pytest
from playwright.sync_api import expect

from moderation.actions import flag_content
from pop.accounts.contracts import Role
from pop.core import clock
from tests.factories import innovations as projects
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

TITLE = projects.WALK_HOME.title
WHY = "A name of somebody real is in it."
WORDS = "That is the name of a street."
SORRY = "You are right, it is a street. Sorry."


@pytest.fixture
def project(amina, bilal, zola):
    """Everybody sees it, and bilal has flagged it."""
    made = projects.published(amina, zola, now=clock.now())
    flag = {"kind": "project", "subject_id": made.pk, "reason": "private", "now": clock.now()}
    flag_content(actor=bilal.actor, **flag)
    return made


def decide(page, choice, words):
    """The form asks only for what the choice needs."""
    page.get_by_role("radio", name=choice).check()
    page.get_by_label("Your words to").fill(words)
    page.get_by_role("button", name="Decide").click()


def newest_notice(page, words):
    page.goto("/account/notices/")
    page.get_by_role("link", name=words).first.click()


def test_sg_50_removed_appealed_overturned_and_seen_again(live_site, visit, project, amina, zola, sam):
    address = f"/innovations/{project.pk}/"
    somebody = visit(sam, screen="desktop")
    somebody.goto(address)
    expect(somebody.get_by_role("heading", name=TITLE)).to_be_visible()

    staff = visit(zola, javascript=False)
    staff.goto("/moderation/")
    staff.get_by_role("link", name=TITLE).first.click()
    expect(staff.get_by_label("Which rule is it about?")).to_be_hidden()
    staff.get_by_role("radio", name="Remove:").check()
    staff.get_by_label("Which rule is it about?").select_option("private")
    expect(staff.get_by_label("do others see it meanwhile?")).to_be_hidden()
    decide(staff, "Remove:", WHY)
    staff.wait_for_url("**/moderation/")
    assert somebody.goto(address).status == 404

    hers = visit(amina, screen="phone", javascript=False)
    newest_notice(hers, "A person took this down")
    expect(hers.get_by_text(WHY)).to_be_visible()
    expect(hers.get_by_text("Private things stay private")).to_be_visible()
    hers.get_by_role("link", name="Ask for another look").click()
    hers.get_by_role("button", name="Send").click()
    expect(hers.get_by_text("A few words are enough.").first).to_be_visible()
    hers.get_by_label("Why do you see it in another way?").fill(WORDS)
    hers.get_by_role("button", name="Send").click()
    expect(hers.get_by_text("Another person will look at it.")).to_be_visible()

    staff.goto("/moderation/")
    expect(staff.get_by_role("heading", level=1)).to_be_visible()
    expect(staff.get_by_role("link", name=TITLE)).to_have_count(0)

    other = visit(person("mo", "18-24", Role.MODERATOR), javascript=False)
    other.goto("/moderation/?cause=appealed")
    other.get_by_role("link", name=TITLE).first.click()
    expect(other.get_by_text(WORDS)).to_be_visible()
    expect(other.get_by_role("article").filter(has_text=WORDS).get_by_text(WHY)).to_be_visible()
    decide(other, "Undo it:", SORRY)
    other.wait_for_url("**/moderation/")

    somebody.goto(address)
    expect(somebody.get_by_role("heading", name=TITLE)).to_be_visible()
    newest_notice(hers, "You were right to ask")
    expect(hers.get_by_text(SORRY)).to_be_visible()


def test_a_change_that_was_asked_for_comes_back_beside_what_it_was(live_site, visit, project, amina, zola, sam):
    staff = visit(zola, javascript=False)
    staff.goto("/moderation/")
    staff.get_by_role("link", name=TITLE).first.click()
    staff.get_by_role("radio", name="Ask to change:").check()
    staff.get_by_label("Which rule is it about?").select_option("private")
    decide(staff, "Ask to change:", "Please leave out where you print it.")
    staff.wait_for_url("**/moderation/")
    somebody = visit(sam)
    assert somebody.goto(f"/innovations/{project.pk}/").status == 404

    hers = visit(amina, screen="phone", javascript=False)
    newest_notice(hers, "asks you to change something")
    expect(hers.get_by_text("Please leave out where you print it.")).to_be_visible()
    hers.get_by_role("link", name="Change it and send it in again").click()
    hers.get_by_label("How can others use it?").fill("Fold it, give it away.")
    hers.get_by_role("button", name="Save and preview").click()
    hers.get_by_role("link", name="Send it in").click()
    expect(hers.get_by_role("checkbox").first).to_be_visible()
    for box in hers.get_by_role("checkbox").all():
        box.check()
    hers.get_by_role("button", name="Send it in").click()
    expect(hers.get_by_text("A person is reading").first).to_be_visible()

    staff.goto("/moderation/?cause=submitted")
    staff.get_by_role("link", name=TITLE).first.click()
    for words in ("Print it, fold it, give it away.", "Fold it, give it away.", "Please leave out where you print it."):
        expect(staff.get_by_text(words).first).to_be_visible()
    staff.get_by_role("radio", name="Approve: show it").check()
    staff.get_by_role("button", name="Decide").click()
    staff.wait_for_url("**/moderation/")
    somebody.goto(f"/innovations/{project.pk}/")
    expect(somebody.get_by_text("Fold it, give it away.")).to_be_visible()
