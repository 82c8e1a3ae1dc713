"""Rows of finance as the frozen records of its rules, and what the records of the network count."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from openmso.authority.facts import Facts
from openmso.authority.facts.people import Engagement
from openmso.authority.facts.structure import Site
from openmso.finance.models import FeeCorrection, ServiceEvidence
from openmso.finance.rules.evidence import Known, Piece
from openmso.finance.rules.money import after
from openmso.finance.rules.statement import Correction
from openmso.timeline.spans import Span


def piece_of(row: ServiceEvidence) -> Piece:
    """A piece of evidence."""
    return Piece(row.service, row.kind, row.reference, row.units, row.amount, row.about, row.document)


def correction_of(row: FeeCorrection) -> Correction:
    """An adjusting line; `approval` is loaded with the row."""
    return Correction(row.approval.month, Decimal(row.amount), row.reason)


def known_of(facts: Facts, practice: str, month: date, *, begun: bool = False) -> Known:
    """What the records count of a practice on any day of a month, or (`begun`) on its first day."""
    days = Span.of(month, date.fromordinal(month.toordinal() + 1) if begun else after(month))
    people = {one.person for one in facts.by(Engagement, "organization", practice) if one.span.overlaps(days)}
    sites = [one for one in facts.by(Site, "practice", practice) if one.span.overlaps(days)]
    return Known(month, len(people), len(sites))
