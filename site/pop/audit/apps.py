from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "pop.audit"
    label = "audit"

    def ready(self) -> None:
        from django.conf import settings

        from pop.audit.actions import OFTEN, publish_head
        from pop.core.chores import register_chore

        register_chore(
            "audit.head", seconds=OFTEN, run=lambda now: publish_head(file=settings.POP_AUDIT_HEADS, now=now)
        )
