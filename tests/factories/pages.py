"""Pages somebody wrote. They need a prepared site."""

from typing import Any

from django.utils.text import slugify
from wagtail.models import Locale, Page

from pop.pages.models import PartnerIndexPage, PartnerPage, RecommendationPage, ResourceIndexPage, ResourcePage


def resource(
    title: str,
    *,
    live: bool = True,
    language: str = "en",
    translates: Page | None = None,
    parent: Page | None = None,
    **fields: Any,
) -> ResourcePage:
    locale = Locale.objects.get(language_code=language)
    fields.setdefault("summary", f"About {title}.")
    fields.setdefault("slug", slugify(title, allow_unicode=True))
    page = ResourcePage(title=title, locale=locale, live=live, **fields)
    return _add(parent or ResourceIndexPage.objects.get(locale=locale), page, translates)


def partner(
    organisation: Any, *, live: bool = True, language: str = "en", translates: Page | None = None, **fields: Any
):
    locale = Locale.objects.get(language_code=language)
    fields.setdefault("summary", f"{organisation.name} is here for you.")
    fields.setdefault("title", organisation.name)
    page = PartnerPage(organisation_id=organisation.pk, locale=locale, live=live, slug=organisation.slug, **fields)
    return _add(PartnerIndexPage.objects.get(locale=locale), page, translates)


def recommendation(parent: PartnerPage, title: str, *, live: bool = True, **fields: Any) -> RecommendationPage:
    fields.setdefault("why", "Because it is kind and clear.")
    page = RecommendationPage(title=title, slug=slugify(title), locale=parent.locale, live=live, **fields)
    return _add(parent, page, None)


def _add(parent: Page, page: Any, translates: Page | None) -> Any:
    if translates is not None:
        page.translation_key = translates.translation_key
    Page.objects.get(pk=parent.pk).specific.add_child(instance=page)
    revision = page.save_revision()
    if page.live:
        revision.publish()
    page.refresh_from_db()
    return page
