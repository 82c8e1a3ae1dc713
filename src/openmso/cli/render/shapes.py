"""The JSON shapes of what the core says, as docs/command-line.md describes them.

Days are ISO dates, `null` where there is no date (since ever, without end). Ends are exclusive, and called
`until`. A record is shown with its id, its kind, what it is called and where it was read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import openmso
from openmso.authority.answer import Decision, Ground, Key, Link, Verdict
from openmso.authority.law import Statement
from openmso.authority.reasons import MENDERS, Reason
from openmso.authority.terms import Standing
from openmso.timeline.spans import Span, day_to_date
from openmso.words.labels import Labels

Shape = dict[str, Any]


def written(shape: Shape) -> str:
    """A shape as text, keys in the order given."""
    return json.dumps(shape, indent=2, ensure_ascii=False, default=plain)


def plain(value: Any) -> Any:  # noqa: ANN401 - values of law are of any type of its parameters
    """A value as JSON knows it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Standing):
        return value.name.lower()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)


def day(ordinal: int | None) -> str | None:
    """An ordinal as an ISO date."""
    found = None if ordinal is None else day_to_date(ordinal)
    return None if found is None else found.isoformat()


def span(one: Span | None) -> Shape | None:
    """`since` (first day) and `until` (first day after)."""
    return None if one is None else {"since": day(one.start), "until": day(one.end)}


def standing(one: Standing) -> str:
    """held, conditional, unknown, absent or barred."""
    return one.name.lower()


def envelope(command: str, labels: Labels, on: date) -> Shape:
    """What every answer begins with."""
    law = {"version": labels.law.version, "digest": labels.law.digest}
    return {
        "command": command,
        "openmso": openmso.__version__,
        "network": labels.facts.name,
        "on": on.isoformat(),
        "law": law,
    }


def statement(one: Statement) -> Shape:
    """One statement of law with its source and how sure it is."""
    return {
        "jurisdiction": one.jurisdiction,
        "parameter": one.parameter,
        "key": list(one.key),
        "value": _deep(one.value),
        "since": day(one.span.start),
        "until": day(one.span.end),
        "since_known": one.since_known,
        "cite": one.cite,
        "url": one.url,
        "read_on": one.read_on.isoformat() if one.read_on else None,
        "confidence": one.confidence.name.lower(),
        "signed": one.signed,
        "overlay": one.overlay,
        "where": one.where,
    }


def record(id: str, labels: Labels) -> Shape:
    """A record as a reader can find it."""
    return {"id": id, "kind": labels.kind(id), "label": labels.record(id), "source": labels.source(id)}


def reason(one: Reason, labels: Labels) -> Shape:
    """A reason with its sentence, who mends it, and what it rests on."""
    return {
        "code": one.code.name.lower(),
        "sentence": labels.sentence(one),
        "mended_by": MENDERS[one.code],
        "records": [record(id, labels) for id in one.subjects],
        "details": _deep(one.details),
        "cites": [statement(cite) for cite in one.cites],
    }


def reasons(ones: Iterable[Reason], labels: Labels) -> list[Shape]:
    """Several reasons."""
    return [reason(one, labels) for one in ones]


def key(one: Key, labels: Labels) -> Shape:
    """Who, what and where, as ids and as names."""
    return {
        "person": one.person,
        "person_name": labels.name(one.person),
        "procedure": one.procedure,
        "procedure_label": labels.procedure(one.procedure),
        "site": one.site,
        "site_name": labels.name(one.site),
    }


def verdict(one: Verdict, labels: Labels) -> Shape:
    """Standing, grounds, bars and conditions of one day."""
    return {
        "standing": standing(one.standing),
        "grounds": [_ground(ground, labels) for ground in one.grounds],
        "bars": reasons(one.bars, labels),
        "wanting": reasons(one.wanting, labels),
        "cites": [statement(cite) for cite in one.cites],
    }


def decision(one: Decision, labels: Labels) -> Shape:
    """Outcome, chain, what is missing, what is still to be shown."""
    act = one.act
    return {
        "outcome": one.outcome.value,
        "standing": standing(one.standing),
        **key(Key(act.person, act.procedure, act.site), labels),
        "at": act.at.isoformat(),
        "day": day(one.day),
        "chain": [link(each, labels) for each in one.chain],
        "missing": reasons(one.missing, labels),
        "to_show": reasons(one.to_show, labels),
        "nearest_held": day(one.nearest_held),
    }


def link(one: Link, labels: Labels) -> Shape:
    """One link; `holds` is null where it is still to be shown."""
    return {
        "kind": one.kind.value,
        "text": one.text,
        "holds": one.holds,
        "record": record(one.record, labels) if one.record else None,
        "span": span(one.since),
        "reasons": reasons(one.reasons, labels),
        "cites": [statement(cite) for cite in one.cites],
    }


def _ground(one: Ground, labels: Labels) -> Shape:
    return {
        "kind": one.kind,
        "paper": record(one.paper, labels) if one.paper else None,
        "physician": record(one.physician, labels) if one.physician else None,
        "cites": [statement(cite) for cite in one.cites],
    }


def _deep(value: Any) -> Any:  # noqa: ANN401 - values of law are of any type of its parameters
    if isinstance(value, Mapping):
        return {str(name): _deep(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_deep(one) for one in value]
    if value is None or (isinstance(value, bool | int | float | str) and not isinstance(value, Enum)):
        return value
    return plain(value)
