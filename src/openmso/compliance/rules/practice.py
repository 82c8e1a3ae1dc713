"""What of the business in practice the controls are told: bills that are open, and fees that went with revenue. Frozen, from finance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class OpenBill:
    """A bill that is not paid: what is left of it, in US dollars. `loan`: whether the agreement provides one that carries it."""

    msa: str
    number: str
    left: Decimal
    due: date
    loan: bool


@dataclass(frozen=True, slots=True)
class ShareOfRevenue:
    """A fee that is fixed on paper and went with revenue. `share`: percent of collections; `varies`, `base_varies`: deviation ÷ mean."""

    msa: str
    practice: str
    months: int
    share: Decimal
    varies: Decimal
    base_varies: Decimal
    correlation: Decimal


@dataclass(frozen=True, slots=True)
class Practice:
    """All of it; nothing where nobody told it, as of a network in a file."""

    bills: tuple[OpenBill, ...] = ()
    shares: tuple[ShareOfRevenue, ...] = ()
