"""The people and rooms of `make bench-circles`, made in a database of their own and printed as JSON:

    python tests/benchmarks/run.py tests.benchmarks.circles_world pop|stock PEOPLE SHAPE…

A shape is "ROOMSxMEMBERS". Rows are written at once: a thousand people would take minutes to join one by one, and one
circle of a thousand cannot be made through POP's own actions at all (a board takes 60). Everything that is measured
later goes through the doors and actions everybody uses.
"""

import json
import sys
from datetime import timedelta
from itertools import islice
from typing import Any
from uuid import uuid4

import django


def sessions_of(logins: list[Any], backend: str) -> list[str]:
    """A session for each, as a browser would hold it."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    store = SessionStore()
    rows = []
    for login in logins:
        marks = {
            "_auth_user_id": str(login.pk),
            "_auth_user_backend": backend,
            "_auth_user_hash": login.get_session_auth_hash(),
        }
        until = timezone.now() + timedelta(hours=12)
        rows.append(Session(session_key=uuid4().hex, session_data=store.encode(marks), expire_date=until))
    Session.objects.bulk_create(rows)
    return [row.session_key for row in rows]


def make_stock(people: int) -> list[str]:
    from django.contrib.auth.models import User

    users = User.objects.bulk_create(User(username=f"person{number}") for number in range(people))
    return sessions_of(users, "django.contrib.auth.backends.ModelBackend")


def make_pop(people: int, shapes: list[tuple[int, int]]) -> tuple[list[str], list[list[str]]]:
    from peer_circles.models import Circle, Membership, StaffSeen
    from pop.accounts.contracts import AgeBand
    from pop.accounts.models import Login, Persona
    from pop.core import clock
    from pop.realtime.actions import open_room

    logins = Login.objects.bulk_create(
        Login(username=f"person{number}", password="!", age_band=AgeBand.EIGHTEEN_TO_TWENTY_FOUR)
        for number in range(people)
    )
    personas = Persona.objects.bulk_create(
        Persona(login=login, name=login.username, skeleton=login.username) for login in logins
    )
    rooms = []
    now = clock.now()
    for rooms_of_shape, size in shapes:
        somebody = iter(personas)
        rooms.append([])
        for number in range(rooms_of_shape):
            circle = Circle.objects.create(
                room_id=open_room(kind="circle"),
                name=f"Circle {number}",
                purpose="How was your day?",
                age_band=AgeBand.EIGHTEEN_TO_TWENTY_FOUR,
                format="scheduled",
                capacity=8,
                mode="open",
                reads_first=False,
                talk_between_sessions=True,
                agreement="We listen.",
                created_at=now,
            )
            # Somebody of the staff has a line to it, for as long as this takes: otherwise everything said would wait.
            StaffSeen.objects.create(circle=circle, at=now + timedelta(hours=12))
            members = islice(somebody, size)
            Membership.objects.bulk_create(
                Membership(
                    circle=circle,
                    persona=member,
                    agreed_version=circle.agreement_version,
                    joined_at=now,
                    let_through=5,  # known here: what they say does not wait for a person
                )
                for member in members
            )
            rooms[-1].append(str(circle.room_id))
    return sessions_of(logins, "allauth.account.auth_backends.AuthenticationBackend"), rooms


def main() -> None:
    who, people, *wanted = sys.argv[1:]
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("migrate", verbosity=0, run_syncdb=True)  # the Channels chat has no migrations, but people first
    shapes = [tuple(int(number) for number in shape.split("x")) for shape in wanted]
    if who == "pop":
        sessions, rooms = make_pop(int(people), shapes)
    else:
        sessions = make_stock(int(people))
        rooms = [[uuid4().hex for _ in range(rooms_of_shape)] for rooms_of_shape, _size in shapes]
    cookies = [f"{settings.SESSION_COOKIE_NAME}={key}" for key in sessions]
    sys.stdout.write(json.dumps({"cookies": cookies, "rooms": rooms}) + "\n")


if __name__ == "__main__":
    main()
