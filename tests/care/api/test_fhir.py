"""`/fhir/R4` as another system meets it: what is there for whom, how it is found, and what it says when something is wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from openmso.authority.facts.people import Person
from openmso.care.files.fhir.validating import faults_of
from openmso.care.models import Opening
from openmso.care.rules.fhir.mapping import mapped
from openmso.foundation.door import seeing
from openmso.foundation.rules.sides import Post, Side
from openmso.foundation.tokens import issue
from tests.care.actions.exchange.test_linking import known
from tests.care.actions.exchange.test_taking import brought, rows, sent
from tests.care.rules.fhir.samples import location, patient, practitioner, procedure
from tests.cast import ADA, AUSTIN, CAST, ROSA
from tests.oversight.conftest import Lumen, lumen_of

pytestmark = pytest.mark.django_db
NPI = "1234567893"
ENCOUNTER = {
    "resourceType": "Encounter",
    "id": "e1",
    "status": "finished",
    "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB"},
    "subject": {"reference": "Patient/p1", "display": "Wren Lark"},
    "participant": [
        {"individual": {"reference": f"Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|{NPI}"}}
    ],
    "period": {"start": "2026-11-10T09:30:00-06:00"},
    "serviceProvider": {"reference": "Organization/elsewhere", "display": "Elsewhere"},
}
ALL = [
    patient(),
    patient("p2", name=[{"family": "Wood"}]),
    practitioner(npi=NPI),
    practitioner("dr2", npi="9999974493"),
    location(),
    ENCOUNTER,
    procedure(encounter={"reference": "Encounter/e1"}),
]


@pytest.fixture
def lumen() -> Lumen:
    made = lumen_of(replace(CAST.need(Person, ADA), npi=NPI))
    made.seat("ada", Post.MEDICAL_DIRECTOR, person=ADA)
    brought(made.network, sent(*ALL))
    known(made.network)
    brought(made.network, sent(*ALL))
    return made


def token(lumen: Lumen, name: str, *scopes: str) -> str:
    side = Side.BUSINESS if name == "olga" else Side.CLINICAL
    return issue(
        by=lumen.system,
        why="a test",
        name="a reader",
        scopes=scopes,
        seat=lumen.seats[name],
        side=side,
        lasts=timedelta(days=1),
    ).text


class Reader:
    """Another system with a token, which holds every answer to the shapes of FHIR."""

    def __init__(self, lumen: Lumen, name: str = "ada", *scopes: str) -> None:
        self.client, self.token = Client(), token(lumen, name, *(scopes or ("read",)))

    def answer(self, address: str, **headers: str) -> Any:
        return self.client.get(
            f"/fhir/R4/{address}", headers={"Authorization": f"Bearer {self.token}", **headers}
        )

    def __call__(self, address: str, status: int = 200) -> dict[str, Any]:
        found = self.answer(address)
        assert (found.status_code, found.headers["Content-Type"]) == (
            status,
            "application/fhir+json; charset=utf-8",
        )
        resource: dict[str, Any] = json.loads(found.content)
        assert faults_of(resource) == ()
        return resource


def names(bundle: dict[str, Any]) -> list[str]:
    return [one["resource"]["id"] for one in bundle.get("entry", [])]


def test_everybody_learns_what_the_server_can_do() -> None:
    found = Client().get("/fhir/R4/metadata")
    said = json.loads(found.content)
    assert (found.status_code, said["fhirVersion"], faults_of(said)) == (200, "4.0.1", ())
    assert {one["type"] for one in said["rest"][0]["resource"]} >= {
        "Patient",
        "Procedure",
        "DocumentReference",
        "Location",
    }


def test_a_stranger_is_told_to_sign_in_as_fhir_has_it() -> None:
    found = Client().get("/fhir/R4/Patient")
    assert (found.status_code, json.loads(found.content)["issue"][0]["code"]) == (401, "login")


def test_a_patient_is_found_by_number_by_name_and_by_birth_and_reads_back_as_it_came(lumen: Lumen) -> None:
    read = Reader(lumen)
    by = [
        "identifier=urn:vendor:mrn|MRN-p1",
        "name=lark",
        "family=LARK&given=wren",
        "birthdate=1988-04-05&name=lark",
    ]
    found = [names(read(f"Patient?{one}")) for one in by]
    assert all(one == found[0] and len(one) == 1 for one in found)
    one = read(f"Patient/{found[0][0]}")
    assert mapped({**one, "id": "p1"}).record == mapped(patient()).record
    assert names(read("Patient?name=nobody")) == []


def test_references_lead_to_what_is_here_and_name_what_is_not(lumen: Lumen) -> None:
    read = Reader(lumen)
    (seen,) = [one["resource"] for one in read("Encounter?date=2026-11")["entry"]]
    whose = seen["subject"]["reference"]
    assert names(read(f"Encounter?patient={whose}")) == [seen["id"]]
    assert seen["participant"][0]["individual"] == {"reference": f"Practitioner/{ADA}"}
    assert "reference" not in seen["serviceProvider"]
    assert seen["serviceProvider"]["identifier"]["value"] == "Organization/elsewhere"
    (done,) = [one["resource"] for one in read(f"Procedure?subject={whose}")["entry"]]
    assert done["location"] == {"reference": f"Location/{AUSTIN}"}
    assert done["encounter"]["reference"] == f"Encounter/{seen['id']}"
    for place in (whose, f"Practitioner/{ADA}", f"Location/{AUSTIN}"):
        assert read(place)["id"] == place.rpartition("/")[2]


def test_our_people_are_found_by_npi_beside_those_of_others(lumen: Lumen) -> None:
    read = Reader(lumen)
    system = "http://hl7.org/fhir/sid/us-npi"
    assert names(read(f"Practitioner?identifier={system}|{NPI}")) == [ADA]
    (other,) = names(read(f"Practitioner?identifier={system}|9999974493"))
    assert read(f"Practitioner/{other}")["name"][0]["family"] == "Finch"
    assert names(read(f"PractitionerRole?practitioner={ROSA}")) != []
    assert AUSTIN in names(read("Location?address-state=tx"))


def test_pages_follow_one_another_and_hold_everybody_once(lumen: Lumen) -> None:
    read = Reader(lumen)
    whole = names(read("Practitioner?_count=500"))
    met: list[str] = []
    address = "Practitioner?_count=2"
    while address:
        page = read(address)
        assert (len(page["entry"]) <= 2, page["total"]) == (True, len(whole))
        met += names(page)
        further = [one["url"] for one in page["link"] if one["relation"] == "next"]
        address = further[0].partition("/fhir/R4/")[2] if further else ""
    assert met == whole
    assert len(set(whole)) == len(whole) > 4


def test_everything_of_a_patient_is_one_bundle(lumen: Lumen) -> None:
    read = Reader(lumen)
    (whose,) = names(read("Patient?name=lark"))
    found = read(f"Patient/{whose}/$everything")
    kinds = [one["resource"]["resourceType"] for one in found["entry"]]
    assert kinds == ["Patient", "Encounter", "Procedure", "Location", "Practitioner"]
    narrow = read(f"Patient/{whose}/$everything?_type=Procedure")
    assert [one["resource"]["resourceType"] for one in narrow["entry"]] == ["Procedure"]
    assert "entry" not in read(f"Patient/{whose}/$everything?_since=2100-01-01T00:00:00Z")
    read("Patient/p-none/$everything", 404)


def test_what_was_seen_is_not_sent_again(lumen: Lumen) -> None:
    read = Reader(lumen)
    (whose,) = names(read("Patient?name=lark"))
    first = read.answer(f"Patient/{whose}")
    again = read.answer(f"Patient/{whose}", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    brought(lumen.network, sent(patient(gender="unknown")))
    assert read.answer(f"Patient/{whose}", **{"If-None-Match": first.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("Patient/p-none", 404, "not-found"),
        ("Observation", 404, "not-found"),
        ("", 404, "not-found"),
        ("Patient?color=red", 400, "not-supported"),
        ("Encounter?date=spring", 400, "value"),
        ("Encounter?patient=Practitioner/ada", 400, "value"),
        ("Patient?_count=many", 400, "value"),
    ],
)
def test_what_is_wrong_is_an_outcome(lumen: Lumen, address: str, status: int, code: str) -> None:
    assert Reader(lumen)(address, status)["issue"][0]["code"] == code


def test_nothing_is_written_here(lumen: Lumen) -> None:
    reader = Reader(lumen, "ada", "write")
    found = reader.client.post(
        "/fhir/R4/Patient",
        json.dumps(patient("p9")),
        "application/fhir+json",
        headers={"Authorization": f"Bearer {reader.token}"},
    )
    assert (found.status_code, found.headers["Allow"]) == (405, "GET, HEAD")
    assert rows(lumen.network, outside="p9") == []


@pytest.mark.parametrize(
    "kind", ["Patient", "Encounter", "Procedure", "Consent", "Coverage", "Appointment", "DocumentReference"]
)
def test_the_business_reads_the_directory_and_no_chart(lumen: Lumen, kind: str) -> None:
    read = Reader(lumen, "olga")
    assert read(kind, 403)["issue"][0]["code"] == "forbidden"
    assert read(f"{kind}/x", 403)["issue"][0]["code"] == "forbidden"
    people = names(read("Practitioner?_count=500"))
    assert ADA in people
    assert not [one for one in people if one.startswith("out-")]


def test_a_token_reads_only_within_its_scopes(lumen: Lumen) -> None:
    read = Reader(lumen, "ada", "structure:read")
    read("Location")
    for kind in ("Patient", "Practitioner"):
        assert read(kind, 403)["issue"][0]["code"] == "forbidden"


def test_nothing_of_another_network_is_there(lumen: Lumen) -> None:
    (whose,) = names(Reader(lumen)("Patient?name=lark"))
    other = lumen_of(slug="other")
    other.seat("ada", Post.MEDICAL_DIRECTOR, person=ADA)
    Reader(other)(f"Patient/{whose}", 404)


def test_what_is_handed_out_of_a_patient_stands_in_their_chart(lumen: Lumen) -> None:
    reader = Reader(lumen)
    (whose, *_) = reader("Patient?_count=1")["entry"]
    id = whose["resource"]["id"]
    reader(f"Patient/{id}/$everything")
    reader("Practitioner")
    with seeing(lumen.system):
        found = list(
            Opening.objects.filter(patient__code=id).order_by("at").values_list("what", "door", "user")
        )
    assert [(what, door) for what, door, _ in found] == [("FHIR Patient", "api"), ("FHIR everything", "api")]
    assert {user for *_, user in found} == {lumen.users["ada"].id}
