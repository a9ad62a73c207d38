"""As the Channels documentation builds a chat: AsyncJsonWebsocketConsumer, a group per room, the ORM."""

import os

import django
from channels.auth import AuthMiddlewareStack
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.benchmarks.peers.stock_chat.settings")
django.setup()

from tests.benchmarks.peers.stock_chat.models import Message  # noqa: E402


class ChatConsumer(AsyncJsonWebsocketConsumer):
    async def connect(self) -> None:
        self.user = self.scope["user"]
        if not self.user.is_authenticated:
            await self.close()
            return
        self.room = self.scope["url_route"]["kwargs"]["room"]
        await self.channel_layer.group_add(self.room, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(self.room, self.channel_name)

    async def receive_json(self, content: dict, **kwargs: object) -> None:
        message = await database_sync_to_async(Message.objects.create)(
            room=self.room, author=self.user, text=content["text"]
        )
        body = {"id": message.pk, "author": self.user.username, "text": message.text, "at": message.at.isoformat()}
        await self.channel_layer.group_send(self.room, {"type": "chat.message", "message": body})

    async def chat_message(self, event: dict) -> None:
        await self.send_json(event["message"])


routes = [path("ws/<str:room>/", ChatConsumer.as_asgi())]
application = ProtocolTypeRouter(
    {"websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(URLRouter(routes)))}  # type: ignore[arg-type]
)
