"""The forms behind Wagtail's editing pages: what an editor may put in is asked again here, not only in the choosers."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from pop.accounts.contracts import AgeBand


class OwnOrganisationForm(WagtailAdminPageForm):
    """A page below a partner's page belongs to that partner, whoever types; its pictures are the partner's own."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        owner_id = getattr(self.parent_page.specific, "organisation_id", None) if self.parent_page else None
        if owner_id and hasattr(self.instance, "organisation_id"):
            self.instance.organisation_id = owner_id
        self._refuse_foreign_pictures(cleaned)
        return cleaned

    def _refuse_foreign_pictures(self, cleaned: dict[str, Any]) -> None:
        user = self.for_user
        if user is None or user.is_superuser:
            return
        images = get_image_model()
        may_choose = policy_registry.get_by_type(images).instances_user_has_any_permission_for(user, ["choose"])
        for field in self.instance._meta.get_fields():
            if not isinstance(field, StreamField) or field.name not in cleaned:
                continue
            wanted = _pictures_in(field, cleaned[field.name])
            before = type(self.instance).objects.filter(pk=self.instance.pk).first()
            kept = _pictures_in(field, getattr(before, field.name, None))
            allowed = {str(pk) for pk in may_choose.filter(pk__in=wanted).values_list("pk", flat=True)}
            if wanted - kept - allowed:
                self.add_error(field.name, _("Please choose pictures from your own organisation's collection."))


def _pictures_in(field: StreamField, value: Any) -> set[str]:
    if not value:
        return set()
    images = get_image_model()
    return {str(pk) for model, pk, *_path in field.stream_block.extract_references(value) if model is images}


class RecommendationForm(OwnOrganisationForm):
    """One thing is recommended, and it exists for every reader."""

    age_bands = forms.MultipleChoiceField(
        label=_("For whom"), choices=AgeBand.choices, widget=forms.CheckboxSelectMultiple, required=False
    )

    project_id = forms.TypedChoiceField(label=_("Youth project"), coerce=UUID, empty_value=None, required=False)
    service_id = forms.TypedChoiceField(
        label=_("Service of the help directory"), coerce=UUID, empty_value=None, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from pop.pages import selectors

        super().__init__(*args, **kwargs)
        nothing = ("", "---------")
        self.fields["project_id"].choices = [nothing, *selectors.projects_to_recommend()]
        self.fields["service_id"].choices = [nothing, *selectors.services_to_recommend()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = [name for name in ("linked_page", "project_id", "service_id") if cleaned.get(name)]
        if len(chosen) != 1 and not self.errors:
            self.add_error(None, _("Please choose one thing to recommend: a page, a youth project or a service."))
        page = cleaned.get("linked_page")
        if page is not None and not page.live:
            self.add_error("linked_page", _("Please choose a page that is published."))
        return cleaned
