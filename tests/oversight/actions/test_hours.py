"""Directors log their time: what goes beyond the hours of the office is stopped, however many try at once, and counts once among what was done."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connections

from openmso.authority.facts.oversight import Activity, Appointment
from openmso.foundation.actor import system
from openmso.foundation.door import WrongHandsError
from openmso.foundation.register import RefusedError
from openmso.oversight.actions.hours import Entry, log_time, withdraw_time
from openmso.oversight.facts import network_facts
from openmso.oversight.facts.held import SHELF
from openmso.oversight.queries.hours import logged, offices
from tests.cast import ADA, BEN, cast
from tests.kept import clinician, network_of_the_cast

WHY = "time was spent"
NOW = datetime(2026, 3, 10, 23, tzinfo=UTC)
NINE = datetime(2026, 3, 10, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    SHELF.clear()
    yield
    SHELF.clear()


def founded() -> tuple[UUID, str]:
    """The network; Ada's office takes two hours a month, for protocols and chart review."""
    office = next(one for one in cast().all(Appointment) if one.person == ADA)
    made = replace(office, hours_per_month=Decimal(2), duties=frozenset({"protocols", "chart_review"}))
    return network_of_the_cast(made), made.id


def entry(
    office: str, minutes: int = 60, at: datetime = NINE, said: str = "Read the charts of March"
) -> Entry:
    return Entry(office, "chart_review", at, at + timedelta(minutes=minutes), f"{said}, {at:%d %H:%M}")


def minutes(network: UUID) -> int:
    done = network_facts(system(network)).all(Activity)
    return sum(one.minutes or 0 for one in done if one.kind == "duty")


@pytest.mark.django_db
def test_what_goes_beyond_the_hours_of_the_office_is_stopped() -> None:
    network, office = founded()
    ada = clinician(network)
    log_time(by=ada, why=WHY, entry=entry(office, 90), now=NOW)
    over = entry(office, 31, NINE + timedelta(hours=3))
    with pytest.raises(RefusedError, match="30 minutes are left of the 2 hours"):
        log_time(by=ada, why=WHY, entry=over, now=NOW)
    code = log_time(by=ada, why=WHY, entry=entry(office, 30, NINE + timedelta(hours=3)), now=NOW)
    assert minutes(network) == 120
    (mine,) = offices(ada, NOW.date(), ADA)
    assert (mine.minutes, mine.left, mine.percent) == (120, 0, 100)
    withdraw_time(by=ada, why=WHY, entry=code, now=NOW)
    assert minutes(network) == 90
    assert [one.spent.minutes for one in logged(ada, NOW.date(), ADA)] == [90]
    # Another month has hours of its own.
    log_time(
        by=ada, why=WHY, entry=entry(office, 120, NINE - timedelta(days=10)), now=NOW - timedelta(days=9)
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"duty": "stop"}, "duty"),
        ({"duty": "golf"}, "duty"),
        ({"said": "charts"}, "said"),
        ({"ended": NINE}, "ended"),
        ({"began": NINE - timedelta(days=8), "ended": NINE - timedelta(days=8, minutes=-9)}, "began"),
        ({"began": NINE + timedelta(days=1), "ended": NINE + timedelta(days=1, minutes=9)}, "began"),
        ({"began": NINE.replace(tzinfo=None), "ended": NINE.replace(tzinfo=None, hour=16)}, "began"),
    ],
)
def test_what_cannot_be_logged_is_refused_and_nothing_counts(change: dict[str, object], field: str) -> None:
    network, office = founded()
    with pytest.raises(RefusedError) as refused:
        log_time(by=clinician(network), why=WHY, entry=replace(entry(office), **change), now=NOW)  # type: ignore[arg-type] # one field of it
    assert refused.value.field == field
    assert minutes(network) == 0


@pytest.mark.django_db
def test_time_is_logged_once_by_who_spent_it_and_in_words_of_its_own() -> None:
    network, office = founded()
    ada = clinician(network)
    first = log_time(by=ada, why=WHY, entry=entry(office, 20), now=NOW)
    with pytest.raises(RefusedError, match="logged already"):
        log_time(by=ada, why=WHY, entry=entry(office, 10, NINE + timedelta(minutes=19)), now=NOW)
    again = replace(entry(office, 10, NINE + timedelta(hours=1)), said=entry(office).said)
    with pytest.raises(RefusedError, match="word for word"):
        log_time(by=ada, why=WHY, entry=again, now=NOW)
    with pytest.raises(WrongHandsError):
        log_time(by=clinician(network, BEN), why=WHY, entry=entry(office), now=NOW)
    with pytest.raises(WrongHandsError):
        withdraw_time(by=clinician(network, BEN), why=WHY, entry=first, now=NOW)
    with pytest.raises(RefusedError, match="closed"):
        withdraw_time(by=ada, why=WHY, entry=first, now=NOW + timedelta(days=8))
    assert minutes(network) == 20


@pytest.mark.django_db(transaction=True)
def test_of_four_at_the_same_moment_only_as_many_are_logged_as_there_are_hours() -> None:
    network, office = founded()
    ada, start = clinician(network), Barrier(4)

    def one(number: int) -> bool:
        start.wait()
        try:
            log_time(by=ada, why=WHY, entry=entry(office, 50, NINE + timedelta(hours=number)), now=NOW)
        except RefusedError:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(4) as pool:
        logged_ones = list(pool.map(one, range(4)))
    assert sum(logged_ones) == 2
    assert minutes(network) == 100
