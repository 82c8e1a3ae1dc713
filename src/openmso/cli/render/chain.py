"""The chain of authority, drawn as links from the law down to the supervision.

A link that holds is closed to the next; a broken one stands out, says since when, who mends it, and when it held.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from rich.text import Text

from openmso.authority.answer import LinkKind, Outcome
from openmso.authority.chain_days import Chain, Hoop
from openmso.authority.reasons import MENDERS, sentence
from openmso.cli.render import shapes
from openmso.cli.render.looks import OUTCOMES, STANDINGS
from openmso.cli.render.paper import Paper
from openmso.cli.render.shapes import Shape
from openmso.timeline.spans import Span, day_to_date
from openmso.words.cites import distinct, says
from openmso.words.dates import distance, extent, short, when, when_ordinal
from openmso.words.labels import Labels
from openmso.words.plain import clean

RINGS: Final = {True: ("●", "green", "│"), None: ("○", "yellow", "│"), False: ("✗", "bold red", "╎")}
"""Sign, color and the line down to the next link."""

CITES: Final = 3
"""So many citations are shown at one link."""


def draw(chain: Chain, labels: Labels, paper: Paper, *, moment: str) -> None:
    """Draw who asks for what, the outcome, the chain, and what to do next."""
    act, decision = chain.decision.act, chain.decision
    today = act.at.date()
    look = OUTCOMES[decision.outcome]
    paper.line(
        (labels.person(act.person, act.site), "bold"),
        f" · {labels.procedure(act.procedure)} · {labels.name(act.site)}",
    )
    paper.line((moment, "dim"))
    paper.blank()
    paper.line((look.text, look.style))
    paper.line(*_standing(chain, today))
    paper.blank()
    for place, hoop in enumerate(chain.hoops):
        _link(hoop, labels, paper, today, last=place == len(chain.hoops) - 1)
    _closing(chain, labels, paper, today)


def shape(chain: Chain, labels: Labels) -> Shape:
    """The same as JSON."""
    after = chain.after
    drawn = shapes.decision(chain.decision, labels)
    for hoop, link in zip(chain.hoops, drawn["chain"], strict=True):
        link["broken"] = shapes.span(hoop.broken)
    return {
        **shapes.envelope("ask", labels, chain.decision.act.at.date()),
        **drawn,
        "verdict": shapes.verdict(chain.verdict, labels),
        "standing_span": shapes.span(chain.unchanged),
        "standing_after": None if after is None else shapes.standing(after.standing),
    }


def _standing(chain: Chain, today: date) -> tuple[str | tuple[str, str], ...]:
    look = STANDINGS[chain.verdict.standing]
    said = ("Standing that day: ", (look.text, look.style))
    if chain.after is None:
        return (*said, ", with no change in sight")
    after = STANDINGS[chain.after.standing]
    return (*said, f", {when_ordinal(chain.unchanged.end, today)}: ", (after.text, after.style))


def _link(hoop: Hoop, labels: Labels, paper: Paper, today: date, *, last: bool) -> None:
    link = hoop.link
    ring, style, line = RINGS[link.holds]
    said = _said(hoop, labels)
    text = Text(said)
    if link.holds is False:
        text = Text.assemble(("BROKEN  ", "bold red"), (said, "red"))
    elif link.holds is None:
        text = Text.assemble(("to show  ", "yellow"), said)
    if link.since is not None and link.since != Span():
        text.append(f"   {extent(link.since, today)}", style="dim")
    rows = [text, *(Text(note, style="dim" if link.holds else "") for note in _notes(hoop, labels, today))]
    lines: list[tuple[str | Text, ...]] = []
    for number, row in enumerate(rows):
        gutter = Text(ring, style=style) if number == 0 else Text("" if last else line, style=style)
        kind = Text(link.kind.value if number == 0 else "", style="bold" if link.holds is False else "dim")
        lines.append((gutter, kind, row))
    if not last:
        lines.append((Text(line, style=style), "", ""))
    paper.grid(lines, widths=(1, 12, None), indent=2)


def _said(hoop: Hoop, labels: Labels) -> str:
    """What the link is; its own sentences with codes spelled out where the core had nothing but reasons."""
    link = hoop.link
    if link.kind is LinkKind.LAW and link.cites:
        return says(link.cites[0], labels)
    if link.reasons and link.text == "; ".join(sentence(reason) for reason in link.reasons):
        return "; ".join(labels.sentence(reason) for reason in link.reasons)
    return clean(link.text)


def _notes(hoop: Hoop, labels: Labels, today: date) -> list[str]:
    link = hoop.link
    said = _said(hoop, labels)
    notes = [sentence for sentence in map(labels.sentence, link.reasons) if sentence not in said]
    if hoop.broken:
        notes.append(_broken(hoop.broken, today))
    if link.holds is not True and link.reasons:
        menders = dict.fromkeys(MENDERS[reason.code] for reason in link.reasons)
        verb = "mended by" if link.holds is False else "shown by"
        notes.append(f"{verb}: {'; '.join(menders)}")
    source = labels.source(link.record)
    if source and not link.holds:
        notes.append(f"see {source}")
    return notes + distinct(link.cites, today)[:CITES]


def _broken(run: Span, today: date) -> str:
    first, again = day_to_date(run.start), day_to_date(run.end)
    if first is None:
        since = "never held"
    else:
        held = short(first - timedelta(days=1), today)
        since = f"broken since {short(first, today)}, for {distance(first, today)}; held through {held}"
        since = since if first < today else f"broken since this day; held through {held}"
    return f"{since}; holds again {when(again, today)}" if again else since


def _closing(chain: Chain, labels: Labels, paper: Paper, today: date) -> None:
    decision = chain.decision
    for title, reasons in (("Missing", decision.missing), ("Still to be shown", decision.to_show)):
        if reasons:
            paper.heading(title)
            listed = dict.fromkeys((labels.sentence(one), MENDERS[one.code]) for one in reasons)
            paper.grid([("·", text, f"({mender})") for text, mender in listed], indent=2)
    if decision.outcome in (Outcome.STOP, Outcome.UNKNOWN):
        paper.blank()
        held = decision.nearest_held
        if held is None:
            paper.line("There is no day on which the papers give authority for this.")
        else:
            day = date.fromordinal(held)
            side = "later" if day > today else "earlier"
            paper.line(f"The nearest day with authority: {short(day, today)}, {distance(day, today)} {side}.")
