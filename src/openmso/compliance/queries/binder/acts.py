"""Acts: everything that was done in the period, judged again by what is known now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from openmso.compliance.queries.binder.frame import Frame, Sheet, written
from openmso.compliance.rules.sheets import Block, Cell, colored, heading, note, table, words
from openmso.oversight.queries.audited import Audited, Failed, audited
from openmso.words.labels import spaced

MOST: Final = 5000
"""So many acts without authority are looked through for those of the scope."""
TOLD: Final = 300
"""So many are told with their reasons."""


def acts(frame: Frame) -> Iterator[Sheet]:
    """One document: how many acts at each site, how many without authority, and why."""
    found = audited(frame.by, frame.first, frame.on + timedelta(days=1), most=TOLD if frame.whole else MOST)
    lead = (
        f"Acts from {written(frame.first)} to {written(frame.on)}, each judged again by what is recorded now."
    )
    yield frame.sheet("Acts", lead, _blocks(frame, found))


def _blocks(frame: Frame, found: Audited) -> Iterator[Block]:
    sites = {site: numbers for site, numbers in found.sites.items() if frame.at(site)}
    yield heading("By site")
    yield table(
        ("Site", "Acts", "Without authority"),
        [
            (frame.labels.name(site), f"{all_:,}", _count(without))
            for site, (all_, without) in sorted(sites.items())
        ],
        (4, 1, 1.4),
        none="Nothing was done in the period, or nothing was told.",
    )
    if frame.whole and found.acts:
        yield heading("As judged now")
        yield table(
            ("Outcome", "Acts"),
            [(spaced(one), f"{count:,}") for one, count in sorted(found.outcomes.items())],
            (4, 1),
        )
        yield words(f"{found.turned:,} acts were allowed then and have no authority as known now.")
    failed = [one for one in found.failed if frame.at(one.site)]
    yield heading("Without authority")
    yield table(
        ("Act", "When", "Site", "Who", "Procedure", "Said then", "Why not"),
        [_row(frame, one) for one in failed[:TOLD]],
        (1.3, 1.1, 1.3, 1.4, 1.5, 0.9, 3),
        none="Every act has authority.",
    )
    without = sum(count for _, count in sites.values())
    if without > min(len(failed), TOLD):
        yield note(
            f"The last {min(len(failed), TOLD):,} of {without:,} are listed; the page “Acts” gives all as a table."
        )
    yield note("An act is an opaque number; whose it was stands in the chart, which is no part of a binder.")


def _count(without: int) -> Cell:
    return colored(f"{without:,}", "barred") if without else "0"


def _row(frame: Frame, one: Failed) -> tuple[str, ...]:
    labels = frame.labels
    return (
        one.code,
        f"{written(one.at.date())}, {one.at:%H:%M}",
        labels.name(one.site),
        labels.name(one.person),
        labels.procedure(one.procedure),
        spaced(one.then),
        "; ".join(labels.sentence(reason) for reason in one.reasons),
    )
