"""Each month a few acts of every practice are drawn and walked, before somebody else does."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from openmso.authority.facts.structure import Organization
from openmso.compliance.models import MockAudit
from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.foundation.register import row_named
from openmso.foundation.rules.sides import Side
from openmso.oversight.queries.named import network_of
from openmso.oversight.queries.walking import Walk, acts_of, drawn, month_of, walk


@action(Side.SYSTEM)
def mock_month(*, by: Actor, why: str, day: date, now: datetime) -> int:
    """Draw and walk acts of the month of a day for every practice that has any and was not audited yet; how many practices were."""
    del why
    first, until = month_of(day)
    _, judge, _ = network_of(by)
    there = set(
        MockAudit.objects.filter(network=by.network, first=first).values_list("practice__code", flat=True)
    )
    made = 0
    for one in judge.facts.all(Organization):
        if one.kind != "practice" or one.id in there:
            continue
        codes = acts_of(by, one.id, first, until)
        if not codes:
            continue
        seed = secrets.token_hex(16)
        MockAudit.objects.create(
            network_id=by.network,
            code=f"mock-{uuid4().hex}",
            practice=row_named(by, Organization, "practice", one.id),
            first=first,
            seed=seed,
            population=len(codes),
            walks=[_kept(each) for each in walk(by, drawn(codes, seed), now)],
            made_at=now,
        )
        made += 1
    return made


def _kept(one: Walk) -> dict[str, Any]:
    return {
        "act": one.code,
        "person": one.person,
        "procedure": one.procedure,
        "site": one.site,
        "at": one.at.isoformat(),
        "found": [{"name": each.name, "holds": each.holds, "why": each.why} for each in one.found],
    }
