"""Walking the chain behind acts, as an investigator would: which are drawn, and what is looked at of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

EACH: Final = 5
"""So many acts of a practice are walked in a month (house)."""
SIGNED_WITHIN: Final = timedelta(hours=72)
LOOKED: Final[Mapping[str, str]] = {
    "authority": "Authority, by what is known now",
    "decision": "The decision was kept when it was acted on",
    "signed": "The chart was signed within 72 hours",
    "glass": "No glass was broken",
    "protocol": "Within the protocol",
}
"""What is looked at of each act, in this order."""


@dataclass(frozen=True, slots=True)
class Walked:
    """What one look found: `holds` None where nobody told."""

    name: str
    holds: bool | None
    why: str = ""

    @property
    def said(self) -> str:
        """In words."""
        return LOOKED[self.name]


@dataclass(frozen=True, slots=True)
class Done:
    """An act as the walk needs it. `now`: the outcome as judged now, with why not; `source`: where its chart is kept."""

    now: str
    why: str
    outcome: str
    chained: bool
    source: str
    at: datetime
    signed_at: datetime | None
    marks: frozenset[str]


def drawn(codes: Iterable[str], seed: str, count: int = EACH) -> tuple[str, ...]:
    """So many of them by the order of a seed: the same seed and acts give the same ones, and nobody can choose."""
    return tuple(sorted(set(codes), key=lambda one: (sha256(f"{seed}:{one}".encode()).digest(), one))[:count])


def walked(one: Done, now: datetime) -> tuple[Walked, ...]:
    """Every look at an act, in the order of `LOOKED`."""
    ours = one.source == "care"
    return (
        Walked("authority", one.now in ("allow", "allow_with_conditions"), one.why),
        Walked(
            "decision",
            one.chained and bool(one.outcome) if ours else None,
            "" if ours else f"its chart is kept by {one.source}",
        ),
        _signed(one, now, ours=ours),
        Walked("glass", "break_glass" not in one.marks),
        Walked("protocol", "off_protocol" not in one.marks),
    )


def _signed(one: Done, now: datetime, *, ours: bool) -> Walked:
    if one.signed_at is None:
        if not ours:
            return Walked("signed", None, f"{one.source} did not tell when")
        return Walked("signed", False if now > one.at + SIGNED_WITHIN else None, "not signed")
    late = one.signed_at > one.at + SIGNED_WITHIN
    return Walked("signed", not late, "later" if late else "")
