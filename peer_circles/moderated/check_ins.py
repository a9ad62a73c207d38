"""How people come to a session and how they go, as moderation sees it: a task, with nothing to show."""

from datetime import datetime
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moderation.contracts import Snapshot, Standing
from peer_circles import actions, policies
from peer_circles.models import CheckIn
from pop.accounts.contracts import Actor
from pop.core.errors import Absent


class CheckIns:
    """How somebody came to a session and how they went, where that calls for a person: a task, with nothing to show."""

    name = actions.CHECK_IN_KIND
    label: str = _("How somebody feels in a meeting")  # type: ignore[assignment]  # said when it is shown
    model: type[models.Model] = CheckIn

    def snapshot(self, subject_id: UUID) -> Snapshot:
        check_in = _check_in(subject_id)
        session = check_in.session
        return Snapshot(
            title=session.circle.name,
            text=how_they_came_and_went(check_in),
            author_id=check_in.persona_id,
            url=reverse("circles:session", args=[session.circle_id, session.pk]),
            created_at=check_in.came_at,
            stands_in=session.circle_id,
        )

    def is_visible_to(self, actor: Actor, subject_id: UUID) -> bool:
        return policies.may_moderate(actor, _check_in(subject_id).session.circle)

    def may_decide(self, actor: Actor, subject_id: UUID) -> bool:
        return policies.may_moderate(actor, _check_in(subject_id).session.circle)

    def subjects_looked_after_by(self, actor: Actor) -> models.QuerySet:
        return CheckIn.objects.filter(session__circle__in=policies.circles_looked_after_by(actor)).values("pk")

    def places_looked_after_by(self, actor: Actor) -> models.QuerySet:
        return policies.circles_looked_after_by(actor).values("pk")

    def publish(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        """It is never shown to anybody else."""

    def hide(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        actions.clear_words(actor=actor, check_in_id=subject_id, now=now)

    def standing(self, subject_id: UUID) -> Standing:
        """The words go for good when they are cleared: they are kept with the decision alone."""
        check_in = _check_in(subject_id)
        return Standing(is_shown=False, words={"word": check_in.word, "takeaway": check_in.takeaway})

    def restore(self, *, actor: Actor, subject_id: UUID, standing: Standing, now: datetime) -> None:
        actions.put_words_back(actor=actor, check_in_id=subject_id, words=standing.words, now=now)


def how_they_came_and_went(check_in: CheckIn) -> str:
    """For staff, in the reader's language."""
    lines = [gettext("When they came: {mood} of 5.").format(mood=check_in.mood), check_in.word]
    if check_in.mood_after is not None:
        lines += [gettext("When they went: {mood} of 5.").format(mood=check_in.mood_after), check_in.takeaway]
    return "\n".join(line for line in lines if line)


def _check_in(subject_id: UUID) -> CheckIn:
    check_in = CheckIn.objects.select_related("session__circle").filter(pk=subject_id).first()
    if check_in is None:
        raise Absent
    return check_in
