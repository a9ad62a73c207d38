from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    name = "pop.realtime"
    label = "realtime"

    def ready(self) -> None:
        from pop.core.events import subscribe
        from pop.realtime import hub
        from pop.realtime.events import RoomChanged

        subscribe(RoomChanged, hub.wake)
