"""What the tests of documents share: a network, people on its sides, a document of some bytes."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from openmso.evidence.actions import keep_document, sign
from openmso.evidence.queries import Intent, KeptDocument, Signed
from openmso.foundation.actor import Actor, system
from openmso.foundation.door import acting
from openmso.foundation.models import Network, User
from openmso.foundation.rules.proofs import Method
from openmso.foundation.rules.sides import Post, Side
from openmso.foundation.stepup import prove
from openmso.workforce.models import Person

PDF = b"%PDF-1.7\nprotocol for toxin, third edition\n"
DAY = date(2020, 3, 1)


def network(slug: str = "n") -> UUID:
    """A network with one person, Rosa."""
    made = Network.objects.create(slug=slug, name=slug.upper()).id
    with acting(system(made), why="hiring"):
        Person.objects.create(network_id=made, code="rosa", name="Rosa")
    return made


def somebody(network: UUID, post: Post, side: Side) -> Actor:
    """A user who works on a side."""
    email = f"{post}-{network}@example.com"
    user = User.objects.filter(email=email).first() or User.objects.create_user(email)
    return Actor(user=user.id, network=network, post=post, side=side)


def operator(network: UUID) -> Actor:
    return somebody(network, Post.OPERATOR, Side.BUSINESS)


def director(network: UUID) -> Actor:
    return somebody(network, Post.MEDICAL_DIRECTOR, Side.CLINICAL)


def counsel(network: UUID) -> Actor:
    return somebody(network, Post.COUNSEL, Side.AUDITOR)


def a_document(by: Actor, data: bytes = PDF, **also: Any) -> KeptDocument:
    """A document of Rosa's, of the first of March 2020."""
    given = {"wall": "shared", "kind": "protocol", "title": "Toxin", "dated": DAY, "name": "toxin.pdf"}
    given["of"] = [("workforce_person", "rosa")]
    return keep_document(by=by, why="keeping", data=data, **{**given, **also})


def as_owner(sql: str) -> None:
    """Past the door, as the owner of the database; inside it, as the side that acts."""
    with connection.cursor() as cursor:
        cursor.execute(sql)


def behind_the_triggers(sql: str) -> None:
    """As a superuser who switches the triggers off."""
    with transaction.atomic():
        as_owner("SET LOCAL session_replication_role = replica")
        as_owner(sql)
        as_owner("SET LOCAL session_replication_role = origin")


def proof(by: Actor, document: str, method: Method = Method.PASSKEY) -> UUID:
    """A fresh proof of who signs a document."""
    return prove(by=by, why="asked to", purpose=f"sign:{document}", method=method)


def signed(by: Actor, document: str, **also: Any) -> Signed:
    """A signature under a document, with a fresh proof."""
    given = {"intent": Intent.ACKNOWLEDGES, "on": DAY, "proof": proof(by, document)}
    return sign(by=by, why="read", document=document, **{**given, **also})
