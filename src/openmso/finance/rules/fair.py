"""A fee against the opinion on its fair market value: the range that counts in a month, and whether the rate lies inside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from openmso.authority.facts.structure import Msa, ServiceLine
from openmso.finance.rules.money import after
from openmso.timeline.calendar import add_months

HOUSE_MONTHS: Final = 12
"""For how long an opinion counts where it does not say so itself (house)."""


@dataclass(frozen=True, slots=True)
class Fair:
    """A rate and the range of the opinion that counts, in dollars or (where `percent`) in percent; `why` where none counts."""

    rate: Decimal | None
    low: Decimal | None
    high: Decimal | None
    percent: bool = False
    why: str = ""

    @property
    def inside(self) -> bool | None:
        """Whether the rate lies in the range; None where that cannot be said."""
        if self.rate is None or self.low is None or self.high is None:
            return None
        return self.low <= self.rate <= self.high

    @property
    def told(self) -> dict[str, object]:
        """As it is kept: numbers as text."""
        numbers = {"rate": self.rate, "low": self.low, "high": self.high}
        kept: dict[str, object] = {k: None if v is None else str(v) for k, v in numbers.items()}
        return {**kept, "percent": self.percent, "why": self.why}

    @staticmethod
    def of(kept: Mapping[str, object]) -> Fair:
        """As it was kept."""
        rate, low, high = (
            None if kept[one] is None else Decimal(str(kept[one])) for one in ("rate", "low", "high")
        )
        return Fair(rate, low, high, bool(kept["percent"]), str(kept["why"]))


def fair_of(msa: Msa, month: date, rate: Decimal | None) -> Fair:
    """The rate of a fee against the opinion that counts in a month."""
    fee = msa.fee
    percent = fee.model in ("cost_plus", "percentage")
    why = _lacks(msa, month)
    if not why and (fee.fmv_low is None or fee.fmv_high is None):
        why = "the opinion gives no range for the whole fee"
    if why:
        return Fair(rate, None, None, percent, why)
    return Fair(rate, fee.fmv_low, fee.fmv_high, percent)


def fair_of_line(msa: Msa, line: ServiceLine, month: date) -> Fair | None:
    """The price of a line against its own range; None where it has none."""
    if line.fmv_low is None or line.fmv_high is None:
        return None
    why = _lacks(msa, month)
    price = line.price if line.price is not None else msa.fee.amount
    return Fair(price, None, None, why=why) if why else Fair(price, line.fmv_low, line.fmv_high)


def _lacks(msa: Msa, month: date) -> str:
    """Why no opinion counts in a month; empty where one does on its last day."""
    opinion, until = msa.fee.fmv_opinion_on, good_until(msa)
    last = after(month) - timedelta(days=1)
    if opinion is None or until is None:
        return "no opinion is on file"
    if opinion > last:
        return f"the opinion is of {opinion:%b %-d, %Y}, after the month"
    return f"the opinion ran out on {until:%b %-d, %Y}" if until < last else ""


def good_until(msa: Msa) -> date | None:
    """The last day on which the opinion counts; None without one."""
    opinion = msa.fee.fmv_opinion_on
    if opinion is None:
        return None
    return msa.fee.fmv_valid_until or add_months(opinion, HOUSE_MONTHS, rounding="up") - timedelta(days=1)
