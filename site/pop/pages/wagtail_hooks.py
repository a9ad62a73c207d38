"""What Wagtail asks us while it draws its admin."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.documents.models import AbstractDocument
from wagtail.query import PageQuerySet
from wagtail.rich_text.feature_registry import FeatureRegistry

from pop.accounts.contracts import Role
from pop.core.errors import Absent
from pop.pages.links import OutwardLink
from pop.pages.policies import partner_pages_written_by


@hooks.register("register_rich_text_features")
def register_outward_links(features: FeatureRegistry) -> None:
    features.register_link_type(OutwardLink)


@hooks.register("construct_page_chooser_queryset")
def show_only_own_drafts(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """A partner editor chooses among published pages and their own."""
    actor = request.actor  # type: ignore[attr-defined]
    if actor.has_role(Role.OWNER, Role.MODERATOR):
        return pages
    found = pages.live()
    for own in partner_pages_written_by(actor):
        found |= pages.descendant_of(own, inclusive=True)
    return found


@hooks.register("before_serve_document")
def serve_only_pdf(document: AbstractDocument, request: HttpRequest) -> None:
    """Whatever was stored under whatever name: nothing but a PDF leaves (SEC-34)."""
    if document.content_type != "application/pdf":
        raise Absent


@hooks.register("construct_main_menu")
def hide_what_is_shut(request: HttpRequest, items: list[Any]) -> None:
    """No link to a door that is not there for this person."""
    if not request.actor.has_role(Role.OWNER):  # type: ignore[attr-defined]
        items[:] = [item for item in items if item.name not in {"reports", "settings", "help"}]
