"""What every page has: the way to help, the way out, its language, a calm title (SG-28, SG-29, SG-33, SEC-55)."""

import re

import pytest
from django.contrib.messages import constants
from django.forms import CharField, ChoiceField, Form, RadioSelect
from django.template.loader import render_to_string

pytestmark = pytest.mark.usefixtures("prepared_site")
PAGES = [
    "/",
    "/about/",
    "/leave/how/",
    "/help/",
    "/innovations/",
    "/circles/",
    "/resources/",
    "/account/login/",
    "/account/signup/",
    "/nothing-is-here/",
]


def page(client, path: str) -> str:
    return client.get(path, follow=True).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/ar"])
@pytest.mark.parametrize("path", PAGES)
def test_sg_33_help_is_one_tap_away_on_every_kind_of_page(client, path, prefix):
    html = page(client, prefix + path)
    bar = html.split("<header", 1)[1].split("</header>", 1)[0]
    assert f'href="{prefix}/help/"' in bar


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/ar"])
@pytest.mark.parametrize("path", PAGES)
def test_sg_28_sg_29_the_way_out_and_what_it_does_not_do_stand_on_every_page(client, path, prefix):
    html = page(client, prefix + path)
    assert html.count('href="/leave/"') == 2  # the button, and the skip link
    assert f'href="{prefix}/leave/how/"' in html


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_each_page_says_its_language_and_direction(client, path):
    assert '<html lang="en" dir="ltr" ' in page(client, path)
    assert '<html lang="ar" dir="rtl" ' in page(client, f"/ar{path}")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/", "/ar/"),
        ("/ar/", "/"),
        ("/help/", "/ar/help/"),
        ("/resources/", "/ar/resources/"),
        ("/leave/how/", "/ar/leave/how/"),
        ("/ar/leave/how/", "/leave/how/"),
        ("/account/login/?next=/circles/", "/ar/account/login/?next=/circles/"),
    ],
)
def test_switching_the_language_keeps_the_page(client, here, there):
    nav = page(client, here).split('<nav class="nav"', 1)[1].split("</nav>", 1)[0]
    assert f'href="{there}"' in nav
    assert client.get(there).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_sec_55_titles_and_icon_are_neutral(client, path):
    html = page(client, path)
    assert re.search(r"<title>[^<]+ · POP</title>", html)
    assert 'rel="icon"' in html


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_sec_33_a_page_names_no_other_host_for_the_browser_to_ask(client, path):
    html = page(client, path)
    assert re.findall(r'(?:src|action|srcset|poster)="(?:https?:)?//[^"]*"', html) == []
    assert re.findall(r'<link[^>]+href="(?:https?:)?//[^"]*"', html) == []


@pytest.mark.django_db
def test_nobody_meets_the_editors_bar(client, ada, browser_of):
    for reader in (client, browser_of(ada)):
        assert "wagtail-userbar" not in page(reader, "/")


@pytest.mark.django_db
def test_staff_see_their_doors_only_with_their_second_factor(zola, otto, amina, browser_of):
    nav = page(browser_of(zola), "/about/")
    assert 'href="/moderation/"' in nav
    assert 'href="/cms/"' not in nav
    assert 'href="/cms/"' in page(browser_of(otto), "/about/")
    assert 'href="/moderation/"' not in page(browser_of(zola, second_factor=False), "/about/")
    assert 'href="/moderation/"' not in page(browser_of(amina), "/about/")


@pytest.mark.django_db
def test_a_reader_without_a_cookie_costs_no_query_on_a_page_of_the_frame(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/about/")


class Question(Form):
    name = CharField(label="Name", help_text="Any name.")
    colour = ChoiceField(label="Colour", choices=[("r", "Red"), ("b", "Blue")], widget=RadioSelect, required=False)


def test_a_form_links_labels_hints_and_errors():
    html = render_to_string("components/form.html", {"form": Question({"name": "", "colour": "x"})})
    assert '<a href="#id_name">Name: This field is required.</a>' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert "<fieldset" in html
    assert "<legend>Colour" in html
    assert 'href="#field-colour"' in html
    assert 'id="field-colour"' in html


def test_a_form_without_errors_has_no_summary():
    assert "error-summary" not in render_to_string("components/form.html", {"form": Question()})


def test_a_message_wears_the_notice_of_its_level():
    class Said:
        level_tag = constants.DEFAULT_TAGS[constants.SUCCESS]

        def __str__(self) -> str:
            return "<b>Saved</b>"

    html = render_to_string("components/messages.html", {"messages": [Said()]})
    assert "notice--success" in html
    assert "&lt;b&gt;Saved" in html
