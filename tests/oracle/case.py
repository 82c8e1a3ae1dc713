"""A scene with somebody who wants to do something, in one role, under the rule that the law has for it."""

from dataclasses import dataclass
from typing import Any

from openmso.authority.facts.structure import Signature
from tests.oracle.scene import Scene


@dataclass(frozen=True)
class Case(Scene):
    """Everything a ground is judged against."""

    person: str
    role: str
    procedure: str
    rule: dict[str, Any]


def signed(signatures: tuple[Signature, ...], person: str, day: int) -> bool:
    """Whether the person signed by that day."""
    return any(one.person == person and one.on.toordinal() <= day for one in signatures)
