"""What a browser's profile on disk still holds after somebody left (SEC-54, SEC-55): a real Chromium with a folder of
its own writes in three places, keeps a help page, leaves and is closed; then every byte of the folder is searched."""

import gzip
import sqlite3
import zlib
from contextlib import suppress
from pathlib import Path

import brotli
import pytest
from playwright.sync_api import expect

from pop.support.demo import ensure_services
from tests.factories.circles import circle
from tests.factories.support import NOW

CANARIES = ["zq-said-in-a-circle-7", "zq-title-of-a-draft-7", "zq-typed-and-never-sent-7"]
KEPT = ["Befrienders Kenya", "GBV hotline 1195"]  # what stands on the kept page


def bytes_of(path: Path) -> list[bytes]:
    """A file as it is, and what unpacks out of it: compressed answers in the cache begin somewhere inside."""
    raw = path.read_bytes()
    found = [raw]
    for start in (at for at in range(len(raw) - 2) if raw[at : at + 3] == b"\x1f\x8b\x08"):
        try:
            found.append(zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(raw[start:]))
        except zlib.error:
            continue
    # Chromium's simple cache: 24 bytes of header, the key, then the body as it came.
    if raw[:8] == b"\x30\x5c\x72\xa7\x1b\x6d\xfb\xfc":
        body = raw[24 + int.from_bytes(raw[12:16], "little") :]
        decoder = brotli.Decompressor()
        with suppress(brotli.error):
            found.append(decoder.process(body))
    return found


def where_found(profile: Path, words: list[str]) -> list[str]:
    """Every file of the profile that holds one of these, in UTF-8 or UTF-16, plain or compressed."""
    found = []
    for path in sorted(path for path in profile.rglob("*") if path.is_file() and not path.is_symlink()):
        for part in bytes_of(path):
            found += [
                f"{path.relative_to(profile)}: {word}"
                for word in words
                if word.encode() in part or word.encode("utf-16-le") in part
            ]
    return sorted(set(found))


@pytest.fixture
def device(playwright, whole_browser_launch_args, live_site, watch, tmp_path):
    """A browser with a profile on disk; `close()` gives its folder back."""
    context = playwright.chromium.launch_persistent_context(
        tmp_path / "profile", **whole_browser_launch_args, base_url=live_site.url, locale="en"
    )
    context.set_default_timeout(10_000)
    watch.context(context)
    yield context
    context.close()


def test_the_search_finds_what_is_there(tmp_path):
    word = CANARIES[0]
    (tmp_path / "plain").write_text(f"x{word}")
    (tmp_path / "wide").write_bytes(word.encode("utf-16-le"))
    (tmp_path / "packed").write_bytes(b"head" + gzip.compress(word.encode()))
    key = b"1/0/http://127.0.0.1/"
    head = b"\x30\x5c\x72\xa7\x1b\x6d\xfb\xfc" + (5).to_bytes(4, "little") + len(key).to_bytes(4, "little") + bytes(8)
    (tmp_path / "cached").write_bytes(head + key + brotli.compress(word.encode() * 3))
    assert where_found(tmp_path, [word]) == [f"{name}: {word}" for name in ("cached", "packed", "plain", "wide")]


def test_sec_55_after_leaving_the_profile_holds_nothing_that_was_read_or_written(
    device, live_site, elsewhere, amina, joel, tmp_path
):
    ensure_services(NOW)
    room = circle(joel, amina)
    cookies = live_site.playwright_cookies_of(amina)
    secret = cookies[0]["value"]
    device.add_cookies(cookies)
    page = device.pages[0]

    page.goto(f"/circles/{room.pk}/")
    page.locator("textarea").first.fill(CANARIES[0])
    page.locator("circle-room form button, form button").filter(has_text="Send").first.click()
    expect(page.locator("main")).to_contain_text(CANARIES[0])
    page.goto("/innovations/new/")
    page.locator("main form input[type=text]").first.fill(CANARIES[1])
    page.locator("main form textarea").first.fill(CANARIES[1])
    page.locator("main form button").first.click()
    page.wait_for_url("**/edit/")
    page.goto("/help/ke/")
    page.locator("pop-keep summary").click()
    page.locator("[data-do=keep]").click()
    expect(page.locator("pop-keep [data-when=kept]")).to_be_visible()
    page.goto("/account/")
    expect(page.locator("main")).to_contain_text(amina.name)
    page.goto("/innovations/new/")
    page.locator("main form textarea").first.fill(CANARIES[2])
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.wait_for_url(elsewhere)
    device.close()

    profile = tmp_path / "profile"
    assert where_found(profile, [*CANARIES, *KEPT, secret]) == []
    with sqlite3.connect(profile / "Default/Cookies") as stored:
        assert stored.execute("SELECT name FROM cookies WHERE host_key = '127.0.0.1'").fetchall() == []

    # What stays is the history: addresses without words of anybody, titles that name parts of the site.
    with sqlite3.connect(profile / "Default/History") as history:
        rows = history.execute("SELECT url, title FROM urls").fetchall()
    ours = [(url.removeprefix(live_site.url), title) for url, title in rows if url.startswith(live_site.url)]
    assert ours, "the browser kept no history: this test sees nothing"
    for url, title in ours:
        assert amina.name not in url + title
        assert "Evening talk" not in title  # the circle's name
        assert title.endswith(" · POP") or title in {"", "Loading", "Elsewhere"}
