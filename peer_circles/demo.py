"""Circles for the demo, with people in them and something said: made through the actions, at times that have passed."""
# ruff: noqa: E501  people do not talk in columns

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from uuid import uuid4

from django.db import transaction

from moderation.actions import appeal_sanction, decide_item, set_sanction
from moderation.selectors import open_item_for
from peer_circles import actions
from peer_circles.hours import day_there, moment_of
from peer_circles.models import Circle, Format, MessageState, Mode
from peer_circles.policies import circles_looked_after_by
from pop.accounts.actions import sign_up
from pop.accounts.contracts import ANONYMOUS, Actor, AgeBand, Role
from pop.accounts.demo import ensure_cast, member_of_cast
from pop.accounts.selectors import actor_for

_AGREEMENT = (
    "We listen before we answer, and nobody has to say anything.\n\n"
    "What is said here stays here. We write no full names, schools, numbers or accounts, our own or anybody's.\n\n"
    "We are kind. If something hurts, we say so, or we tell the facilitator.\n\n"
    "This is a place to talk, not a place for emergencies. If you or someone else is in danger, use the help button "
    "or call the emergency number where you are."
)


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody's words, so many minutes after the circle's last talk began. `waits`: nobody has looked yet."""

    who: str
    minute: int
    text: str
    waits: bool = False
    reminded: str = ""  # the facilitator reminded them of the rule against meanness, in these words
    disagrees: str = ""  # they ask another person to look at that again, in these words


@dataclass(frozen=True, slots=True)
class Plan:
    name: str
    purpose: str
    age_band: AgeBand
    format: Format
    times: str
    began: timedelta  # before now
    members: tuple[str, ...]
    talk: tuple[Said, ...]
    mode: Mode | None = None  # as its format has it
    capacity: int = 6
    time_zone: str = "Europe/Amsterdam"
    weekly: tuple[tuple[int, time, int], ...] = ()  # day of the week (0 is Monday), time there, minutes
    hours: tuple[tuple[int, time, time], ...] = ()  # day of the week, opens, closes: for dropping in
    instead: str = ""  # the last session of the coming two weeks is off, with these words


# Made for the demo beside the cast; nobody knows their passphrases.
_OTHERS = {
    "Cloudberry": AgeBand.SIXTEEN_TO_SEVENTEEN,
    "Tangram": AgeBand.SIXTEEN_TO_SEVENTEEN,
    "Paperplane": AgeBand.THIRTEEN_TO_FIFTEEN,
    "Okapi": AgeBand.THIRTEEN_TO_FIFTEEN,
    "Bluebottle": AgeBand.THIRTEEN_TO_FIFTEEN,
    "Northwind": AgeBand.EIGHTEEN_TO_TWENTY_FOUR,
    "Marigold": AgeBand.EIGHTEEN_TO_TWENTY_FOUR,
}

_PLANS = (
    Plan(
        "Wednesday evening circle",
        "How was your week? A calm hour to say it to people who listen.",
        AgeBand.SIXTEEN_TO_SEVENTEEN,
        Format.SCHEDULED,
        "Wednesdays, 19:30 to 21:00",
        timedelta(days=2, hours=1),
        ("amina", "bilal", "Cloudberry"),
        (
            Said("joel", 0, "Good evening, lovely that you are here. How does everybody arrive today? One word is enough."),
            Said("amina", 3, "Tired. But glad it is Wednesday."),
            Said("bilal", 4, "Nervous, exams start on Monday."),
            Said("Cloudberry", 6, "Hungry, to be honest :)"),
            Said("joel", 8, "Thank you. Bilal, would you like to tell us more about Monday?"),
            Said("bilal", 11, "Everyone at home asks how much I studied. I know they mean well. It makes me want to hide."),
            Said("amina", 14, "My aunt does that. I told her: ask me if I slept, not if I learned. She laughed, but she does it now."),
            Said("bilal", 16, "I am going to try that one. Thank you."),
            Said("joel", 20, "What a good sentence. Shall we collect more like it?"),
            Said("Cloudberry", 23, "Mine is: I will come and tell you when I need help."),
            Said("bilal", 60 * 24, "I tried it. It worked, kind of! Can I tell you about it next time?", waits=True),
        ),
        weekly=((2, time(19, 30), 90),),
    ),
    Plan(
        "Things that helped me",
        "A board for small things that made a hard day better. Write whenever you like.",
        AgeBand.THIRTEEN_TO_FIFTEEN,
        Format.BOARD,
        "Open all day; a facilitator reads in the afternoon",
        timedelta(days=6),
        ("Paperplane", "Okapi", "Bluebottle"),
        (
            Said("joel", 0, "This board is for small things that helped. No advice needed, just what worked for you."),
            Said("Paperplane", 90, "When I am angry I draw the ugliest monster I can. Then I give it a silly hat."),
            Said("Okapi", 200, "Walking the dog the long way round. He thinks it is for him."),
            Said("Bluebottle", 1500, "I told my older cousin that someone in my class leaves me out. She did not fix it. But it got lighter."),
            Said("Paperplane", 1620, "That is brave. I am glad you told her."),
            Said("Okapi", 2900, "Today it was soup."),
        ),
        capacity=20,
    ),
    Plan(
        "First flat, first job",
        "Moving out, starting work, paying bills: the things nobody taught us.",
        AgeBand.EIGHTEEN_TO_TWENTY_FOUR,
        Format.SCHEDULED,
        "Mondays, 20:00 to 21:30",
        timedelta(days=4),
        ("sam", "Northwind", "Marigold"),
        (
            Said("joel", 0, "Welcome back. Last time we ended with budgets. Who has a story?"),
            Said("sam", 2, "I forgot that heating costs money. That is the story."),
            Said("Northwind", 4, "Same, in my first winter. I wore my coat at dinner."),
            Said("Marigold", 7, "I made a list of everything that leaves my account each month. It was scary for ten minutes and then it was better."),
            Said("sam", 9, "Could you tell us what was on the list? Without numbers is fine."),
            Said("Marigold", 12, "Rent, heating, phone, bus card, food, a little for fun, and a box called: something will break."),
            Said("Northwind", 14, "Something will break is the best name for a savings box."),
        ),
        weekly=((0, time(20), 90),),
        instead="Joel is away this time. The board in this circle stays open for writing.",
        mode=Mode.OPEN,
        capacity=8,
    ),
    Plan(
        "Online and okay",
        "Drop in with questions about staying safe online: messages, pictures, strangers, group chats.",
        AgeBand.SIXTEEN_TO_SEVENTEEN,
        Format.DROP_IN,
        "Open Tuesdays and Fridays, 16:00 to 18:00",
        timedelta(days=1, hours=3),
        ("amina", "bilal", "Tangram"),
        (
            Said("joel", 0, "The door is open. No question is too small."),
            Said("Tangram", 5, "Someone I do not know keeps sending me friend requests from new accounts. Is blocking every time enough?"),
            Said("joel", 9, "Good that you ask. Blocking is right, and reporting helps the app see that it is one person. Have you told somebody close to you?"),
            Said("Tangram", 12, "Not yet. I thought it was my fault somehow."),
            Said("amina", 14, "It is not. It happened to a friend of mine. She showed it to her brother and they reported it together."),
            Said("bilal", 16, "Everybody knows that, Tangram.", reminded="It sounded as if asking was silly. Nothing one asks here is.", disagrees="It was a joke between us. Tangram laughed, too."),
            Said("Tangram", 18, "Okay. I will show my sister tonight."),
            Said("amina", 25, "I can help you set it up, write to me at amina.k@example.org", waits=True),
        ),
        hours=((1, time(16), time(18)), (4, time(16), time(18))),
        mode=Mode.OPEN,
    ),
)  # fmt: skip


@transaction.atomic
def ensure_circles(now: datetime) -> None:
    """Open the demo's circles, unless they are there, and plan their coming two weeks. Can be run again at any time."""
    if not Circle.objects.filter(name=_PLANS[0].name).exists():
        people = _people(now - max(plan.began for plan in _PLANS) - timedelta(days=7))
        for plan in _PLANS:
            _ensure(plan, people, now)
    _ensure_sessions(now)


def _ensure_sessions(now: datetime) -> None:
    joel = _joel()
    for plan in _PLANS:
        circle = Circle.objects.filter(name=plan.name).first()
        if circle is None or not circles_looked_after_by(joel).filter(pk=circle.pk).exists():
            continue  # somebody has changed the demo since
        _ensure_hours(plan, circle, now)
        made = []
        for ahead in range(1, 15):
            day = day_there(now, circle.time_zone) + timedelta(days=ahead)
            for weekday, at, minutes in plan.weekly:
                starts_at = moment_of(day, at, circle.time_zone)
                if day.weekday() != weekday or starts_at is None:
                    continue
                if circle.sessions.filter(starts_at=starts_at).exists():
                    continue
                made.append(
                    actions.plan_session(actor=joel, circle_id=circle.pk, day=day, time=at, minutes=minutes, now=now)
                )
        if plan.instead and made and not circle.sessions.filter(cancelled_at__isnull=False).exists():
            actions.cancel_session(actor=joel, session_id=made[-1].pk, instead=plan.instead, now=now)


def _ensure_hours(plan: Plan, circle: Circle, now: datetime) -> None:
    if plan.hours and not circle.opening_hours.exists():
        for weekday, opens, closes in plan.hours:
            actions.add_opening_hours(
                actor=_joel(), circle_id=circle.pk, weekday=weekday, opens=opens, closes=closes, now=now
            )


def _began(plan: Plan, now: datetime) -> datetime:
    """When people talked last: in circles with hours, the last time they were open from beginning to end."""
    if not plan.hours:
        return now - plan.began
    days = [day_there(now, plan.time_zone) - timedelta(days=back) for back in range(8)]
    times = [
        (moment_of(day, opens, plan.time_zone), moment_of(day, closes, plan.time_zone))
        for day in days
        for weekday, opens, closes in plan.hours
        if day.weekday() == weekday
    ]
    return max(opens for opens, closes in times if opens and closes and closes <= now) + timedelta(minutes=2)


def _joel() -> Actor:
    login = member_of_cast("joel")
    if login is None:
        raise LookupError("joel of the demo's cast is missing")
    return replace(actor_for(login, {}), roles=frozenset({Role.FACILITATOR}), unproved_roles=frozenset())


def _people(now: datetime) -> dict[str, Actor]:
    ensure_cast(now)
    people: dict[str, Actor] = {}
    for name in ("amina", "bilal", "sam"):
        login = member_of_cast(name)
        if login is None:
            raise LookupError(f"{name} of the demo's cast is missing")
        people[name] = actor_for(login, {})
    people["joel"] = _joel()
    for name, band in _OTHERS.items():
        signed_up = sign_up(
            actor=ANONYMOUS, name=name, passphrase=secrets.token_urlsafe(24), age_band=band, now=now
        )  # fmt: skip
        people[name] = actor_for(signed_up.login, {})
    return people


def _ensure(plan: Plan, people: dict[str, Actor], now: datetime) -> None:
    joel, began = people["joel"], _began(plan, now)
    before = began - timedelta(days=3)
    circle = actions.create_circle(
        actor=joel,
        name=plan.name,
        purpose=plan.purpose,
        age_band=plan.age_band,
        format=plan.format,
        times=plan.times,
        time_zone=plan.time_zone,
        country="NL",
        capacity=plan.capacity,
        talk_between_sessions=True,
        mode=plan.mode,
        agreement=_AGREEMENT,
        now=before,
    )
    _ensure_hours(plan, circle, before)
    for name in plan.members:
        actions.join_circle(
            actor=people[name], circle_id=circle.pk, agreed_version=circle.agreement_version, now=before
        )  # fmt: skip
    for said in plan.talk:
        at = min(began + timedelta(minutes=said.minute), now - timedelta(minutes=2))
        if circle.format != Format.BOARD:
            actions.note_staff_there(circles={circle: at}, now=at)  # Joel is in the room
        message = actions.post_message(
            actor=people[said.who], circle_id=circle.pk, client_id=uuid4(), text=said.text, now=at
        )
        item = open_item_for(actions.MESSAGE_KIND, message.pk)
        if message.state == MessageState.HELD and item is not None and not said.waits:
            decide_item(actor=joel, item_id=item.pk, decision="approve", now=at + timedelta(seconds=12))
        if said.reminded:
            reminder = set_sanction(
                actor=joel,
                kind=actions.MESSAGE_KIND,
                subject_id=message.pk,
                step="reminder",
                reason_code="unkind",
                explanation=said.reminded,
                now=at + timedelta(minutes=1),
            )
            appeal_sanction(
                actor=people[said.who], sanction_id=reminder.pk, words=said.disagrees, now=at + timedelta(minutes=2)
            )
