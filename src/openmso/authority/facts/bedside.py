"""What is known at the bedside at a moment: exam, order, consent, who supervises from where, measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from openmso.authority.terms import ExamMode, Supervision


@dataclass(frozen=True, slots=True)
class Exam:
    """An initial exam of the patient by `person` in `role`, at an aware moment. `procedures` None: all."""

    person: str
    role: str
    mode: ExamMode
    at: datetime
    procedures: frozenset[str] | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """A patient-specific order by `person` in `role`, given at an aware moment."""

    person: str
    role: str
    at: datetime
    procedures: frozenset[str] | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Presence:
    """How near a supervisor is at the moment. `minutes`, `miles`: how far away, where known."""

    person: str
    role: str
    near: Supervision
    minutes: int | None = None
    miles: float | None = None
    contiguous_county: bool | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Bedside:
    """Facts of the moment. What is None was not told.

    `complete` says that everything that exists was told (an audit of a past act): what is missing then is
    missing. Otherwise what was not told is still to be shown.
    `measures` maps limits of the law (needle_depth_mm, peel_strength_pct, peel_ph, products, …) to values.
    `areas` are treated areas of the body (`eye`).
    """

    exams: tuple[Exam, ...] = ()
    orders: tuple[Order, ...] = ()
    presences: tuple[Presence, ...] = ()
    consent: bool | None = None
    patient_state: str | None = None
    measures: Mapping[str, Decimal] = field(default_factory=dict)
    areas: frozenset[str] | None = None
    attested: frozenset[str] = frozenset()
    first_visit_in_person: bool | None = None
    complete: bool = False


NOTHING_TOLD = Bedside()
