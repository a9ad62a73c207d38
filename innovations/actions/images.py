"""Putting pictures into a project and taking them out."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import IO
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from innovations import policies
from innovations.actions.loading import IN_REVIEW, locked_for_writing, review_in_progress
from innovations.actions.writing import touch
from innovations.contracts import ALT_LENGTH, IMAGES_A_DAY, MOST_IMAGES, REMOVED_IMAGES_KEPT
from innovations.models import Project, ProjectImage
from pop.accounts.contracts import Actor
from pop.accounts.policies import require_participant
from pop.core.errors import Absent, Conflict, Invalid, TooFast
from pop.core.images import EncodedImage, reencode
from pop.core.leaps import refuse_after_a_leap
from pop.core.limits import Limit, count
from pop.core.text import clean_line

ATTEMPTS = Limit("innovations.image_attempts", times=3 * IMAGES_A_DAY, seconds=86_400)
SHORTEST_ALT = 5  # characters; less describes nothing


def add_image(*, actor: Actor, project_id: UUID, file: IO[bytes] | None, alt: str, now: datetime) -> ProjectImage:
    """Put a picture, made safe (pop.core.images), at the end of the newest version.

    Raises Absent for somebody else's project, Refused (SG-43), Conflict while a person reads it, Invalid at `image`
    or `alt`, TooFast after IMAGES_A_DAY pictures in 24 hours, also those taken out again (SEC-35).
    """
    _may_add(actor, project_id)
    alt = _checked_alt(alt)
    if file is None:
        raise Invalid(fields={"image": [_("Please choose a picture.")]})
    _require_quota(actor, now)
    count(ATTEMPTS, str(actor.persona_id))
    sizes = reencode(file)  # seconds, perhaps: before the transaction, so that nobody waits for the database
    with transaction.atomic():
        project = locked_for_writing(actor, project_id)
        _require_quota(actor, now)
        draft = project.get_latest_revision_as_object()
        if len(draft.images) >= MOST_IMAGES:
            message = _("A project can have up to %(most)d pictures. Take one out first.") % {"most": MOST_IMAGES}
            raise Invalid(fields={"image": [message]})
        image = _kept(project, sizes, alt, now)
        draft.images = [*draft.images, str(image.pk)]
        draft.save_revision(user=None)
        touch(project, now)
    return image


@transaction.atomic
def remove_image(*, actor: Actor, project_id: UUID, image_id: UUID, now: datetime) -> Project:
    """Take a picture out of the newest version; the published one keeps it until the new one is published.

    Raises Absent for somebody else's project and for a picture that is not in it, Refused (SG-43), Conflict.
    """
    project = locked_for_writing(actor, project_id)
    draft = project.get_latest_revision_as_object()
    if str(image_id) not in draft.images:
        raise Absent
    draft.images = [value for value in draft.images if value != str(image_id)]
    draft.save_revision(user=None)
    drop_unused_images(project, now)
    touch(project, now)
    return project


def drop_unused_images(project: Project, now: datetime) -> None:
    """Mark what neither the published nor the newest version shows. For other actions of this area."""
    row = Project.objects.only("images", "live", "latest_revision").get(pk=project.pk)
    used = set(row.get_latest_revision_as_object().images) | (set(row.images) if row.live else set())
    ProjectImage.objects.filter(project=project, removed_at__isnull=True).exclude(pk__in=used).update(removed_at=now)


@transaction.atomic
def purge_images(*, now: datetime) -> int:
    """Delete the pictures that authors took out REMOVED_IMAGES_KEPT days ago or before (SG-42); how many.

    Raises ClockLeapt.
    """
    refuse_after_a_leap()
    old = ProjectImage.objects.filter(removed_at__lte=now - timedelta(days=REMOVED_IMAGES_KEPT))
    images = list(old)
    old.delete()
    delete_files(images)
    return len(images)


def delete_files(images: Iterable[ProjectImage]) -> None:
    """Once the transaction has committed: files cannot be rolled back."""
    for image in images:
        for name in (image.small_name, image.large_name):
            transaction.on_commit(partial(storages["private"].delete, name))


def _may_add(actor: Actor, project_id: UUID) -> None:
    """Asked before the picture is read: nobody makes the server work on somebody else's project."""
    project = Project.objects.filter(pk=project_id).first()
    if project is None or not policies.is_author(actor, project):
        raise Absent
    require_participant(actor)
    if review_in_progress(project) is not None:
        raise Conflict(IN_REVIEW, code="in_review")


def _checked_alt(alt: str) -> str:
    alt = clean_line(alt)
    if len(alt) < SHORTEST_ALT:
        raise Invalid(fields={"alt": [_("Describe the picture for someone who cannot see it.")]})
    if len(alt) > ALT_LENGTH:
        message = _("Please describe it in at most %(most)d characters.") % {"most": ALT_LENGTH}
        raise Invalid(fields={"alt": [message]})
    return alt


def _require_quota(actor: Actor, now: datetime) -> None:
    recent = ProjectImage.objects.filter(
        project__author=actor.persona_id, uploaded_at__gt=now - timedelta(days=1)
    ).order_by("uploaded_at")
    times = list(recent.values_list("uploaded_at", flat=True))
    if len(times) >= IMAGES_A_DAY:
        free_at = times[-IMAGES_A_DAY] + timedelta(days=1)
        message = _("That is %(most)d pictures in one day, the most there can be. Please go on tomorrow.")
        raise TooFast(message % {"most": IMAGES_A_DAY}, retry_after=max(1, int((free_at - now).total_seconds())))


def _kept(project: Project, sizes: tuple[EncodedImage, ...], alt: str, now: datetime) -> ProjectImage:
    small, large = sizes[0], sizes[-1]
    folder = secrets.token_urlsafe(24)
    storage = storages["private"]
    return ProjectImage.objects.create(
        project=project,
        alt=alt,
        uploaded_at=now,
        small_name=storage.save(f"projects/{folder}/small.webp", ContentFile(small.content)),
        small_width=small.width,
        small_height=small.height,
        large_name=storage.save(f"projects/{folder}/large.webp", ContentFile(large.content)),
        large_width=large.width,
        large_height=large.height,
    )
