"""Showing data notices: `components/field.html` does it for every form; a hand-written input names its notice."""

from typing import Any

from django import template
from django.forms import BoundField

from pop.accounts.data_notices import data_notice_named, notice_above

register = template.Library()


@register.inclusion_tag("components/data_notice.html", takes_context=True)
def data_notice(context: dict[str, Any], name: str, about: str = "") -> dict[str, Any]:
    """`{% data_notice "support.looking" %}`: in words for the reader's age. Raises KeyError for no notice."""
    actor = context.get("actor")
    words = data_notice_named(name).words_for(actor.age_band if actor else None)
    return {"name": name, "words": words, "about": about}


@register.inclusion_tag("components/data_notice.html", takes_context=True)
def data_notice_above(context: dict[str, Any], field: BoundField) -> dict[str, Any]:
    """The notice that belongs above this field of a form, or nothing."""
    name = notice_above(field.form, field.name)
    return data_notice(context, name, str(field.label)) if name else {}
