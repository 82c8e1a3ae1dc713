"""The cast in the database, and people of it who act there."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from openmso.authority.facts import Record
from openmso.evidence.models import Event
from openmso.foundation.actor import Actor, system
from openmso.foundation.door import seeing
from openmso.foundation.models import Network
from openmso.foundation.rules.sides import Post, Side
from openmso.netfile.actions.records import bring_in
from openmso.netfile.queries.network import Content
from tests.cast import ADA, cast


def network_of_the_cast(*records: Record, without: Iterable[str] = (), slug: str = "lumen") -> UUID:
    """A network in the database with the records of the cast, these in the place of those with their ids."""
    network: UUID = Network.objects.create(slug=slug, name="Lumen").id
    bring_in(by=system(network), why="the cast", given=Content(cast(*records, without=without)))
    return network


def operator(network: UUID) -> Actor:
    """Somebody of the business."""
    return Actor(user=None, network=network, post=Post.OPERATOR, side=Side.BUSINESS)


def clinician(network: UUID, person: str = ADA, post: Post = Post.MEDICAL_DIRECTOR) -> Actor:
    """Somebody of medicine: Ada, or another of the network's people."""
    return Actor(user=None, network=network, post=post, side=Side.CLINICAL, person=person)


def auditor(network: UUID) -> Actor:
    """Somebody who only reads."""
    return Actor(user=None, network=network, post=Post.AUDITOR, side=Side.AUDITOR)


def events(network: UUID, id: str = "") -> list[Event]:
    """What happened in a network, or to the record of an id, oldest first."""
    with seeing(system(network)):
        of = {"code": id} if id else {}
        return list(Event.objects.filter(network=network, **of).order_by("id"))
