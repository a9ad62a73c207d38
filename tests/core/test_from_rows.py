"""Models made from rows in the short way are what Django's own way makes of them."""

import pytest
from django.db import models
from django.db.models.fields.files import ImageField

from peer_circles.models import Circle, Membership
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


def _djangos(model, database, names, values):
    return models.Model.from_db.__func__(model, database, names, values)
