"""Who may seat whom: each side seats its own people, and nobody seats anybody on the other side, or themselves."""

from __future__ import annotations

from typing import Final

from openmso.foundation.rules.sides import Post, Side, sides_of

GIVERS: Final = {Side.BUSINESS: Post.MSO_OWNER, Side.CLINICAL: Post.PHYSICIAN_OWNER}
"""On each side one post gives seats. Auditors, counsel and physician owners are seated by the system alone."""


def seats_given(side: Side) -> frozenset[Post]:
    """The posts that the giver of a side may fill: those whose only place is this side."""
    if side not in GIVERS:
        return frozenset()
    return frozenset(post for post in Post if sides_of(post) == {side})
