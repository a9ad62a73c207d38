"""Articles for young people, and the place where they are found."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from pop.core.text import clean_line
from pop.pages.blocks import ARTICLE
from pop.pages.fields import ArticleField
from pop.pages.forms import OwnOrganisationForm
from pop.pages.models.reading import ReadablePage

RESOURCES_PER_PAGE = 12
LONGEST_SEARCH = 100  # characters


class ResourceIndexPage(ReadablePage):
    intro = models.TextField(_("introduction"), max_length=400, blank=True)

    template = "pages/resource_index_page.html"
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.ResourcePage"]
    max_count_per_parent = 1
    content_panels = [*ReadablePage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("list of resources")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from pop.pages import selectors

        context = super().get_context(request, *args, **kwargs)
        query = clean_line(request.GET.get("q", ""))[:LONGEST_SEARCH]
        found = selectors.resources(self.locale, search=query)
        context["query"] = query
        shown = Paginator(found, RESOURCES_PER_PAGE).get_page(request.GET.get("p"))
        context["resources"] = shown
        if shown.has_previous():
            context["previous_url"] = "?" + urlencode({"q": query, "p": shown.previous_page_number()})
        if shown.has_next():
            context["next_url"] = "?" + urlencode({"q": query, "p": shown.next_page_number()})
        return context


class ResourcePage(ReadablePage):
    organisation = models.ForeignKey(
        "accounts.Organisation",
        verbose_name=_("written by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Leave empty for the POP team."),
    )
    summary = models.TextField(_("summary"), max_length=240, help_text=_("One or two plain sentences."))
    body = ArticleField(ARTICLE, verbose_name=_("text"), blank=True)
    reviewed_on = models.DateField(
        _("last reviewed"), null=True, blank=True, help_text=_("When somebody last checked that all this is right.")
    )

    template = "pages/resource_page.html"
    base_form_class = OwnOrganisationForm
    parent_page_types = ["pages.ResourceIndexPage", "pages.PartnerPage"]
    subpage_types: list[str] = []
    content_panels = [
        *ReadablePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("reviewed_on"),
        FieldPanel("organisation", permission="superuser"),
    ]
    search_fields = [
        *ReadablePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("resource")
