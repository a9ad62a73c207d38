"""The demo's pages. Seeding code: it writes pages itself; what it says is plainly for show."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from wagtail.models import Locale, Page

from pop.accounts.contracts import Role
from pop.accounts.selectors import organisations, roles_held
from pop.pages.actions import prepare_site
from pop.pages.demo.articles import ARTICLES, Article
from pop.pages.demo.partners import PARTNERS, WAITING, Partner, Waiting
from pop.pages.models import (
    HomePage,
    PartnerIndexPage,
    PartnerPage,
    RecommendationPage,
    ResourceIndexPage,
    ResourcePage,
)

FEATURED = ("someone-shared-your-picture", "safe-in-group-chats", "privacy-in-ten-minutes")


@transaction.atomic
def ensure_pages(now: datetime) -> None:
    """Articles, two partners with a recommendation each, and one page that waits for an owner. Can be run again:
    what is there already, edited or not, stays as it is. Needs the demo's cast for the partners' part."""
    prepare_site()
    for number, article in enumerate(ARTICLES):
        _ensure_article(article, now - timedelta(days=3 * (len(ARTICLES) - number)))
    by_name = {organisation.name: organisation for organisation in organisations()}
    for partner in PARTNERS:
        if partner.name in by_name:
            _ensure_partner(partner, by_name[partner.name], now)
    if WAITING.organisation in by_name:
        _ensure_waiting(WAITING, by_name[WAITING.organisation])
    _feature()


def _ensure_article(article: Article, at: datetime) -> None:
    for language, text in article.texts.items():
        locale = Locale.objects.get(language_code=language)
        index = ResourceIndexPage.objects.get(locale=locale)
        if ResourcePage.objects.child_of(index).filter(slug=article.slug).exists():
            continue
        original = ResourcePage.objects.filter(slug=article.slug, depth=index.depth + 1).first()
        page = ResourcePage(
            title=text.title,
            slug=article.slug,
            summary=text.summary,
            body=list(text.body),
            reviewed_on=at.date(),
            first_published_at=at,
        )
        _add(index, page, original, live=True)


def _ensure_partner(partner: Partner, organisation: Any, now: datetime) -> None:
    index = PartnerIndexPage.objects.get(locale=Locale.get_default())
    page = PartnerPage.objects.filter(organisation=organisation.pk, locale=index.locale).first()
    if page is None:
        page = PartnerPage(title=partner.name, organisation_id=organisation.pk, summary=partner.summary)
        _add(index, page, None, live=False)
    if not page.live:
        draft = page.get_latest_revision_as_object()
        draft.summary, draft.what_we_do, draft.reviewed_on = partner.summary, partner.what_we_do, now.date()
        draft.links = [("link", {"title": title, "url": url}) for title, url in partner.links]
        draft.save_revision().publish()
        page.refresh_from_db()
    recommended = partner.recommendation
    if not RecommendationPage.objects.child_of(page).filter(slug=recommended.slug).exists():
        resource = ResourcePage.objects.filter(slug=recommended.article, locale=index.locale).first()
        recommendation = RecommendationPage(
            title=recommended.title,
            slug=recommended.slug,
            why=recommended.why,
            age_bands=list(recommended.age_bands),
            linked_page=resource.page_ptr if resource else None,
            reviewed_on=now.date(),
        )
        _add(page, recommendation, None, live=True)


def _ensure_waiting(waiting: Waiting, organisation: Any) -> None:
    """Written by the organisation's editor, handed in, and with the owners now."""
    parent = PartnerPage.objects.get(organisation=organisation.pk, locale=Locale.get_default())
    if ResourcePage.objects.child_of(parent).filter(slug=waiting.slug).exists():
        return
    editor = next(
        (
            held.login_id
            for held in roles_held()
            if held.role is Role.PARTNER_EDITOR and held.organisation_id == organisation.pk
        ),
        None,
    )
    if editor is None:
        return
    login = get_user_model().objects.get(pk=str(editor))
    page = ResourcePage(
        title=waiting.text.title,
        slug=waiting.slug,
        summary=waiting.text.summary,
        body=list(waiting.text.body),
        organisation_id=organisation.pk,
        owner=login,
    )
    _add(parent, page, None, live=False)
    page.save_revision(user=login)
    page.get_workflow().start(page, login)


def _feature() -> None:
    for home in HomePage.objects.all():
        if home.featured:
            continue
        chosen: Sequence[ResourcePage] = [
            page for slug in FEATURED for page in ResourcePage.objects.filter(slug=slug, locale=home.locale)
        ]
        if chosen:
            home.featured = [("resource", page) for page in chosen]
            home.save_revision().publish()


def _add(parent: Page, page: Page, translates: Page | None, *, live: bool) -> None:
    page.locale, page.live = parent.locale, live
    if translates is not None:
        page.translation_key = translates.translation_key
    Page.objects.get(pk=parent.pk).specific.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    page.refresh_from_db()
