from django.apps import AppConfig


class StockChatConfig(AppConfig):
    name = "tests.benchmarks.peers.stock_chat"
    label = "stock_chat"
    default_auto_field = "django.db.models.BigAutoField"
