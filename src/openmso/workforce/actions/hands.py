"""Who may settle what credentialing finds: a human, of a post that does so, and never in their own case."""

from __future__ import annotations

from typing import Final

from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError
from openmso.foundation.models import Seat
from openmso.foundation.rules.sides import Post

POSTS: Final = frozenset({Post.MSO_OWNER, Post.OPERATOR, Post.COMPLIANCE, Post.HR, Post.PHYSICIAN_OWNER})
AT_THE_MACHINE: Final = "command line"


def human(by: Actor, what: str, *, subject: str = "") -> str:
    """Who settles it, for the record. Raises `WrongHandsError` for a job, a token, another post, and one's own case.

    Inside the door. Whoever sits at the machine itself counts as a human of the office.
    """
    if by.post is None:
        if by.door != AT_THE_MACHINE:
            raise WrongHandsError(f"to {what} takes a human")
        return by.door
    if by.scopes is not None:
        raise WrongHandsError(f"to {what} takes a human, not a token")
    if by.post not in POSTS:
        raise WrongHandsError(f"to {what} is not for a {by.post.replace('_', ' ')}")
    own = by.person == subject or (by.user and Seat.objects.filter(user=by.user, person=subject).exists())
    if subject and own:
        raise WrongHandsError(f"to {what} is for somebody else: it is your own case")
    return f"{by.post.replace('_', ' ')} {by.user}" if by.user else by.post.replace("_", " ")
