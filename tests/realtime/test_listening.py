"""Following a room from inside the process, as a GraphQL subscription does."""

from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.contrib.sessions.models import Session
from django.test import Client

from pop.accounts.contracts import ANONYMOUS
from pop.core.errors import Absent, SignInNeeded
from pop.realtime.frames import Outgoing
from pop.realtime.listening import listen
from pop.realtime.outbox import MOST_WAITING, Outbox

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def session_of(somebody):
    client = Client()
    client.force_login(somebody.login)
    return client.session.session_key


async def test_the_stream_comes_from_where_one_was_and_goes_on(parlour, amina):
    room = await sync_to_async(parlour.open)(amina)
    await sync_to_async(parlour.say)(room, "one", "two")
    actor, key = await sync_to_async(lambda: (amina.actor, session_of(amina)))()
    events = await listen(room, actor=actor, session_key=key, after=1)
    assert (await anext(events))["text"] == "two"
    await sync_to_async(parlour.say)(room, "three")
    assert (await anext(events))["seq"] == 3
    await events.aclose()


async def test_sec_24_no_seat_is_an_unknown_room(parlour, amina, bilal):
    room = await sync_to_async(parlour.open)(bilal)
    actor, key = await sync_to_async(lambda: (amina.actor, session_of(amina)))()
    for asked in (room, uuid4()):
        with pytest.raises(Absent):
            await listen(asked, actor=actor, session_key=key, after=0)
    with pytest.raises(SignInNeeded):
        await listen(room, actor=ANONYMOUS, session_key="", after=0)


async def test_sec_28_a_stream_ends_with_the_session_or_the_seat(parlour, amina, bilal, settings):
    settings.POP_ROOMS_BEAT_SECONDS = 0.1
    room = await sync_to_async(parlour.open)(amina, bilal)
    hers, key = await sync_to_async(lambda: (amina.actor, session_of(amina)))()
    his, his_key = await sync_to_async(lambda: (bilal.actor, session_of(bilal)))()
    amina_events = await listen(room, actor=hers, session_key=key, after=0)
    bilal_events = await listen(room, actor=his, session_key=his_key, after=0)
    await sync_to_async(Session.objects.filter(pk=key).delete)()
    with pytest.raises(SignInNeeded):
        await anext(amina_events)
    await sync_to_async(parlour.show_out)(room, bilal)
    with pytest.raises(Absent):
        await anext(bilal_events)


async def test_a_reader_who_does_not_keep_up_is_refused_more(db):
    async def never(_message):
        raise AssertionError("nothing runs this outbox")

    outbox = Outbox(never)
    frame = Outgoing({"type": "event", "text": "x" * 50_000})
    taken = 0
    while outbox.put([frame]):
        taken += 1
    assert taken * frame.size <= MOST_WAITING < (taken + 1) * frame.size
