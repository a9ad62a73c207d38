from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "pop.accounts"
    label = "accounts"
