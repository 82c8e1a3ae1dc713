"""The cast in the database, and reading it without anything held: what the held network is compared with."""

from __future__ import annotations

from uuid import UUID

from openmso.authority.facts import Facts, Record, Settings
from openmso.authority.terms import Confidence
from openmso.foundation.actor import Actor, system
from openmso.foundation.door import acting, seeing
from openmso.foundation.models import Network
from openmso.foundation.rules.sides import Post, Side
from openmso.netfile.actions.records import bring_in
from openmso.netfile.queries.network import Content
from openmso.oversight.facts import tables as oversight
from openmso.structure import facts as structure
from openmso.workforce import facts as workforce
from openmso.workforce.models import License
from tests.cast import CAST


def founded(facts: Facts = CAST, slug: str = "lumen") -> UUID:
    """A network of the database that holds these facts."""
    network = Network.objects.create(slug=slug, name=facts.name)
    bring_in(by=system(network.id), why="the cast", given=Content(facts))
    return network.id


def director(network: UUID) -> Actor:
    """Somebody on the clinical side."""
    return Actor(user=None, network=network, post=Post.MEDICAL_DIRECTOR, side=Side.CLINICAL)


def operator(network: UUID) -> Actor:
    """Somebody on the business side."""
    return Actor(user=None, network=network, post=Post.OPERATOR, side=Side.BUSINESS)


def read_anew(by: Actor) -> Facts:
    """The network read table by table, with nothing held: right as long as nobody writes meanwhile."""
    with seeing(by):
        records: list[Record] = [*structure.records(), *workforce.records(), *oversight.records()]
        network = Network.objects.get(id=by.network)
    kept = network.settings
    settings = (
        Settings(Confidence(kept["grant_threshold"]), frozenset(kept["insured_roles"]), kept["self_pay_only"])
        if kept
        else Settings()
    )
    return Facts.of(records, settings=settings, name=network.name)


def as_listed(facts: Facts) -> dict[str, list[Record]]:
    """Every record by kind, in order: facts are equal whatever their order, and answers may name the first."""
    return {kind.__name__: list(table.values()) for kind, table in facts.tables.items()}


def renumbered(by: Actor, code: str, number: str) -> None:
    """Give a license another number."""
    with acting(by, why="a renewal"):
        one = License.objects.get(code=code)
        one.number = number
        one.save()
