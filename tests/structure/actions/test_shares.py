"""A share changes hands on a day, whole or in part; nothing is lost and nothing is held twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from openmso.authority.facts.structure import Ownership
from openmso.foundation.door import NoReasonError, WrongHandsError
from openmso.foundation.register import NotThereError, RefusedError, StaleError
from openmso.structure.actions import transfer_shares
from openmso.structure.queries import one, page
from tests.cast import ADA, BEN, LUMEN, NIA
from tests.kept import auditor, events, network_of_the_cast, operator

pytestmark = pytest.mark.django_db

JUNE = date(2026, 6, 1)


@pytest.fixture
def network() -> UUID:
    return network_of_the_cast()


def holders(network: UUID, on: date) -> dict[str, Decimal]:
    found = page(operator(network), Ownership, on=on, organization=LUMEN).items
    return {kept.record.owner: kept.record.percent for kept in found}


def sell(network: UUID, **other: Any) -> Any:
    told: dict[str, Any] = {"id": "ownership-ada", "to": BEN, "on": JUNE, **other}
    return transfer_shares(by=operator(network), why="agreed in May", **told)


def test_a_part_changes_hands_on_the_day_and_the_rest_stays(network: UUID) -> None:
    done = sell(network, percent=Decimal(40))
    assert holders(network, date(2026, 5, 31)) == {ADA: Decimal(100)}
    assert holders(network, JUNE) == {ADA: Decimal(60), BEN: Decimal(40)}
    assert [kept.record.id for kept in done.ended] == ["ownership-ada"]
    assert [kept.record.id for kept in done.holding] == [
        "lumen-medical/owner/ada/2026-06-01",
        "lumen-medical/owner/ben/2026-06-01",
    ]
    assert {one.why for one in events(network)[-3:]} == {"agreed in May"}


def test_all_of_it_leaves_nothing_to_the_giver(network: UUID) -> None:
    sell(network)
    assert holders(network, JUNE) == {BEN: Decimal(100)}


def test_what_the_taker_had_grows(network: UUID) -> None:
    sell(network, percent=Decimal(40))
    sell(network, id="lumen-medical/owner/ada/2026-06-01", percent=Decimal(10), on=date(2026, 9, 1))
    assert holders(network, date(2026, 8, 31)) == {ADA: Decimal(60), BEN: Decimal(40)}
    assert holders(network, date(2026, 9, 1)) == {ADA: Decimal(50), BEN: Decimal(50)}


def test_two_givers_on_one_day_meet_in_one_share(network: UUID) -> None:
    sell(network, percent=Decimal(40))
    sell(network, id="lumen-medical/owner/ben/2026-06-01", to=NIA, percent=Decimal(15), on=date(2026, 9, 1))
    sell(network, id="lumen-medical/owner/ada/2026-06-01", to=NIA, percent=Decimal(5), on=date(2026, 9, 1))
    assert holders(network, date(2026, 9, 1)) == {ADA: Decimal(55), BEN: Decimal(25), NIA: Decimal(20)}


@pytest.mark.parametrize(
    ("other", "error", "said"),
    [
        ({"percent": Decimal(101)}, RefusedError, "101 of 100 points cannot change hands"),
        ({"percent": Decimal(0)}, RefusedError, "0 of 100 points"),
        ({"to": ADA}, RefusedError, '"ada" holds it already'),
        ({"to": "nobody"}, RefusedError, 'no person or organization "nobody"'),
        ({"on": date(2023, 1, 1)}, RefusedError, "does not hold on 2023-01-01"),
        ({"on": date(2024, 1, 1)}, RefusedError, "not after its first day"),
        ({"version": "0" * 32}, StaleError, "changed meanwhile"),
        ({"id": "ownership-zoe"}, NotThereError, "ownership-zoe"),
    ],
)
def test_what_cannot_be_leaves_everything_as_it_was(
    network: UUID, other: dict[str, Any], error: type[Exception], said: str
) -> None:
    before = len(events(network))
    with pytest.raises(error, match=said):
        sell(network, **other)
    assert len(events(network)) == before
    assert one(operator(network), Ownership, "ownership-ada").record.percent == 100


def test_nobody_transfers_without_a_reason_or_from_the_wrong_side(network: UUID) -> None:
    told: dict[str, Any] = {"id": "ownership-ada", "to": BEN, "on": JUNE}
    with pytest.raises(NoReasonError):
        transfer_shares(by=operator(network), why="", **told)
    with pytest.raises(WrongHandsError):
        transfer_shares(by=auditor(network), why="fairer", **told)
    assert holders(network, JUNE) == {ADA: Decimal(100)}
