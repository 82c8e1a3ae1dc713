"""A small network without a fault, its miniature law, and how a pair of worlds is held against a control.

Cedar Medical PLLC treats in Austin, in a Texas whose law is invented here and has nothing to do with the law
pack. Ada Ahn MD owns and directs it, Ben Boyd DO stands in for her, Nia (NP) and Rosa (RN) treat. Cedar
Management LLC runs its business and belongs to Carl. A pair changes one thing, and changes it back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from openmso.authority.facts import Facts, Record, Settings
from openmso.authority.facts.oversight import (
    Activity,
    Agreement,
    Appointment,
    Delegation,
    Protocol,
    StandingOrder,
)
from openmso.authority.facts.people import (
    Competency,
    Engagement,
    Insurance,
    License,
    PayPlan,
    Person,
    Screening,
)
from openmso.authority.facts.structure import (
    FeeTerms,
    Msa,
    Office,
    Organization,
    Ownership,
    Service,
    ServiceLine,
    Signature,
    Site,
)
from openmso.authority.judge import Judge
from openmso.authority.law import LawBook, Procedure, Statement
from openmso.authority.terms import Confidence
from openmso.compliance.rules.clauses import CLAUSES, CORE_DUTIES, RESERVED_POWERS
from openmso.compliance.rules.context import NOTHING_TOLD, Context
from openmso.compliance.rules.finding import Control, Finding, Severity
from openmso.compliance.rules.practice import Practice
from openmso.timeline.spans import Span

TX, NM, US = "TX", "NM", "US"
ON = date(2026, 11, 25)
OPENED = date(2024, 1, 1)
LATELY = date(2026, 11, 2)
MUST, SHOULD, WATCH = Severity.MUST, Severity.SHOULD, Severity.WATCH

BOTOX = "neuromodulator_injection"
FILLER = "dermal_filler_injection"
LASER = "laser_hair_removal"
DRIP = "iv_therapy"
EXAM = "good_faith_exam"
PROCEDURES = {
    code: Procedure(code, code.replace("_", " "), f"what is done in {code}", family)
    for code, family in (
        (BOTOX, "injection"),
        (FILLER, "injection"),
        (LASER, "device"),
        (DRIP, "infusion"),
        (EXAM, "consult"),
    )
}

MSO, PC, AUSTIN = "cedar-management", "cedar-medical", "austin"
ADA, BEN, NIA, ROSA, CARL = "ada", "ben", "nia", "rosa", "carl"

R = TypeVar("R", bound=Record)


def since(first: date = OPENED, until: date | None = None) -> Span:
    """The days from `first` on, up to but not on `until`."""
    return Span.of(first, until)


def signed(*people: str, on: date = OPENED, party: str = "") -> tuple[Signature, ...]:
    """Signatures of these people, all on one day."""
    return tuple(Signature(person, on, party) for person in people)


def says(parameter: str, value: Any, *key: str, state: str = TX, **more: Any) -> Statement:
    """A statement of law, sure and lately read unless told otherwise; `since` and `until` are dates."""
    span = Span.of(more.pop("since", None), more.pop("until", None))
    told = {
        "cite": f"{state} on {parameter}",
        "confidence": Confidence.HIGH,
        "read_on": LATELY,
        "span": span,
        **more,
    }
    return Statement(state, parameter, key, value, **told)


def rule(role: str, procedure: str = BOTOX, **value: Any) -> Statement:
    """A rule that lets a role do a procedure unless told otherwise."""
    more = {name: value.pop(name) for name in ("since", "until", "confidence", "state") if name in value}
    return says("delegation.rule", {"leave": "permitted", **value}, procedure, role, **more)


def duty(topic: str, kind: str, state: str = TX, **details: Any) -> Statement:
    """A duty on a topic."""
    return says(
        "duty.rule", {"text": f"Duty: {topic}.", "kind": kind, "details": details}, topic, state=state
    )


def screened(subject: str, on: date = LATELY, result: str = "clear", source: str = "LEIE") -> Screening:
    """A look into an exclusion list."""
    return Screening(f"screening-{source}-{subject}-{on}".lower(), subject, source, on, result)


def licensed(person: str, role: str, **more: Any) -> License:
    """A good, verified license of a person in Texas."""
    told: dict[str, Any] = {
        "id": f"license-{person}",
        "state": TX,
        "span": since(date(2015, 1, 1), date(2028, 1, 1)),
        "number": "12345",
        "verified_on": LATELY,
        "verified_with": "the board",
        **more,
    }
    return License(person=person, role=role, **told)


def cover(subject: str, kind: str = "malpractice", **more: Any) -> Insurance:
    """A policy of the usual limits."""
    told: dict[str, Any] = {
        "id": f"{kind}-{subject}",
        "span": since(OPENED, date(2027, 12, 31)),
        "per_claim": Decimal(1_000_000),
        "aggregate": Decimal(3_000_000),
        **more,
    }
    return Insurance(subject=subject, kind=kind, **told)


FEE = FeeTerms(
    model="flat",
    amount=Decimal(18_000),
    set_in_advance=True,
    includes_marketing=False,
    depends_on_referrals=False,
    excludes_federal_programs=True,
    fmv_opinion_on=date(2026, 3, 1),
    fmv_valid_until=date(2027, 3, 1),
    fmv_low=Decimal(15_000),
    fmv_high=Decimal(20_000),
    fmv_valuer="Plain Valuation LLC",
    fmv_independent=True,
    fmv_method="market",
    fmv_services=frozenset({"Billing as agent"}),
    change_retroactive=False,
    unpaid_days=0,
)
CLAUSE_VALUES: dict[str, Any] = {
    **{clause.code: "agreed" for clause in CLAUSES if clause.wanted == "needed"},
    "records_owner": "practice",
    "insurance_limits": {"per_claim": 1_000_000, "aggregate": 3_000_000},
    "records_retention_years": 7,
}
MSA = Msa(
    id="msa",
    mso=MSO,
    practice=PC,
    fee=FEE,
    span=since(),
    signatures=(*signed(ADA, party=PC), *signed(CARL, party=MSO)),
    services=(ServiceLine("Billing as agent", "claim", "claim log"),),
    reserved_powers=frozenset(RESERVED_POWERS),
    clauses=CLAUSE_VALUES,
    governing_law=TX,
    baa_signed_on=OPENED,
    funds_account_owner=PC,
    funds_account_controlled_by=PC,
    term_years=5,
    auto_renews_without_notice=False,
    termination_penalty_months=Decimal(2),
)
HOURLY = PayPlan("hourly", Decimal(50))
DIRECTING = PayPlan("stipend", Decimal(2_500), logged_hours=True, fmv_documented=True)
DIRECTOR = Appointment(
    "appointment-ada",
    ADA,
    PC,
    "director",
    None,
    since(),
    signed(ADA),
    DIRECTING,
    Decimal(4),
    frozenset(CORE_DUTIES),
    BEN,
)
AGREEMENT = Agreement(
    "agreement-nia", ADA, NIA, "collaborative", since(), signatures=signed(ADA, NIA), reviewed_on=(date(2026, 5, 4),),
    filed_on=OPENED, substitute=BEN, chart_review_pct=10, meeting_every_days=31,
)  # fmt: skip
DELEGATION = Delegation(
    "delegation-rosa",
    ADA,
    ROSA,
    frozenset({BOTOX}),
    since(date(2026, 3, 2)),
    signatures=signed(ADA, ROSA),
    supervision="remote",
)
PROTOCOL = Protocol(
    "protocol", PC, frozenset({BOTOX}), since(), signatures=signed(ADA), reviewed_on=(date(2026, 5, 4),)
)
ORDER = StandingOrder(
    "order",
    ADA,
    PC,
    frozenset({BOTOX}),
    frozenset({"RN"}),
    since(),
    signatures=signed(ADA),
    reviewed_on=(date(2026, 5, 4),),
)
WORKS = {
    ADA: Engagement("engagement-ada", ADA, PC, "MD", "owner", frozenset({AUSTIN}), since()),
    BEN: Engagement("engagement-ben", BEN, PC, "DO", "contractor", frozenset({AUSTIN}), since(), pay=HOURLY),
    NIA: Engagement("engagement-nia", NIA, PC, "NP", span=since(), pay=HOURLY, reports_to=ADA),
    ROSA: Engagement("engagement-rosa", ROSA, PC, "RN", span=since(), pay=HOURLY, reports_to=ADA),
    CARL: Engagement("engagement-carl", CARL, MSO, "manager", span=since(), pay=HOURLY),
}
SITE = Site(
    AUSTIN, "Cedar Austin", PC, TX, "America/Chicago", span=since(), latitude=30.27, longitude=-97.74, county="Travis"
)  # fmt: skip


def did(kind: str, on: date, **more: Any) -> Activity:
    """Something Ada did."""
    return Activity(more.pop("id", f"{kind}-{on}-{more.get('person', '')}"), kind, ADA, on, **more)


ACTIVITIES = (
    *(did("meeting", date(2026, month, 10), person=NIA, minutes=60) for month in range(1, 12)),
    *(did("chart_review", date(2026, month, 11), person=person, reviewed=10, population=80, minutes=90)
      for month in range(1, 12) for person in (NIA, ROSA)),
    *(did("site_visit", date(2026, month, 12), site=AUSTIN, minutes=120) for month in range(1, 12)),
    did("drill", date(2026, 10, 1), site=AUSTIN),
    *(did("training", date(2026, 2, 3), person=person) for person in (ADA, BEN, NIA, ROSA)),
)  # fmt: skip

RECORDS: tuple[Record, ...] = (
    Organization(MSO, "Cedar Management", "mso", "LLC", TX, since(date(2023, 1, 1))),
    Organization(PC, "Cedar Medical", "practice", "PLLC", TX, since(date(2023, 6, 1))),
    Ownership("owner-ada", PC, ADA, Decimal(100), since()),
    Ownership("owner-carl", MSO, CARL, Decimal(100), since()),
    Office("office-ada", PC, ADA, "president", since()),
    Office("office-carl", MSO, CARL, "manager", since()),
    SITE,
    Service("botox", AUSTIN, "Botox", frozenset({BOTOX}), since()),
    MSA,
    *(Person(one, f"{one.title()} {one.title()[0]}.") for one in WORKS),
    licensed(ADA, "MD"),
    licensed(BEN, "DO"),
    licensed(NIA, "NP"),
    licensed(ROSA, "RN"),
    *WORKS.values(),
    *(Competency(f"skill-{person}", person, BOTOX, since(), ADA, 40) for person in (NIA, ROSA)),
    DIRECTOR,
    Appointment("appointment-ben", BEN, PC, "backup", None, since(), signed(BEN)),
    AGREEMENT,
    DELEGATION,
    PROTOCOL,
    ORDER,
    *(cover(subject) for subject in (ADA, BEN, NIA, ROSA, PC)),
    cover(PC, "general"),
    cover(MSO, "cyber"),
    *(
        screened(one, on, source=source)
        for one in (*WORKS, MSO)
        for source in ("LEIE", "SAM")
        for on in (date(2023, 12, 1), LATELY)
    ),
    *ACTIVITIES,
)

STATEMENTS = (
    says("cpom.prohibition", "strict"),
    says("cpom.clinical_entity_forms", ("PC", "PLLC", "PA")),
    says("cpom.lay_ownership_allowed", value=False),
    says("cpom.physician_ownership_min_pct", None),
    says("cpom.other_licensed_owners", ("PA",)),
    says("cpom.np_may_own_practice", "prohibited"),
    says("cpom.lay_entity_may_employ_clinicians", "prohibited"),
    says("ownership.rule", None),
    says("mso.specific_law", None),
    says("mso.restrictions", ("no_clinical_control",)),
    says("mso.transaction_notice", None),
    says("fee_splitting.prohibited", value=True),
    says("fee_splitting.percentage_fee", "restricted"),
    says("medical_director.required_for_med_spa", value=True),
    says("medical_director.eligible", ("MD", "DO")),
    says("medical_director.max_locations", None),
    says("medical_director.distance", None),
    says("medical_director.site_visit_every_days", None),
    says("medical_director.registration", None),
    says("medical_director.posting", None),
    says("initial_exam.required", value=True),
    says("initial_exam.performed_by", ("MD", "DO", "NP", "PA")),
    says("initial_exam.telehealth_allowed", "permitted"),
    says("initial_exam.validity_months", 12),
    says("np.authority", "restricted"),
    says("np.agreement_required", value=True),
    says("np.transition", None),
    says("np.max_per_physician", None),
    says("pa.relationship", "supervision"),
    says("pa.agreement_required", value=True),
    says("telehealth.compacts", {"NLC": "operating"}),
    says("records.adult_retention_years", 7),
    rule("RN", supervision="remote", exam_first=True),
    rule("NP", supervision="remote"),
)


@dataclass(frozen=True)
class Scene:
    """A network and its law."""

    facts: Facts
    law: LawBook
    practice: Practice = NOTHING_TOLD

    def findings(self, control: Control) -> list[Finding]:
        """What one control finds there on the day."""
        return list(
            control(Context(self.facts, self.law, Judge(self.facts, self.law), ON, practice=self.practice))
        )


def book(*instead: Statement, silent_on: Iterable[str] = ()) -> LawBook:
    """The miniature law with these statements in the place of those on the same question, and silence on others."""
    spoken = {(one.jurisdiction, one.parameter, one.key) for one in instead}
    silent = frozenset(silent_on)
    kept = (
        one
        for one in STATEMENTS
        if (one.jurisdiction, one.parameter, one.key) not in spoken and one.parameter not in silent
    )
    return LawBook.of((*kept, *instead), procedures=PROCEDURES)


def scene(
    *records: Record,
    without: Iterable[str] = (),
    law: Iterable[Statement] = (),
    silent_on: Iterable[str] = (),
    settings: Settings | None = None,
) -> Scene:
    """The clean world with records added or put in the place of those of the same id, and other law."""
    gone = set(without)
    changed = {one.id: one for one in (*RECORDS, *records) if one.id not in gone}
    sources = {id: f"network.yaml:{line}" for line, id in enumerate(changed, 1)}
    facts = Facts.of(changed.values(), settings=settings, sources=sources)
    return Scene(facts, book(*law, silent_on=silent_on))


def record(kind: type[R], id: str, **change: Any) -> R:
    """A record of the clean world, changed."""
    found = next(one for one in RECORDS if isinstance(one, kind) and one.id == id)
    return replace(found, **change)


CLEAN = scene()
