"""The separation ledger of the period: who proposed and who decided what is the physicians' own, and what does not hold."""

from __future__ import annotations

from collections.abc import Iterator

from openmso.compliance.queries.binder.frame import Frame, Sheet, written
from openmso.compliance.queries.separation import ledger, may_decide
from openmso.compliance.rules.clauses import RESERVED_POWERS
from openmso.compliance.rules.separation import OUTCOMES, Entry, faults
from openmso.compliance.rules.sheets import Block, Cell, colored, heading, note, table
from openmso.foundation.seats import names_of


def separation(frame: Frame) -> Iterator[Sheet]:
    """One document."""
    lead = f"Decisions of the twelve reserved classes that were to hold from {written(frame.first)} to {written(frame.on)}."
    yield frame.sheet("Separation", lead, _blocks(frame))


def _blocks(frame: Frame) -> Iterator[Block]:
    entries = [one for one in ledger(frame.by, frame.first, frame.on) if one.practice in frame.practices]
    wrong = {one.entry.code: one.why for one in faults(entries, may_decide(frame.judge), frame.on)}
    people = names_of(frame.by, {one.proposed_by for one in entries})
    yield note(
        "The business may propose what is the physicians' own; the database lets only the clinical side decide it, and only under a license."
    )
    yield heading(f"{len(entries)} proposed, {len(wrong)} that do not hold")
    yield table(
        ("Class and what", "Practice", "To hold from", "Proposed", "Decided", "Holds?"),
        [
            (
                f"{RESERVED_POWERS.get(one.power, one.power)}: {one.about}",
                frame.labels.name(one.practice),
                written(one.holds_on),
                f"{people.get(one.proposed_by, 'somebody')}, {one.side} side, {written(one.proposed_on)}",
                _decided(frame, one),
                colored(wrong[one.code], "barred") if one.code in wrong else "yes",
            )
            for one in entries
        ],
        (2.8, 1.4, 1, 1.7, 2, 1.6),
        none="Nothing was proposed that was to hold in the period.",
    )


def _decided(frame: Frame, one: Entry) -> Cell:
    if one.ruling is None:
        return "by nobody yet"
    ruling = one.ruling
    by = f"{frame.labels.name(ruling.person)}, {frame.labels.record(ruling.license)}"
    return f"{OUTCOMES[ruling.outcome]} by {by}, {written(ruling.on)}"
