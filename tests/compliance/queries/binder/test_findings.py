"""Which findings stand in the binder of a site: those about it, and none of another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from openmso.authority.facts.people import Engagement, License
from openmso.authority.facts.structure import Organization, Site
from openmso.compliance.queries.binder.findings import concerns
from openmso.compliance.queries.binder.frame import frame_of
from openmso.compliance.queries.held import findings_of
from openmso.compliance.rules.binders import Scope
from openmso.oversight.facts.held import SHELF
from openmso.timeline.spans import Span
from tests.cast import AUSTIN, altered
from tests.kept import auditor, network_of_the_cast

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)
LAPSED = altered(License, "license-rosa", span=Span.of(date(2015, 1, 1), date(2026, 2, 1)))
FAR = (
    Organization("far", "Far Medical", "practice", "PLLC", "TX"),
    Site("far-site", "Far", "far", "TX", "America/Chicago"),
)


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    SHELF.clear()
    yield
    SHELF.clear()


def records(scope: Scope, *more: object) -> set[str]:
    by = auditor(network_of_the_cast(LAPSED, *FAR, *more))  # type: ignore[arg-type] # records of any kind
    frame = frame_of(by, scope, date(2025, 3, 3), date(2026, 3, 2), NOW)
    assert frame is not None
    found = [one for one in findings_of(by, frame.on) if concerns(frame, one)]
    return {place.record for one in found for place in one.finding.where}


def test_a_lapsed_license_is_found_where_its_holder_works_and_nowhere_else() -> None:
    assert "license-rosa" in records(Scope("network"))
    SHELF.clear()


def test_the_binder_of_a_site_tells_of_who_works_there() -> None:
    assert "license-rosa" in records(Scope("site", AUSTIN))


def test_the_binder_of_another_site_does_not() -> None:
    found = records(Scope("site", "far-site"))
    assert "license-rosa" not in found
    assert "far-site" in found


def test_somebody_who_works_at_one_site_only_is_not_told_of_at_the_other() -> None:
    only_dallas = altered(Engagement, "engagement-rosa", sites=frozenset({"dallas"}))
    assert "license-rosa" not in records(Scope("site", AUSTIN), only_dallas)
