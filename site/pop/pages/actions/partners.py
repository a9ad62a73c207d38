"""What a partner editor does without the Wagtail admin: write their organisation's page, and hand it in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.html import linebreaks
from django.utils.translation import gettext_lazy as _

from pop.accounts.contracts import Actor
from pop.accounts.deeds import record_deed
from pop.core.errors import Absent, Conflict, Invalid, Refused
from pop.core.text import clean_block, clean_line
from pop.pages.links import https_only
from pop.pages.models import PartnerPage
from pop.pages.policies import may_publish, may_write_for

LONGEST_SUMMARY = 240
LONGEST_TITLE = 120
LONGEST_TEXT = 6_000
LONGEST_ADDRESS = 300
MOST_LINKS = 6


@dataclass(frozen=True, slots=True)
class PartnerLink:
    title: str
    url: str


@transaction.atomic
def update_partner_page(
    *,
    actor: Actor,
    organisation_id: UUID,
    title: str,
    summary: str,
    what_we_do: str,
    links: Sequence[PartnerLink] = (),
    language: str = "en",
    now: datetime,
) -> PartnerPage:
    """Save a new draft of an organisation's page; what readers see does not change. `what_we_do` is plain text.

    Raises Absent for an organisation the actor does not write for, Conflict while an owner is looking at the page,
    Invalid with the fields that cannot be taken.
    """
    page = _locked(actor, organisation_id, language)
    user = _login(actor)
    lock = page.get_lock()
    if lock is not None and lock.for_user(user):
        raise Conflict(_("This page is being looked at by an owner. You can change it again when they have answered."))
    title, summary, what_we_do = clean_line(title), clean_block(summary), clean_block(what_we_do)
    blocks = _checked(title, summary, what_we_do, links)
    draft: PartnerPage = page.get_latest_revision_as_object()
    draft.title, draft.summary, draft.what_we_do = title, summary, linebreaks(what_we_do, autoescape=True)
    draft.links = blocks  # type: ignore[assignment]  # a StreamField takes plain pairs
    draft.save_revision(user=user, log_action=True)
    _audit("pages.partner_page_edited", actor, page, now)
    return draft


@transaction.atomic
def submit_page(*, actor: Actor, organisation_id: UUID, language: str = "en", now: datetime) -> PartnerPage:
    """Hand the draft to the owners. Raises Absent as above, Conflict when it is with them already."""
    page = _locked(actor, organisation_id, language)
    if page.workflow_in_progress:
        raise Conflict(_("This page is already waiting for an owner."))
    user = _login(actor)
    state = page.current_workflow_state
    if state is not None:
        state.resume(user)
    else:
        page.get_workflow().start(page, user)
    _audit("pages.partner_page_submitted", actor, page, now)
    return page


@transaction.atomic
def publish_page(*, actor: Actor, organisation_id: UUID, language: str = "en", now: datetime) -> PartnerPage:
    """Show the newest draft to everybody. Owners only: Absent for strangers, Refused for the page's own editor."""
    page = _locked(actor, organisation_id, language)
    if not may_publish(actor):
        raise Refused(_("An owner publishes pages. You can hand yours in."))
    user = _login(actor)
    if page.workflow_in_progress:
        page.current_workflow_task_state.approve(user=user)
    else:
        page.get_latest_revision().publish(user=user)
    page.refresh_from_db()
    _audit("pages.partner_page_published", actor, page, now)
    return page


def _locked(actor: Actor, organisation_id: UUID, language: str) -> PartnerPage:
    page = (
        PartnerPage.objects.select_for_update(of=("self",))
        .filter(organisation=organisation_id, locale__language_code=language)
        .first()
    )
    if page is None or not may_write_for(actor, organisation_id):
        raise Absent
    return page


def _login(actor: Actor) -> Any:
    return get_user_model().objects.get(pk=str(actor.login_id))


def _checked(title: str, summary: str, what_we_do: str, links: Sequence[PartnerLink]) -> list[tuple[str, Any]]:
    wrong: dict[str, list[Any]] = {}
    for name, text, longest, needed in (
        ("title", title, LONGEST_TITLE, True),
        ("summary", summary, LONGEST_SUMMARY, True),
        ("what_we_do", what_we_do, LONGEST_TEXT, False),
    ):
        if needed and not text:
            wrong[name] = [_("Please write something here.")]
        elif len(text) > longest:
            wrong[name] = [_("Please use at most {most} characters.").format(most=longest)]
    blocks: list[tuple[str, Any]] = []
    if len(links) > MOST_LINKS:
        wrong["links"] = [_("Please give at most {most} links.").format(most=MOST_LINKS)]
    for link in links[:MOST_LINKS]:
        name, url = clean_line(link.title), clean_line(link.url)
        try:
            https_only(url)
            URLValidator(schemes=["https"])(url)
        except ValidationError as error:
            wrong.setdefault("links", []).extend(error.messages)
        if not name or len(name) > LONGEST_TITLE or len(url) > LONGEST_ADDRESS:
            wrong.setdefault("links", []).append(_("Every link needs a short title and an address."))
        blocks.append(("link", {"title": name, "url": url}))
    if wrong:
        raise Invalid(fields=wrong)
    return blocks


def _audit(verb: str, actor: Actor, page: PartnerPage, now: datetime) -> None:
    record_deed(
        actor=actor,
        verb=verb,
        subject_kind="partner_page",
        subject_id=page.translation_key,
        now=now,
        facts={"organisation": str(page.organisation_id), "language": page.locale.language_code},
    )
