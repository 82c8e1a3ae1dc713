"""Standing orders are issued and withdrawn."""

from __future__ import annotations

from datetime import date

from openmso.authority.facts.oversight import StandingOrder
from openmso.foundation.actor import Actor
from openmso.foundation.door import acting
from openmso.foundation.register import Kept
from openmso.oversight.actions.register import end, enter
from openmso.oversight.actions.signing import signed_by


def issue_standing_order(*, by: Actor, why: str, order: StandingOrder) -> Kept[StandingOrder]:
    """Enter a standing order with the signature of its prescriber, who acts themselves: a physician, an NP or a PA."""
    with acting(by, why=why):
        return enter(by=by, why=why, record=signed_by(by, order, order.practice))


def withdraw_standing_order(
    *, by: Actor, why: str, id: str, on: date, version: str | None = None
) -> Kept[StandingOrder]:
    """Let a standing order end: `on` is the first day without it. Its prescriber may, and whoever could have given it."""
    return end(by=by, why=why, kind=StandingOrder, id=id, on=on, version=version)
