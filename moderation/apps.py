from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "moderation"
    label = "moderation"

    def ready(self) -> None:
        from moderation import notices, personal_data
        from pop.accounts.contracts import register_personal_data

        notices.register()
        register_personal_data(personal_data.MODERATION)
