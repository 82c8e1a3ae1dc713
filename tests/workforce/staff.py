"""A small network for the tests of credentialing: two people and a practice, and lists made for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from openmso.authority.facts.people import License, Person
from openmso.authority.facts.structure import Organization
from openmso.evidence.models import Event
from openmso.foundation import register
from openmso.foundation.actor import Actor, system
from openmso.foundation.door import acting, seeing
from openmso.foundation.models import Network, User
from openmso.foundation.rules.sides import Post, Side
from openmso.timeline.spans import Span
from openmso.workforce import models
from openmso.workforce.files.leie import ListFile
from openmso.workforce.rules.listing import Listing

ON = date(2026, 11, 25)
ADA = Person("ada", "Ada Lindqvist", "1234567893")
ROSA = Person("rosa", "Rosa Delgado-Ruiz")
LONESTAR = Organization("lonestar", "Lone Star Aesthetics PLLC", "practice", "PLLC", "TX")
ROSAS = License(
    "rosa/license/tx-rn", "rosa", "RN", "TX", Span.of(date(2019, 3, 1), date(2027, 3, 1)), number="RN 712-345"
)

ROSA_LISTED = Listing(
    line=3, last="DELGADO", first="ROSA", middle="M", general="NURSING PROFESSION", state="TX", kind="1128a1",
    excluded_on=date(2024, 5, 20), address="1 ELM ST", city="AUSTIN",
)  # fmt: skip
OTHERS = (
    Listing(line=2, last="ABLE", first="ANN", kind="1128a1", excluded_on=date(2016, 2, 18)),
    Listing(line=4, business="AMERICAN SLEEP INSTITUTE", kind="1128b7", excluded_on=date(2016, 1, 15)),
)


def network() -> Actor:
    """A network with its people; the system acts in it."""
    by = system(Network.objects.create(slug="n", name="N").id)
    for record in (ADA, ROSA, LONESTAR, ROSAS):
        register.enter(by=by, why="the cast", record=record)
    return by


def of_post(by: Actor, post: Post, side: Side = Side.BUSINESS, *, user: bool = False) -> Actor:
    """Somebody of a post in the same network."""
    who = User.objects.create_user(f"{post}@example.com").id if user else None
    return Actor(user=who, network=by.network, post=post, side=side)


def listed(*rows: Listing, digest: str = "a", **more: Any) -> ListFile:
    """A list of these rows and two others."""
    every = (*rows, *OTHERS)
    return ListFile(every, more.get("rejects", ()), (), (digest * 64)[:64])


def moved(row: Listing) -> Listing:
    """The same exclusion after a move."""
    return replace(row, address="2 OAK ST")


def born(by: Actor, person: str, day: date, *other_names: str) -> None:
    """Make a day of birth known."""
    with acting(by, why="told by the person"):
        models.Identity.objects.update_or_create(
            network_id=by.network, code=person, defaults={"born": day, "other_names": list(other_names)}
        )


def events(by: Actor) -> int:
    """How many events there are: the same number before and after says that nothing was changed."""
    with seeing(by):
        return Event.objects.count()
