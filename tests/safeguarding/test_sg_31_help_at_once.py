"""SG-31: words that sound like need always bring three things: help for the reader's own region, privately and labelled
as automatic (SG-32); a task for staff; and nobody else sees the words. On every door through which they can come."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from innovations.actions import submit_project
from moderation.actions import flag_content
from moderation.models import QueueItem
from peer_circles.models import CircleSession
from pop.accounts.contracts import areas_with_personal_data
from pop.core import clock
from pop.support.actions import choose_country, forget_country
from pop.support.models import ChosenCountry, Service
from tests.factories import circles
from tests.factories import innovations as projects
from tests.factories.support import service
from tests.people import person

HARD = "i want to hurt myself"
POST = """mutation($input: PostMessageInput!) { postMessage(input: $input) { message { status }
  help { label title region services { name number note } emergency { number } helpUrl helpLabel }
  errors { code } } }"""
SUBMIT = """mutation($input: SubmitProjectInput!) { submitProject(input: $input) {
  help { label region services { name } } errors { code } } }"""


@pytest.fixture
def directory(db):
    service(name="Kenya line")
    service(name="Peru line", country_iso2="PE", country_name="Peru", phone="113")


@pytest.fixture
def circle(joel, amina, bilal, directory):
    return circles.circle(joel, amina, bilal, country="KE")


def tasks():
    return list(QueueItem.objects.values_list("kind", "lane"))


def page(browser, name, *args):
    return browser.get(reverse(name, args=args)).content.decode()


def post_by_page(browser, circle, **more):
    fields = {"client_id": str(uuid4()), "text": HARD, **more}
    return browser.post(reverse("circles:say", args=[circle.pk]), fields, follow=True).content.decode()


def ask(browser, query, **fields):
    body = {"query": query, "variables": {"input": fields}}
    return json.loads(browser.post("/graphql/", body, content_type="application/json").content)["data"]


def test_sg_31_a_message_by_the_page_brings_help_a_task_and_is_held(circle, amina, bilal, joel, browser_of):
    shown = post_by_page(browser_of(amina), circle)
    assert "Automatic message" in shown
    assert "Kenya line" in shown
    assert "Peru line" not in shown
    assert tasks() == [("circle_message", "care")]
    others = page(browser_of(bilal), "circles:circle", circle.pk)
    assert HARD not in others
    assert "Automatic message" not in others
    assert "May need help" in page(browser_of(joel), "circles:circle", circle.pk)


def test_sg_31_a_question_without_a_name_brings_the_same(circle, amina, bilal, browser_of):
    shown = post_by_page(browser_of(amina), circle, anonymous="on")
    assert "Automatic message" in shown
    assert "Kenya line" in shown
    assert tasks() == [("circle_message", "care")]
    assert HARD not in page(browser_of(bilal), "circles:circle", circle.pk)


def test_sg_31_a_message_by_the_api_brings_the_same(circle, amina, bilal, browser_of):
    sent = ask(browser_of(amina), POST, circleId=str(circle.pk), clientId=str(uuid4()), text=HARD)["postMessage"]
    assert sent["message"]["status"] == "held"
    assert sent["help"]["label"] == "Automatic message"
    assert sent["help"]["region"] == "Kenya"
    assert [one["name"] for one in sent["help"]["services"]] == ["Kenya line"]
    assert sent["help"]["emergency"][0]["number"] == "112"
    assert tasks() == [("circle_message", "care")]
    harmless = ask(browser_of(bilal), POST, circleId=str(circle.pk), clientId=str(uuid4()), text="hello")["postMessage"]
    assert (harmless["message"]["status"], harmless["help"]) == ("published", None)
    mine = f'query {{ circle(id: "{circle.pk}") {{ myHelp {{ region }} }} }}'
    assert ask(browser_of(amina), mine)["circle"]["myHelp"] == {"region": "Kenya"}
    assert ask(browser_of(bilal), mine)["circle"]["myHelp"] is None


@pytest.mark.django_db(transaction=True)
def test_sg_31_a_message_by_the_socket_brings_the_same(live_site, directory, joel, amina, bilal):
    circle = circles.circle(joel, amina, bilal, country="KE")
    choose_country(actor=amina.actor, country="PE")
    with live_site.connect(amina) as hers, live_site.connect(bilal) as his, live_site.connect(joel) as staff:
        for wire in (hers, his, staff):
            wire.join(circle.room_id)
        assert hers.post(circle.room_id, HARD)["status"] == "held"
        card = hers.expect("private")["help"]
        assert (card["label"], card["region"]) == ("Automatic message", "Peru")
        assert [one["name"] for one in card["services"]] == ["Peru line"]
        assert staff.expect("private")["held"][0]["care"] is True
        assert his.nothing_but() == []
    assert tasks() == [("circle_message", "care")]


def test_sg_31_how_somebody_comes_to_a_meeting_brings_the_same(circle, amina, bilal, joel, browser_of):
    now = clock.now()
    session = CircleSession.objects.create(circle=circle, starts_at=now, ends_at=now + timedelta(minutes=60))
    address = reverse("circles:check_in", args=[circle.pk, session.pk])
    shown = browser_of(amina).post(
        address, {"version": "1", "agree": "on", "mood": "1", "word": "kingfisher"}, follow=True
    )
    assert "Automatic message" in shown.content.decode()
    assert "Kenya line" in shown.content.decode()
    assert tasks() == [("circle_check_in", "care")]
    for name, args in (("circles:session", [circle.pk, session.pk]), ("circles:circle", [circle.pk])):
        assert "kingfisher" not in page(browser_of(bilal), name, *args)
        assert "Automatic message" not in page(browser_of(bilal), name, *args)


def test_sg_31_a_project_that_sounds_hard_brings_the_same(directory, amina, bilal, zola, browser_of):
    choose_country(actor=amina.actor, country="KE")
    projects.submitted(amina, problem=HARD, now=clock.now())
    shown = page(browser_of(amina), "innovations:mine")
    assert "Automatic message" in shown
    assert "Kenya line" in shown
    assert tasks() == [("project", "care")]
    assert HARD not in page(browser_of(bilal), "innovations:gallery")
    assert "Automatic message" not in page(browser_of(bilal), "innovations:mine")


def test_sg_31_a_project_by_the_api_brings_the_same(directory, amina, browser_of):
    choose_country(actor=amina.actor, country="KE")
    project = projects.draft(amina, problem=HARD, now=clock.now())
    checks = [check.upper() for check in projects.ALL_CHECKS]
    sent = ask(browser_of(amina), SUBMIT, projectId=str(project.pk), checks=checks)["submitProject"]
    assert sent["errors"] == []
    assert sent["help"]["label"] == "Automatic message"
    assert [one["name"] for one in sent["help"]["services"]] == ["Kenya line"]
    assert tasks() == [("project", "care")]


def test_sg_51_that_somebody_worries_is_not_told_by_the_card(directory, amina, bilal, zola, browser_of):
    project = projects.published(amina, zola, now=clock.now())
    flag_content(actor=bilal.actor, kind="project", subject_id=project.pk, reason="worried", now=clock.now())
    assert QueueItem.objects.filter(lane="care").count() == 1
    assert "Automatic message" not in page(browser_of(amina), "innovations:mine")


# --- Whose helplines ---------------------------------------------------------------------------------------------


def test_sg_31_the_readers_own_choice_comes_before_the_circles_country(circle, amina, browser_of):
    browser = browser_of(amina)
    assert "Are you in Peru?" in page(browser, "support:country", "pe")
    browser.post(reverse("support:mine", args=["pe"]))
    assert "we show you helplines of Peru" in page(browser, "support:country", "pe")
    shown = post_by_page(browser, circle)
    assert "Peru line" in shown
    assert "Kenya line" not in shown
    browser.post(reverse("support:mine", args=["pe"]), {"forget": "1"})
    assert not ChosenCountry.objects.exists()
    shown = page(browser, "circles:circle", circle.pk)
    assert "Kenya line" in shown
    assert "Peru line" not in shown


def test_sg_31_without_any_region_the_card_leads_to_the_choice(directory, joel, amina, browser_of):
    shown = post_by_page(browser_of(amina), circles.circle(joel, amina))
    assert "choose your country" in shown
    assert "Choose your country" in shown
    assert "call the emergency number where you are" in shown
    assert 'href="/help/"' in shown
    assert "Kenya line" not in shown


def test_sg_34_what_was_not_checked_of_late_says_so_and_stands_behind_what_was(circle, amina, browser_of):
    service(name="A fresh line")
    today = clock.now().date()
    Service.objects.filter(name="A fresh line").update(assured_date=today, assured_as="moderator", audience="all")
    Service.objects.filter(name="Kenya line").update(assured_date=today - timedelta(days=181), assured_as="moderator")
    shown = post_by_page(browser_of(amina), circle)
    card = shown[shown.index("care-title") :]
    assert card.index("A fresh line") < card.index("Kenya line") < card.index("Not checked since")
    assert card[: card.index("</aside>")].count("Not checked since") == 1
    assert "Checked on" not in card[: card.index("</aside>")]


def test_sg_34_lines_stand_together_never_one_alone_where_there_are_more(circle, amina, browser_of):
    service(name="Another line")
    shown = post_by_page(browser_of(amina), circle)
    assert "Kenya line" in shown
    assert "Another line" in shown


def test_sg_37_of_the_region_only_a_country_is_kept_and_only_who_chose_has_one(
    amina, bilal, directory, browser_of, client
):
    fields = {field.name for field in ChosenCountry._meta.get_fields()}
    assert fields == {"id", "persona", "country"}
    browser_of(amina).get("/help/ke/")  # looking is no choice
    assert not ChosenCountry.objects.exists()
    assert client.post(reverse("support:mine", args=["ke"])).status_code in {302, 401, 403}
    assert browser_of(amina).post(reverse("support:mine", args=["qq"])).status_code == 404
    assert not ChosenCountry.objects.exists()
    for country in ("KE", "PE"):
        choose_country(actor=amina.actor, country=country)
    choose_country(actor=bilal.actor, country="KE")
    assert ChosenCountry.objects.get(persona=amina.persona).country == "PE"
    forget_country(actor=bilal.actor)
    assert list(ChosenCountry.objects.values_list("country", flat=True)) == ["PE"]


def test_sg_46_the_choice_is_exported_and_erased(amina, bilal):
    choose_country(actor=amina.actor, country="KE")
    choose_country(actor=bilal.actor, country="PE")
    area = next(one for one in areas_with_personal_data() if one.area == "support")
    assert area.export(amina.persona.pk)["country_of_help"] == "KE"
    area.erase(amina.persona.pk)
    assert area.export(amina.persona.pk)["country_of_help"] is None
    assert area.export(bilal.persona.pk)["country_of_help"] == "PE"


def test_sg_37_the_choice_through_the_api(amina, browser_of):
    choose = (
        "mutation($input: ChooseCountryOfHelpInput!) { chooseCountryOfHelp(input: $input) { country errors { code } } }"
    )
    chosen = ask(browser_of(amina), choose, country="ke")["chooseCountryOfHelp"]
    assert chosen == {"country": "KE", "errors": []}
    assert ask(browser_of(amina), choose, country="qq")["chooseCountryOfHelp"]["errors"] == [{"code": "not_found"}]
    assert ChosenCountry.objects.get().country == "KE"
    assert ask(browser_of(amina), choose)["chooseCountryOfHelp"] == {"country": None, "errors": []}
    assert not ChosenCountry.objects.exists()


def test_sg_43_who_may_not_take_part_yet_can_choose_too(directory, lina):
    choose_country(actor=lina.actor, country="KE")
    assert ChosenCountry.objects.get().country == "KE"


def test_sg_31_a_second_project_of_somebody_else_shows_them_nothing(directory, amina, browser_of):
    other = person("noor", "16-17")
    projects.submitted(amina, problem=HARD, now=clock.now())
    quiet = projects.draft(other, now=clock.now())
    submit_project(actor=other.actor, project_id=quiet.pk, checks=projects.ALL_CHECKS, now=clock.now())
    assert "Automatic message" not in page(browser_of(other), "innovations:mine")
