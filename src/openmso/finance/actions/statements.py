"""A month's statement: drawn from evidence and sent by the business, questioned or approved by an owner of the practice, corrected later."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Msa, Organization, Site
from openmso.authority.judge import Judge
from openmso.authority.terms import Confidence
from openmso.finance.access import answers, drawing
from openmso.finance.facts import correction_of, known_of, piece_of
from openmso.finance.models import Approval, FeeCorrection, FeeStatement, Question, Sending
from openmso.finance.queries.evidence import rows_of
from openmso.finance.queries.owning import owner_license
from openmso.finance.queries.statements import Stated, statement
from openmso.finance.rules.money import after, month_of, part_held
from openmso.finance.rules.statement import Asked, Drawn, drawn, refused, told
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action, human
from openmso.foundation.frozen import kept
from openmso.foundation.register import RefusedError, keep_still, row_named
from openmso.foundation.rules.sides import Side
from openmso.foundation.stepup import spend
from openmso.oversight.facts import judge_of

PERCENTAGE = "fee_splitting.percentage_fee"
LONGEST = 1000


@action(Side.BUSINESS)
def draw_statement(*, by: Actor, why: str, msa: str, month: date, now: datetime | None = None) -> str:
    """Draw the statement of a month (any day of it) that is over, from the evidence there is; its code.

    Drawn again from the same it is the same; from other evidence it is the next revision. Refused once it is approved, while it waits for
    an answer, and where the terms allow none: whatever remains, a share of profit, a percentage where the law forbids it.
    """
    del why
    drawing(by)
    month = month_of(month)
    keep_still(by.network, [f"/fees/{msa}/{month}"], [msa])
    row = row_named(by, Msa, "msa", msa)
    judge, _ = judge_of(by)
    agreement = judge.facts.need(Msa, msa)
    _may_be_drawn(judge, agreement, month, _today(now))
    made = drawn(_asked(by, judge, agreement, month))
    digest = _digest(made, agreement)
    before = (
        FeeStatement.objects.filter(network=by.network, msa=row, month=month).order_by("-revision").first()
    )
    if before is not None:
        if before.digest == digest:
            return str(before.code)
        _may_be_redrawn(statement(by, before.code))
    written = FeeStatement.objects.create(
        network_id=by.network,
        code=f"fees-{uuid4().hex}",
        msa=row,
        month=month,
        revision=before.revision + 1 if before else 1,
        lines=told(made),
        missing=list(made.missing),
        total=made.total,
        fair=made.fair.told,
        terms=kept(agreement.fee),
        digest=digest,
        actor=str(by.user or ""),
    )
    return str(written.code)


def _may_be_drawn(judge: Judge, msa: Msa, month: date, today: date) -> None:
    if after(month) > today:
        raise RefusedError.at("month", f"{month:%B %Y} is not over", "draw it once the month is over")
    if part_held(msa.span, month) == 0:
        raise RefusedError.at(
            "month", f"the agreement does not hold in {month:%B %Y}", "choose another month"
        )
    fault = refused(msa)
    if fault:
        raise RefusedError.at("msa", *fault)
    if msa.fee.percent is None or msa.fee.model not in ("percentage", "hybrid"):
        return
    last = after(month).toordinal() - 1
    for state in sorted(
        {one.state for one in judge.facts.by(Site, "practice", msa.practice) if last in one.span}
    ):
        reading = judge.law.reading(state, PERCENTAGE, last)
        if reading.value == "prohibited":
            cite = reading.statements[0].cite
            doubt = (
                ""
                if reading.trusted(Confidence.MEDIUM)
                else " (counsel to confirm: the statement is in doubt)"
            )
            raise RefusedError.at(
                "msa",
                f"{state} forbids a fee that is a percentage: {cite}{doubt}",
                "amend the agreement to a flat or cost-plus fee, or let counsel sign another reading",
            )


def _may_be_redrawn(before: Stated) -> None:
    if before.approved is not None:
        raise RefusedError.at(
            "month",
            "its statement is approved and is never changed",
            "correct it by a line of a later statement",
        )
    if before.state == "sent":
        raise RefusedError.at(
            "month", "its statement waits for the owner’s answer", "draw it anew once a line is questioned"
        )


def _asked(by: Actor, judge: Judge, msa: Msa, month: date) -> Asked:
    corrections = FeeCorrection.objects.filter(network=by.network, month=month, approval__msa__code=msa.id)
    return Asked(
        msa,
        month,
        tuple(piece_of(one) for one in rows_of(by, msa.id, month)),
        known_of(judge.facts, msa.practice, month),
        known_of(judge.facts, msa.practice, month, begun=True),
        tuple(correction_of(one) for one in corrections.select_related("approval").order_by("at", "code")),
    )


def _digest(made: Drawn, msa: Msa) -> str:
    said = {
        "lines": told(made),
        "total": str(made.total),
        "missing": list(made.missing),
        "fair": made.fair.told,
        "terms": kept(msa.fee),
    }
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@action(Side.BUSINESS)
def send_statement(*, by: Actor, why: str, code: str) -> None:
    """Put a statement before the owners of the practice; sent twice is sent once. Refused while something is missing, or a later one is drawn."""
    del why
    drawing(by)
    found = _held(by, code)
    if found.sent_at is not None:
        return
    if found.state == "replaced":
        raise RefusedError.at("code", "a later one has taken its place", "send that one")
    if found.missing:
        raise RefusedError.at("code", "; ".join(found.missing), "enter the evidence, and draw it anew")
    Sending.objects.create(
        network_id=by.network,
        code=f"sending-{uuid4().hex}",
        statement=FeeStatement.objects.get(network=by.network, code=code),
        actor=str(by.user or ""),
    )


@action(Side.CLINICAL)
def question_statement(*, by: Actor, why: str, code: str, reason: str, line: str = "") -> None:
    """Question a line of a statement that waits (empty: the whole), with a reason; the business mends it and draws it anew."""
    del why
    found = _mine(by, code)
    if line and line not in {one.name for one in found.lines}:
        raise RefusedError.at("line", f'"{line}" is no line of it', "one of its lines, or none")
    if not reason.strip() or len(reason) > LONGEST:
        raise RefusedError.at("reason", "no reason is given", f"say why, in 1 to {LONGEST} signs")
    Question.objects.create(
        network_id=by.network,
        code=f"question-{uuid4().hex}",
        sending=Sending.objects.get(network=by.network, statement__code=code),
        line=line,
        reason=reason.strip(),
        person=row_named(by, Person, "person", by.person or ""),
    )


def purpose_of(stated: Stated) -> str:
    """The purpose for which an owner proves anew who they are, to approve this statement: its row is never changed, so the code says all."""
    return f"sign:{stated.code}"


@action(Side.CLINICAL)
def approve_statement(*, by: Actor, why: str, code: str, proof: UUID, now: datetime | None = None) -> None:
    """Approve a statement as an owner of the practice, under a license in force in its state, by a fresh proof that is spent here.

    `proof` is made for `purpose_of` the statement: of other words it is none. What is approved is never changed.
    """
    human(by)
    found = _mine(by, code)
    judge, _ = judge_of(by)
    on = _today(now)
    license = owner_license(judge, by.person or "", found.practice, on)
    if not license:
        state = judge.facts.need(Organization, found.practice).state
        raise RefusedError.at(
            "code", f"you own no share of it with a license in force in {state}", "another owner approves it"
        )
    spent = spend(by=by, why=why, proof=proof, purpose=purpose_of(found))
    sending = Sending.objects.select_related("statement").get(network=by.network, statement__code=code)
    Approval.objects.create(
        network_id=by.network,
        code=f"approval-{uuid4().hex}",
        sending=sending,
        msa_id=sending.statement.msa_id,
        month=sending.statement.month,
        person=row_named(by, Person, "person", by.person or ""),
        license=license,
        on=on,
        step_up=spent,
    )


@action(Side.BUSINESS)
def correct_statement(*, by: Actor, why: str, code: str, month: date, amount: Decimal, reason: str) -> str:
    """Correct an approved statement by a line of a later month (any day of it) that is not approved; the code of the line.

    `amount` in US dollars, below zero in favor of the practice. Nothing reaches back: what was approved stays as it was.
    """
    del why
    drawing(by)
    found, month = _held(by, code), month_of(month)
    if found.approved is None:
        raise RefusedError.at("code", "it is not approved", "mend its evidence, and draw it anew")
    if month <= found.month:
        raise RefusedError.at(
            "month", "a correction never reaches back", f"a month after {found.month:%B %Y}"
        )
    keep_still(by.network, [f"/fees/{found.msa}/{month}"], [])
    if Approval.objects.filter(network=by.network, msa__code=found.msa, month=month).exists():
        raise RefusedError.at("month", f"{month:%B %Y} is approved, too", "a later month")
    if not amount.is_finite() or amount == 0 or amount != round(amount, 2):
        raise RefusedError.at("amount", "that is no amount", "dollars and cents, not 0")
    if not reason.strip() or len(reason) > 500:
        raise RefusedError.at("reason", "no reason is given", "say what was wrong, in 1 to 500 signs")
    made = FeeCorrection.objects.create(
        network_id=by.network,
        code=f"correction-{uuid4().hex}",
        approval=Approval.objects.get(network=by.network, code=found.approved.code),
        month=month,
        amount=amount,
        reason=reason.strip(),
        actor=str(by.user or ""),
    )
    return str(made.code)


def _held(by: Actor, code: str) -> Stated:
    """A statement of which nobody else writes anything until this is done."""
    found = statement(by, code)
    keep_still(by.network, [f"/fees/{found.msa}/{found.month}"], [])
    return statement(by, code)


def _mine(by: Actor, code: str) -> Stated:
    """A statement that waits for the actor's answer."""
    found = _held(by, code)
    if not answers(by, found.practice):
        raise WrongHandsError("an owner of the practice answers for it, on the clinical side")
    if found.state != "sent":
        raise RefusedError.at(
            "code", "it does not wait for an answer", "look at the latest statement of the month"
        )
    return found


def _today(now: datetime | None) -> date:
    return (now or timezone.now()).astimezone(ZoneInfo(settings.ZONE)).date()
