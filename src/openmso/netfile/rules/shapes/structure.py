"""Shapes of entities, owners, officers, sites, menus, registrations and management agreements."""

from __future__ import annotations

from typing import Any, Final

from openmso.authority.facts import Settings
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
from openmso.authority.terms import Confidence
from openmso.netfile.rules.codes import ZONES
from openmso.netfile.rules.kinds.groups import Clauses, Many
from openmso.netfile.rules.kinds.kind import Field
from openmso.netfile.rules.kinds.numbers import Measure
from openmso.netfile.rules.kinds.shape import EXPIRES, Dated, Nested, Part, Shape
from openmso.netfile.rules.kinds.words import Code, Text
from openmso.netfile.rules.nodes import Mapping, Node
from openmso.netfile.rules.notes import At, Notes
from openmso.netfile.rules.problems import one_of
from openmso.netfile.rules.shapes import words
from openmso.netfile.rules.shapes.screened import EXCLUSION, INSURANCE, SCREENING

SETTINGS: Final = Shape(
    "settings",
    Settings,
    "what the network chooses",
    (
        Field(
            "grant_threshold",
            Code("confidence", lambda word: Confidence[word.upper()]),
            "below this confidence an unsigned statement of law grants only on condition",
        ),
        Field("insured_roles", Many(words.ROLE), "roles that must have malpractice cover"),
        Field("self_pay_only", words.FLAG, "whether no federal program is billed"),
    ),
)

SIGNATURE: Final = Shape(
    "signature",
    Signature,
    "who signed, when, for whom",
    (
        Field("person", words.PERSON, "who signed", required=True),
        Field("on", words.DAY, "the day of signing", required=True),
        Field("for", words.PARTY, "the organization or person signed for", attribute="for_party"),
    ),
)

SIGNATURES: Final = Field("signatures", Many(Part(SIGNATURE), tuple), "who signed, on which day, for whom")

REGISTRATION: Final = Shape(
    "registration",
    Registration,
    "a filing that was made",
    (
        Field("kind", words.REGISTRATION_KIND, "a code of the law pack", required=True),
        Field("number", words.AS_WRITTEN, "its number, as printed"),
        Field("state", words.STATE, "the state it was filed in"),
        Field("filed_on", words.DAY, "the day it was filed"),
        Field("verified_on", words.DAY, "the day it was looked up"),
    ),
    Dated(end=EXPIRES),
    derive="registration/{kind}",
)

REGISTRATIONS: Final = Nested("registrations", REGISTRATION, "holder")

SUBJECT_OF: Final = (
    Nested("insurance", INSURANCE, "subject"),
    Nested("screenings", SCREENING, "subject"),
    Nested("exclusions", EXCLUSION, "subject"),
    REGISTRATIONS,
)
"""What people and organizations have alike."""

_OWNER: Final = Shape(
    "owner",
    Ownership,
    "a holder of an interest",
    (
        Field("owner", words.PARTY, "the person or organization that owns", required=True),
        Field("percent", words.PERCENT, "the share of ownership, 0 to 100", required=True),
        Field("transfer_restricted_by", words.ORGANIZATION, "who may dictate a transfer of the interest"),
        Field("proxy_to", words.PARTY, "who may vote the interest, if not the owner"),
    ),
    Dated(),
    derive="owner/{owner}",
)

_OFFICER: Final = Shape(
    "officer",
    Office,
    "a person who governs the organization",
    (
        Field("person", words.PERSON, "who holds the office", required=True),
        Field("title", Code("title"), "the office", required=True),
    ),
    Dated(),
    derive="officer/{person}-{title}",
)

ORGANIZATION: Final = Shape(
    "organization",
    Organization,
    "a legal entity",
    (
        Field("name", words.TEXT, "its registered name", required=True),
        Field("kind", Code("organization kind"), "what it is in the network", required=True),
        Field("form", words.FORM, "its legal form", required=True),
        Field("state", words.STATE, "the state it was formed in", required=True),
        Field("qualified_in", Many(words.STATE), "other states in which it may do business"),
        Field("investor", Code("investor"), "an investor of this kind stands behind it"),
    ),
    Dated(since_required=False),
    (
        Nested("owners", _OWNER, "organization"),
        Nested("officers", _OFFICER, "organization"),
        *SUBJECT_OF,
    ),
)

_SERVICE: Final = Shape(
    "menu line",
    Service,
    "a service on the menu of the site",
    (
        Field("name", words.TEXT, "the service as patients read it", required=True),
        Field("procedures", words.PROCEDURES, "the procedures it is made of", required=True),
    ),
    Dated(since_required=False),
    derive="service/{name}",
)


def _zone(values: dict[str, Any], node: Node, at: At, notes: Notes) -> None:
    """A site's zone is one of its state's; where the state has only one, it need not be said."""
    zones = ZONES[values["state"]]
    zone = values.setdefault("zone", zones[0] if len(zones) == 1 else "")
    if not zone:
        said = f"zone is missing, and {values['state']} has more than one"
        notes.wrong(node, at, said, expected=one_of(zones))
    elif zone not in zones:
        written = node.at("zone") if isinstance(node, Mapping) else None
        notes.wrong(
            written or node,
            at / "zone",
            f'"{zone}" is not a zone of {values["state"]}',
            expected=one_of(zones),
        )


SITE: Final = Shape(
    "site",
    Site,
    "a place where a practice treats",
    (
        Field("name", words.TEXT, "its name", required=True),
        Field("practice", words.ORGANIZATION, "the practice that treats there", required=True),
        Field(
            "state",
            words.STATE,
            "the state it is in; of a telehealth site, its patients' state",
            required=True,
        ),
        Field("zone", Text(expected="a time zone such as America/Chicago"), "its time zone"),
        Field("kind", Code("site kind"), "clinic, telehealth or mobile"),
        Field("setting", words.PLACE, "a place of service of the law pack"),
        Field("latitude", Measure(-90, 90, "degrees"), "degrees north"),
        Field("longitude", Measure(-180, 180, "degrees"), "degrees east; negative in America"),
        Field("county", words.TEXT, "its county"),
        Field("med_spa", words.FLAG, "whether it is a med spa"),
    ),
    Dated(since_required=False),
    (Nested("menu", _SERVICE, "site"), REGISTRATIONS),
    complete=_zone,
)

_FEE: Final = Shape(
    "fee",
    FeeTerms,
    "what the management organization is paid",
    (
        Field("model", Code("fee model"), "how the fee is found", required=True),
        Field("amount", words.MONEY, "dollars a period"),
        Field("percent", words.PERCENT, "percent of the base"),
        Field("margin_percent", words.PERCENT, "percent on top of cost"),
        Field("base", Code("fee base"), "what a percentage is of"),
        Field("period", Code("period"), "how often it falls due"),
        Field("set_in_advance", words.FLAG, "whether it is set in writing before the period"),
        Field("includes_marketing", words.FLAG, "whether it pays for marketing too"),
        Field("depends_on_referrals", words.FLAG, "whether it follows the volume or value of referrals"),
        Field("excludes_federal_programs", words.FLAG, "whether income of federal programs is left out"),
        Field("fmv_opinion_on", words.DAY, "the day of the fair market value opinion"),
        Field("fmv_valid_until", words.DAY, "the last good day of the opinion"),
        Field("fmv_low", words.MONEY, "low end of fair market value"),
        Field("fmv_high", words.MONEY, "high end of fair market value"),
        Field("fmv_valuer", words.TEXT, "who gave the opinion"),
        Field("fmv_independent", words.FLAG, "whether the valuer is independent of both parties"),
        Field("fmv_method", Code("fmv method"), "how the value was found"),
        Field("fmv_services", Many(words.TEXT), "services of the schedule that the opinion covers, by name"),
        Field("fmv_document", words.TEXT, "the document of the opinion"),
        Field("cap", words.MONEY, "the most that may be charged a period"),
        Field("last_changed_on", words.DAY, "the day the fee was last changed"),
        Field("change_retroactive", words.FLAG, "whether that change reached back"),
        Field("unpaid_days", words.COUNT, "days the oldest unpaid fee is overdue"),
    ),
)

_LINE: Final = Shape(
    "service line",
    ServiceLine,
    "a line of the services schedule",
    (
        Field("name", words.TEXT, "the service", required=True),
        Field("unit", words.TEXT, "what is counted"),
        Field("evidence", words.TEXT, "what proves it was done"),
        Field("clinical", words.FLAG, "whether it is clinical, which no such line should be"),
        Field("price", words.MONEY, "dollars a unit, or what of a flat fee is for it"),
        Field("fmv_low", words.MONEY, "low end of its fair market value"),
        Field("fmv_high", words.MONEY, "high end of its fair market value"),
        Field("counted", Code("counted"), "what of the records counts its units"),
    ),
)

MSA: Final = Shape(
    "management agreement",
    Msa,
    "a management services agreement",
    (
        Field("mso", words.ORGANIZATION, "the management organization", required=True),
        Field("practice", words.ORGANIZATION, "the practice", required=True),
        Field("fee", Part(_FEE), "the fee terms", required=True),
        Field("services", Many(Part(_LINE), tuple), "the services schedule"),
        Field("reserved_powers", words.POWERS, "decisions that stay with the practice, by code"),
        Field(
            "clauses",
            Clauses(),
            "what each clause provides, by code; a clause not listed is not in the agreement",
        ),
        Field("governing_law", words.STATE, "the state whose law governs"),
        Field("baa_signed_on", words.DAY, "the day the business associate agreement was signed"),
        Field("funds_account_owner", words.PARTY, "who owns the account professional income lands in"),
        Field("funds_account_controlled_by", words.PARTY, "who controls that account"),
        Field("term_years", words.COUNT, "years of the term"),
        Field("auto_renews_without_notice", words.FLAG, "whether it renews itself without notice"),
        Field("termination_penalty_months", words.AMOUNT, "penalty for ending it, in months of fee"),
        SIGNATURES,
    ),
    Dated(),
)
