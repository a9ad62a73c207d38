# ruff: noqa: N805  graphene's resolvers take a root, not a self
"""Subscriptions over graphql-transport-ws, through the whole application: origin, session and all."""

import asyncio
import json

import graphene
import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator

from pop.api import limits
from pop.api import schema as assembled
from pop.asgi import application
from pop.core import errors

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True)]
SECRET = "at /srv/pop, key=hunter2"


class Query(graphene.ObjectType):
    hello = graphene.String()


class Subscription(graphene.ObjectType):
    count_to = graphene.Int(required=True, number=graphene.Int(required=True))
    my_id = graphene.UUID()
    for_ever = graphene.Int()
    refused = graphene.Int()
    broken = graphene.Int()
    broken_later = graphene.Int()

    stopped: list[str] = []

    async def subscribe_count_to(root, info, number):
        async def numbers():
            for one in range(1, number + 1):
                yield one

        return numbers()

    async def subscribe_my_id(root, info):
        async def once():
            yield info.context.actor.login_id

        return once()

    async def subscribe_for_ever(root, info):
        async def wait():
            try:
                yield 1
                await asyncio.Event().wait()
            finally:
                Subscription.stopped.append("for_ever")

        return wait()

    async def subscribe_refused(root, info):
        raise errors.Absent

    async def subscribe_broken(root, info):
        raise RuntimeError(SECRET)

    async def subscribe_broken_later(root, info):
        async def fail():
            yield 1
            raise RuntimeError(SECRET)

        return fail()

    def resolve_count_to(root, info, number):
        return root

    resolve_my_id = resolve_for_ever = resolve_broken_later = staticmethod(lambda root, info: root)


@pytest.fixture(autouse=True)
def counting(monkeypatch):
    monkeypatch.setattr(assembled, "schema", graphene.Schema(query=Query, subscription=Subscription))
    Subscription.stopped.clear()


class Line:
    """One side of a socket, speaking in dicts."""

    def __init__(self, cookies="", origin="http://testserver", protocols=("graphql-transport-ws",)):
        headers = [(b"host", b"testserver"), (b"cookie", cookies.encode()), (b"origin", origin.encode())]
        scope = {
            "type": "websocket",
            "path": "/graphql/",
            "query_string": b"",
            "headers": headers,
            "subprotocols": list(protocols),
            "client": ["127.0.0.1", 9],
        }
        self.wire = ApplicationCommunicator(application, scope)
        self.protocol = None

    async def open(self, *, greet=True):
        await self.wire.send_input({"type": "websocket.connect"})
        opened = await self.output()
        self.accepted, self.protocol = opened["type"] == "websocket.accept", opened.get("subprotocol")
        if greet:
            await self.say(type="connection_init")
            assert await self.hear() == {"type": "connection_ack"}
        return self

    async def output(self):
        return await self.wire.receive_output(timeout=5)

    async def say(self, **message):
        await self.send(text=json.dumps(message))

    async def send(self, **raw):
        await self.wire.send_input({"type": "websocket.receive", **raw})

    async def ask(self, name, query, **payload):
        await self.say(type="subscribe", id=name, payload={"query": query, **payload})

    async def hear(self):
        return json.loads((await self.output())["text"])

    async def end(self):
        output = await self.output()
        assert output["type"] == "websocket.close", output
        return output["code"]

    async def leave(self):
        await self.wire.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wire.wait(timeout=5)


@pytest.fixture
async def line():
    line = await Line().open()
    yield line
    await line.leave()


async def test_events_come_one_by_one_and_then_the_end(line):
    assert line.protocol == "graphql-transport-ws"
    await line.ask("a", "subscription ($n: Int!) { countTo(number: $n) }", variables={"n": 2})
    assert [await line.hear() for _ in range(3)] == [
        {"type": "next", "id": "a", "payload": {"data": {"countTo": 1}}},
        {"type": "next", "id": "a", "payload": {"data": {"countTo": 2}}},
        {"type": "complete", "id": "a"},
    ]
    await line.ask("a", "subscription { countTo(number: 0) }")  # the name is free again
    assert await line.hear() == {"type": "complete", "id": "a"}


async def test_ping_is_answered_also_before_the_greeting():
    line = await Line().open(greet=False)
    await line.say(type="ping")
    assert await line.hear() == {"type": "pong"}
    await line.say(type="pong")
    await line.leave()


async def test_complete_stops_what_runs_and_frees_its_name(line):
    await line.ask("a", "subscription { forEver }")
    await line.hear()
    await line.say(type="complete", id="a")
    await line.say(type="ping")
    assert await line.hear() == {"type": "pong"}
    await asyncio.sleep(0)
    assert Subscription.stopped == ["for_ever"]
    await line.ask("a", "subscription { forEver }")
    assert (await line.hear())["type"] == "next"


async def test_leaving_stops_everything():
    line = await Line().open()
    for name in "abc":
        await line.ask(name, "subscription { forEver }")
        await line.hear()
    await line.leave()
    assert Subscription.stopped == ["for_ever"] * 3


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ([{"type": "connection_init"}], 4429),
        ([{"type": "something"}], 4400),
        ([{"no": "type"}], 4400),
        ([{"type": "subscribe", "id": "", "payload": {}}], 4400),
        ([{"type": "subscribe", "id": 7, "payload": {}}], 4400),
        ([{"type": "subscribe", "id": "a"}], 4400),
        ([{"type": "complete"}], 4400),
        (
            [{"type": "subscribe", "id": "a", "payload": {"query": "subscription { forEver }"}}] * 2,
            4409,
        ),
    ],
)
async def test_what_breaks_the_protocol_ends_the_socket(line, said, code):
    for message in said:
        await line.say(**message)
    output = await line.output()
    while output["type"] == "websocket.send":
        output = await line.output()
    assert output == {"type": "websocket.close", "code": code, "reason": output["reason"]}


@pytest.mark.parametrize("raw", ["", "{", "[]", "null", '"x"'])
async def test_what_is_no_message_ends_the_socket(line, raw):
    await line.send(text=raw)
    assert await line.end() == 4400


async def test_bytes_are_no_message(line):
    await line.send(bytes=b'{"type": "ping"}')
    assert await line.end() == 4400


async def test_nothing_before_the_greeting():
    line = await Line().open(greet=False)
    await line.ask("a", "subscription { forEver }")
    assert await line.end() == 4401


async def test_a_silent_socket_is_closed(monkeypatch):
    monkeypatch.setattr(limits, "GREETING_SECONDS", 0.05)
    line = await Line().open(greet=False)
    assert await line.end() == 4408


async def test_another_protocol_is_not_spoken():
    line = await Line(protocols=["graphql-ws"]).open(greet=False)
    assert line.protocol is None
    assert await line.end() == 4406


async def test_sec_29_another_site_gets_no_socket():
    line = await Line(origin="https://evil.example").open(greet=False)
    assert not line.accepted


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("{ hello }", "Queries and mutations go by POST to this address."),
        ("subscription { nothingOfThisName }", "Cannot query field 'nothingOfThisName'."),
        ("subscription {", "Syntax Error: Expected Name, found <EOF>."),
        ("subscription { refused }", "We could not find that."),
        ("{ " + "a { " * 9 + "b" + " }" * 10, "This asks for too much at once: depth may be at most 8."),
    ],
)
async def test_a_refusal_ends_one_subscription_and_not_the_socket(line, query, message):
    await line.ask("a", query)
    answer = await line.hear()
    assert answer["type"] == "error"
    assert answer["payload"][0]["message"] == message
    await line.ask("a", "subscription { countTo(number: 1) }")
    assert (await line.hear())["type"] == "next"


@pytest.mark.parametrize("query", ["subscription { broken }", "subscription { brokenLater }"])
async def test_sec_38_our_own_faults_are_masked_here_too(line, query, caplog):
    await line.ask("a", query)
    answer = await line.hear()
    if answer["type"] == "next":
        answer = await line.hear()
    assert answer["type"] == "error"
    assert answer["payload"][0]["extensions"]["code"] == "internal"
    assert "hunter2" not in str(answer)
    assert answer["payload"][0]["extensions"]["reference"] in caplog.text


async def test_a_socket_holds_so_many_subscriptions_and_no_more(line, monkeypatch):
    monkeypatch.setattr(limits, "SUBSCRIPTIONS_PER_SOCKET", 2)
    for name in "ab":
        await line.ask(name, "subscription { forEver }")
        assert (await line.hear())["type"] == "next"
    await line.ask("c", "subscription { forEver }")
    answer = await line.hear()
    assert (answer["type"], answer["id"]) == ("error", "c")


async def test_who_is_asking_is_read_afresh_for_every_subscription(amina, browser_of):
    client = await sync_to_async(browser_of)(amina)
    line = await Line(cookies=f"sessionid={client.cookies['sessionid'].value}").open()
    await line.ask("a", "subscription { myId }")
    assert (await line.hear())["payload"] == {"data": {"myId": str(amina.login.pk)}}
    await line.hear()
    await sync_to_async(client.logout)()
    await line.ask("b", "subscription { myId }")
    assert (await line.hear())["payload"] == {"data": {"myId": None}}
    await line.leave()
