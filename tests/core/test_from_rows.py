"""Models made from rows in the short way are what Django's own way makes of them."""

from uuid import uuid4

import pytest
from django.db import models
from django.db.models.fields.files import ImageField

from moderation.contracts import Verdict
from peer_circles.actions.saying import unwritten
from peer_circles.models import Circle, Membership, Message
from peer_circles.screened import as_data
from pop.core import clock
from pop.core.from_rows import FromRows
from tests.factories import circles

pytestmark = pytest.mark.django_db
QUICK = FromRows.__subclasses__()


@pytest.mark.parametrize("model", QUICK, ids=lambda model: model.__name__)
def test_each_is_what_django_makes_and_leaves_nothing_out(model):
    names = [field.attname for field in model._meta.concrete_fields]
    values = [f"value of {name}" for name in names]
    quick, usual = (make(model, "default", names, values) for make in (FromRows.from_db.__func__, _djangos))
    assert type(quick) is type(usual)
    assert {name: value for name, value in vars(quick).items() if name != "_state"} == {
        name: value for name, value in vars(usual).items() if name != "_state"
    }
    assert (quick._state.db, quick._state.adding) == (usual._state.db, usual._state.adding)
    some = FromRows.from_db.__func__(model, "default", names[:2], values[:2])
    assert some.get_deferred_fields() == _djangos(model, "default", names[:2], values[:2]).get_deferred_fields()


@pytest.mark.parametrize("model", QUICK, ids=lambda model: model.__name__)
def test_none_does_something_while_it_is_made(model):
    """Then it would have to be made in Django's way."""
    assert model.__init__ is models.Model.__init__
    assert not any(isinstance(field, ImageField) for field in model._meta.get_fields())
    for signal in (models.signals.pre_init, models.signals.post_init):
        assert not signal.has_listeners(model)


def test_relations_deferred_fields_and_saving_work_as_ever(joel, amina, django_assert_num_queries):
    circle = circles.circle(joel, amina)
    with django_assert_num_queries(1):
        mine = Membership.objects.select_related("circle", "persona__login").get(persona=amina.persona)
        assert (mine.circle.name, mine.persona.name, mine.persona.login) == ("Evening talk", "amina", amina.login)
    partly = Circle.objects.only("name").get(pk=circle.pk)
    with django_assert_num_queries(1):
        assert partly.purpose == circle.purpose
    partly.purpose = "Another one"
    partly.save()
    assert Circle.objects.get(pk=circle.pk).purpose == "Another one"
    assert mine in {Membership.objects.get(pk=mine.pk)}


def test_a_message_not_written_yet_is_what_django_makes_of_the_same_words(joel, amina, django_assert_num_queries):
    circle, now, name = circles.circle(joel, amina), clock.now(), uuid4()
    mine = Membership.objects.select_related("persona").get(persona=amina.persona)
    with django_assert_num_queries(0):
        quick = unwritten(circle, mine, client_id=name, text="hello", is_staff=False, verdict=Verdict(), now=now)
        assert (quick.circle, quick.author, quick.by_facilitator) == (circle, mine.persona, False)
    usual = Message(
        id=quick.id,
        circle=circle,
        author=mine.persona,
        client_id=name,
        text="hello",
        state="held",
        verdict=as_data(Verdict()),
        created_at=now,
    )
    assert {**vars(quick), "_state": None} == {**vars(usual), "_state": None}
    assert quick._state.adding
    assert quick._state.fields_cache == usual._state.fields_cache
    quick.save()
    assert Message.objects.get().text == "hello"


def _djangos(model, database, names, values):
    return models.Model.from_db.__func__(model, database, names, values)
