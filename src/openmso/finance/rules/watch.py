"""Is a fee that is fixed on paper a share of revenue in practice? Pure statistics over months, with every number shown.

For the months of which fee and collections are both known (at least `LEAST` of the last `TRAILING`):

- the **share** of a month is fee ÷ collections;
- the **variation** of a row of numbers is its standard deviation (of the whole row) ÷ its mean;
- the **correlation** is Pearson's between fees and collections; none where one of them never changes.

A fee moves with revenue where collections vary by `MOVES` or more, the share varies by `STEADY` or less, and the correlation is
`TOGETHER` or more. The three limits are the house's, not the law's: what they find is for counsel to read, not a verdict. A fee that never
changes cannot be found so: its share varies as much as collections do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

TRAILING: Final = 12
LEAST: Final = 6
MOVES: Final = Decimal("0.10")
STEADY: Final = Decimal("0.05")
TOGETHER: Final = Decimal("0.80")
FIXED_MODELS: Final = frozenset({"flat", "tiered_flat", "cost_plus", "per_service", "hybrid"})
"""Models that are no share of revenue on paper."""


@dataclass(frozen=True, slots=True)
class Month:
    """What a practice was billed for a month, without corrections, and what it collected in it; US dollars."""

    month: date
    fee: Decimal
    collections: Decimal

    @property
    def share(self) -> Decimal:
        """Fee ÷ collections."""
        return self.fee / self.collections

    @property
    def percent(self) -> Decimal:
        """The share in percent."""
        return 100 * self.share


@dataclass(frozen=True, slots=True)
class Watched:
    """What the months of a practice show, under the agreement of the last of them. `enough`: whether there are as many as the statistic wants."""

    practice: str
    msa: str
    model: str
    months: tuple[Month, ...]
    share: Decimal | None
    share_varies: Decimal | None
    collections_vary: Decimal | None
    correlation: Decimal | None

    @property
    def share_percent(self) -> Decimal | None:
        """Fee of what was collected in all these months, in percent."""
        return None if self.share is None else 100 * self.share

    @property
    def enough(self) -> bool:
        """Whether there are months enough to say anything."""
        return len(self.months) >= LEAST

    @property
    def moves_with_revenue(self) -> bool:
        """Whether the fee goes with revenue by the house's limits."""
        return bool(
            self.enough
            and self.share_varies is not None
            and self.collections_vary is not None
            and self.correlation is not None
            and self.collections_vary >= MOVES
            and self.share_varies <= STEADY
            and self.correlation >= TOGETHER
        )

    @property
    def disguised(self) -> bool:
        """Whether a fee that is fixed on paper goes with revenue in practice."""
        return self.moves_with_revenue and self.model in FIXED_MODELS


def watched(practice: str, msa: str, model: str, months: Iterable[Month]) -> Watched:
    """What the last `TRAILING` of these months show; months without collections are left out."""
    kept = sorted((one for one in months if one.collections > 0), key=lambda one: one.month)[-TRAILING:]
    if not kept:
        return Watched(practice, msa, model, (), None, None, None, None)
    fees, base = [one.fee for one in kept], [one.collections for one in kept]
    return Watched(
        practice,
        msa,
        model,
        tuple(kept),
        sum(fees, Decimal(0)) / sum(base, Decimal(0)),
        variation([one.share for one in kept]),
        variation(base),
        correlation(fees, base),
    )


def _mean(row: Sequence[Decimal]) -> Decimal:
    return sum(row, Decimal(0)) / len(row)


def variation(row: Sequence[Decimal]) -> Decimal | None:
    """Standard deviation ÷ mean; None where the mean is nothing."""
    mean = _mean(row)
    if mean == 0:
        return None
    return (sum(((one - mean) ** 2 for one in row), Decimal(0)) / len(row)).sqrt() / abs(mean)


def correlation(first: Sequence[Decimal], second: Sequence[Decimal]) -> Decimal | None:
    """Pearson's correlation; None where one row never changes."""
    one, two = _mean(first), _mean(second)
    together = sum(((a - one) * (b - two) for a, b in zip(first, second, strict=True)), Decimal(0))
    spread = sum(((a - one) ** 2 for a in first), Decimal(0)) * sum(
        ((b - two) ** 2 for b in second), Decimal(0)
    )
    return together / spread.sqrt() if spread else None
