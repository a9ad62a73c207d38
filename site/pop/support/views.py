"""The directory's pages. They need no account, no cookie and no JavaScript, and are the same for everyone, so whoever
comes without a cookie may be answered from a cache (SG-33, SG-62)."""

from typing import Any
from uuid import UUID

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseGone
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pop.core import clock
from pop.core.errors import Absent
from pop.support import actions, countries, policies, selectors
from pop.support.contracts import Topic, Way
from pop.support.listings import Coded, Listing
from pop.support.numbers import emergency_numbers

_CACHED_FOR = 60  # seconds: "open now" must not grow old
_FILTERS_FROM = 3  # services: below that there is nothing to choose from
_ON_A_PAGE = 6  # services: a page stays under 14.6 kB before compression in every language


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Choose a country, a topic, or search. `?country=ke` (the form) leads on to the country's page."""
    if code := request.GET.get("country", ""):
        return _to_country(code, request.GET.get("topic", ""))
    context = {
        "with_services": selectors.countries_with_services(),
        "topics": Topic.choices,
        "no_such_country": "country" in request.GET,
    }
    return _public(request, "support/home.html", context)


@require_safe
def elsewhere(request: HttpRequest) -> HttpResponse:
    """The countries our list has nothing for yet: their pages still give the emergency numbers."""
    return _public(request, "support/elsewhere.html", {"countries": selectors.countries_without_services()})


@require_safe
@csp_replace(settings.POP_KEEPING_POLICY)
def country(request: HttpRequest, code: str) -> HttpResponse:
    """What there is in one country, by topic, contact way and language, and what is open now."""
    if code != code.lower():
        return redirect("support:country", code.lower(), permanent=True)
    now = clock.now()
    everything = selectors.services_in(code.upper(), now=now)
    wanted = _wanted(request)
    context = {
        "code": code,
        "name": countries.name_of(code.upper()),
        "listings": _page(request, [one for one in everything if _fits(one, wanted)]),
        "total": len(everything),
        "emergency_numbers": emergency_numbers(code.upper()),
        "wanted": wanted,
        "is_filtered": any(wanted.values()),
        "has_filters": len(everything) >= _FILTERS_FROM,
        "topics": _choices(one.topics for one in everything),
        "languages": _choices(one.languages for one in everything),
        "ways": Way.choices,
        "may_keep": settings.POP_KEEP_HELP,
        "chosen": _chosen(request),
    }
    return _public(request, "support/country.html", context)


@require_POST
def mine(request: HttpRequest, code: str) -> HttpResponse:
    """For whoever is signed in: this country's helplines are those they want to see when something sounds hard."""
    actor = request.actor  # type: ignore[attr-defined]
    if "forget" in request.POST:
        actions.forget_country(actor=actor)
        messages.success(request, _("Forgotten."))
    else:
        actions.choose_country(actor=actor, country=code.upper())
        messages.success(request, _("Thank you. When something sounds hard, we show you these."))
    return redirect("support:country", code)


@require_safe
def kept(request: HttpRequest, code: str) -> HttpResponse:
    """A country's page as it is kept on a device: everything on one page, nothing that grows false by the hour ("open
    now"), and the day it was made (SG-34). 410 once nothing is to be kept: copies then go."""
    return _copy(request, code, "support/kept.html")


@require_safe
def offline(request: HttpRequest, code: str) -> HttpResponse:
    """What a device that keeps a country's page shows in place of a page it cannot load."""
    return _copy(request, code, "support/offline.html")


def _copy(request: HttpRequest, code: str, template: str) -> HttpResponse:
    if not settings.POP_KEEP_HELP:
        return HttpResponseGone()
    now = clock.now()
    context = {
        "code": code,
        "name": countries.name_of(code.upper()),
        "listings": selectors.services_in(code.upper(), now=now),
        "emergency_numbers": emergency_numbers(code.upper()),
        "made": now,
    }
    return _public(request, template, context)


@require_safe
def service(request: HttpRequest, service_id: UUID) -> HttpResponse:
    listing = selectors.service_for(service_id=service_id, now=clock.now())
    # Who asks is looked at only where a session cookie says that somebody might be staff.
    signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
    may_check = signed_in and policies.may_record_check(request.actor)  # type: ignore[attr-defined]
    context = {
        "listing": listing,
        "emergency_numbers": emergency_numbers(listing.country),
        "may_check": may_check,
    }
    return _public(request, "support/service.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").replace("\x00", "").strip()[: selectors.LONGEST_QUERY]
    topic = request.GET.get("topic", "")
    topic = topic if topic in Topic.values else ""
    found = selectors.search_services(query, topic=topic, now=clock.now())
    context = {
        "query": query,
        "topic": topic,
        "topic_name": Topic(topic).label if topic else "",
        "topics": Topic.choices,
        "found": found,
        "listings": _page(request, found.listings),
        "asked": bool(query or topic),
    }
    return _public(request, "support/search.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """For staff: "I called or opened it today". To everybody else the page does not exist."""
    actor = request.actor  # type: ignore[attr-defined]
    if not policies.may_record_check(actor):
        raise Absent
    if request.method == "POST":
        actions.record_check(actor=actor, service_id=service_id, now=clock.now())
        messages.success(request, _("Thank you. The page now says that it was checked today."))
        return redirect("support:service", service_id)
    listing = selectors.service_for(service_id=service_id, now=clock.now())
    return render(request, "support/check.html", {"listing": listing})


def _page(request: HttpRequest, listings: list[Listing]) -> Page:
    """The page asked for; the first or the last one for a number that is none."""
    return Paginator(listings, _ON_A_PAGE).get_page(request.GET.get("page"))


def _public(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, template, context)
    # Anybody's copy may answer anybody without cookies; with a cookie the frame shows who is signed in.
    response["Cache-Control"] = "private, no-cache" if request.COOKIES else f"public, max-age={_CACHED_FOR}"
    return response


def _chosen(request: HttpRequest) -> str | None:
    """The country this person chose, "" for none; None where nobody is signed in: they are not even asked about."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    persona_id = request.actor.persona_id  # type: ignore[attr-defined]
    return selectors.chosen_countries([persona_id]).get(persona_id, "") if persona_id else None


def _to_country(code: str, topic: str) -> HttpResponse:
    if not countries.is_country(code.upper()):
        return redirect(f"{reverse('support:search')}?{urlencode({'q': code[: selectors.LONGEST_QUERY]})}")
    query = f"?{urlencode({'topic': topic})}" if topic in Topic.values else ""
    return redirect(f"{reverse('support:country', args=[code.lower()])}{query}")


def _wanted(request: HttpRequest) -> dict[str, str]:
    """The filters asked for; words nobody knows are left out rather than refused."""
    topic, way = request.GET.get("topic", ""), request.GET.get("way", "")
    return {
        "topic": topic if topic in Topic.values else "",
        "language": request.GET.get("language", "")[:3],
        "way": way if way in Way.values else "",
        "open": "yes" if request.GET.get("open") else "",
    }


def _fits(listing: Listing, wanted: dict[str, str]) -> bool:
    return (
        (not wanted["topic"] or any(topic.code == wanted["topic"] for topic in listing.topics))
        and (not wanted["language"] or any(one.code == wanted["language"] for one in listing.languages))
        and (not wanted["way"] or wanted["way"] in listing.ways)
        and (not wanted["open"] or listing.open_now is True)
    )


def _choices(lists: Any) -> list[Coded]:
    return sorted({one for many in lists for one in many}, key=lambda one: countries.fold(one.name))
