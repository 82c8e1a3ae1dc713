"""Findings as text: a header, a line of counts, then family by family what, where, since, law, mend and who."""

from __future__ import annotations

from typing import Final

from rich.text import Text

from openmso.cli.checks import Check, severity_of
from openmso.cli.render import shapes
from openmso.cli.render.looks import SEVERITIES
from openmso.cli.render.paper import Paper
from openmso.cli.render.shapes import Shape
from openmso.compliance.queries import Finding
from openmso.words.cites import distinct
from openmso.words.dates import distance, short
from openmso.words.plain import clean

PLACES: Final = 6
KEYS: Final = 4
LABEL: Final = 5
FIRST: Final = "First: what the law forbids"


def draw(check: Check, paper: Paper, *, brief: bool = False) -> None:
    """Draw the whole check, or one line of each finding."""
    _header(check, paper)
    if brief:
        _brief(check, paper)
        return
    if check.first:
        paper.heading(FIRST)
        rows = [(Text(one.control, style="bold red"), clean(one.what)) for one in check.first]
        paper.grid(rows, indent=2)
    for family, findings in check.families.items():
        paper.blank()
        paper.rule(f"{heading(family)} ({len(findings)})")
        for finding in findings:
            paper.blank()
            _finding(finding, check, paper)
    if check.findings:
        paper.blank()
        paper.line(("OpenMSO is not legal advice; counsel confirms, corrects or overrules.", "dim"))


def _brief(check: Check, paper: Paper) -> None:
    for family, findings in check.families.items():
        paper.heading(heading(family))
        looks = [(SEVERITIES[severity_of(one)], one) for one in findings]
        rows = [
            (Text(look.icon, style=look.style), Text(one.control, style="dim"), clean(one.what))
            for look, one in looks
        ]
        paper.grid(rows, indent=2)


def _header(check: Check, paper: Paper) -> None:
    law = check.network.law.version or "of no version"
    paper.line(
        (clean(check.network.name), "bold"),
        f" · {short(check.on, check.on)}, {check.on.year} · law pack {law}",
    )
    paper.blank()
    if not check.findings:
        paper.line(("✓ Nothing found", "bold green"), f": {check.looked} looked.")
        return
    parts: list[str | tuple[str, str]] = []
    for severity, count in check.counts.items():
        look = SEVERITIES[severity]
        parts += [(f"{look.icon} {count} {severity}", look.style if count else "dim"), "   "]
    paper.line(*parts, f"from {check.looked}")


def heading(family: str) -> str:
    """A family's name as a heading."""
    text = family.replace("_", " ").replace("-", " ")
    return text[:1].upper() + text[1:]


def _finding(finding: Finding, check: Check, paper: Paper) -> None:
    look = SEVERITIES[severity_of(finding)]
    paper.line(
        (f"{look.icon} {look.word}", look.style),
        "  ",
        (finding.title, "bold"),
        (f"  {finding.control}", "dim"),
    )
    paper.line(clean(finding.what), indent=2)
    rows: list[tuple[str, str | Text]] = [("where", _where(finding))] if finding.where else []
    since = finding.since
    rows.append(
        ("since", f"{short(since, check.on)}, for {distance(since, check.on)}" if since else "not known")
    )
    rows += [("law" if n == 0 else "", cite) for n, cite in enumerate(distinct(finding.cites, check.on))]
    if finding.doubt:
        rows.append(("doubt", Text(finding.doubt, style="yellow")))
    if finding.keys:
        rows.append(("stops", _keys(finding, check)))
    rows.append(("mend", clean(finding.mend)))
    rows.append(("who", clean(finding.who)))
    paper.grid([(Text(label, style="dim"), text) for label, text in rows], indent=2, widths=(LABEL, None))


def _where(finding: Finding) -> str:
    places = [
        f"{clean(one.label)} ({one.source})" if one.source else clean(one.label) for one in finding.where
    ]
    more = len(places) - PLACES
    return "; ".join(places[:PLACES]) + (f"; and {more} more" if more > 0 else "")


def _keys(finding: Finding, check: Check) -> str:
    labels = check.network.labels
    shown = "; ".join(labels.key(key) for key in finding.keys[:KEYS])
    more = len(finding.keys) - KEYS
    return shown + (f"; and {more} more" if more > 0 else "")


def shape(check: Check) -> Shape:
    """The check as JSON."""
    labels = check.network.labels
    home = {control.id: control.family for control in check.controls}
    return {
        **shapes.envelope("check", labels, check.on),
        "counts": check.counts,
        "controls": [one.id for one in check.controls],
        "findings": [
            {
                "control": one.control,
                "family": home[one.control],
                "severity": severity_of(one),
                "title": one.title,
                "what": one.what,
                "where": [
                    {"id": place.record, "label": place.label, "source": place.source} for place in one.where
                ],
                "since": one.since.isoformat() if one.since else None,
                "cites": [shapes.statement(cite) for cite in one.cites],
                "doubt": one.doubt,
                "mend": one.mend,
                "who": one.who,
                "stops": [shapes.key(key, labels) for key in one.keys],
            }
            for one in check.findings
        ],
    }
