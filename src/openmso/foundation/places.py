"""Where a user has a place: their seats in force, in every network, and the side on which they stand in each.

This is read before anybody is an actor, by a function of the database that shows a user's own seats and no more.
Days of seats are days of UTC: a network has no calendar of its own. A seat ends as its `until` begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.utils import timezone

from openmso.foundation.actor import Actor
from openmso.foundation.rules.sides import Post, Side, sides_of


@dataclass(frozen=True, slots=True)
class Place:
    """A seat in force, its network, and the side the user last crossed to there ("" if never)."""

    seat: UUID
    network: UUID
    slug: str
    network_name: str
    post: Post
    organization: str
    person: str
    crossed_to: str

    @property
    def post_said(self) -> str:
        """The post in words."""
        return self.post.replace("_", " ")

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides on which this seat lets its holder work, clinical first."""
        return tuple(sorted(sides_of(self.post), reverse=True))


def places_of(user: UUID, on: date | None = None) -> tuple[Place, ...]:
    """The seats that an active user holds on a day (today), over all networks; none for anybody else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM openmso_seats(%s, %s)", [user, on or timezone.now().date()])
        return tuple(
            Place(seat, network, slug, name, Post(post), organization, person, crossed_to)
            for seat, network, slug, name, post, organization, person, crossed_to in cursor.fetchall()
        )


def standing_side(places: tuple[Place, ...], network: UUID) -> Side | None:
    """The side on which a user with these places stands in a network; any other one is reached by crossing only.

    It is the only side they have; else the one they last crossed to; else the first of clinical, business, auditor.
    None without a place there.
    """
    here = [place for place in places if place.network == network]
    sides = {side for place in here for side in place.sides}
    for side in (*(place.crossed_to for place in here[:1]), Side.CLINICAL, Side.BUSINESS, Side.AUDITOR):
        if side in sides:
            return Side(side)
    return None


def as_actor(
    user: UUID, place: Place, side: Side, *, door: str, scopes: frozenset[str] | None = None
) -> Actor:
    """The user as an actor at a place, on a side. Raises `WrongSideError` for a side the post has not."""
    return Actor(
        user=user,
        network=place.network,
        post=place.post,
        side=side,
        door=door,
        seat=place.seat,
        organization=place.organization,
        person=place.person or None,
        scopes=scopes,
    )
