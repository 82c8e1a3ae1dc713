"""Shapes that people and organizations share: insurance, screenings, exclusions."""

from __future__ import annotations

from typing import Final

from openmso.authority.facts.people import Exclusion, Insurance, Screening
from openmso.netfile.rules.kinds.kind import Field
from openmso.netfile.rules.kinds.shape import EXPIRES, Dated, Shape
from openmso.netfile.rules.kinds.words import Code
from openmso.netfile.rules.shapes import words

INSURANCE: Final = Shape(
    "insurance",
    Insurance,
    "a policy",
    (
        Field("kind", Code("insurance kind"), "what it insures", required=True),
        Field("per_claim", words.MONEY, "limit per claim in dollars"),
        Field("aggregate", words.MONEY, "limit per year in dollars"),
        Field("covers", words.PROCEDURES_OR_ALL, "the procedures covered, or all", required=True),
    ),
    Dated(end_required=True, end=EXPIRES),
    derive="insurance/{kind}",
)

SCREENING: Final = Shape(
    "screening",
    Screening,
    "a look into an exclusion list",
    (
        Field("source", words.TEXT, "the list, such as LEIE or SAM", required=True),
        Field("on", words.DAY, "the day of the look", required=True),
        Field("result", Code("screening result"), "what was found", required=True),
        Field("edition", words.TEXT, "which edition of the list"),
    ),
    derive="screening/{source}-{on}",
)

EXCLUSION: Final = Shape(
    "exclusion",
    Exclusion,
    "a confirmed exclusion from federal or state programs",
    (Field("source", words.TEXT, "the list, such as LEIE or SAM", required=True),),
    Dated(),
    derive="exclusion/{source}",
)
