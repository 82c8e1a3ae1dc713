"""The law of a network with names for its words, as every page of the desk needs it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from openmso.authority.facts import Facts
from openmso.foundation.actor import Actor
from openmso.law.facts import Pack
from openmso.law.queries import words_of_law
from openmso.law.queries.lawbook import Lawful, working
from openmso.words.labels import Labels


@dataclass(frozen=True, slots=True)
class Worded:
    """The pack as counsel reads it, what to know of it, and names for its codes."""

    pack: Pack
    lawful: Lawful
    labels: Labels

    def place(self, code: str) -> str:
        """The name of a jurisdiction. What there is none of is 404."""
        if code not in self.pack.jurisdictions:
            raise Http404(f"the law pack has no jurisdiction {code!r}")
        return self.pack.terms["jurisdictions"][code].label

    @property
    def places(self) -> list[tuple[str, str]]:
        """Every jurisdiction with its name, by name."""
        return sorted(((code, self.place(code)) for code in self.pack.jurisdictions), key=lambda one: one[1])


def law_of(by: Actor) -> Worded:
    """The law by which the actor's network works."""
    pack, lawful = working(by)
    return Worded(pack, lawful, Labels(Facts(), pack.book, words_of_law()))
