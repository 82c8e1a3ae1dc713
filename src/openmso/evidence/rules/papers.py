"""What the evidence room hands out: documents, signatures, and the license under which one was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from openmso.timeline.spans import Span


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A document as it was kept. `wall` names whose it is, `dated` is the day it is of, `media_type` is what its bytes are.

    `supersedes` and `superseded_by` are ids of the versions before and after it, empty if there is none. `removed`
    is whether its bytes are gone in time; what it was is kept.
    """

    id: str
    wall: str
    kind: str
    title: str
    name: str
    dated: date
    sha256: str
    size: int
    media_type: str
    kept_at: datetime
    supersedes: str = ""
    superseded_by: str = ""
    removed: bool = False


class Intent(StrEnum):
    """What somebody means by signing."""

    ADOPTS = "adopts"
    APPROVES = "approves"
    AGREES = "agrees"
    ATTESTS = "attests"
    ACKNOWLEDGES = "acknowledges"
    WITNESSES = "witnesses"


DECIDING = frozenset({Intent.ADOPTS, Intent.APPROVES})
"""Intents that decide, and so belong to those who may write what they sign."""


@dataclass(frozen=True, slots=True)
class LicenseInForce:
    """The license under which somebody signs, as the room that keeps licenses found it: its id and its days."""

    id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature. `sha256` is of the exact bytes that were signed; `step_up` names the proof of who signed.

    `matches` is whether the bytes that are kept are those; None if they were removed in time.
    """

    id: str
    document: str
    sha256: str
    user: str
    person: str
    post: str
    intent: Intent
    statement: str
    license: LicenseInForce | None
    step_up: str
    at: datetime
    matches: bool | None
