"""The questions that can be put to every jurisdiction, from pack/parameters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from openmso.authority.law import Parameter
from openmso.law.rules.nodes import List, Node, Table, Text, described
from openmso.law.rules.problems import Problems, near
from openmso.law.rules.specs import CODED, FIELDED, KINDS, Spec
from openmso.law.rules.terms import Terms
from openmso.law.rules.values import as_text, check_keys, check_repeated, read_value

KEY_KINDS: Final = ("procedure", "role", "registration", "procedure_or_any", "topic")
"""What a key of a parameter may be; `topic` is free: lower-case letters, digits and underscores."""

_FIELD_KEYS: Final = frozenset({"kind", "codes", "fields", "required", "label", "unit"})
_TEXTS: Final = ("label", "question", "null_means", "unknown_means", "group")
_KEYS: Final = frozenset({*_TEXTS, "kind", "keys", "unit", "codes", "fields", "used_by"})
_TEXT: Final = Spec("text")
_ROOMS: Final = (
    "authority", "care", "compliance", "evidence", "finance", "growth", "launch", "matching", "oversight",
    "staffing", "workforce",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A parameter as its file has it: with the topic whose files answer it and the heading it stands under."""

    parameter: Parameter
    topic: str
    group: str


def read_parameters(node: Node, topic: str, terms: Terms, problems: Problems) -> dict[str, Asked]:
    """The parameters of one topic; `same_as` is resolved by `resolved`."""
    if not isinstance(node, Table):
        problems.add(
            node.line, "this is not a mapping; expected `parameter:` with its label and question below"
        )
        return {}
    check_repeated(node, problems, "")
    found = {}
    for key, inner in node.pairs:
        if isinstance(inner, Table):
            parameter = _parameter(key.text, inner, terms, problems)
            found[key.text] = Asked(parameter, topic, _text(inner, "group", problems))
        else:
            problems.add(key.line, f"{key.text} is {described(inner)}; expected a mapping")
    return found


def _parameter(name: str, table: Table, terms: Terms, problems: Problems) -> Parameter:
    check_keys(table, _KEYS, problems, name)
    for key in (*_TEXTS, "kind"):
        if table.get(key) is None:
            problems.add(table.line, f"{name} has no {key!r}; expected one")
    kind = _chosen(table, "kind", sorted(KINDS), problems)
    fields = table.get("fields")
    return Parameter(
        name=name,
        label=_text(table, "label", problems),
        question=_text(table, "question", problems),
        kind=kind,
        keys=_codes(table, "keys", KEY_KINDS, problems),
        unit=_text(table, "unit", problems),
        null_means=_text(table, "null_means", problems),
        unknown_means=_text(table, "unknown_means", problems),
        used_by=_codes(table, "used_by", _ROOMS, problems),
        codes=_closed(table, kind, terms, problems, name),
        fields={} if fields is None else _fields(fields, terms, problems, name),
    )


def _fields(node: Node, terms: Terms, problems: Problems, name: str) -> dict[str, Any]:
    """The fields of a mapping as plain mappings, or `{"same_as": parameter}` for the loader to resolve."""
    if not isinstance(node, Table):
        problems.add(node.line, f"fields of {name} is {described(node)}; expected a mapping")
        return {}
    other = node.get("same_as")
    if isinstance(other, Text) and len(node.pairs) == 1:
        return {"same_as": other.text}
    check_repeated(node, problems, name)
    found = {}
    for key, inner in node.pairs:
        if isinstance(inner, Table):
            found[key.text] = _field(inner, terms, problems, f"{name}.{key.text}").plain()
        else:
            problems.add(key.line, f"{name}.{key.text} is {described(inner)}; expected {{kind: …}}")
    return found


def _field(table: Table, terms: Terms, problems: Problems, name: str) -> Spec:
    check_keys(table, _FIELD_KEYS, problems, name)
    kind = _chosen(table, "kind", sorted(KINDS), problems) or "text"
    inner = table.get("fields")
    if kind in FIELDED and inner is None:
        problems.add(table.line, f"{name} is a {kind} without fields; expected fields")
    fields = {} if inner is None else _fields(inner, terms, problems, name)
    required = table.get("required")
    return Spec(
        kind,
        _closed(table, kind, terms, problems, name),
        {field: Spec.of(plain) for field, plain in fields.items()},
        required=isinstance(required, Text) and required.value is True,
        label=_text(table, "label", problems),
        unit=_text(table, "unit", problems),
    )


def _closed(table: Table, kind: str, terms: Terms, problems: Problems, name: str) -> tuple[str, ...]:
    """The codes of a field: a list, or `term:` with the names of closed lists."""
    node = table.get("codes")
    if node is None:
        if kind in CODED:
            problems.add(table.line, f"{name} chooses codes but names none; expected codes")
        return ()
    if isinstance(node, List):
        value = read_value(node, Spec("texts"), problems, f"{name}.codes")
        return value if isinstance(value, tuple) else ()
    named = node.get("term") if isinstance(node, Table) else None
    if named is None:
        problems.add(node.line, f"codes of {name} is {described(node)}; expected a list or `term: roles`")
        return ()
    return tuple(code for term in _named(named) for code in _term(term, terms, problems))


def _named(node: Node) -> Iterable[Text]:
    return [item for item in node.items if isinstance(item, Text)] if isinstance(node, List) else _texts(node)


def _texts(node: Node) -> list[Text]:
    return [node] if isinstance(node, Text) else []


def _term(name: Text, terms: Terms, problems: Problems) -> tuple[str, ...]:
    if name.text not in terms:
        problems.add(name.line, f"no closed list {name.text!r}; {near(name.text, terms)}")
        return ()
    return tuple(terms[name.text])


def _text(table: Table, key: str, problems: Problems) -> str:
    node = table.get(key)
    value = "" if node is None else as_text(node, problems, key)
    return value if isinstance(value, str) else ""


def _chosen(table: Table, key: str, codes: Iterable[str], problems: Problems) -> str:
    node = table.get(key)
    value = "" if node is None else read_value(node, Spec("code", tuple(codes)), problems, key)
    return value if isinstance(value, str) else ""


def _codes(table: Table, key: str, codes: tuple[str, ...], problems: Problems) -> tuple[str, ...]:
    node = table.get(key)
    value = () if node is None else read_value(node, Spec("codes", codes), problems, key)
    return value if isinstance(value, tuple) else ()


def resolved(asked: Mapping[str, Asked]) -> tuple[dict[str, Asked], list[str]]:
    """Parameters with the fields that they take from another, and those whose other there is not."""
    found, lost = {}, []
    for name, one in asked.items():
        other = asked.get(one.parameter.fields.get("same_as", name))
        if other is None or (other is not one and "same_as" in other.parameter.fields):
            lost.append(name)
        else:
            found[name] = replace(one, parameter=replace(one.parameter, fields=other.parameter.fields))
    return found, lost
