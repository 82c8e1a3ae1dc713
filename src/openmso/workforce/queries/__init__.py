"""Reading the workforce: people, what they hold, how they are engaged; and whether somebody may decide clinically."""

from openmso.workforce.queries.deciding import (
    Accepted,
    UnlicensedError,
    day_at,
    decided,
    directors,
    givers,
    physicians,
    where_they_work,
)
from openmso.workforce.queries.matches import ListEdition, ListMatch, editions, match, matches
from openmso.workforce.queries.register import one, page
from openmso.workforce.queries.subjects import subjects

__all__ = [
    "Accepted",
    "ListEdition",
    "ListMatch",
    "UnlicensedError",
    "day_at",
    "decided",
    "directors",
    "editions",
    "givers",
    "match",
    "matches",
    "one",
    "page",
    "physicians",
    "subjects",
    "where_they_work",
]
