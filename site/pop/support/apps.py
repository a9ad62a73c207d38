from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "pop.support"
    label = "support"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from pop.accounts.contracts import register_personal_data
        from pop.support.curators import NeverDelete
        from pop.support.models import Service
        from pop.support.personal_data import SupportPersonalData

        register_personal_data(SupportPersonalData())
        register_permission_policy(Service, NeverDelete(Service))
