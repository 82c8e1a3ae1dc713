"""Shapes of people and what is theirs: licenses, certificates, experience, competencies, engagements and pay."""

from __future__ import annotations

from typing import Final

from openmso.authority.facts.people import (
    Certificate,
    Competency,
    Engagement,
    Experience,
    License,
    PayPlan,
    Person,
)
from openmso.netfile.rules.kinds.kind import Field
from openmso.netfile.rules.kinds.shape import EXPIRES, Dated, Nested, Part, Shape
from openmso.netfile.rules.kinds.words import Code, Text
from openmso.netfile.rules.shapes import words
from openmso.netfile.rules.shapes.structure import SUBJECT_OF

PAY: Final = Shape(
    "pay",
    PayPlan,
    "how somebody is paid",
    (
        Field("basis", Code("pay basis"), "what pay is figured on", required=True),
        Field("amount", words.MONEY, "dollars per hour, month, service or visit of the basis"),
        Field("percent", words.PERCENT, "percent, of a percentage or commission"),
        Field("of", Code("pay of"), "what the percentage is of"),
        Field("logged_hours", words.FLAG, "whether it is paid on logged hours"),
        Field("fmv_documented", words.FLAG, "whether fair market value is documented"),
    ),
)

_LICENSE: Final = Shape(
    "license",
    License,
    "a license to practice",
    (
        Field("role", words.ROLE, "the profession", required=True),
        Field("state", words.STATE, "the state that issued it", required=True),
        Field("number", words.AS_WRITTEN, "its number, as printed"),
        Field("status", Code("license status"), "its status with the board; active if left out"),
        Field("multistate", words.FLAG, "whether it is a compact license"),
        Field("verified_on", words.DAY, "the day it was looked up at the source"),
        Field("verified_with", words.TEXT, "where it was looked up"),
    ),
    Dated(end_required=True, end=EXPIRES),
    derive="license/{state}-{role}",
)

_CERTIFICATE: Final = Shape(
    "certificate",
    Certificate,
    "an added certificate or sub-role",
    (
        Field("kind", words.CERTIFICATE_KIND, "a code of the law pack, or such as cpr", required=True),
        Field("state", words.STATE, "the state that issued it"),
        Field("number", words.AS_WRITTEN, "its number, as printed"),
    ),
    Dated(end=EXPIRES),
    derive="certificate/{kind}",
)

_EXPERIENCE: Final = Shape(
    "experience",
    Experience,
    "what had been accumulated by a day",
    (
        Field("role", words.ROLE, "the profession", required=True),
        Field("on", words.DAY, "the day by which", required=True),
        Field("hours", words.COUNT, "hours of practice"),
        Field("months", words.COUNT, "months of practice"),
        Field("evidence", words.TEXT, "what proves it"),
    ),
    derive="experience/{role}-{on}",
)

_COMPETENCY: Final = Shape(
    "competency",
    Competency,
    "procedures the person was signed off for",
    (
        Field("procedures", words.PROCEDURES, "the procedures", required=True, attribute="procedure"),
        Field("signed_by", words.PERSON, "who signed off"),
        Field("training_hours", words.COUNT, "hours of training"),
    ),
    Dated(end=EXPIRES),
    derive="competency/{procedure}",
    spread_key="procedures",
    spread="procedure",
)

_ENGAGEMENT: Final = Shape(
    "engagement",
    Engagement,
    "work for an organization",
    (
        Field("organization", words.ORGANIZATION, "who engages", required=True),
        Field("role", words.POST, "the role or post worked in", required=True),
        Field("kind", Code("engagement kind"), "employee if left out"),
        words.SITES,
        Field("fte", words.AMOUNT, "full-time equivalent; 1 if left out"),
        Field("reports_to", words.PERSON, "the person reported to"),
        Field("pay", Part(PAY), "the pay plan"),
    ),
    Dated(),
    derive="engagement/{organization}-{role}",
)

PERSON: Final = Shape(
    "person",
    Person,
    "a human being in the network",
    (
        Field("name", words.TEXT, "the full name", required=True),
        Field(
            "npi", Text(as_written=True, pattern="[0-9]{10}", expected="ten digits"), "the NPI, ten digits"
        ),
    ),
    nested=(
        Nested("licenses", _LICENSE, "person"),
        Nested("certificates", _CERTIFICATE, "person"),
        Nested("experience", _EXPERIENCE, "person"),
        Nested("competencies", _COMPETENCY, "person"),
        Nested("engagements", _ENGAGEMENT, "person"),
        *SUBJECT_OF,
    ),
)
