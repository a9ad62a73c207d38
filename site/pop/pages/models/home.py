"""The front door."""

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from pop.core import languages
from pop.pages.blocks import INLINE
from pop.pages.fields import ArticleField
from pop.pages.models.reading import ReadablePage


class HomePage(ReadablePage):
    hero_title = models.CharField(_("headline"), max_length=120)
    hero_text = models.TextField(_("first words"), max_length=300)
    intro = RichTextField(_("short introduction"), features=INLINE, blank=True)
    help_title = models.CharField(_("headline of the help link"), max_length=120, blank=True)
    help_text = models.CharField(_("words of the help link"), max_length=200, blank=True)
    # Chosen by people, shown in their order: nothing on POP is ranked by what somebody clicked (SG-39).
    featured = ArticleField(
        [
            (
                "resource",
                blocks.PageChooserBlock(label=_("Resource"), page_type="pages.ResourcePage", icon="doc-full"),
            ),
        ],
        verbose_name=_("featured resources"),
        blank=True,
        max_num=3,
    )

    template = "pages/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "pages.ResourceIndexPage",
        "pages.PartnerIndexPage",
    ]
    content_panels = [
        *ReadablePage.content_panels,
        MultiFieldPanel([FieldPanel("hero_title"), FieldPanel("hero_text"), FieldPanel("intro")], heading=_("Welcome")),
        MultiFieldPanel([FieldPanel("help_title"), FieldPanel("help_text")], heading=_("Link to help")),
        FieldPanel("featured"),
    ]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from pop.pages import selectors

        context = super().get_context(request, *args, **kwargs)
        context["resources"] = selectors.featured_resources(self)
        context["partners"] = selectors.partners(self.locale, limit=4)
        context["offered_language"] = _offered_language(request)
        context["projects"] = selectors.newest_projects(request.actor)  # type: ignore[attr-defined]
        return context


def _offered_language(request: HttpRequest) -> dict[str, str] | None:
    """On the address that says no language, the language the browser asks for first: offered in itself, never forced.

    Nobody is sent anywhere and nothing is kept; Django marks these answers `Vary: Accept-Language` already.
    """
    if languages.current() != settings.LANGUAGE_CODE:
        return None
    wanted = languages.asked_for_first(request.headers.get("Accept-Language", ""))
    if wanted is None or wanted.code == settings.LANGUAGE_CODE:
        return None
    with translation.override(wanted.code):
        words = gettext("POP is also here in your language.")
    return {"code": wanted.code, "name": wanted.name, "url": f"/{wanted.code}/", "words": words}
