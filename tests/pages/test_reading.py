"""Everybody may read what is published, in the language there is."""

import pytest
from django.conf import settings
from wagtail.models import Locale, Page, Site

from pop.pages.actions import prepare_site
from pop.pages.models import HomePage, PartnerIndexPage, ResourceIndexPage, ResourcePage
from tests.factories import pages as make

pytestmark = pytest.mark.django_db


def test_home_is_served_in_both_languages(client, prepared_site):
    english = client.get("/")
    arabic = client.get("/ar/")

    assert english.status_code == arabic.status_code == 200
    assert "Your online world should have your back" in english.text
    assert '<html lang="ar" dir="rtl" ' in arabic.text
    assert "عالمك على الإنترنت" in arabic.text


@pytest.mark.parametrize("address", ["/resources/", "/partners/", "/ar/resources/", "/ar/partners/"])
def test_the_lists_stand_from_the_start(client, prepared_site, address):
    assert client.get(address).status_code == 200


def test_an_article_shows_every_block_and_who_wrote_it(client, prepared_site):
    page = make.resource(
        "Leaving a group",
        body=[
            ("heading", "First"),
            ("paragraph", "<p>Plain <b>words</b>.</p>"),
            ("quote", {"text": "It helped.", "source": "A reader"}),
            ("tip", {"title": "Try this", "text": "<p>Breathe.</p>"}),
            ("steps", {"steps": [{"title": "Open the menu", "text": "It is at the top."}]}),
            ("content_note", {"note": "About being hurt", "text": "<p>Calm words.</p>"}),
        ],
    )

    shown = client.get(page.url).text

    for words in ("<h2>First</h2>", "Plain <b>words</b>", "It helped.", "Try this", "Open the menu"):
        assert words in shown
    assert "<details" in shown
    assert "Written by the POP team" in shown
    assert "Not reviewed yet" in shown


def test_sg_35_folded_text_is_not_in_any_list(client, prepared_site):
    make.resource("Heavy", body=[("content_note", {"note": "About being hurt", "text": "<p>the heavy part</p>"})])

    assert "the heavy part" not in client.get("/resources/").text
    assert "the heavy part" not in client.get("/").text


def test_an_untranslated_article_is_read_in_english_and_says_so(client, prepared_site):
    make.resource("Leaving a group", slug="leaving-a-group")

    shown = client.get("/ar/resources/leaving-a-group/")

    assert shown.status_code == 200
    assert '<article class="stack" lang="en" dir="ltr">' in shown.text
    assert 'class="notice"' in shown.text
    assert 'class="notice"' not in client.get("/resources/leaving-a-group/").text


def test_a_translated_article_is_listed_once_and_in_the_readers_language(client, prepared_site):
    original = make.resource("Leaving a group", slug="leaving-a-group")
    make.resource("مغادرة مجموعة", slug="leaving-a-group", language="ar", translates=original)

    arabic, english = client.get("/ar/resources/").text, client.get("/resources/").text

    assert "مغادرة مجموعة" in arabic
    assert "Leaving a group" not in arabic
    assert "Leaving a group" in english
    assert "مغادرة مجموعة" not in english
    assert "مغادرة مجموعة" in client.get("/ar/resources/leaving-a-group/").text


def test_a_draft_is_nowhere(client, prepared_site):
    make.resource("Not yet", slug="not-yet", live=False)

    assert client.get("/resources/not-yet/").status_code == 404
    assert client.get("/ar/resources/not-yet/").status_code == 404
    assert "Not yet" not in client.get("/resources/").text
    assert "Not yet" not in client.get("/resources/?q=yet").text


@pytest.mark.parametrize("query", ["privacy", "settings", "minutes"])
def test_search_finds_title_summary_and_text(client, prepared_site, query):
    make.resource("Privacy", summary="Look at your settings.", body=[("paragraph", "<p>It takes ten minutes.</p>")])
    make.resource("Something else")

    shown = client.get(f"/resources/?q={query}").text

    assert "Look at your settings." in shown
    assert "Something else" not in shown


@pytest.mark.parametrize("query", ["", " ", "%00", "'\"*(", "x" * 5_000, "NEAR(", "ا", "😀", "AND", "-", "a:b"])
def test_no_search_breaks_the_page(client, prepared_site, query):
    assert client.get("/resources/", {"q": query}).status_code == 200


@pytest.mark.parametrize("number", ["0", "-1", "99999", "x", ""])
def test_no_page_number_breaks_the_list(client, prepared_site, number):
    assert client.get("/resources/", {"p": number}).status_code == 200


def test_the_list_of_resources_costs_the_same_however_long(client, prepared_site, django_assert_max_num_queries):
    for number in range(8):
        make.resource(f"Article {number}")
    client.get("/resources/")
    with django_assert_max_num_queries(20):
        client.get("/resources/")


def test_outward_links_are_https_only_and_hand_nothing_on(client, prepared_site):
    body = [("paragraph", '<p><a href="https://example.org/x">good</a> <a href="http://example.org/">plain</a></p>')]
    shown = client.get(make.resource("Links", body=body).url).text

    assert '<a href="https://example.org/x" rel="nofollow noopener noreferrer">good</a>' in shown
    assert "http://example.org/" not in shown


def test_preparing_twice_changes_nothing_and_keeps_edited_words(prepared_site):
    home = HomePage.objects.get(locale__language_code="en")
    home.hero_title = "Edited by people"
    home.save_revision().publish()
    before = sorted(Page.objects.values_list("pk", "slug"))

    prepare_site()

    assert sorted(Page.objects.values_list("pk", "slug")) == before
    assert HomePage.objects.get(pk=home.pk).hero_title == "Edited by people"
    assert (Site.objects.get().hostname, Site.objects.get().port) == ("testserver", 80)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_preparing_an_emptied_database_makes_everything_anew(client):
    from wagtail.models import Collection

    Site.objects.all().delete()
    Page.objects.all().delete()
    Collection.objects.all().delete()
    Locale.objects.all().delete()

    prepare_site()

    assert client.get("/").status_code == client.get("/ar/resources/").status_code == 200
    assert ResourceIndexPage.objects.count() == PartnerIndexPage.objects.count() == len(settings.LANGUAGES)


def test_pages_live_only_where_they_belong(prepared_site):
    home = HomePage.objects.get(locale__language_code="en")
    assert set(home.allowed_subpage_models()) == {ResourceIndexPage, PartnerIndexPage}
    assert ResourcePage.allowed_subpage_models() == []


def test_helplines_in_an_article_come_from_the_directory(client, prepared_site):
    from django.utils import timezone

    from pop.support.demo import ensure_services

    ensure_services(timezone.now())
    page = make.resource("Help", body=[("helplines", {"country": "KE", "topic": ""})])
    nowhere = make.resource("No help", body=[("helplines", {"country": "AQ", "topic": ""})])

    shown = client.get(page.url).text

    assert 'href="tel:' in shown
    assert "Find help near you" in client.get(nowhere.url).text


def test_a_recommendation_leads_to_what_readers_can_see(client, prepared_site):
    from tests import people

    partner = make.partner(people.organisation("Somebody"))
    article = make.resource("Good article")
    good = make.recommendation(partner, "Read it", linked_page=article.page_ptr, age_bands=["10-12"])
    gone = make.recommendation(partner, "It was good")

    shown = client.get(good.url).text
    assert f'href="{article.url}"' in shown
    assert "10 to 12" in shown
    assert "Written by Somebody" in shown
    assert "no longer on POP" in client.get(gone.url).text

    article.unpublish()
    assert "no longer on POP" in client.get(good.url).text


def test_the_demos_pages_can_be_made_twice(client, prepared_site, otto, olga, ada):
    from django.utils import timezone

    from pop.pages.demo import ensure_pages

    ensure_pages(timezone.now())
    before = sorted(Page.objects.values_list("pk", "slug", "live"))
    ensure_pages(timezone.now())

    assert sorted(Page.objects.values_list("pk", "slug", "live")) == before
    assert ResourcePage.objects.live().filter(locale__language_code="en").count() == 6
    assert ResourcePage.objects.live().filter(locale__language_code="ar").count() == 3
    waiting = ResourcePage.objects.get(slug="what-a-facilitator-does")
    assert (waiting.live, waiting.workflow_in_progress) == (False, True)
    for page in Page.objects.live().filter(depth__gt=1):
        assert client.get(page.url).status_code == 200, page.url
