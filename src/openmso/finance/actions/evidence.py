"""Evidence of services is entered piece by piece, or taken from a sheet: all of it or nothing. A piece is never changed, another takes its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import uuid4

from openmso.authority.facts.structure import Msa
from openmso.evidence.actions import keep_document
from openmso.evidence.queries import document
from openmso.finance.access import drawing
from openmso.finance.models import Approval, ServiceEvidence
from openmso.finance.queries.evidence import rows_of
from openmso.finance.rules.evidence import Piece, read, wrong_with
from openmso.finance.rules.money import month_of
from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.foundation.register import Fault, RefusedError, keep_still, row_named
from openmso.foundation.rules.sides import Side
from openmso.structure.queries import one as structure_one

MOST_FAULTS: Final = 50


@action(Side.BUSINESS)
def enter_evidence(*, by: Actor, why: str, msa: str, month: date, piece: Piece) -> str:
    """Enter a piece of evidence for a month (any day of it); its code. Of the same service, kind and reference it takes the place of the one before.

    The same piece again is that one. Raises `RefusedError`; for a month that is approved, too: what it had wrong is corrected in a later one.
    """
    del why
    drawing(by)
    agreement = structure_one(by, Msa, msa).record
    faults = [
        Fault(one.field, one.what, one.mend)
        for one in wrong_with(piece, [s.name for s in agreement.services])
    ]
    if faults:
        raise RefusedError(*faults)
    return entered(by, msa, month, [piece], "entered")[0]


@action(Side.BUSINESS)
def enter_with_document(
    *, by: Actor, why: str, msa: str, month: date, piece: Piece, data: bytes, name: str
) -> str:
    """Enter a piece of evidence with its document, both or neither; its code. The document is the business's, and everybody reads it.

    Raises as `enter_evidence` and `keep_document`.
    """
    kept = keep_document(
        by=by,
        why=why,
        data=data,
        wall="business",
        kind="financial",
        title=piece.reference,
        dated=month_of(month),
        name=name,
        of=[("structure_msa", msa)],
    )
    shown = replace(piece, document=kept.id)
    return enter_evidence(by=by, why=why, msa=msa, month=month, piece=shown)


@action(Side.BUSINESS)
def take_evidence(*, by: Actor, why: str, msa: str, month: date, sheet: str) -> int:
    """Take a sheet of comma-separated values (service, kind, reference, units, amount, about); how many pieces it has.

    All of it or nothing: raises `RefusedError` with every line that is wrong.
    """
    del why
    drawing(by)
    agreement = structure_one(by, Msa, msa).record
    found = read(sheet, [one.name for one in agreement.services])
    if found.wrong:
        raise RefusedError(
            *(Fault(f"sheet, line {line}", f"{one.field}: {one.what}", one.mend) for line, one in found.wrong[:MOST_FAULTS])
        )  # fmt: skip
    if not found.pieces:
        raise RefusedError.at("sheet", "it has no line", "one line for each piece of evidence")
    return len(entered(by, msa, month, found.pieces, "imported"))


def entered(by: Actor, msa: str, month: date, pieces: Iterable[Piece], source: str) -> list[str]:
    """Keep pieces that fit the schedule; their codes. Inside an action only. Raises `RefusedError` for a month that is approved."""
    month = month_of(month)
    keep_still(by.network, [f"/fees/{msa}/{month}"], [msa])
    row = row_named(by, Msa, "msa", msa)
    if Approval.objects.filter(network=by.network, msa=row, month=month).exists():
        raise RefusedError.at(
            "month",
            f"the statement of {month:%B %Y} is approved",
            "correct it by a line of a later statement",
        )
    there = {(one.service, one.kind, one.reference): one for one in rows_of(by, msa, month)}
    return [
        _kept(by, (row, month), one, there.get((one.service, one.kind, one.reference)), source)
        for one in pieces
    ]


def _kept(by: Actor, of: tuple[Any, date], one: Piece, before: ServiceEvidence | None, source: str) -> str:
    if one.document:
        document(by, one.document)  # it must be there for whoever enters it
    told = {"units": one.units, "amount": one.amount, "about": one.about, "document": one.document}
    if before is not None and all(getattr(before, name) == value for name, value in told.items()):
        return str(before.code)
    made = ServiceEvidence.objects.create(
        network_id=by.network,
        code=f"evidence-{uuid4().hex}",
        msa=of[0],
        month=of[1],
        service=one.service,
        kind=one.kind,
        reference=one.reference,
        instead=before,
        source=source,
        actor=str(by.user or ""),
        **told,
    )
    return str(made.code)
