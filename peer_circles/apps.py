from django.apps import AppConfig


class PeerCirclesConfig(AppConfig):
    name = "peer_circles"
    label = "peer_circles"
