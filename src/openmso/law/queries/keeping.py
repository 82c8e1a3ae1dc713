"""How long the charts of patients are kept, by the states in which a network treats."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openmso.authority.law import Statement
from openmso.authority.terms import Confidence
from openmso.law.facts.pack import Pack
from openmso.law.queries.packs import whole

PARAMETER = "records.adult_retention_years"


@dataclass(frozen=True, slots=True)
class ChartRetention:
    """The longest period of several states. `statements`: what each of them says, `doubt`: why one might be wrong to rely on it."""

    years: int
    statements: tuple[Statement, ...]
    confidence: Confidence
    doubt: str

    @property
    def source(self) -> str:
        """The states, their periods and citations."""
        return "; ".join(f"{one.jurisdiction} {_years(one)} years: {one.cite}" for one in self.statements)


def chart_retention(states: Iterable[str], on: date, *, of: Pack | None = None) -> ChartRetention | None:
    """How long charts are kept that follow the law of all of these states on a day; None if none of them names a period.

    Of rival statements of a state the longest counts. Confidence is that of the weakest statement, and LOW if one of the states is
    silent or was not researched.
    """
    book = (whole() if of is None else of).book
    wanted = sorted(set(states))
    told = {state: book.reading(state, PARAMETER, on.toordinal()).statements for state in wanted}
    longest = tuple(max(said, key=_years) for said in told.values() if any(_years(one) for one in said))
    if not longest:
        return None
    silent = [state for state, said in told.items() if not any(_years(one) for one in said)]
    weakest = min(one.confidence for one in longest)
    doubts = [f"no period is known of {', '.join(silent)}"] if silent else []
    doubts += [f"{one.jurisdiction}: {one.note}" for one in longest if one.note]
    confidence = Confidence.LOW if silent else weakest
    return ChartRetention(max(_years(one) for one in longest), longest, confidence, "; ".join(doubts))


def _years(statement: Statement) -> int:
    return int(statement.value) if isinstance(statement.value, int | Decimal) else 0
