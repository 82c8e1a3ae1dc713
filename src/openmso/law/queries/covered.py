"""How far the law is known, jurisdiction by jurisdiction, and the file that says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from openmso.law.facts.book import SHIPPED
from openmso.law.facts.cases import read_cases
from openmso.law.files.folder import COVERAGE
from openmso.law.queries.packs import whole
from openmso.law.rules.coverage import Count, Covered, Jurisdiction, measure


@dataclass(frozen=True, slots=True)
class Coverage:
    """Coverage of a pack: its jurisdictions, and the sums over them."""

    version: str
    jurisdictions: tuple[Jurisdiction, ...]

    @property
    def count(self) -> Count:
        """All statements."""
        counts = [one.count for one in self.jurisdictions]
        return Count(
            *(
                sum(getattr(one, name) for one in counts)
                for name in ("high", "medium", "low", "signed", "pending")
            )
        )

    @property
    def cases(self) -> int:
        """All law cases."""
        return sum(one.cases for one in self.jurisdictions)


def coverage(root: Path | None = None) -> Coverage:
    """Coverage of the shipped pack or of a folder's, computed anew. Raises `PackError`."""
    pack = whole(root)
    cases: dict[str, int] = {}
    for case in read_cases(SHIPPED if root is None else root, pack):
        cases[case.jurisdiction] = cases.get(case.jurisdiction, 0) + 1
    return Coverage(pack.book.version, measure(pack.book, pack.asked, pack.jurisdictions, cases))


def coverage_text(found: Coverage) -> str:
    """The content of coverage.yaml."""
    lines = [
        "# Computed by `openmso law coverage --write`; never edited by hand.",
        "# A topic: questions answered of those asked, then statements by confidence. Doubtful: weak or disputed.",
        f"version: {found.version}",
        f"statements: {found.count.all}",
        f"confidence: {_graded(found.count)}",
        f"cases: {found.cases}",
        "jurisdictions:",
    ]
    for one in found.jurisdictions:
        lines += _jurisdiction(one)
    return "\n".join(lines) + "\n"


def write_coverage(root: Path | None = None) -> Path:
    """Write coverage.yaml into the pack's folder and return its path."""
    place = SHIPPED if root is None else root
    path = place / COVERAGE
    path.write_text(coverage_text(coverage(root)), encoding="utf-8")
    return path


def _jurisdiction(one: Jurisdiction) -> Iterable[str]:
    yield f"  {one.code}:"
    yield f"    statements: {one.count.all}"
    yield f"    confidence: {_graded(one.count)}"
    yield f"    cases: {one.cases}"
    yield "    topics:"
    for topic, covered_topic in one.topics.items():
        yield f"      {topic}: {_topic(covered_topic)}"
    silent = [topic for topic, covered_topic in one.topics.items() if not covered_topic.researched]
    yield f"    unresearched: [{', '.join(silent)}]"
    yield "    doubtful:" if one.doubtful else "    doubtful: []"
    for question in one.doubtful:
        yield f"      - {question}"


def _topic(one: Covered) -> str:
    return f"{{answered: {one.answered}, asked: {one.asked}, high: {one.count.high}, medium: {one.count.medium}, low: {one.count.low}}}"


def _graded(count: Count) -> str:
    return (
        f"{{high: {count.high}, medium: {count.medium}, low: {count.low}, "
        f"signed: {count.signed}, pending: {count.pending}}}"
    )
