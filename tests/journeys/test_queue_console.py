"""The moderators' console in real browsers: by keyboard alone, with a line that breaks, with 500 things waiting, on a
phone, and without JavaScript."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from moderation import actions
from moderation.models import Decision, QueueItem, SavedView
from moderation.triage import place_of
from pop.core import clock
from tests.factories.moderation import CARE, HELD, put_up

UNDO = 6_000  # milliseconds
LOOK = 20_000  # the page looks again at its leisure: the slower the last look was, the later


@pytest.fixture
def board(monkeypatch):
    return put_up(monkeypatch)


def wait(notes, author, title, verdict=HELD, **note):
    pinned = notes.pin(author, title=title, shown=False, **note)
    return actions.open_item(kind="note", subject_id=pinned.id, cause="held", verdict=verdict, now=clock.now())


def many(board, author, number):
    now = clock.now() - timedelta(hours=1)
    for place in range(number):
        note = board.pin(author, title=f"note {place:03}")
        at = now + timedelta(seconds=place)
        QueueItem.objects.create(
            kind="note", subject_id=note.id, cause="held", severity=2, lane="conduct", author=author.persona,
            created_at=at, due_at=at + timedelta(hours=4), place=place_of(2, at),
            evidence=[{"title": note.title, "text": note.text, "author_id": str(author.persona.pk), "url": "",
                       "created_at": at.isoformat(), "surroundings": [], "images": [], "extra": {}}],
        )  # fmt: skip


def opened(page):
    return page.locator('[data-part="pane"]')


def lines(page):
    return page.locator('[data-part="rows"] > li')


def line(page, title):
    return page.locator('[data-part="rows"] > li', has_text=title)


def severe(page):
    """What is hard to read has no title in the list."""
    return page.locator(".queue__row--severe")


def decided():
    return {item.evidence[-1]["title"]: choice for choice, item in _decisions()}


def _decisions():
    return [(one.decision, one.item) for one in Decision.objects.select_related("item")]


def live(page):
    """The console, once the socket is open: a change shows up by itself."""
    with page.expect_websocket() as socket:
        page.goto("/moderation/")
    socket.value.wait_for_event("framereceived", lambda frame: '"private"' in frame)
    return page


def test_ten_jobs_by_keyboard_alone_with_one_taken_back_and_a_lost_line(visit, live_site, board, zola, amina):
    for number in range(10):
        wait(board, amina, f"job {number}")
    page = live(visit(zola))
    keys = page.keyboard
    for number in range(8):
        keys.press("n")
        expect(opened(page)).to_contain_text(f"job {number}")
        expect(opened(page).get_by_role("heading").first).to_be_focused()
        if number % 2:
            keys.press("r")
            expect(page.get_by_label("Which rule is it about?")).to_be_focused()
            keys.type("Private")
            keys.press("Tab")
            keys.type("Please leave the name out. a r z n")
            keys.press("Control+Enter")
        else:
            keys.press("a")
        expect(page.locator(".console__after")).to_be_focused()
    # The ninth is taken back, and decided otherwise.
    keys.press("n")
    expect(opened(page)).to_contain_text("job 8")
    keys.press("a")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    keys.press("z")
    expect(opened(page).get_by_label("Approve: show it")).to_be_checked()
    expect(page.get_by_text("Taken back. Nothing was decided.")).to_be_visible()
    assert "job 8" not in decided()
    keys.press("w")
    keys.type("ask salma")
    keys.press("Control+Enter")
    expect(page.locator(".console__after")).to_be_focused()
    keys.press("n")
    expect(opened(page)).to_contain_text("job 9")
    # The line is away when the tenth is sent: it says so, and everything written is still there.
    keys.press("r")
    keys.type("Private")
    keys.press("Tab")
    keys.type("Please leave the number out.")
    expect(line(page, "job 8")).not_to_have_attribute("data-held", "", timeout=UNDO + 5_000)
    page.context.set_offline(True)
    keys.press("Control+Enter")
    problem = opened(page).get_by_role("alert")
    expect(problem).to_contain_text("The server could not be reached", timeout=UNDO + 5_000)
    expect(problem).to_be_focused()
    expect(opened(page).get_by_label("Your words to the author")).to_have_value("Please leave the number out.")
    assert "job 9" not in decided()
    page.context.set_offline(False)
    keys.press("r")
    expect(page.locator(".console__after")).to_be_focused()
    expect(line(page, "job 9")).to_have_count(0, timeout=UNDO + 5_000)
    assert decided() == {
        **{f"job {number}": ("remove" if number % 2 else "approve") for number in range(8)},
        "job 8": "hold", "job 9": "remove",
    }  # fmt: skip
    assert Decision.objects.count() == 10
    assert Decision.objects.get(item__evidence__0__title="job 9").incompatible_content_explanation == (
        "Please leave the number out."
    )


def test_what_colleagues_do_shows_up_and_nothing_jumps(visit, live_site, board, zola, salma, amina):
    many(board, amina, 60)
    page = live(visit(zola))
    expect(lines(page)).to_have_count(25)
    for _line in range(20):
        page.keyboard.press("j")
    link = line(page, "note 019").get_by_role("link")
    expect(link).to_be_focused()
    before = link.bounding_box()["y"]
    item = wait(board, amina, "somebody needs help", CARE)
    expect(severe(page)).to_be_attached(timeout=LOOK)
    expect(page.locator('[data-part="announce"]')).to_contain_text("Severe, waiting now: 1")
    expect(page).to_have_title("(1 severe) Moderation · POP")
    expect(link).to_be_focused()
    assert abs(link.bounding_box()["y"] - before) < 2
    actions.decide_item(actor=salma.actor, item_id=item.pk, decision="escalate", now=clock.now())
    expect(severe(page)).to_have_count(0, timeout=LOOK)
    expect(page).to_have_title("Moderation · POP")
    expect(link).to_be_focused()
    assert abs(link.bounding_box()["y"] - before) < 2
    # The very line somebody is at goes: the focus goes to the next one, not to the top of the page.
    mine = QueueItem.objects.get(evidence__0__title="note 019")
    actions.decide_item(actor=salma.actor, item_id=mine.pk, decision="approve", now=clock.now())
    expect(line(page, "note 020").get_by_role("link")).to_be_focused(timeout=LOOK)


def test_sec_28_a_role_taken_away_puts_everything_away(visit, live_site, board, zola, amina):
    wait(board, amina, "something private", text="the words of amina")
    page = live(visit(zola))
    page.keyboard.press("n")
    expect(opened(page)).to_contain_text("the words of amina")
    zola.login.staff_roles.all().delete()
    expect(page.get_by_text("This queue is not open to you any more.")).to_be_visible()
    assert "the words of amina" not in page.content()
    assert "something private" not in page.content()


def test_sec_28_a_logout_elsewhere_puts_everything_away(visit, live_site, board, zola, amina):
    wait(board, amina, "something private", text="the words of amina")
    page = live(visit(zola))
    page.keyboard.press("n")
    expect(opened(page)).to_contain_text("the words of amina")
    Session.objects.all().delete()
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    assert "the words of amina" not in page.content()


def test_500_things_wait_and_the_list_stays_where_it_was(visit, live_site, board, zola, amina):
    many(board, amina, 500)
    page = live(visit(zola))
    for count in (50, 75):
        page.locator('[data-part="more"] a[rel="next"]').press("Enter")
        expect(lines(page)).to_have_count(count)
    expect(line(page, "note 050").get_by_role("link")).to_be_focused()
    wait(board, amina, "somebody needs help", CARE)
    expect(severe(page)).to_be_attached()
    expect(line(page, "note 050").get_by_role("link")).to_be_focused()
    expect(lines(page)).to_have_count(75)
    for _page in range(17):
        count += 25
        page.locator('[data-part="more"] a[rel="next"]').press("Enter")
        expect(line(page, f"note {count - 26:03}").get_by_role("link")).to_be_focused()
    ids = lines(page).evaluate_all("all => all.map(one => one.dataset.id)")
    assert len(ids) == len(set(ids)) >= 499


def test_sg_53_what_a_colleague_decided_first_comes_back_with_every_word(visit, live_site, board, zola, salma, amina):
    first, second = wait(board, amina, "the first"), wait(board, amina, "the second")
    page = live(visit(zola))
    keys = page.keyboard
    keys.press("n")
    expect(opened(page)).to_contain_text("the first")
    keys.press("r")
    expect(page.get_by_label("Which rule is it about?")).to_be_focused()
    keys.type("Private")
    keys.press("Tab")
    keys.type("Every word of this stays.")
    QueueItem.objects.filter(pk=first.pk).update(holder=None, held_until=None)
    keys.press("Control+Enter")
    expect(page.locator(".console__after")).to_be_focused()
    actions.decide_item(actor=salma.actor, item_id=first.pk, decision="approve", now=clock.now())
    keys.press("n")
    expect(opened(page)).to_contain_text("the second")
    # It cannot be sent; what is open stays open, and a word says so.
    failed = page.get_by_role("alert")
    expect(failed).to_contain_text("Somebody has decided about this already.", timeout=UNDO + 5_000)
    expect(opened(page)).to_contain_text("the second")
    keys.press("z")
    expect(opened(page)).to_contain_text("Somebody has decided about this already.")
    expect(opened(page)).to_contain_text("the first")
    assert Decision.objects.get().decision == "approve"
    assert not Decision.objects.filter(item=second).exists()


def test_what_is_severe_is_hidden_at_once(visit, live_site, board, zola, amina):
    item = wait(board, amina, "hide this now", CARE)
    page = live(visit(zola))
    page.keyboard.press("n")
    expect(opened(page)).to_contain_text("What it is about")  # hard to read: its words come when they are asked for
    expect(opened(page)).not_to_contain_text("hide this now")
    page.keyboard.press("v")
    expect(opened(page)).to_contain_text("hide this now")
    page.keyboard.press("e")  # cannot be taken back: one letter does not do it
    expect(opened(page).get_by_role("button", name="Decide")).to_be_focused()
    assert not item.decisions.exists()
    page.keyboard.press("r")
    expect(page.get_by_label("Which rule is it about?")).to_be_focused()
    page.keyboard.type("Private")
    page.keyboard.press("Tab")
    page.keyboard.type("It names somebody.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".console__after")).to_contain_text("Sent: Remove.")
    expect(page.get_by_role("button", name="Undo")).to_be_hidden()
    assert item.opinions.get().choice == "remove"  # out of sight with the first; a second person closes it


def test_leaving_the_page_sends_what_was_held(visit, live_site, board, zola, amina):
    item = wait(board, amina, "a job")
    page = live(visit(zola))
    page.keyboard.press("n")
    expect(opened(page)).to_contain_text("a job")
    page.keyboard.press("a")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    assert not item.decisions.exists()
    page.goto("/about/")
    for _time in range(50):
        if item.decisions.exists():
            break
        page.wait_for_timeout(100)
    assert item.decisions.get().decision == "approve"


def test_keys_can_be_switched_off_and_stay_so(visit, live_site, board, zola, amina):
    wait(board, amina, "a job")
    page = live(visit(zola))
    page.keyboard.press("?")
    switch = page.get_by_label("These keys work")
    expect(switch).to_be_focused()
    with page.expect_response("**/moderation/keys/"):
        page.keyboard.press("Space")
    page.keyboard.press("n")
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("n")
    page.keyboard.press("j")
    expect(opened(page)).to_be_hidden()
    assert QueueItem.objects.get().holder is None
    page.get_by_role("button", name="Take the next").press("Enter")  # every key has its button
    expect(opened(page)).to_contain_text("a job")


def test_views_and_filters_without_losing_what_is_open(visit, live_site, board, zola, amina):
    wait(board, amina, "a job")
    wait(board, amina, "somebody needs help", CARE)
    page = live(visit(zola))
    view = page.get_by_role("link", name="Severe")
    expect(view).to_contain_text("1")
    line(page, "a job").get_by_role("link").press("Enter")
    expect(opened(page)).to_contain_text("a job")
    view.press("Enter")
    expect(lines(page)).to_have_count(1)
    expect(page).to_have_url(f"{live_site.url}/moderation/?severity=severe")
    expect(opened(page)).to_contain_text("a job")
    expect(page.get_by_role("link", name="Severe")).to_be_focused()
    page.keyboard.press("/")
    page.locator("#id_severity").select_option("")
    page.locator("#id_lane").select_option("conduct")
    page.get_by_role("button", name="Filter").press("Enter")
    expect(line(page, "a job")).to_be_visible()
    expect(lines(page)).to_have_count(1)
    page.go_back()
    expect(severe(page)).to_be_visible()


def past_the_menu(page):
    """By the link that skips it: a step in the history, within the page."""
    page.locator(".skip-link[href='#content']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#content")


def test_past_the_menu_what_is_open_stays_open(visit, live_site, board, zola, amina):
    wait(board, amina, "a job")
    page = live(visit(zola))
    line(page, "a job").get_by_role("link").press("Enter")
    expect(opened(page)).to_contain_text("a job")
    past_the_menu(page)
    expect(opened(page)).to_contain_text("a job")
    page.go_back()
    expect(opened(page)).to_contain_text("a job")


def test_on_a_phone_one_at_a_time_and_back_is_back(visit, live_site, board, zola, amina):
    wait(board, amina, "a job")
    page = live(visit(zola, screen="phone"))
    line(page, "a job").get_by_role("link").tap()
    expect(opened(page)).to_contain_text("a job")
    expect(line(page, "a job")).to_be_hidden()
    past_the_menu(page)
    expect(opened(page)).to_contain_text("a job")
    page.go_back()
    expect(opened(page)).to_contain_text("a job")
    page.go_back()
    expect(line(page, "a job")).to_be_visible()
    expect(opened(page)).to_be_hidden()


def test_without_javascript_the_pages_do_it_all(visit, live_site, board, zola, amina):
    item = wait(board, amina, "a job")
    page = visit(zola, javascript=False)
    page.goto("/moderation/")
    expect(page.get_by_role("button", name="Next line")).to_be_hidden()
    page.get_by_role("link", name="Your views").click()
    page.get_by_label("Name of the view").fill("My work")
    page.get_by_label("Kind of work").select_option("conduct")
    page.get_by_label("The queue opens with it").check()
    page.get_by_role("button", name="Save the view").click()
    expect(page).to_have_url(f"{live_site.url}/moderation/?lane=conduct")
    expect(page.get_by_role("link", name="My work")).to_have_attribute("aria-current", "true")
    page.get_by_role("button", name="Take the next").click()
    page.get_by_label("Approve: show it").check()
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("Thank you. It is decided")).to_be_visible()
    assert item.decisions.get().decision == "approve"
    assert SavedView.objects.get().is_start


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_with_something_open_and_a_decision_held(visit, live_site, board, zola, amina, dark):
    wait(board, amina, "the first", CARE)
    wait(board, amina, "the second")
    page = live(visit(zola, dark=dark))
    page.keyboard.press("?")
    page.keyboard.press("Escape")
    line(page, "the second").get_by_role("link").press("Enter")
    expect(opened(page)).to_contain_text("the second")
    page.keyboard.press("a")
    page.keyboard.press("n")
    expect(opened(page)).to_contain_text("What it is about")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
