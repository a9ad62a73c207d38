"""Editing the directory in the Wagtail admin: for owners, and for whoever they give the permission in Wagtail."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from pop.support.forms import ServiceForm
from pop.support.models import Service


class ServiceViewSet(SnippetViewSet):
    model = Service
    icon = "help"
    menu_label = _("Help services")
    menu_name = "help-services"
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["name", "country", "status", "assured_date", "source_date", "vanished_on"]
    list_filter = ["country", "status", "audience"]
    search_fields = ["name", "country", "service_area"]
    list_per_page = 50
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("country"), FieldPanel("service_area"), FieldPanel("status")]),
            InlinePanel("phones", heading=_("Numbers"), panels=[FieldPanel("number"), FieldPanel("type")]),
            FieldRowPanel([FieldPanel("url"), FieldPanel("chat_url")]),
            MultiFieldPanel(
                [
                    FieldPanel("hours"),
                    FieldPanel("timezone"),
                    HelpPanel(_("“Open now” is shown only when the hours can be read and the time zone is known.")),
                ],
                heading=_("Hours"),
            ),
            FieldRowPanel([FieldPanel("audience"), FieldPanel("cost")]),
            InlinePanel("topics", heading=_("Topics"), panels=[FieldPanel("topic")]),
            InlinePanel("languages", heading=_("Languages"), panels=[FieldPanel("code")]),
            FieldRowPanel([FieldPanel("source"), FieldPanel("source_date")]),
            HelpPanel(
                _(
                    "Changing a number, an address or the hours takes back the last check. Call or open the service, "
                    "then press the button on its page."
                )
            ),
        ],
        base_form_class=ServiceForm,
    )


register_snippet(ServiceViewSet)
