"""Who may write and publish pages. Wagtail's groups follow these rules (actions.groups), never the other way round."""

from collections.abc import Iterable
from uuid import UUID

from wagtail.models import Page
from wagtail.query import PageQuerySet

from pop.accounts.contracts import Actor, Role
from pop.accounts.selectors import HeldRole
from pop.pages.contracts import CURATORS_GROUP, EDITORS_GROUP, LEADS_GROUP, OWNERS_GROUP, organisation_group_name
from pop.pages.models import PartnerPage

# Everybody else has no business in the Wagtail admin, whatever their role.
EDITORIAL_ROLES = (Role.OWNER, Role.MODERATOR, Role.PARTNER_EDITOR, Role.SAFEGUARDING_LEAD)


def may_enter_cms(actor: Actor) -> bool:
    return actor.has_role(*EDITORIAL_ROLES)


def may_publish(actor: Actor) -> bool:
    """Partners submit, an owner publishes."""
    return actor.has_role(Role.OWNER)


def may_write_for(actor: Actor, organisation_id: UUID) -> bool:
    if actor.has_role(Role.OWNER):
        return True
    return actor.has_role(Role.PARTNER_EDITOR) and organisation_id in actor.organisation_ids


def partner_pages_written_by(actor: Actor) -> PageQuerySet:
    """The partners' own pages this actor may write, in every language, drafts included."""
    pages = PartnerPage.objects.all()
    if actor.has_role(Role.OWNER):
        return pages
    if not actor.has_role(Role.PARTNER_EDITOR):
        return pages.none()
    return pages.filter(organisation__in=actor.organisation_ids)


def may_write_page(actor: Actor, page: Page) -> bool:
    """Whether this page is one of the actor's partner pages, or lies below one."""
    roots = partner_pages_written_by(actor).values_list("path", flat=True)
    return any(page.path.startswith(path) for path in roots)


def readable(pages: PageQuerySet) -> PageQuerySet:
    """What everybody may read: published, and not behind a view restriction."""
    return pages.live().public()


def groups_expected(held: Iterable[HeldRole]) -> frozenset[str]:
    """The managed groups somebody with these roles belongs to."""
    names = set()
    for one in held:
        if one.role is Role.OWNER:
            names.add(OWNERS_GROUP)
        elif one.role is Role.MODERATOR:
            names.add(CURATORS_GROUP)
        elif one.role is Role.SAFEGUARDING_LEAD:  # for the lexicon; they change no page
            names.add(LEADS_GROUP)
        elif one.role is Role.PARTNER_EDITOR and one.organisation_id:
            names |= {EDITORS_GROUP, organisation_group_name(one.organisation_id)}
    return frozenset(names)
