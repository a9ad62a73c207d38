"""Projects, partners' pages, help: what people read and write at leisure, and the pictures that are drawn of it."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import get_language_bidi

from frontend.specimens import ARABIC, LONG, NAME, NOW, SHORT, Name, Specimen, Thing, number
from pop.core.charts import indented_tree

PROJECT = number(80)
ENGLISH, IN_ARABIC = Thing(language_code="en"), Thing(language_code="ar")


def specimens() -> Iterator[Specimen]:
    yield from _projects()
    yield from _pages()
    yield from _help()


def _projects() -> Iterator[Specimen]:
    ways = {
        "a draft": ("now", "later", "later"),
        "read by a person": ("done", "now", "later"),
        "changes asked for": ("back", "done", "later"),
        "shown": ("done", "done", "now"),
        "taken off the site": ("done", "done", "gone"),
    }
    for state, marks in ways.items():
        labels = ("Written", "A person reads it", "Everybody can see it")
        stages = [
            Thing(state=mark, label=label, is_here=mark in {"now", "back", "gone"})
            for mark, label in zip(marks, labels, strict=True)
        ]
        yield Specimen("charts/stages.html", state, {"stages": stages, "title": f"Where it stands: {state}"})
    rows = [
        (0, "The walk-home card", ""),
        (1, ARABIC, "here"),
        (2, LONG, ""),
        (1, "Not shown", "gone"),
        (1, "3", "more"),
    ]
    yield Specimen("charts/tree.html", "every mark", {"tree": indented_tree(rows, mirrored=get_language_bidi())})
    leaf = _kin(number(81), LONG)
    here = _kin(number(82), ARABIC, is_here=True, language="ar", children=[leaf])
    yield Specimen(
        "innovations/_kin.html", "a tree", {"kin": _kin(PROJECT, SHORT, children=[here], more=3)}, "family__list"
    )
    yield Specimen(
        "innovations/_kin.html", "not shown any more", {"kin": _kin(None, "", children=[leaf])}, "family__list"
    )
    credit = Thing(project_id=PROJECT, title=ARABIC, author_name=NAME, language="ar")
    yield Specimen("innovations/_credit.html", "of a project", {"credit": credit}, in_text="card__meta")
    gone = {"credit": Thing(project_id=None)}
    yield Specimen("innovations/_credit.html", "of one not shown any more", gone, in_text="card__meta")
    flags = ("change_in_review", "change_sent_back", "has_unsent_change")
    for value in ("draft", "in_review", "changes_asked", "removed", "published"):
        own = Thing(state=Thing(value=value), **dict.fromkeys(flags))
        yield Specimen("innovations/_state.html", value, {"own": own})
    for flag in flags:
        own = Thing(state=Thing(value="published"), **(dict.fromkeys(flags) | {flag: True}))
        yield Specimen("innovations/_state.html", f"published, {flag.replace('_', ' ')}", {"own": own})


def _kin(project_id: Any, title: str, **more: Any) -> Thing:
    usual = {"author_name": NAME, "language": "en", "is_here": False, "children": [], "more": 0}
    return Thing(project_id=project_id, title=title, **(usual | more))


def _pages() -> Iterator[Specimen]:
    partner = Thing(name="Harbour Youth Trust")
    crumbs = [Thing(url="#", language="en", title="Home"), Thing(url="#", language="ar", title=ARABIC)]
    yield Specimen("pages/parts/breadcrumbs.html", "one in Arabic", {"breadcrumbs": crumbs})
    yield Specimen("pages/parts/byline.html", "of a partner", {"organisation": partner, "reviewed_on": NOW.date()})
    yield Specimen("pages/parts/byline.html", "of ours, not reviewed", {"organisation": None, "reviewed_on": None})
    other = {"is_in_other_language": True, "reader_language_name": "French", "page_language_name": "English"}
    yield Specimen("pages/parts/other_language.html", "not translated yet", other)
    for state, locale, title in (("in English", ENGLISH, SHORT), ("in Arabic", IN_ARABIC, ARABIC)):
        page = {"address": "#", "locale": locale, "title": title}
        yield Specimen("pages/parts/partner_card.html", state, {"partner": Thing(summary=LONG, **page)}, "grid")
        advice = Thing(why=LONG, age_bands=["13-15"], age_band_names=["13 to 15", "16 to 17"], **page)
        yield Specimen("pages/parts/recommendation_card.html", state, {"recommendation": advice}, "grid")
        resource = Thing(summary=LONG, organisation=partner if locale is ENGLISH else None, **page)
        yield Specimen("pages/parts/resource_card.html", state, {"resource": resource}, "grid")
    rich = f"<p>{LONG}</p><ul><li>{SHORT}</li></ul>"
    step = Thing(title=SHORT, text=LONG)
    for block, value in {
        "heading": SHORT,
        "paragraph": rich,
        "tip": Thing(title=SHORT, text=rich),
        "content_note": Thing(note="about losing somebody", text=rich),
        "quote": Thing(text=LONG, source=NAME),
        "steps": Thing(steps=[step, Thing(title=ARABIC, text="")]),
    }.items():
        yield Specimen(f"pages/blocks/{block}.html", "as an editor fills it", {"value": value})
    yield Specimen("pages/blocks/helplines.html", "one of the list", {"listings": [_listing()]})
    yield Specimen("pages/blocks/helplines.html", "none for the reader's country", {"listings": []})


def _listing(**more: Any) -> Thing:
    call = Thing(href="tel:0000", number="0000 0000")
    usual: dict[str, Any] = {
        "path": "#", "name": "A line for young people", "country_path": "#", "country_name": "Kenya",
        "service_area": "",
        "audience": Thing(name="For young people"), "cost": Thing(code="free", name="Free to call"), "open_now": True,
        "open_words": "Open now", "hours_are_theirs": False, "hours_words": ["every day"], "weeklies": ["x"],
        "languages": [Name("English"), Name("Swahili")], "topics": [Thing(name="Feeling low"), Thing(name="Violence")],
        "check_words": "A person checked this on 1 March 2026.", "phones": [call], "texts": [call], "chat_url": "#",
        "chat_name": "Write to them", "url": "#", "ways": True, "is_paused": False,
    }  # fmt: skip
    return Thing(**(usual | more))


def _help() -> Iterator[Specimen]:
    paused = {"open_now": False, "is_paused": True, "open_words": "Not answering at the moment"}
    far = _listing(
        service_area="Nairobi", hours_are_theirs=True, hours_words=["Monday to Friday, 8:00–17:00"], **paused
    )
    bare = {"phones": [], "texts": [], "chat_url": "", "ways": False, "open_now": None, "open_words": "Hours not known"}
    poor = _listing(
        name=ARABIC, cost=Thing(code="unknown"), languages=[], topics=[], weeklies=[], hours_words=[LONG], **bare
    )
    for state, listing in {"open now": _listing(), "closed, far away": far, "little is known": poor}.items():
        context = {"listing": listing, "show_country": True}
        yield Specimen("support/listing.html", state, context, "stack services")
        yield Specimen("support/kept_listing.html", state, context, "stack services")
    for state, numbers in (("two numbers", ["112", "999"]), ("none", [])):
        yield Specimen("support/emergency.html", state, {"emergency_numbers": numbers})
    yield Specimen("support/search_form.html", "on its own page", {"query": ARABIC})
    helped = Thing(
        label="Automatic message", title="You do not have to carry this alone", text=LONG, region="Kenya", help_url="#",
        help_label="All ways to get help", emergency=[Thing(href="tel:112", number="112")],
        services=[Thing(url="#", name="A line", number="116", href="tel:116", note="Free"), Thing(url="#", name=LONG)],
    )  # fmt: skip
    yield Specimen("support/care.html", "with numbers", {"help": helped})
    for state, chosen in (("not chosen", ""), ("chosen", "KE")):
        yield Specimen("support/mine.html", state, {"code": "ke", "name": "Kenya", "chosen": chosen})
    middle = Paginator(range(30), 10).page(2)
    yield Specimen("support/pages.html", "in the middle of a long list", {"page": middle})
    yield Specimen("support/keep.html", "shown by the script", {"code": "ke", "name": "Kenya"})
