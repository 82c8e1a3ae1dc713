"""Agreements of an NP or PA with a physician are signed by one, countersigned by the other, and end."""

from __future__ import annotations

from datetime import date

from openmso.authority.facts.oversight import Agreement
from openmso.foundation.actor import Actor
from openmso.foundation.door import acting
from openmso.foundation.register import Kept, RefusedError
from openmso.oversight.actions.register import change, end, enter
from openmso.oversight.actions.signing import signed_by


def sign_agreement(*, by: Actor, why: str, agreement: Agreement) -> Kept[Agreement]:
    """Enter an agreement with the signature of the party who acts. It is good only when the other has signed, too."""
    with acting(by, why=why):
        if agreement.physician == agreement.person:
            raise RefusedError.at("person", "nobody has an agreement with themselves", "the NP or PA")
        return enter(by=by, why=why, record=signed_by(by, agreement))


def countersign_agreement(*, by: Actor, why: str, id: str, version: str | None = None) -> Kept[Agreement]:
    """Sign an agreement that is there, as its other party."""
    return change(
        by=by,
        why=why,
        kind=Agreement,
        id=id,
        change=lambda there: signed_by(by, there),
        version=version,
    )


def end_agreement(*, by: Actor, why: str, id: str, on: date, version: str | None = None) -> Kept[Agreement]:
    """Let an agreement end: `on` is the first day without it. Either party may, and any physician of the state."""
    return end(by=by, why=why, kind=Agreement, id=id, on=on, version=version)
