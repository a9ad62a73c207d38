from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "pop.audit"
    label = "audit"
