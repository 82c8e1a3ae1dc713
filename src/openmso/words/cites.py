"""Citations in one line: short form, how sure, from when, who signed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from openmso.authority.law import Key, Statement
from openmso.words.dates import short
from openmso.words.labels import Labels, spaced
from openmso.words.plain import clean


def cited(statement: Statement, today: date) -> str:
    """`TX: 22 TAC §169.26 · since Jan 9, 2025 · high confidence`."""
    parts = [f"{statement.jurisdiction}: {clean(statement.cite) or 'no citation recorded'}"]
    if statement.span.first:
        parts.append(f"since {short(statement.span.first, today)}")
    elif not statement.since_known:
        parts.append("first day never established")
    if statement.overlay:
        parts.append("counsel's own statement")
    if statement.signed:
        parts.append(f"signed by {clean(statement.signed)}")
    elif not statement.overlay:
        parts.append(f"{statement.confidence.name.lower()} confidence")
    return " · ".join(parts)


def says(statement: Statement, labels: Labels) -> str:
    """What a statement says, in a few words: `neuromodulator injection by RN: permitted, supervision remote`."""
    return clean(f"{about(statement.parameter, statement.key, labels)}: {_valued(statement.value)}")


def about(parameter: str, key: Key, labels: Labels) -> str:
    """What a question of law is about: `NP practice authority`, `Neuromodulator injection by RN`, `Duty (waste)`."""
    if parameter == "delegation.rule" and len(key) == 2:
        return f"{labels.procedure(key[0])} by {key[1]}"
    words = [labels.procedure(one) if one in labels.law.procedures else spaced(one) for one in key]
    return f"{labels.parameter(parameter)} ({', '.join(words)})" if words else labels.parameter(parameter)


def _valued(value: Any) -> str:  # noqa: ANN401 - a value of law is of its parameter's type
    if value is None:
        return "no such rule"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        leave = [spaced(str(value["leave"]))] if "leave" in value else []
        plain = [
            f"{spaced(name)} {spaced(str(one))}"
            for name, one in value.items()
            if name != "leave" and isinstance(one, str | int | Decimal) and not isinstance(one, bool)
        ]
        true = [spaced(name) for name, one in value.items() if one is True]
        return ", ".join([*leave, *plain, *true]) or "see the citation"
    if isinstance(value, tuple | list | frozenset):
        return ", ".join(spaced(str(one)) for one in value) or "none"
    return spaced(str(value))


def distinct(statements: Iterable[Statement], today: date) -> list[str]:
    """Each citation once, in order."""
    return list(dict.fromkeys(cited(statement, today) for statement in statements))
