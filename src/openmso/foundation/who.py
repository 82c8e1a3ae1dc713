"""Who asks: the actor behind a request, by the seat its session has taken or by the token it carries.

Everything is looked up anew for each request: a seat that ended, a user who was deactivated, or somebody who crossed the
line in another window is nobody from the next request on.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from openmso.foundation.actor import Actor, WrongSideError
from openmso.foundation.door import acting
from openmso.foundation.models import Token
from openmso.foundation.places import Place, as_actor, places_of, standing_side
from openmso.foundation.rules.sides import Side

SEAT: Final = "openmso_seat"
SIDE: Final = "openmso_side"
TOKEN_PREFIX: Final = "oms_"  # noqa: S105 - how a token begins, not one


class NobodyError(Exception):
    """Nobody is behind the request: not signed in, no seat taken, or the token is no good."""


class NoPlaceError(Exception):
    """The user has no such seat today, or it has no place on that side."""


class CrossingNeededError(Exception):
    """The side is not the one on which the user stands in this network: they have to cross the line first."""


def take(request: HttpRequest, seat: UUID, side: Side) -> Actor:
    """Take a seat and a side for the rest of the session, whose key changes.

    Raises `NoPlaceError`, and `CrossingNeededError` for any side but the one on which the user stands.
    """
    user = _user(request)
    places = places_of(user) if user else ()
    place = next((one for one in places if one.seat == seat), None)
    if user is None or place is None or side not in place.sides:
        raise NoPlaceError("you have no such seat today, or it has no place on that side")
    if side is not standing_side(places, place.network):
        raise CrossingNeededError(
            f"you are not on the {side} side of {place.network_name}: cross the line first"
        )
    request.session.cycle_key()
    request.session[SEAT], request.session[SIDE] = str(seat), side.value
    return as_actor(user, place, side, door="web")


def leave(request: HttpRequest) -> None:
    """Give the seat back; the user stays signed in."""
    request.session.pop(SEAT, None)
    request.session.pop(SIDE, None)


def seated(request: HttpRequest) -> Actor | None:
    """The actor of the session: the user with the seat and side they took, if both still hold."""
    found = seated_at(request)
    return found[0] if found else None


def seated_at(request: HttpRequest) -> tuple[Actor, Place] | None:
    """The actor of the session, and the place that their seat is."""
    user = _user(request)
    if user is None:
        return None
    seat, side = request.session.get(SEAT), request.session.get(SIDE)
    if seat is None or side is None:
        return None
    return _at(user, places_of(user), UUID(seat), Side(side))


def bearer(request: HttpRequest, token: str) -> Actor | None:  # noqa: ARG001 - as ninja calls it
    """The actor of a token: its user at its seat, on its side, within its scopes. None if it is no good any more.

    The day of its use is recorded once a day.
    """
    if not token.startswith(TOKEN_PREFIX):
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM openmso_token(%s)", [digest(token)])
        found = cursor.fetchone()
    if found is None:
        return None
    key, user, is_demo, seat, side, scopes, used_on = found
    if is_demo and settings.PRODUCTION:
        return None
    place = next((one for one in places_of(user) if one.seat == seat), None)
    if place is None or side not in place.sides:
        return None
    actor = as_actor(user, place, Side(side), door="api", scopes=frozenset(scopes))
    today = timezone.now().date()
    if used_on != today:
        with acting(actor, why="the token was used on this day"):
            Token.objects.filter(id=key).update(last_used_on=today)
    return actor


def actor_of(request: HttpRequest) -> Actor:
    """Whoever is behind a request, by token if it carries one, else by session. Raises `NobodyError`."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    actor = bearer(request, token.strip()) if scheme.lower() == "bearer" else seated(request)
    if actor is None:
        raise NobodyError("sign in and take a seat, or send a token that is in force")
    return actor


def digest(token: str) -> str:
    """What is kept of a token. It is random enough that a fast digest is as good as a slow one."""
    return sha256(token.encode()).hexdigest()


def _user(request: HttpRequest) -> UUID | None:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or (user.is_demo and settings.PRODUCTION):
        return None
    key: UUID = user.pk
    return key


def _at(user: UUID, places: tuple[Place, ...], seat: UUID, side: Side) -> tuple[Actor, Place] | None:
    place = next((one for one in places if one.seat == seat), None)
    if place is None or side is not standing_side(places, place.network):
        return None
    try:
        return as_actor(user, place, side, door="web"), place
    except WrongSideError:
        return None
