"""The pages' part of the GraphQL schema: what is published, for everybody; partners' drafts, for their own editors."""

from typing import Any
from uuid import UUID

import graphene
from django.conf import settings
from wagtail.rich_text import expand_db_html

from pop.core import clock
from pop.core.graphql import DomainMutation, KeysetConnectionField
from pop.pages import actions, policies, selectors


class PageOrganisation(graphene.ObjectType):
    """Who stands behind a page."""

    id = graphene.UUID(required=True)
    name = graphene.String(required=True)
    slug = graphene.String(required=True)


class Resource(graphene.ObjectType):
    """An article, as lists show it. Its text is in `resource` only (SG-35)."""

    id = graphene.UUID(required=True, description="The same for all translations of the article.")
    slug = graphene.String(required=True)
    language = graphene.String(required=True)
    title = graphene.String(required=True)
    summary = graphene.String(required=True)
    path = graphene.String(required=True)
    organisation = graphene.Field(PageOrganisation, description="Empty for the POP team.")
    published_at = graphene.DateTime(required=True)
    reviewed_on = graphene.Date()

    resolve_id = staticmethod(lambda page, info: page.translation_key)
    resolve_language = staticmethod(lambda page, info: page.locale.language_code)
    resolve_path = staticmethod(lambda page, info: page.address)
    resolve_published_at = staticmethod(lambda page, info: page.first_published_at)


class ResourceArticle(Resource):
    """A whole article."""

    html = graphene.String(required=True, description="What is folded away on the page is in `details` here.")

    resolve_html = staticmethod(lambda page, info: str(page.body.render_as_block()))


class PartnerLinkOut(graphene.ObjectType):
    """A link a partner gives."""

    title = graphene.String(required=True)
    url = graphene.String(required=True)


class Partner(graphene.ObjectType):
    """A partner's page."""

    id = graphene.UUID(required=True, description="The organisation's.")
    slug = graphene.String(required=True, description="The organisation's.")
    language = graphene.String(required=True)
    title = graphene.String(required=True)
    summary = graphene.String(required=True)
    html = graphene.String(required=True, description="What they do.")
    links = graphene.List(graphene.NonNull(PartnerLinkOut), required=True)
    path = graphene.String(required=True)
    reviewed_on = graphene.Date()

    resolve_id = staticmethod(lambda page, info: page.organisation_id)
    resolve_slug = staticmethod(lambda page, info: page.organisation.slug)
    resolve_language = staticmethod(lambda page, info: page.locale.language_code)
    resolve_html = staticmethod(lambda page, info: expand_db_html(page.what_we_do))
    resolve_links = staticmethod(lambda page, info: [link.value for link in page.links])
    resolve_path = staticmethod(lambda page, info: page.address)


class Recommendation(graphene.ObjectType):
    """A partner vouches for something: an article, a youth project or a service of the directory."""

    id = graphene.UUID(required=True)
    title = graphene.String(required=True)
    why = graphene.String(required=True)
    age_bands = graphene.List(graphene.NonNull(graphene.String), required=True)
    partner_name = graphene.String(required=True)
    partner_slug = graphene.String(required=True)
    resource_id = graphene.UUID()
    project_id = graphene.UUID()
    service_id = graphene.UUID()
    path = graphene.String(required=True)

    resolve_id = staticmethod(lambda page, info: page.translation_key)
    resolve_path = staticmethod(lambda page, info: page.address)

    @staticmethod
    def resolve_resource_id(page: Any, info: Any) -> UUID | None:
        linked = page.linked_page
        return linked.translation_key if linked is not None and linked.live else None


class PartnerDraft(graphene.ObjectType):
    """Where the page of one's own organisation stands: the newest draft, shown or not."""

    organisation_id = graphene.UUID(required=True)
    language = graphene.String(required=True)
    title = graphene.String(required=True)
    summary = graphene.String(required=True)
    is_published = graphene.Boolean(required=True)
    is_waiting = graphene.Boolean(required=True, description="An owner has it.")

    resolve_language = staticmethod(lambda page, info: page.locale.language_code)
    resolve_is_published = staticmethod(lambda page, info: page.live)
    resolve_is_waiting = staticmethod(lambda page, info: page.workflow_in_progress)


class Query(graphene.ObjectType):
    resources = KeysetConnectionField(
        Resource,
        order="-first_published_at",
        tie="translation_key",
        search=graphene.String(),
        description="Articles, newest first, in the reader's language where they are translated.",
    )
    resource = graphene.Field(ResourceArticle, required=True, id=graphene.UUID(required=True))
    partners = KeysetConnectionField(Partner, order="title", tie="translation_key", description="Partners' pages.")
    partner = graphene.Field(Partner, required=True, slug=graphene.String(required=True))
    recommendations = KeysetConnectionField(
        Recommendation, order="-first_published_at", tie="translation_key", description="What partners recommend."
    )
    own_partner_pages = graphene.List(
        graphene.NonNull(PartnerDraft), required=True, description="The pages you may write, drafts included."
    )

    @staticmethod
    def resolve_resources(root: Any, info: Any, search: str = "") -> Any:
        return selectors.resources_listed(selectors.active_locale(), search=search)

    @staticmethod
    def resolve_resource(root: Any, info: Any, id: UUID) -> Any:
        return selectors.resource(id, selectors.active_locale())

    @staticmethod
    def resolve_partners(root: Any, info: Any) -> Any:
        return selectors.partners_listed(selectors.active_locale())

    @staticmethod
    def resolve_partner(root: Any, info: Any, slug: str) -> Any:
        return selectors.partner(slug, selectors.active_locale())

    @staticmethod
    def resolve_recommendations(root: Any, info: Any) -> Any:
        return selectors.recommendations_listed(selectors.active_locale())

    @staticmethod
    def resolve_own_partner_pages(root: Any, info: Any) -> Any:
        return selectors.own_partner_drafts(info.context.actor)


class PartnerLinkInput(graphene.InputObjectType):
    """A link: words and an https address."""

    title = graphene.String(required=True)
    url = graphene.String(required=True)


class UpdatePartnerPage(DomainMutation):
    """Save a new draft of your organisation's page. Readers see no change until an owner publishes it."""

    policy = policies.may_write_for

    class Input:
        organisation_id = graphene.UUID(required=True)
        language = graphene.String(default_value=settings.LANGUAGE_CODE)
        title = graphene.String(required=True)
        summary = graphene.String(required=True)
        what_we_do = graphene.String(required=True, description="Plain text; an empty line starts a new paragraph.")
        links = graphene.List(graphene.NonNull(PartnerLinkInput), default_value=[])

    page = graphene.Field(PartnerDraft)

    @classmethod
    def perform(cls, actor: Any, **words: Any) -> "UpdatePartnerPage":
        wanted = [actions.PartnerLink(link["title"], link["url"]) for link in words.pop("links", None) or []]
        return cls(page=actions.update_partner_page(actor=actor, links=wanted, now=clock.now(), **words))


class SubmitPartnerPage(DomainMutation):
    """Hand your organisation's draft to the owners."""

    policy = policies.may_write_for

    class Input:
        organisation_id = graphene.UUID(required=True)
        language = graphene.String(default_value=settings.LANGUAGE_CODE)

    page = graphene.Field(PartnerDraft)

    @classmethod
    def perform(cls, actor: Any, **which: Any) -> "SubmitPartnerPage":
        return cls(page=actions.submit_page(actor=actor, now=clock.now(), **which))


class PublishPartnerPage(DomainMutation):
    """Show the newest draft of a partner's page to everybody. For owners."""

    policy = (policies.may_write_for, policies.may_publish)

    class Input:
        organisation_id = graphene.UUID(required=True)
        language = graphene.String(default_value=settings.LANGUAGE_CODE)

    page = graphene.Field(PartnerDraft)

    @classmethod
    def perform(cls, actor: Any, **which: Any) -> "PublishPartnerPage":
        return cls(page=actions.publish_page(actor=actor, now=clock.now(), **which))


class Mutation(graphene.ObjectType):
    update_partner_page = UpdatePartnerPage.Field()
    submit_partner_page = SubmitPartnerPage.Field()
    publish_partner_page = PublishPartnerPage.Field()
