"""Giving seats and ending them. Each side seats its own people; the database refuses anything else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action, seeing
from openmso.foundation.models import Seat, User
from openmso.foundation.rules.seating import GIVERS, seats_given
from openmso.foundation.rules.sides import Post, Side


class BadSeatError(Exception):
    """A seat cannot be so: `field` says which word of it is wrong."""

    def __init__(self, field: str, what: str) -> None:
        super().__init__(what)
        self.field = field


class NoSeatError(Exception):
    """There is no such seat that this actor could end, or it has ended before."""


@dataclass(frozen=True, slots=True)
class Seated:
    """Who has a seat in the network, as what, from when until when (exclusive)."""

    id: UUID
    user: UUID
    email: str
    name: str
    post: Post
    organization: str
    person: str
    since: date
    until: date | None

    @property
    def post_said(self) -> str:
        """The post in words."""
        return self.post.replace("_", " ")


@action(Side.BUSINESS, Side.CLINICAL)
def enter_user(*, by: Actor, why: str, email: str, name: str = "") -> UUID:
    """The user of an email, made without a password if there is none.

    They can sign in once they set one by the letter that "forgot your password" sends. Raises `WrongHandsError` for whoever
    gives no seats.
    """
    del why  # the door has put it into the transaction
    if by.side is not Side.SYSTEM and by.post is not GIVERS[by.side]:
        raise WrongHandsError(f"a {by.post} enters no users")
    with connection.cursor() as cursor:
        cursor.execute("SELECT openmso_user(%s, %s)", [email.strip(), name])
        user: UUID = cursor.fetchone()[0]
    return user


@action(Side.BUSINESS, Side.CLINICAL)
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
    """Seat a user; the id of the seat. From today if `since` is not given; `until` is exclusive.

    An MSO owner seats business people, a physician owner clinical people of their own practice, nobody themselves; the rest is
    the system's. Raises `WrongHandsError`, and `BadSeatError` for an end before the beginning, or a person who is another user.
    """
    del why  # the door has put it into the transaction
    _may_seat(by, user, post, organization)
    first = since or timezone.now().date()
    if until is not None and until <= first:
        raise BadSeatError("until", "a seat ends after it begins")
    made = Seat(network_id=by.network, user_id=user, post=post, organization=organization, person=person)
    made.since, made.until = first, until
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as refused:
        if "seat_one_user_a_person" not in str(refused):
            raise
        raise BadSeatError("person", f"{person} signs in as another user here") from None
    return made.id


@action(Side.BUSINESS, Side.CLINICAL)
def end_seat(*, by: Actor, why: str, seat: UUID, on: date | None = None) -> None:
    """End a seat as a day begins, which is today or later (UTC; today ends it at once). Its tokens end with it.

    Whoever may give such a seat may end it, whoever gave it. Raises `NoSeatError`, `WrongHandsError`.
    """
    del why  # the door has put it into the transaction
    found = Seat.objects.filter(id=seat).first()
    today = timezone.now().date()
    day = on or today
    if found is None or day < today or (found.until is not None and found.until <= day):
        raise NoSeatError("there is no such seat, or it has ended by then")
    _may_seat(by, found.user_id, Post(found.post), found.organization)
    Seat.objects.filter(id=seat).update(until=max(day, found.since))


def _may_seat(by: Actor, user: UUID, post: Post, organization: str) -> None:
    if by.side is Side.SYSTEM:
        return
    if by.post is not GIVERS[by.side] or post not in seats_given(by.side):
        raise WrongHandsError(f"a {by.post} on the {by.side} side gives no seat to a {post}")
    if user == by.user:
        raise WrongHandsError("nobody decides about a seat of their own")
    if by.side is Side.CLINICAL and (not organization or organization != by.organization):
        raise WrongHandsError("a physician owner seats people of their own practice")


def names_of(by: Actor, users: Iterable[str]) -> dict[str, str]:
    """What users are called, by id as the history writes it; those without a seat in the network, now or before, are left out."""
    wanted = {one for one in users if one}
    if not wanted:
        return {}
    with seeing(by):
        found = User.objects.filter(id__in=wanted).values_list("id", "name", "email")
        return {str(key): name or email for key, name, email in found}


def in_force(on: date | None = None) -> QuerySet[Seat]:
    """The seats of the network that are in force on a day (today); inside the door only."""
    day = on or timezone.now().date()
    return Seat.objects.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)


def seats(by: Actor, on: date | None = None) -> list[Seated]:
    """Who has a seat in the actor's network on a day (today), by name."""
    with seeing(by):
        rows = in_force(on).order_by("user__name", "user__email", "id")
        columns = (
            "id",
            "user_id",
            "user__email",
            "user__name",
            "post",
            "organization",
            "person",
            "since",
            "until",
        )
        return [
            Seated(key, user, email, name, Post(post), *rest)
            for key, user, email, name, post, *rest in rows.values_list(*columns)
        ]
