"""A physician delegates, and takes back."""

from __future__ import annotations

from datetime import date

from openmso.authority.facts.oversight import Delegation
from openmso.foundation.actor import Actor
from openmso.foundation.door import acting
from openmso.foundation.register import Kept, RefusedError
from openmso.oversight.actions.register import end, enter
from openmso.oversight.actions.signing import signed_by


def delegate(*, by: Actor, why: str, delegation: Delegation) -> Kept[Delegation]:
    """Enter a delegation with the signature of its physician, who acts themselves.

    Takes a license of a role from which the law lets these procedures be delegated to this person, in force today in the state of each
    site it names. To oneself nothing is delegated.
    """
    with acting(by, why=why):
        if delegation.physician == delegation.person:
            raise RefusedError.at("person", "nobody delegates to themselves", "somebody else")
        return enter(by=by, why=why, record=signed_by(by, delegation))


def revoke_delegation(
    *, by: Actor, why: str, id: str, on: date, version: str | None = None
) -> Kept[Delegation]:
    """Let a delegation end: `on` is the first day without it. Its physician may, and whoever could have given it."""
    return end(by=by, why=why, kind=Delegation, id=id, on=on, version=version)
