"""Access over HTTP: who sits where, who crossed the line, one's own tokens; giving and ending seats, for whoever is there themselves.

A token gives no seat: whoever got hold of one could let themselves in for good. Crossing the line and making a token change a session, or show a
secret once: both stay on their pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from ninja import Router

from openmso.foundation import seats as seating
from openmso.foundation import tokens as keys
from openmso.foundation.actor import Actor
from openmso.foundation.api.asks import ask
from openmso.foundation.api.problems import NOT_THERE, ProblemError
from openmso.foundation.api.verbs import act
from openmso.foundation.crossings import crossings as crossed
from openmso.foundation.door import human
from openmso.foundation.register import RefusedError
from openmso.foundation.rules.sides import Post, Side
from openmso.foundation.seats import BadSeatError, NoSeatError, Seated

ROOM: Final = "foundation"


@dataclass(frozen=True, slots=True)
class Crossed:
    """Somebody crossed the line: when, from which seat, to which side, and why."""

    at: datetime
    user: UUID
    seat: UUID
    to: Side
    why: str


@dataclass(frozen=True, slots=True)
class TokenKept:
    """What is kept of a token: `prefix` is how its text begins. The text itself is nowhere."""

    id: UUID
    name: str
    prefix: str
    side: Side
    scopes: tuple[str, ...]
    made_at: datetime
    expires_at: datetime
    last_used_on: date | None
    revoked_at: datetime | None


def seats(by: Actor, on: date | None = None) -> tuple[Seated, ...]:
    """Who has a seat in the network on a day (today), by name."""
    return tuple(seating.seats(by, on))


def crossings(by: Actor) -> tuple[Crossed, ...]:
    """Every crossing of the line in the network, the latest first."""
    return tuple(Crossed(one.at, one.user_id, one.seat_id, Side(one.to_side), one.why) for one in crossed(by))


def tokens(by: Actor) -> tuple[TokenKept, ...]:
    """One's own tokens in this network, the latest first. For whoever is there themselves: a token does not tell of tokens."""
    return tuple(
        TokenKept(
            one.id,
            one.name,
            one.prefix,
            Side(one.side),
            tuple(one.scopes),
            one.made_at,
            one.expires_at,
            one.last_used_on,
            one.revoked_at,
        )
        for one in keys.tokens_of(by)
    )


def enter_user(*, by: Actor, why: str, email: str, name: str = "") -> UUID:
    """The user of an email, made without a password if there is none; they set one by the letter that "forgot your password" sends.

    For those who give seats, who are there themselves.
    """
    human(by)
    return seating.enter_user(by=by, why=why, email=email, name=name)


def give_seat(
    *,
    by: Actor,
    why: str,
    user: UUID,
    post: Post,
    organization: str = "",
    person: str = "",
    since: date | None = None,
    until: date | None = None,
) -> UUID:
    """Seat a user; the id of the seat. From today if `since` is not given; `until` is the first day without it.

    An MSO owner seats business people, a physician owner clinical people of their own practice, nobody themselves; who is there
    themselves.
    """
    human(by)
    with _placed():
        return seating.give_seat(
            by=by,
            why=why,
            user=user,
            post=post,
            organization=organization,
            person=person,
            since=since,
            until=until,
        )


def end_seat(*, by: Actor, why: str, seat: UUID, on: date | None = None) -> None:
    """End a seat as a day begins, which is today or later (UTC; today ends it at once). Its tokens end with it."""
    human(by)
    with _placed():
        seating.end_seat(by=by, why=why, seat=seat, on=on)


def revoke_token(*, by: Actor, why: str, token: UUID) -> None:
    """End a token of one's own on this side at once. A token does not revoke tokens."""
    with _placed():
        keys.revoke(by=by, why=why, token=token)


@contextmanager
def _placed() -> Iterator[None]:
    try:
        yield
    except BadSeatError as bad:
        raise RefusedError.at(bad.field, str(bad), "say it otherwise") from None
    except (NoSeatError, keys.BadTokenError):
        raise ProblemError(NOT_THERE) from None


router = Router(tags=["access"], by_alias=True)
for question in (seats, crossings, tokens):
    ask(router, ROOM, question)
act(router, ROOM, enter_user, give_seat, end_seat, revoke_token)
