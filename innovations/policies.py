"""Who may do what with a project, and which projects are on whose lists."""

from innovations.contracts import REMIXABLE
from innovations.models import Project, ProjectImage, ProjectQuerySet
from pop.accounts.contracts import Actor, Role

REVIEWERS = (Role.MODERATOR, Role.SAFEGUARDING_LEAD, Role.OWNER)


def is_author(actor: Actor, project: Project) -> bool:
    """Writing also needs `require_participant` (SG-43); taking something back does not: that must never be harder."""
    return actor.persona_id is not None and actor.persona_id == project.author_id


def may_see(actor: Actor, project: Project) -> bool:
    """Everyone what is published; its author and those who review everything else."""
    return project.is_public or is_author(actor, project) or actor.has_role(*REVIEWERS)


def projects_visible_to(actor: Actor) -> ProjectQuerySet:
    """What is on public lists: the same for everyone, chosen by nobody's history (SG-39)."""
    return Project.objects.listed()


def projects_of(actor: Actor) -> ProjectQuerySet:
    """The actor's own, whatever became of them."""
    return Project.objects.filter(author=actor.persona_id) if actor.persona_id else Project.objects.none()


def may_remix(actor: Actor, project: Project) -> bool:
    """What is published under a licence that lets others change it. Writing also needs `require_participant`."""
    return project.is_listed and project.licence in REMIXABLE


def may_see_image(actor: Actor, image: ProjectImage) -> bool:
    """Seen where the version that names it is seen. What an author took out is left to those who review."""
    project = image.project
    if project.is_public and str(image.pk) in project.images:
        return True
    return actor.has_role(*REVIEWERS) or (image.removed_at is None and is_author(actor, project))


def may_review(actor: Actor, project: Project) -> bool:
    """Moderators, safeguarding leads and owners, never one's own work."""
    return actor.has_role(*REVIEWERS) and not is_author(actor, project)
