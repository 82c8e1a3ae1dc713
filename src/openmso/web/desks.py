"""The desks: which pages there are, on which block of the rail each stands, and where each post begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from openmso.foundation.rules.purposes import CONTRACTING, PAYING
from openmso.foundation.rules.sides import AUDITOR_POSTS, Post, Side


@dataclass(frozen=True, slots=True)
class Entry:
    """One page on the rail: the name of its address, what it is called, its icon (of Lucide); for which sides and posts it is there."""

    address: str
    called: str
    icon: str
    sides: frozenset[Side] = frozenset(Side)
    posts: frozenset[Post] = frozenset(Post)


BUSINESS: Final = (
    Entry("operator_home", "Today", "house"),
    Entry("sites", "Sites", "building-2"),
    Entry("people", "People", "users"),
    Entry("structure", "Structure", "network"),
    Entry("setup", "Set up", "milestone"),
    Entry("credentials", "Credentials", "badge-check"),
    Entry("openings", "Directors wanted", "user-search"),
)
CLINICAL: Final = (
    Entry("check", "May I?", "shield-check"),
    Entry("oversight", "Oversight", "file-pen-line"),
    Entry("cockpit", "Cockpit", "gauge"),
    Entry("consults", "Questions", "message-circle-question-mark"),
    Entry("patients", "Patients", "contact", frozenset({Side.CLINICAL})),
    Entry("skills", "Skills", "grid-3x3"),
    Entry("protocols", "Protocols", "book-text"),
    Entry("hours", "Hours", "timer"),
    Entry("reviews", "Reviews", "book-open-check"),
    Entry("acts", "Acts", "clipboard-check"),
    Entry("events", "Events", "siren"),
    Entry("meetings", "Meetings", "handshake"),
    Entry("readiness", "Readiness", "briefcase-medical"),
    Entry("cover", "Cover", "umbrella"),
    Entry("introductions", "Introductions", "link", frozenset({Side.CLINICAL})),
    Entry("glass_list", "Broken glass", "octagon-alert"),
    Entry("consent_forms", "Consent forms", "signature"),
    Entry("exchange", "Exchange", "arrow-left-right", frozenset({Side.CLINICAL})),
)
BOTH: Final = (
    Entry("visits", "Visits", "calendar-days"),
    Entry("mine", "Mine", "circle-user-round"),
    Entry("law", "Law", "scale"),
    Entry("whatif", "What if?", "git-branch"),
    Entry("findings", "Findings", "list-checks"),
    Entry("separation", "Decisions", "gavel"),
    Entry("fees", "Fees", "receipt-text", posts=CONTRACTING | PAYING | AUDITOR_POSTS),
    Entry("drafts", "Documents", "file-text"),
    Entry("binders", "Binders", "folder-archive"),
    Entry("record_kinds", "Records", "library"),
    Entry("wall", "The wall", "brick-wall"),
    Entry("access", "Seats and users", "key-round"),
)
"""What belongs to neither side more than to the other."""

BLOCKS: Final = (
    ("business", "Business", BUSINESS),
    ("clinical", "Clinical", CLINICAL),
    ("both", "Network", BOTH),
)

HOMES: Final[dict[Post, str]] = {
    Post.COMPLIANCE: "findings",
    Post.AUDITOR: "wall",
    **dict.fromkeys((Post.MSO_OWNER, Post.OPERATOR, Post.MARKETING, Post.BILLING), "operator_home"),
    **dict.fromkeys((Post.CLINIC_MANAGER, Post.FRONT_DESK), "sites"),
    Post.HR: "credentials",
    Post.FINANCE: "fees",
    **dict.fromkeys((Post.PHYSICIAN_OWNER, Post.MEDICAL_DIRECTOR), "oversight"),
    Post.COUNSEL: "law",
    **dict.fromkeys(
        (Post.NP, Post.PA, Post.RN, Post.LPN, Post.MA, Post.ESTHETICIAN, Post.LASER_TECHNICIAN), "check"
    ),
}
"""Where the holder of a post begins; everybody else begins at their own page."""


_FLOOR: Final = "check visits mine patients consults skills protocols events meetings"
_DAILY: Final[tuple[tuple[tuple[Post, ...], str], ...]] = (
    (
        (Post.MSO_OWNER, Post.OPERATOR),
        (
            "operator_home sites people structure setup credentials openings check cockpit mine law whatif findings"
            " fees drafts binders"
        ),
    ),
    (
        (Post.COMPLIANCE, Post.COUNSEL),
        (
            "structure credentials check cockpit acts events cover mine law whatif findings separation drafts binders"
            " record_kinds"
        ),
    ),
    (
        (Post.AUDITOR,),
        "structure people acts reviews hours law findings separation fees drafts binders record_kinds wall",
    ),
    (
        (Post.FINANCE, Post.MARKETING, Post.BILLING),
        "operator_home sites structure mine law findings fees drafts binders",
    ),
    ((Post.HR,), "people credentials openings skills mine findings drafts access"),
    (
        (Post.CLINIC_MANAGER, Post.FRONT_DESK),
        "sites people credentials check cover readiness events visits mine findings",
    ),
    (
        (Post.MEDICAL_DIRECTOR,),
        (
            "oversight cockpit consults reviews protocols skills hours events meetings cover introductions visits mine"
            " patients separation drafts"
        ),
    ),
    (
        (Post.PHYSICIAN_OWNER,),
        (
            "oversight cockpit consults reviews protocols skills hours events meetings cover visits mine patients"
            " separation fees drafts"
        ),
    ),
    ((Post.NP, Post.PA), f"{_FLOOR} oversight reviews"),
    ((Post.RN, Post.LPN, Post.MA, Post.ESTHETICIAN, Post.LASER_TECHNICIAN), _FLOOR),
)
DAILY: Final[dict[Post, frozenset[str]]] = {
    post: frozenset(names.split()) for posts, names in _DAILY for post in posts
}
"""What a post works with day by day, by the names of addresses. The other pages of its side are folded, one step away."""


def home_of(post: Post | None) -> str:
    """The name of the address at which a post begins."""
    return HOMES.get(post, "mine") if post else "seats"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the rail: what a post works with day by day, and the rest."""

    name: str
    called: str
    daily: tuple[Entry, ...]
    rest: tuple[Entry, ...]


def rail(side: Side, post: Post | None = None) -> tuple[Block, ...]:
    """The blocks of the rail with what is there for a side: what would only refuse them does not stand there.

    Whoever has no post of their own, and a block in which a post has nothing daily, sees every page at once or folded.
    """
    blocks = []
    for name, called, block in BLOCKS:
        there = tuple(one for one in block if side in one.sides and (post is None or post in one.posts))
        daily = DAILY.get(post) if post else None
        often = there if daily is None else tuple(one for one in there if one.address in daily)
        blocks.append(Block(name, called, often, tuple(one for one in there if one not in often)))
    return tuple(blocks)
