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
from openmso.workforce.queries.register import one, page

__all__ = [
    "Accepted",
    "UnlicensedError",
    "day_at",
    "decided",
    "directors",
    "givers",
    "one",
    "page",
    "physicians",
    "where_they_work",
]
