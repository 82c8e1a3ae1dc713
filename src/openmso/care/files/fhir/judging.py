"""A resource that arrived, judged by itself: its type, its digest, the record it is or what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from openmso.care.files.fhir.reading import Arrived
from openmso.care.files.fhir.validating import faults_of
from openmso.care.rules.fhir.mapping import READERS, Fault, Mapped, mapped, misworded
from openmso.care.rules.fhir.records import Record
from openmso.care.rules.fhir.references import keys_of

VOLATILE: Final = frozenset({"versionId", "lastUpdated"})
"""Of `meta`, what a server says anew at every export and which changes nothing."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What arrived, judged. `raw`: its content in a canonical order; `keys`: all by which others refer to it; `left`: elements that are not read.

    A type that is not read (`aside`) has neither record nor faults, unless it is no resource at all.
    """

    arrived: Arrived
    kind: str
    id: str
    digest: str
    raw: bytes
    record: Record | None = None
    faults: tuple[Fault, ...] = ()
    left: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()

    @property
    def aside(self) -> bool:
        """Whether it is of a type that is kept as it came and not read."""
        return self.kind not in READERS and not self.faults


def judged(one: Arrived) -> Judged:
    """What arrived, judged by itself. Nothing is asked of anything else."""
    resource = one.resource
    said = resource.get("resourceType")
    kind = said if isinstance(said, str) and said.isalpha() and said.isascii() and len(said) < 60 else ""
    raw = json.dumps(resource, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    digest = sha256(_content(resource)).hexdigest()
    given = resource.get("id")
    id = given if isinstance(given, str) and 0 < len(given) <= 64 else ""
    found = _read(one, kind, resource, id)
    keys = keys_of(kind, id, one.full_url, found.record) if id else ()
    return Judged(
        one, kind or "?", id or f"#{digest[:32]}", digest, raw, found.record, found.faults, found.left, keys
    )


def _read(one: Arrived, kind: str, resource: Mapping[str, Any], id: str) -> Mapped:
    if one.wrong:
        return Mapped(None, (Fault(kind, one.wrong),))
    if not kind:
        return Mapped(None, (Fault("resourceType", "is missing, or no type of FHIR"),))
    if kind not in READERS:
        return Mapped(None, () if id else (Fault(f"{kind}.id", "is missing"),))
    wrong = faults_of(resource)
    if wrong:
        told = {fault.path for fault in wrong}
        return Mapped(None, (*wrong, *(more for more in misworded(resource) if more.path not in told)))
    return mapped(resource)


def _content(resource: Mapping[str, Any]) -> bytes:
    meta = resource.get("meta")
    lasting = dict(resource)
    if isinstance(meta, Mapping):
        kept = {name: value for name, value in meta.items() if name not in VOLATILE}
        lasting.pop("meta")
        lasting |= {"meta": kept} if kept else {}
    return json.dumps(lasting, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
