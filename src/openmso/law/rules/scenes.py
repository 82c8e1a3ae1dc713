"""Scenes: what an engine case may give and expect, read as strictly as the statements are.

A scene is the usual world of a state (see `world`) with what is given changed. What changes nothing, because
the usual world has no such thing or the law no such sentence, is a mistake of the case and is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from openmso.authority.answer import Outcome
from openmso.authority.bedside import MEASURE_OF_LIMIT
from openmso.authority.law import FEDERAL, LawBook
from openmso.authority.reasons import Code
from openmso.authority.terms import (
    PHYSICIANS,
    PRACTITIONERS,
    ROLES,
    UNLICENSED,
    Confidence,
    ExamMode,
    Standing,
    Supervision,
)
from openmso.law.rules.nodes import Node, Table, Text, described
from openmso.law.rules.problems import Problems, near
from openmso.law.rules.specs import Spec
from openmso.law.rules.values import INVALID, read_fields, read_value

LAY: Final = "lay"
"""The role of an owner who holds no license."""

NOBODY: Final = "none"
"""The supervisor of an act that nobody supervised."""

WITHOUT: Final = (
    "agreement",
    "appointment",
    "competency",
    "delegation",
    "insurance",
    "license",
    "order",
    "protocol",
    "registration",
)
"""What of the usual world can be taken away."""

FILLED: Final = (
    "without",
    "experience",
    "certificates",
    "attested",
    "others_under_physician",
    "settings",
    "bedside",
)
"""What tells nothing if it is empty."""

COMPARED: Final = ("wanting", "bars", "missing", "to_show")
"""Lists of reasons that can be expected: `wanting` exactly these, `wanting_has` these among others."""

_STANDINGS: Final = tuple(standing.name.lower() for standing in Standing)
_CODES: Final = tuple(code.name.lower() for code in Code)
_ROLES: Final = tuple(sorted(ROLES))
_PRESENCES: Final = (*(mode.value for mode in Supervision if mode is not Supervision.INDEPENDENT), NOBODY)


@dataclass(frozen=True, slots=True)
class Words:
    """The specifications of `given` and `expect` under one book, whose own lists close theirs."""

    given: Mapping[str, Spec]
    expect: Mapping[str, Spec]

    @classmethod
    def of(cls, book: LawBook) -> Words:
        """From the procedures and the closed lists of a book."""
        expect = {
            "standing": Spec("code", _STANDINGS),
            "outcome": Spec("code", tuple(outcome.value for outcome in Outcome)),
            **{name: Spec("codes", _CODES) for name in COMPARED},
            **{f"{name}_has": Spec("codes", _CODES) for name in COMPARED},
        }
        return cls(_given_fields(book), expect)


def _given_fields(book: LawBook) -> dict[str, Spec]:
    number, switch = Spec("integer"), Spec("boolean")
    states = tuple(sorted({one.jurisdiction for one in book.statements}))
    owner = {
        "role": Spec("code", (*_ROLES, LAY), required=True),
        "percent": Spec("decimal", required=True),
    }
    settings = {
        "grant_threshold": Spec("code", tuple(one.name.lower() for one in Confidence)),
        "insured_roles": Spec("codes", _ROLES),
    }
    return {
        "role": Spec("code", _ROLES, required=True),
        "procedure": Spec("code", tuple(book.procedures), required=True),
        "without": Spec("codes", WITHOUT),
        "experience": Spec("mapping", fields=dict.fromkeys(("hours", "months", "rn_hours"), number)),
        "certificates": _listed(book, "codes", "delegation.rule", "certificates"),
        "training_hours": number,
        "director_role": Spec("code", ("MD", "DO", "NP", "PA")),
        "owners": Spec("mappings", fields=owner),
        "form": _listed(book, "code", "cpom.clinical_entity_forms"),
        "setting": _listed(book, "code", "delegation.rule", "places"),
        "kind": Spec("code", ("clinic", "telehealth", "mobile")),
        "med_spa": switch,
        "registrations": _listed(book, "codes", "ownership.rule", "lay_needs_registration"),
        "others_under_physician": Spec("mapping", fields=dict.fromkeys(sorted(PRACTITIONERS), number)),
        "sites_of_director": number,
        "distance_miles": Spec("decimal"),
        "license_state": Spec("code", states),
        "multistate": switch,
        "attested": Spec("texts"),
        "settings": Spec("mapping", fields=settings),
        "bedside": Spec("mapping", fields=_bedside_fields(book, states)),
    }


def _bedside_fields(book: LawBook, states: tuple[str, ...]) -> dict[str, Spec]:
    number, switch, role = Spec("integer"), Spec("boolean"), Spec("code", _ROLES)
    measures = {name: Spec("decimal") for name in MEASURE_OF_LIMIT.values()}
    return {
        "exam_by": role,
        "exam_mode": Spec("code", tuple(mode.value for mode in ExamMode)),
        "exam_days_ago": number,
        "supervisor_role": role,
        "supervisor": Spec("code", _PRESENCES),
        "minutes": number,
        "miles": Spec("decimal"),
        "contiguous_county": switch,
        "order": switch,
        "order_by": role,
        "consent": switch,
        "patient_state": Spec("code", states),
        "measures": Spec("mapping", fields=measures),
        "areas": _listed(book, "codes", "delegation.rule", "limits", "never_areas"),
        "first_visit_in_person": switch,
        "complete": switch,
    }


def _listed(book: LawBook, kind: str, parameter: str, *path: str) -> Spec:
    """A choice from the closed list of a question of the book; free words where the book asks no such question."""
    asked = book.parameters.get(parameter)
    spec = Spec.of_parameter(asked) if asked is not None else None
    for name in path:
        spec = spec.fields.get(name) if spec is not None else None
    if spec is not None and spec.codes:
        return Spec(kind, spec.codes)
    return Spec("texts" if kind == "codes" else "text")


def read_expected(node: Node, words: Words, problems: Problems) -> dict[str, Any] | None:
    """What is expected: a standing alone, or a mapping. None if a problem was noted."""
    if not isinstance(node, Table):
        standing = read_value(node, words.expect["standing"], problems, "expect")
        return None if standing is INVALID else {"standing": standing}
    before = len(problems.found)
    found = read_fields(node, words.expect, problems, "expect")
    if not found and len(problems.found) == before:
        problems.add(node.line, f"expect is empty; expected {', '.join(words.expect)}")
    return found if len(problems.found) == before else None


def read_given(
    node: Node, place: tuple[str, date], book: LawBook, words: Words, problems: Problems
) -> dict[str, Any] | None:
    """What is given, in a state on a day. None if a problem was noted."""
    if not isinstance(node, Table):
        what = f"given is {described(node)}; expected a mapping with role, procedure and what differs"
        problems.add(node.line, what)
        return None
    before = len(problems.found)
    if place[0] == FEDERAL:
        problems.add(node.line, "a scene plays in a state; expected 'ask' of federal law")
    attested = node.get("attested")
    fields = dict(words.given)
    if isinstance(attested, Text):
        fields["attested"] = Spec("code", ("all",))
    found = read_fields(node, fields, problems, "given")
    if len(problems.found) == before:
        sentences = _sentences(found, place, book)
        for what in (*_idle(found), *_of_owners(found), *_of_bedside(found), *_of_attested(found, sentences)):
            problems.add(node.line, what)
    if len(problems.found) > before:
        return None
    if found.get("attested") == "all":
        found["attested"] = _sentences(found, place, book)
    return found


def _sentences(given: Mapping[str, Any], place: tuple[str, date], book: LawBook) -> tuple[str, ...]:
    """The sentences that the law of the day wants attested."""
    state, on = place
    rule = book.reading(state, "delegation.rule", on.toordinal(), given["procedure"], given["role"]).value
    return tuple(rule.get("attest", ())) if rule else ()


def _idle(given: Mapping[str, Any]) -> Iterator[str]:
    """What is given and changes nothing in this role."""
    role, without = given["role"], given.get("without", ())
    for key in FILLED:
        if key in given and not given[key]:
            yield f"given.{key} is empty; expected something in it, or no such key"
    if given.get("sites_of_director") == 0:
        yield "given.sites_of_director is 0; expected 1 or more, for this site counts"
    if "agreement" in without and role not in PRACTITIONERS:
        yield f"given.without takes an agreement away, which {role} has none of; expected delegation"
    if "delegation" in without and role in PRACTITIONERS | PHYSICIANS:
        yield f"given.without takes a delegation away, which {role} has none of; expected agreement"
    if "license" in without and role in UNLICENSED:
        yield f"given.without takes a license away, which {role} has none of; expected nothing of the kind"
    if "registration" in without and "registrations" in given:
        yield "given has both registrations and without registration; expected one of them"
    if "multistate" in given and "license_state" not in given:
        yield "given.multistate stands alone; expected license_state beside it"
    if "others_under_physician" in given and role not in PRACTITIONERS:
        yield f"given.others_under_physician counts agreements, which {role} has none of; expected NP or PA"


def _of_owners(given: Mapping[str, Any]) -> Iterator[str]:
    owners = given.get("owners")
    if owners is not None and sum(one["percent"] for one in owners) != 100:
        yield "given.owners do not hold 100 percent together; expected all owners"


def _of_bedside(given: Mapping[str, Any]) -> Iterator[str]:
    told: Mapping[str, Any] = given.get("bedside", {})
    if told.get("supervisor") == NOBODY and not told.get("complete"):
        yield "given.bedside.supervisor is none, which tells nothing; expected complete: true beside it"
    near_by = {"supervisor_role", "minutes", "miles", "contiguous_county"} & told.keys()
    if near_by and told.get("supervisor", NOBODY) == NOBODY:
        yield f"given.bedside tells {', '.join(sorted(near_by))} of nobody; expected supervisor beside it"
    if "order_by" in told and not told.get("order"):
        yield "given.bedside.order_by stands without an order; expected order: true beside it"


def _of_attested(given: Mapping[str, Any], sentences: tuple[str, ...]) -> Iterator[str]:
    attested = given.get("attested", ())
    if attested == "all":
        if not sentences:
            yield "given.attested is all, and the law wants nothing attested that day; expected no such key"
        return
    for text in attested:
        if text not in sentences:
            yield f"given.attested holds {text!r}, which the law does not want; {near(text, sentences)}"
