"""Findings: every control that fails on the day within the scope, since when, by which law, and who mends it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from openmso.compliance.queries import catalog
from openmso.compliance.queries.binder.frame import Frame, Sheet, written
from openmso.compliance.queries.held import Failing, findings_of
from openmso.compliance.rules.sheets import Block, colored, heading, note, table, words

SEVERITIES = ("must", "should", "watch")
MEANS = {
    "must": "the law forbids it, or an act would have no ground",
    "should": "good practice, or the law is doubtful",
    "watch": "coming, uncertain, or worth a look",
}
PLACES = (
    "site",
    "practice",
    "organization",
    "holder",
    "subject",
    "person",
    "physician",
    "owner",
    "prescriber",
)


def findings(frame: Frame) -> Iterator[Sheet]:
    """One document, the gravest first."""
    found = [one for one in findings_of(frame.by, frame.on) if concerns(frame, one)]
    lead = f"{len(catalog())} controls looked at every record and the law of {written(frame.on)}. {len(found)} findings."
    yield frame.sheet("Findings", lead, _blocks(frame, found))


def concerns(frame: Frame, failing: Failing) -> bool:
    """Whether a finding is about something within the scope: a record of it, or an authority that is dark there."""
    if frame.whole:
        return True
    if any(frame.at(key.site) for key in failing.finding.keys):
        return True
    within = frame.practices | frame.organizations | frame.people | {one.id for one in frame.sites}
    for place in failing.finding.where:
        record = frame.judge.facts.find(place.record)
        named = {str(getattr(record, name, "")) for name in PLACES} | {place.record}
        sites: frozenset[str] | None = getattr(record, "sites", None)
        elsewhere = sites is not None and not any(frame.at(site) for site in sites)
        site = str(getattr(record, "site", ""))
        if not elsewhere and not (site and not frame.at(site)) and not named.isdisjoint(within):
            return True
    return False


def _blocks(frame: Frame, found: list[Failing]) -> Iterator[Block]:
    counted = Counter(one.finding.severity.word for one in found)
    yield table(
        ("Severity", "Findings", "Means"),
        [(colored(one, one), str(counted[one]), MEANS[one]) for one in SEVERITIES],
        (1, 1, 5),
    )
    yield note("Numbers in brackets stand in the document “Law”.")
    for severity in SEVERITIES:
        chosen = [one for one in found if one.finding.severity.word == severity]
        if not chosen:
            continue
        yield heading(f"{severity.capitalize()}: {len(chosen)}")
        yield table(
            ("Finding", "Records", "States", "Since", "Mended by", "Law"),
            [_row(frame, one) for one in chosen],
            (3.6, 1.9, 0.6, 1, 2.1, 0.8),
        )
    if not found:
        yield words("Every control holds.")


def _row(frame: Frame, one: Failing) -> tuple[str, ...]:
    found = one.finding
    said = f"{found.title}. {found.what}"
    return (
        f"{said} {found.doubt}".strip(),
        "; ".join(place.label for place in found.where),
        " ".join(one.states),
        written(found.since) if found.since else "not known",
        f"{found.who}: {found.mend}",
        frame.cited.marks(found.cites),
    )
