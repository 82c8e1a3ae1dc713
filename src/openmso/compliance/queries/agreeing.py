"""A management agreement clause by clause, and what stands against signing one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from openmso.authority.facts.structure import Msa
from openmso.authority.judge import Judge
from openmso.compliance.queries import CATALOG, Finding, Severity
from openmso.compliance.queries.practice import practice_of
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.linter import SIGNING, Ruled, about, ruled
from openmso.compliance.rules.practice import Practice
from openmso.foundation.actor import Actor
from openmso.foundation.register import Fault
from openmso.oversight.facts import judge_of

FIELDS: Final = {"FEE": "fee.model", "CLA": "clauses", "MSA": "clauses", "GOV": "clauses"}
"""The field beside which what is found is told."""


@dataclass(frozen=True, slots=True)
class Clauses:
    """An agreement with every rule over it, and all that was found of it."""

    msa: Msa
    rules: tuple[Ruled, ...]
    findings: tuple[Finding, ...]

    @property
    def musts(self) -> tuple[Finding, ...]:
        """What would stand against signing it."""
        return tuple(one for one in self.findings if one.severity is Severity.MUST and _signs(one.control))


def clauses(by: Actor, msa: str, on: date) -> Clauses:
    """An agreement read clause by clause, on a day it holds: one that begins later is read on its first day. Raises `UnknownRecordError`."""
    judge, _ = judge_of(by)
    found = judge.facts.need(Msa, msa)
    every = _found(judge, found, on, practice_of(by, on))
    return Clauses(found, ruled(found, every), about(found, every))


def against(by: Actor, msa: Msa, on: date) -> list[Fault]:
    """What of the controls on management agreements stands against signing this one on a day: every must, with its law.

    The agreement is supposed to be in the network; nothing is written.
    """
    judge, _ = judge_of(by)
    before = judge.facts.get(Msa, msa.id)
    facts = judge.facts.changed(msa)
    supposed = judge.revised(facts, [one for one in (before, msa) if one is not None])
    found = about(msa, _found(supposed, msa, on, Practice(), signing=True))
    return [
        Fault(FIELDS[one.control[:3]], f"{one.control}: {_said(one)}", one.mend.rstrip("."))
        for one in found
        if one.severity is Severity.MUST
    ]


def _said(one: Finding) -> str:
    law = "; ".join(f"{cite.jurisdiction} {cite.cite}" for cite in one.cites[:2])
    return f"{one.what.rstrip('.')}{f' ({law})' if law else ''}"


def _found(judge: Judge, msa: Msa, on: date, told: Practice, *, signing: bool = False) -> tuple[Finding, ...]:
    return tuple(_run(judge, _day(msa, on), told, signing=signing))


def _run(judge: Judge, on: date, told: Practice, *, signing: bool) -> Iterator[Finding]:
    context = Context(judge.facts, judge.law, judge, on, practice=told)
    for control in CATALOG:
        if _signs(control.id) or (not signing and control.id in BESIDE):
            yield from control(context)


BESIDE: Final = frozenset({"OWN-03", "OWN-06", "GOV-01", "GOV-06", "GOV-07", "REG-03", "REG-04", "DUT-01"})
"""Controls of other families on which rules rest, too."""


def _signs(control: str) -> bool:
    return control.startswith(SIGNING)


def _day(msa: Msa, on: date) -> date:
    """The day, or the nearest to it on which the agreement holds."""
    day = min(max(on.toordinal(), msa.span.start), msa.span.end - 1)
    return date.fromordinal(day)
