"""The Wagtail admin: prepared sentences for staff of circles, kept by safeguarding leads. What is not said any more is
put out of use and never deleted: it would come back with the next start."""

from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views import snippets

from peer_circles.models import PreparedSentence
from pop.accounts.contracts import Role
from pop.accounts.selectors import roles_held

DEEDS = frozenset({"view", "add", "change"})


class KeptByLeads(BasePermissionPolicy):
    """That they proved who they are is asked before any page of the admin (pop.pages)."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in DEEDS and user.is_authenticated and user.pk in self._leads()

    def users_with_any_permission(self, actions: Any) -> Any:
        return get_user_model().objects.filter(pk__in=self._leads() if DEEDS & set(actions) else set())

    def _leads(self) -> set[Any]:
        return {held.login_id for held in roles_held() if held.role is Role.SAFEGUARDING_LEAD}


register_permission_policy(PreparedSentence, KeptByLeads(PreparedSentence))


class PreparedSentenceViewSet(snippets.SnippetViewSet):
    model = PreparedSentence
    icon = "openquote"
    menu_label = _("Prepared sentences")
    menu_name = "prepared-sentences"
    add_to_admin_menu = True
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("text"),
            FieldRowPanel([FieldPanel("language"), FieldPanel("use")]),
            FieldRowPanel([FieldPanel("position"), FieldPanel("is_in_use")]),
        ]
    )
    list_display = ["text", "language", "get_use_display", "is_in_use"]
    list_filter = ["language", "use", "is_in_use"]
    search_fields = ["text"]
    search_backend_name = None
    list_per_page = 50


register_snippet(PreparedSentenceViewSet)
