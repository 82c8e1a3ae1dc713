"""Our records as resources of FHIR R4, and what a server says around them: bundles, outcomes, what it can do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from openmso.authority.facts.people import Engagement, Person
from openmso.authority.facts.structure import Organization, Site
from openmso.care.rules.fhir.parts import NPI
from openmso.timeline.spans import Span

Resource = dict[str, Any]
PROPER: Final = re.compile(r"[A-Za-z0-9.-]{1,64}")
BULK: Final = "http://hl7.org/fhir/uv/bulkdata"
OURS: Final = "urn:openmso:id"
"""The system of our own ids, as identifiers."""


def fhir_id(id: str) -> str:
    """An id of ours as FHIR takes it: as it is where it fits, else a digest of it."""
    return id if PROPER.fullmatch(id) else f"x.{sha256(id.encode()).hexdigest()[:40]}"


def reference(kind: str, id: str, display: str = "") -> Resource:
    """A reference to a resource of ours."""
    return {"reference": f"{kind}/{fhir_id(id)}", **({"display": display} if display else {})}


def practitioner(one: Person, on: int) -> Resource:
    """A person as a practitioner."""
    del on
    numbers = [{"system": NPI, "value": one.npi}] if one.npi else []
    return {
        "resourceType": "Practitioner",
        "id": fhir_id(one.id),
        "identifier": [*numbers, _own(one.id)],
        "name": [{"text": one.name}],
    }


def organization(one: Organization, on: int) -> Resource:
    """A legal entity; active on the days of its span."""
    return {
        "resourceType": "Organization",
        "id": fhir_id(one.id),
        "identifier": [_own(one.id)],
        "active": on in one.span,
        "type": [{"text": one.kind}],
        "name": one.name,
        "address": [{"state": one.state, "country": "US"}],
    }


def location(one: Site, on: int) -> Resource:
    """A site; a telehealth site has a state and no position."""
    position = {"longitude": one.longitude, "latitude": one.latitude}
    return {
        "resourceType": "Location",
        "id": fhir_id(one.id),
        "identifier": [_own(one.id)],
        "status": "active" if on in one.span else "inactive",
        "name": one.name,
        "mode": "instance",
        "type": [{"text": one.kind}],
        "address": {"state": one.state, "country": "US"},
        **({"position": position} if None not in position.values() else {}),
        "managingOrganization": reference("Organization", one.practice),
    }


def role(one: Engagement, on: int, sites: Iterable[str]) -> Resource:
    """An engagement as a role; `sites`: those at which it holds."""
    return {
        "resourceType": "PractitionerRole",
        "id": fhir_id(one.id),
        "identifier": [_own(one.id)],
        "active": on in one.span,
        **({"period": period} if (period := _period(one.span)) else {}),
        "practitioner": reference("Practitioner", one.person),
        "organization": reference("Organization", one.organization),
        "code": [{"text": one.role}],
        **({"location": where} if (where := [reference("Location", site) for site in sites]) else {}),
    }


def _own(id: str) -> Resource:
    return {"system": OURS, "value": id}


def _period(span: Span) -> Resource:
    """Its days, the last one included, as FHIR has it."""
    last = span.until.toordinal() - 1 if span.until else None
    said: Resource = {}
    if span.first is not None:
        said["start"] = span.first.isoformat()
    if last is not None and span.until is not None:
        said["end"] = span.until.fromordinal(last).isoformat()
    return said


def outcome(code: str, said: str, *, severity: str = "error") -> Resource:
    """What went wrong, or right; `code` of the value set issue-type."""
    return {
        "resourceType": "OperationOutcome",
        "issue": [{"severity": severity, "code": code, "diagnostics": said}],
    }


def searchset(at: str, found: Sequence[Resource], *, total: int, here: str, further: str = "") -> Resource:
    """What was found as a bundle. `at`: where the server is; `here`: this page; `further`: the next."""
    links = [{"relation": "self", "url": here}, *([{"relation": "next", "url": further}] if further else [])]
    entries = [
        {"fullUrl": f"{at}/{one['resourceType']}/{one['id']}", "resource": one, "search": {"mode": "match"}}
        for one in found
    ]
    return {
        "resourceType": "Bundle",
        "type": "searchset",
        "total": total,
        "link": links,
        **({"entry": entries} if entries else {}),
    }


def capability(
    at: str, version: str, published: str, types: Mapping[str, Mapping[str, tuple[str, str]]]
) -> Resource:
    """What the server can do: which types it holds, and by which parameters they are searched (type, documentation)."""
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": published,
        "kind": "instance",
        "software": {"name": "OpenMSO", "version": version},
        "implementation": {"description": "OpenMSO, read only", "url": at},
        "instantiates": [f"{BULK}/CapabilityStatement/bulk-data"],
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json", "json"],
        "rest": [
            {
                "mode": "server",
                "documentation": "Read only. Unknown parameters are refused. A token or session of the clinical side reads charts; of any other side, the directory only.",
                "security": {
                    "cors": False,
                    "description": "Authorization: Bearer oms_…, or the session of who is signed in",
                },
                "resource": [_offered(kind, known) for kind, known in types.items()],
                "operation": [{"name": "export", "definition": f"{BULK}/OperationDefinition/export"}],
            }
        ],
    }


def _offered(kind: str, known: Mapping[str, tuple[str, str]]) -> Resource:
    made: Resource = {
        "type": kind,
        "interaction": [{"code": "read"}, {"code": "search-type"}],
        "versioning": "versioned",
        "searchParam": [
            {"name": name, "type": type_, "documentation": said} for name, (type_, said) in known.items()
        ],
    }
    if kind == "Patient":
        made["operation"] = [
            {
                "name": "everything",
                "definition": "http://hl7.org/fhir/OperationDefinition/Patient-everything",
            },
            {"name": "export", "definition": f"{BULK}/OperationDefinition/patient-export"},
        ]
    return made


def patients_in(resources: Iterable[Resource]) -> frozenset[str]:
    """The ids of the patients of whom resources tell: themselves, and whom they name as theirs."""
    found = set()
    for one in resources:
        if one.get("resourceType") == "Patient":
            found.add(str(one["id"]))
        for name in ("subject", "patient", "beneficiary"):
            kind, _, id = str(one.get(name, {}).get("reference", "")).rpartition("/")
            if kind.endswith("Patient"):
                found.add(id)
        for taker in one.get("participant", ()):
            kind, _, id = str(taker.get("actor", {}).get("reference", "")).rpartition("/")
            if kind.endswith("Patient"):
                found.add(id)
    return frozenset(found)
