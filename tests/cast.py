"""The cast: one small valid world for all tests. Change one thing of it and see what happens.

Lumen Medical PLLC treats in Austin, in Dallas and by telehealth; Lumen Management LLC runs its business. Ada
Ahn MD owns the practice and directs it, Ben Boyd DO stands in for her. Under them work Rosa (RN), Lou (LPN),
Nia (NP), Pat (PA), Mona (MA), Esther (EST) and Lea (LT). The law of the miniature Texas is invented where the
real one has nothing simple to show; nothing of it comes from the law pack.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from openmso.authority.facts import Facts, Record, Settings
from openmso.authority.facts.oversight import Agreement, Appointment, Delegation, Protocol, StandingOrder
from openmso.authority.facts.people import Certificate, Competency, Engagement, License, Person
from openmso.authority.facts.structure import Organization, Ownership, Registration, Service, Signature, Site
from openmso.authority.law import LawBook, Procedure, Statement
from openmso.authority.terms import Confidence
from openmso.timeline.spans import Span

TX, NM = "TX", "NM"
TODAY = date(2026, 3, 2)
OPENED = date(2024, 1, 1)
LONG_AGO = Span.of(date(2015, 1, 1))
SINCE_OPENING = Span.of(OPENED)

BOTOX = "neuromodulator_injection"
FILLER = "dermal_filler_injection"
PEEL = "chemical_peel_superficial"
LASER = "laser_hair_removal"
DRIP = "iv_therapy"
CONSULT = "telehealth_consult"
GLP1 = "weight_loss_prescribing"
PROCEDURES = {
    code: Procedure(code, code.replace("_", " "), f"what is done in {code}", family, general_scope)
    for code, family, general_scope in (
        (BOTOX, "injection", frozenset[str]()),
        (FILLER, "injection", frozenset[str]()),
        (PEEL, "skin", frozenset[str]()),
        (LASER, "device", frozenset[str]()),
        (DRIP, "infusion", frozenset[str]()),
        (CONSULT, "consult", frozenset({"NP", "PA"})),
        (GLP1, "prescribing", frozenset[str]()),
    )
}
ALL = frozenset(PROCEDURES)

MSO, LUMEN = "lumen-management", "lumen-medical"
AUSTIN, DALLAS, TELE = "austin", "dallas", "tele"
ADA, BEN, ROSA, LOU, NIA, PAT, MONA, ESTHER, LEA = (
    "ada", "ben", "rosa", "lou", "nia", "pat", "mona", "esther", "lea",
)  # fmt: skip
ROLES = {
    ADA: "MD",
    BEN: "DO",
    ROSA: "RN",
    LOU: "LPN",
    NIA: "NP",
    PAT: "PA",
    MONA: "MA",
    ESTHER: "EST",
    LEA: "LT",
}

R = TypeVar("R", bound=Record)


def signed(*people: str, on: date = OPENED) -> tuple[Signature, ...]:
    """Signatures of these people, all on one day."""
    return tuple(Signature(person, on) for person in people)


def says(parameter: str, value: Any, *key: str, state: str = TX, **more: Any) -> Statement:
    """A statement of law, cited and of high confidence unless told otherwise; `since` and `until` are dates."""
    span = Span.of(more.pop("since", None), more.pop("until", None))
    told = {"cite": f"{state} code on {parameter}", "confidence": Confidence.HIGH, "span": span, **more}
    return Statement(state, parameter, key, value, **told)


def rule(role: str, procedure: str, **value: Any) -> Statement:
    """A statement on a role doing a procedure; `permitted` unless told otherwise."""
    return says("delegation.rule", {"leave": "permitted", **value}, procedure, role)


STATEMENTS = (
    says("cpom.prohibition", "strict"),
    says("cpom.clinical_entity_forms", ("PC", "PLLC", "PA")),
    says("cpom.lay_ownership_allowed", value=False),
    says("cpom.physician_ownership_min_pct", 51),
    says("cpom.other_licensed_owners", ("PA",)),
    says("cpom.np_may_own_practice", "prohibited"),
    says("medical_director.eligible", ("MD", "DO")),
    says("initial_exam.required", value=True),
    says("initial_exam.performed_by", ("MD", "DO", "NP", "PA")),
    says("initial_exam.telehealth_allowed", "conditional"),
    says("initial_exam.validity_months", 12),
    says("np.authority", "restricted"),
    says("np.agreement_required", value=True),
    says("np.max_per_physician", {"max": 3, "counts": ("NP", "PA"), "unit": "people"}),
    says("pa.relationship", "supervision"),
    says("pa.agreement_required", value=True),
    says("pa.max_per_physician", {"max": 3, "counts": ("NP", "PA"), "unit": "people"}),
    says("telehealth.compacts", {"NLC": "operating", "IMLC": "operating", "APRN": "enacted"}),
    says("telehealth.compacts", {"NLC": "operating", "APRN": "enacted"}, state=NM),
    says("iv_therapy.may_order", ("MD", "DO", "NP", "PA")),
    says("iv_therapy.may_administer", ("MD", "DO", "NP", "PA", "RN")),
    says("site.registration", {"applies_to": "all", "procedures": (LASER,)}, "laser_facility"),
    rule("RN", BOTOX, supervision="remote", exam_first=True),
    rule("LPN", BOTOX, supervision="available", exam_first=True),
    rule("MA", BOTOX, leave="prohibited"),
    rule("NP", BOTOX, supervision="remote"),
    rule("PA", BOTOX, supervision="remote"),
    rule("RN", FILLER, supervision="on_site", exam_first=True),
    rule("EST", PEEL, supervision="independent", exam_first=False),
    rule("MA", PEEL, exam_first=False, supervision="on_site"),
    rule("LT", LASER, supervision="remote", exam_first=False, certificates=("laser_hair",)),
    rule("NP", GLP1, supervision="remote"),
)


def book(*instead: Statement, silent_on: Iterable[str] = ()) -> LawBook:
    """The law of the cast with these statements in the place of those on the same question, and silence on others."""
    spoken = {(one.jurisdiction, one.parameter, one.key) for one in instead}
    kept = [
        one
        for one in STATEMENTS
        if (one.jurisdiction, one.parameter, one.key) not in spoken and one.parameter not in set(silent_on)
    ]
    return LawBook.of((*kept, *instead), procedures=PROCEDURES)


def licensed(person: str, role: str = "", **more: Any) -> License:
    """The license of a person of the cast, or of anybody else."""
    told = {"id": f"license-{person}", "state": TX, "span": LONG_AGO, **more}
    return License(person=person, role=role or ROLES[person], **told)


def engaged(person: str, role: str = "", **more: Any) -> Engagement:
    """An engagement by the practice at all its sites."""
    return Engagement(f"engagement-{person}", person, more.pop("by", LUMEN), role or ROLES[person], **more)


def delegated(person: str, *procedures: str, by: str = ADA, **more: Any) -> Delegation:
    """A signed delegation to the person at all sites."""
    told = {"span": SINCE_OPENING, "signatures": signed(by), **more}
    return Delegation(f"delegation-{person}", by, person, frozenset(procedures), **told)


def agreed(person: str, by: str = ADA, **more: Any) -> Agreement:
    """A signed agreement of an NP or PA with a physician."""
    told = {"id": f"agreement-{person}", "span": SINCE_OPENING, "signatures": signed(by, person), **more}
    return Agreement(physician=by, person=person, kind="collaborative", **told)


def skilled(person: str, procedure: str, **more: Any) -> Competency:
    """A competency of the person, signed off by Ada."""
    told = {"span": SINCE_OPENING, "signed_by": ADA, **more}
    return Competency(f"competency-{person}-{procedure}", person, procedure, **told)


SKILLS = {
    ROSA: (BOTOX, FILLER, DRIP),
    LOU: (BOTOX,),
    NIA: (BOTOX, CONSULT, GLP1, DRIP),
    PAT: (BOTOX, CONSULT),
    MONA: (BOTOX, PEEL),
    ESTHER: (PEEL,),
    LEA: (LASER,),
}

RECORDS: tuple[Record, ...] = (
    Organization(MSO, "Lumen Management", "mso", "LLC", "DE"),
    Organization(LUMEN, "Lumen Medical", "practice", "PLLC", TX, SINCE_OPENING),
    Ownership("ownership-ada", LUMEN, ADA, Decimal(100), SINCE_OPENING),
    Site(AUSTIN, "Austin", LUMEN, TX, "America/Chicago", span=SINCE_OPENING, latitude=30.27, longitude=-97.74),
    Site(DALLAS, "Dallas", LUMEN, TX, "America/Chicago", span=SINCE_OPENING, latitude=32.78, longitude=-96.80),
    Site(TELE, "Telehealth", LUMEN, TX, "America/Chicago", kind="telehealth", setting="telehealth", med_spa=False),
    *(Service(f"menu-{site}", site, "Everything", ALL) for site in (AUSTIN, DALLAS, TELE)),
    Registration("registration-austin", AUSTIN, "laser_facility", SINCE_OPENING),
    Registration("registration-dallas", DALLAS, "laser_facility", SINCE_OPENING),
    *(Person(person, person.title()) for person in ROLES),
    *(licensed(person) for person in ROLES if person not in (MONA, LEA)),
    Certificate("certificate-lea", LEA, "laser_hair", LONG_AGO),
    engaged(ADA, sites=frozenset({AUSTIN}), kind="owner"),
    *(engaged(person) for person in ROLES if person != ADA),
    Appointment("appointment-ada", ADA, LUMEN, "director", None, SINCE_OPENING, signed(ADA)),
    Appointment("appointment-ben", BEN, LUMEN, "backup", None, SINCE_OPENING, signed(BEN)),
    agreed(NIA),
    agreed(PAT),
    *(delegated(person, *SKILLS[person]) for person in (ROSA, LOU, MONA, ESTHER, LEA)),
    Protocol("protocol", LUMEN, ALL, SINCE_OPENING, signatures=signed(ADA)),
    StandingOrder(
        "standing-order", ADA, LUMEN, ALL, frozenset({"RN", "LPN", "MA", "EST", "LT"}), SINCE_OPENING,
        signatures=signed(ADA),
    ),
    *(skilled(person, procedure) for person, procedures in SKILLS.items() for procedure in procedures),
)  # fmt: skip

CAST = Facts.of(RECORDS, name="Lumen")
LAW = book()


def cast(*records: Record, without: Iterable[str] = (), **settings: Any) -> Facts:
    """The cast with these records added or in the place of those with their ids, and without others."""
    gone = {*without, *(record.id for record in records)}
    kept = (record for record in RECORDS if record.id not in gone)
    return Facts.of((*kept, *records), settings=Settings(**settings), name="Lumen")


def altered(kind: type[R], id: str, /, **fields: Any) -> R:
    """A record of the cast with other fields."""
    return replace(CAST.need(kind, id), **fields)
