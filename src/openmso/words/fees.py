"""Fees of management agreements in words, with nothing that the agreement does not say."""

from __future__ import annotations

from decimal import Decimal

from openmso.authority.facts.structure import FeeTerms
from openmso.words.labels import spaced

PLAIN = {
    "flat": "flat fee",
    "tiered_flat": "flat fee by tier",
    "per_service": "fee per service",
    "remainder": "what remains",
}


def fee(terms: FeeTerms) -> str:
    """`$28,500 a month`, `15 % of collections`, `cost plus 10 %`; only the model where no number is recorded."""
    parts = [one for one in (_money(terms), _percent(terms)) if one]
    if terms.model == "cost_plus":
        margin = terms.margin_percent
        return (
            f"cost plus {number(margin)} %"
            if margin is not None
            else "cost plus a margin that is not recorded"
        )
    if not parts:
        return PLAIN.get(terms.model, spaced(terms.model))
    said = " and ".join(parts)
    return f"{said}, {PLAIN[terms.model]}" if terms.model in ("tiered_flat", "remainder") else said


def _money(terms: FeeTerms) -> str:
    if terms.amount is None:
        return ""
    per = "per service" if terms.model == "per_service" else f"a {terms.period}"
    return f"{dollars(terms.amount)} {per}"


def _percent(terms: FeeTerms) -> str:
    if terms.percent is None:
        return ""
    return (
        f"{number(terms.percent)} % of {spaced(terms.base) if terms.base else 'a base that is not recorded'}"
    )


def worth(terms: FeeTerms) -> str:
    """From what to what an opinion of fair market value goes, in the unit of the fee: `$24,000 to $32,000`, `8 to 14 %`; empty if not recorded."""
    low, high = terms.fmv_low, terms.fmv_high
    if low is None or high is None:
        return ""
    return (
        f"{number(low)} to {number(high)} %" if terms.amount is None else f"{dollars(low)} to {dollars(high)}"
    )


def dollars(amount: Decimal) -> str:
    """`$28,500`, with cents where there are any."""
    return f"${amount:,.0f}" if amount == amount.to_integral_value() else f"${amount:,.2f}"


def number(value: Decimal) -> str:
    """A number without zeros that say nothing: `15`, `7.5`."""
    return f"{value.normalize():f}"
