"""What is told of patients, sealed into its row and opened out of it; nowhere else does it open."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any
from uuid import UUID

from openmso.care.models import Patient
from openmso.care.rules.patients import Identity, keys_of
from openmso.foundation.models import NetworkRecord
from openmso.foundation.sealed import mark, seal, unseal


def sealed(model: type[NetworkRecord], network: UUID, code: str, told: Mapping[str, Any]) -> bytes:
    """Plain data for the row of a table that is named by its code."""
    text = json.dumps(told, separators=(",", ":"), sort_keys=True)
    return seal(text.encode(), bound=_bound(model, network, code))


def opened(row: Any, column: str = "sealed") -> dict[str, Any]:  # noqa: ANN401 - a row of any table that seals
    """What was sealed into a row; nothing where nothing was. Raises `SealError`."""
    raw = bytes(getattr(row, column))
    if not raw:
        return {}
    found: dict[str, Any] = json.loads(unseal(raw, bound=_bound(type(row), row.network_id, row.code)))
    return found


def sealed_bytes(model: type[NetworkRecord], network: UUID, code: str, data: bytes) -> bytes:
    """Bytes, such as a picture, for a row."""
    return seal(data, bound=_bound(model, network, code))


def opened_bytes(row: Any) -> bytes:  # noqa: ANN401 - a row of any table that seals
    """The bytes of a row. Raises `SealError`."""
    return unseal(bytes(row.sealed), bound=_bound(type(row), row.network_id, row.code))


def sealed_identity(network: UUID, code: str, one: Identity) -> bytes:
    """Who somebody is, for their row."""
    told = {name: value for name, value in asdict(one).items() if value}
    if one.born is not None:
        told["born"] = one.born.isoformat()
    return sealed(Patient, network, code, told)


def identity_of(row: Patient) -> Identity:
    """Who the patient of a row is; without a name where nobody said. Raises `SealError`."""
    told = opened(row, "identity")
    known = {one.name for one in fields(Identity)}
    said = {name: value for name, value in told.items() if name in known}
    born = date.fromisoformat(told["born"]) if told.get("born") else None
    return Identity(**{"family": "", "given": "", **said, "born": born})


def marks_of(network: UUID, one: Identity) -> list[str]:
    """The blind marks under which somebody is kept from now on."""
    return [mark(network, key) for key in keys_of(one)]


def known_under(network: UUID, keys: Iterable[str]) -> list[str]:
    """The blind marks of keys."""
    return [mark(network, key) for key in keys]


def _bound(model: type, network: UUID, code: str) -> str:
    return f"{network}/{model.__name__.lower()}/{code}"
