"""What the database itself refuses about the structure of a network."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import ProtectedError

from openmso.foundation.actor import system
from openmso.foundation.door import acting
from openmso.foundation.models import Network
from openmso.structure.models import Organization, Ownership, Site
from tests.foundation.rows import row_in, saved

pytestmark = pytest.mark.django_db

SPRING = DateRange(date(2026, 1, 1), date(2026, 7, 1), "[)")
SUMMER = DateRange(date(2026, 6, 30), None, "[)")
AUTUMN = DateRange(date(2026, 7, 1), None, "[)")


@pytest.fixture
def network() -> Iterator[Network]:
    """A network, with the system acting in it."""
    made = Network.objects.create(slug="n", name="N")
    with acting(system(made.id), why="trying the tables"):
        yield made


@pytest.fixture
def practice(network: Network) -> Organization:
    made = row_in(network.id, Organization)
    assert isinstance(made, Organization)
    made.save(force_insert=True)
    return made


def share(practice: Organization, code: str, valid: DateRange, percent: str = "60") -> Ownership:
    return Ownership(
        network_id=practice.network_id,
        code=code,
        organization=practice,
        owner="ada",
        percent=Decimal(percent),
        valid=valid,
    )


def test_an_owner_may_hold_a_share_twice_one_after_the_other(practice: Organization) -> None:
    share(practice, "first", SPRING).save()
    share(practice, "second", AUTUMN).save()


def test_an_owner_does_not_hold_two_shares_on_one_day(practice: Organization) -> None:
    share(practice, "first", SPRING).save()
    with pytest.raises(IntegrityError, match="ownership_twice"), transaction.atomic():
        share(practice, "second", SUMMER).save()


@pytest.mark.parametrize("percent", ["-1", "100.5"])
def test_a_share_is_at_most_the_whole_and_never_less_than_nothing(
    practice: Organization, percent: str
) -> None:
    with pytest.raises(IntegrityError, match="ownership_percent"), transaction.atomic():
        share(practice, "first", SPRING, percent).save()


def test_a_code_names_one_organization_of_a_network(practice: Organization) -> None:
    twin = row_in(practice.network_id, Organization)
    assert isinstance(twin, Organization)
    twin.code = practice.code
    with pytest.raises(IntegrityError, match="organization_code"), transaction.atomic():
        twin.save(force_insert=True)


def test_in_another_network_the_code_names_another(db: None) -> None:
    for slug in ("own", "other"):
        network = Network.objects.create(slug=slug, name=slug)
        row = row_in(network.id, Organization)
        assert isinstance(row, Organization)
        row.code = "lumen"
        saved(network.id, row)


def test_a_practice_with_a_site_cannot_be_taken_away(practice: Organization) -> None:
    site = row_in(practice.network_id, Site)
    assert isinstance(site, Site)
    site.practice = practice
    site.save(force_insert=True)
    with pytest.raises(ProtectedError):
        practice.delete()
