"""Networks of any kind for Hypothesis: every record of the cellar, every field, valid together but otherwise odd."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, timedelta, timezone
from functools import cache
from typing import Any, cast, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from openmso.authority.facts import Facts, Record, Settings
from openmso.authority.facts.bedside import Bedside, Exam, Order, Presence
from openmso.authority.facts.oversight import (
    Activity,
    Agreement,
    Appointment,
    Delegation,
    Protocol,
    StandingOrder,
)
from openmso.authority.facts.people import (
    Certificate,
    Competency,
    Engagement,
    Exclusion,
    Experience,
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
    Registration,
    Service,
    ServiceLine,
    Site,
)
from openmso.authority.terms import Confidence, ExamMode, Supervision
from openmso.netfile.rules.codes import PLACES, PROCEDURES, ROLES, STATES, WORDS, ZONES
from openmso.timeline.spans import Span

Strategy = st.SearchStrategy[Any]

# Half surrogates, line breaks and control characters are no text of one line.
SIGNS = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])
ODD = (
    "true",
    "null",
    "~",
    "12",
    "1e5",
    "0x1F",
    "yes",
    "on",
    "- a",
    "a: b",
    "#x",
    "2024-01-01",
    "*a",
    "é",
    "'",
    '"',
)
TEXT = st.one_of(
    st.sampled_from(ODD), st.text(SIGNS, min_size=1, max_size=12).filter(lambda text: text.strip() != "")
)
CODE = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
DATES = st.dates()
MONEY = st.decimals(0, 10**9, allow_nan=False, allow_infinity=False, places=2)
PERCENT = st.decimals(0, 100, allow_nan=False, allow_infinity=False, places=3)
COUNT = st.integers(0, 10**6)
MOMENTS = st.datetimes(
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=-6)), timezone(timedelta(hours=5, minutes=30))])
)


def sets(of: Strategy, least: int = 0) -> Strategy:
    """Frozen sets of few."""
    return st.frozensets(of, min_size=least, max_size=3)


def tuples(of: Strategy) -> Strategy:
    """Tuples of few."""
    return st.lists(of, max_size=3).map(tuple)


def maybe(of: Strategy, nothing: str | None = None) -> Strategy:
    """Or nothing."""
    return st.one_of(st.just(nothing), of)


def words(of: str) -> Strategy:
    """Closed words."""
    return st.sampled_from(WORDS[of])


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """Open, half open and closed spans."""
    first, until = draw(maybe(DATES)), draw(maybe(DATES))
    if first and until and until <= first:
        first, until = until, first
    return Span.of(first, until) if first != until or first is None else Span.day(first)


def _looks_like_a_date(value: object) -> bool:
    """Whether a text inside would be read as a date, as the format says of clauses."""
    match value:
        case str():
            return value == "2024-01-01"
        case dict():
            return any(map(_looks_like_a_date, value.values()))
        case tuple():
            return any(map(_looks_like_a_date, value))
    return False


PROVIDED = st.recursive(
    st.one_of(TEXT, st.booleans(), st.integers(-(10**9), 10**9), MONEY, DATES),
    lambda inner: st.one_of(tuples(inner), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=5,
).filter(lambda value: not _looks_like_a_date(value))


PEOPLE = ("ada", "ben", "rosa")
ORGANIZATIONS = ("lumen", "manager")
SITES = ("austin", "tele")

PERSON = st.sampled_from(PEOPLE)
ORGANIZATION = st.sampled_from(ORGANIZATIONS)
SITE = st.sampled_from(SITES)
PARTY = st.one_of(PERSON, ORGANIZATION)
STATE = st.sampled_from(sorted(STATES))
ROLE = st.sampled_from(sorted(ROLES))
PROCEDURE = st.sampled_from(sorted(PROCEDURES))
SOME_PROCEDURES = sets(PROCEDURE, 1)

BY_NAME: dict[str, Strategy] = {
    "name": TEXT,
    "number": maybe(TEXT, ""),
    "evidence": maybe(TEXT, ""),
    "unit": maybe(TEXT, ""),
    "county": maybe(TEXT, ""),
    "verified_with": maybe(TEXT, ""),
    "source": TEXT,
    "version": TEXT,
    "npi": maybe(st.from_regex("[0-9]{10}", fullmatch=True), ""),
    "state": STATE,
    "role": ROLE,
    "roles": sets(ROLE, 1),
    "insured_roles": sets(ROLE),
    "procedure": PROCEDURE,
    "procedures": SOME_PROCEDURES,
    "covers": maybe(SOME_PROCEDURES),
    "sites": maybe(sets(SITE, 1)),
    "site": SITE,
    "person": PERSON,
    "physician": PERSON,
    "prescriber": PERSON,
    "practice": ORGANIZATION,
    "mso": ORGANIZATION,
    "organization": ORGANIZATION,
    "subject": PARTY,
    "signed_by": maybe(PERSON, ""),
    "reports_to": maybe(PERSON, ""),
    "backup": maybe(PERSON, ""),
    "substitute": maybe(PERSON, ""),
    "for_party": maybe(PARTY, ""),
    "proxy_to": maybe(PARTY, ""),
    "funds_account_owner": maybe(PARTY, ""),
    "funds_account_controlled_by": maybe(PARTY, ""),
    "transfer_restricted_by": maybe(ORGANIZATION, ""),
    "governing_law": maybe(STATE, ""),
    "percent": maybe(PERCENT),
    "margin_percent": maybe(PERCENT),
    "chart_review_pct": maybe(st.integers(0, 100)),
    "attests": sets(TEXT),
    "attested": sets(TEXT),
    "duties": sets(CODE),
    "reserved_powers": sets(CODE),
    "clauses": st.dictionaries(CODE, PROVIDED, max_size=4),
    "measures": st.dictionaries(CODE, MONEY, max_size=3),
    "areas": maybe(sets(CODE)),
    "id": st.integers(0, 10**6).map(lambda number: f"x{number}/y"),
}
"""What a field of this name may hold, in whatever record."""

BY_TYPE: dict[str, Strategy] = {
    "Span": spans(),
    "date": DATES,
    "datetime": MOMENTS,
    "Decimal": MONEY,
    "float": st.floats(0, 5000),
    "bool": st.booleans(),
    "int": COUNT,
    "Confidence": st.sampled_from(Confidence),
    "ExamMode": st.sampled_from(ExamMode),
    "Supervision": st.sampled_from(Supervision),
}
"""What a field of this type may hold, whatever its name."""

NO_ID = maybe(TEXT, "")
OWN: dict[type, dict[str, Strategy]] = {
    Organization: {
        "kind": words("organization kind"),
        "form": st.sampled_from(["PLLC", "LLC", "LP", "CORP"]),
        "investor": maybe(words("investor"), ""),
        "qualified_in": sets(STATE),
    },
    # A quarter at most: three of them never exceed the whole. Owned by people only: no circles.
    Ownership: {"owner": PERSON, "percent": st.decimals(0, 25, places=2, allow_nan=False)},
    Office: {"title": words("title")},
    Site: {
        "kind": words("site kind"),
        "setting": st.sampled_from(sorted(PLACES)),
        "zone": TEXT,  # replaced by one of its state
        "latitude": maybe(st.floats(-90, 90)),
        "longitude": maybe(st.floats(-180, 180)),
    },
    Registration: {
        "holder": st.sampled_from(PEOPLE + ORGANIZATIONS + SITES),
        "kind": CODE,
        "state": maybe(STATE, ""),
    },
    License: {"status": words("license status")},
    Certificate: {"kind": CODE, "state": maybe(STATE, "")},
    Screening: {"result": words("screening result"), "edition": maybe(TEXT, "")},
    Insurance: {"kind": words("insurance kind")},
    Engagement: {"kind": words("engagement kind")},
    Appointment: {"kind": words("appointment kind")},
    Agreement: {"kind": words("agreement kind"), "procedures": maybe(SOME_PROCEDURES)},
    Delegation: {"supervision": maybe(words("supervision"), "")},
    Activity: {"kind": words("activity kind"), "person": maybe(PERSON, ""), "site": maybe(SITE, "")},
    PayPlan: {"basis": words("pay basis"), "of": maybe(words("pay of"), "")},
    FeeTerms: {
        "model": words("fee model"),
        "base": maybe(words("fee base"), ""),
        "period": words("period"),
        "fmv_method": maybe(words("fmv method"), ""),
        "fmv_services": sets(TEXT),
        **dict.fromkeys(("fmv_valuer", "fmv_document"), maybe(TEXT, "")),
    },
    ServiceLine: {"counted": maybe(words("counted"), "")},
    Exam: {"id": NO_ID, "procedures": maybe(SOME_PROCEDURES)},
    Order: {"id": NO_ID, "procedures": maybe(SOME_PROCEDURES)},
    Presence: {"id": NO_ID},
    Bedside: {"patient_state": maybe(STATE)},
}
"""What a field of one record may hold."""


@cache
def of(record: type) -> Strategy:
    """Records of a type, every field of them; a field nobody described above is an error."""
    hints = get_type_hints(record)
    described = {**BY_NAME, **OWN.get(record, {})}
    return st.builds(
        record,
        **{
            one.name: described[one.name] if one.name in described else _typed(hints[one.name])
            for one in fields(record)
        },
    )


def _typed(hint: type) -> Strategy:
    options = [one for one in get_args(hint) if one is not type(None)] or [hint]
    if get_origin(hint) is tuple:
        return tuples(_typed(options[0]))
    plain = BY_TYPE.get(options[0].__name__)
    if plain is None:
        assert is_dataclass(options[0]), f"no strategy for {hint}"
        plain = of(cast("type", options[0]))
    return maybe(plain) if type(None) in get_args(hint) else plain


NESTED = (
    Ownership, Office, Service, Registration, License, Certificate, Experience, Exclusion, Screening, Insurance,
    Engagement, Competency,
)  # fmt: skip
PAPERS = (Msa, Appointment, Agreement, Delegation, Protocol, StandingOrder, Activity)


@st.composite
def records(draw: st.DrawFn) -> list[Record]:
    """All people, organizations and sites, and a dozen other records."""
    found: list[Record] = [replace(draw(of(Person)), id=id) for id in PEOPLE]
    found += [replace(draw(of(Organization)), id=id) for id in ORGANIZATIONS]
    for id in SITES:
        site = draw(of(Site))
        found.append(replace(site, id=id, zone=draw(st.sampled_from(ZONES[site.state]))))
    others = st.one_of([of(kind) for kind in (*NESTED, *PAPERS)])
    found += draw(st.lists(others, max_size=12))
    interests = [one for one in found if isinstance(one, Ownership)]
    excess = {one.id for one in interests[3:]}
    return [one for one in {one.id: one for one in found}.values() if one.id not in excess]


@st.composite
def networks(draw: st.DrawFn) -> Facts:
    """Facts of a network that a file can hold."""
    return Facts.of(draw(records()), settings=draw(of(Settings)), name=draw(TEXT))


BEDSIDES = st.dictionaries(TEXT, of(Bedside), max_size=2)
