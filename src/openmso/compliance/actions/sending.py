"""A draft becomes a document and goes out; who is named signs it, under the license of the day; when all have, it is sealed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from openmso.authority.facts import Facts
from openmso.authority.facts.people import License
from openmso.compliance.files.printing import Printer
from openmso.compliance.queries.drafts import KINDS, Draft, draft
from openmso.compliance.queries.envelopes import SENT_AS, TABLE, license_under, sealed_copies
from openmso.evidence import actions as evidence
from openmso.evidence.queries import (
    HOLDS,
    SIGNS,
    WORDS,
    Envelope,
    Intent,
    Party,
    Signed,
    content,
    document,
    envelope,
    signatures_of,
)
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action
from openmso.foundation.jobs import enqueue
from openmso.foundation.models import Network
from openmso.foundation.register import RefusedError
from openmso.foundation.register.tables import table_of
from openmso.foundation.rules.purposes import DECIDING, GOVERNING
from openmso.foundation.rules.sides import Post, Side
from openmso.foundation.seats import names_of
from openmso.oversight.queries.named import network_of

TELL: Final = "compliance.tell_who_signs"
SEAL: Final = "compliance.seal_signed"
SENDING: Final = GOVERNING | DECIDING | {Post.HR}


@dataclass(frozen=True, slots=True)
class Going:
    """How a document goes out: until when answers count, when it is to be reviewed, its last day."""

    answer_by: date
    review_on: date | None = None
    ends_on: date | None = None


@action(Side.BUSINESS, Side.CLINICAL)
def send_paper(
    *,
    by: Actor,
    why: str,
    kind: str,
    code: str,
    parties: Iterable[Party],
    going: Going,
    pdf: bytes | None = None,
    now: datetime | None = None,
) -> str:
    """Keep the document of a record and send it round; the envelope's id.

    `pdf`: the document as counsel finished it; without one the draft as it stands, which has nothing left to fill in. Raises `RefusedError`, `NotThereError`,
    `WrongHandsError`.
    """
    moment = now or timezone.now()
    if by.post not in SENDING:
        raise WrongHandsError("documents are sent out by who governs or decides")
    today = moment.astimezone(ZoneInfo(settings.ZONE)).date()
    found = draft(by, kind, code, today)
    if pdf is None and found.draft.open:
        what = f"{found.draft.open} places of the draft are still to be filled in"
        raise RefusedError.at("file", what, "let counsel finish it, and choose the finished PDF")
    if pdf is not None and not pdf.startswith(b"%PDF"):
        raise RefusedError.at("file", "it is no PDF", "choose the finished document as a PDF")
    wall, called = SENT_AS[kind]
    kept = evidence.keep_document(
        by=by, why=why, data=pdf or _printed(found.draft, found.pack, moment), wall=wall, kind=called,
        title=found.draft.title, dated=today, name=f"{kind}-{today.isoformat()}.pdf",
        of=[(table_of(KINDS[kind])._meta.db_table, code)],
    )  # fmt: skip
    made = evidence.send_out(
        by=by, why=why, document=kept.id, parties=[meaning(kind, one) for one in parties], on=today, answer_by=going.answer_by,
        review_on=going.review_on, ends_on=going.ends_on,
    )  # fmt: skip
    enqueue(by, TELL, envelope=made.id)
    return made.id


@action(Side.BUSINESS, Side.CLINICAL, Side.AUDITOR)
def sign_paper(*, by: Actor, why: str, envelope: str, proof: UUID, now: datetime | None = None) -> None:
    """Sign at one's turn, under the license that is in force today where one is asked for; it is kept with the signature. Raises as `sign_in_turn` does."""
    today = (now or timezone.now()).astimezone(ZoneInfo(settings.ZONE)).date()
    found = _turn(by, envelope, today)
    _, judge, _ = network_of(by)
    under = license_under(judge, found.person, found.states, today.toordinal()) if found else None
    done = evidence.sign_in_turn(by=by, why=why, envelope=envelope, on=today, proof=proof, under=under)
    enqueue(by, SEAL if done.complete else TELL, envelope=envelope)


def _turn(by: Actor, code: str, today: date) -> Party | None:
    return envelope(by, code).asks(str(by.user), today)


@action(Side.BUSINESS, Side.CLINICAL, Side.AUDITOR)
def answer_paper(
    *, by: Actor, why: str, envelope: str, what: str, reason: str = "", now: datetime | None = None
) -> None:
    """Let it go on after a review, decline it, or take it back (`on`, `decline`, `back`); who waits is told. Raises as the acts of evidence do."""
    today = (now or timezone.now()).astimezone(ZoneInfo(settings.ZONE)).date()
    match what:
        case "on":
            evidence.let_go_on(by=by, why=why, envelope=envelope, on=today)
        case "decline":
            evidence.decline(by=by, why=why, envelope=envelope, on=today, reason=reason)
        case "back":
            evidence.take_back(by=by, why=why, envelope=envelope, on=today, reason=reason)
        case _:
            raise RefusedError.at("envelope", "nothing was asked for", "sign, decline, or take it back")
    enqueue(by, TELL, envelope=envelope)


@action(Side.SYSTEM)
def seal_signed(*, by: Actor, why: str, code: str, now: datetime | None = None) -> bool:
    """Seal what all have signed, with a record of who did; False where that is done, or it is not signed. The bytes that were signed stay as they are."""
    found = envelope(by, code)
    moment = now or timezone.now()
    if not found.complete or found.state(moment.date()) not in HOLDS or sealed_copies(by, code):
        return False
    signed = document(by, found.document)
    sealer = evidence.pdf_sealer(by=by, why=why)
    copies = {
        f"{signed.title} (sealed)": content(by, found.document),
        f"Record of signatures: {signed.title}": Printer().pdf(
            "signatures", _record(by, found, signed.sha256), moment.astimezone(ZoneInfo(settings.ZONE))
        ),
    }
    for title, pdf in copies.items():
        evidence.keep_document(
            by=by, why=why, data=sealer.sealed(pdf, "signed by all who are named"), wall=found.wall, kind=found.kind,
            title=title[:300], dated=signed.dated, name=f"{code}.pdf", of=[(TABLE, code)],
        )  # fmt: skip
    return True


def _printed(one: Draft, pack: str, moment: datetime) -> bytes:
    at = moment.astimezone(ZoneInfo(settings.ZONE))
    told = {**asdict(one), "open": 0, "doubtful": 0, "review": "", "pack": pack}
    return Printer().pdf("draft", {**told, "made": f"{at:%b} {at.day}, {at.year}"}, at)


def _record(by: Actor, found: Envelope, digest: str) -> dict[str, object]:
    people = names_of(by, {one.user for one in found.words})
    signed = {one.id: one for one in signatures_of(by, found.document)}
    _, judge, _ = network_of(by)
    roles = {one.turn: one for one in found.parties}
    rows = [
        {
            "who": f"{people.get(one.user, 'Somebody')}, {roles[one.turn].role}",
            "what": WORDS[one.what],
            "when": f"{one.at.astimezone(ZoneInfo(settings.ZONE)):%b %-d, %Y, %-I:%M:%S %p %Z}",
            "aside": [*_meant(signed[one.signature], judge.facts)] if one.signature else [],
        }
        for one in found.words
        if one.turn
    ]
    return {
        "title": found.title,
        "sha256": digest,
        "envelope": found.id,
        "network": Network.objects.get(id=by.network).name,
        "rows": rows,
    }


def _meant(one: Signed, facts: Facts) -> Iterable[str]:
    yield one.statement
    held = facts.get(License, one.license.id) if one.license else None
    if held is not None:
        yield f"{held.role} license {held.state} {held.number}, in force on the day"


def meaning(kind: str, one: Party) -> Party:
    """Somebody who is asked, with what they mean by signing a paper of this kind: who orders adopts it, others agree, or have understood an order."""
    if one.part != SIGNS:
        return one
    intent, means = Intent.AGREES, "agree to it"
    if kind in ("standing-orders", "protocols"):
        intent, means = (
            (Intent.ADOPTS, "adopt it") if one.states else (Intent.ACKNOWLEDGES, "have understood it")
        )
    said = f"I have read this document as it stands, and {means}, as: {one.role.strip()}."
    return replace(one, intent=intent, statement=said)
