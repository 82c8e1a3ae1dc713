"""A document goes out for signature; those who are named say yes or no, each at their turn; who sent it takes it back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid4

from openmso.evidence.actions.documents import may_write
from openmso.evidence.actions.signing import sign
from openmso.evidence.models import Envelope as Row
from openmso.evidence.models import EnvelopeLetter, EnvelopeParty, EnvelopeWord, Signature
from openmso.evidence.queries.documents import row_of
from openmso.evidence.queries.envelopes import envelope as told_envelope
from openmso.evidence.rules import envelopes as rules
from openmso.evidence.rules.envelopes import Envelope, Party
from openmso.evidence.rules.papers import DECIDING, LicenseInForce
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action, human
from openmso.foundation.register import RefusedError
from openmso.foundation.rules.sides import Side


@action(Side.BUSINESS, Side.CLINICAL)
def send_out(
    *,
    by: Actor,
    why: str,
    document: str,
    parties: Iterable[Party],
    on: date,
    answer_by: date,
    review_on: date | None = None,
    ends_on: date | None = None,
) -> Envelope:
    """Send a kept document round, once: its parties say their word in the order of their turns until the end of `answer_by`.

    `on` is the civil day. Who keeps such documents sends them, and nobody is asked to decide who may not write them: that is found when they sign.
    Raises `NotThereError`, `WrongHandsError`, `RefusedError`.
    """
    del why
    user = human(by)
    row = row_of(by, document)
    may_write(by, row.wall)
    asked = sorted(parties, key=lambda one: one.turn)
    _fits(asked, on, answer_by, ends_on)
    if row.superseded_by or Row.objects.filter(document=row.pk).exists():
        raise RefusedError.at(
            "document", "it went out before, or was superseded", "keep it anew, and send that"
        )
    made = Row.objects.create(
        network_id=by.network, code=f"envelope-{uuid4().hex}", wall=row.wall, document_id=row.pk, user_id=user,
        answer_by=answer_by, review_on=review_on, ends_on=ends_on,
    )  # fmt: skip
    for one in asked:
        EnvelopeParty.objects.create(
            network_id=by.network, code=f"party-{uuid4().hex}", wall=row.wall, envelope=made, turn=one.turn, part=one.part,
            user_id=UUID(one.user), person=one.person, role=one.role.strip(), intent=one.intent, statement=one.statement.strip(),
            states=list(one.states),
        )  # fmt: skip
    return told_envelope(by, made.code)


def _fits(asked: list[Party], on: date, answer_by: date, ends_on: date | None) -> None:
    signers = [one for one in asked if one.part == rules.SIGNS]
    if not signers or len(asked) > rules.MOST or len({one.turn for one in asked}) < len(asked):
        raise RefusedError.at(
            "parties",
            "nobody signs, or too many are asked",
            f"name who signs, and {rules.MOST} people at most",
        )
    if any(one.part not in rules.PARTS or not one.role.strip() for one in asked):
        raise RefusedError.at("parties", "it is not said as what somebody signs", "say as what each is asked")
    if len({one.user for one in signers}) < len(signers):
        raise RefusedError.at("parties", "one user signs twice", "name each signer once")
    if answer_by < on:
        raise RefusedError.at("answer_by", "that day is over", "a day from today on")
    if ends_on is not None and ends_on < on:
        raise RefusedError.at("ends_on", "it would have ended already", "a day from today on")


@action(Side.BUSINESS, Side.CLINICAL, Side.AUDITOR)
def sign_in_turn(
    *, by: Actor, why: str, envelope: str, on: date, proof: UUID, under: LicenseInForce | None = None
) -> Envelope:
    """Sign the document of an envelope, at one's turn, meaning what the envelope says; the license in force is kept with the signature.

    `under`: the license that the room that keeps licenses found in force on the civil day `on`. Raises as `sign` does, and `RefusedError` where it is not
    one's turn, or a license is asked for and there is none.
    """
    found, mine = _mine(by, envelope, on)
    if mine.part != rules.SIGNS:
        raise RefusedError.at(
            "envelope", "you are asked to review it, not to sign", "say what you think of it"
        )
    if mine.states and under is None:
        where = " and ".join(mine.states)
        raise RefusedError.at(
            "license", f"you hold no license in force in {where} on {on}", "enter or renew it, then sign"
        )
    if mine.intent in DECIDING:
        may_write(by, found.wall)
    made = sign(
        by=by, why=why, document=found.document, intent=mine.intent, on=on, proof=proof, under=under,
        statement=mine.statement,
    )  # fmt: skip
    _say(
        by, found, rules.SIGNED, mine.turn, signature=Signature.objects.get(network=by.network, code=made.id)
    )
    return told_envelope(by, envelope)


@action(Side.BUSINESS, Side.CLINICAL, Side.AUDITOR)
def let_go_on(*, by: Actor, why: str, envelope: str, on: date) -> Envelope:
    """Say, at one's turn, that a document was reviewed and may go on. It is no signature. Raises `RefusedError`."""
    del why
    human(by)
    found, mine = _mine(by, envelope, on)
    if mine.part != rules.REVIEWS:
        raise RefusedError.at("envelope", "you are asked to sign it", "sign, or decline")
    _say(by, found, rules.APPROVED, mine.turn)
    return told_envelope(by, envelope)


@action(Side.BUSINESS, Side.CLINICAL, Side.AUDITOR)
def decline(*, by: Actor, why: str, envelope: str, on: date, reason: str) -> Envelope:
    """Say no at one's turn, with a reason; that ends the envelope. Raises `RefusedError`."""
    del why
    human(by)
    found, mine = _mine(by, envelope, on)
    _say(by, found, rules.DECLINED, mine.turn, reason=_reason(reason))
    return told_envelope(by, envelope)


@action(Side.BUSINESS, Side.CLINICAL, Side.AUDITOR)
def take_back(*, by: Actor, why: str, envelope: str, on: date, reason: str) -> Envelope:
    """Withdraw what is still out (who sent it), or revoke what all have signed (who sent or signed it), with a reason. Raises `RefusedError`, `WrongHandsError`."""
    del why
    user = str(human(by))
    found = told_envelope(by, envelope)
    if found.closing is not None:
        raise RefusedError.at("envelope", "it is closed already", "nothing is left to do")
    signed = any(one.user == user and one.part == rules.SIGNS for one in found.parties)
    if user != found.sender and not (found.complete and signed):
        raise WrongHandsError("who sent it withdraws it; who sent or signed it revokes what all have signed")
    del on
    _say(by, found, rules.REVOKED if found.complete else rules.WITHDRAWN, 0, reason=_reason(reason))
    return told_envelope(by, envelope)


@action(Side.SYSTEM)
def wrote_letter(*, by: Actor, why: str, envelope: str, user: str, about: str) -> None:
    """Keep that a letter went out."""
    del why
    row = Row.objects.get(network=by.network, code=envelope)
    EnvelopeLetter.objects.create(
        network_id=by.network, code=f"letter-{uuid4().hex}", wall=row.wall, envelope=row, user_id=UUID(user), about=about
    )  # fmt: skip


def _mine(by: Actor, envelope: str, on: date) -> tuple[Envelope, Party]:
    found = told_envelope(by, envelope)
    mine = found.asks(str(by.user), on)
    if mine is None:
        waits = found.next(on)
        what = "it is closed" if waits is None else "it is the turn of somebody else"
        raise RefusedError.at("envelope", what, "you get a letter when it is yours")
    return found, mine


def _say(
    by: Actor, found: Envelope, what: str, turn: int, *, reason: str = "", signature: Signature | None = None
) -> None:
    row = Row.objects.get(network=by.network, code=found.id)
    party = EnvelopeParty.objects.filter(envelope=row, turn=turn).first()
    EnvelopeWord.objects.create(
        network_id=by.network, code=f"word-{uuid4().hex}", wall=row.wall, envelope=row, party=party, what=what,
        reason=reason, signature=signature, user_id=human(by),
    )  # fmt: skip


def _reason(text: str) -> str:
    if not text.strip() or len(text.strip()) > rules.LONGEST:
        raise RefusedError.at(
            "reason", "there is no reason, or it is too long", f"say why in {rules.LONGEST} signs"
        )
    return text.strip()
