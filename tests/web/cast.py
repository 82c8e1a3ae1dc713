"""The cast at their desks: a network with seats, and browsers that have signed in and taken them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.test import Client

from openmso.authority.facts import Record
from openmso.foundation.rules.sides import LOGIN_ROLE, Post
from tests.cast import ADA
from tests.foundation.company import Company
from tests.kept import network_of_the_cast
from tests.web.visits import sign_in, take, with_password

SIDES = {"olga": "business", "mia": "business", "dana": "clinical", "rosa": "clinical", "carl": "auditor"}


def seated_cast(*records: Record, without: Iterable[str] = (), slug: str = "lumen") -> Company:
    """The network of the cast: Olga owns the MSO, Mia markets, Dana (who is Ada) directs, Rosa is a nurse, Carl audits."""
    network: UUID = network_of_the_cast(*records, without=without, slug=slug)
    made = Company(network)
    made.seat("olga", Post.MSO_OWNER, organization="lumen-management")
    made.seat("mia", Post.MARKETING, organization="lumen-management")
    made.seat("dana", Post.MEDICAL_DIRECTOR, organization="lumen-medical", person=ADA)
    made.seat("rosa", Post.RN, organization="lumen-medical", person="rosa")
    made.seat("carl", Post.AUDITOR)
    for user in made.users.values():
        with_password(user)
    return made


def as_the_product() -> None:
    """From here on the connection is signed in as the product is."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL SESSION AUTHORIZATION {LOGIN_ROLE}")


def browser(company: Company, name: str) -> Client:
    """The browser of somebody at their seat."""
    client = Client()
    sign_in(client, name)
    take(client, company.seats[name], SIDES[name])
    return client
