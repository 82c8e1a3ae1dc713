"""The closed words of the core: standings, confidence, modes of supervision and of examination, roles."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from functools import cached_property
from typing import Final


class Standing(IntEnum):
    """What the law and the papers say of a person, a procedure and a site on a day.

    The order is the order of strength when several judgments meet: the largest wins.
    """

    HELD = 0
    CONDITIONAL = 1
    UNKNOWN = 2
    ABSENT = 3
    BARRED = 4

    @cached_property
    def authorizes(self) -> bool:
        """Whether a day of this standing is a day of authority, with or without conditions."""
        return self <= Standing.CONDITIONAL


class Confidence(IntEnum):
    """How sure a statement of law is."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


class Supervision(StrEnum):
    """How near the supervisor must be while a delegated act is done."""

    INDEPENDENT = "independent"
    REMOTE = "remote"
    AVAILABLE = "available"
    ON_SITE = "on_site"

    @cached_property
    def rank(self) -> int:
        """Nearness: a presence of at least the required rank satisfies it."""
        return _SUPERVISION_RANK[self]


_SUPERVISION_RANK: Final = {
    Supervision.INDEPENDENT: 0,
    Supervision.REMOTE: 1,
    Supervision.AVAILABLE: 2,
    Supervision.ON_SITE: 3,
}


class ExamMode(StrEnum):
    """How an initial exam was done."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    ASYNC = "async"
    PHONE = "phone"


class Leave(StrEnum):
    """What a rule of law says of an act: the law pack never says yes or no, which YAML once read as booleans."""

    PERMITTED = "permitted"
    CONDITIONAL = "conditional"
    PROHIBITED = "prohibited"


ROLES: Final = frozenset({"MD", "DO", "NP", "PA", "RN", "LPN", "MA", "EST", "LT", "PHARM", "DENT"})
"""The closed list of roles. Whatever else somebody is engaged as is a post, and a post treats nobody."""

PHYSICIANS: Final = frozenset({"MD", "DO"})
"""Roles with a plenary license: within their own scope no rule of law has to name the procedure."""

PRACTITIONERS: Final = frozenset({"NP", "PA"})
"""Roles whose own authority depends on the state's regime and, often, on experience."""

UNLICENSED: Final = frozenset({"MA", "LT"})
"""Roles that act only as delegates; a state may still ask for a certificate (a condition of the rule)."""

COMPACT_OF_ROLE: Final = {"RN": "NLC", "LPN": "NLC", "NP": "APRN", "PA": "PA"}
"""Compacts that give a privilege to practice. The IMLC is absent: it only speeds up a full state license."""
