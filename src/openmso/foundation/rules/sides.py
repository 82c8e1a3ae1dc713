"""The two sides of the line, who sits on which, and what a table may be to each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

LOGIN_ROLE: Final = "openmso_app"
"""As whom the product signs in. It owns nothing, inherits nothing, and sees nothing until it takes on a side."""

SEARCHED: Final = "pg_catalog, public, pg_temp"
"""Where functions that run as the owner look for names. Left out, `pg_temp` would be looked in first, and whoever makes a temporary
table of the right name would stand in for ours."""


class Side(StrEnum):
    """The side on which somebody works at a moment. Each has one role in the database."""

    BUSINESS = "business"
    CLINICAL = "clinical"
    AUDITOR = "auditor"
    SYSTEM = "system"

    @property
    def database_role(self) -> str:
        """The role of PostgreSQL under which a transaction of this side runs."""
        return f"openmso_{self.value}"


class Post(StrEnum):
    """What somebody is in an organization of the network."""

    MSO_OWNER = "mso_owner"
    OPERATOR = "operator"
    COMPLIANCE = "compliance"
    HR = "hr"
    BILLING = "billing"
    MARKETING = "marketing"
    FINANCE = "finance"
    CLINIC_MANAGER = "clinic_manager"
    FRONT_DESK = "front_desk"
    PHYSICIAN_OWNER = "physician_owner"
    MEDICAL_DIRECTOR = "medical_director"
    NP = "np"
    PA = "pa"
    RN = "rn"
    LPN = "lpn"
    MA = "ma"
    ESTHETICIAN = "esthetician"
    LASER_TECHNICIAN = "laser_technician"
    COUNSEL = "counsel"
    AUDITOR = "auditor"


CLINICAL_POSTS: Final = frozenset(
    {
        Post.PHYSICIAN_OWNER,
        Post.MEDICAL_DIRECTOR,
        Post.NP,
        Post.PA,
        Post.RN,
        Post.LPN,
        Post.MA,
        Post.ESTHETICIAN,
        Post.LASER_TECHNICIAN,
    }
)
AUDITOR_POSTS: Final = frozenset({Post.COUNSEL, Post.AUDITOR})


def sides_of(post: Post) -> frozenset[Side]:
    """The sides on which the holder of a post may work. A physician owner crosses the line; nobody else does."""
    if post is Post.PHYSICIAN_OWNER:
        return frozenset({Side.CLINICAL, Side.BUSINESS})
    if post in CLINICAL_POSTS:
        return frozenset({Side.CLINICAL})
    return frozenset({Side.AUDITOR}) if post in AUDITOR_POSTS else frozenset({Side.BUSINESS})


@dataclass(frozen=True, slots=True)
class Walled:
    """Which sides may read and which may write a table, and what else the database holds of it.

    `verbs` is what writing is there: `ONLY_ADDED` for what nobody changes or removes. With `by_row` each row says in its
    column `wall` to whom it belongs (a name of `WALLS`), and the sides named here are the most that a row can grant.
    With `own` a row is its actor's own word of this moment: its `user` and `at` can be nobody else's and no other, and
    whoever may read what a row is about may add one. Columns in `unseen` are left out of the history. Where `posts` are named,
    of the sides that write only these posts do, and the system.
    With `mine` a row is there for nobody but the actor who wrote it, on the side on which they wrote it, and for the system
    (columns `actor` and `side`). A `silent` table is no record of the network and leaves no history.
    With `sided` the column `side` of what is written is the side that writes it. `changes` names, for sides that change only some columns,
    which; `adds`, where not every side that writes adds rows, those that do.
    """

    read: frozenset[Side]
    write: frozenset[Side]
    verbs: tuple[str, ...] = ("INSERT", "UPDATE", "DELETE")
    by_row: bool = False
    own: bool = False
    unseen: tuple[str, ...] = ()
    mine: bool = False
    silent: bool = False
    posts: frozenset[Post] = frozenset()
    sided: bool = False
    changes: tuple[tuple[Side, tuple[str, ...]], ...] = ()
    adds: frozenset[Side] | None = None

    def by(self, posts: frozenset[Post]) -> Walled:
        """The same, written by the holders of these posts only."""
        return replace(self, posts=posts)


ONLY_ADDED: Final = ("INSERT",)
ADDED_AND_REMOVED: Final = ("INSERT", "DELETE")

EVERYBODY: Final = frozenset(Side)
BOTH: Final = frozenset({Side.BUSINESS, Side.CLINICAL, Side.SYSTEM})

SYSTEM_ONLY: Final = Walled(EVERYBODY, frozenset({Side.SYSTEM}))
"""Neither side decides it alone: who has a seat where. Else the business could seat itself on the other side."""

SHARED: Final = Walled(EVERYBODY, BOTH)
"""Either side decides it and everybody sees it: organizations, sites, people."""

BUSINESS: Final = Walled(EVERYBODY, frozenset({Side.BUSINESS, Side.SYSTEM}))
"""The business decides it, medicine sees it: engagements, management agreements."""

OFFICE: Final = Walled(
    frozenset({Side.BUSINESS, Side.AUDITOR, Side.SYSTEM}), frozenset({Side.BUSINESS, Side.SYSTEM})
)
"""The business only, medicine has no need to know: birth dates of the staff, suspicions that nobody settled yet."""

CLINICAL: Final = Walled(EVERYBODY, frozenset({Side.CLINICAL, Side.SYSTEM}))
"""Medicine decides it, the business sees that it is so: delegations, protocols, orders, sign-offs."""

CHART: Final = Walled(frozenset({Side.CLINICAL, Side.SYSTEM}), frozenset({Side.CLINICAL, Side.SYSTEM}))
"""Medicine only: nothing of it is there for the business."""

WALLS: Final[Mapping[str, Walled]] = {
    "shared": SHARED,
    "business": BUSINESS,
    "office": OFFICE,
    "clinical": CLINICAL,
    "chart": CHART,
}
"""What a row of a table that is walled by row may be to each side, by the name that stands in the row."""


def readable(side: Side, wall: Walled) -> tuple[str, ...]:
    """The walls of the rows of a table by row that a side may read."""
    return tuple(name for name, one in WALLS.items() if side in wall.read and side in one.read)


def writable(side: Side, wall: Walled) -> tuple[str, ...]:
    """The walls of the rows of a table by row that a side may add (and change and remove, if the table allows it)."""
    return tuple(
        name
        for name, one in WALLS.items()
        if side in wall.write and side in (one.read if wall.own else one.write)
    )
