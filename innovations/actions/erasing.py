"""Somebody leaves, and their projects lose their name (SG-46)."""

from uuid import UUID

from django.db import transaction
from wagtail.models import ModelLogEntry
from wagtail.search import index

from innovations.actions.images import delete_files
from innovations.actions.loading import end_review
from innovations.models import Project, ProjectImage


@transaction.atomic
def erase_projects_of(*, persona_id: UUID) -> None:
    """Delete what was never published, with its pictures and its history; keep what is published, without its drafts.

    What was removed or taken down is deleted too: nobody can see it, and nobody is left who could want it back.
    The name goes with the persona (pop.accounts).
    """
    for project in Project.objects.select_for_update().filter(author=persona_id):
        if project.is_public:
            _forget_drafts(project)
        else:
            _delete(project)


def _forget_drafts(project: Project) -> None:
    end_review(project)
    project.workflow_states.delete()
    project.latest_revision_id = project.live_revision_id
    project.has_unpublished_changes = False
    project.save(update_fields=["latest_revision", "has_unpublished_changes"])
    project.revisions.exclude(pk=project.live_revision_id).delete()
    unused = ProjectImage.objects.filter(project=project).exclude(pk__in=project.image_ids)
    delete_files(list(unused))
    unused.delete()


def _delete(project: Project) -> None:
    delete_files(list(ProjectImage.objects.filter(project=project)))
    ModelLogEntry.objects.for_instance(project).delete()
    index.remove_object(project)
    project.delete()
