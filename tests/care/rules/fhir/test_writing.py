"""Our records as FHIR says them, held to its shapes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from openmso.authority.facts.people import Engagement, Person
from openmso.authority.facts.structure import Organization, Site
from openmso.care.files.fhir.validating import faults_of
from openmso.care.rules.fhir import writing as w
from openmso.care.rules.fhir.mapping import mapped
from openmso.care.rules.fhir.searching import PARAMETERS
from openmso.timeline.spans import Span

ON = date(2026, 11, 24).toordinal()
ADA = Person("ada", "Ada Finch", "1234567893")
SITE = Site("austin", "Austin", "lumen", "TX", "America/Chicago", latitude=30.27, longitude=-97.74)
WORKS = Engagement(
    "rosa/engagement/1", "rosa", "lumen", "RN", span=Span.of(date(2026, 1, 1), date(2026, 11, 24))
)
LUMEN = Organization("lumen", "Lumen PLLC", "practice", "PLLC", "TX")
MADE = {
    "Practitioner": w.practitioner(ADA, ON),
    "Location": w.location(SITE, ON),
    "PractitionerRole": w.role(WORKS, ON, ["austin"]),
    "Organization": w.organization(LUMEN, ON),
}


@pytest.mark.parametrize("kind", MADE)
def test_what_we_write_is_as_fhir_has_it_and_reads_back(kind: str) -> None:
    assert faults_of(MADE[kind]) == ()
    back = mapped(MADE[kind])
    assert back.record is not None
    assert (back.faults, back.record.id) == ((), MADE[kind]["id"])


def test_an_npi_is_there_and_an_engagement_that_ended_is_not_active() -> None:
    assert MADE["Practitioner"]["identifier"][0] == {
        "system": "http://hl7.org/fhir/sid/us-npi",
        "value": "1234567893",
    }
    assert MADE["PractitionerRole"]["active"] is False
    assert MADE["PractitionerRole"]["period"] == {"start": "2026-01-01", "end": "2026-11-23"}


def test_an_id_that_fhir_would_not_take_is_made_one_and_stays_the_same() -> None:
    made = w.fhir_id("rosa/engagement/1")
    assert made == MADE["PractitionerRole"]["id"] == w.fhir_id("rosa/engagement/1")
    assert "/" not in made
    assert len(made) <= 64
    assert w.fhir_id("austin") == "austin"


@pytest.mark.parametrize(
    "resource",
    [
        w.outcome("not-found", "there is no Patient/x"),
        w.capability("https://x/fhir/R4", "1", "2026-11-26", PARAMETERS),
        w.searchset(
            "https://x/fhir/R4", [MADE["Location"]], total=3, here="https://x/a", further="https://x/b"
        ),
        w.searchset("https://x/fhir/R4", [], total=0, here="https://x/a"),
    ],
    ids=["outcome", "capability", "searchset", "nothing found"],
)
def test_what_a_server_says_is_as_fhir_has_it(resource: dict[str, Any]) -> None:
    assert faults_of(resource) == ()
