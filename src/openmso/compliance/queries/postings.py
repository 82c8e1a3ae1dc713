"""What hangs at each site and what should: notices by the records of a day, held against what was put up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from openmso.authority.facts.structure import Site
from openmso.compliance.models import Posting
from openmso.compliance.rules.postings import Badge, Hangs, Notice, badges, hangs, notice
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.oversight.queries.named import network_of


@dataclass(frozen=True, slots=True)
class Hung:
    """A notice that hangs at a place since a day; `same`: with the words of today."""

    code: str
    place: str
    text: str
    photo: str
    since: date
    same: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A site: the words its notice should have, what hangs there, and its badges."""

    notice: Notice
    hung: tuple[Hung, ...]
    badges: tuple[Badge, ...]

    @property
    def hangs(self) -> Hangs:
        """How it stands."""
        return hangs(self.notice, [one.text for one in self.hung])


def postings(by: Actor, on: date, site: str = "") -> tuple[Shown, ...]:
    """The sites with a street that are open on a day (or one of them), by name."""
    _, judge, _ = network_of(by)
    day = on.toordinal()
    with seeing(by):
        rows = Posting.objects.filter(network=by.network, down_on__isnull=True).select_related("site")
        there: dict[str, list[Posting]] = {}
        for row in rows.order_by("place"):
            there.setdefault(row.site.code, []).append(row)
    found = []
    for one in judge.facts.all(Site):
        if day not in one.span or one.kind == "telehealth" or (site and one.id != site):
            continue
        made = notice(judge.facts, judge.law, one, day)
        hung = tuple(
            Hung(row.code, row.place, row.text, row.photo, row.since, row.text == made.text)
            for row in there.get(one.id, ())
        )
        found.append(Shown(made, hung, badges(judge.facts, one, day)))
    return tuple(sorted(found, key=lambda one: (one.notice.site.name.casefold(), one.notice.site.id)))
