"""The closed words of the network file, and the words the law pack lends it.

Words of law (procedures, roles, kinds of registration, …) belong to the law pack. `Vocabulary` carries those of
a pack; where none is at hand the words of the core stand in, and a set that is None is not closed.
"""

from __future__ import annotations

from dataclasses import dataclass

from openmso.authority.codes import BY_NAME, PLACES, POSTS, PROCEDURES, STATES, WORDS, ZONES
from openmso.authority.terms import ROLES

__all__ = [
    "BY_NAME",
    "PLACES",
    "POSTS",
    "PROCEDURES",
    "ROLES",
    "STATES",
    "WORDS",
    "ZONES",
    "Vocabulary",
]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words that others own. A set that is None is not closed: any code of the right form is taken.

    Kinds of registrations and certificates are open on purpose: networks keep many that no law asks for.
    """

    procedures: frozenset[str] = PROCEDURES
    roles: frozenset[str] = ROLES
    posts: frozenset[str] = ROLES | POSTS
    places: frozenset[str] = PLACES
    clauses: frozenset[str] | None = None
    powers: frozenset[str] | None = None
    duties: frozenset[str] | None = None

    def words(self, name: str) -> frozenset[str] | None:
        """The set of this name (`procedures`, `roles`, …); None for one that is open."""
        found: frozenset[str] | None = getattr(self, name, None)
        return found
