"""The fee of a month from evidence: line by line of the schedule, by the typed model of the agreement.

What has no evidence is not billable, and says so. Nothing is made up: a flat fee that the schedule does not part among its lines is due
for all of them or for none. A fee of whatever remains, or of profit, is refused. The rounding is that of `money`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from openmso.authority.facts.structure import Msa, ServiceLine
from openmso.finance.rules.evidence import Known, Piece, collected
from openmso.finance.rules.fair import Fair, fair_of, fair_of_line
from openmso.finance.rules.money import ZERO, cents, for_month, part_held
from openmso.finance.rules.terms import band_of, bands_of

HUNDRED: Final = Decimal(100)
FEE, CAP, CORRECTION, SERVICE = "fee", "cap", "correction", "service"
FIXED: Final = frozenset({"flat", "tiered_flat"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a statement. `kind`: service, fee (of all services together), cap, correction (of an earlier month).

    `shown`: what is evidence for it, in words. `basis`: how the amount comes about, in words. `why`: why it is not billable. US dollars.
    """

    kind: str
    name: str
    amount: Decimal
    basis: str = ""
    unit: str = ""
    units: Decimal | None = None
    shown: tuple[str, ...] = ()
    billable: bool = True
    why: str = ""
    fair: Fair | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """An adjusting line: what an approved statement of an earlier month had wrong. US dollars, below zero in favor of the practice."""

    of_month: date
    amount: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a statement is made from. `known`: what the records count through the month; `begun`: as it began, which bands go by."""

    msa: Msa
    month: date
    pieces: tuple[Piece, ...]
    known: Known
    begun: Known
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A statement as it comes about. `missing`: what stands against sending it. `fair`: the fee as agreed against the opinion."""

    lines: tuple[Line, ...]
    total: Decimal
    fair: Fair
    missing: tuple[str, ...] = ()


def refused(msa: Msa) -> tuple[str, str] | None:
    """Why no statement is drawn under an agreement at all, and how to mend it; None where one can be."""
    fee = msa.fee
    if fee.model == "remainder":
        return (
            "the fee is whatever remains, which is no fee for services",
            "amend the agreement to a flat, cost-plus or per-service fee at fair value, from a coming day on",
        )
    if fee.percent is not None and fee.base == "profit":
        return "the fee is a share of profit, as an owner takes it", "amend it to a fee for services"
    if not msa.services:
        return "the agreement has no schedule of services", "enter its services, each with unit and evidence"
    if clinical := [one.name for one in msa.services if one.clinical]:
        return f"the schedule has clinical work: {', '.join(clinical)}", "take it out of the schedule"
    lacking = {
        "flat": fee.amount is None and "its amount",
        "hybrid": fee.amount is None and "its fixed amount",
        "tiered_flat": not bands_of(msa) and "its bands, set in advance",
        "cost_plus": fee.margin_percent is None and "the margin on cost",
        "percentage": fee.percent is None and "the percentage",
    }.get(fee.model)
    return (f"the terms of the fee lack {lacking}", "enter it from the signed agreement") if lacking else None


def drawn(asked: Asked) -> Drawn:
    """The statement of a month. `refused` has been asked before."""
    lines, missing = _MODELS[asked.msa.fee.model](asked)
    cap = asked.msa.fee.cap
    billed = sum((one.amount for one in lines), ZERO)
    if cap is not None and billed > (most := cents(for_month(cap, asked.msa.fee.period, asked.month))):
        lines.append(Line(CAP, "The cap of the agreement", most - billed, f"at most ${most:,} a month"))
    lines += [
        Line(CORRECTION, f"Correction of {one.of_month:%B %Y}", cents(one.amount), one.reason)
        for one in asked.corrections
    ]
    fair = fair_of(asked.msa, asked.month, _rate(asked))
    total = sum((one.amount for one in lines), ZERO)
    return Drawn(tuple(lines), total, fair, tuple(missing))


Made = tuple[list[Line], list[str]]


def _flat(asked: Asked) -> Made:
    """A fixed amount: by line where each line has its part, else whole, for all lines or for none."""
    amount, said = _fixed(asked)
    if amount is None:
        return [_shown(asked, one) for one in asked.msa.services], [said]
    part = part_held(asked.msa.span, asked.month)
    partly = "" if part == 1 else f", for {part:.1%} of the days of the month"
    priced = all(one.price is not None for one in asked.msa.services)
    if priced and sum((one.price or ZERO for one in asked.msa.services), ZERO) == amount:
        found = []
        for one in asked.msa.services:
            shown, due = (
                _shown(asked, one),
                cents(for_month(one.price or ZERO, asked.msa.fee.period, asked.month) * part),
            )
            found.append(
                replace(
                    shown, amount=due if shown.billable else ZERO, basis=f"its part of the {said}{partly}"
                )
            )
        return found, []
    lines = [_shown(asked, one) for one in asked.msa.services]
    bare = [one.name for one in lines if not one.billable]
    if bare:
        return lines, [f"no evidence for {', '.join(bare)}; the fee is one amount for all services"]
    whole = cents(for_month(amount, asked.msa.fee.period, asked.month) * part)
    return [*lines, Line(FEE, "Fee for all services", whole, f"{said}{partly}")], []


def _fixed(asked: Asked) -> tuple[Decimal | None, str]:
    if asked.msa.fee.model != "tiered_flat":
        return asked.msa.fee.amount, "flat fee"
    found = band_of(asked.msa, asked.begun)
    if found is None:
        return None, "no band of the fee fits what the records count"
    band, count = found
    return band.amount, f"flat fee of the band from {band.least} ({count} counted as the month began)"


def _per_service(asked: Asked) -> Made:
    """Units times the price of a unit."""
    lines, missing = [], []
    for one in asked.msa.services:
        shown, price = _shown(asked, one), one.price if one.price is not None else asked.msa.fee.amount
        if price is None:
            lines.append(replace(shown, billable=False, why="the schedule has no price for it"))
            missing.append(f"no price for {one.name} in the schedule")
        elif shown.units is None:
            lines.append(replace(shown, billable=False, why=shown.why or "nobody counted its units"))
        else:
            due = cents(price * shown.units)
            basis = f"{shown.units.normalize():f} × ${price:,}"
            lines.append(
                replace(shown, amount=due, basis=basis, fair=fair_of_line(asked.msa, one, asked.month))
            )
    return lines, missing


def _costs(asked: Asked) -> Made:
    """Documented cost with the margin."""
    margin = asked.msa.fee.margin_percent or ZERO
    lines = []
    for one in asked.msa.services:
        shown = _shown(asked, one)
        costs = [each.amount or ZERO for each in _of(asked, one) if each.kind == "cost"]
        if not costs:
            lines.append(replace(shown, billable=False, why="no cost of it is in the ledger"))
            continue
        cost = sum(costs, ZERO)
        due = cents(cost * (HUNDRED + margin) / HUNDRED)
        with_margin = f" and {margin.normalize():f} %" if margin else ""
        lines.append(replace(shown, billable=True, why="", amount=due, basis=f"cost ${cost:,}{with_margin}"))
    return lines, []


def _share(asked: Asked) -> Made:
    """A percentage of what was collected."""
    lines = [_shown(asked, one) for one in asked.msa.services]
    bare = [one.name for one in lines if not one.billable]
    missing = [f"no evidence for {', '.join(bare)}; the fee is one amount for all services"] if bare else []
    base = collected(asked.pieces)
    if base is None:
        return lines, [*missing, "what the practice collected is not entered"]
    percent = asked.msa.fee.percent or ZERO
    if not missing:
        basis = f"{percent.normalize():f} % of ${base:,} collected"
        lines.append(Line(FEE, "Fee for all services", cents(base * percent / HUNDRED), basis))
    return lines, missing


def _hybrid(asked: Asked) -> Made:
    """The fixed amount for all services, their costs passed through, and a percentage where one is agreed."""
    fixed, missing = _flat(asked)
    costs = {one.name: one for one in _costs(asked)[0] if one.billable}
    lines = [
        replace(one, amount=one.amount + costs[one.name].amount, basis="; ".join(filter(None, (one.basis, costs[one.name].basis))))
        if one.kind == SERVICE and one.name in costs
        else one
        for one in fixed
    ]  # fmt: skip
    if asked.msa.fee.percent:
        more, lacking = _share(asked)
        lines += [replace(one, name="Share of collections") for one in more if one.kind == FEE]
        missing = list(dict.fromkeys([*missing, *lacking]))
    return lines, missing


_MODELS: Final = {
    "flat": _flat,
    "tiered_flat": _flat,
    "per_service": _per_service,
    "cost_plus": _costs,
    "percentage": _share,
    "hybrid": _hybrid,
}


def _shown(asked: Asked, one: ServiceLine) -> Line:
    """A line of the schedule with the evidence there is, not yet with an amount."""
    pieces = _of(asked, one)
    counts = [each.units for each in pieces if each.kind == "count" and each.units is not None]
    shown = [_said(each) for each in pieces]
    counted = asked.known.of(one.counted) if one.counted and not counts else None
    if counted is not None:
        shown.append(f"{counted} counted from the records")
    units = sum(counts, ZERO) if counts else counted
    line = Line(SERVICE, one.name, ZERO, "", one.unit, units, tuple(shown))
    return line if shown else replace(line, billable=False, why="there is no evidence for it")


def _of(asked: Asked, one: ServiceLine) -> list[Piece]:
    return [each for each in asked.pieces if each.service == one.name]


def _said(one: Piece) -> str:
    number = (
        "" if one.units is None else f": {one.units.normalize():f}"
    ) or ("" if one.amount is None else f": ${one.amount:,}")  # fmt: skip
    return f"{one.reference}{number}{f', {one.about}' if one.about else ''}"


def _rate(asked: Asked) -> Decimal | None:
    """The rate that the opinion is held against: dollars a period, or a percent."""
    fee = asked.msa.fee
    if fee.model == "tiered_flat":
        return _fixed(asked)[0]
    if fee.model in ("flat", "hybrid", "per_service"):
        return fee.amount
    return fee.margin_percent if fee.model == "cost_plus" else fee.percent


def supported(lines: Iterable[Line]) -> tuple[Decimal, Decimal]:
    """Of the amounts of lines, without corrections: what has evidence, and all."""
    billed = [one for one in lines if one.kind != CORRECTION]
    return sum((one.amount for one in billed if one.billable), ZERO), sum(
        (one.amount for one in billed), ZERO
    )


def told(drawn: Drawn) -> list[Mapping[str, object]]:
    """The lines as they are kept: numbers as text."""
    return [
        {
            "kind": one.kind,
            "name": one.name,
            "amount": str(one.amount),
            "basis": one.basis,
            "unit": one.unit,
            "units": None if one.units is None else str(one.units),
            "shown": list(one.shown),
            "billable": one.billable,
            "why": one.why,
            "fair": None if one.fair is None else one.fair.told,
        }
        for one in drawn.lines
    ]


def line_of(kept: Mapping[str, object]) -> Line:
    """A line as it was kept."""
    given = dict(kept)
    units, fair = given["units"], given["fair"]
    return Line(
        str(given["kind"]),
        str(given["name"]),
        Decimal(str(given["amount"])),
        str(given["basis"]),
        str(given["unit"]),
        None if units is None else Decimal(str(units)),
        tuple(str(one) for one in given["shown"]),  # type: ignore[attr-defined] # a list, as `told` keeps it
        bool(given["billable"]),
        str(given["why"]),
        None if fair is None else Fair.of(fair),  # type: ignore[arg-type] # a mapping, as `told` keeps it
    )
