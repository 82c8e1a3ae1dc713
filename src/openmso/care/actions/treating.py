"""Treating: a patient is checked in, the treatment signed behind the gate, the visit checked out; and what was decided goes with the act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.utils import timezone

from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Site
from openmso.care.actions.glass import break_gate
from openmso.care.actions.patients import reached
from openmso.care.actions.visits import advance_visit
from openmso.care.facts.sealing import sealed
from openmso.care.models import Consent, Exam, Order, Passage, Patient, Treatment, Visit
from openmso.care.queries.fit import outside_protocol
from openmso.care.queries.gate import Gated, Line, gate
from openmso.care.queries.patients import patient_row
from openmso.care.rules.gate import SIGN_WITHIN, Told
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action
from openmso.foundation.register import Fault, NotThereError, RefusedError, row_named
from openmso.foundation.rules.sides import Side
from openmso.oversight.actions.acts import Done, record_act
from openmso.oversight.facts import judge_of
from openmso.timeline.calendar import civil_day

TRACED: Final = frozenset({"injection", "infusion"})
"""What goes into a body is traced: product, lot and expiry."""
STOPS: Final = ("stop", "unknown")
TREATED_IN: Final = ("arrived", "in_room")


class StoppedError(RefusedError):
    """The gate said stop. `gated`: what it said."""

    def __init__(self, gated: Gated, *faults: Fault) -> None:
        super().__init__(*faults)
        self.gated = gated


@dataclass(frozen=True, slots=True)
class Given:
    """A line of treatment as it was done. `units` by area; `told` for the gate."""

    procedure: str
    product: str = ""
    lot: str = ""
    expires: date | None = None
    units: Mapping[str, Decimal] = field(default_factory=dict)
    dilution: str = ""
    settings: str = ""
    course: str = ""
    after_care: bool = False
    told: Told = field(default_factory=Told)


@dataclass(frozen=True, slots=True)
class Signed:
    """What was signed: the acts of oversight, the glass that was broken for it, if any, and what lies outside the protocol, in words."""

    acts: tuple[str, ...]
    glass: str = ""
    outside: tuple[str, ...] = ()


@action(Side.CLINICAL)
def check_in(*, by: Actor, why: str, visit: str, now: datetime | None = None) -> Gated:
    """The patient is here: ask the gate what is still wanting, and write it down. Refused while the visit is nobody's."""
    moment = now or timezone.now()
    found = gate(by, visit, "check_in", moment)
    if not found.patient:
        raise RefusedError.at("visit", "it is nobody's visit yet", "say whose it is first")
    reached(by, patient_row(by, found.patient), moment)
    if found.visit.status not in TREATED_IN:
        advance_visit(by=by, why=why, visit=visit, to="arrived")
    _keep(by, found)
    return found


@action(Side.CLINICAL)
def keep_stop(*, by: Actor, why: str, gated: Gated) -> None:
    """Write down that the gate stopped somebody: what is refused leaves its trace."""
    del why
    _keep(by, gated)


@action(Side.CLINICAL)
def sign_treatment(
    *,
    by: Actor,
    why: str,
    visit: str,
    given: Sequence[Given],
    at: datetime | None = None,
    glass: str = "",
    now: datetime | None = None,
) -> Signed:
    """Sign what was done at a visit, line by line, all or nothing; `at` is when it was done (now, if left out).

    Who signs did it. The gate is asked with all there is; what it says goes with the act. Raises `StoppedError` where it says stop, unless `glass`
    says why it was done all the same: then the glass is broken, a director is to be told within the hour.
    """
    signed_at = now or timezone.now()
    moment = at or signed_at
    row = Visit.objects.select_for_update().filter(network=by.network, code=visit).first()
    if row is None:
        raise NotThereError(Visit, visit)
    _treatable(row, given, moment, signed_at)
    if not by.person:
        raise WrongHandsError("who treats signs; the seat names nobody of the network's people")
    told = {one.procedure: one.told for one in given}
    found = gate(by, visit, "sign", moment, person=by.person, told=told)
    patient = _patient(by, found, signed_at)
    _traced(by, given, found)
    lines = {one.procedure: one for one in found.lines if one.procedure in told}
    stopped = [one for one in lines.values() if one.outcome in STOPS]
    if stopped and not glass:
        raise _stopped(found, stopped)
    broken = (
        break_gate(by=by, why=why, visit=visit, procedures=sorted(told), reason=glass, now=signed_at)
        if stopped
        else ""
    )
    _keep(by, found)
    signing = _Signing(by, why, row, patient, found, signed_at, bool(broken))
    outside = {one.procedure: _outside(by, patient, one, found) for one in given}
    acts = tuple(signing.line(one, lines[one.procedure], outside[one.procedure]) for one in given)
    return Signed(acts, broken, tuple(said for each in outside.values() for said in each))


def _treatable(row: Visit, given: Sequence[Given], moment: datetime, signed_at: datetime) -> None:
    if row.status not in TREATED_IN:
        raise RefusedError.at("visit", f"it is {row.status.replace('_', ' ')}", "check the patient in first")
    if moment > signed_at:
        raise RefusedError.at("at", "that is still to come", "a moment that has been")
    if not given:
        raise RefusedError.at("given", "nothing was done", "say what was done")
    for one in given:
        if one.procedure not in row.procedures:
            raise RefusedError.at("given", f"{one.procedure} is not of this visit", "book it first")
    there = Treatment.objects.filter(visit=row, procedure__in=[one.procedure for one in given])
    if there.exists():
        raise RefusedError.at("given", "it was signed already", "add a note to what is there")


def _patient(by: Actor, found: Gated, moment: datetime) -> Patient:
    if not found.patient:
        raise RefusedError.at("visit", "it is nobody's visit yet", "say whose it is first")
    patient = patient_row(by, found.patient)
    reached(by, patient, moment)
    return patient


def _traced(by: Actor, given: Sequence[Given], found: Gated) -> None:
    """What goes into a body is traced to its lot, and nothing is given that has expired: no glass helps against that."""
    judge, _ = judge_of(by)
    today = civil_day(found.at, ZoneInfo(judge.facts.need(Site, found.visit.site).zone))
    faults = [
        Fault(f"{one.procedure}.{name}", what, mend)
        for one in given
        for name, what, mend in _untraced(
            one, today, traced=judge.law.procedures[one.procedure].family in TRACED
        )
    ]
    if faults:
        raise RefusedError(*faults)


def _untraced(one: Given, today: date, *, traced: bool) -> Iterator[tuple[str, str, str]]:
    if traced:
        for name in ("product", "lot", "expires"):
            if not getattr(one, name):
                yield name, "it cannot be traced without", "it stands on the package"
    if one.expires is not None and one.expires < today:
        yield "expires", "it had expired", "take another lot"
    if any(units <= 0 for units in one.units.values()):
        yield "units", "nothing is no dose", "leave the area out"


def _outside(by: Actor, patient: Patient, given: Given, found: Gated) -> tuple[str, ...]:
    where, at = found.visit.site, found.at
    product, units = given.product.strip(), given.units
    return outside_protocol(by, patient, given.procedure, where, at, product=product, units=units)


def _stopped(found: Gated, stopped: Sequence[Line]) -> StoppedError:
    return StoppedError(
        found,
        Fault(
            "glass",
            f"the gate says stop for {len(stopped)} of {len(found.lines)}",
            "mend what is missing, or break the glass and say why",
        ),
    )


@dataclass(frozen=True, slots=True)
class _Signing:
    """What all lines of a signature share."""

    by: Actor
    why: str
    visit: Visit
    patient: Patient
    found: Gated
    signed_at: datetime
    broken: bool

    def line(self, given: Given, line: Line, outside: tuple[str, ...]) -> str:
        """Write a line down, with what of it lies outside the protocol; its act."""
        by, code = self.by, f"treatment-{uuid4().hex}"
        told = {
            "units": {area: str(units) for area, units in sorted(given.units.items())},
            "dilution": given.dilution,
            "settings": given.settings,
            "course": given.course,
            "after_care": given.after_care,
            "outside": list(outside),
        }
        act = record_act(by=by, why=self.why, done=self._done(given, line, off_protocol=bool(outside)))
        Treatment.objects.create(
            network_id=by.network,
            code=code,
            visit=self.visit,
            patient=self.patient,
            person_id=row_named(by, Person, "person", self.found.person).id,
            procedure=given.procedure,
            product=given.product.strip(),
            lot=given.lot.strip(),
            expires=given.expires,
            sealed=sealed(Treatment, by.network, code, told),
            exam_id=_id(Exam, by, line.exam_code),
            order_id=_id(Order, by, line.order_code),
            consent_id=_id(Consent, by, line.agreement.consent),
            at=self.found.at,
            signed_at=self.signed_at,
            act=act,
        )
        return act

    def _done(self, given: Given, line: Line, *, off_protocol: bool) -> Done:
        marks = {
            "minor": self.found.minor,
            "break_glass": self.broken and line.outcome in STOPS,
            "off_protocol": off_protocol,
            "late_note": self.signed_at - self.found.at > SIGN_WITHIN,
        }
        return Done(
            person=self.found.person,
            site=self.found.visit.site,
            procedure=given.procedure,
            at=self.found.at,
            chart=self.visit.code,
            service=next(iter(self.visit.services), ""),
            patient_state=self.visit.patient_state,
            marks=frozenset(name for name, is_so in marks.items() if is_so),
            outcome=line.outcome,
            standing=line.decided.plain["standing"],
            chain=line.decided.plain,
            facts_digest=line.decided.facts_digest,
            law_digest=line.decided.law_digest,
            signed_at=self.signed_at,
        )


def _id(model: type[Exam] | type[Order] | type[Consent], by: Actor, code: str) -> UUID | None:
    found = model.objects.filter(network=by.network, code=code) if code else model.objects.none()
    return found.values_list("id", flat=True).first()


@action(Side.CLINICAL)
def check_out(*, by: Actor, why: str, visit: str, left_out: str = "", now: datetime | None = None) -> Gated:
    """The visit is over. Refused while a procedure of it was neither signed nor, with a reason, left out."""
    moment = now or timezone.now()
    found = gate(by, visit, "checkout", moment)
    signed = set(
        Treatment.objects.filter(network=by.network, visit__code=visit).values_list("procedure", flat=True)
    )
    open_ = sorted(found.visit.procedures - signed)
    if open_ and not left_out.strip():
        raise RefusedError.at(
            "left_out", f"{len(open_)} of it is not signed", "sign it, or say why it was left out"
        )
    if found.visit.status == "arrived":
        advance_visit(by=by, why=why, visit=visit, to="in_room")
    advance_visit(by=by, why=why, visit=visit, to="done")
    _keep(by, found, only=signed)
    return found


def _keep(by: Actor, found: Gated, only: set[str] | None = None) -> None:
    """Write down what the gate said."""
    person = row_named(by, Person, "person", found.person).id
    visit = Visit.objects.get(network=by.network, code=found.visit.code)
    Passage.objects.bulk_create(
        Passage(
            network_id=by.network,
            code=f"gate-{uuid4().hex}",
            visit=visit,
            person_id=person,
            stage=found.stage,
            procedure=one.procedure,
            at=found.at,
            outcome=one.outcome,
            wanting=one.decided.wanting,
            chain=one.decided.plain,
            facts_digest=one.decided.facts_digest,
            law_digest=one.decided.law_digest,
        )
        for one in found.lines
        if only is None or one.procedure in only
    )
