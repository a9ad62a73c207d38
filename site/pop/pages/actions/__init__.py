"""The only writers of pages, next to Wagtail's own editor."""

from pop.pages.actions.groups import sync_all_editor_groups, sync_editor_groups
from pop.pages.actions.partners import PartnerLink, publish_page, submit_page, update_partner_page
from pop.pages.actions.preparation import prepare_site

__all__ = [
    "PartnerLink",
    "prepare_site",
    "publish_page",
    "submit_page",
    "sync_all_editor_groups",
    "sync_editor_groups",
    "update_partner_page",
]
