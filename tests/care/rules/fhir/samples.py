"""Resources as another system sends them; nobody in them exists."""

from __future__ import annotations

from typing import Any, Final

SNOMED: Final = "http://snomed.info/sct"


def patient(id: str = "p1", **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "Patient",
        "id": id,
        "identifier": [{"system": "urn:vendor:mrn", "value": f"MRN-{id}"}],
        "name": [{"family": "Lark", "given": ["Wren"]}],
        "birthDate": "1988-04-05",
        "gender": "female",
        **more,
    }


def practitioner(id: str = "dr1", npi: str = "1234567893", **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "Practitioner",
        "id": id,
        "identifier": [{"system": "http://hl7.org/fhir/sid/us-npi", "value": npi}],
        "name": [{"family": "Finch", "given": ["Ada"]}],
        **more,
    }


def location(id: str = "loc1", **more: Any) -> dict[str, Any]:
    return {"resourceType": "Location", "id": id, "status": "active", "name": "Austin Med Spa", **more}


def procedure(id: str = "proc1", text: str = "Botox, forehead", **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "Procedure",
        "id": id,
        "status": "completed",
        "code": {"text": text},
        "subject": {"reference": "Patient/p1"},
        "performedDateTime": "2026-11-10T10:00:00-06:00",
        "performer": [{"actor": {"reference": "Practitioner/dr1"}}],
        "location": {"reference": "Location/loc1"},
        **more,
    }
