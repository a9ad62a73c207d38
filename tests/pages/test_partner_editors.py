"""A partner editor writes for their own organisation, hands it in, and reaches nothing of anybody else's."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, Page, WorkflowState

from pop.pages.models import PartnerIndexPage, PartnerPage, RecommendationPage, ResourcePage
from tests.factories import images
from tests.factories import pages as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ottos(otto, browser_of, prepared_site):
    """Otto's own page; his first visit to the CMS made it."""
    browser_of(otto).get("/cms/")
    return PartnerPage.objects.get(organisation__in=otto.actor.organisation_ids)


@pytest.fixture
def olgas(olga, browser_of, prepared_site):
    browser_of(olga).get("/cms/")
    return PartnerPage.objects.get(organisation__in=olga.actor.organisation_ids)


def _draft(page: PartnerPage) -> PartnerPage:
    return PartnerPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def _form(page: PartnerPage, **changes: str) -> dict[str, str]:
    return {
        "title": page.title,
        "summary": "We listen.",
        "what_we_do": '{"blocks": [], "entityMap": {}}',
        "links-count": "0",
        "reviewed_on": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        **changes,
    }


def test_a_first_visit_finds_an_own_draft(ottos, olgas):
    assert (ottos.title, ottos.live) == ("Harbour Youth Trust", False)
    assert olgas.title == "Northern Schools Network"


def test_a_partner_editor_edits_their_page(browser_of, otto, ottos):
    client = browser_of(otto)
    assert client.get(f"/cms/pages/{ottos.pk}/edit/").status_code == 200

    answer = client.post(f"/cms/pages/{ottos.pk}/edit/", _form(ottos, summary="We are at the harbour."))

    assert answer.status_code == 302
    draft = _draft(ottos)
    assert draft.summary == "We are at the harbour."
    assert PartnerPage.objects.get(pk=ottos.pk).live is False


def test_publishing_is_not_theirs_even_if_the_form_says_so(browser_of, otto, ottos):
    browser_of(otto).post(f"/cms/pages/{ottos.pk}/edit/", _form(ottos, **{"action-publish": "yes"}))
    assert PartnerPage.objects.get(pk=ottos.pk).live is False


def test_they_submit_and_an_owner_publishes(browser_of, client, otto, ada, ottos):
    editor, owner = browser_of(otto), browser_of(ada)
    owner.get("/cms/")
    editor.post(f"/cms/pages/{ottos.pk}/edit/", _form(ottos, **{"action-submit": "yes"}))
    state = PartnerPage.objects.get(pk=ottos.pk).current_workflow_state
    assert (state.status, state.requested_by_id) == (WorkflowState.STATUS_IN_PROGRESS, otto.login.pk)
    assert client.get("/partners/harbour-youth-trust/").status_code == 404

    task = state.current_task_state
    path = f"/cms/pages/workflow/action/{ottos.pk}/approve/{task.pk}/"
    assert editor.post(path).status_code == 404
    assert PartnerPage.objects.get(pk=ottos.pk).live is False

    assert owner.post(path).status_code == 302
    assert PartnerPage.objects.get(pk=ottos.pk).live is True
    assert "We listen." in client.get("/partners/harbour-youth-trust/").text


def test_otto_cannot_touch_another_organisations_page(browser_of, otto, ottos, olgas):
    """Every address that takes a page, asked for olga's: as if it were not there, and nothing changes."""
    client = browser_of(otto)
    before = PartnerPage.objects.values().get(pk=olgas.pk)
    revisions = olgas.revisions.count()
    index = PartnerIndexPage.objects.get(locale=olgas.locale)
    revision = olgas.revisions.first()
    pk = olgas.pk
    paths = [
        f"/cms/pages/{pk}/{deed}/"
        for deed in (
            "edit", "edit/preview", "view_draft", "delete", "unpublish", "convert_alias", "move", "copy", "privacy",
            "lock", "unlock", "revisions", "history", "history/results", "workflow_history", "usage", "add_subpage",
            f"revisions/{revision.pk}/view", f"revisions/{revision.pk}/revert", "set_position",
            f"revisions/{revision.pk}/unschedule", f"move/{ottos.pk}/confirm", "revisions/compare/live...latest",
        )
    ]  # fmt: skip
    paths += [
        f"/cms/pages/add/pages/recommendationpage/{pk}/",
        f"/cms/pages/add/pages/resourcepage/{pk}/",
        f"/cms/pages/add/pages/partnerpage/{index.pk}/",
        f"/cms/pages/add/pages/resourcepage/{pk}/preview/",
        f"/cms/pages/{index.pk}/edit/",
        f"/cms/pages/{index.pk}/copy/",
        f"/cms/pages/{ottos.pk}/move/{pk}/confirm/",
        f"/cms/pages/{ottos.pk}/copy/",
        f"/cms/pages/{ottos.pk}/move/",
        f"/cms/pages/{ottos.pk}/delete/",
        f"/cms/pages/{pk}/",
        f"/cms/api/main/pages/{pk}/",
        f"/cms/api/main/pages/{pk}/action/publish/",
        f"/cms/choose-page/{pk}/",
        f"/cms/bulk/wagtailcore/page/delete/?id={pk}",
        f"/cms/bulk/wagtailcore/page/publish/?id={pk}",
        f"/cms/workflows/remove/{pk}/",
        f"/cms/translation/submit/page/{pk}/",
        "/cms/snippets/innovations/project/",
    ]
    for path in paths:
        assert client.get(path).status_code == 404, path
        assert client.post(path, _form(olgas, title="Taken")).status_code == 404, path

    assert PartnerPage.objects.values().get(pk=pk) == before
    assert olgas.revisions.count() == revisions


def test_what_is_not_theirs_is_not_listed(browser_of, otto, ottos, olgas):
    client = browser_of(otto)
    for path in (
        "/cms/",
        "/cms/pages/",
        f"/cms/pages/{ottos.get_parent().pk}/",
        "/cms/pages/search/?q=Northern",
        "/cms/choose-page/",
        f"/cms/choose-page/{ottos.get_parent().pk}/",
        "/cms/choose-page/search/?q=Northern",
        "/cms/api/main/pages/",
        "/cms/api/main/pages/?search=Northern",
    ):
        answer = client.get(path, follow=True)
        assert answer.status_code == 200, path
        assert "Northern Schools" not in answer.text, path


def test_the_organisation_of_a_page_is_not_theirs_to_change(browser_of, otto, olga, ottos, olgas):
    other = next(iter(olga.actor.organisation_ids))
    browser_of(otto).post(f"/cms/pages/{ottos.pk}/edit/", _form(ottos, organisation=str(other), slug="taken"))
    draft = _draft(ottos)
    assert draft.organisation_id in otto.actor.organisation_ids
    assert draft.slug == "harbour-youth-trust"


def test_an_article_below_a_partner_belongs_to_that_partner(browser_of, otto, olga, ottos):
    other = next(iter(olga.actor.organisation_ids))
    answer = browser_of(otto).post(
        f"/cms/pages/add/pages/resourcepage/{ottos.pk}/",
        {
            "title": "From the harbour",
            "summary": "Short.",
            "organisation": str(other),
            "body-count": "0",
            "reviewed_on": "",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
        },
    )
    assert answer.status_code == 302
    page = ResourcePage.objects.get(title="From the harbour")
    assert page.organisation_id in otto.actor.organisation_ids
    assert page.live is False


def test_a_recommendation_points_at_something_published(browser_of, otto, ottos):
    draft = make.resource("Hidden draft", live=False)
    open_page = make.resource("Open page")
    form = {
        "title": "Read this",
        "why": "It is kind.",
        "linked_page": str(draft.pk),
        "age_bands": ["13-15"],
        "reviewed_on": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    client = browser_of(otto)
    path = f"/cms/pages/add/pages/recommendationpage/{ottos.pk}/"

    client.post(path, {**form, "action-submit": "yes"})
    assert not RecommendationPage.objects.filter(title="Read this").exists()

    assert client.post(path, {**form, "linked_page": str(open_page.pk)}).status_code == 302
    assert RecommendationPage.objects.get(title="Read this").age_bands == ["13-15"]


def _collection_of(person) -> Collection:
    return GroupCollectionPermission.objects.filter(group__user=person.login).first().collection


def _picture(person, title: str):
    return get_image_model().objects.create(
        title=title,
        file=SimpleUploadedFile(f"{title}.webp", images.picture("WEBP"), "image/webp"),
        collection=_collection_of(person),
        width=64,
        height=64,
    )


def test_pictures_are_kept_by_organisation(browser_of, otto, olga, ottos, olgas):
    mine, theirs = _picture(otto, "harbour logo"), _picture(olga, "northern logo")
    client = browser_of(otto)

    for path in ("/cms/images/", "/cms/images/chooser/", "/cms/images/chooser/results/?q=logo"):
        shown = client.get(path).text
        assert "harbour" in shown, path
        assert "northern" not in shown, path
    assert client.get(f"/cms/images/{mine.pk}/").status_code == 200
    for deed in ("", "delete/"):
        client.post(f"/cms/images/{theirs.pk}/{deed}", {"title": "taken"})
    assert get_image_model().objects.get(pk=theirs.pk).title == "northern logo"
    assert client.get(f"/cms/images/{theirs.pk}/generate_url/").status_code == 404


def test_another_organisations_picture_cannot_be_put_into_a_page(browser_of, otto, olga, ottos, olgas):
    theirs = _picture(olga, "northern logo")
    browser_of(otto).post(
        f"/cms/pages/add/pages/resourcepage/{ottos.pk}/",
        {
            "title": "With a picture",
            "summary": "Short.",
            "body-count": "1",
            "body-0-type": "picture",
            "body-0-order": "0",
            "body-0-deleted": "",
            "body-0-id": "",
            "body-0-value-image": str(theirs.pk),
            "body-0-value-alt": "A harbour",
            "body-0-value-caption": "",
            "reviewed_on": "",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
        },
    )
    assert not ResourcePage.objects.filter(title="With a picture").exists()


def test_sec_34_an_uploaded_picture_keeps_only_its_pixels(browser_of, otto, ottos):
    upload = SimpleUploadedFile("anna at home.jpg", images.photo_from_somewhere(), "image/jpeg")
    answer = browser_of(otto).post(
        "/cms/images/add/", {"title": "Harbour", "file": upload, "collection": str(_collection_of(otto).pk), "tags": ""}
    )
    assert answer.status_code == 302
    kept = get_image_model().objects.get(title="Harbour")
    with kept.file.open() as file:
        content = file.read()
    assert content[8:12] == b"WEBP"
    assert b"Exif" not in content
    assert b"Secret" not in content
    assert "anna" not in kept.file.name


@pytest.mark.parametrize("name", ["x.svg", "x.gif", "x.html", "x.jpg"])
def test_sec_34_what_is_no_picture_is_refused(browser_of, otto, ottos, name):
    upload = SimpleUploadedFile(name, b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml")
    browser_of(otto).post(
        "/cms/images/add/", {"title": "No", "file": upload, "collection": str(_collection_of(otto).pk), "tags": ""}
    )
    assert get_image_model().objects.count() == 0


def test_documents_are_pdf_and_leave_as_attachments(browser_of, client, otto, ottos):
    collection = str(_collection_of(otto).pk)
    editor = browser_of(otto)
    for name, content in (("x.html", b"<script>"), ("good.pdf", b"%PDF-1.4 x")):
        editor.post(
            "/cms/documents/add/",
            {"title": name, "file": SimpleUploadedFile(name, content), "collection": collection, "tags": ""},
        )
    document = get_document_model().objects.get()
    assert document.title == "good.pdf"

    answer = client.get(document.url)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    b"".join(answer.streaming_content)


def test_when_the_role_ends_so_does_the_way_in(browser_of, otto, ottos):
    from tests.people import LONG_AGO

    otto.login.staff_roles.update(ended_at=LONG_AGO)
    assert browser_of(otto).get(f"/cms/pages/{ottos.pk}/edit/").status_code in {302, 404}


def test_curators_write_resources_but_not_partners_pages(browser_of, zola, ottos):
    article = make.resource("An article")
    client = browser_of(zola)
    assert client.get(f"/cms/pages/{article.pk}/edit/").status_code == 200
    client.post(f"/cms/pages/{ottos.pk}/edit/", _form(ottos, title="Taken"))
    assert "Taken" not in {page.draft_title for page in Page.objects.all()}
    assert client.get("/cms/snippets/innovations/project/").status_code == 200
    for path in (
        "/cms/reports/site-history/",
        "/cms/sites/",
        "/cms/locales/",
        "/cms/workflows/list/",
        "/cms/collections/",
    ):
        assert client.get(path).status_code == 404, path
