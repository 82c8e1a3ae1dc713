"""What finance keeps, as the controls are told it."""

from __future__ import annotations

from datetime import date

from openmso.compliance.rules.practice import OpenBill, Practice, ShareOfRevenue
from openmso.finance.queries import bills, watch
from openmso.foundation.actor import Actor


def practice_of(by: Actor, on: date) -> Practice:
    """Bills that are open on a day, and fixed fees that went with revenue in the months before it."""
    owed = [
        OpenBill(one.msa, one.number, one.open.left, one.due_on, one.open.loan)
        for one in bills(by, on)
        if one.open.left > 0
    ]
    shares = [
        ShareOfRevenue(
            one.msa,
            one.practice,
            len(one.months),
            one.share_percent,
            one.share_varies,
            one.collections_vary,
            one.correlation,
        )
        for one in watch(by, on)
        if one.disguised
        and one.share_percent is not None
        and one.share_varies is not None
        and one.collections_vary is not None
        and one.correlation is not None
    ]
    return Practice(tuple(owed), tuple(shares))
