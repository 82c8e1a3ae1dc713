"""What other systems sent, sealed into rows and opened out of them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from openmso.care.models import Outside, ProcedureCode
from openmso.care.rules.fhir.codes import Code
from openmso.care.rules.fhir.mapping import mapped
from openmso.care.rules.fhir.records import Record
from openmso.foundation.sealed import mark, marks, seal, unseal


def sealed(network: UUID, code: str, raw: bytes) -> bytes:
    """A resource for its row, which is named by its code: nowhere else does it open."""
    return seal(zlib.compress(raw), bound=_bound(network, code))


def opened(row: Outside) -> dict[str, Any]:
    """The resource of a row as it came. Raises `SealError`."""
    found: dict[str, Any] = json.loads(
        zlib.decompress(unseal(bytes(row.raw), bound=_bound(row.network_id, row.code)))
    )
    return found


def record_of(row: Outside) -> Record | None:
    """The record of a row; None where it was rejected or is of a type that is not read."""
    return mapped(opened(row)).record


def marked(network: UUID, keys: Iterable[str]) -> list[str]:
    """The marks under which keys are kept from now on."""
    return [mark(network, one) for one in keys]


def sought(network: UUID, keys: Iterable[str]) -> dict[str, str]:
    """Every mark under which a key may be kept, and the key."""
    return {found: key for key in keys for found in marks(network, key)}


def codes_known(network: UUID) -> Mapping[Code, str]:
    """The network's mapping of procedure codes."""
    rows = ProcedureCode.objects.filter(network=network).values_list("system", "number", "procedure")
    return {Code(system, number): procedure for system, number, procedure in rows}


def _bound(network: UUID, code: str) -> str:
    return f"{network}/care_outside/{code}/raw"
