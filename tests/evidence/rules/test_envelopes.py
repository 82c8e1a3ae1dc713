"""Envelopes: who is next, how it stands on a day, to whom a letter has to go."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from openmso.evidence.rules.envelopes import STATES, Envelope, Letter, Party, Word

SENT = datetime(2026, 3, 2, 15, tzinfo=UTC)
DAY = date(2026, 3, 3)
COUNSEL, ADA, OLGA = "counsel", "ada", "olga"
ENVELOPE = Envelope(
    id="envelope-1",
    document="doc-1",
    title="Agreement",
    kind="agreement",
    wall="shared",
    sender=OLGA,
    at=SENT,
    answer_by=date(2026, 3, 16),
    review_on=date(2027, 3, 2),
    ends_on=None,
    superseded=False,
    parties=(
        Party(1, "reviews", COUNSEL, "", "counsel"),
        Party(2, "signs", ADA, "ada", "medical director", states=("TX",)),
        Party(3, "signs", OLGA, "", "for the practice"),
    ),
    words=(),
)
REVIEWED = Word(1, "approved", COUNSEL, SENT)
BY_ADA, BY_OLGA = Word(2, "signed", ADA, SENT, signature="s1"), Word(3, "signed", OLGA, SENT, signature="s2")
ALL = (REVIEWED, BY_ADA, BY_OLGA)


def after(*words: Word, **also: Any) -> Envelope:
    return replace(ENVELOPE, words=words, **also)


def test_each_is_asked_at_their_turn_and_nobody_before() -> None:
    for words, who in (((), COUNSEL), ((REVIEWED,), ADA), ((REVIEWED, BY_ADA), OLGA)):
        one = after(*words)
        assert [user for user in (COUNSEL, ADA, OLGA) if one.asks(user, DAY)] == [who]
    assert after(*ALL).next(DAY) is None


@pytest.mark.parametrize(
    ("one", "on", "state"),
    [
        (after(), DAY, "in_review"),
        (after(REVIEWED), DAY, "out"),
        (after(REVIEWED), date(2026, 3, 16), "out"),
        (after(REVIEWED), date(2026, 3, 17), "unanswered"),
        (after(REVIEWED, Word(2, "declined", ADA, SENT, "no backup is named")), DAY, "declined"),
        (after(REVIEWED, Word(0, "withdrawn", OLGA, SENT, "a mistake")), DAY, "withdrawn"),
        (after(*ALL), date(2026, 3, 17), "active"),
        (after(*ALL), date(2027, 1, 30), "active"),
        (after(*ALL), date(2027, 1, 31), "due"),
        (after(*ALL, ends_on=date(2026, 12, 31)), date(2026, 12, 31), "due"),
        (after(*ALL, ends_on=date(2026, 12, 31)), date(2027, 1, 1), "ended"),
        (after(*ALL, superseded=True), DAY, "superseded"),
        (after(*ALL, Word(0, "revoked", ADA, SENT, "license lost")), DAY, "revoked"),
    ],
)
def test_how_it_stands(one: Envelope, on: date, state: str) -> None:
    assert one.state(on) == state
    assert state in STATES


def test_who_is_asked_gets_a_letter_then_reminders_three_days_apart() -> None:
    one = after(REVIEWED)
    assert one.to_write(SENT, DAY) == (ADA, "turn 2")
    told = replace(one, letters=(Letter(ADA, "turn 2", SENT),))
    assert told.to_write(SENT + timedelta(days=2, hours=23), DAY) is None
    assert told.to_write(SENT + timedelta(days=3), DAY) == (ADA, "turn 2 reminder")
    again = replace(told, letters=(*told.letters, Letter(ADA, "turn 2 reminder", SENT + timedelta(days=3))))
    assert again.to_write(SENT + timedelta(days=5), DAY) is None


def test_the_sender_is_told_once_how_it_ended_and_not_what_they_did_themselves() -> None:
    assert after(*ALL).to_write(SENT, DAY) == (OLGA, "signed")
    assert after(*ALL, letters=(Letter(OLGA, "signed", SENT),)).to_write(SENT, DAY) is None
    assert after().to_write(SENT, date(2026, 3, 17)) == (OLGA, "unanswered")
    assert after(Word(0, "withdrawn", OLGA, SENT, "a mistake")).to_write(SENT, DAY) is None


def test_it_concerns_who_sent_it_and_who_is_asked() -> None:
    assert [who for who in (COUNSEL, ADA, OLGA, "mia") if ENVELOPE.concerns(who)] == [COUNSEL, ADA, OLGA]
