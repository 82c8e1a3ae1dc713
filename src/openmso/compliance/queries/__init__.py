"""What other rooms may ask of compliance: the findings of a network, the catalog of controls, its words."""

from __future__ import annotations

from datetime import date

from openmso.authority.facts import Facts
from openmso.authority.judge import Judge
from openmso.authority.law import LawBook
from openmso.compliance.facts import CLAUSE_CODES, DUTIES, RESERVED_POWERS
from openmso.compliance.rules.catalog import CATALOG
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.document import controls_page
from openmso.compliance.rules.finding import Control, Finding, Place, Severity
from openmso.compliance.rules.practice import Practice

__all__ = [
    "CATALOG",
    "CLAUSE_CODES",
    "DUTIES",
    "RESERVED_POWERS",
    "Control",
    "Finding",
    "Place",
    "Severity",
    "catalog",
    "check",
    "controls_document",
]


def check(
    facts: Facts,
    law: LawBook,
    on: date,
    judge: Judge | None = None,
    window_days: int = 90,
    *,
    practice: Practice | None = None,
) -> tuple[Finding, ...]:
    """Every finding of a network on a day: the gravest first, then in the order of the catalog.

    `judge` spares working out standing again; it must be of the same facts and law. What ends within
    `window_days` counts as coming; `practice` is what finance keeps, if anything. Raises `UnknownRecordError` if a record names one that is not there.
    """
    context = Context(facts, law, judge or Judge(facts, law), on, window_days, practice or Practice())
    found = [finding for control in CATALOG for finding in control(context)]
    return tuple(sorted(found, key=lambda finding: -finding.severity))


def catalog() -> tuple[Control, ...]:
    """Every control, in the order of reading."""
    return CATALOG


def controls_document() -> str:
    """The page that documents the catalog, in Markdown; `docs/controls.md` is this text."""
    return controls_page(CATALOG)
