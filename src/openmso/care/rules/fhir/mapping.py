"""A resource of FHIR R4 read into our record of it. All that is wrong is told at once, with the path of each fault.

A resource that carries a modifier extension or implicit rules may mean the opposite of what it says to whoever does not know them; the
specification forbids to read on, and so it is refused. Elements that have no place in the record are named in `left`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from openmso.care.rules.fhir import parts as p
from openmso.care.rules.fhir import records as r
from openmso.care.rules.fhir.bound import BOUND, OPTIONAL
from openmso.care.rules.fhir.parts import Json, Ref


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a resource, at which path. What was said there is not repeated: it may tell of a patient."""

    path: str
    what: str


@dataclass(frozen=True, slots=True)
class Mapped:
    """A resource as read: the record, or what is wrong; and the elements that the record has no place for."""

    record: r.Record | None
    faults: tuple[Fault, ...] = ()
    left: tuple[str, ...] = ()


def _patient(one: Json) -> r.Patient:
    return r.Patient(
        one["id"],
        p.identifiers(one.get("identifier")),
        p.names(one.get("name")),
        one.get("birthDate", ""),
        one.get("gender", ""),
        p.contacts(one.get("telecom")),
        p.addresses(one.get("address")),
        one.get("active", True),
        one.get("deceasedDateTime", "") or ("unknown" if one.get("deceasedBoolean") else ""),
    )


def _practitioner(one: Json) -> r.Practitioner:
    known = p.identifiers(one.get("identifier"))
    return r.Practitioner(
        one["id"],
        known,
        p.npi(known),
        p.names(one.get("name")),
        p.contacts(one.get("telecom")),
        one.get("active", True),
    )


def _role(one: Json) -> r.PractitionerRole:
    return r.PractitionerRole(
        one["id"],
        p.ref(one.get("practitioner")),
        p.ref(one.get("organization")),
        p.refs(one.get("location")),
        p.concepts(one.get("code")),
        p.concepts(one.get("specialty")),
        p.period(one.get("period")),
        one.get("active", True),
    )


def _organization(one: Json) -> r.Organization:
    return r.Organization(
        one["id"],
        p.identifiers(one.get("identifier")),
        one.get("name", ""),
        p.concepts(one.get("type")),
        p.contacts(one.get("telecom")),
        p.addresses(one.get("address")),
        p.ref(one.get("partOf")),
        one.get("active", True),
    )


def _location(one: Json) -> r.Location:
    return r.Location(
        one["id"],
        p.identifiers(one.get("identifier")),
        one.get("name", ""),
        one.get("status", ""),
        p.addresses(one.get("address")),
        p.ref(one.get("managingOrganization")),
    )


def _encounter(one: Json) -> r.Encounter:
    return r.Encounter(
        one["id"],
        one["status"],
        one["class"].get("code", ""),
        p.concepts(one.get("type")),
        p.ref(one.get("subject")),
        tuple(p.ref(who["individual"]) for who in one.get("participant", ()) if who.get("individual")),
        p.period(one.get("period")),
        tuple(p.ref(where.get("location")) for where in one.get("location", ())),
        p.ref(one.get("serviceProvider")),
    )


def _procedure(one: Json) -> r.Procedure:
    said = one.get("performedDateTime", "")
    return r.Procedure(
        one["id"],
        one["status"],
        p.concept(one.get("code")),
        p.ref(one["subject"]),
        p.ref(one.get("encounter")),
        p.Period(said, said) if said else p.period(one.get("performedPeriod")),
        tuple(p.ref(who["actor"]) for who in one.get("performer", ())),
        p.ref(one.get("location")),
    )


def _consent(one: Json) -> r.Consent:
    rule = one.get("provision") or {}
    return r.Consent(
        one["id"],
        one["status"],
        p.concept(one["scope"]),
        p.concepts(one["category"]),
        p.ref(one.get("patient")),
        one.get("dateTime", ""),
        rule.get("type", ""),
        p.period(rule.get("period")),
    )


def _coverage(one: Json) -> r.Coverage:
    classes = tuple(
        (next((c.get("code", "") for c in row["type"].get("coding", ())), ""), row["value"])
        for row in one.get("class", ())
    )
    return r.Coverage(
        one["id"],
        one["status"],
        p.concept(one.get("type")),
        p.ref(one["beneficiary"]),
        p.ref(one.get("subscriber")),
        one.get("subscriberId", ""),
        p.concept(one.get("relationship")),
        p.period(one.get("period")),
        p.refs(one["payor"]),
        classes,
        one.get("order", 1),
    )


def _appointment(one: Json) -> r.Appointment:
    return r.Appointment(
        one["id"],
        one["status"],
        p.concepts(one.get("serviceType")),
        one.get("start", ""),
        one.get("end", ""),
        tuple(p.ref(who["actor"]) for who in one["participant"] if who.get("actor")),
    )


def _document(one: Json) -> r.DocumentReference:
    first = one["content"][0]["attachment"]
    return r.DocumentReference(
        one["id"],
        one["status"],
        p.concept(one.get("type")),
        p.ref(one.get("subject")),
        one.get("date", ""),
        p.refs(one.get("author")),
        first.get("title", "") or one.get("description", ""),
        first.get("contentType", ""),
        first.get("url", ""),
        first.get("hash", ""),
        p.refs((one.get("context") or {}).get("encounter")),
    )


READERS: Final[Mapping[str, Callable[[Json], r.Record]]] = {
    "Organization": _organization,
    "Location": _location,
    "Practitioner": _practitioner,
    "PractitionerRole": _role,
    "Patient": _patient,
    "Coverage": _coverage,
    "Consent": _consent,
    "Appointment": _appointment,
    "Encounter": _encounter,
    "Procedure": _procedure,
    "DocumentReference": _document,
}
"""The types that are kept, in the order in which one refers to another."""

READ: Final[Mapping[str, str]] = {
    "Patient": "identifier name birthDate gender telecom address active deceasedDateTime deceasedBoolean",
    "Practitioner": "identifier name telecom active",
    "PractitionerRole": "practitioner organization location code specialty period active",
    "Organization": "identifier name type telecom address partOf active",
    "Location": "identifier name status address managingOrganization",
    "Encounter": "status class type subject participant period location serviceProvider",
    "Procedure": "status code subject encounter performedDateTime performedPeriod performer location",
    "Consent": "status scope category patient dateTime provision",
    "Coverage": "status type beneficiary subscriber subscriberId relationship period payor class order",
    "Appointment": "status serviceType start end participant",
    "DocumentReference": "status type subject date author content description context",
}
"""The elements that each reader reads."""

ALWAYS: Final = frozenset({"resourceType", "id", "meta", "text", "language"})
"""Elements that say nothing of the matter: whose they are, and the same again as a picture in words."""


def mapped(resource: Json) -> Mapped:
    """A resource of a kept type and of the right shape, read. Raises `KeyError` for a type that is not kept."""
    kind = resource["resourceType"]
    read = READERS[kind]
    left = tuple(sorted(name for name in resource if name not in ALWAYS and name not in READ[kind].split()))
    found = list(misworded(resource))
    if found:
        return Mapped(None, tuple(found), left)
    record = read(resource)
    found += [Fault(f"{kind}.{path}", what) for path, what in _wanting(record)]
    return Mapped(None if found else record, tuple(found), left)


def misworded(resource: Json) -> tuple[Fault, ...]:
    """What is wrong with a resource of a kept type beside its shape, whatever shape it has: ids, closed words, what must not be ignored."""
    kind = resource["resourceType"]
    found = [*_unsafe(resource, kind), *_words(resource, kind)]
    if not resource.get("id"):
        found.append(Fault(f"{kind}.id", "is missing: without it nobody knows whether it came before"))
    return tuple(found)


def _unsafe(resource: Json, kind: str) -> list[Fault]:
    found = []
    if resource.get("implicitRules"):
        found.append(Fault(f"{kind}.implicitRules", "rules that are not known here may change what it says"))
    found += [
        Fault(path, "an extension that is not known here may change what it says")
        for path in _modified(resource, kind)
    ]
    return found


def _modified(part: Any, path: str) -> list[str]:  # noqa: ANN401 - a part of a resource
    """The paths of modifier extensions. What is contained is not read, nor what it carries."""
    if isinstance(part, list):
        return [one for number, inner in enumerate(part) for one in _modified(inner, f"{path}[{number}]")]
    if not isinstance(part, Mapping):
        return []
    here = [f"{path}.modifierExtension"] if part.get("modifierExtension") else []
    inside = ((name, inner) for name, inner in part.items() if name != "contained")
    return here + [one for name, inner in inside for one in _modified(inner, f"{path}.{name}")]


def _words(resource: Json, kind: str) -> list[Fault]:
    found = []
    for path, words in BOUND.items():
        of, _, name = path.partition(".")
        if of != kind:
            continue
        if name not in resource:
            if path not in OPTIONAL:
                found.append(Fault(path, "is missing"))
        elif not isinstance(resource[name], str) or resource[name] not in words:
            found.append(Fault(path, f"is none of {', '.join(sorted(words))}"))
    return found


def _wanting(record: r.Record) -> list[tuple[str, str]]:
    """What our record needs and FHIR lets be left out."""
    match record:
        case r.Patient() if not record.names:
            return [("name", "is missing: nobody could tell who it is")]
        case r.Encounter() if record.patient == Ref():
            return [("subject", "is missing: whose encounter it is")]
        case r.Consent() | r.DocumentReference() if record.patient == Ref():
            return [("patient" if isinstance(record, r.Consent) else "subject", "is missing: whose it is")]
        case r.Procedure() if not (record.code.codings or record.code.text):
            return [("code", "is missing: what was done")]
        case r.PractitionerRole() if record.practitioner == Ref():
            return [("practitioner", "is missing: whose role it is")]
    return []
