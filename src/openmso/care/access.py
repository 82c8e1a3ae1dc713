"""Who of medicine does what in care, beyond what the wall holds."""

from __future__ import annotations

from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError
from openmso.foundation.rules.purposes import DECIDING
from openmso.foundation.rules.sides import Side


class OutOfReachError(WrongHandsError):
    """Somebody of medicine would open the chart of a patient whom neither they nor their sites treat."""


def may_bring(by: Actor) -> bool:
    """Whether they bring charts of other systems in, and say what they mean: who decides in medicine, and the system."""
    return by.side is Side.SYSTEM or (by.side is Side.CLINICAL and by.post in DECIDING)


def bringing(by: Actor) -> None:
    """Raises `WrongHandsError` for whoever does not bring charts in."""
    if not may_bring(by):
        raise WrongHandsError(
            "charts of other systems are brought in by physicians, nurse practitioners and physician assistants"
        )


def of_medicine(by: Actor) -> None:
    """Raises `WrongHandsError` for whoever is not on the clinical side: patients are not there for them."""
    if by.side not in (Side.CLINICAL, Side.SYSTEM):
        raise WrongHandsError("patients and their charts are there for the clinical side only")
