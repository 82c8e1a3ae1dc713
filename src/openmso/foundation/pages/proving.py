"""Signing what stands on a page: whoever signs proves anew who they are, for what they saw, and the proof is spent in the act."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar

from django.http import HttpRequest

from openmso.foundation.door import acting
from openmso.foundation.pages.desk import Desk
from openmso.foundation.stepup import require, spend

T = TypeVar("T")


def with_fresh_proof(
    request: HttpRequest, desk: Desk, *, kind: str, seen: object, why: str, do: Callable[[], T]
) -> T:
    """Do it and spend a proof for this `kind` of thing as it was `seen`: both, or neither.

    What cannot stand is refused before anybody proves anything. Raises `StepUpNeededError` where there is no such proof.
    """
    purpose = f"sign:{kind}:{sha256(repr(seen).encode()).hexdigest()[:32]}"
    with acting(desk.by, why=why):
        done = do()
        spend(by=desk.by, why=why, proof=require(request, purpose, desk.by), purpose=purpose)
    return done
