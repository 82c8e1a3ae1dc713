"""People are signed off for procedures, and sign-offs are withdrawn: decisions of medicine."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from openmso.authority.facts.people import Competency
from openmso.foundation.actor import Actor
from openmso.foundation.register import Kept
from openmso.foundation.rules.sides import Side
from openmso.workforce.actions.register import end, enter


def sign_off_competency(*, by: Actor, why: str, competency: Competency) -> Kept[Competency]:
    """Sign a person off for a procedure. Whoever acts is who signed; they need a license, and sign nobody off who is themselves."""
    signer = competency.signed_by if by.side is Side.SYSTEM else by.person or ""
    return enter(by=by, why=why, record=replace(competency, signed_by=signer))


def withdraw_competency(
    *, by: Actor, why: str, id: str, on: date, version: str | None = None
) -> Kept[Competency]:
    """Withdraw a sign-off: `on` is the first day without it."""
    return end(by=by, why=why, kind=Competency, id=id, on=on, version=version)
