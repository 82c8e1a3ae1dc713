"""A statement of law for people and for programs: its days, its source, its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from openmso.authority.law import Statement
from openmso.timeline.spans import day_to_date

MARKS: Final = {"high": "", "medium": "~", "low": "?"}
"""Signs of confidence behind a state: none where statute, board or two sources agree."""

LEGEND: Final = (
    "no mark: statute, board or two sources agree · ~ one professional source · ? weak or disputed"
)


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


def plain_value(value: object) -> object:
    """A value as JSON holds it; decimals as numbers."""
    if isinstance(value, Mapping):
        return {name: plain_value(inner) for name, inner in value.items()}
    if isinstance(value, tuple | list):
        return [plain_value(one) for one in value]
    return float(value) if isinstance(value, Decimal) else value
