"""SG-05: anybody may hide anybody but staff; the other is never told, by anything that differs for them."""

from uuid import uuid4

import pytest
from django.urls import reverse

from peer_circles import actions
from peer_circles.personal_data import CircleData
from pop.accounts.actions import delete_account, hide_person, show_person
from pop.accounts.models import HiddenPerson, Notice
from pop.accounts.personal_data import AccountsData
from pop.accounts.selectors import people_hidden_by
from pop.audit.models import AuditEntry
from pop.core import clock
from pop.core.errors import Absent, Invalid, Refused, SignInNeeded
from tests.factories import circles
from tests.factories.talk import hide, page_of, post
from tests.factories.through_graphql import read
from tests.people import PASSPHRASE

FOLD = '<details class="say__fold">'
WORDS = "You always say that."


@pytest.fixture
def circle(joel, amina, bilal):
    return circles.circle(joel, amina, bilal)


def test_sg_05_whom_somebody_blocks_is_gone_from_their_page_history_and_api(circle, amina, bilal, browser_of):
    message, hers = post(bilal, circle, WORDS), browser_of(amina)
    actions.post_message(
        actor=amina.actor, circle_id=circle.pk, client_id=uuid4(), text="no", reply_to=message.pk, now=clock.now()
    )
    assert page_of(hers, circle).count(WORDS) == 2
    hide(amina, message)
    for query in ("", "?before=99"):
        assert WORDS not in page_of(hers, circle, query)
    assert read(hers, circle) == ["no"]
    assert read(browser_of(bilal), circle) == ["no", WORDS]


def test_sg_05_whom_somebody_mutes_is_folded_and_can_be_opened(circle, amina, bilal, browser_of):
    message = post(bilal, circle, WORDS)
    hide(amina, message, "mute")
    page = page_of(browser_of(amina), circle)
    assert FOLD in page
    assert WORDS in page
    assert FOLD not in page_of(browser_of(bilal), circle)
    hide(amina, message, "block")  # the other of the two, in the same line of the list
    assert [row.how for row in people_hidden_by(amina.actor)] == ["block"]


def test_sg_05_the_other_sees_no_difference_anywhere(circle, joel, amina, bilal, browser_of):
    message = post(bilal, circle, WORDS)
    post(amina, circle, "hers")
    his, entries = browser_of(bilal), AuditEntry.objects.count()

    def seen():
        notes = Notice.objects.filter(persona=bilal.persona).count()
        data = str(CircleData().export(bilal.persona.pk)), str(AccountsData().export(bilal.persona.pk))
        return read(his, circle), notes, data, page_of(his, circle).count("<li class=")

    before = seen()
    hide(amina, message)
    assert seen() == before
    assert AuditEntry.objects.count() == entries  # nor in the log that staff read
    assert "bilal" in str(AccountsData().export(amina.persona.pk)["people_hidden"])


def test_sg_05_nobody_hides_staff_and_staff_hide_nobody(circle, joel, amina, bilal, zola):
    hers, staffs = post(amina, circle), post(joel, circle)
    with pytest.raises(Absent):
        hide(amina, staffs)
    for other in (joel, zola):
        with pytest.raises(Refused):
            hide_person(actor=amina.actor, persona_id=other.persona.pk, how="block")
    for actor in (joel.actor, joel.actor_without_second_factor):
        with pytest.raises(Refused):
            hide_person(actor=actor, persona_id=amina.persona.pk, how="mute")
    with pytest.raises(Refused):
        hide(joel, hers)
    assert not HiddenPerson.objects.exists()


def test_sg_05_not_oneself_nobody_unknown_and_only_in_two_ways(circle, amina, bilal, sam):
    message = post(bilal, circle)
    for other in (amina.persona.pk, uuid4()):
        with pytest.raises(Absent):
            hide_person(actor=amina.actor, persona_id=other, how="block")
    with pytest.raises(Absent):
        hide(sam, message)
    with pytest.raises(Invalid):
        hide(amina, message, "hate")
    with pytest.raises(SignInNeeded):
        hide_person(actor=type(amina.actor)(), persona_id=bilal.persona.pk, how="mute")
    assert not HiddenPerson.objects.exists()


def test_sg_05_hiding_everybody_does_not_tell_who_asked_without_a_name(circle, joel, amina, bilal, browser_of):
    question = actions.post_message(
        actor=bilal.actor, circle_id=circle.pk, client_id=uuid4(), text="A question", anonymous=True, now=clock.now()
    )
    actions.approve_message(actor=joel.actor, message_id=question.pk, now=clock.now())
    with pytest.raises(Absent):
        hide(amina, question)
    for how in ("mute", "block"):
        hide(amina, post(bilal, circle, WORDS), how)
        page = page_of(browser_of(amina), circle)
        assert "A question" in page
        assert "A question" in read(browser_of(amina), circle)
        assert page.count(FOLD) == (1 if how == "mute" else 0)


def test_sg_05_one_can_think_better_of_it_and_only_oneself(circle, amina, bilal, joel, browser_of):
    message = post(bilal, circle, WORDS)
    hide(amina, message)
    row = HiddenPerson.objects.get()
    assert "bilal" in browser_of(amina).get(reverse("account_hidden")).content.decode()
    assert "amina" not in browser_of(bilal).get(reverse("account_hidden")).content.decode().split("<main")[1]
    with pytest.raises(Absent):
        show_person(actor=bilal.actor, hidden_id=row.pk)
    browser_of(amina).post(reverse("account_show_again", args=[row.pk]))
    assert not HiddenPerson.objects.exists()
    assert WORDS in page_of(browser_of(amina), circle)


def test_sg_05_on_the_page_without_javascript(circle, amina, bilal, sam, browser_of):
    message = post(bilal, circle, WORDS)
    address, hers = f"/circles/{circle.pk}/messages/{message.pk}/hide/", browser_of(amina)
    assert address in page_of(hers, circle)
    assert "Hide <bdi>bilal</bdi>" in hers.get(address).content.decode()
    assert hers.post(address, {}).status_code == 400
    assert browser_of(sam).get(address).status_code == 404
    assert browser_of(bilal).get(address).status_code == 404
    hers.post(address, {"how": "mute"})
    assert [row.hidden.name for row in people_hidden_by(amina.actor)] == ["bilal"]


def test_deleting_an_account_takes_it_from_every_list(circle, amina, bilal):
    hide(amina, post(bilal, circle))
    delete_account(actor=bilal.actor, passphrase=PASSPHRASE, now=clock.now())
    assert not HiddenPerson.objects.exists()


def test_sg_05_in_the_open_room_it_holds_at_once_and_nobody_else_hears_a_thing(live_site, joel, amina, bilal):
    circle = circles.circle(joel, amina, bilal)
    message = post(bilal, circle, WORDS)
    with live_site.connect(amina) as hers, live_site.connect(bilal) as his, live_site.connect(joel) as staff:
        for wire in (hers, his, staff):
            wire.join(circle.room_id)
            wire.expect("event")
        hide(amina, message)
        assert hers.expect("private")["hidden"] == {"mute": [], "block": [str(bilal.persona.pk)]}
        his.nothing_but()
        staff.nothing_but()
        show_person(actor=amina.actor, hidden_id=HiddenPerson.objects.get().pk)
        assert "hidden" not in hers.expect("private")
