"""Asides as moderation sees them: what was said in one, and that somebody asked for help."""

from datetime import datetime
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from moderation.contracts import Snapshot, Standing
from peer_circles import policies
from peer_circles.actions import asides as actions
from peer_circles.models import Aside, AsideMessage, AsideWords
from peer_circles.policies import asides as aside_policies
from pop.accounts.contracts import Actor
from pop.core.errors import Absent


class AsideMessages:
    """For moderators and safeguarding leads alone: a circle's facilitators read in nobody else's talk (SG-02). What
    stood around it is not copied: whoever needs it looks in, and that is on record."""

    name = actions.ASIDE_MESSAGE
    label: str = _("Message in a talk of two")  # type: ignore[assignment]  # said when it is shown
    model: type[models.Model] = AsideMessage

    def snapshot(self, subject_id: UUID) -> Snapshot:
        message = _words(subject_id)
        aside = message.aside
        return Snapshot(
            title=aside.circle.name,
            text=message.text,
            author_id=message.author_id,
            url=reverse("circles:aside", args=[aside.circle_id, aside.pk]),
            created_at=message.created_at,
        )

    def is_visible_to(self, actor: Actor, subject_id: UUID) -> bool:
        return aside_policies.may_see_words(actor, _words(subject_id))

    def may_decide(self, actor: Actor, subject_id: UUID) -> bool:
        return aside_policies.may_decide_words(actor, _words(subject_id))

    def publish(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        actions.approve_aside_message(actor=actor, message_id=subject_id, now=now)

    def hide(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        actions.remove_aside_message(actor=actor, message_id=subject_id, now=now)

    def hold_back(self, *, subject_id: UUID, now: datetime) -> bool:
        return actions.hold_back_aside_message(message_id=subject_id, now=now)

    def show_again(self, *, subject_id: UUID, now: datetime) -> None:
        actions.show_aside_message_again(message_id=subject_id, now=now)

    def standing(self, subject_id: UUID) -> Standing:
        return Standing(is_shown=_words(subject_id).state == AsideWords.PUBLISHED)

    def restore(self, *, actor: Actor, subject_id: UUID, standing: Standing, now: datetime) -> None:
        """In its own place: who was part of the talk reads it again, as long as anybody reads it."""
        actions.approve_aside_message(actor=actor, message_id=subject_id, now=now)


class HelpCalls:
    """Somebody in a circle said that they need help: a task for who looks after it, with nothing to show."""

    name = actions.HELP_CALL
    label: str = _("Call for help in a circle")  # type: ignore[assignment]  # said when it is shown
    model: type[models.Model] = Aside

    def snapshot(self, subject_id: UUID) -> Snapshot:
        aside = _aside(subject_id)
        return Snapshot(
            title=aside.circle.name,
            text="",
            author_id=aside.member_id,
            url=reverse("circles:circle", args=[aside.circle_id]),
            created_at=aside.asked_at or aside.offered_at or aside.circle.created_at,
            stands_in=aside.circle_id,
        )

    def is_visible_to(self, actor: Actor, subject_id: UUID) -> bool:
        return policies.may_moderate(actor, _aside(subject_id).circle)

    def may_decide(self, actor: Actor, subject_id: UUID) -> bool:
        return policies.may_moderate(actor, _aside(subject_id).circle)

    def subjects_looked_after_by(self, actor: Actor) -> models.QuerySet:
        return Aside.objects.filter(circle__in=policies.circles_looked_after_by(actor)).values("pk")

    def places_looked_after_by(self, actor: Actor) -> models.QuerySet:
        return policies.circles_looked_after_by(actor).values("pk")

    def publish(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        """It is never shown to anybody else."""

    def hide(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        """There are no words in it to take away."""

    def standing(self, subject_id: UUID) -> Standing:
        return Standing(is_shown=False)

    def restore(self, *, actor: Actor, subject_id: UUID, standing: Standing, now: datetime) -> None:
        """Nothing was taken away."""


def _words(subject_id: UUID) -> AsideMessage:
    rows = AsideMessage.objects.select_related("aside__circle", "aside__session")
    message = rows.filter(pk=subject_id).first()
    if message is None:
        raise Absent
    return message


def _aside(subject_id: UUID) -> Aside:
    aside = Aside.objects.select_related("circle").filter(pk=subject_id).first()
    if aside is None:
        raise Absent
    return aside
