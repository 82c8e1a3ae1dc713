"""A year judged again says of each act what deciding it by itself says, and tells what was allowed and would not be today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from openmso.authority.answer import Key
from openmso.authority.facts.people import License
from openmso.foundation.actor import system
from openmso.foundation.door import acting, seeing
from openmso.oversight.actions.acts import Done, record_act
from openmso.oversight.facts import judge_of
from openmso.oversight.facts.held import SHELF
from openmso.oversight.models import Act
from openmso.oversight.queries.audited import audited
from openmso.timeline.calendar import civil_day
from openmso.workforce.models import License as Row
from tests.cast import ADA, AUSTIN, BOTOX, CAST, DALLAS, FILLER, LASER, LOU, NIA, ROSA
from tests.kept import auditor, clinician, network_of_the_cast, operator

pytestmark = pytest.mark.django_db
AT_THE_SITE = ZoneInfo("America/Chicago")
NOON = datetime(2026, 3, 2, 18, tzinfo=UTC)
YEAR = date(2026, 1, 1), date(2027, 1, 1)


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    SHELF.clear()
    yield
    SHELF.clear()


def done(network: UUID, person: str, procedure: str, at: datetime, site: str = AUSTIN) -> None:
    one = Done(person, site, procedure, at, f"c-{person}-{procedure}-{at:%d%H%M}", outcome="allow")
    record_act(by=clinician(network), why="signed", done=one)


def filled(network: UUID) -> list[tuple[str, str, str, datetime]]:
    """Acts of several people, some of whom may not."""
    made = []
    for number, (person, procedure, site) in enumerate(
        (who, what, where)
        for who in (ADA, NIA, ROSA, LOU)
        for what in (BOTOX, FILLER, LASER)
        for where in (AUSTIN, DALLAS)
    ):
        at = NOON + timedelta(hours=number)
        done(network, person, procedure, at, site)
        made.append((person, procedure, site, at))
    return made


def test_each_act_is_judged_as_by_itself() -> None:
    network = network_of_the_cast()
    made = filled(network)
    by = auditor(network)
    found = audited(by, *YEAR)
    judge, _ = judge_of(by)
    standings = [
        judge.verdict(Key(person, procedure, site), civil_day(at, AT_THE_SITE).toordinal()).standing
        for person, procedure, site, at in made
    ]
    # What the bedside shows is left open here and not held against anybody.
    assert found.acts == len(made)
    assert found.without == sum(not one.authorizes for one in standings)
    assert 0 < found.without < len(made)
    assert found.turned == found.without
    assert sum(acts for acts, _ in found.sites.values()) == len(made)
    assert sum(without for _, without in found.sites.values()) == found.without
    assert len(found.failed) == found.without
    assert [one.at for one in found.failed] == sorted((one.at for one in found.failed), reverse=True)
    assert all(one.reasons for one in found.failed)
    assert len(audited(by, *YEAR, most=2).failed) == 2


def test_what_is_learned_later_turns_what_was_allowed() -> None:
    network = network_of_the_cast()
    done(network, ROSA, BOTOX, NOON)
    by = operator(network)
    before = audited(by, *YEAR)
    assert (before.acts, before.without, before.failed) == (1, 0, ())
    license = next(one for one in CAST.all(License) if one.person == ROSA)
    with acting(system(network), why="the board tells that it had lapsed"):
        row = Row.objects.get(network=network, code=license.id)
        row.valid = DateRange(row.valid.lower, date(2026, 2, 1))
        row.save(update_fields=["valid"])
    after = audited(by, *YEAR)
    assert (after.without, after.turned) == (1, 1)
    (failed,) = after.failed
    assert (failed.person, failed.then, failed.at.hour) == (ROSA, "allow", 12)
    with seeing(system(network)):
        assert Act.objects.get().outcome == "allow"  # what was said then stays


def test_a_period_holds_its_civil_days_and_nothing_of_another_network() -> None:
    network, other = network_of_the_cast(), network_of_the_cast(slug="other")
    done(network, ROSA, BOTOX, datetime(2027, 1, 1, 5, tzinfo=UTC))  # the last evening of the year in Austin
    done(network, ROSA, BOTOX, datetime(2027, 1, 1, 7, tzinfo=UTC))
    done(other, ROSA, BOTOX, NOON)
    assert audited(operator(network), *YEAR).acts == 1
    assert audited(operator(network), date(2027, 1, 1), date(2028, 1, 1)).acts == 1
    empty = audited(operator(network), date(2020, 1, 1), date(2021, 1, 1))
    assert (empty.acts, empty.without, empty.failed, dict(empty.sites)) == (0, 0, (), {})


def test_a_year_is_read_at_once_and_seen_by_who_counts_queries() -> None:
    network = network_of_the_cast()
    filled(network)
    with CaptureQueriesContext(connection) as asked:
        assert audited(auditor(network), *YEAR).acts
    assert sum("FROM oversight_act act" in str(one["sql"]) for one in asked) == 1
