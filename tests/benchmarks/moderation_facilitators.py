"""Part of `make bench-moderation`: the queue as somebody finds it who sees only what they look after. 200 circles,
20 facilitators of five each; of every three items one is about a message in one of these circles.

The items are those of moderation_queue.py: each message gets the id of the item's subject.
"""

from typing import Any

CIRCLES = 200
FACILITATORS = 20
OF_EACH = 5  # circles

MESSAGES = """
INSERT INTO peer_circles_message (id, circle_id, author_id, by_facilitator, client_id, text, is_anonymous, content_note,
    support, state, verdict, created_at)
SELECT subject_id, (%(circles)s::uuid[])[1 + abs(hashtext(subject_id::text)) %% %(number)s], author_id, FALSE,
    gen_random_uuid(), 'Some words that somebody wrote.', FALSE, '', '', 'held', '{}', created_at
FROM moderation_queueitem WHERE kind = 'circle_message'
"""
STAND_IN = """
UPDATE moderation_queueitem SET stands_in = circle_id FROM peer_circles_message said WHERE said.id = subject_id
"""


def empty() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE peer_circles_circle, peer_circles_message, realtime_room CASCADE")


def fill() -> list[Any]:
    """Circles, their messages, and who looks after them: ready to ask for the queue."""
    from django.db import connection

    from peer_circles.models import Circle, Membership, Part
    from pop.accounts.contracts import Actor, AgeBand, Role
    from pop.accounts.models import Login, Persona
    from pop.core import clock
    from pop.realtime.actions import open_room

    now = clock.now()
    circles = Circle.objects.bulk_create(
        Circle(
            room_id=open_room(kind="circle"),
            name=f"Circle {number}",
            purpose="How was your day?",
            age_band=AgeBand.SIXTEEN_TO_SEVENTEEN,
            format="scheduled",
            agreement="We listen.",
            created_at=now,
        )
        for number in range(CIRCLES)
    )
    names = [f"facilitator{number}" for number in range(FACILITATORS)]
    logins = Login.objects.bulk_create(Login(username=name, password="!") for name in names)
    personas = Persona.objects.bulk_create(Persona(login=login, name=login.username, skeleton=login.username)
                                           for login in logins)  # fmt: skip
    Membership.objects.bulk_create(
        Membership(circle=circle, persona=persona, part=Part.FACILITATOR, agreed_version=1, joined_at=now)
        for number, persona in enumerate(personas)
        for circle in circles[number * OF_EACH : (number + 1) * OF_EACH]
    )
    with connection.cursor() as cursor:
        cursor.execute(MESSAGES, {"circles": [str(circle.pk) for circle in circles], "number": CIRCLES})
        cursor.execute(STAND_IN)
        cursor.execute("VACUUM (ANALYZE) peer_circles_message, peer_circles_membership, moderation_queueitem")
        cursor.execute("CHECKPOINT")
    return [
        Actor(login_id=login.pk, persona_id=persona.pk, roles=frozenset({Role.FACILITATOR}))
        for login, persona in zip(logins, personas, strict=True)
    ]
