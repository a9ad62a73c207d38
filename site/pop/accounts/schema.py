"""The account part of the GraphQL schema. Signing in stays with the pages: the API uses the site's session."""

import json
from typing import Any

import graphene

from pop.accounts import actions, policies, selectors
from pop.core import clock
from pop.core.graphql import DomainMutation


class Me(graphene.ObjectType):
    """Whoever asks, as the site knows them."""

    persona_id = graphene.UUID()
    name = graphene.String(description="The pseudonym.")
    age_band = graphene.String(description="10-12, 13-15, 16-17 or 18-24.")
    roles = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="Those proved by a second factor."
    )
    may_take_part = graphene.Boolean(required=True, description="Whether they may publish, join and write.")
    unread_notices = graphene.Int(required=True)

    @staticmethod
    def resolve_name(actor: Any, info: Any) -> str | None:
        return selectors.names_of([actor.persona_id]).get(actor.persona_id) if actor.persona_id else None

    @staticmethod
    def resolve_age_band(actor: Any, info: Any) -> str | None:
        return actor.age_band.value if actor.age_band else None

    @staticmethod
    def resolve_roles(actor: Any, info: Any) -> list[str]:
        return sorted(role.value for role in actor.roles)

    @staticmethod
    def resolve_may_take_part(actor: Any, info: Any) -> bool:
        return policies.may_take_part(actor)

    @staticmethod
    def resolve_unread_notices(actor: Any, info: Any) -> int:
        return selectors.unread_notices(actor)


class Notice(graphene.ObjectType):
    """Something POP tells you, in your language."""

    id = graphene.UUID(required=True)
    title = graphene.String(required=True)
    body = graphene.String(required=True)
    url = graphene.String(required=True, description="A path on this site, or empty.")
    created_at = graphene.DateTime(required=True)
    is_read = graphene.Boolean(required=True)

    @staticmethod
    def resolve_title(notice: Any, info: Any) -> str:
        return str(notice.text.title)

    @staticmethod
    def resolve_body(notice: Any, info: Any) -> str:
        return str(notice.text.body)

    @staticmethod
    def resolve_url(notice: Any, info: Any) -> str:
        return str(notice.text.url)


class Query(graphene.ObjectType):
    me = graphene.Field(Me, description="You; null when nobody is signed in.")
    my_notices = graphene.List(
        graphene.NonNull(Notice), required=True, description="Your notices, newest first, at most 100."
    )

    @staticmethod
    def resolve_me(root: Any, info: Any) -> Any:
        actor = info.context.actor
        return actor if actor.is_signed_in else None

    @staticmethod
    def resolve_my_notices(root: Any, info: Any) -> Any:
        return selectors.notices_for(info.context.actor)


class SignUp(DomainMutation):
    """Make an account. Sign in on the site afterwards; the codes are shown only in this answer."""

    policy = policies.may_sign_up

    class Input:
        name = graphene.String(required=True)
        passphrase = graphene.String(required=True)
        age_band = graphene.String(required=True)

    persona_id = graphene.UUID()
    recovery_codes = graphene.List(graphene.NonNull(graphene.String))

    @classmethod
    def perform(cls, actor: Any, **given: Any) -> Any:
        new = actions.sign_up(actor=actor, now=clock.now(), **given)
        return cls(persona_id=new.persona.pk, recovery_codes=new.recovery_codes)


class ChangePseudonym(DomainMutation):
    """Take another pseudonym; it is the new name to sign in with, too."""

    policy = policies.is_signed_in

    class Input:
        name = graphene.String(required=True)

    me = graphene.Field(Me)

    @classmethod
    def perform(cls, actor: Any, **given: Any) -> Any:
        actions.change_pseudonym(actor=actor, name=given["name"], now=clock.now())
        return cls(me=actor)


class MarkNoticeRead(DomainMutation):
    """Mark one of your notices as read, or all when none is named."""

    policy = policies.is_signed_in

    class Input:
        notice_id = graphene.UUID()

    unread_notices = graphene.Int()

    @classmethod
    def perform(cls, actor: Any, **given: Any) -> Any:
        actions.mark_notices_read(actor=actor, notice_id=given.get("notice_id"), now=clock.now())
        return cls(unread_notices=selectors.unread_notices(actor))


class DeleteAccount(DomainMutation):
    """Delete your account, at once and for good."""

    policy = policies.is_signed_in

    class Input:
        passphrase = graphene.String(required=True)

    is_deleted = graphene.Boolean()

    @classmethod
    def perform(cls, actor: Any, **given: Any) -> Any:
        actions.delete_account(actor=actor, passphrase=given["passphrase"], now=clock.now())
        return cls(is_deleted=True)


class ExportMyData(DomainMutation):
    """Everything kept about you, as one JSON text. A mutation, so that no address or cache can hold the answer."""

    policy = policies.is_signed_in

    class Input:
        pass

    data = graphene.String(description="JSON.")

    @classmethod
    def perform(cls, actor: Any, **given: Any) -> Any:
        return cls(data=json.dumps(selectors.own_data_of(actor), ensure_ascii=False, default=str))


class Mutation(graphene.ObjectType):
    sign_up = SignUp.Field()
    change_pseudonym = ChangePseudonym.Field()
    mark_notice_read = MarkNoticeRead.Field()
    delete_account = DeleteAccount.Field()
    export_my_data = ExportMyData.Field()
