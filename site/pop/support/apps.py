from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "pop.support"
    label = "support"

    def ready(self) -> None:
        from pop.accounts.contracts import register_personal_data
        from pop.support.personal_data import SupportPersonalData

        register_personal_data(SupportPersonalData())
