"""Mock audits: month by month what a few acts of each practice showed, and whether the draw is as its seed says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from openmso.compliance.models import MockAudit
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.oversight.queries.walking import Walk, Walked, acts_of, drawn, month_of


@dataclass(frozen=True, slots=True)
class Mocked:
    """The mock audit of a practice and month: `held` of `told` looks hold; what nobody told counts for neither."""

    code: str
    practice: str
    first: date
    seed: str
    population: int
    made_at: datetime
    walks: tuple[Walk, ...]

    @property
    def told(self) -> int:
        """How many looks found something or other."""
        return sum(each.holds is not None for one in self.walks for each in one.found)

    @property
    def held(self) -> int:
        """How many of them hold."""
        return sum(each.holds is True for one in self.walks for each in one.found)

    @property
    def percent(self) -> int | None:
        """Of a hundred; None of none."""
        return 100 * self.held // self.told if self.told else None


def mock_audits(by: Actor, *, most: int = 60) -> tuple[Mocked, ...]:
    """The mock audits of the network, the latest month first."""
    with seeing(by):
        rows = MockAudit.objects.filter(network=by.network).select_related("practice")
        return tuple(_mocked(one) for one in rows.order_by("-first", "practice__code")[:most])


def drawn_again(by: Actor, one: Mocked) -> bool:
    """Whether the seed draws the same acts now: acts that were told later make it another draw."""
    first, until = month_of(one.first)
    return drawn(acts_of(by, one.practice, first, until), one.seed) == tuple(each.code for each in one.walks)


def _mocked(row: MockAudit) -> Mocked:
    return Mocked(
        row.code,
        row.practice.code,
        row.first,
        row.seed,
        row.population,
        row.made_at,
        tuple(
            Walk(
                one["act"],
                one["person"],
                one["procedure"],
                one["site"],
                datetime.fromisoformat(one["at"]),
                tuple(Walked(each["name"], each["holds"], each["why"]) for each in one["found"]),
            )
            for one in row.walks
        ),
    )
