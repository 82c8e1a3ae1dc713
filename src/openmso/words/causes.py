"""Causes in words: what ends, or begins, on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from openmso.authority.causes import Cause
from openmso.authority.facts.people import Competency
from openmso.words.cites import distinct
from openmso.words.labels import Labels

NAMED = 2
"""So many records that end the same day are named, where they are more than one more."""


def title(cause: Cause, labels: Labels, today: date) -> str:
    """What happens that day, in one line."""
    if cause.records:
        names = _called(cause.records, labels)
        named = _and(_few(names))
        begins = all(labels.kind(id) == "exclusion" for id in cause.records)
        ends = "begins" if begins else "ends"
        return f"{named} {ends if len(names) == 1 else ends.rstrip('s')}"
    if cause.law:
        return f"the law changes: {'; '.join(distinct(cause.law, today))}"
    return "; ".join(dict.fromkeys(labels.sentence(one) for one in cause.reasons)) or "authority ends"


def _called(records: Iterable[str], labels: Labels) -> list[str]:
    """The records in words; what one person was signed off for is one name."""
    called: dict[str, list[str]] = {}
    for id in records:
        found = labels.facts.find(id)
        if isinstance(found, Competency):
            called.setdefault(f"{labels.name(found.person)}'s competency in ", []).append(
                labels.procedure(found.procedure)
            )
        else:
            called.setdefault(labels.record(id), [])
    return [name + _and(_few(procedures)) for name, procedures in called.items()]


def _and(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _few(names: list[str]) -> list[str]:
    if len(names) <= NAMED + 1:
        return names
    return [*names[:NAMED], f"{len(names) - NAMED} more"]
