"""Statements on one question must stand oldest first, and speak at the same time only as rivals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from openmso.authority.law import Statement
from openmso.law.rules.problems import Problems
from openmso.timeline.spans import BEGINNING, FOREVER, show_day


def check_order(found: Iterable[tuple[Statement, int]], problems: Problems) -> None:
    """Note statements out of order, and those that overlap though neither pending nor rivals by authority."""
    questions: dict[tuple[str, tuple[str, ...]], list[tuple[Statement, int]]] = defaultdict(list)
    for statement, line in found:
        if not statement.pending:
            questions[statement.parameter, statement.key].append((statement, line))
    for together in questions.values():
        if len(together) > 1:
            _check(together, problems)


def _check(together: list[tuple[Statement, int]], problems: Problems) -> None:
    for place, (statement, line) in enumerate(together):
        before = together[:place]
        if before and statement.span.start < before[-1][0].span.start:
            since, earlier = _since(statement), _since(before[-1][0])
            problems.add(
                line, f"since {since} stands below since {earlier}; expected the oldest statement first"
            )
            continue
        for other, where in before:
            if statement.span.overlaps(other.span) and not _rivals(statement, other):
                problems.add(line, _overlap(statement, other, where))


def _rivals(one: Statement, other: Statement) -> bool:
    return bool(one.authority and other.authority) and one.authority != other.authority


def _overlap(statement: Statement, other: Statement, where: int) -> str:
    start = max(statement.span.start, other.span.start)
    from_day = "from the beginning" if start == BEGINNING else f"from {show_day(start)}"
    if other.span.end == FOREVER and statement.since_known:
        return (
            f"overlaps the statement of line {where} {from_day}; "
            f"expected `until: {show_day(statement.span.start)}` there, or an `authority` on both"
        )
    return (
        f"overlaps the statement of line {where} {from_day}; expected other dates, or an `authority` on both"
    )


def _since(statement: Statement) -> str:
    return show_day(statement.span.start) if statement.since_known else "unknown"
