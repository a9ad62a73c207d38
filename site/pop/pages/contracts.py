"""Names other parts may rely on."""

from uuid import UUID

EDITORS_GROUP = "Partner editors"
CURATORS_GROUP = "Curators"
OWNERS_GROUP = "Owners"
LEADS_GROUP = "Safeguarding leads"
_ORGANISATION = "Organisation "


def organisation_group_name(organisation_id: UUID) -> str:
    return f"{_ORGANISATION}{organisation_id}"


def is_managed_group(name: str) -> bool:
    """Whether membership of this group follows from roles alone."""
    return name in {EDITORS_GROUP, CURATORS_GROUP, OWNERS_GROUP, LEADS_GROUP} or name.startswith(_ORGANISATION)
