"""What a form's word led to is done once, and answered to nobody but the browser that sent it."""

import pytest
from django.test import Client

from innovations.models import Project

WORD = {"x-steady": "0123456789abcdef" * 2}
NEW = "/innovations/new/"


@pytest.fixture
def hers(amina, browser_of):
    return browser_of(amina)


def test_a_redirect_is_told_instead_of_done(hers):
    response = hers.post(NEW, {"title": "A card"}, headers=WORD)
    assert response.status_code == 204
    assert response["X-Go-To"] == f"/innovations/{Project.objects.get().pk}/edit/"
    assert response["Cache-Control"] == "no-store"
    assert "Saved. Only you can see it." in hers.get(response["X-Go-To"]).content.decode()


def test_the_same_word_again_does_nothing_and_gets_the_same_answer(hers):
    first = hers.post(NEW, {"title": "A card"}, headers=WORD)
    again = hers.post(NEW, {"title": "A card"}, headers=WORD)
    assert (again.status_code, again["X-Go-To"]) == (204, first["X-Go-To"])
    assert Project.objects.count() == 1
    hers.post(NEW, {"title": "Another"}, headers={"x-steady": "f" * 32})
    assert Project.objects.count() == 2


def test_what_was_refused_may_be_sent_again_with_the_same_word(hers):
    assert hers.post(NEW, {"title": ""}, headers=WORD).status_code == 400
    assert hers.post(NEW, {"title": "A card"}, headers=WORD).status_code == 204


def test_somebody_elses_word_tells_nothing(hers, bilal, browser_of):
    hers.post(NEW, {"title": "A card"}, headers=WORD)
    answer = Client().post(NEW, {"title": "Theirs"}, headers=WORD)
    assert answer["X-Go-To"].startswith("/account/login/")
    assert browser_of(bilal).post(NEW, {"title": "His"}, headers=WORD).status_code == 204
    assert sorted(Project.objects.values_list("title", flat=True)) == ["A card", "His"]


@pytest.mark.parametrize("word", ["", "short", "Z" * 32, "0" * 33])
def test_without_a_proper_word_all_is_as_ever(hers, word):
    assert hers.post(NEW, {"title": "A card"}, headers={"x-steady": word}).status_code == 302
