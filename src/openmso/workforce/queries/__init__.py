"""Reading the workforce: people, what they hold, how they are engaged; and whether somebody may decide clinically."""

from openmso.workforce.queries.arrivals import planned
from openmso.workforce.queries.credentials import (
    LookedUp,
    Warned,
    due_again,
    lapsing,
    notices,
    open_discrepancies,
    verifications,
)
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
from openmso.workforce.queries.register import history, known, one, page
from openmso.workforce.queries.roster import NEAR, Duty, actual_duties, engaged_at, planned_duties
from openmso.workforce.queries.subjects import subjects
from openmso.workforce.queries.unscreened import unscreened

__all__ = [
    "NEAR",
    "Accepted",
    "Duty",
    "ListEdition",
    "ListMatch",
    "LookedUp",
    "UnlicensedError",
    "Warned",
    "actual_duties",
    "day_at",
    "decided",
    "directors",
    "due_again",
    "editions",
    "engaged_at",
    "givers",
    "history",
    "known",
    "lapsing",
    "match",
    "matches",
    "notices",
    "one",
    "open_discrepancies",
    "page",
    "physicians",
    "planned",
    "planned_duties",
    "subjects",
    "unscreened",
    "verifications",
    "where_they_work",
]
