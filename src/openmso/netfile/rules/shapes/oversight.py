"""Shapes of oversight papers and of what was done under them."""

from __future__ import annotations

from typing import Final

from openmso.authority.facts.oversight import (
    Activity,
    Agreement,
    Appointment,
    Delegation,
    Protocol,
    StandingOrder,
)
from openmso.netfile.rules.kinds.groups import Many
from openmso.netfile.rules.kinds.kind import Field
from openmso.netfile.rules.kinds.shape import Dated, Part, Shape
from openmso.netfile.rules.kinds.words import Code
from openmso.netfile.rules.shapes import words
from openmso.netfile.rules.shapes.people import PAY
from openmso.netfile.rules.shapes.structure import REGISTRATIONS, SIGNATURES

_REVIEWED: Final = Field("reviewed_on", words.DAYS, "the days it was reviewed")
_PROCEDURES: Final = Field("procedures", words.PROCEDURES, "the procedures, each by name", required=True)

APPOINTMENT: Final = Shape(
    "appointment",
    Appointment,
    "an office of medical director",
    (
        Field("person", words.PERSON, "who holds it", required=True),
        Field("practice", words.ORGANIZATION, "the practice", required=True),
        Field("kind", Code("appointment kind"), "director if left out"),
        words.SITES,
        Field("backup", words.PERSON, "who stands in"),
        Field("hours_per_month", words.AMOUNT, "hours agreed a month"),
        Field("duties", words.DUTIES, "duties by code"),
        Field("pay", Part(PAY), "the pay plan"),
        SIGNATURES,
    ),
    Dated(),
    (REGISTRATIONS,),
)

AGREEMENT: Final = Shape(
    "agreement",
    Agreement,
    "an agreement of an NP or PA with a physician",
    (
        Field("physician", words.PERSON, "the physician", required=True),
        Field("person", words.PERSON, "the NP or PA", required=True),
        Field("kind", Code("agreement kind"), "what kind of agreement", required=True),
        words.SITES,
        Field("procedures", words.PROCEDURES_OR_ALL, "the procedures, or all", required=True),
        Field("fte", words.AMOUNT, "full-time equivalent, for caps; 1 if left out"),
        Field("prescribes", words.FLAG, "whether it includes prescribing; true if left out"),
        _REVIEWED,
        Field("filed_on", words.DAY, "the day it was filed with the board"),
        Field("substitute", words.PERSON, "the substitute physician"),
        Field("chart_review_pct", words.WHOLE_PERCENT, "percent of charts reviewed"),
        Field("meeting_every_days", words.COUNT, "days between meetings"),
        SIGNATURES,
    ),
    Dated(),
    (REGISTRATIONS,),
)

DELEGATION: Final = Shape(
    "delegation",
    Delegation,
    "procedures delegated to a person",
    (
        Field("physician", words.PERSON, "who delegates", required=True),
        Field("person", words.PERSON, "who may do them", required=True),
        _PROCEDURES,
        words.SITES,
        Field("supervision", Code("supervision"), "how near the supervisor must be"),
        Field("attests", Many(words.TEXT), "what the delegator attests of the law's conditions"),
        SIGNATURES,
    ),
    Dated(),
)

PROTOCOL: Final = Shape(
    "protocol",
    Protocol,
    "how procedures are done",
    (
        Field("practice", words.ORGANIZATION, "the practice", required=True),
        _PROCEDURES,
        words.SITES,
        Field("version", words.AS_WRITTEN, "its version; 1.0 if left out"),
        _REVIEWED,
        SIGNATURES,
    ),
    Dated(),
)

STANDING_ORDER: Final = Shape(
    "standing order",
    StandingOrder,
    "an order in advance for people of some roles",
    (
        Field("prescriber", words.PERSON, "who orders", required=True),
        Field("practice", words.ORGANIZATION, "the practice", required=True),
        _PROCEDURES,
        Field("roles", words.ROLES, "who may act on it", required=True),
        words.SITES,
        _REVIEWED,
        SIGNATURES,
    ),
    Dated(),
)

ACTIVITY: Final = Shape(
    "activity",
    Activity,
    "oversight that was done",
    (
        Field("kind", Code("activity kind"), "what was done", required=True),
        Field("physician", words.PERSON, "who did it", required=True),
        Field("on", words.DAY, "the day", required=True),
        Field("person", words.PERSON, "whose work was overseen"),
        Field("site", words.SITE, "where"),
        Field("reviewed", words.COUNT, "charts read"),
        Field("population", words.COUNT, "charts there were"),
        Field("minutes", words.COUNT, "how long"),
    ),
    derive="{physician}/{kind}/{on}",
)
