"""Who acts: the user, the network, the seat with its post, and the side on which they work now."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from openmso.foundation.rules.sides import Post, Side, sides_of


class WrongSideError(Exception):
    """Somebody would work on a side on which their post has no place."""


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor never exists without a network and a side. Raises `WrongSideError` for a side the post has not.

    Who came in by a seat has its id and its organization. `person`: who they are among the people of the network, as their seat
    says; without one nobody decides clinically.
    `scopes` is None for a human being; a token may do no more than its scopes.
    """

    user: UUID | None
    network: UUID
    post: Post | None
    side: Side
    door: str = "code"
    seat: UUID | None = None
    organization: str = ""
    person: str | None = None
    scopes: frozenset[str] | None = None

    def __post_init__(self) -> None:
        if self.post is None:
            if self.side is not Side.SYSTEM:
                raise WrongSideError("only the system acts without a post")
        elif self.side not in sides_of(self.post):
            raise WrongSideError(f"a {self.post.replace('_', ' ')} has no place on the {self.side} side")


def system(network: UUID, *, door: str = "job") -> Actor:
    """The system itself, in one network: jobs, imports, the demo."""
    return Actor(user=None, network=network, post=None, side=Side.SYSTEM, door=door)
