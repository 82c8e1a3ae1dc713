"""The two sides of the line, who sits on which, and what a table may be to each of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


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
    """Which sides may read and which may write a table."""

    read: frozenset[Side]
    write: frozenset[Side]


EVERYBODY: Final = frozenset(Side)
BOTH: Final = frozenset({Side.BUSINESS, Side.CLINICAL, Side.SYSTEM})

SYSTEM_ONLY: Final = Walled(EVERYBODY, frozenset({Side.SYSTEM}))
"""Neither side decides it alone: who has a seat where. Else the business could seat itself on the other side."""

SHARED: Final = Walled(EVERYBODY, BOTH)
"""Either side decides it and everybody sees it: organizations, sites, people."""

BUSINESS: Final = Walled(EVERYBODY, frozenset({Side.BUSINESS, Side.SYSTEM}))
"""The business decides it, medicine sees it: engagements, management agreements."""

CLINICAL: Final = Walled(EVERYBODY, frozenset({Side.CLINICAL, Side.SYSTEM}))
"""Medicine decides it, the business sees that it is so: delegations, protocols, orders, sign-offs."""

CHART: Final = Walled(frozenset({Side.CLINICAL, Side.SYSTEM}), frozenset({Side.CLINICAL, Side.SYSTEM}))
"""Medicine only: nothing of it is there for the business."""
