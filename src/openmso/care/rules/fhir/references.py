"""By which keys a resource is found that another one points to, within one source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from openmso.care.rules.fhir import records as r
from openmso.care.rules.fhir.parts import Ref, type_of

ANY: Final = "*"
"""The type of what is pointed to, where the reference does not say it (`urn:uuid:…`)."""


def keys_of(kind: str, id: str, full_url: str, record: r.Record | None) -> tuple[str, ...]:
    """Every key by which a resource is found: type and id, its full address, each identifier."""
    known = getattr(record, "identifiers", ())
    full = (f"{ANY} {full_url}",) if full_url else ()
    return tuple(dict.fromkeys((f"{kind}/{id}", *full, *(f"{kind}?{one.token}" for one in known))))


def keys_to(ref: Ref, kinds: Iterable[str] = ()) -> tuple[str, ...]:
    """The keys by which what a reference points to may be found, the surest first; `kinds`: which types it may be of."""
    found: list[str] = []
    target = ref.target.partition("/_history/")[0]
    if target and not target.startswith("#"):
        if kind := type_of(target):
            found.append(f"{kind}/{target.rpartition('/')[2]}")
        found.append(f"{ANY} {target}")
        if target.startswith("urn:uuid:"):
            found += [f"{kind}/{target.removeprefix('urn:uuid:')}" for kind in kinds]
    if ref.identifier is not None:
        found += [f"{kind}?{ref.identifier.token}" for kind in ((ref.type,) if ref.type else kinds)]
    return tuple(dict.fromkeys(found))
