"""Reading pages, as everybody may: published ones only."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import Group
from django.db.models import Case, IntegerField, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Length, Substr
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

from innovations.selectors import gallery_page, published_project, published_projects
from pop.accounts.contracts import ANONYMOUS, Actor
from pop.accounts.selectors import roles_held
from pop.core import clock
from pop.core.errors import Absent
from pop.core.text import clean_line
from pop.pages.contracts import is_managed_group
from pop.pages.models import HomePage, PartnerPage, RecommendationPage, ResourcePage
from pop.pages.policies import groups_expected, partner_pages_written_by, readable
from pop.support.selectors import service_for, services_listed

PROJECTS_AT_THE_DOOR = 3
MOST_IN_A_MENU = 1_000
LONGEST_SEARCH = 100  # characters


def active_locale() -> Locale:
    """The reader's language, or the site's own where Wagtail does not know theirs."""
    code = translation.get_language() or settings.LANGUAGE_CODE
    return Locale.objects.filter(language_code=code).first() or Locale.objects.get(language_code=settings.LANGUAGE_CODE)


def in_language(pages: PageQuerySet, locale: Locale) -> PageQuerySet:
    """Each page once: in this language where it exists, otherwise in another (the site's own before the rest)."""
    rank = Case(
        When(locale=locale, then=0),
        When(locale__language_code=settings.LANGUAGE_CODE, then=1),
        default=2,
        output_field=IntegerField(),
    )
    best: dict[UUID, int] = {}
    ranked = pages.annotate(language_rank=rank).order_by("language_rank", "pk")
    for key, pk in ranked.values_list("translation_key", "pk"):
        best.setdefault(key, pk)
    return pages.filter(pk__in=best.values())


def pages_to_find() -> list[Page]:
    """Every published page that anybody may read, in every language, for the list search engines ask for."""
    below_the_root = Page.objects.filter(depth__gt=1)
    return list(readable(below_the_root).select_related("locale").order_by("path"))


def resources(locale: Locale, *, search: str = "") -> Any:
    """Articles, newest first; for a search, the best matches first."""
    found = in_language(readable(ResourcePage.objects.all()), locale).select_related("organisation", "locale")
    if search:
        return found.search(search)
    return found.order_by("-first_published_at", "-pk")


def resources_listed(locale: Locale, *, search: str = "") -> QuerySet[ResourcePage]:
    """As `resources`, for lists that are ordered and paged elsewhere."""
    words = clean_line(search)[:LONGEST_SEARCH]
    found = in_language(readable(ResourcePage.objects.all()), locale).select_related("organisation", "locale")
    if words:
        return found.filter(pk__in=[page.pk for page in found.search(words)[:MOST_IN_A_MENU]])
    return found


def resource(resource_id: UUID, locale: Locale) -> ResourcePage:
    """One article by its public id, in the reader's language where it exists. Raises Absent."""
    return _one(readable(ResourcePage.objects.filter(translation_key=resource_id)), locale)


def resources_by(partner: PartnerPage) -> QuerySet[ResourcePage]:
    found = readable(ResourcePage.objects.filter(organisation=partner.organisation_id))
    return in_language(found, partner.locale).select_related("organisation", "locale").order_by("-first_published_at")


def featured_resources(home: HomePage) -> list[ResourcePage]:
    """The articles somebody chose for the front door, in their order; the newest ones where nobody chose."""
    chosen = [block.value.pk for block in home.featured if block.value is not None]
    if not chosen:
        return list(resources(home.locale)[:3])
    by_key = {page.translation_key: page for page in resources(home.locale)}
    keys = dict(Page.objects.filter(pk__in=chosen).values_list("pk", "translation_key"))
    return [by_key[keys[pk]] for pk in chosen if keys.get(pk) in by_key]


def partners(locale: Locale, *, limit: int | None = None) -> list[PartnerPage]:
    found = in_language(readable(PartnerPage.objects.all()), locale)
    return list(found.select_related("organisation", "locale").order_by("title", "pk")[:limit])


def partners_listed(locale: Locale) -> QuerySet[PartnerPage]:
    """As `partners`, for lists that are ordered and paged elsewhere."""
    return in_language(readable(PartnerPage.objects.all()), locale).select_related("organisation", "locale")


def own_partner_drafts(actor: Actor) -> list[PartnerPage]:
    """The newest draft of each partner's page the actor may write."""
    own = partner_pages_written_by(actor).select_related("organisation", "locale", "latest_revision")
    return [page.get_latest_revision_as_object() for page in own.order_by("title", "pk")]


def partner(slug: str, locale: Locale) -> PartnerPage:
    """One partner by the organisation's slug. Raises Absent."""
    return _one(readable(PartnerPage.objects.filter(organisation__slug=slug)), locale)


def recommendations(locale: Locale, *, limit: int | None = None) -> list[RecommendationPage]:
    found = in_language(readable(RecommendationPage.objects.all()), locale).select_related("locale", "linked_page")
    return list(found.order_by("-first_published_at", "-pk")[:limit])


def recommendations_listed(locale: Locale) -> QuerySet[RecommendationPage]:
    """Recommendations with `partner_name` and `partner_slug`, to be ordered and paged elsewhere."""
    parent = PartnerPage.objects.filter(path=Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen))
    return (
        in_language(readable(RecommendationPage.objects.all()), locale)
        .select_related("locale", "linked_page")
        .annotate(
            partner_name=Subquery(parent.values("title")[:1]),
            partner_slug=Subquery(parent.values("organisation__slug")[:1]),
        )
    )


def recommendations_by(partner_page: PartnerPage) -> list[RecommendationPage]:
    below = RecommendationPage.objects.child_of(partner_page)
    return list(readable(below).select_related("locale", "linked_page").order_by("-first_published_at", "-pk"))


@dataclass(frozen=True, slots=True)
class Target:
    """What a recommendation leads to, as readers may see it today."""

    title: str
    url: str
    language: str = ""  # "" where it is not known


def target_of(recommendation: RecommendationPage, actor: Actor) -> Target | None:
    """What is recommended; None once readers cannot see it any more."""
    page = recommendation.linked_page
    if page is not None and readable(Page.objects.filter(pk=page.pk)).exists():
        shown = page.localized.specific
        return Target(shown.title, shown.address, shown.locale.language_code)
    try:
        if recommendation.project_id:
            project = published_project(actor, project_id=recommendation.project_id)
            return Target(project.title, reverse("innovations:project", args=[project.pk]), project.language)
        if recommendation.service_id:
            listing = service_for(service_id=recommendation.service_id, now=clock.now())
            return Target(listing.name, listing.path)
    except Absent:
        return None
    return None


def newest_projects(actor: Actor) -> list[Any]:
    """The newest youth projects, for the front door (SG-39: the same order for everyone)."""
    return gallery_page(actor, size=PROJECTS_AT_THE_DOOR).projects


def projects_to_recommend() -> list[tuple[str, str]]:
    """Published projects for a menu, newest first: id and title."""
    rows = published_projects(ANONYMOUS).order_by("-first_published_at", "-id")[:MOST_IN_A_MENU]
    return [(str(project.pk), project.title) for project in rows]


def services_to_recommend() -> list[tuple[str, str]]:
    """Services of the directory for a menu, by country: id and name."""
    rows = services_listed(now=clock.now()).order_by("country", "name", "pk")[:MOST_IN_A_MENU]
    return [(str(service.pk), f"{service.country} · {service.name}") for service in rows]


def partner_of(page: Page) -> PartnerPage | None:
    """The partner whose page this page lies below."""
    return PartnerPage.objects.ancestor_of(page).select_related("organisation").first()


def _one(found: PageQuerySet, locale: Locale) -> Any:
    page = in_language(found, locale).select_related("organisation", "locale").first()
    if page is None:
        raise Absent
    return page


def groups_are_stale(actor: Actor) -> bool:
    """Whether this actor's Wagtail groups say something else than their roles of today."""
    if actor.login_id is None:
        return False
    names = Group.objects.filter(user=actor.login_id).values_list("name", flat=True)
    return {name for name in names if is_managed_group(name)} != groups_expected(roles_held(login_id=actor.login_id))
