from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "pop.support"
    label = "support"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from moderation.help_cards import register_help_card
        from pop.accounts.contracts import register_personal_data
        from pop.accounts.data_notices import register_data_notices
        from pop.support.care import prepared_card
        from pop.support.curators import NeverDelete
        from pop.support.data_notices import NOTICES
        from pop.support.models import Service
        from pop.support.personal_data import SupportPersonalData

        register_help_card(prepared_card)
        register_personal_data(SupportPersonalData())
        register_data_notices(NOTICES)
        register_permission_policy(Service, NeverDelete(Service))
