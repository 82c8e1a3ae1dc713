"""Where the page of a record is, in templates of every room."""

from __future__ import annotations

from django import template

from openmso.web.records import address_of
from openmso.words.labels import Labels

register = template.Library()


@register.filter
def record_page(id: str, labels: Labels) -> str:
    """The address of the page of the record with an id; nothing where the network has none."""
    found = labels.facts.find(id)
    return address_of(type(found), id) if found is not None else ""
