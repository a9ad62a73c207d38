"""One's own projects: to take along, and to leave without one's name (SG-46)."""

import dataclasses

import pytest
from django.core.files.storage import storages
from wagtail.models import ModelLogEntry, Revision

from innovations import actions, selectors
from innovations.models import Project, ProjectImage
from innovations.personal_data import ProjectsPersonalData
from pop.accounts.contracts import ANONYMOUS
from pop.core.errors import Absent
from tests.factories.innovations import NOW, WALK_HOME, draft, published, submitted, with_image


def test_sg_46_everything_one_wrote_comes_along_and_nobody_elses(amina, bilal, zola):
    shown = published(amina, zola, title="Shown")
    text = dataclasses.replace(WALK_HOME, title="Shown, newer")
    actions.save_draft(actor=amina.actor, project_id=shown.pk, text=text, now=NOW)
    with_image(amina, draft(amina, title="Draft"))
    draft(bilal, title="Not hers")
    exported = ProjectsPersonalData().export(amina.persona.pk)
    by_title = {entry["newest_version"]["title"]: entry for entry in exported}
    assert set(by_title) == {"Shown, newer", "Draft"}
    assert by_title["Shown, newer"]["published_version"]["title"] == "Shown"
    assert by_title["Draft"]["published_version"] is None
    assert by_title["Draft"]["newest_version"]["pictures"][0]["description"] == "A folded card on a table"


def test_sg_46_drafts_go_and_what_is_published_stays_without_drafts(
    amina, bilal, zola, django_capture_on_commit_callbacks
):
    private, waiting, shown = draft(amina), submitted(amina), published(amina, zola, title="Shown")
    image = with_image(amina, private)
    text = dataclasses.replace(WALK_HOME, title="A secret change")
    actions.save_draft(actor=amina.actor, project_id=shown.pk, text=text, now=NOW)
    theirs = draft(bilal)
    with django_capture_on_commit_callbacks(execute=True):
        ProjectsPersonalData().erase(amina.persona.pk)
    assert set(Project.objects.values_list("pk", flat=True)) == {shown.pk, theirs.pk}
    assert not ProjectImage.objects.exists()
    assert not storages["private"].exists(image.large_name)
    assert [revision.content["title"] for revision in Revision.objects.for_instance(shown)] == ["Shown"]
    for gone in (private, waiting):
        assert not Revision.objects.for_instance(gone).exists()
        assert not ModelLogEntry.objects.filter(object_id=str(gone.pk)).exists()
        with pytest.raises(Absent):
            selectors.project_for(zola.actor, project_id=gone.pk)
    assert [p.title for p in selectors.gallery_page(ANONYMOUS).projects] == ["Shown"]
