"""For models of which many thousand rows are read in a minute."""

from collections.abc import Collection, Mapping
from typing import Any, Self

from django.db import models
from django.db.models.base import ModelState


class FromRows(models.Model):
    """A model that is made from a row by taking its values as they are.

    Django goes through `__init__` and two signals for each, which takes several times as long. Not for a model with an
    `__init__` of its own, with image fields that keep their size, or with listeners to `pre_init` and `post_init`.
    """

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:  # type: ignore[override]  # no fetch_mode in this Django
        made = cls.__new__(cls)
        made._state = ModelState()
        made._state.db, made._state.adding = db, False
        made.__dict__.update(zip(field_names, values, strict=True))
        return made

    @classmethod
    def unwritten(cls, beside: Mapping[str, models.Model], **values: Any) -> Self:
        """One that is no row yet, from a value for every column, by the name it has here (`author_id`). Nothing is
        filled in: a column that is not named is missing. `beside`: what stands at the other end of its relations, by
        field."""
        made = cls.__new__(cls)
        made._state = ModelState()
        made._state.fields_cache = dict(beside)
        made.__dict__.update(values)
        return made
