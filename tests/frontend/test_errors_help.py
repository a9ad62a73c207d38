"""What went wrong is said in plain words, with what to do and a way to help; what is empty says what one can do."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from innovations.forms import PictureForm, ProjectForm
from moderation.forms import FlagForm
from peer_circles.forms import JoinForm, SayForm
from pop.accounts.contracts import AgeBand
from pop.accounts.forms import (
    AgeBandForm,
    ChangePassphraseForm,
    ConsentForm,
    LoginForm,
    NameForm,
    PassphraseForm,
    RecoverForm,
    SignUpForm,
)
from pop.core.errors import Conflict, Invalid, Refused, TooFast
from tests.factories import circles

FORMS = [
    *(AgeBandForm, ChangePassphraseForm, ConsentForm, FlagForm, JoinForm, LoginForm, NameForm),
    *(PassphraseForm, PictureForm, ProjectForm, RecoverForm, SayForm, SignUpForm),
]
DJANGOS_OWN = (
    "This field is required",
    "Select a valid choice",
    "Ensure this value",
    "No file was submitted",
    "Enter a",
)


def errors_of(form) -> str:
    return " ".join(text for texts in form.errors.values() for text in texts)


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_an_empty_form_says_what_to_do(form):
    said = errors_of(form(data={}))
    assert said
    assert [theirs for theirs in DJANGOS_OWN if theirs in said] == []


@pytest.mark.django_db
def test_a_wrong_choice_and_too_many_letters_say_what_to_do():
    form = SignUpForm({"name": "x" * 500, "passphrase": "seven quiet rivers", "age_band": "99"})
    assert form.errors["name"] == ["Please make this shorter: at most 120 letters."]
    assert form.errors["age_band"] == ["Please choose one."]
    assert FlagForm({"reason": "no such"}).errors["reason"] == ["Please choose one from the list."]
    assert ProjectForm({"title": "A", "topic": "no such"}).errors["topic"] == ["Please choose one from the list."]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("template", "context"),
    [
        ("400.html", {}),
        ("403.html", {}),
        ("404.html", {}),
        ("429.html", {}),
        ("500.html", {"error_id": "b5"}),
        ("csrf_failure.html", {}),
        ("refused.html", {"error": Refused()}),
        ("refused.html", {"error": Conflict()}),
        ("refused.html", {"error": Invalid()}),
        ("refused.html", {"error": TooFast(retry_after=60)}),
    ],
)
def test_every_error_page_says_what_to_do_and_leads_to_help(template, context, rf):
    page = render_to_string(template, context, request=rf.get("/ar/anything/") if template != "500.html" else None)
    assert page.count("<h1") == 1
    main = page.split("<main", 1)[1].split("</main>", 1)[0]
    assert 'href="/help/"' in main
    assert main.count("</p>") >= 2
    assert not any(word in main for word in ("Error", "Forbidden", "Bad Request", "CSRF", "forbidden"))


@pytest.mark.django_db
def test_error_pages_come_from_the_doors_too(client, amina, browser_of):
    assert "We could not find that page" in client.get("/nowhere/").content.decode()
    strict = Client(enforce_csrf_checks=True)
    refused = strict.post(reverse("account_signup"), {"name": "x"})
    assert refused.status_code == 403
    assert "Please send it once more" in refused.content.decode()


@pytest.mark.django_db
def test_no_circle_for_ones_age_says_what_else_there_is(amina, lina, joel, browser_of):
    none = browser_of(amina).get(reverse("circles:list")).content.decode()
    assert "There are no circles yet" in none
    circles.circle(joel, age_band=AgeBand.EIGHTEEN_TO_TWENTY_FOUR, name="For older ones")
    others = browser_of(amina).get(reverse("circles:list")).content.decode()
    assert "No circle for your age group right now" in others
    assert "For older ones" in others
    assert 'href="/innovations/">See projects' in others
    circles.circle(joel, name="For us")
    fits = browser_of(amina).get(reverse("circles:list")).content.decode()
    assert "right now" not in fits.split("<main", 1)[1]


@pytest.mark.django_db
def test_strangers_are_not_told_that_no_circle_fits(client, joel):
    circles.circle(joel)
    assert "No circle for your age group" not in client.get(reverse("circles:list")).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "title", "way_on"),
    [
        ("/innovations/", "No projects yet", "/innovations/new/"),
        ("/innovations/?q=zzzz", "Nothing found", "/innovations/"),
        ("/help/search?q=zzzz", "We found no service for that.", "/help/"),
        ("/help/vu/", "Our list has no helpline for", "/help/search"),
    ],
)
def test_an_empty_list_says_what_one_can_do_next(client, address, title, way_on):
    page = client.get(address).content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    assert title in page
    assert f'"{way_on}"' in page


@pytest.mark.django_db
def test_empty_lists_of_ones_own_say_what_one_can_do_next(amina, zola, browser_of):
    notices = browser_of(amina).get(reverse("account_notices")).content.decode()
    assert "Nothing here yet" in notices
    assert f'<a class="button" href="{reverse("account_home")}">' in notices
    mine = browser_of(amina).get(reverse("innovations:mine")).content.decode()
    assert "You have not started a project yet" in mine
    assert f'href="{reverse("innovations:new")}"' in mine
    queue = browser_of(zola).get(reverse("moderation:queue"), {"severity": "severe"}).content.decode()
    assert "Nothing waits here" in queue
    assert "Show everything" in queue.split('class="empty"', 1)[1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "title"), [("/partners/", "No partner has a page yet"), ("/resources/", "Nothing here yet")]
)
def test_lists_of_pages_without_a_page_lead_to_help(client, prepared_site, address, title):
    page = client.get(address).content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    assert title in page
    assert '<a class="button" href="/help/">' in page
