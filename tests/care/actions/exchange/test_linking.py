"""What another system did becomes acts of oversight once we know who, what, where and when; until then it says what it wants."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from openmso.authority.facts.people import Person
from openmso.care.actions.exchange import map_code, place_outside, take_up
from openmso.care.models import Outside
from openmso.care.queries.exchange import outside_places, unmapped, waiting
from openmso.foundation.door import seeing
from openmso.oversight.models import Act
from tests.care.actions.exchange.test_taking import brought, rows, sent
from tests.care.rules.fhir.samples import location, patient, practitioner, procedure
from tests.cast import ADA, AUSTIN, CAST
from tests.kept import clinician, network_of_the_cast

pytestmark = pytest.mark.django_db
NPI = "1234567893"


def network_with_npi() -> UUID:
    return network_of_the_cast(replace(CAST.need(Person, ADA), npi=NPI))


def known(network: UUID, **said: Any) -> None:
    """Say what the code and the place of the samples are here."""
    by = clinician(network)
    map_code(
        by=by,
        why="a test",
        system="text",
        number="botox, forehead",
        procedure="neuromodulator_injection",
        **said,
    )
    place_outside(
        by=by, why="a test", location=rows(network, kind="Location", current=True)[0].code, site=AUSTIN
    )


def acts(network: UUID) -> list[Act]:
    with seeing(clinician(network)):
        return list(Act.objects.filter(network=network).select_related("person", "site"))


def test_a_procedure_becomes_an_act_once_its_code_and_place_are_known() -> None:
    network = network_with_npi()
    brought(network, sent(patient(), practitioner(npi=NPI), location(), procedure()))
    assert acts(network) == []
    assert waiting(clinician(network)) == {"code": 1, "site": 1}
    known(network)
    assert take_up(by=clinician(network), why="a test").acts == 1
    (act,) = acts(network)
    assert (act.person.code, act.site.code, act.procedure) == (ADA, AUSTIN, "neuromodulator_injection")
    assert (act.source, act.at.isoformat(), act.on.isoformat()) == (
        "Vendor EMR",
        "2026-11-10T16:00:00+00:00",
        "2026-11-10",
    )
    (row,) = rows(network, kind="Procedure")
    assert (row.act, row.state, act.chart) == (act.code, "kept", row.code)
    assert "p1" not in (act.chart, act.code)


def test_the_verdict_is_that_of_the_day_on_which_it_was_done() -> None:
    network = network_with_npi()
    brought(
        network,
        sent(
            patient(),
            practitioner(npi=NPI),
            location(),
            procedure(),
            procedure("old", performedDateTime="2019-01-08T10:00:00-06:00"),
        ),
    )
    known(network)
    take_up(by=clinician(network), why="a test")
    by_day = {act.on.year: (act.outcome, act.standing) for act in acts(network)}
    assert by_day[2019][0] == "stop"
    assert by_day[2026][0] in ("allow", "allow_with_conditions")


def test_taken_up_again_and_brought_in_again_there_is_one_act() -> None:
    network = network_with_npi()
    everything = sent(patient(), practitioner(npi=NPI), location(), procedure())
    brought(network, everything)
    known(network)
    for _ in range(2):
        brought(network, everything)
        take_up(by=clinician(network), why="a test")
    assert len(acts(network)) == 1


def test_who_and_where_may_stand_in_the_encounter() -> None:
    network = network_with_npi()
    seen = {
        "resourceType": "Encounter",
        "id": "e1",
        "status": "finished",
        "class": {"code": "AMB"},
        "subject": {"reference": "Patient/p1"},
        "participant": [
            {"individual": {"reference": f"Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|{NPI}"}}
        ],
        "location": [{"location": {"reference": "Location/loc1"}}],
    }
    bare = procedure(encounter={"reference": "Encounter/e1"})
    del bare["performer"], bare["location"]
    brought(network, sent(bare, seen, location(), practitioner(npi=NPI), patient(birthDate="2010-01-01")))
    known(network)
    assert take_up(by=clinician(network), why="a test").acts == 1
    (act,) = acts(network)
    (encounter,) = rows(network, kind="Encounter")
    assert (act.chart, act.marks) == (encounter.code, ["minor"])


@pytest.mark.parametrize(
    ("other", "waits"),
    [
        ({"performedDateTime": "2026-11-10"}, "hour"),
        ({"performer": []}, "person"),
        ({"location": {"display": "At home"}}, "site"),
        ({"status": "not-done"}, ""),
        ({"status": "entered-in-error"}, ""),
    ],
)
def test_what_is_wanting_is_said_and_no_act_made_up(other: dict[str, Any], waits: str) -> None:
    network = network_with_npi()
    brought(network, sent(patient(), practitioner(npi=NPI), location(), procedure(**other)))
    known(network)
    take_up(by=clinician(network), why="a test")
    assert acts(network) == []
    assert [(row.state, row.waits) for row in rows(network, kind="Procedure")] == [("kept", waits)]


def test_a_code_that_is_none_of_ours_waits_no_more() -> None:
    network = network_with_npi()
    brought(network, sent(patient(), procedure(text="Renal dialysis")))
    by = clinician(network)
    assert [(one.code.code, one.count, one.suggestion) for one in unmapped(by)] == [("renal dialysis", 1, "")]
    map_code(by=by, why="a test", system="text", number="renal dialysis", procedure="none")
    take_up(by=by, why="a test")
    assert unmapped(by) == ()
    assert [row.state for row in rows(network, kind="Procedure")] == ["kept"]


def test_somebody_who_comes_to_us_later_is_found_by_npi() -> None:
    network = network_of_the_cast()
    brought(network, sent(patient(), practitioner(npi=NPI), location(), procedure()))
    assert waiting(clinician(network))["person"] == 1
    with seeing(clinician(network)):
        assert Outside.objects.get(kind="Practitioner").ours == ""
    from openmso.foundation.actor import system
    from openmso.workforce.actions import amend
    from openmso.workforce.queries import one

    by = system(network)
    kept = one(by, Person, ADA)
    amend(by=by, why="her number", record=replace(kept.record, npi=NPI), version=kept.version)
    take_up(by=clinician(network), why="a test")
    assert [row.ours for row in rows(network, kind="Practitioner")] == [ADA]


def test_places_of_others_are_told_with_where_they_are() -> None:
    network = network_of_the_cast()
    brought(network, sent(location(address={"city": "Austin", "state": "TX"})))
    (one,) = outside_places(clinician(network))
    assert (one.name, one.city, one.state, one.site) == ("Austin Med Spa", "Austin", "TX", "")
