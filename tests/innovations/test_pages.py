"""The pages young people use, as a browser without JavaScript sees them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Revision

from innovations import actions, selectors
from innovations.models import Project, ProjectImage
from tests.factories.images import photo_from_somewhere, picture
from tests.factories.innovations import ALL_CHECKS, NOW, WALK_HOME, draft, published, submitted, with_image
from tests.people import person


def page(name, *args):
    return reverse(f"innovations:{name}", args=args)


def written(**changes):
    text = {name: getattr(WALK_HOME, name) for name in WALK_HOME.__dataclass_fields__}
    return text | changes


def upload(content, name="card.png"):
    return SimpleUploadedFile(name, content, content_type="image/png")


def test_amina_writes_previews_and_sends_in_a_project(amina, browser_of):
    browser = browser_of(amina)
    answer = browser.post(page("new"), written(title="Mine", then="preview"), follow=True)
    project = Project.objects.get()
    assert answer.redirect_chain[-1][0] == page("preview", project.pk)
    for text in ("Mine", WALK_HOME.solution, "Nobody else can see it now"):
        assert text in answer.text
    sent = {"image": upload(picture()), "alt": "A folded card on a table"}
    answer = browser.post(page("pictures", project.pk), sent, follow=True)
    assert 'alt="A folded card on a table"' in answer.text
    answer = browser.post(page("send", project.pk), {"checks": ALL_CHECKS}, follow=True)
    assert answer.redirect_chain[-1][0] == page("mine")
    assert "A person is reading your project" in answer.text


def test_a_story_of_ten_thousand_characters_is_fine_and_more_is_told_at_the_field(amina, browser_of):
    browser = browser_of(amina)
    fits = "ab " * 3333 + "c"
    assert len(fits) == 10_000
    assert browser.post(page("new"), written(problem=fits)).status_code == 302
    project = Project.objects.get()
    assert project.problem == fits
    too_long = "ab " * 3333 + "end"
    answer = browser.post(page("edit", project.pk), written(title="Kept", problem=too_long))
    assert answer.status_code == 400
    assert "This is 2 characters too long" in answer.text
    assert too_long in answer.text
    assert "Kept" in answer.text
    assert 'href="#id_problem"' in answer.text
    assert Revision.objects.count() == 1


@pytest.mark.parametrize("changes", [{"title": " \u202e "}, {"title": "x" * 121}, {"topic": "?"}, {"licence": "?"}])
def test_what_cannot_be_taken_is_said_and_nothing_is_lost(amina, browser_of, changes):
    answer = browser_of(amina).post(page("new"), written(solution="My own words") | changes)
    assert answer.status_code == 400
    assert "error-summary" in answer.text
    assert "My own words" in answer.text
    assert not Project.objects.exists()


def test_what_somebody_writes_is_text_never_html(amina, zola):
    nasty = "<script>alert(1)</script> <b onclick=x>hi</b> https://evil.example/ javascript:alert(1)"
    project = published(amina, zola, title=nasty[:100], summary=nasty, solution=nasty)
    for address in (page("project", project.pk), page("gallery")):
        text = Client().get(address).text
        assert "<script>alert" not in text
        assert "<b " not in text
        assert "https://evil.example/</a>" not in text


def test_sg_08_nobody_is_asked_to_keep_a_copy(amina, zola):
    project = published(amina, zola)
    for address in (page("gallery"), page("project", project.pk)):
        assert Client().get(address)["X-Robots-Tag"] == "noindex, noarchive"


def test_sec_24_unknown_and_forbidden_look_alike(amina, bilal, zola, browser_of):
    hidden, secret = published(amina, zola), draft(amina)
    actions.hide_project(actor=zola.actor, project_id=hidden.pk, now=NOW)
    keys = ("12345678-1234-4234-8234-123456789012", hidden.pk, secret.pk)
    for browser in (browser_of(bilal), Client()):
        for name in ("project", "edit", "pictures", "preview", "send", "take_down"):
            assert [browser.get(page(name, key)).status_code for key in keys] == [404] * 3, name
        for name in ("edit", "send", "take_back", "take_down", "pictures"):
            assert [browser.post(page(name, key), written(title="x")).status_code for key in keys] == [404] * 3, name
    assert {own.draft.title for own in selectors.own_projects(amina.actor)} == {WALK_HOME.title}


def test_a_visitor_is_asked_to_sign_in_before_writing(db):
    for name in ("new", "mine"):
        answer = Client().get(page(name))
        assert answer.status_code == 302
        assert "next=" in answer["Location"]


def test_sg_43_lina_reads_everything_and_is_told_why_she_cannot_publish_yet(lina, amina, zola, browser_of):
    project = published(amina, zola)
    browser = browser_of(lina)
    assert browser.get(page("project", project.pk)).status_code == 200
    assert browser.post(page("new"), written()).status_code == 403
    assert Project.objects.count() == 1


def test_while_it_is_read_the_words_typed_meanwhile_are_kept(amina, browser_of):
    project = submitted(amina)
    answer = browser_of(amina).post(page("edit", project.pk), written(solution="Typed in another tab"))
    assert answer.status_code == 400
    assert "Typed in another tab" in answer.text
    assert "A person is reading your project" in answer.text


def test_sending_needs_the_whole_list(amina, browser_of):
    project = draft(amina)
    answer = browser_of(amina).post(page("send", project.pk), {"checks": ALL_CHECKS[:2]})
    assert answer.status_code == 400
    assert "Please go through the whole list" in answer.text
    assert answer.text.count(" checked") == 2


def test_what_is_missing_is_listed_before_sending(amina, browser_of):
    project, browser = draft(amina, problem=""), browser_of(amina)
    assert "Tell us what the problem was." in browser.get(page("send", project.pk)).text
    assert browser.post(page("send", project.pk), {"checks": ALL_CHECKS}).status_code == 400


def test_taking_back_and_taking_down(amina, zola, browser_of):
    browser = browser_of(amina)
    waiting = submitted(amina)
    assert browser.post(page("take_back", waiting.pk)).status_code == 302
    assert "Draft" in browser.get(page("mine")).text
    shown = published(amina, zola)
    assert "Take it down" in browser.get(page("project", shown.pk)).text
    browser.post(page("take_down", shown.pk))
    assert Client().get(page("project", shown.pk)).status_code == 404


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "saved as JPEG, PNG or WebP"),
        (b"", "saved as JPEG, PNG or WebP"),
        (picture()[:300], "may be damaged"),
    ],
)
def test_a_picture_that_cannot_be_taken_is_told_at_the_field(amina, browser_of, content, sentence):
    project = draft(amina)
    answer = browser_of(amina).post(page("pictures", project.pk), {"image": upload(content), "alt": "What I drew"})
    assert answer.status_code == 400
    assert sentence in answer.text
    assert "What I drew" in answer.text
    assert not ProjectImage.objects.exists()


def test_a_picture_needs_a_description_and_a_file(amina, browser_of):
    project, browser = draft(amina), browser_of(amina)
    assert "Describe the picture" in browser.post(page("pictures", project.pk), {"image": upload(picture())}).text
    assert "choose a picture" in browser.post(page("pictures", project.pk), {"alt": "What I drew"}).text
    assert not ProjectImage.objects.exists()


def test_sg_26_a_photo_is_handed_out_without_where_it_was_taken(amina, browser_of):
    project, browser = draft(amina), browser_of(amina)
    sent = {"image": upload(photo_from_somewhere(), "../../IMG.PHP"), "alt": "A street, drawn"}
    browser.post(page("pictures", project.pk), sent)
    image = ProjectImage.objects.get()
    answer = browser.get(page("image", image.pk, "large"))
    content = b"".join(answer.streaming_content)
    assert content[:4] == b"RIFF"
    assert b"Secret" not in content
    assert "IMG" not in image.large_name
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == 'inline; filename="picture.webp"'
    assert answer["X-Robots-Tag"] == "noindex, noarchive"
    assert "no-store" in answer["Cache-Control"]


def seen_by(browser, image):
    answers = [browser.get(page("image", image.pk, size)) for size in ("small", "large")]
    for answer in answers:
        if answer.streaming:
            assert b"".join(answer.streaming_content)
    return [answer.status_code for answer in answers] == [200, 200]


def test_sg_57_a_picture_is_seen_exactly_where_its_project_is(amina, bilal, zola, browser_of):
    project = draft(amina)
    image = with_image(amina, project)
    browsers = [browser_of(amina), browser_of(zola), browser_of(bilal), Client()]

    def who():
        return [seen_by(browser, image) for browser in browsers]

    assert who() == [True, True, False, False]
    actions.submit_project(actor=amina.actor, project_id=project.pk, checks=ALL_CHECKS, now=NOW)
    assert who() == [True, True, False, False]
    actions.publish_project(actor=zola.actor, project_id=project.pk, now=NOW)
    assert who() == [True, True, True, True]
    actions.hide_project(actor=zola.actor, project_id=project.pk, now=NOW)
    assert who() == [True, True, False, False]
    assert Client().get(page("image", image.pk, "huge")).status_code == 404


def test_the_gallery_takes_as_many_queries_for_three_as_for_one(amina, zola, django_assert_num_queries):
    for number in range(3):
        project = draft(amina, title=f"Project {number}")
        with_image(amina, project)
        actions.submit_project(actor=amina.actor, project_id=project.pk, checks=ALL_CHECKS, now=NOW)
        actions.publish_project(actor=zola.actor, project_id=project.pk, now=NOW)
        with django_assert_num_queries(2):  # projects with their authors, and all covers
            answer = Client().get(page("gallery"))
    assert answer.text.count('<li class="card') == 3


def test_the_gallery_pages_through_everything_once(amina, zola):
    trees = "ash birch cedar elm fir gum hazel juniper larch maple oak pine rowan willow"
    titles = [f"Project {tree}" for tree in trees.split()]
    for title in titles:
        published(person(f"under {title}"), zola, title=title)
    first = Client().get(page("gallery"))
    second = Client().get(page("gallery") + first.context["next_url"])
    met = [[project.title for project in answer.context["projects"]] for answer in (first, second)]
    assert [len(part) for part in met] == [12, 2]
    assert sorted(met[0] + met[1]) == titles
    assert second.context["next_url"] == ""


@pytest.mark.parametrize(
    "odd",
    [
        "?after=nonsense",
        "?topic=nonsense",
        "?q=" + "x" * 5000,
        "?q=%00'\"*(",
        "?after=" + "a:" * 50,
        "?q=AND",
        "?q=a:b*^(",
        "?q=NEAR(a)",
    ],
)
def test_odd_addresses_get_a_calm_page(amina, zola, odd):
    published(amina, zola)
    assert Client().get(page("gallery") + odd).status_code == 200


def test_the_gallery_is_narrowed_by_topic_and_by_words(amina, zola):
    published(amina, zola, title="Cards", topic="getting_home")
    published(amina, zola, title="Radio", topic="feelings", problem="Nobody knows the helpline.")
    for narrowed in ("?topic=feelings", "?q=helpline", "?topic=feelings&q=helpline"):
        found = Client().get(page("gallery") + narrowed).context["projects"]
        assert [project.title for project in found] == ["Radio"]
    assert "Nothing found" in Client().get(page("gallery") + "?q=zebra").text


def test_sg_06_a_project_leads_to_nobody(amina, zola):
    project = published(amina, zola)
    text = Client().get(page("project", project.pk)).text
    assert "amina" in text
    assert str(amina.persona.pk) not in text
    assert str(amina.login.pk) not in text
