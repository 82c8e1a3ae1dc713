"""What each field of each record may hold: closed words, references, numbers, text. The network file asks the same.

Who keeps records anywhere (a file, tables, a form) judges them by this; `checks` reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from openmso.authority.codes import PLACES, POSTS, PROCEDURES, STATES, WORDS
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
    Signature,
    Site,
)
from openmso.authority.terms import ROLES

OWN: Final = "x_"
"""Begins a code that nobody but the network knows."""

ID: Final = r"[a-z0-9][a-z0-9_.-]*(/[a-z0-9][a-z0-9_.-]*)*"
"""The form of an id; `/` stands between parts."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a value, or each of several values, may be. What is not said is not limited.

    `what`: in words, for whoever got it wrong. `words`: the closed list; `pattern`: the form of an open code.
    `to`: kinds of record whose id it may be. `least` and `most`: of a number. `some`: a set must hold one at least.
    """

    what: str
    words: frozenset[str] | None = None
    pattern: str = ""
    to: tuple[type, ...] = ()
    least: int | None = None
    most: int | None = None
    some: bool = False


def _word(of: str) -> Allowed:
    listed = WORDS[of]
    return Allowed(f"one of {', '.join(listed)}", frozenset(listed))


def _some(one: Allowed) -> Allowed:
    return replace(one, some=True)


TEXT: Final = Allowed("a line of text")
STATE: Final = Allowed("the two letters of a state, such as TX, or DC", STATES)
ROLE: Final = Allowed(f"a role: {', '.join(sorted(ROLES))}", ROLES)
POST: Final = Allowed(f"a role or a post: {', '.join(sorted(ROLES | POSTS))}", ROLES | POSTS)
PROCEDURE: Final = Allowed("a procedure of the law pack", PROCEDURES)
PLACE: Final = Allowed(f"a place: {', '.join(sorted(PLACES))}", PLACES)
FORM: Final = Allowed("a legal form, such as PLLC", pattern="[A-Z][A-Z0-9_]*")
CODE: Final = Allowed("a code such as cpr", pattern="[a-z][a-z0-9_]*")
NPI: Final = Allowed("ten digits", pattern="[0-9]{10}")
PERSON: Final = Allowed("the id of a person", to=(Person,))
ORGANIZATION: Final = Allowed("the id of an organization", to=(Organization,))
PARTY: Final = Allowed("the id of a person or an organization", to=(Person, Organization))
HOLDER: Final = Allowed(
    "the id of a site, an organization, a person, an appointment or an agreement",
    to=(Site, Organization, Person, Appointment, Agreement),
)
SITE: Final = Allowed("the id of a site", to=(Site,))
COUNT: Final = Allowed("a whole number of 0 or more", least=0)
AMOUNT: Final = Allowed("a number of 0 or more", least=0)
PERCENT: Final = Allowed("a percent from 0 to 100", least=0, most=100)
LATITUDE: Final = Allowed("degrees from -90 to 90", least=-90, most=90)
LONGITUDE: Final = Allowed("degrees from -180 to 180", least=-180, most=180)

FIELDS: Final[Mapping[type, Mapping[str, Allowed]]] = {
    Organization: {
        "name": TEXT,
        "kind": _word("organization kind"),
        "form": FORM,
        "state": STATE,
        "qualified_in": STATE,
        "investor": _word("investor"),
    },
    Ownership: {
        "organization": ORGANIZATION,
        "owner": PARTY,
        "percent": PERCENT,
        "transfer_restricted_by": ORGANIZATION,
        "proxy_to": PARTY,
    },
    Office: {"organization": ORGANIZATION, "person": PERSON, "title": _word("title")},
    Site: {
        "name": TEXT,
        "practice": ORGANIZATION,
        "state": STATE,
        "zone": TEXT,
        "kind": _word("site kind"),
        "setting": PLACE,
        "latitude": LATITUDE,
        "longitude": LONGITUDE,
        "county": TEXT,
    },
    Service: {"site": SITE, "name": TEXT, "procedures": _some(PROCEDURE)},
    Registration: {"holder": HOLDER, "kind": CODE, "number": TEXT, "state": STATE},
    Signature: {"person": PERSON, "for_party": PARTY},
    ServiceLine: {
        "name": TEXT,
        "unit": TEXT,
        "evidence": TEXT,
        "price": AMOUNT,
        "fmv_low": AMOUNT,
        "fmv_high": AMOUNT,
        "counted": _word("counted"),
    },
    FeeTerms: {
        "model": _word("fee model"),
        "amount": AMOUNT,
        "percent": PERCENT,
        "margin_percent": PERCENT,
        "base": _word("fee base"),
        "period": _word("period"),
        "fmv_low": AMOUNT,
        "fmv_high": AMOUNT,
        "fmv_valuer": TEXT,
        "fmv_method": _word("fmv method"),
        "fmv_services": TEXT,
        "fmv_document": TEXT,
        "cap": AMOUNT,
        "unpaid_days": COUNT,
    },
    Msa: {
        "mso": ORGANIZATION,
        "practice": ORGANIZATION,
        "reserved_powers": CODE,
        "governing_law": STATE,
        "funds_account_owner": PARTY,
        "funds_account_controlled_by": PARTY,
        "term_years": COUNT,
        "termination_penalty_months": AMOUNT,
    },
    Person: {"name": TEXT, "npi": NPI},
    License: {
        "person": PERSON,
        "role": ROLE,
        "state": STATE,
        "number": TEXT,
        "status": _word("license status"),
        "verified_with": TEXT,
    },
    Certificate: {"person": PERSON, "kind": CODE, "state": STATE, "number": TEXT},
    Experience: {"person": PERSON, "role": ROLE, "hours": COUNT, "months": COUNT, "evidence": TEXT},
    Exclusion: {"subject": PARTY, "source": TEXT},
    Screening: {"subject": PARTY, "source": TEXT, "result": _word("screening result"), "edition": TEXT},
    Insurance: {
        "subject": PARTY,
        "kind": _word("insurance kind"),
        "per_claim": AMOUNT,
        "aggregate": AMOUNT,
        "covers": _some(PROCEDURE),
    },
    PayPlan: {
        "basis": _word("pay basis"),
        "amount": AMOUNT,
        "percent": PERCENT,
        "of": _word("pay of"),
    },
    Engagement: {
        "person": PERSON,
        "organization": ORGANIZATION,
        "role": POST,
        "kind": _word("engagement kind"),
        "sites": _some(SITE),
        "fte": AMOUNT,
        "reports_to": PERSON,
    },
    Competency: {"person": PERSON, "procedure": PROCEDURE, "signed_by": PERSON, "training_hours": COUNT},
    Appointment: {
        "person": PERSON,
        "practice": ORGANIZATION,
        "kind": _word("appointment kind"),
        "sites": _some(SITE),
        "hours_per_month": AMOUNT,
        "duties": CODE,
        "backup": PERSON,
    },
    Agreement: {
        "physician": PERSON,
        "person": PERSON,
        "kind": _word("agreement kind"),
        "sites": _some(SITE),
        "procedures": _some(PROCEDURE),
        "fte": AMOUNT,
        "substitute": PERSON,
        "chart_review_pct": PERCENT,
        "meeting_every_days": COUNT,
    },
    Delegation: {
        "physician": PERSON,
        "person": PERSON,
        "procedures": _some(PROCEDURE),
        "sites": _some(SITE),
        "attests": TEXT,
        "supervision": _word("supervision"),
    },
    Protocol: {
        "practice": ORGANIZATION,
        "procedures": _some(PROCEDURE),
        "sites": _some(SITE),
        "version": TEXT,
    },
    StandingOrder: {
        "prescriber": PERSON,
        "practice": ORGANIZATION,
        "procedures": _some(PROCEDURE),
        "roles": _some(ROLE),
        "sites": _some(SITE),
    },
    Activity: {
        "kind": _word("activity kind"),
        "physician": PERSON,
        "person": PERSON,
        "site": SITE,
        "reviewed": COUNT,
        "population": COUNT,
        "minutes": COUNT,
    },
}
"""By record and field. Days, spans, booleans and records within records need no entry: their type says it all."""
