"""Envelopes: a document that goes round for review and signature, who is next, and how it stands on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from openmso.evidence.rules.papers import Intent

MOST: Final = 8
"""So many people at most review and sign one document."""
REMINDED: Final = timedelta(days=3)
"""After so long without an answer a reminder goes out."""
SOON: Final = timedelta(days=30)
"""So long before its day of review, or its end, a document is due for review."""
LONGEST: Final = 500
"""So long at most is a reason, or what somebody signs as."""
REVIEWS, SIGNS = "reviews", "signs"
PARTS: Final[Mapping[str, str]] = {REVIEWS: "reviews it", SIGNS: "signs it"}
SIGNED, APPROVED, DECLINED, WITHDRAWN, REVOKED = "signed", "approved", "declined", "withdrawn", "revoked"
WORDS: Final[Mapping[str, str]] = {
    SIGNED: "signed",
    APPROVED: "reviewed it and let it go on",
    DECLINED: "declined",
    WITHDRAWN: "withdrew it",
    REVOKED: "revoked it",
}
STATES: Final[Mapping[str, str]] = {
    "in_review": "in review",
    "out": "out for signature",
    "active": "active",
    "due": "due for review",
    "ended": "expired",
    "declined": "declined",
    "withdrawn": "withdrawn",
    "unanswered": "not signed in time",
    "superseded": "superseded",
    "revoked": "revoked",
}
HOLDS: Final = frozenset({"active", "due"})
"""As what a document is in force."""


@dataclass(frozen=True, slots=True)
class Party:
    """Who reviews or signs, as what. `turn`: the how manieth. `states`: where they must hold a license on the day on which they sign."""

    turn: int
    part: str
    user: str
    person: str
    role: str
    intent: Intent = Intent.AGREES
    statement: str = ""
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody said to it: `turn` is that of the party, 0 for who takes the whole back; `signature` its id where they signed."""

    turn: int
    what: str
    user: str
    at: datetime
    reason: str = ""
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that went out: to whom, about what (their turn, a reminder, or how it ended)."""

    user: str
    about: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Envelope:
    """A document that went out. `answer_by`: the last day for it; `ends_on`: the last day on which the document holds, if it has one."""

    id: str
    document: str
    title: str
    kind: str
    wall: str
    sender: str
    at: datetime
    answer_by: date
    review_on: date | None
    ends_on: date | None
    superseded: bool
    parties: tuple[Party, ...]
    words: tuple[Word, ...]
    letters: tuple[Letter, ...] = ()

    @property
    def closing(self) -> Word | None:
        """The word that ended it: declined, withdrawn or revoked."""
        return next((one for one in self.words if one.what in (DECLINED, WITHDRAWN, REVOKED)), None)

    @property
    def missing(self) -> tuple[Party, ...]:
        """Who has not said anything yet, in order."""
        said = {one.turn for one in self.words}
        return tuple(one for one in self.parties if one.turn not in said)

    @property
    def complete(self) -> bool:
        """Whether everybody has signed, whatever came after."""
        return not self.missing and all(one.what != DECLINED for one in self.words)

    def state(self, on: date) -> str:
        """How it stands on a day: a key of `STATES`."""
        if self.closing is not None:
            return self.closing.what
        if self.missing:
            if self.answer_by < on:
                return "unanswered"
            return "in_review" if self.missing[0].part == REVIEWS else "out"
        if self.superseded:
            return "superseded"
        if self.ends_on is not None and self.ends_on < on:
            return "ended"
        until = min((one for one in (self.review_on, self.ends_on) if one), default=None)
        return "due" if until is not None and until <= on + SOON else "active"

    def next(self, on: date) -> Party | None:
        """Whose turn it is; None where it is nobody's."""
        return self.missing[0] if self.state(on) in ("in_review", "out") else None

    def asks(self, user: str, on: date) -> Party | None:
        """What this user is asked now."""
        found = self.next(on)
        return found if found is not None and found.user == user else None

    def concerns(self, user: str) -> bool:
        """Whether this user sent it, or is one who reviews or signs."""
        return user == self.sender or any(one.user == user for one in self.parties)

    def to_write(self, now: datetime, on: date) -> tuple[str, str] | None:
        """To whom a letter has to go now, about what: their turn, a reminder, or to the sender how it ended."""
        waits = self.next(on)
        if waits is None:
            state = self.state(on)
            about = "signed" if self.complete and state in HOLDS else state
            told = any(one.user == self.sender and one.about == about for one in self.letters)
            news = about in ("signed", DECLINED, "unanswered")
            return (self.sender, about) if news and not told else None
        about = f"turn {waits.turn}"
        sent = [one.at for one in self.letters if one.user == waits.user and one.about.startswith(about)]
        if not sent:
            return waits.user, about
        return (waits.user, f"{about} reminder") if now - max(sent) >= REMINDED else None
