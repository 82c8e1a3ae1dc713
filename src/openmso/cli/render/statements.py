"""A statement of law for people and for programs: its value in words, its days, its source."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from openmso.authority.law import Statement
from openmso.cli.labels import spaced
from openmso.timeline.spans import day_to_date

MARKS: Final = {"high": "", "medium": "~", "low": "?"}
"""Signs of confidence behind a state: none where statute, board or two sources agree."""

LEGEND: Final = (
    "no mark: statute, board or two sources agree · ~ one professional source · ? weak or disputed"
)


def spoken(value: object) -> str:
    """A value in words: `conditional, on site, exam first, delegators MD or DO`."""
    if value is None:
        return "established that no rule exists"
    if isinstance(value, Mapping):
        return ", ".join(_field(name, inner) for name, inner in value.items()) or "none"
    if isinstance(value, tuple):
        return ", ".join(map(spoken, value)) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return spaced(value) if isinstance(value, str) and " " not in value else str(value)


def _field(name: str, value: object) -> str:
    if name in ("leave", "supervision", "text"):
        return spoken(value)
    if isinstance(value, bool):
        return spaced(name) if value else f"no {spaced(name)}"
    if isinstance(value, Mapping):
        return f"{spaced(name)} ({spoken(value)})"
    if name == "attest" and isinstance(value, tuple):
        return "; ".join(f"attested: {one}" for one in value)
    if isinstance(value, tuple) and value and isinstance(value[0], Mapping):
        return f"{spaced(name)} " + " or ".join(f"({spoken(one)})" for one in value)
    return f"{spaced(name)} {spoken(value)}"


def days(one: Statement) -> str:
    """On which days it holds: `since 2025-09-01, until 2027-01-01`."""
    since, until = day_to_date(one.span.start), day_to_date(one.span.end)
    parts = [f"since {since}" if since else "since an unknown day"]
    if until:
        parts.append(f"until {until} (not included)")
    return ", ".join(parts)


def confidence(one: Statement) -> str:
    """`high confidence`, and counsel's name where it was signed."""
    graded = f"{one.confidence.name.lower()} confidence"
    return f"{graded}, signed by {one.signed}" if one.signed else graded


def source(one: Statement) -> str:
    """Citation, address, the day it was read, and confidence."""
    read = f"read {one.read_on}" if one.read_on else ""
    return " · ".join(part for part in (one.cite or "no citation", one.url, read, confidence(one)) if part)


def plain(one: Statement) -> dict[str, Any]:
    """A statement as JSON holds it."""
    since, until = day_to_date(one.span.start), day_to_date(one.span.end)
    return {
        "jurisdiction": one.jurisdiction,
        "parameter": one.parameter,
        "key": list(one.key),
        "value": plain_value(one.value),
        "since": since.isoformat() if since else "unknown",
        "until": until.isoformat() if until else None,
        "cite": one.cite,
        "url": one.url,
        "read_on": one.read_on.isoformat() if one.read_on else None,
        "confidence": one.confidence.name.lower(),
        "authority": one.authority,
        "signed": one.signed,
        "status": "pending" if one.pending else "in_force",
        "note": one.note,
        "where": one.where,
    }


def plain_value(value: object) -> Any:  # noqa: ANN401 - JSON is any of its kinds
    """A value as JSON holds it; decimals as numbers."""
    if isinstance(value, Mapping):
        return {name: plain_value(inner) for name, inner in value.items()}
    if isinstance(value, tuple | list):
        return [plain_value(one) for one in value]
    return float(value) if isinstance(value, Decimal) else value
