"""Charts as FHIR R4: what other systems sent, under our ids, with references that lead to what we hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC
from typing import Any, Final
from urllib.parse import quote

from django.db.models import F, Q, QuerySet

from openmso.care.facts.outside import opened, sought
from openmso.care.models import Outside
from openmso.care.rules.fhir.mapping import READERS
from openmso.care.rules.fhir.parts import ref, type_of
from openmso.care.rules.fhir.references import keys_to
from openmso.care.rules.fhir.searching import Asked, days, id_of, moments
from openmso.care.rules.fhir.writing import Resource, fhir_id
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing

ABOUT: Final = "urn:openmso:outside"
"""The system of identifiers of what another system holds and we do not serve."""
OURS: Final = ("Practitioner", "Location")
"""Types of which a row that is one of ours is read as ours and not as it came."""


FIRST: Final = ("Patient", *(kind for kind in READERS if kind != "Patient"))
"""The order in which a patient's resources stand together."""


def rows_of(by: Actor, kind: str) -> QuerySet[Outside]:
    """The rows of a type that can be read: current, right, and of a patient."""
    rows = Outside.objects.filter(network=by.network, kind=kind, current=True, state="kept").select_related(
        "patient"
    )
    return rows.exclude(patient=None) if kind == "Patient" else rows


def matching(by: Actor, asked: Asked) -> QuerySet[Any]:
    """The rows that are asked for, in order of the id they are read under (`served`). Raises `AskedWrongError`."""
    rows = rows_of(by, asked.kind)
    if asked.kind in OURS:
        rows = rows.filter(ours="")
    for name, value in asked.said:
        rows = rows.filter(_condition(by, asked.kind, name, value))
    return rows.annotate(served=F("patient__code" if asked.kind == "Patient" else "code")).order_by("served")


def _condition(by: Actor, kind: str, name: str, value: str) -> Q:
    match name:
        case "_id":
            place = "patient__code__in" if kind == "Patient" else "code__in"
            return Q(**{place: value.split(",")})
        case "patient":
            return Q(patient__code=id_of("Patient", value))
        case "identifier":
            return _marked(by, [f"{kind}?{one if '|' in one else '|' + one}" for one in value.split(",")])
        case "name" | "family" | "given":
            found = Q()
            for word in value.split():
                found &= _marked(by, [f"name {word.casefold()}"])
            return found
        case "birthdate":
            return _marked(by, [f"born {value.removeprefix('eq')}"])
        case "_lastUpdated":
            start, end = moments(value)
            return (Q(changed_at__gte=start) if start else Q()) & (Q(changed_at__lt=end) if end else Q())
    stretch = days(value)
    within = (Q(day__gte=stretch.first) if stretch.first else Q()) & (
        Q(day__lt=stretch.end) if stretch.end else Q()
    )
    return Q(day__isnull=False) & (~within if stretch.outside else within)


def _marked(by: Actor, keys: Iterable[str]) -> Q:
    return Q(marks__overlap=list(sought(by.network, keys)))


def served(by: Actor, rows: Iterable[Outside]) -> list[Resource]:
    """Rows as resources of ours."""
    unsealed = [(row, opened(row)) for row in rows]
    known = _targets(by, unsealed)
    return [_served(row, resource, known) for row, resource in unsealed]


def _targets(by: Actor, rows: list[tuple[Outside, Resource]]) -> Mapping[tuple[str, str], Outside]:
    keys = {key for _, one in rows for said in _references(one) for key in keys_to(ref(said), READERS)}
    marks = sought(by.network, keys)
    sources = {row.source for row, _ in rows}
    found: dict[tuple[str, str], Outside] = {}
    targets = Outside.objects.filter(
        network=by.network, source__in=sources, current=True, state="kept", marks__overlap=list(marks)
    )
    for row in targets.select_related("patient").defer("raw") if marks else ():
        for mark in row.marks:
            if mark in marks:
                found[row.source, marks[mark]] = row
    return found


def _served(row: Outside, resource: Resource, known: Mapping[tuple[str, str], Outside]) -> Resource:
    for said in _references(resource):
        _lead(row.source, said, known)
    meta = resource.get("meta", {})
    resource["id"] = place_of(row).rpartition("/")[2]
    resource["meta"] = {
        **{name: meta[name] for name in ("profile", "security", "tag") if name in meta},
        "versionId": row.digest[:32],
        "lastUpdated": row.changed_at.astimezone(UTC).isoformat(),
        "source": f"{ABOUT}:{quote(row.source)}:{row.kind}/{quote(row.outside)}",
    }
    return resource


def place_of(row: Outside) -> str:
    """Where a row is read: type and id."""
    if row.kind == "Patient" and row.patient is not None:
        return f"Patient/{row.patient.code}"
    if row.ours and row.kind in OURS:
        return f"{row.kind}/{fhir_id(row.ours)}"
    return f"{row.kind}/{row.code}"


def leads_to(resources: Iterable[Resource]) -> set[str]:
    """Where the references of resources lead: type and id."""
    return {said["reference"] for one in resources for said in _references(one) if "reference" in said}


def _references(part: Any) -> Iterator[Resource]:  # noqa: ANN401 - a part of a resource
    """Every reference in a resource that leads out of it."""
    if isinstance(part, list):
        for inner in part:
            yield from _references(inner)
    elif isinstance(part, dict):
        said = part.get("reference")
        if (isinstance(said, str) and not said.startswith("#")) or _is_by_identifier(part):
            yield part
        for name, inner in part.items():
            if name not in ("contained", "extension"):
                yield from _references(inner)


def _is_by_identifier(part: Resource) -> bool:
    """Whether it is a reference that says only an identifier: what has one and nothing that a resource has."""
    return isinstance(part.get("identifier"), dict) and part.keys() <= {"identifier", "type", "display", "id"}


def _lead(source: str, said: Resource, known: Mapping[tuple[str, str], Outside]) -> None:
    """Let a reference lead to what we hold; to what we do not, it names what the other system calls it."""
    keys = keys_to(ref(said), READERS)
    row = next((known[source, key] for key in keys if (source, key) in known), None)
    if row is not None:
        said.pop("identifier", None)
        said.pop("type", None)
        said["reference"] = place_of(row)
    elif "reference" in said:
        target = said.pop("reference")
        said.setdefault("identifier", {"system": f"{ABOUT}:{quote(source)}", "value": target})
        if kind := type_of(target.partition("?")[0] + ("/x" if "?" in target else "")):
            said.setdefault("type", kind)


def everything(by: Actor, patient: str, *, kinds: Iterable[str] = (), since: str = "") -> list[Resource]:
    """A patient with all that is here of them, and the people and places of others it leads to. Empty if there is no such patient."""
    with seeing(by):
        rows = Outside.objects.filter(network=by.network, current=True, state="kept", patient__code=patient)
        if since:
            start, _ = moments(f"ge{since}")
            rows = rows.filter(changed_at__gte=start)
        own = [row for row in rows.select_related("patient").order_by("day", "code") if row.kind in READERS]
        own.sort(key=lambda row: FIRST.index(row.kind))
        unsealed = [(row, opened(row)) for row in own]
        around = _targets(by, unsealed)
        near = {
            row.code for row in around.values() if row.patient is None and not (row.ours and row.kind in OURS)
        }
        more = (
            Outside.objects.filter(network=by.network, code__in=near)
            .select_related("patient")
            .order_by("kind", "code")
        )
        beside = [(row, opened(row)) for row in more]
        known = {**around, **_targets(by, beside)}
        wanted = set(kinds) or set(READERS)
        return [_served(row, one, known) for row, one in (*unsealed, *beside) if row.kind in wanted]
