"""SG-03: somebody's birthday ends their place among younger people: at once where they are, and at the next door."""

import pytest

from peer_circles import actions
from pop.accounts.contracts import AgeBand
from pop.core import clock
from pop.core.errors import Absent, Refused
from tests.factories import circles
from tests.factories.talk import post
from tests.factories.through_graphql import ask, read

SAY = """mutation($input: PostMessageInput!) { postMessage(input: $input) { message { id } errors { code } } }"""


@pytest.fixture
def circle(joel, amina, bilal):
    return circles.circle(joel, amina, bilal)


def birthday(somebody):
    """They are 18 now, as far as POP knows: a band is all it keeps (SG-38)."""
    type(somebody.login).objects.filter(pk=somebody.login.pk).update(age_band=AgeBand.EIGHTEEN_TO_TWENTY_FOUR)


def test_sg_03_after_the_birthday_the_next_connect_is_refused_and_nothing_is_heard(
    live_site, circle, amina, bilal, browser_of
):
    post(bilal, circle, "among us")
    with live_site.connect(amina) as hers:
        hers.join(circle.room_id)
        assert hers.expect("event")["message"]["text"] == "among us"
        birthday(amina)
        assert hers.closing_code(5)[0] == 4404
    with live_site.connect(amina) as again:
        again.send(type="join", room=circle.room_id, after=0)
        assert again.closing_code()[0] == 4404
    page = browser_of(amina).get(f"/circles/{circle.pk}/").content.decode()
    assert "among us" not in page
    assert "bilal" not in page
    assert "This circle is for ages 16 to 17." in page
    assert read(browser_of(amina), circle) is None
    said = {"circleId": str(circle.pk), "clientId": str(circle.pk), "text": "still here"}
    assert ask(browser_of(amina), SAY, input=said)["data"]["postMessage"]["errors"] == [{"code": "not_found"}]


def test_sg_03_they_move_on_to_a_circle_of_their_age_and_not_back(circle, joel, amina, sam):
    grown_up = circles.circle(joel, sam, age_band="18-24", name="First flat")
    with pytest.raises(Refused):
        circles.join(grown_up, amina)
    birthday(amina)
    circles.join(grown_up, amina)
    assert post(amina, grown_up, "Hello").state == "published"
    with pytest.raises(Absent):
        post(amina, circle, "and here")
    with pytest.raises(Refused):
        actions.join_circle(actor=amina.actor, circle_id=circle.pk, agreed_version=1, now=clock.now())
