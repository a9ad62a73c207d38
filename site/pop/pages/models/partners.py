"""What partners say: who they are, and what they recommend."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from pop.accounts.contracts import AgeBand
from pop.pages.blocks import TEXT
from pop.pages.fields import ArticleField
from pop.pages.forms import OwnOrganisationForm, RecommendationForm
from pop.pages.links import https_only
from pop.pages.models.reading import ReadablePage


class PartnerLinkBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    url = blocks.URLBlock(label=_("Address"), max_length=300, validators=[https_only])

    class Meta:
        icon = "link"
        label = _("Link")


class PartnerIndexPage(ReadablePage):
    intro = models.TextField(_("introduction"), max_length=400, blank=True)

    template = "pages/partner_index_page.html"
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.PartnerPage"]
    max_count_per_parent = 1
    content_panels = [*ReadablePage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("list of partners")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from pop.pages import selectors

        context = super().get_context(request, *args, **kwargs)
        context["partners"] = selectors.partners(self.locale)
        context["recommendations"] = selectors.recommendations(self.locale, limit=6)
        return context


class PartnerPage(ReadablePage):
    organisation = models.ForeignKey(
        "accounts.Organisation", verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="+"
    )
    summary = models.TextField(_("in one or two sentences"), max_length=240)
    what_we_do = RichTextField(_("what we do"), features=TEXT, blank=True)
    links = ArticleField([("link", PartnerLinkBlock())], verbose_name=_("links"), blank=True, max_num=6)
    reviewed_on = models.DateField(_("last reviewed"), null=True, blank=True)

    template = "pages/partner_page.html"
    base_form_class = OwnOrganisationForm
    parent_page_types = ["pages.PartnerIndexPage"]
    subpage_types = ["pages.RecommendationPage", "pages.ResourcePage"]
    content_panels = [
        *ReadablePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("what_we_do"),
        FieldPanel("links"),
        FieldPanel("reviewed_on"),
        FieldPanel("organisation", permission="superuser"),
    ]
    search_fields = [
        *ReadablePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("what_we_do"),
    ]

    class Meta:
        verbose_name = _("partner")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from pop.pages import selectors

        context = super().get_context(request, *args, **kwargs)
        context["resources"] = selectors.resources_by(self)
        context["recommendations"] = selectors.recommendations_by(self)
        return context


class RecommendationPage(ReadablePage):
    """A partner vouches for something on POP: an article, a youth project or a service of the directory."""

    why = models.TextField(_("why we recommend it"), max_length=600)
    linked_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    project_id = models.UUIDField(_("youth project"), null=True, blank=True)
    service_id = models.UUIDField(_("service of the help directory"), null=True, blank=True)
    age_bands = models.JSONField(_("for whom"), default=list, blank=True)
    reviewed_on = models.DateField(_("last reviewed"), null=True, blank=True)

    template = "pages/recommendation_page.html"
    base_form_class = RecommendationForm
    parent_page_types = ["pages.PartnerPage"]
    subpage_types: list[str] = []
    content_panels = [
        *ReadablePage.content_panels,
        FieldPanel("why"),
        PageChooserPanel("linked_page", ["pages.ResourcePage", "pages.PartnerPage"]),
        FieldPanel("project_id"),
        FieldPanel("service_id"),
        FieldPanel("age_bands"),
        FieldPanel("reviewed_on"),
    ]
    search_fields = [*ReadablePage.search_fields, index.SearchField("why")]

    class Meta:
        verbose_name = _("recommendation")

    @property
    def age_band_names(self) -> list[str]:
        return [str(AgeBand(band).label) for band in self.age_bands if band in AgeBand.values]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from pop.pages import selectors

        context = super().get_context(request, *args, **kwargs)
        context["partner"] = selectors.partner_of(self)
        context["target"] = selectors.target_of(self, request.actor)  # type: ignore[attr-defined]
        return context
