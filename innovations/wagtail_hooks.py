"""Projects in the Wagtail admin: for curators to find, read, compare and preview. Nothing can be changed there."""

from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views import snippets

from innovations.contracts import ProjectText
from innovations.models import Project
from innovations.policies import REVIEWERS
from pop.accounts.selectors import roles_held


class ReadOnly(BasePermissionPolicy):
    """Reviewers may look. Nobody, owners included, may add, change, delete, publish or unpublish: actions do that.

    That they proved who they are with a second factor is asked before any page of the admin (pop.accounts).
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and user.is_authenticated and user.pk in self._readers()

    def users_with_any_permission(self, actions: Any) -> Any:
        readers = self._readers() if "view" in actions else set()
        return get_user_model().objects.filter(pk__in=readers)

    def _readers(self) -> set[Any]:
        return {held.login_id for held in roles_held() if held.role in REVIEWERS}


register_permission_policy(Project, ReadOnly(Project))


class _HistoryView(snippets.HistoryView):
    any_permission_required = ["view"]


class _RevisionView(snippets.PreviewRevisionView):
    permission_required = "view"


class _CompareView(snippets.RevisionsCompareView):
    permission_required = "view"


class _WorkflowHistoryView(snippets.WorkflowHistoryView):
    permission_required = "view"


class _WorkflowHistoryDetailView(snippets.WorkflowHistoryDetailView):
    permission_required = "view"


class ProjectViewSet(snippets.SnippetViewSet):
    model = Project
    icon = "pick"
    menu_label = _("Youth projects")
    add_to_admin_menu = True
    inspect_view_enabled = True
    inspect_view_fields = [
        "author",
        *ProjectText.__dataclass_fields__,
        "started_at",
        "first_published_at",
        "hidden_at",
        "change_asked_at",
        "held_back_at",
        "limited_at",
    ]
    copy_view_enabled = False
    list_display = ["title", "author", "topic", "first_published_at"]
    list_filter = ["topic", "language", "live"]
    search_fields = ["title", "summary"]
    search_backend_name = None  # the index holds only what is published
    ordering = ["-changed_at"]
    list_per_page = 50
    history_view_class = _HistoryView
    revisions_view_class = _RevisionView
    revisions_compare_view_class = _CompareView
    workflow_history_view_class = _WorkflowHistoryView
    workflow_history_detail_view_class = _WorkflowHistoryDetailView

    def get_queryset(self, request: Any) -> Any:
        return Project.objects.select_related("author")


register_snippet(ProjectViewSet)
