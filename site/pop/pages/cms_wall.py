"""What stands before every address of the Wagtail admin.

Wagtail's own permissions decide what an editor may do with a page. This wall decides earlier and in plain words who
gets anywhere at all: only proved roles that write (SEC-43), only addresses their role has a use for (SEC-25), and for
a partner editor only pages of their own organisation. What is refused looks as if it were not there (SEC-24).
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.admin.utils import unquote
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import Page

from pop.accounts.contracts import Actor, Role
from pop.audit.looks import note_look
from pop.core.errors import Absent
from pop.pages.actions import sync_editor_groups
from pop.pages.policies import may_enter_cms, may_write_page, partner_pages_written_by
from pop.pages.selectors import groups_are_stale

View = Callable[..., HttpResponse]

# For nobody: people, groups and roles are accounts' business, and there is one place to sign in and out (SEC-44).
SHUT_NAMESPACES = frozenset({"wagtailusers_users", "wagtailusers_groups", "wagtailusers_api_tokens"})
SHUT = frozenset(
    {
        "wagtailadmin_password_reset",
        "wagtailadmin_password_reset_done",
        "wagtailadmin_password_reset_confirm",
        "wagtailadmin_password_reset_complete",
        "wagtailadmin_error_test",
    }
)
SHUT_MODELS = frozenset({"accounts", "auth", "account", "mfa"})

_FRAME = frozenset(
    {
        "wagtailadmin_home",
        "wagtailadmin_explore_root",
        "wagtailadmin_explore",
        "wagtailadmin_explore_results",
        "wagtailadmin_choose_page",
        "wagtailadmin_choose_page_child",
        "wagtailadmin_choose_page_search",
        "wagtailadmin_choose_page_chosen_multiple",
        "wagtailadmin_choose_page_external_link",
        "wagtailadmin_choose_page_phone_link",
        "wagtailadmin_choose_page_anchor_link",
        "wagtailadmin_tag_autocomplete",
        "wagtailadmin_tag_model_autocomplete",
        "wagtailadmin_account",
        "wagtailadmin_logout",
        "wagtailadmin_login",
        "wagtailadmin_dismissibles",
        "wagtailadmin_editing_sessions:ping",
        "wagtailadmin_editing_sessions:release",
        "wagtailadmin_block_preview",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_api:pages:listing",
        "wagtailadmin_api:pages:detail",
        "wagtailimages:index",
        "wagtailimages:index_results",
        "wagtailimages:add",
        "wagtailimages:add_multiple",
        "wagtailimages:edit",
        "wagtailimages:edit_multiple",
        "wagtailimages:delete",
        "wagtailimages:delete_multiple",
        "wagtailimages:create_multiple_from_uploaded_image",
        "wagtailimages:delete_upload_multiple",
        "wagtaildocs:index",
        "wagtaildocs:index_results",
        "wagtaildocs:add",
        "wagtaildocs:add_multiple",
        "wagtaildocs:edit",
        "wagtaildocs:edit_multiple",
        "wagtaildocs:delete",
        "wagtaildocs:delete_multiple",
        "wagtaildocs:create_multiple_from_uploaded_document",
        "wagtaildocs:delete_upload_multiple",
    }
)
_CHOOSERS = frozenset({"wagtailimages_chooser", "wagtaildocs_chooser"})
_WRITING = frozenset(
    f"wagtailadmin_pages:{name}"
    for name in (
        "add",
        "preview_on_add",
        "edit",
        "preview_on_edit",
        "view_draft",
        "add_subpage",
        "search",
        "search_results",
        "confirm_workflow_cancellation",
        "workflow_history",
        "workflow_history_detail",
        "history",
        "history_results",
        "revisions_index",
        "revisions_view",
        "revisions_revert",
        "revisions_compare",
    )
)
PARTNER_EDITORS_MAY = _FRAME | _WRITING
# Safeguarding leads: the lexicon of screening, prepared sentences for circles, projects to read, and the frame of the
# admin around them; no page, no picture.
LEADS_MAY = frozenset(
    {
        "wagtailadmin_home",
        "wagtailadmin_account",
        "wagtailadmin_logout",
        "wagtailadmin_login",
        "wagtailadmin_dismissibles",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtailsnippets_moderation_lexiconterm:list",
        "wagtailsnippets_moderation_lexiconterm:list_results",
        "wagtailsnippets_moderation_lexiconterm:add",
        "wagtailsnippets_peer_circles_preparedsentence:list",
        "wagtailsnippets_peer_circles_preparedsentence:list_results",
        "wagtailsnippets_peer_circles_preparedsentence:add",
        "wagtailsnippets_peer_circles_preparedsentence:edit",
    }
)
LEADS_READ = frozenset({"wagtailsnippets_innovations_project"})  # behind that area's own policy
_BROWSING = frozenset({"wagtailadmin_explore", "wagtailadmin_explore_results"})
_PAGE_IDS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk")


def behind_the_wall(view: View) -> View:
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        match = request.resolver_match
        name = match.view_name if match else ""
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if not actor.is_signed_in:
            if name == "wagtailadmin_login":
                return redirect(settings.LOGIN_URL)
            return redirect_to_login(request.get_full_path())
        if not may_enter_cms(actor) or _is_shut(name, kwargs):
            raise Absent
        if request.user.is_superuser and not actor.has_role(Role.OWNER):
            raise Absent  # a lapsed owner: Wagtail would still obey the flag, so it never hears of them
        if name == "wagtailadmin_login":
            return redirect("wagtailadmin_home")
        if groups_are_stale(actor):
            sync_editor_groups(login_id=actor.login_id)  # type: ignore[arg-type]
        _check_reach(actor, name, kwargs)
        _note_look(actor, name, kwargs)
        try:
            return view(request, *args, **kwargs)
        except (ValueError, ValidationError) as stumble:
            # Some of Wagtail's views look an id up as it comes, even one that cannot be one.
            if isinstance(stumble, ValidationError) or name.endswith(":chosen"):
                raise Absent from stumble
            raise

    return guarded


def _note_look(actor: Actor, name: str, kwargs: dict[str, Any]) -> None:
    """What other areas show here, and reports over everything, may hold young people's words (SEC-61)."""
    namespace, _colon, view = name.partition(":")
    if namespace.startswith(("wagtailsnippets_", "wagtailadmin_reports")):
        thing = namespace.removeprefix("wagtailsnippets_")
        subject = unquote(str(kwargs.get("pk", ""))) or view
        note_look(actor, verb="pages.view_admin", subject_kind=thing, subject_id=subject)


def _is_shut(name: str, kwargs: dict[str, Any]) -> bool:
    namespace = name.partition(":")[0]
    return namespace in SHUT_NAMESPACES or name in SHUT or kwargs.get("app_label") in SHUT_MODELS


def _check_reach(actor: Actor, name: str, kwargs: dict[str, Any]) -> None:
    """Raises Absent where this role has nothing to do."""
    if actor.has_role(Role.OWNER):
        return
    namespace = name.partition(":")[0]
    if actor.has_role(Role.SAFEGUARDING_LEAD) and (name in LEADS_MAY or namespace in LEADS_READ):
        return
    if actor.has_role(Role.MODERATOR):
        # Curators: pages, within Wagtail's own permissions; nothing that sets up the site or reports on people.
        if name in _FRAME or namespace in _CHOOSERS | {"wagtailadmin_pages"}:
            return
        if namespace.startswith("wagtailsnippets"):
            return  # other areas' things, each behind a permission policy of that area
        if name == "wagtail_bulk_action" and kwargs.get("app_label") == "wagtailcore":
            return
        raise Absent
    if not actor.has_role(Role.PARTNER_EDITOR):
        raise Absent
    if name not in PARTNER_EDITORS_MAY and namespace not in _CHOOSERS:
        raise Absent
    for key in _page_keys(name, kwargs):
        page = Page.objects.filter(pk=kwargs[key]).first()
        if page is None or not _may_reach(actor, name, page):
            raise Absent


def _page_keys(name: str, kwargs: dict[str, Any]) -> list[str]:
    keys = [key for key in _PAGE_IDS if key in kwargs]
    if name.startswith(("wagtailadmin_pages:", "wagtailadmin_api:")) and "pk" in kwargs:
        keys.append("pk")
    return keys


def _may_reach(actor: Actor, name: str, page: Page) -> bool:
    if may_write_page(actor, page):
        return True
    if name == "wagtailadmin_choose_page_child":
        return page.live or page.depth == 1
    if name in _BROWSING or name == "wagtailadmin_api:pages:detail":
        # The way down to their own pages; Wagtail shows nothing else on it.
        return any(
            path.startswith(page.path) for path in partner_pages_written_by(actor).values_list("path", flat=True)
        )
    return False
