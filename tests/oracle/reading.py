"""What the law says on a day, found by looking at every statement."""

from decimal import Decimal
from typing import Any

from openmso.authority.law import LawBook, Statement
from openmso.authority.terms import Confidence


def said(law: LawBook, state: str, parameter: str, day: int, *key: str) -> list[Statement]:
    """The statements that decide on the day, the strongest first; of equals the one written first."""
    there: list[Statement] = []
    for statement in law.statements:
        if statement.pending or statement.jurisdiction != state:
            continue
        if statement.parameter != parameter or statement.key != key:
            continue
        if statement.span.start <= day < statement.span.end:
            there.append(statement)
    for strongest in there:
        if all(strength(strongest) >= strength(other) for other in there):
            return [strongest, *(other for other in there if other is not strongest)]
    return []


def strength(statement: Statement) -> tuple[bool, bool, int]:
    """Counsel's overlay wins over the pack, signed over unsigned, then confidence."""
    return statement.overlay, statement.signed != "", int(statement.confidence)


def value(law: LawBook, state: str, parameter: str, day: int, *key: str) -> Any:
    """What the law says, None if nothing is known or the rule does not exist."""
    found = said(law, state, parameter, day, *key)
    return found[0].value if found else None


def doubtful(found: list[Statement], threshold: Confidence) -> bool:
    """Whether a grant that rests on the first of these statements needs counsel."""
    first = found[0]
    weak = first.confidence < threshold and not first.signed and not first.overlay
    disputed = any(rival.value != first.value and strength(rival) == strength(first) for rival in found)
    return weak or disputed


def months_asked(threshold: dict[str, Any]) -> int | None:
    """The months a threshold asks for; a year is twelve of them."""
    asked = [threshold["months"]] if threshold.get("months") is not None else []
    if threshold.get("years") is not None:
        asked.append(int(Decimal(str(threshold["years"])) * 12))
    return max(asked) if asked else None
