"""Drafts of records, as of a day or as they would have been made of what was known at a moment; and how two of them differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from openmso.authority.facts import Record
from openmso.authority.facts.oversight import Agreement, Appointment, Delegation, Protocol, StandingOrder
from openmso.authority.facts.structure import Msa
from openmso.compliance.queries.held import Failing, findings_of
from openmso.compliance.rules.drafts import MAKERS, Draft, Source
from openmso.compliance.rules.drafts.comparing import Changed, changes
from openmso.compliance.rules.drafts.shape import REVIEW
from openmso.foundation.actor import Actor
from openmso.foundation.register import NotThereError
from openmso.oversight.queries.named import network_of
from openmso.oversight.queries.then import facts_known_at
from openmso.words.labels import Labels

__all__ = ["KINDS", "REVIEW", "Changed", "Draft", "Drafted", "differs", "draft", "drafts"]

KINDS: Final[Mapping[str, type[Record]]] = {
    "msas": Msa,
    "appointments": Appointment,
    "delegations": Delegation,
    "agreements": Agreement,
    "standing-orders": StandingOrder,
    "protocols": Protocol,
}
CALLED: Final = {
    "msas": "Management services agreements",
    "appointments": "Medical director agreements",
    "agreements": "Collaborative and supervision agreements",
    "delegations": "Delegations",
    "standing-orders": "Standing orders",
    "protocols": "Protocols",
}


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft with the law pack that it was made by, and what controls find wrong with its record on the day."""

    draft: Draft
    pack: str
    failing: tuple[Failing, ...]


def draft(by: Actor, kind: str, code: str, on: date) -> Drafted:
    """The draft of a record. Raises `NotThereError`."""
    labels, _, law = network_of(by)
    failing = tuple(
        one for one in findings_of(by, on) if code in {place.record for place in one.finding.where}
    )
    return Drafted(_made(labels, kind, code, on), law.book.version, failing)


def differs(by: Actor, kind: str, code: str, known: datetime, on: date) -> tuple[Changed, ...]:
    """How the draft of today differs from that of a moment's knowledge and of the law of its day. Raises `NotThereError` and `RefusedError`."""
    labels, _, _ = network_of(by)
    before = Labels(facts_known_at(by, known), labels.law, labels.words)
    return changes(_made(before, kind, code, known.date()), _made(labels, kind, code, on))


def drafts(by: Actor, on: date) -> tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]:
    """The records of which there is a draft, and that have not ended: kind, what the kind is called, id and name of each."""
    labels, judge, _ = network_of(by)
    day = on.toordinal()
    found = []
    for kind, said in CALLED.items():
        records: list[Any] = [one for one in judge.facts.all(KINDS[kind]) if _goes_on(one, day)]
        named = sorted(
            ((one.id, labels.record(one.id)) for one in records), key=lambda one: (one[1].casefold(), one[0])
        )
        found.append((kind, said, tuple(named)))
    return tuple(found)


def _goes_on(record: Any, day: int) -> bool:  # noqa: ANN401 - a record of one of several kinds
    return bool(record.span.end > day)


def _made(labels: Labels, kind: str, code: str, on: date) -> Draft:
    model = KINDS.get(kind)
    record = labels.facts.get(model, code) if model else None
    if model is None or record is None:
        raise NotThereError(model or Msa, code)
    return MAKERS[kind](Source(labels, on), record)
