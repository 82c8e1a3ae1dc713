"""The shape of a situation at the bedside: what is known at a moment, apart from the records of the network."""

from __future__ import annotations

from typing import Final

from openmso.authority.facts.bedside import Bedside, Exam, Order, Presence
from openmso.authority.terms import ExamMode, Supervision
from openmso.netfile.rules.kinds.groups import Many, Table
from openmso.netfile.rules.kinds.kind import Field
from openmso.netfile.rules.kinds.numbers import Moment
from openmso.netfile.rules.kinds.shape import Part, Shape
from openmso.netfile.rules.kinds.words import Code
from openmso.netfile.rules.shapes import words

_WHO: Final = (
    Field("id", words.AS_WRITTEN, "its number in the chart"),
    Field("person", words.PERSON, "who", required=True),
    Field("role", words.ROLE, "in which role", required=True),
)
_AT: Final = Field("at", Moment(), "when, with offset", required=True)
_FOR: Final = Field("procedures", words.PROCEDURES_OR_ALL, "for which procedures, or all", required=True)

_EXAM: Final = Shape(
    "exam",
    Exam,
    "an initial exam",
    (*_WHO, Field("mode", Code("exam mode", ExamMode), "how", required=True), _AT, _FOR),
)

_ORDER: Final = Shape("order", Order, "an order for this patient", (*_WHO, _AT, _FOR))

_PRESENCE: Final = Shape(
    "presence",
    Presence,
    "how near a supervisor is",
    (
        *_WHO,
        Field("near", Code("supervision", Supervision), "how near", required=True),
        Field("minutes", words.COUNT, "minutes away"),
        Field("miles", words.MILES, "miles away"),
        Field("contiguous_county", words.FLAG, "whether in the same or a neighboring county"),
    ),
)

BEDSIDE: Final = Shape(
    "bedside",
    Bedside,
    "what is known at a moment",
    (
        Field("exams", Many(Part(_EXAM), tuple), "initial exams"),
        Field("orders", Many(Part(_ORDER), tuple), "orders for this patient"),
        Field("presences", Many(Part(_PRESENCE), tuple), "supervisors and how near they are"),
        Field("consent", words.FLAG, "whether the patient consented"),
        Field("patient_state", words.STATE, "the state the patient is in"),
        Field("measures", Table(), "measurements by name, as the law limits them"),
        Field("areas", words.AREAS, "treated areas of the body"),
        Field("attested", Many(words.TEXT), "conditions of the law that are attested"),
        Field("first_visit_in_person", words.FLAG, "whether the first visit was in person"),
        Field("complete", words.FLAG, "whether everything that exists is told here"),
    ),
)
