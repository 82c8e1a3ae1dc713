"""What is the physicians' own is proposed by anybody who governs, and decided by a licensee of the practice's state, once."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Organization
from openmso.compliance.models import Proposal, Ruling
from openmso.compliance.queries.separation import license_of
from openmso.compliance.rules.clauses import RESERVED_POWERS
from openmso.compliance.rules.separation import LONGEST, OUTCOMES
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action, human
from openmso.foundation.register import NotThereError, RefusedError, row_named
from openmso.foundation.rules.purposes import DECIDING, GOVERNING
from openmso.foundation.rules.sides import Side
from openmso.oversight.queries.named import network_of

PROPOSING: Final = GOVERNING | DECIDING


@action(Side.BUSINESS, Side.CLINICAL)
def propose(*, by: Actor, why: str, practice: str, power: str, about: str, holds_on: date) -> str:
    """Propose a decision of a reserved class; its code. `about` names no patient. Raises `RefusedError` and `WrongHandsError`."""
    del why
    user = human(by)
    if by.post not in PROPOSING:
        raise WrongHandsError("what is the physicians' own is proposed by who governs or treats")
    if power not in RESERVED_POWERS:
        raise RefusedError.at("power", f"“{power}” is none of the twelve", "choose one of the list")
    if not about.strip() or len(about) > LONGEST:
        raise RefusedError.at("about", f"it has {len(about.strip())} signs", f"from 1 to {LONGEST}")
    row = row_named(by, Organization, "practice", practice)
    if row.kind != "practice":
        raise RefusedError.at("practice", "it is no practice", "choose a practice")
    made = Proposal.objects.create(
        network_id=by.network,
        code=f"proposal-{uuid4().hex}",
        practice=row,
        power=power,
        about=about.strip(),
        holds_on=holds_on,
        actor=str(user),
        side=by.side.value,
    )
    return str(made.code)


@action(Side.CLINICAL)
def decide(*, by: Actor, why: str, proposal: str, outcome: str, now: datetime | None = None) -> None:
    """Decide what was proposed, once, under a license that is in force in the practice's state. Raises `RefusedError`, `NotThereError`, `WrongHandsError`."""
    del why
    human(by)
    if by.post not in DECIDING or not by.person:
        raise WrongHandsError("a licensee of the practice decides this")
    if outcome not in OUTCOMES:
        raise RefusedError.at("outcome", "it is none", f"one of {', '.join(OUTCOMES)}")
    row = Proposal.objects.select_related("practice").filter(network=by.network, code=proposal).first()
    if row is None:
        raise NotThereError(Proposal, proposal)
    if Ruling.objects.filter(network=by.network, proposal=row).exists():
        raise RefusedError.at("proposal", "it is decided", "propose it anew")
    _, judge, _ = network_of(by)
    on = (now or timezone.now()).astimezone(ZoneInfo(settings.ZONE)).date()
    license = license_of(judge, by.person, row.practice.code, on)
    if not license:
        what = "you are not of this practice with a license in force in its state"
        raise RefusedError.at("proposal", what, "somebody who does decides it")
    Ruling.objects.create(
        network_id=by.network,
        code=f"ruling-{uuid4().hex}",
        proposal=row,
        outcome=outcome,
        person=row_named(by, Person, "person", by.person),
        license=license,
        on=on,
    )
