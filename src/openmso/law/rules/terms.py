"""The words of the pack: procedures, roles, certificates and the other closed lists, each word defined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from openmso.authority.law import Procedure
from openmso.law.rules.nodes import Node, Table
from openmso.law.rules.problems import Problems
from openmso.law.rules.specs import Spec
from openmso.law.rules.values import check_repeated, read_fields


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a closed list. `extra` holds what only words of this list say."""

    code: str
    label: str
    definition: str
    extra: Mapping[str, Any] = field(default_factory=dict)


Terms = Mapping[str, Mapping[str, Term]]
"""By name of the list, then by code."""

_SAID: Final = {"label": Spec("text", required=True), "definition": Spec("text", required=True)}
_FAMILIES: Final = ("injection", "device", "skin", "infusion", "prescribing", "consult")

# What words of a list say beyond label and definition. A codes field without codes takes those of the list named.
_EXTRA: Final[Mapping[str, Mapping[str, Spec]]] = {
    "procedures": {
        "family": Spec("code", _FAMILIES, required=True),
        "general_scope": Spec("texts", required=True),
    },
    "roles": {"licensed": Spec("boolean", required=True), "family": Spec("text", required=True)},
    "certificates": {"role": Spec("text", required=True), "states": Spec("texts", required=True)},
    "compacts": {"roles": Spec("texts", required=True), "privilege": Spec("boolean", required=True)},
    "registrations": {"holder": Spec("code", ("site", "organization", "person", "agreement"), required=True)},
    "conditions": {"judged": Spec("code", ("typed", "attested"), required=True)},
}
_OF_ROLES: Final = {"general_scope", "role", "roles"}

NEEDED: Final = frozenset({"jurisdictions", "procedures", "registrations", "roles"})
"""The closed lists that the reader itself asks; every file of the folder `terms` is one."""


def read_terms(name: str, node: Node, roles: tuple[str, ...], problems: Problems) -> dict[str, Term]:
    """One closed list from its document. `roles` are the codes that fields naming roles choose from."""
    if not isinstance(node, Table):
        problems.add(node.line, "this is not a mapping; expected `code:` with label and definition below")
        return {}
    check_repeated(node, problems, "")
    fields = {**_SAID, **_EXTRA.get(name, {})}
    found = {}
    for key, inner in node.pairs:
        if not isinstance(inner, Table):
            problems.add(key.line, f"{key.text} is not a mapping; expected label and definition")
            continue
        said = _read(inner, fields, roles, problems, key.text)
        extra = {field: value for field, value in said.items() if field not in _SAID}
        found[key.text] = Term(key.text, said.get("label", ""), said.get("definition", ""), extra)
    return found


def _read(
    table: Table, fields: Mapping[str, Spec], roles: tuple[str, ...], problems: Problems, name: str
) -> dict[str, Any]:
    """As `read_fields`, with the codes of roles put in where a field names roles."""
    chosen = {
        field: Spec("code" if field == "role" else "codes", roles, required=spec.required)
        if field in _OF_ROLES
        else spec
        for field, spec in fields.items()
    }
    return read_fields(table, chosen, problems, name)


def procedures(terms: Terms) -> dict[str, Procedure]:
    """The closed list of acts as the core knows them."""
    return {
        code: Procedure(
            code,
            term.label,
            term.definition,
            term.extra.get("family", ""),
            frozenset(term.extra.get("general_scope", ())),
        )
        for code, term in terms["procedures"].items()
    }
