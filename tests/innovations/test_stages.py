"""The picture of a project's way: one step is where it stands, in every state a project can be in."""

import re

import pytest
from django.urls import reverse

from innovations import actions, selectors
from innovations.stages import stages_of
from tests.factories import innovations as make


def way(author, project):
    stages = stages_of(selectors.own_project(author.actor, project_id=project.pk))
    assert sum(stage.is_here for stage in stages) == 1
    return [stage.state for stage in stages], str(stages[-1].label)


def change(author, project):
    actions.save_draft(actor=author.actor, project_id=project.pk, text=make.WALK_HOME, now=make.NOW)


def send(author, project):
    actions.submit_project(actor=author.actor, project_id=project.pk, checks=make.ALL_CHECKS, now=make.NOW)


def test_the_way_of_a_first_version(amina, zola):
    project = make.draft(amina)
    assert way(amina, project) == (["now", "later", "later", "later"], "Everyone can see it")
    send(amina, project)
    assert way(amina, project) == (["done", "done", "now", "later"], "Everyone can see it")
    make.decide(zola, project, "remove")
    assert way(amina, project) == (["done", "done", "done", "back"], "Needs a change")
    send(amina, project)
    make.decide(zola, project)
    assert way(amina, project) == (["done", "done", "done", "now"], "Everyone can see it")


def test_a_change_to_what_is_published_takes_the_way_anew(amina, zola):
    project = make.published(amina, zola)
    change(amina, project)
    assert way(amina, project)[0] == ["now", "later", "later", "later"]
    send(amina, project)
    assert way(amina, project)[0] == ["done", "done", "now", "later"]
    make.decide(zola, project, "remove", kind="project_change")
    assert way(amina, project) == (["done", "done", "done", "back"], "Needs a change")


def test_what_was_taken_off_the_site_says_so(amina, zola):
    project = make.published(amina, zola)
    actions.hide_project(actor=zola.actor, project_id=project.pk, now=make.NOW)
    assert way(amina, project) == (["done", "done", "done", "gone"], "Taken off the site")


@pytest.mark.parametrize("page", ["mine", "preview"])
def test_its_author_sees_it_in_words_too(amina, browser_of, page):
    project = make.submitted(amina)
    address = reverse("innovations:mine") if page == "mine" else reverse("innovations:preview", args=[project.pk])
    html = browser_of(amina).get(address).content.decode()
    (here,) = re.findall(r'aria-current="step">.*?</li>', html, re.S)
    assert "Being read" in here
    assert "(here now)" in here


def test_staff_who_look_at_it_see_no_way(amina, zola, browser_of):
    project = make.submitted(amina)
    html = browser_of(zola).get(reverse("innovations:preview", args=[project.pk])).content.decode()
    assert 'class="stages__list"' not in html
