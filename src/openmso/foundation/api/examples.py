"""Examples of records, made from what their fields may hold, so that they are right by construction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, get_args, get_origin, get_type_hints

from openmso.authority.facts.fields import FIELDS, Allowed
from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Organization, Site
from openmso.foundation.api.shapes import to_json
from openmso.timeline.spans import Span

IDS: Final[Mapping[type, str]] = {Person: "rosa", Organization: "lumen", Site: "austin"}
SAID: Final[Mapping[str, str]] = {
    "site": "austin",
    "physician": "ada",
    "prescriber": "ada",
    "signed_by": "ada",
    "substitute": "ada",
    "mso": "lumen-management",
    "state": "TX",
    "form": "PLLC",
    "zone": "America/Chicago",
    "npi": "1234567893",
    "procedures": "neuromodulator_injection",
    "procedure": "neuromodulator_injection",
    "roles": "RN",
    "role": "RN",
    "version": "1.0",
    "source": "LEIE",
    "number": "123456",
    "heads": f"2026-11-20T10:00:00+00:00 lone-star 1:{64 * '0'}\n",
    "text": "jurisdiction: TX\nnp.authority:\n  - value: full\n    since: 2027-01-01\n    note: Opinion of counsel.\n",
}
BEGINS: Final = date(2026, 1, 1)


def example_of(kind: type) -> dict[str, Any]:
    """A record of a kind as JSON, with what must be said and nothing else left to chance."""
    example: dict[str, Any] = to_json(_made(kind))
    return example


def _made(kind: type) -> Any:  # noqa: ANN401 - any record
    hints, said = get_type_hints(kind), {}
    for one in fields(kind):
        required = one.default is MISSING and one.default_factory is MISSING
        if one.name == "id":
            said["id"] = f"rosa/{kind.__name__.lower()}/example"
        elif required or hints[one.name] is Span:
            said[one.name] = _value(kind, one.name, hints[one.name])
    return kind(**said)


def _value(kind: type, name: str, hint: Any) -> Any:  # noqa: ANN401 - an annotation
    allowed = FIELDS.get(kind, {}).get(name)
    if hint is Span:
        return Span.of(BEGINS)
    if hint is date:
        return BEGINS
    if hint is Decimal:
        return Decimal(100)
    if hint is bool:
        return True
    if is_dataclass(hint):
        return _made(hint)  # type: ignore[arg-type] # a class, not one of its records
    if get_origin(hint) is frozenset:
        return frozenset({_word(name, allowed)})
    if get_args(hint):
        raise TypeError(f"no example of {kind.__name__}.{name}")
    return _word(name, allowed)


def _word(name: str, allowed: Allowed | None) -> str:
    if name in SAID:
        return SAID[name]
    if allowed is not None and allowed.to:
        return IDS.get(allowed.to[0], "example")
    if allowed is not None and allowed.words:
        return min(allowed.words)
    return "cpr" if allowed is not None and allowed.pattern else "An example"
