"""Tokens of the API: made for one's own seat and side, shown once, revoked at any time.

A token begins with `oms_` and holds 256 random bits; only its digest is kept. It works while its seat is in force,
its user active, and its time not over.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db.models.functions import Now
from django.utils import timezone

from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action, human, seeing
from openmso.foundation.models import Token
from openmso.foundation.rules.scopes import is_scope
from openmso.foundation.rules.sides import Post, Side, sides_of
from openmso.foundation.seats import in_force
from openmso.foundation.stepup import spend
from openmso.foundation.who import TOKEN_PREFIX, digest

LONGEST: Final = timedelta(days=366)
PURPOSE: Final = "token"
"""For what a proof is good that makes a token."""
SHOWN: Final = 8
"""How many characters of a token, after its beginning, are kept to know it by."""


class BadTokenError(Exception):
    """A token cannot be made so: its scopes or its time are wrong, or there is none to revoke."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A new token. Its text is nowhere else and is never shown again."""

    id: UUID
    text: str


@action(*Side)
def issue(
    *,
    by: Actor,
    why: str,
    name: str,
    scopes: Collection[str],
    lasts: timedelta = timedelta(days=90),
    proof: UUID | None = None,
    seat: UUID | None = None,
    side: Side | None = None,
) -> Issued:
    """Make a token for the actor's own seat and side, on a fresh proof for `PURPOSE`. The system names seat and side.

    Raises `BadTokenError` for wrong scopes or times, `WrongHandsError` for a seat that is not one's own or by means of
    another token, `StepUpNeededError` without a proof.
    """
    if not scopes or not all(map(is_scope, scopes)):
        raise BadTokenError("a scope is read or write, or a room's: structure:read; and there must be one")
    if not timedelta() < lasts <= LONGEST:
        raise BadTokenError(f"a token lasts at most {LONGEST.days} days")
    at, on_side = seat or by.seat or UUID(int=0), side or by.side
    if by.side is not Side.SYSTEM:
        human(by)
        if (at, on_side) != (by.seat, by.side):
            raise WrongHandsError("a token is made for the seat and side one is on")
        spend(by=by, why=why, proof=proof or UUID(int=0), purpose=PURPOSE)
    holder = in_force().filter(id=at).first()
    if holder is None or on_side not in sides_of(Post(holder.post)):
        raise WrongHandsError("there is no such seat in force, or it has no place on that side")
    text = TOKEN_PREFIX + secrets.token_urlsafe(32)
    made = Token.objects.create(
        network_id=by.network,
        user_id=holder.user_id,
        seat=holder,
        side=on_side,
        name=name,
        prefix=text[: len(TOKEN_PREFIX) + SHOWN],
        digest=digest(text),
        scopes=sorted(set(scopes)),
        expires_at=timezone.now() + lasts,
    )
    return Issued(made.id, text)


@action(*Side)
def revoke(*, by: Actor, why: str, token: UUID) -> None:
    """End a token of one's own on this side at once; the system, any. Raises `BadTokenError` if there is none.

    A token does not revoke tokens.
    """
    del why  # the door has put it into the transaction
    own = Token.objects.filter(id=token, revoked_at__isnull=True)
    if by.side is not Side.SYSTEM:
        own = own.filter(user_id=human(by), side=by.side)
    if not own.update(revoked_at=Now()):
        raise BadTokenError("there is no such token of yours, or it was revoked before")


def tokens_of(by: Actor) -> list[Token]:
    """The actor's own tokens in this network, the latest first. Raises `WrongHandsError` for a token."""
    with seeing(by):
        return list(Token.objects.filter(user_id=human(by)).order_by("-made_at", "-id"))
