"""Lists are read in a number of database queries that does not grow with their length."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import people
from tests.factories import innovations, support
from tests.factories import pages as partner_pages

PROJECTS = "{ projects { edges { node { id title authorName cover { description smallUrl } } } } }"
MINE = "{ myProjects { id state draft { title authorName cover { smallUrl } } } }"
QUEUE = "{ queue { edges { node { id title authorName kindLabel reasons flags severity } } } }"
SERVICES = """{ services { edges { node { id name countryName topics languages { __typename } openNow phones { number }
               schedules { __typename } checkWords } } } }"""
PARTNERS = "{ partners { edges { node { id title summary links { url } } } } }"


def cost_of(ask, document, rows):
    """How many queries this list takes, which has so many rows."""
    (found,) = ask.data(document).values()  # once before, for what is kept between requests
    assert len(found if isinstance(found, list) else found["edges"]) == rows
    with CaptureQueriesContext(connection) as asked:
        ask.data(document)
    return len(asked)


def published(author, moderator, number):
    for place in range(number):
        innovations.published(author, moderator, title=f"A way home, part {place} of {author.name}")


@pytest.mark.parametrize("document", [PROJECTS, MINE])
def test_projects(ask_as, amina, zola, document):
    published(amina, zola, 1)
    few = cost_of(ask_as(amina), document, rows=1)
    published(amina, zola, 3)
    assert cost_of(ask_as(amina), document, rows=4) == few


def test_the_queue(ask_as, amina, bilal, zola):
    innovations.submitted(amina)
    few = cost_of(ask_as(zola), QUEUE, rows=1)
    innovations.submitted(bilal)
    innovations.submitted(amina, title="Another way home")
    assert cost_of(ask_as(zola), QUEUE, rows=3) == few


def test_services(ask):
    support.service(name="One")
    few = cost_of(ask, SERVICES, rows=1)
    support.service(name="Two")
    support.service(name="Three")
    assert cost_of(ask, SERVICES, rows=3) == few


def test_partners(ask, prepared_site):
    partner_pages.partner(people.organisation("One"))
    few = cost_of(ask, PARTNERS, rows=1)
    for name in ("Two", "Three"):
        partner_pages.partner(people.organisation(name))
    assert cost_of(ask, PARTNERS, rows=3) == few
