from django.apps import AppConfig
from django.conf import settings
from django.core.checks import register
from django.utils.module_loading import import_string


class ModerationConfig(AppConfig):
    name = "moderation"
    label = "moderation"

    def ready(self) -> None:
        from moderation import chores, clocks, data_notices, notices, personal_data
        from moderation.checks import evidence_outlives_appeals
        from moderation.contracts import register_kind
        from moderation.lexicon import watch
        from moderation.queue_room import QueueRoom
        from moderation.sanctions.kind import Sanctions
        from moderation.screening.classifiers import use_classifiers
        from pop.accounts.contracts import register_personal_data
        from pop.accounts.data_notices import register_data_notices
        from pop.core.health import register_warning
        from pop.realtime.contracts import register_room_kind

        register(evidence_outlives_appeals)
        notices.register()
        register_kind(Sanctions())
        watch.start()
        use_classifiers(
            [import_string(path)() for path in settings.POP_CLASSIFIERS], seconds=settings.POP_CLASSIFIER_SECONDS
        )
        register_personal_data(personal_data.MODERATION)
        register_data_notices(data_notices.NOTICES)
        register_room_kind(QueueRoom())
        chores.register()
        register_warning(clocks.warning)
