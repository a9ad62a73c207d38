"""Pictures of a project: how many, whose, and how they go."""

import io
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.core.management import call_command

from innovations import actions, policies, selectors
from innovations.contracts import IMAGES_A_DAY, MOST_IMAGES
from innovations.models import Project, ProjectImage
from innovations.moderated import ModeratedProject
from pop.accounts.contracts import ANONYMOUS
from pop.core.errors import Absent, Invalid, TooFast
from pop.core.images import EncodedImage
from tests.factories.images import picture
from tests.factories.innovations import ALL_CHECKS, NOW, decide, draft, with_image


@pytest.fixture
def quick(monkeypatch):
    """Reading pictures has tests of its own (tests/core/test_images.py); here it would only take time."""
    tiny = (EncodedImage(40, 30, b"small"), EncodedImage(120, 90, b"large"))
    monkeypatch.setattr("innovations.actions.images.reencode", lambda file: tiny)


def publish(author, moderator, project):
    actions.submit_project(actor=author.actor, project_id=project.pk, checks=ALL_CHECKS, now=NOW)
    decide(moderator, project, kind="project_change" if Project.objects.get(pk=project.pk).live else "project")


def test_sec_35_twenty_a_day_also_across_projects_and_those_taken_out(amina, bilal, quick):
    first = draft(amina)
    for _ in range(MOST_IMAGES):
        image = with_image(amina, first)
    with pytest.raises(Invalid):
        with_image(amina, first)
    actions.remove_image(actor=amina.actor, project_id=first.pk, image_id=image.pk, now=NOW)
    for _ in range(3):
        project = draft(amina)
        for _ in range(MOST_IMAGES):
            if ProjectImage.objects.count() < IMAGES_A_DAY:
                with_image(amina, project)
    assert ProjectImage.objects.count() == IMAGES_A_DAY
    with pytest.raises(TooFast) as caught:
        with_image(amina, draft(amina), now=NOW + timedelta(hours=1))
    assert caught.value.retry_after == 23 * 3600
    assert ProjectImage.objects.count() == IMAGES_A_DAY
    with_image(bilal, draft(bilal))
    with_image(amina, draft(amina), now=NOW + timedelta(hours=25))


@pytest.mark.parametrize("alt", ["", "   ", "pic", "x" * 301])
def test_a_picture_says_what_it_shows(amina, quick, alt):
    project = draft(amina)
    with pytest.raises(Invalid) as caught:
        with_image(amina, project, alt=alt)
    assert list(caught.value.fields) == ["alt"]
    assert not ProjectImage.objects.exists()


def test_somebody_elses_picture_is_not_even_read(amina, bilal, monkeypatch):
    project = draft(amina)
    monkeypatch.setattr("innovations.actions.images.reencode", lambda file: pytest.fail("read"))
    for actor in (bilal.actor, ANONYMOUS):
        with pytest.raises(Absent):
            actions.add_image(actor=actor, project_id=project.pk, file=io.BytesIO(picture()), alt="My picture", now=NOW)


def test_a_new_picture_waits_for_review_like_a_new_word(amina, zola, quick):
    project = draft(amina)
    old = with_image(amina, project)
    publish(amina, zola, project)
    new = with_image(amina, project, alt="A second picture")
    actions.remove_image(actor=amina.actor, project_id=project.pk, image_id=old.pk, now=NOW)

    def shown():
        images = [ProjectImage.objects.select_related("project").get(pk=image.pk) for image in (old, new)]
        return [policies.may_see_image(ANONYMOUS, image) for image in images]

    assert shown() == [True, False]
    publish(amina, zola, project)
    assert shown() == [False, True]
    old.refresh_from_db()
    assert old.removed_at == NOW
    with pytest.raises(Absent):
        selectors.image_for(amina.actor, image_id=old.pk)
    assert selectors.image_for(zola.actor, image_id=old.pk) == old


def test_a_picture_that_is_not_in_it_cannot_be_taken_out(amina, bilal, quick):
    mine, theirs = draft(amina), draft(bilal)
    image = with_image(bilal, theirs)
    for actor, project in ((amina.actor, mine), (amina.actor, theirs)):
        with pytest.raises(Absent):
            actions.remove_image(actor=actor, project_id=project.pk, image_id=image.pk, now=NOW)
    assert Project.objects.get(pk=theirs.pk).get_latest_revision_as_object().images == [str(image.pk)]


def test_sg_42_what_was_taken_out_is_gone_after_thirty_days(amina, quick, django_capture_on_commit_callbacks):
    project = draft(amina)
    image, kept = with_image(amina, project), with_image(amina, project)
    actions.remove_image(actor=amina.actor, project_id=project.pk, image_id=image.pk, now=NOW)
    assert actions.purge_images(now=NOW + timedelta(days=29)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        call_command("purge_project_images", stdout=io.StringIO())
    files = [storages["private"].exists(name) for name in (image.small_name, image.large_name, kept.small_name)]
    assert files == [False, False, True]
    assert list(ProjectImage.objects.all()) == [kept]


def test_the_moderator_sees_the_pictures_beside_the_words(amina, quick):
    project = draft(amina)
    image = with_image(amina, project)
    actions.submit_project(actor=amina.actor, project_id=project.pk, checks=ALL_CHECKS, now=NOW)
    snapshot = ModeratedProject().snapshot(project.pk)
    assert snapshot.images == (f"/innovations/pictures/{image.pk}/large.webp",)
    assert snapshot.author_id == amina.persona.pk
    assert "A folded card on a table" in snapshot.extra.values()
    with pytest.raises(Absent):
        ModeratedProject().snapshot(draft(amina).pk)
