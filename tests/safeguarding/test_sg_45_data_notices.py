"""SG-45: wherever somebody gives something about themselves, a notice at that very place says what we ask, why, who
sees it, how long it is kept and how to take it back, in words for their age. A later form that says
nothing fails here."""

import re
from importlib import import_module
from typing import ClassVar

import pytest
from django import forms
from django.template.loader import get_template
from django.urls import reverse
from django.utils.html import escape

from peer_circles.forms import SayForm
from pop.accounts.contracts import AgeBand
from pop.accounts.data_notices import all_data_notices, data_notice_named, fields_without_notice, notices_of
from tests.architecture.sources import AREAS, ROOT, python_files
from tests.factories import circles
from tests.factories import innovations as projects
from tests.people import person

TEMPLATES = ROOT / "frontend" / "templates"
NOT_FOR_YOUNG_PEOPLE = {
    "ConsentCodeForm": "a partner makes a code; nothing about a person",
    "RoleForm": "an owner gives a role",
    "OrganisationForm": "an owner adds an organisation",
    "FilterForm": "staff narrow their queue",
    "DecisionForm": "staff decide",
    "HandOverForm": "staff choose a colleague",
    "SaveViewForm": "staff name a set of filters",
    "DecideForm": "a facilitator decides",
    "SanctionForm": "staff take a step about what somebody wrote",
    "LiftForm": "staff say why a step ends",
    "MoveForm": "staff of a session open, pause or end it",
    "PlanForm": "a facilitator plans when the circle meets",
    "ModeForm": "staff say how people talk in a circle",
    "TurnForm": "staff say who speaks and how long",
    "RescheduleForm": "a facilitator plans when the circle meets instead",
    "CircleForm": "staff say what a circle is",
    "CloseForm": "a lead says what there is instead of a circle",
    "OfferForm": "staff say whom they would like to talk with",
    "PauseForm": "staff plan when circles rest",
    "OpeningHoursForm": "a facilitator plans when the circle is open",
    "CancelForm": "a facilitator says what there is instead",
    "InviteForm": "a facilitator writes somebody's made-up name",
    "ServiceForm": "curators, in the Wagtail admin",
}
NOT_PERSONAL_INPUTS = {
    "account/login.html": "hidden: what the passkey answers",
    "mfa/authenticate.html": "hidden: what the passkey answers",
    "mfa/webauthn/reauthenticate.html": "hidden: what the passkey answers",
    "mfa/webauthn/add_form.html": "a name for a key of one's own, shown to nobody else",
    "peer_circles/desk/_held.html": "a facilitator decides",
    "peer_circles/desk/_keys.html": "a facilitator switches the keys of their desk off",
    "peer_circles/desk/_shift.html": "hidden: that staff go on at their desk",
    "peer_circles/desk/_aside_line.html": "hidden: to whom staff offer a talk",
    "moderation/item.html": "hidden: that the words were shown; the decision is a form class",
    "moderation/_ask_for_words.html": "hidden: that somebody of the staff asks for the words",
    "moderation/history.html": "staff say why a step ends, or when to look again",
    "moderation/lexicon.html": "hidden: which version staff look at",
    "peer_circles/sessions.html": "a facilitator says what there is instead of a meeting",
    "peer_circles/room.html": "how much a screen reader reads; the form of the members is a form class",
    "support/country.html": "filters of a public list",
    "accounts/sign_up.html": "hidden: where to go on",
    "accounts/recovery_codes.html": "that they saved the codes; not kept",
    "moderation/queue.html": "hidden: which kind of work; staff",
    "moderation/_keys.html": "staff switch the keys of their console off",
    "moderation/saved_views.html": "hidden: which of one's own views; the name is a form class",
    "pages/resource_index_page.html": "words to look for in a public list",
}


def undeclared(form: type[forms.BaseForm]) -> set[str]:
    """The fields of a form that neither have a notice nor say why they need none."""
    try:
        fields = set(form().fields)
    except (TypeError, KeyError):  # it wants something to be made from
        fields = set(form.base_fields)
    told = {field for covered in notices_of(form).values() for field in covered}
    return fields - told - set(fields_without_notice(form))


def form_classes() -> list[type[forms.BaseForm]]:
    for file in python_files():
        if "forms" in file.stem or file.parent.name == "forms":
            parts = file.with_suffix("").parts
            import_module(".".join(parts[1:] if parts[0] == "site" else parts).removesuffix(".__init__"))
    found, waiting = [], [forms.BaseForm]
    while waiting:
        waiting += (under := waiting.pop().__subclasses__())
        found += [form for form in under if form.__module__.startswith((*AREAS, "pop.", "frontend"))]
    return [
        form for form in found if not form.__module__.startswith("frontend.specimens")
    ]  # they send nothing anywhere


OURS = sorted({form for form in form_classes() if "wagtail" not in str(form.__mro__).lower()}, key=lambda f: f.__name__)


def test_the_walk_finds_the_forms():
    assert {"SignUpForm", "SayForm", "ProjectForm", "PictureForm", "FlagForm"} <= {form.__name__ for form in OURS}


@pytest.mark.parametrize("form", OURS, ids=lambda form: form.__name__)
def test_sg_45_every_field_has_its_notice_or_says_why_it_needs_none(form):
    if form.__name__ in NOT_FOR_YOUNG_PEOPLE:
        return
    assert undeclared(form) == set()
    assert all(fields_without_notice(form).values()), "say why a field tells nothing about a person"
    for name in notices_of(form):
        data_notice_named(name)  # somebody wrote it


def test_sg_45_a_form_that_says_nothing_is_found():
    class SchoolForm(forms.Form):
        school = forms.CharField()
        colour = forms.CharField()
        not_personal: ClassVar = {"colour": "of the button"}

    assert undeclared(SchoolForm) == {"school"}


def test_sg_45_every_input_written_by_hand_has_its_notice_too():
    silent = []
    for file in sorted(TEMPLATES.rglob("*.html")):
        text, name = file.read_text(), str(file.relative_to(TEMPLATES))
        if re.search(r"<(input|select|textarea)\b", text) and "{% data_notice" not in text:
            silent.append(name)
    assert set(silent) - set(NOT_PERSONAL_INPUTS) == set()
    assert all((TEMPLATES / name).exists() for name in NOT_PERSONAL_INPUTS)


@pytest.mark.parametrize(("name", "notice"), all_data_notices())
def test_sg_45_a_notice_says_all_five_things_and_the_simple_words_are_no_longer_than_the_fuller(name, notice):
    for words in filter(None, (notice.simple, notice.fuller)):
        told = [str(getattr(words, part)) for part in ("who", "what", "why", "how_long", "take_back")]
        assert all(told), name
        assert not re.search(r"[{%]", " ".join(told)), "a number was left out"
    if notice.fuller:
        assert length(notice.simple) < length(notice.fuller)


def length(words) -> int:
    return sum(len(str(getattr(words, part))) for part in words.__slots__)


def test_sg_45_an_unknown_age_gets_the_simplest_words():
    notice = data_notice_named("circles.message")
    assert notice.words_for(None) is notice.simple
    assert notice.words_for(AgeBand.TEN_TO_TWELVE) is notice.simple
    assert notice.words_for(AgeBand.THIRTEEN_TO_FIFTEEN) is notice.simple
    assert notice.words_for(AgeBand.SIXTEEN_TO_SEVENTEEN) is notice.fuller
    assert notice.words_for(AgeBand.EIGHTEEN_TO_TWENTY_FOUR) is notice.fuller


def shown_on(client, address: str) -> dict[str, str]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    text = answer.content.decode()
    pattern = r'data-notice="([a-z_.]+)"><p>(.*?)</p>'
    return dict(re.findall(pattern, text, re.DOTALL))


def expected(*names: str, band: AgeBand | None = None) -> dict[str, str]:
    return {name: escape(str(data_notice_named(name).words_for(band).who)) for name in names}


@pytest.mark.django_db
def test_sg_45_strangers_read_the_notices_where_they_sign_up_and_look_for_help(client):
    assert shown_on(client, reverse("account_signup")) == expected(
        "accounts.name", "accounts.passphrase", "accounts.age_band"
    )
    assert shown_on(client, reverse("account_recover")) == expected("accounts.passphrase")
    assert shown_on(client, reverse("support:home")) == expected("support.looking")
    assert shown_on(client, reverse("support:search")) == expected("support.looking")


@pytest.mark.django_db
def test_sg_45_members_read_the_notices_wherever_they_write(amina, joel, browser_of):
    circle, other = circles.circle(joel, amina), circles.circle(joel, name="Another one")
    draft = projects.draft(amina)
    client, band = browser_of(amina), AgeBand.SIXTEEN_TO_SEVENTEEN
    pages = {
        reverse("account_name"): ("accounts.name",),
        reverse("account_change_password"): ("accounts.passphrase",),
        reverse("account_codes"): ("accounts.confirm",),
        reverse("account_data"): ("accounts.confirm",),
        reverse("circles:circle", args=[other.pk]): ("circles.join",),
        reverse("circles:circle", args=[circle.pk]): ("circles.message",),
        reverse("innovations:new"): ("innovations.text",),
        reverse("innovations:edit", args=[draft.pk]): ("innovations.text",),
        reverse("innovations:pictures", args=[draft.pk]): ("innovations.picture",),
    }
    for address, names in pages.items():
        assert shown_on(client, address) == expected(*names, band=band), address


@pytest.mark.django_db
def test_sg_45_whoever_flags_reads_who_learns_of_it(amina, bilal, zola, browser_of, client):
    project = projects.published(amina, zola)
    address = reverse("moderation:flag", kwargs={"kind": "project", "subject_id": project.pk})
    assert shown_on(client, address) == expected("moderation.flag")
    band = AgeBand.SIXTEEN_TO_SEVENTEEN
    assert shown_on(browser_of(bilal), address) == expected("moderation.flag", band=band)


@pytest.mark.django_db
def test_sg_45_a_child_reads_the_simple_words(lina, browser_of):
    assert shown_on(browser_of(lina), reverse("account_consent")) == expected("accounts.permission")
    assert shown_on(browser_of(lina), reverse("account_name")) == expected("accounts.name", band=AgeBand.TEN_TO_TWELVE)


@pytest.mark.django_db
def test_sg_45_whoever_has_not_told_their_age_reads_why_we_ask(browser_of):
    assert shown_on(browser_of(person("rami", "")), reverse("account_age_band")) == expected("accounts.age_band")


def test_sg_45_the_notice_stands_once_above_the_first_field_it_covers():
    form = SayForm()
    page = get_template("components/form.html").render({"form": form})
    assert page.count('data-notice="circles.message"') == 1
    assert page.index("data-notice=") < page.index("<textarea")


@pytest.mark.django_db
def test_sg_45_in_a_room_it_stands_once_right_below_what_it_is_about(amina, joel, browser_of):
    """A phone shows little above its keys: there the last words said must stay, not what goes for the words to come."""
    circle = circles.circle(joel, amina)
    room = browser_of(amina).get(f"/circles/{circle.pk}/").content.decode()
    form = room[room.index('id="say"') :]
    form = form[: form.index("</form>")]
    assert form.count('data-notice="circles.message"') == room.count('data-notice="circles.message"') == 1
    assert form.index("<textarea") < form.index("<button") < form.index("data-notice=")
