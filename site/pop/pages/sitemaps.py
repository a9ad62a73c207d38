"""What search engines may find, with every language it is written in. Help, reading and partners only: projects by
young people, circles and accounts ask not to be listed (SG-57), and what is hidden or private is in no list at all."""

from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from wagtail.models import Page

from pop.pages import selectors
from pop.support.selectors import countries_with_services

_FRAME = ("support:home", "about", "insights:transparency", "leave_how")


class OwnPages(Sitemap):
    """Pages whose words are ours: each exists in every language."""

    i18n = True
    alternates = True
    x_default = True

    def items(self) -> list[str]:
        return list(_FRAME)

    def location(self, item: str) -> str:
        return reverse(item)


class HelpByCountry(Sitemap):
    """Countries the directory has something for, in every language."""

    i18n = True
    alternates = True

    def items(self) -> list[str]:
        return [country.code.lower() for country in countries_with_services()]

    def location(self, item: str) -> str:
        return reverse("support:country", args=[item])


class WrittenPages(Sitemap):
    """What partners and the POP team wrote: each page in the languages somebody wrote it in, at its own address."""

    def items(self) -> list[Page]:
        return selectors.pages_to_find()

    def location(self, item: Page) -> str:
        return item.url or ""

    def lastmod(self, item: Page) -> Any:
        return item.last_published_at

    def get_urls(self, page: Any = 1, site: Any = None, protocol: Any = None) -> list[dict[str, Any]]:
        found = super().get_urls(page=page, site=site, protocol=protocol)
        by_page: dict[Any, list[tuple[str, str]]] = {}
        for one in found:
            by_page.setdefault(one["item"].translation_key, []).append(
                (one["item"].locale.language_code, one["location"])
            )
        order = [code for code, _name in settings.LANGUAGES]
        for one in found:
            written = [pair for pair in by_page[one["item"].translation_key] if pair[0] in order]
            if len(written) > 1:
                one["alternates"] = [
                    {"lang_code": code, "location": location}
                    for code, location in sorted(written, key=lambda pair: order.index(pair[0]))
                ]
        return found


SITEMAPS = {"own": OwnPages, "help": HelpByCountry, "written": WrittenPages}
