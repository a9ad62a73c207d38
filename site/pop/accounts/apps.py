from django.apps import AppConfig
from django.core.checks import register


class AccountsConfig(AppConfig):
    name = "pop.accounts"
    label = "accounts"

    def ready(self) -> None:
        from pop.accounts.checks import demo_door_stays_home
        from pop.accounts.contracts import register_personal_data
        from pop.accounts.data_notices import register_data_notices
        from pop.accounts.own_notices import NOTICES
        from pop.accounts.personal_data import AccountsData

        register_personal_data(AccountsData())
        register_data_notices(NOTICES)
        register(demo_door_stays_home)
