"""What the database holds of envelopes against everybody: only who is named signs, at their turn, the exact bytes, under a license where one is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from openmso.foundation.passes import network, told
from openmso.foundation.rules.sides import SEARCHED, WALLS, Side

# Days are those of the place: each clock of the world shows one of three days.
EARLIEST: Final = "(clock_timestamp() AT TIME ZONE 'UTC' - interval '1 day')::date"
LATEST: Final = "(clock_timestamp() AT TIME ZONE 'UTC' + interval '2 days')::date"
NEXT: Final = """
    SELECT p.* INTO turn FROM evidence_envelopeparty p
    WHERE p.envelope_id = envelope.id AND NOT EXISTS (SELECT FROM evidence_envelopeword w WHERE w.party_id = p.id)
    ORDER BY p.turn LIMIT 1;
"""
CLOSED: Final = "EXISTS (SELECT FROM evidence_envelopeword w WHERE w.envelope_id = envelope.id AND w.what IN ('declined', 'withdrawn', 'revoked'))"
WAIT: Final = "PERFORM pg_advisory_xact_lock(hashtextextended('openmso_envelope:' || envelope.id, 0));"


def elsewhere(*, own: bool) -> str:
    """SQL that leaves to row security, and to the keys between rows, what they refuse, each with its own words: another network, a wall behind which the side adds nothing.

    `own`: whoever may read what a row is about may add one.
    """
    walls = " ".join(
        f"WHEN '{side}' THEN NEW.wall = ANY (ARRAY[{', '.join(repr(one) for one in _added(side, own=own))}]::text[])"
        for side in Side
    )
    return f"""
    IF NEW.network_id IS DISTINCT FROM {network()} OR NOT coalesce(CASE {told("side")} {walls} END, false) THEN
        RETURN NEW;
    END IF;
"""


def _added(side: Side, *, own: bool) -> tuple[str, ...]:
    return tuple(name for name, one in WALLS.items() if side in (one.read if own else one.write))


def refuse(what: str) -> str:
    """SQL that refuses, and says why."""
    return f"RAISE EXCEPTION '{what}' USING ERRCODE = 'restrict_violation';"


SENT: Final = f"""
CREATE OR REPLACE FUNCTION openmso_envelope_sent() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {SEARCHED} AS $$
BEGIN
    {elsewhere(own=False)}
    IF NEW.user_id::text <> {told("actor")} THEN
        {refuse("who sends a document sends it in their own name")}
    END IF;
    IF EXISTS (SELECT FROM evidence_signature s WHERE s.document_id = NEW.document_id) THEN
        {refuse("the document is signed already")}
    END IF;
    RETURN NEW;
END $$
"""

ASKED: Final = f"""
CREATE OR REPLACE FUNCTION openmso_envelope_asked() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {SEARCHED} AS $$
DECLARE
    envelope evidence_envelope%ROWTYPE;
BEGIN
    {elsewhere(own=False)}
    SELECT e.* INTO envelope FROM evidence_envelope e WHERE e.id = NEW.envelope_id AND (e.network_id, e.wall) = (NEW.network_id, NEW.wall);
    IF NOT FOUND THEN
        RETURN NEW;
    END IF;
    {WAIT}
    IF envelope.user_id::text <> {told("actor")}
        OR EXISTS (SELECT FROM evidence_envelopeword w WHERE w.envelope_id = envelope.id)
        OR EXISTS (SELECT FROM evidence_envelopeletter l WHERE l.envelope_id = envelope.id)
    THEN
        {refuse("who signs is named by whoever sends it, as it goes out")}
    END IF;
    RETURN NEW;
END $$
"""  # noqa: S608 - built from constants only

SAID: Final = f"""
CREATE OR REPLACE FUNCTION openmso_envelope_said() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {SEARCHED} AS $$
DECLARE
    envelope evidence_envelope%ROWTYPE;
    turn evidence_envelopeparty%ROWTYPE;
BEGIN
    {elsewhere(own=True)}
    SELECT e.* INTO envelope FROM evidence_envelope e WHERE e.id = NEW.envelope_id AND (e.network_id, e.wall) = (NEW.network_id, NEW.wall);
    IF NOT FOUND OR (NEW.party_id IS NOT NULL AND NOT EXISTS (SELECT FROM evidence_envelopeparty p WHERE p.id = NEW.party_id AND (p.network_id, p.wall) = (NEW.network_id, NEW.wall))) THEN
        RETURN NEW;
    END IF;
    {WAIT}
    IF {CLOSED} THEN
        {refuse("the envelope is closed")}
    END IF;
    {NEXT}
    IF NEW.what <> 'signed' AND EXISTS (SELECT FROM evidence_signature s WHERE s.id = NEW.signature_id AND (s.network_id, s.wall) = (NEW.network_id, NEW.wall)) THEN
        {refuse("who does not sign has no signature")}
    END IF;
    IF NEW.what IN ('withdrawn', 'revoked') AND NEW.party_id IS NOT NULL THEN
        {refuse("it is taken back as a whole")}
    END IF;
    IF NEW.what = 'withdrawn' AND (turn.id IS NULL OR NEW.user_id <> envelope.user_id) THEN
        {refuse("what is not signed by all is withdrawn by whoever sent it")}
    END IF;
    IF NEW.what = 'revoked' AND (turn.id IS NOT NULL OR (NEW.user_id <> envelope.user_id AND NOT EXISTS (
        SELECT FROM evidence_envelopeparty p WHERE p.envelope_id = envelope.id AND p.part = 'signs' AND p.user_id = NEW.user_id)))
    THEN
        {refuse("what all have signed is revoked by whoever sent it or signed it")}
    END IF;
    IF NEW.what IN ('withdrawn', 'revoked') THEN
        RETURN NEW;
    END IF;
    IF NEW.party_id IS DISTINCT FROM turn.id OR NEW.user_id <> turn.user_id OR envelope.answer_by < {EARLIEST} THEN
        {refuse("it is the turn of somebody else, or of nobody")}
    END IF;
    IF (NEW.what = 'signed' AND turn.part <> 'signs') OR (NEW.what = 'approved' AND turn.part <> 'reviews') THEN
        {refuse("who reviews does not sign, who signs does not review")}
    END IF;
    IF NEW.what = 'signed' AND NOT EXISTS (
        SELECT FROM evidence_signature s JOIN evidence_document d ON d.id = s.document_id
        WHERE s.id = NEW.signature_id AND d.id = envelope.document_id AND s.sha256 = d.sha256 AND s.user_id = turn.user_id)
    THEN
        {refuse("that is no signature of theirs under this document")}
    END IF;
    RETURN NEW;
END $$
"""  # noqa: S608 - built from constants only

SIGNS: Final = f"""
CREATE OR REPLACE FUNCTION openmso_envelope_signs() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {SEARCHED} AS $$
DECLARE
    envelope evidence_envelope%ROWTYPE;
    turn evidence_envelopeparty%ROWTYPE;
BEGIN
    {elsewhere(own=True)}
    SELECT e.* INTO envelope FROM evidence_envelope e WHERE e.document_id = NEW.document_id AND e.network_id = NEW.network_id;
    IF NOT FOUND THEN
        RETURN NEW;
    END IF;
    {WAIT}
    {NEXT}
    IF {CLOSED} OR turn.id IS NULL OR turn.part <> 'signs' OR NEW.user_id <> turn.user_id OR NEW.intent <> turn.intent
        OR NEW.statement <> turn.statement OR envelope.answer_by < {EARLIEST}
    THEN
        {refuse("this document is signed by who is named in its envelope, at their turn, meaning what it says")}
    END IF;
    IF NEW.sha256 IS DISTINCT FROM (SELECT d.sha256 FROM evidence_document d WHERE d.id = NEW.document_id) THEN
        {refuse("the bytes are others than those that went out")}
    END IF;
    IF cardinality(turn.states) > 0 AND NOT coalesce(NEW.license_valid && daterange({EARLIEST}, {LATEST}), false) THEN
        {refuse("it is signed under a license in force")}
    END IF;
    RETURN NEW;
END $$
"""  # noqa: S608 - built from constants only

TRIGGERS: Final = (
    ("evidence_envelope", "openmso_envelope_sent"),
    ("evidence_envelopeparty", "openmso_envelope_asked"),
    ("evidence_envelopeword", "openmso_envelope_said"),
    ("evidence_signature", "openmso_envelope_signs"),
)


def statements() -> Iterator[str]:
    """The SQL of these guards, in order; running it twice is harmless."""
    yield from (SENT, ASKED, SAID, SIGNS)
    for table, function in TRIGGERS:
        yield f"REVOKE ALL ON FUNCTION {function}() FROM PUBLIC"
        yield f"DROP TRIGGER IF EXISTS {function} ON {table}"
        yield f"CREATE TRIGGER {function} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
