"""Findings are taken up, mended, seen to be gone, closed by somebody else; let stand for a while; and controls are kept as the network says."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from uuid import uuid4

from openmso.authority.facts.people import Person
from openmso.compliance.models import ControlRule, Task, TaskNote, Waiver
from openmso.compliance.models.mending import RULING, WAIVING
from openmso.compliance.queries import catalog
from openmso.compliance.queries.held import findings_of
from openmso.compliance.queries.mending import rulings
from openmso.compliance.rules.finding import Finding, Severity
from openmso.compliance.rules.mending import (
    LONGEST_WAIVER,
    Held,
    Key,
    Swept,
    cannot_close,
    due_on,
    key_of,
    swept,
)
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action, human
from openmso.foundation.register import NotThereError, RefusedError, row_named
from openmso.foundation.rules.sides import Post, Side

LONGEST: Final = 2000
"""Characters of a note, a reason, a cause or an action."""


@action(Side.BUSINESS, Side.CLINICAL, Side.SYSTEM)
def take_up(
    *,
    by: Actor,
    why: str,
    key: Key,
    owner: str,
    today: date,
    due: date | None = None,
    corrective: bool = False,
) -> str:
    """Make a task of a finding of today: whose it is and by when (else as the control is kept); its code. `corrective`: it takes cause, action, and another's look.

    Raises `RefusedError` where nothing is found, it is taken up already, or the day has gone.
    """
    del why
    finding = _found(by, key, today)
    if (
        Task.objects.filter(network=by.network, control=key.control, record=key.record)
        .exclude(state="closed")
        .exists()
    ):
        raise RefusedError.at("owner", "it is taken up already", "change whose it is on its page")
    kept = rulings(by).get(key.control)
    last = due or due_on(finding.severity, today, kept.days if kept else None)
    if last < today:
        raise RefusedError.at("due", "that day has gone", "today or later")
    made = Task.objects.create(
        network_id=by.network,
        code=f"task-{uuid4().hex}",
        control=key.control,
        record=key.record,
        severity=finding.severity.word,
        what=finding.what,
        owner=row_named(by, Person, "owner", owner),
        due=last,
        corrective=corrective,
        opened_on=today,
        opened_by=str(by.user or "system"),
    )
    return str(made.code)


@action(Side.BUSINESS, Side.CLINICAL)
def hand_on(*, by: Actor, why: str, task: str, owner: str, due: date, today: date) -> None:
    """Say whose an open task is, and by when. Raises `RefusedError`, `NotThereError`."""
    del why
    row = _open(by, task)
    if due < today:
        raise RefusedError.at("due", "that day has gone", "today or later")
    row.owner, row.due = row_named(by, Person, "owner", owner), due
    row.save(update_fields=["owner", "due"])


@action(Side.BUSINESS, Side.CLINICAL, Side.AUDITOR)
def say(*, by: Actor, why: str, task: str, text: str) -> None:
    """Add words to a task. They name no patient, and stay."""
    del why
    row = Task.objects.filter(network=by.network, code=task).first()
    if row is None:
        raise NotThereError(Task, task)
    TaskNote.objects.create(
        network_id=by.network,
        code=f"tasknote-{uuid4().hex}",
        task=row,
        text=_words("text", text),
        actor=str(human(by)),
    )


@action(Side.BUSINESS, Side.CLINICAL)
def agree(*, by: Actor, why: str, task: str, cause: str, action: str) -> None:
    """Write down what led to it and what is changed so that it does not come back: the task is corrective from then on."""
    del why
    row = _open(by, task)
    row.cause, row.action, row.corrective = _words("cause", cause), _words("action", action), True
    row.save(update_fields=["cause", "action", "corrective"])


@action(Side.BUSINESS, Side.CLINICAL)
def close(*, by: Actor, why: str, task: str, today: date) -> None:
    """Say that what was done works: by somebody else than whose it was, thirty days after the control found it no more."""
    del why
    row = _open(by, task)
    held = Held(row.state, row.owner.code, row.corrective, row.cause, row.action, row.gone_on)
    refused = cannot_close(held, by.person or "", today)
    if refused:
        raise RefusedError.at("task", *refused)
    row.state, row.closed_on = "closed", today
    row.verified_by = row_named(by, Person, "task", by.person or "")
    row.save(update_fields=["state", "closed_on", "verified_by"])


@action(Side.BUSINESS, Side.AUDITOR)
def let_stand(*, by: Actor, why: str, key: Key, because: str, last: date, today: date) -> str:
    """Let what is found stand through a day; its code. A must only counsel. Raises `WrongHandsError`, `RefusedError`."""
    del why
    user = human(by)
    if by.post not in WAIVING:
        raise WrongHandsError("compliance or counsel lets a finding stand")
    finding = _found(by, key, today)
    if finding.severity is Severity.MUST and by.post is not Post.COUNSEL:
        raise WrongHandsError("the law forbids it: whether it may stand is for counsel to say")
    if not today <= last <= today + LONGEST_WAIVER:
        raise RefusedError.at(
            "last", "that is no day within a year", f"until {today + LONGEST_WAIVER:%b %-d, %Y}"
        )
    Waiver.objects.filter(
        network=by.network, control=key.control, record=key.record, ended_on__isnull=True, last__gte=today
    ).update(ended_on=today)
    made = Waiver.objects.create(
        network_id=by.network,
        code=f"waiver-{uuid4().hex}",
        control=key.control,
        record=key.record,
        severity=finding.severity.word,
        because=_words("because", because),
        actor=str(user),
        post=by.post.value,
        since=today,
        last=last,
    )
    return str(made.code)


@action(Side.BUSINESS, Side.AUDITOR)
def end_waiver(*, by: Actor, why: str, waiver: str, today: date) -> None:
    """Take a waiver back: from today on the finding counts again."""
    del why
    if by.post not in WAIVING:
        raise WrongHandsError("compliance or counsel lets a finding stand")
    row = (
        Waiver.objects.select_for_update()
        .filter(network=by.network, code=waiver, ended_on__isnull=True)
        .first()
    )
    if row is None:
        raise NotThereError(Waiver, waiver)
    row.ended_on = today
    row.save(update_fields=["ended_on"])


@action(Side.BUSINESS, Side.CLINICAL, Side.AUDITOR)
def rule_control(
    *,
    by: Actor,
    why: str,
    control: str,
    owner: str,
    days: int | None,
    applies: bool,
    because: str,
    today: date,
) -> None:
    """Say how a control is kept here: who sees to what it finds, within how many days; or why it does not apply. A must is said not to apply by counsel only."""
    del why
    user = human(by)
    if by.post not in RULING:
        raise WrongHandsError("an owner, compliance or counsel says how a control is kept")
    found = next((one for one in catalog() if one.id == control), None)
    if found is None:
        raise NotThereError(ControlRule, control)
    if not applies and found.severity is Severity.MUST and by.post is not Post.COUNSEL:
        raise WrongHandsError("the law asks for it: whether it applies is for counsel to say")
    if not applies and not because.strip():
        raise RefusedError.at("because", "it says nothing", "say why it does not apply")
    ControlRule.objects.update_or_create(
        network_id=by.network,
        code=control,
        defaults={
            "owner": row_named(by, Person, "owner", owner) if owner else None,
            "days": days,
            "applies": applies,
            "because": because.strip()[:LONGEST],
            "actor": str(user),
            "said_on": today,
        },
    )


@action(Side.SYSTEM)
def sweep(*, by: Actor, why: str, today: date) -> Swept:
    """Hold every open task against what the controls find today: what is gone is said to be, plain tasks are closed, what came back is open again."""
    del why
    rows = Task.objects.select_for_update().filter(network=by.network).exclude(state="closed")
    there: dict[str, Any] = {one.code: one for one in rows}
    failing = {key_of(one.finding) for one in findings_of(by, today)}
    found = swept(
        ((one.code, Key(one.control, one.record), one.state, one.corrective) for one in there.values()),
        failing,
    )
    for code in found.gone:
        row = there[code]
        row.state, row.gone_on = ("closed", today) if code in found.closed else ("gone", today)
        row.closed_on = today if code in found.closed else None
        row.save(update_fields=["state", "gone_on", "closed_on"])
    for code in found.returned:
        row = there[code]
        row.state, row.gone_on, row.returned = "open", None, row.returned + 1
        row.save(update_fields=["state", "gone_on", "returned"])
    return found


@action(Side.SYSTEM)
def newly_late(*, by: Actor, why: str, today: date) -> tuple[tuple[str, str, Key, date], ...]:
    """The tasks that became late and whose owner was not told yet (task, owner, of what, due); from now on they count as told."""
    del why
    rows = Task.objects.select_for_update(of=("self",)).select_related("owner")
    late = list(
        rows.filter(network=by.network, state="open", due__lt=today, told_late_on__isnull=True).order_by(
            "due", "code"
        )
    )
    Task.objects.filter(pk__in=[one.pk for one in late]).update(told_late_on=today)
    return tuple((one.code, one.owner.code, Key(one.control, one.record), one.due) for one in late)


def _found(by: Actor, key: Key, today: date) -> Finding:
    found = [one.finding for one in findings_of(by, today) if key_of(one.finding) == key]
    if not found:
        raise RefusedError.at(
            "finding", "the control does not find it today", "look at the list of findings anew"
        )
    return max(found, key=lambda one: one.severity)


def _open(by: Actor, code: str) -> Task:
    row = (
        Task.objects.select_for_update(of=("self",))
        .select_related("owner")
        .filter(network=by.network, code=code)
        .first()
    )
    if row is None:
        raise NotThereError(Task, code)
    if row.state == "closed":
        raise RefusedError.at("task", "it is closed", "take the finding up anew if it is there again")
    return row


def _words(field: str, text: str) -> str:
    if not text.strip() or len(text) > LONGEST:
        raise RefusedError.at(field, f"it has {len(text.strip())} characters", f"from 1 to {LONGEST}")
    return text.strip()
