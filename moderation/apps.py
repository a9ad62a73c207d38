from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "moderation"
    label = "moderation"

    def ready(self) -> None:
        from moderation import data_notices, lexicon_watch, notices, personal_data
        from pop.accounts.contracts import register_personal_data
        from pop.accounts.data_notices import register_data_notices

        notices.register()
        lexicon_watch.start()
        register_personal_data(personal_data.MODERATION)
        register_data_notices(data_notices.NOTICES)
