"""Bringing in what another system sends: all of it, once, however often it comes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError

from openmso.care.actions.exchange import Taken, lay_before, take_in
from openmso.care.facts.outside import opened
from openmso.care.files.fhir.reading import Arrived, arrived
from openmso.care.models import Exchange, Outside, Patient
from openmso.care.queries.exchange import Walk, rejected, run
from openmso.care.rules.fhir.mapping import READERS
from openmso.foundation.door import WrongHandsError, seeing
from openmso.foundation.register import RefusedError
from tests.care.rules.fhir.samples import location, patient, practitioner, procedure
from tests.kept import clinician, network_of_the_cast, operator
from tests.shared_data import SYNTHEA, needs_synthea

pytestmark = pytest.mark.django_db


def sent(*resources: dict[str, Any]) -> list[Arrived]:
    return [Arrived("sent.ndjson", f"line {number}", one) for number, one in enumerate(resources, 1)]


def brought(network: UUID, coming: Iterable[Arrived], source: str = "Vendor EMR") -> Taken:
    by = clinician(network)
    exchange = lay_before(by=by, why="a test", source=source)
    return take_in(by=by, why="a test", exchange=exchange, arrived=coming)


def rows(network: UUID, **of: Any) -> list[Outside]:
    with seeing(clinician(network)):
        return list(Outside.objects.filter(network=network, **of).order_by("code"))


@needs_synthea
def test_of_all_public_samples_nothing_is_lost_and_nothing_doubled_the_second_time() -> None:
    network = network_of_the_cast()
    files = [one for one in arrived(SYNTHEA) if not one.wrong]
    came = Counter(one.resource["resourceType"] for one in files)
    seen = Walk(clinician(network), "Synthea").look(files)
    first = brought(network, files, "Synthea")
    kept = {(row.kind, row.outside): row.digest for row in rows(network, current=True)}
    versions = len(rows(network))
    assert seen.plain() == first.tally.plain()
    assert {kind: sum(one.values()) for kind, one in first.tally.kinds.items()} == came
    assert kept.keys() == {(one.resource["resourceType"], one.resource["id"]) for one in files}
    assert first.tally.of("rejected") == first.linked.waits["code"] == came["Procedure"]
    assert sum(first.tally.aside.values()) == sum(n for kind, n in came.items() if kind not in READERS)

    second = brought(network, files, "Synthea")
    assert {kind: sum(one.values()) for kind, one in second.tally.kinds.items()} == came
    assert (second.tally.of("new"), second.tally.of("changed")) == (0, 0)
    assert second.tally.rejects == first.tally.rejects
    assert {(row.kind, row.outside): row.digest for row in rows(network, current=True)} == kept
    assert len(rows(network)) == versions
    with seeing(clinician(network)):
        assert Patient.objects.count() == came["Patient"] == 9


def test_what_came_is_sealed_and_opens_as_it_came() -> None:
    network = network_of_the_cast()
    brought(network, sent(patient(), location()))
    one = rows(network, kind="Patient")[0]
    assert opened(one) == json.loads(json.dumps(patient()))
    assert b"Lark" not in bytes(one.raw)
    assert "MRN-p1" not in repr(one.marks)


def test_other_content_is_a_new_version_of_the_same_patient() -> None:
    network = network_of_the_cast()
    brought(network, sent(patient()))
    moved = patient(address=[{"city": "Austin", "state": "TX"}])
    by = clinician(network)
    look = Walk(by, "Vendor EMR")
    look.look(sent(moved))
    assert [(one.kind, one.id, one.elements) for one in look.changes] == [("Patient", "p1", ("address",))]
    assert brought(network, sent(moved)).tally.plain()["Patient"] == {
        "new": 0,
        "changed": 1,
        "same": 0,
        "rejected": 0,
    }
    versions = rows(network, kind="Patient")
    assert sorted(row.current for row in versions) == [False, True]
    assert len({row.patient_id for row in versions} - {None}) == 1


def test_a_new_date_of_export_changes_nothing() -> None:
    network = network_of_the_cast()
    brought(network, sent(patient(meta={"versionId": "1", "lastUpdated": "2026-11-01T00:00:00Z"})))
    again = brought(network, sent(patient(meta={"versionId": "2", "lastUpdated": "2026-11-24T00:00:00Z"})))
    assert again.tally.of("same") == 1


def test_the_same_id_of_another_system_is_another_patient() -> None:
    network = network_of_the_cast()
    brought(network, sent(patient()), "One EMR")
    brought(network, sent(patient()), "Other EMR")
    with seeing(clinician(network)):
        assert Patient.objects.count() == 2


def test_what_is_wrong_is_kept_with_what_is_wrong_and_takes_no_right_things_place() -> None:
    network = network_of_the_cast()
    brought(network, sent(patient(), {**patient("p2"), "birthDate": "in spring"}))
    assert [(one.kind, one.id, one.faults) for one in rejected(clinician(network))] == [
        ("Patient", "p2", (("Patient.birthDate", "is not as FHIR has it"),))
    ]
    spoiled = brought(network, sent({**patient(), "birthDate": "in spring"}))
    assert spoiled.tally.of("rejected") == 1
    assert [row.state for row in rows(network, outside="p1")] == ["kept"]


def test_the_same_id_twice_with_other_content_is_asked_about_and_an_abridged_clinician_is_not() -> None:
    network = network_of_the_cast()
    full, short = practitioner(active=True), practitioner()
    found = brought(network, sent(patient(), patient(gender="male"), full, short)).tally
    assert found.plain()["Practitioner"] == {"new": 1, "changed": 0, "same": 1, "rejected": 0}
    assert [(one.place, one.faults[0].path) for one in found.rejects] == [("line 2", "Patient")]


def test_a_record_of_nobody_is_rejected_until_its_patient_comes() -> None:
    network = network_of_the_cast()
    alone = brought(network, sent(procedure()))
    assert [one.faults[0].path for one in alone.tally.rejects] == ["Procedure.code"]
    seen = {
        "resourceType": "Encounter",
        "id": "e1",
        "status": "finished",
        "class": {"code": "AMB"},
        "subject": {"reference": "Patient/p1"},
    }
    early = brought(network, sent(seen))
    assert [(row.state, row.waits) for row in rows(network, kind="Encounter")] == [("rejected", "patient")]
    assert [one.faults[0].path for one in early.tally.rejects] == ["Encounter.subject"]
    brought(network, sent(patient()))
    assert [(row.state, row.waits) for row in rows(network, kind="Encounter")] == [("kept", "")]
    later = brought(network, sent(seen))
    assert later.tally.of("rejected") == 0
    assert rows(network, kind="Encounter")[0].state == "kept"


def test_the_exchange_says_what_came_of_it() -> None:
    network = network_of_the_cast()
    done = brought(network, sent(patient()))
    said = run(clinician(network), done.exchange)
    assert (said.state, said.counts) == (
        "applied",
        {"Patient": {"new": 1, "changed": 0, "same": 0, "rejected": 0}},
    )


@pytest.mark.parametrize("source", ["", "  ", "care", "x" * 61])
def test_a_source_without_a_name_or_named_as_ours_is_refused(source: str) -> None:
    network = network_of_the_cast()
    with pytest.raises(RefusedError):
        lay_before(by=clinician(network), why="a test", source=source)
    with seeing(clinician(network)):
        assert not Exchange.objects.exists()


def test_the_business_brings_in_nothing_and_sees_nothing_of_it() -> None:
    network = network_of_the_cast()
    done = brought(network, sent(patient()))
    with pytest.raises(WrongHandsError):
        lay_before(by=operator(network), why="a test", source="Vendor EMR")
    with pytest.raises(WrongHandsError):
        take_in(by=operator(network), why="a test", exchange=done.exchange, arrived=sent(patient("p2")))
    with pytest.raises(ProgrammingError, match="permission denied"), seeing(operator(network)):
        Outside.objects.count()
