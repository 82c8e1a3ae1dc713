"""Where records are shown: the words that addresses of their pages take."""

from __future__ import annotations

from typing import Final

from openmso.authority.facts import Record
from openmso.authority.facts.people import Experience, Insurance, Person
from openmso.authority.facts.structure import Ownership
from openmso.foundation.register import named

OF_THEIR_OWN: Final[dict[type[Record], str]] = {
    Ownership: "shares",
    Person: "people",
    Experience: "experience",
    Insurance: "insurance",
}


def kind_of(record: Record | type[Record]) -> str:
    """A kind as addresses name it, in the plural: `standing-orders`."""
    kind = record if isinstance(record, type) else type(record)
    if kind in OF_THEIR_OWN:
        return OF_THEIR_OWN[kind]
    word = named(kind).replace(" ", "-")
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
