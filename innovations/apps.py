from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InnovationsConfig(AppConfig):
    name = "innovations"
    label = "innovations"
    verbose_name = _("Youth projects")

    def ready(self) -> None:
        from innovations import actions, notices
        from innovations.data_notices import NOTICES
        from innovations.moderated import ModeratedProject, ModeratedProjectChange
        from innovations.personal_data import ProjectsPersonalData
        from moderation.contracts import register_kind
        from pop.accounts.contracts import register_personal_data
        from pop.accounts.data_notices import register_data_notices
        from pop.core.chores import DAY, register_chore

        register_kind(ModeratedProject())
        register_kind(ModeratedProjectChange())
        register_personal_data(ProjectsPersonalData())
        notices.register()
        register_data_notices(NOTICES)
        register_chore("innovations.images", seconds=DAY, run=actions.purge_images)
