"""How old what is not paid is: by days since it fell due, in the buckets of the trade. Past ninety days without a loan on paper it is a loan in all but name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

BUCKETS: Final = ((0, "not due yet"), (30, "1 to 30 days"), (60, "31 to 60 days"), (90, "61 to 90 days"))
OLDEST: Final = "over 90 days"
PATIENCE: Final = 90
"""Days after which what is unpaid wants a loan on paper (house)."""


@dataclass(frozen=True, slots=True)
class Open:
    """What of a bill is not paid on a day. `late`: days since it fell due, below 1 if it has not."""

    left: Decimal
    late: int
    loan: bool

    @property
    def bucket(self) -> str:
        """The bucket it lies in."""
        return next((said for most, said in BUCKETS if self.late <= most), OLDEST)

    @property
    def wants_loan(self) -> bool:
        """Whether it is so old that only a loan on paper would explain it, and there is none."""
        return self.left > 0 and self.late > PATIENCE and not self.loan


def open_on(amount: Decimal, paid: Decimal, due: date, on: date, *, loan: bool) -> Open:
    """What is open of a bill on a day."""
    return Open(amount - paid, (on - due).days, loan)
