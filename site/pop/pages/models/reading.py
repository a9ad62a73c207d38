"""What every page of the tree does for its reader: find its way in several languages, and say where and what it is."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.template.response import SimpleTemplateResponse, TemplateResponse
from django.utils import translation
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from pop.core import languages
from pop.core.languages import direction_of


class ReadablePage(Page):
    """The base of POP's pages: the address of a page that is not translated yet leads to another language."""

    show_in_menus_default = False
    # Not Wagtail's title panel: its script looks for an address field that most editors do not have.
    content_panels = [FieldPanel("title")]
    # The address is the owners' to change: a link somebody kept should go on working.
    promote_panels = [FieldPanel("slug", permission="superuser")]

    class Meta:
        abstract = True

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """As Wagtail's, then the same address below this page's translations. Raises Http404 where there is none.

        The reader keeps the language they chose around the page; the page itself says which one it is in.
        """
        try:
            return super().route(request, path_components)
        except Http404:
            if not path_components:
                raise
            for other in self._translations_from_default_language():
                try:
                    return Page.route(other, request, path_components)
                except Http404:
                    continue
            raise

    def _translations_from_default_language(self) -> list["ReadablePage"]:
        pages = self.get_translations().filter(live=True).select_related("locale").specific()
        return sorted(pages, key=lambda page: page.locale.language_code != settings.LANGUAGE_CODE)

    @property
    def text_direction(self) -> str:
        return direction_of(self.locale.language_code)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        language = self.locale.language_code
        context["page_language"] = language
        context["page_direction"] = self.text_direction
        context["page_language_name"] = languages.name_of(language)
        context["reader_language_name"] = languages.name_of(languages.current())
        context["is_in_other_language"] = language != languages.current()
        context["breadcrumbs"] = self._breadcrumbs()
        written = self._written_in()
        # A page that is shown in place of a missing one belongs to its own language's address.
        context["canonical_path"] = written.get(language, "")
        context["alternates"] = list(written.items()) if len(written) > 1 else []
        context["page_addresses"] = written
        return context

    @property
    def address(self) -> str:
        """Where a reader finds this page without leaving the language they read in. "" for a page without a place."""
        path = self.url or ""
        own = self.locale.language_code
        if own != settings.LANGUAGE_CODE:
            path = path.removeprefix(f"/{own}")
        reader = languages.current()
        return path if reader == settings.LANGUAGE_CODE else f"/{reader}{path}"

    def _written_in(self) -> dict[str, str]:
        """Path by language, of this page and its published translations, in the order the languages are shown."""
        pages = self.get_translations(inclusive=True).filter(live=True).select_related("locale")
        paths = {page.locale.language_code: page.url for page in pages}
        return {code: paths[code] for code, _name in settings.LANGUAGES if paths.get(code)}

    def _breadcrumbs(self) -> list[dict[str, str]]:
        """From the home page down to this page's parent, in the reader's language where it exists."""
        if self.depth <= 2:
            return []
        ancestors = self.get_ancestors().filter(depth__gt=1, live=True).specific()
        shown = [page.localized for page in ancestors]
        return [{"title": page.title, "url": page.address, "language": page.locale.language_code} for page in shown]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> SimpleTemplateResponse:
        # A preview is what a reader of the page's own language will see, whatever language its editor works in.
        with translation.override(self.locale.language_code):
            response: TemplateResponse = super().serve_preview(request, mode_name)
            return response.render()
