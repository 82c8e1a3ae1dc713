"""Acts walked as an investigator would: which there are of a practice, and what is found of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from openmso.authority.batch.reasons import act_of
from openmso.authority.decide import decide
from openmso.authority.facts.structure import Site
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.oversight.models import Act
from openmso.oversight.queries.named import network_of
from openmso.oversight.rules.reviews import month_of
from openmso.oversight.rules.walking import EACH, LOOKED, Done, Walked, drawn, walked

__all__ = ["EACH", "LOOKED", "Walk", "Walked", "acts_of", "drawn", "month_of", "walk"]


@dataclass(frozen=True, slots=True)
class Walk:
    """An act and what was found of it; `at` by the clock of its site."""

    code: str
    person: str
    procedure: str
    site: str
    at: datetime
    found: tuple[Walked, ...]


def acts_of(by: Actor, practice: str, first: date, until: date) -> tuple[str, ...]:
    """The acts at the sites of a practice on the civil days from `first` to before `until`."""
    with seeing(by):
        rows = Act.objects.filter(
            network=by.network, site__practice__code=practice, on__gte=first, on__lt=until
        )
        return tuple(rows.order_by("code").values_list("code", flat=True))


def walk(by: Actor, codes: Sequence[str], now: datetime) -> tuple[Walk, ...]:
    """These acts, each judged again by what is known now; in their order."""
    labels, judge, _ = network_of(by)
    with seeing(by):
        rows = Act.objects.filter(network=by.network, code__in=codes).select_related("person", "site")
        there = {one.code: one for one in rows}
    found = []
    for code in codes:
        row = there.get(code)
        if row is None:
            continue
        asked = {
            "code": row.code,
            "person": row.person.code,
            "procedure": row.procedure,
            "site": row.site.code,
            "at": row.at,
            "patient_state": row.patient_state,
            "outcome": row.outcome,
        }
        decision = decide(act_of(asked, complete=False), judge)
        done = Done(
            str(decision.outcome),
            "; ".join(labels.sentence(one) for one in decision.missing),
            row.outcome,
            row.chain is not None,
            row.source,
            row.at,
            row.signed_at,
            frozenset(row.marks),
        )
        zone = ZoneInfo(judge.facts.need(Site, row.site.code).zone)
        found.append(
            Walk(
                row.code,
                row.person.code,
                row.procedure,
                row.site.code,
                row.at.astimezone(zone),
                walked(done, now),
            )
        )
    return tuple(found)
