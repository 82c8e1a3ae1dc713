"""A small company for the tests of access: who sits where in the network Lone Star, and requests of theirs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import timezone

from openmso.foundation.actor import Actor, system
from openmso.foundation.models import Network, User
from openmso.foundation.places import as_actor, places_of
from openmso.foundation.rules.sides import Post, Side
from openmso.foundation.seats import give_seat

WHY = "a test"


def today() -> date:
    """The day of seats: UTC."""
    return timezone.now().date()


@dataclass
class Company:
    """A network and the users who were seated in it."""

    network: UUID
    users: dict[str, User] = field(default_factory=dict)
    seats: dict[str, UUID] = field(default_factory=dict)

    @property
    def system(self) -> Actor:
        """The system in this network."""
        return system(self.network)

    def seat(
        self,
        name: str,
        post: Post,
        *,
        organization: str = "",
        person: str = "",
        since: date | None = None,
        until: date | None = None,
    ) -> UUID:
        """Seat somebody, who becomes a user if they are none yet; the seat's id, also kept under their name."""
        user = self.users.setdefault(name, user_named(name))
        made = give_seat(
            by=self.system,
            why=WHY,
            user=user.id,
            post=post,
            organization=organization,
            person=person,
            since=since or today() - timedelta(days=30),
            until=until,
        )
        self.seats[name] = made
        return made

    def actor(self, name: str, side: Side) -> Actor:
        """Somebody at the seat they were given last, on a side."""
        user = self.users[name].id
        place = next(one for one in places_of(user) if one.seat == self.seats[name])
        return as_actor(user, place, side, door="web")

    def request(self, name: str = "") -> HttpRequest:
        """A request of somebody who is signed in, with a session of its own; without a name, of a stranger."""
        request = RequestFactory().get("/")
        request.session = SessionStore()
        request.session.create()
        request.user = self.users[name] if name else AnonymousUser()
        return request


def user_named(name: str) -> User:
    """The user of a first name, made if need be; without a password, because hashing one takes its time."""
    email = f"{name}@example.com"
    return User.objects.filter(email=email).first() or User.objects.create_user(email, name=name.title())


def company(slug: str = "lone-star") -> Company:
    """Olga owns the MSO, Ada owns the practice and crosses the line, Rosa is a nurse, Mia markets, Carl audits."""
    made = Company(Network.objects.create(slug=slug, name=slug.replace("-", " ").title()).id)
    made.seat("olga", Post.MSO_OWNER, organization="mso")
    made.seat("ada", Post.PHYSICIAN_OWNER, organization="austin-pllc", person="ada")
    made.seat("rosa", Post.RN, organization="austin-pllc", person="rosa")
    made.seat("mia", Post.MARKETING, organization="mso")
    made.seat("carl", Post.AUDITOR)
    return made
