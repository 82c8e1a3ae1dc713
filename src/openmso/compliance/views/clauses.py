"""A management agreement on a page, clause by clause: what it has, lacks or must not have, by which law and how sure."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest

from openmso.compliance.queries.agreeing import clauses
from openmso.compliance.rules.clauses import CLAUSE, RESERVED_POWERS, provides
from openmso.compliance.rules.linter import STATES, Ruled
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.oversight.queries.named import network_of

GROUPS: Final = (("M", "Must have"), ("X", "Must not have"), ("W", "Worth a warning"))
BAD: Final = frozenset({"lacks", "forbidden", "fails", "doubtful"})


@page("compliance/clauses.html")
def of_agreement(request: HttpRequest, desk: Desk, msa: str) -> Shown:
    """The 38 rules over one agreement, with what was found and the law behind it."""
    del request
    labels, _, _ = network_of(desk.by)
    found = clauses(desk.by, msa, desk.on)
    told: dict[str, list[Ruled]] = {}
    for one in found.rules:
        told.setdefault(one.rule.id[0], []).append(one)
    return {
        "labels": labels,
        "msa": found.msa,
        "groups": [(called, told[letter]) for letter, called in GROUPS],
        "states": STATES,
        "bad": BAD,
        "musts": found.musts,
        "wanting": sum(one.state in BAD for one in found.rules),
        "provided": [
            (CLAUSE[code].says if code in CLAUSE else code, value)
            for code, value in found.msa.clauses.items()
            if provides(found.msa.clauses, code)
        ],
        "powers": [(says, code in found.msa.reserved_powers) for code, says in RESERVED_POWERS.items()],
    }
