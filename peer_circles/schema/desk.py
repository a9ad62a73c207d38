"""The facilitator's desk in GraphQL: what stands beside the room, for its staff alone."""

from typing import Any

import graphene

from moderation.screening import sentence_for
from peer_circles import desk
from peer_circles.content_notes import suggested_note
from peer_circles.models import ContentNote
from pop.core import clock


class CircleContentNote(graphene.ObjectType):
    """What a message talks about that is hard to read for some."""

    code = graphene.String(required=True)
    words = graphene.String(required=True, description="In the language you asked for.")


def content_note(code: str) -> CircleContentNote | None:
    return CircleContentNote(code=code, words=str(ContentNote(code).label)) if code else None


class CircleHeldMessage(graphene.ObjectType):
    """A message that waits for a person."""

    id = graphene.UUID(required=True)
    author_name = graphene.String(required=True, description="The pseudonym, also of who asks without a name.")
    text = graphene.String(required=True)
    is_anonymous = graphene.Boolean(required=True, description="The group will not see whose it is.")
    created_at = graphene.DateTime(required=True)
    reasons = graphene.List(graphene.NonNull(graphene.String), required=True, description="What our checks noticed.")
    notes = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="Why colleagues let it wait, oldest first."
    )
    suggested_note = graphene.Field(CircleContentNote, description="A content note that could fit; a person chooses.")

    @staticmethod
    def resolve_id(held: desk.Held, info: Any) -> Any:
        return held.message.pk

    @staticmethod
    def resolve_author_name(held: desk.Held, info: Any) -> str:
        return held.message.author.name if held.message.author else ""

    @staticmethod
    def resolve_text(held: desk.Held, info: Any) -> str:
        return held.message.text

    @staticmethod
    def resolve_is_anonymous(held: desk.Held, info: Any) -> bool:
        return held.message.is_anonymous

    @staticmethod
    def resolve_created_at(held: desk.Held, info: Any) -> Any:
        return held.message.created_at

    @staticmethod
    def resolve_reasons(held: desk.Held, info: Any) -> list[str]:
        return [sentence_for(why["step"], why["code"]) for why in held.message.verdict.get("reasons", [])]

    @staticmethod
    def resolve_suggested_note(held: desk.Held, info: Any) -> Any:
        return content_note(suggested_note(held.message.verdict))


class CirclePerson(graphene.ObjectType):
    """Somebody who came to the meeting that is on. How they are is for its staff alone."""

    name = graphene.String(required=True)
    mood = graphene.Int(required=True, description="When they came: 1 is worst, 5 is best.")
    word = graphene.String(required=True)
    mood_after = graphene.Int(description="When they went.")
    has_line = graphene.Boolean(required=True, description="Their line to the room is there.")
    has_spoken = graphene.Boolean(required=True)
    needs_care = graphene.Boolean(required=True)

    @staticmethod
    def resolve_name(here: desk.Here, info: Any) -> str:
        return here.check_in.persona.name

    @staticmethod
    def resolve_mood(here: desk.Here, info: Any) -> int:
        return here.check_in.mood

    @staticmethod
    def resolve_word(here: desk.Here, info: Any) -> str:
        return here.check_in.word

    @staticmethod
    def resolve_mood_after(here: desk.Here, info: Any) -> int | None:
        return here.check_in.mood_after


class CircleWaits(graphene.ObjectType):
    """How long the last messages waited for a person, in seconds."""

    count = graphene.Int(required=True)
    median = graphene.Float(required=True)
    slowest = graphene.Float(required=True, description="Nineteen in twenty waited no longer.")
    are_too_long = graphene.Boolean(required=True, description="A rule then slows a live circle down.")


class CircleSentence(graphene.ObjectType):
    """Words ready for staff, to be changed as they like."""

    use = graphene.String(required=True, description="say: in the room; reason: to the author of what is not shown.")
    text = graphene.String(required=True)


class CircleDesk(graphene.ObjectType):
    """What stands beside the room, for its staff."""

    held = graphene.List(graphene.NonNull(CircleHeldMessage), required=True, description="The most urgent first.")
    more = graphene.Int(required=True, description="How many wait behind those.")
    waits = graphene.Field(CircleWaits, required=True)
    people = graphene.List(
        graphene.NonNull(CirclePerson), description="Those to look after first; null while no meeting is on."
    )
    content_notes = graphene.List(graphene.NonNull(CircleContentNote), required=True)
    sentences = graphene.List(
        graphene.NonNull(CircleSentence), required=True, description="Prepared ones, in the language spoken there."
    )

    @staticmethod
    def resolve_held(found: desk.Desk, info: Any) -> list[desk.Held]:
        return found.queue.shown

    @staticmethod
    def resolve_more(found: desk.Desk, info: Any) -> int:
        return found.queue.more

    @staticmethod
    def resolve_content_notes(found: desk.Desk, info: Any) -> list[Any]:
        return [content_note(note.value) for note in ContentNote]


class Query(graphene.ObjectType):
    circle_desk = graphene.Field(
        CircleDesk, required=True, circle_id=graphene.UUID(required=True), description="Of a circle you look after."
    )

    @staticmethod
    def resolve_circle_desk(root: Any, info: Any, circle_id: Any) -> Any:
        return desk.desk_for(info.context.actor, circle_id, clock.now())
