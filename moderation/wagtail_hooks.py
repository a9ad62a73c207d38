"""The Wagtail admin: the way to the queue, and the terms of the lexicon, for safeguarding leads to find and add.

Nothing is changed or deleted there: taking a term out has rules of its own, and a page of its own.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views import snippets

from moderation import actions
from moderation.models import LexiconTerm
from moderation.policies import may_see_queue
from pop.accounts.contracts import Role
from pop.accounts.selectors import roles_held
from pop.core import clock
from pop.core.errors import Conflict, Invalid


class QueueMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_queue(request.actor)  # type: ignore[attr-defined]


@hooks.register("register_admin_menu_item")
def register_queue() -> Any:
    return QueueMenuItem(_("Moderation queue"), reverse("moderation:queue"), name="moderation", icon_name="warning")


class KeptByLeads(BasePermissionPolicy):
    """Safeguarding leads look and add. Nobody, owners included, changes or deletes: Wagtail would do it without the
    second person (SEC-76). That they proved who they are is asked before any page of the admin (pop.accounts).
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in {"view", "add"} and user.is_authenticated and user.pk in self._leads()

    def users_with_any_permission(self, actions: Any) -> Any:
        leads = self._leads() if {"view", "add"} & set(actions) else set()
        return get_user_model().objects.filter(pk__in=leads)

    def _leads(self) -> set[Any]:
        return {held.login_id for held in roles_held() if held.role is Role.SAFEGUARDING_LEAD}


register_permission_policy(LexiconTerm, KeptByLeads(LexiconTerm))


class _AddTerm(snippets.CreateView):
    def form_valid(self, form: Any) -> HttpResponse:
        """What the action refuses stands at the fields."""
        try:
            return super().form_valid(form)
        except Invalid as error:
            for field, messages in error.fields.items():
                for message in messages:
                    form.add_error(field, message)
        except Conflict as error:
            form.add_error(None, error.message)
        self.produced_error_message = self.get_error_message()
        return self.form_invalid(form)

    def save_instance(self) -> LexiconTerm:
        typed = self.form.cleaned_data
        return actions.propose_term(
            actor=self.request.actor,
            text=typed["text"],
            language=typed["language"],
            category=typed["category"],
            effect=typed["effect"],
            severity=typed["severity"],
            now=clock.now(),
        )

    def get_success_url(self) -> str:
        return reverse("moderation:lexicon")

    def get_success_buttons(self) -> list[Any]:
        return []


class LexiconTermViewSet(snippets.SnippetViewSet):
    model = LexiconTerm
    icon = "list-ul"
    menu_label = _("Lexicon of screening")
    menu_name = "lexicon"
    add_to_admin_menu = True
    copy_view_enabled = False
    add_view_class = _AddTerm
    edit_handler = ObjectList([FieldPanel(name) for name in ("text", "language", "category", "effect", "severity")])
    list_display = [
        TitleColumn("text", label=_("Word or phrase"), get_url=lambda term: reverse("moderation:term", args=[term.pk])),
        "language",
        Column("get_category_display", label=_("What it is about")),
        Column("get_effect_display", label=_("What should happen")),
        Column("get_state_display", label=_("State")),
    ]
    list_filter = ["language", "category", "effect", "state"]
    search_fields = ["text"]
    search_backend_name = None
    list_per_page = 50


register_snippet(LexiconTermViewSet)
