"""A decision as plain data, as it is kept with what was done on it: whole enough to be read without the records, exact enough to be compared."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from openmso.authority.answer import Decision, Link
from openmso.authority.facts.bedside import Bedside
from openmso.authority.law import Statement
from openmso.authority.reasons import Reason, sentence
from openmso.timeline.spans import Span

FORM = 1
"""How it is laid out: raised when that changes."""


def told(decision: Decision) -> dict[str, Any]:
    """The decision with its chain: each link with its record, days, reasons and citations; and what the bedside showed. Moments and days in ISO."""
    act = decision.act
    return {
        "form": FORM,
        "person": act.person,
        "procedure": act.procedure,
        "site": act.site,
        "at": act.at.isoformat(),
        "day": date.fromordinal(decision.day).isoformat(),
        "outcome": decision.outcome.value,
        "standing": decision.standing.name.lower(),
        "links": [_link(one) for one in decision.chain],
        "missing": [_reason(one) for one in decision.missing],
        "to_show": [_reason(one) for one in decision.to_show],
        "bedside": _bedside(act.bedside),
    }


def _link(one: Link) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "text": one.text,
        "holds": one.holds,
        "record": one.record,
        "since": _span(one.since),
        "reasons": [_reason(why) for why in one.reasons],
        "cites": [_cite(statement) for statement in one.cites],
    }


def _reason(one: Reason) -> dict[str, str]:
    return {"code": one.code.name.lower(), "says": sentence(one)}


def _cite(one: Statement) -> dict[str, Any]:
    return {
        "jurisdiction": one.jurisdiction,
        "parameter": one.parameter,
        "key": list(one.key),
        "cite": one.cite,
        "confidence": one.confidence.name.lower(),
        "span": _span(one.span),
    }


def _bedside(one: Bedside) -> dict[str, Any]:
    return {
        "exams": [
            [exam.id, exam.person, exam.role, exam.mode.value, exam.at.isoformat()] for exam in one.exams
        ],
        "orders": [[order.id, order.person, order.role, order.at.isoformat()] for order in one.orders],
        "presences": [[near.id, near.person, near.role, near.near.value] for near in one.presences],
        "consent": one.consent,
        "patient_state": one.patient_state,
        "measures": {name: str(value) for name, value in sorted(one.measures.items())},
        "areas": None if one.areas is None else sorted(one.areas),
        "attested": sorted(one.attested),
        "first_visit_in_person": one.first_visit_in_person,
        "complete": one.complete,
    }


def _span(one: Span | None) -> list[str | None] | None:
    return None if one is None else [_day(one.first), _day(one.until)]


def _day(one: date | None) -> str | None:
    return one.isoformat() if one is not None else None


def wanting(plain: Mapping[str, Any]) -> list[str]:
    """The codes of what was missing or still to be shown."""
    return sorted({one["code"] for one in (*plain["missing"], *plain["to_show"])})
