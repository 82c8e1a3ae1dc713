"""The summary of an audit: outcomes as bars, then reasons, sites and people, worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from rich.text import Text

from openmso.authority.answer import Outcome
from openmso.authority.reasons import MENDERS, Code, Reason, sentence
from openmso.cli.audits import FAILS, Tally
from openmso.cli.render import shapes
from openmso.cli.render.bars import bar
from openmso.cli.render.looks import OUTCOMES
from openmso.cli.render.paper import Paper
from openmso.cli.render.shapes import Shape
from openmso.words.labels import Labels

SHOWN: Final = 10
WORDS: Final = {
    Outcome.ALLOW: "could go ahead",
    Outcome.ALLOW_WITH_CONDITIONS: "could go ahead if what is still to be shown is shown",
    Outcome.STOP: "should have stopped",
    Outcome.UNKNOWN: "unknown: the law or a fact was never established",
}


def draw(tally: Tally, labels: Labels, paper: Paper, *, acts: Path, files: Mapping[str, Path]) -> None:
    """Draw the counts. `files` names what was written: reasons, rejects."""
    judged = tally.rows - tally.rejected
    paper.line(
        (labels.facts.name, "bold"), f" · audit of {acts} · {tally.rows:,} rows, {judged:,} acts judged"
    )
    paper.blank()
    most = max(tally.outcomes.values(), default=1)
    rows: list[tuple[str | Text, ...]] = []
    for outcome in Outcome:
        count, look = tally.outcomes[outcome], OUTCOMES[outcome]
        drawn = Text(bar(count, most, plain=paper.plain), style=look.style)
        rows.append(
            (
                Text(f"{look.icon} {WORDS[outcome]}", style=look.style),
                f"{count:,}",
                _share(count, judged),
                drawn,
            )
        )
    if tally.rejected:
        rows.append(("⚠ rejected: no act can be read from the row", f"{tally.rejected:,}", "", ""))
    paper.grid(rows, right=(1, 2))
    _reasons(tally, paper)
    _places("Sites", tally.sites, {id: labels.name(id) for id, _ in tally.sites}, paper)
    _places("People", tally.people, {id: labels.person(id) for id, _ in tally.people}, paper)
    if tally.rejected:
        paper.heading("Rejected rows")
        paper.grid(
            [(kind, f"{count:,}") for kind, count in tally.rejects.most_common(SHOWN)], indent=2, right=(1,)
        )
    if files:
        paper.blank()
    for what, path in files.items():
        paper.line(f"{what}: {path}")


def shape(tally: Tally, labels: Labels, *, acts: Path, files: Mapping[str, Path], on: date) -> Shape:
    """The same as JSON."""
    return {
        **shapes.envelope("audit", labels, on),
        "acts": str(acts),
        "rows": tally.rows,
        "judged": tally.rows - tally.rejected,
        "rejected": tally.rejected,
        "outcomes": {outcome.value: tally.outcomes[outcome] for outcome in Outcome},
        "reasons": [
            {"code": code.name.lower(), "sentence": _said(code), "mended_by": MENDERS[code], "acts": count}
            for code, count in tally.reasons.most_common()
        ],
        "sites": _counted("site", tally.sites, labels),
        "people": _counted("person", tally.people, labels),
        "rejects": dict(tally.rejects.most_common()),
        "files": {name: str(path) for name, path in files.items()},
    }


def _reasons(tally: Tally, paper: Paper) -> None:
    if not tally.reasons:
        return
    paper.heading("Why, in acts (one act may have several reasons)")
    found = tally.reasons.most_common(None if paper.plain else SHOWN)
    most = found[0][1]
    paper.grid(
        [
            (
                _said(code),
                f"{count:,}",
                Text(bar(count, most, plain=paper.plain), style="yellow"),
                f"({MENDERS[code]})",
            )
            for code, count in found
        ],
        indent=2,
        right=(1,),
    )


def _places(title: str, counts: Counter[tuple[str, Outcome]], names: Mapping[str, str], paper: Paper) -> None:
    """Sites or people with acts that should have stopped or are unknown, worst first."""
    failing = Counter({id: sum(counts[id, one] for one in FAILS) for id in names})
    found = [(id, count) for id, count in failing.most_common(None if paper.plain else SHOWN) if count]
    if not found:
        return
    paper.heading(f"{title} with acts that should have stopped or are unknown")
    most = found[0][1]
    rows: list[tuple[str | Text, ...]] = []
    for id, count in found:
        total = sum(counts[id, outcome] for outcome in Outcome)
        drawn = Text(bar(count, most, plain=paper.plain), style="red")
        rows.append((names[id], f"{count:,}", f"of {total:,}", drawn))
    paper.grid(rows, indent=2, right=(1, 2))


def _counted(what: str, counts: Counter[tuple[str, Outcome]], labels: Labels) -> list[Shape]:
    ids = sorted({id for id, _ in counts})
    return [
        {what: id, "name": labels.name(id), **{one.value: counts[id, one] for one in Outcome}} for id in ids
    ]


def _said(code: Code) -> str:
    """The sentence of a reason without the particulars of one act."""
    return sentence(Reason(code))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _share(count: int, whole: int) -> str:
    return f"{100 * count / whole:.1f} %" if whole else ""
