"""What a value may be: its kind, the codes it chooses from, the fields it is made of.

A specification is written in pack/parameters, kept on the `Parameter` of the core as plain mappings, and read
back from there, so that a file of counsel's can be checked against any book.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from openmso.authority.law import Parameter

KINDS: Final = frozenset(
    {
        "boolean",
        "integer",
        "integers",
        "decimal",
        "text",
        "texts",
        "code",
        "codes",
        "mapping",
        "mappings",
        "scalars",
    }
)
"""`texts` and `integers` are lists, `mappings` a list of mappings, `scalars` a mapping of free names."""

CODED: Final = frozenset({"code", "codes"})
FIELDED: Final = frozenset({"mapping", "mappings"})


@dataclass(frozen=True, slots=True)
class Spec:
    """What a value may be."""

    kind: str
    codes: tuple[str, ...] = ()
    fields: Mapping[str, Spec] = field(default_factory=dict)
    required: bool = False
    label: str = ""
    unit: str = ""

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Spec:
        """From the plain mapping that `plain` gave."""
        fields = {name: cls.of(inner) for name, inner in plain.get("fields", {}).items()}
        return cls(**{**plain, "codes": tuple(plain.get("codes", ())), "fields": fields})

    @classmethod
    def of_parameter(cls, parameter: Parameter) -> Spec:
        """What the value of a statement on this parameter may be."""
        fields = {name: cls.of(inner) for name, inner in parameter.fields.items()}
        return cls(parameter.kind, parameter.codes, fields, label=parameter.label, unit=parameter.unit)

    def plain(self) -> dict[str, Any]:
        """As plain mappings, without what is empty."""
        found: dict[str, Any] = {"kind": self.kind}
        if self.codes:
            found["codes"] = self.codes
        if self.fields:
            found["fields"] = {name: inner.plain() for name, inner in self.fields.items()}
        if self.required:
            found["required"] = True
        found.update({name: text for name, text in (("label", self.label), ("unit", self.unit)) if text})
        return found
