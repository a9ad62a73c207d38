"""Wagtail's groups, kept in step with the roles accounts knows. Nobody edits them by hand (SEC-44)."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page

from pop.accounts.contracts import Role
from pop.accounts.selectors import organisations, roles_held
from pop.pages.contracts import is_managed_group, organisation_group_name
from pop.pages.models import PartnerIndexPage, PartnerPage
from pop.pages.policies import groups_expected

COLLECTION_NAME_LENGTH = 255


@transaction.atomic
def sync_editor_groups(*, login_id: UUID) -> None:
    """Give this login exactly the groups its roles of today stand for.

    Follows from rows that accounts has audited; it decides nothing itself, so it takes no actor and may run any time.
    """
    held = roles_held(login_id=login_id)
    wanted = groups_expected(held)
    for one in held:
        if one.role is Role.PARTNER_EDITOR and one.organisation_id:
            _prepare_organisation(one.organisation_id)
    _set_groups(login_id, wanted)


@transaction.atomic
def sync_all_editor_groups() -> None:
    """As `sync_editor_groups`, for everybody who has a role or a managed group."""
    logins = {one.login_id for one in roles_held()}
    logins |= {
        login_id
        for name, login_id in Group.objects.exclude(user=None).values_list("name", "user")
        if is_managed_group(name)
    }
    for login_id in sorted(logins):
        sync_editor_groups(login_id=login_id)


def _set_groups(login_id: UUID, wanted: frozenset[str]) -> None:
    has = {
        name for name in Group.objects.filter(user=login_id).values_list("name", flat=True) if is_managed_group(name)
    }
    for name in has - wanted:
        Group.objects.get(name=name).user_set.remove(login_id)  # type: ignore[arg-type]
    for name in wanted - has:
        group, _created = Group.objects.get_or_create(name=name)
        group.user_set.add(login_id)  # type: ignore[arg-type]


def _prepare_organisation(organisation_id: UUID) -> None:
    """The organisation's page (a draft, until there is one), its group, and a collection for its pictures."""
    organisation = next(one for one in organisations() if one.pk == organisation_id)
    index = PartnerIndexPage.objects.filter(locale=Locale.get_default()).first()
    if index is None:
        return  # the site was never prepared; `manage.py prepare` comes here again
    if not PartnerPage.objects.filter(organisation=organisation_id).exists():
        page = PartnerPage(
            title=organisation.name,
            organisation_id=organisation_id,
            summary=organisation.name,
            live=False,
            locale=index.locale,
        )
        index.add_child(instance=page)
        page.save_revision()
    group, _created = Group.objects.get_or_create(name=organisation_group_name(organisation_id))
    pages = list(PartnerPage.objects.filter(organisation=organisation_id))
    set_page_permissions(group, pages, ["add", "change"])
    collection = _collection_of(group, organisation.name)
    set_collection_permissions(group, collection, ["add", "change", "choose"])


def _collection_of(group: Group, name: str) -> Collection:
    held = GroupCollectionPermission.objects.filter(group=group, collection__depth__gt=1).first()
    if held is not None:
        return held.collection
    root = Collection.get_first_root_node()
    return root.add_child(instance=Collection(name=name[:COLLECTION_NAME_LENGTH]))


def set_page_permissions(group: Group, pages: Iterable[Page], codes: Iterable[str], *, only: bool = True) -> None:
    """These permissions on these pages and what lies below them; `only` takes away all others."""
    content_type = ContentType.objects.get_for_model(Page)
    permissions = list(
        Permission.objects.filter(content_type=content_type, codename__in=[f"{code}_page" for code in codes])
    )
    wanted = {(page.pk, permission.pk) for page in pages for permission in permissions}
    for row in GroupPagePermission.objects.filter(group=group):
        if (row.page_id, row.permission_id) in wanted:
            wanted.discard((row.page_id, row.permission_id))
        elif only:
            row.delete()
    for page_id, permission_id in sorted(wanted):
        GroupPagePermission.objects.create(group=group, page_id=page_id, permission_id=permission_id)


def set_collection_permissions(group: Group, collection: Collection, codes: Iterable[str]) -> None:
    """Exactly these permissions on pictures and documents of exactly this collection."""
    permissions: list[Permission] = []
    for model in (get_image_model(), get_document_model()):
        names = [f"{code}_{model._meta.model_name}" for code in codes]
        content_type = ContentType.objects.get_for_model(model)
        permissions += Permission.objects.filter(content_type=content_type, codename__in=names)
    wanted = {(collection.pk, permission.pk) for permission in permissions}
    for row in GroupCollectionPermission.objects.filter(group=group):
        if (row.collection_id, row.permission_id) in wanted:
            wanted.discard((row.collection_id, row.permission_id))
        else:
            row.delete()
    for collection_id, permission_id in sorted(wanted):
        GroupCollectionPermission.objects.create(group=group, collection_id=collection_id, permission_id=permission_id)
