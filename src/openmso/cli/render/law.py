"""Drawing what was asked of the law: entries, surveys, differences, coverage, checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from openmso.authority.law import Key, Parameter, Statement
from openmso.cli.render.paper import Paper
from openmso.cli.render.statements import LEGEND, MARKS, confidence, days, source
from openmso.law.queries import Change, Checked, Coverage, Entry, Explanation, Survey
from openmso.law.queries.survey import Row
from openmso.words.labels import spaced
from openmso.words.values import Names, spoken

DISCLAIMER = "Not legal advice: a statement counts for what its source and its confidence are worth."


def titled(parameter: Parameter, key: Key) -> str:
    """A question with its key: `Delegation: microneedling, EST`."""
    return f"{parameter.label}: {', '.join(map(spaced, key))}" if key else parameter.label


def draw_show(paper: Paper, title: str, entries: Iterable[Entry], names: Names) -> None:
    """What one jurisdiction says, topic by topic."""
    paper.line((title, "bold"))
    topic = ""
    for entry in entries:
        if entry.topic != topic:
            topic = entry.topic
            paper.heading(spaced(topic))
        paper.line((titled(entry.parameter, entry.key), "cyan"), indent=2)
        for place, one in enumerate(entry.statements):
            rival = "rival: " if entry.disputed and place else ""
            _statement(paper, one, rival, names)
        for one in entry.pending:
            _statement(paper, one, "pending: ", names)
    paper.blank()
    paper.line(DISCLAIMER)


def _statement(paper: Paper, one: Statement, prefix: str, names: Names) -> None:
    said_by = f" ({one.authority})" if one.authority else ""
    paper.line(f"{prefix}{spoken(one.value, names)}{said_by}", indent=4)
    paper.line((f"{days(one)} · {source(one)}", "bright_black"), indent=6)
    if one.note:
        paper.line((one.note, "italic"), indent=6)


def draw_table(paper: Paper, survey: Survey, names: Names) -> None:
    """A survey of all jurisdictions: alike ones together, then notes, then sources."""
    answered = sum(len(group.rows) for group in survey.groups)
    paper.line((titled(survey.parameter, survey.key), "bold"), f"  {survey.parameter.name}")
    paper.line(survey.parameter.question)
    paper.line(f"On {survey.on}: {answered} answered, {len(survey.silent)} unresearched.  {LEGEND}")
    numbered = list(_numbered(survey, names))
    numbers = {row.jurisdiction: number for number, (row, _) in enumerate(numbered, 1)}
    for group in survey.groups:
        paper.heading(f"{_heading(group.value, names)} ({len(group.rows)})")
        paper.line(", ".join(_state(row, numbers) for row in group.rows), indent=2)
    if survey.silent:
        paper.heading(f"Unresearched ({len(survey.silent)})")
        paper.line(", ".join(_state(row, numbers) for row in survey.silent), indent=2)
    if numbered:
        paper.heading("Notes")
        paper.grid(
            [(f"[{n}]", row.jurisdiction, text) for n, (row, text) in enumerate(numbered, 1)], indent=2
        )
    paper.heading("Sources")
    rows = [row for group in survey.groups for row in group.rows]
    paper.grid([(row.jurisdiction, source(row.statement)) for row in _alphabetical(rows)], indent=2)
    paper.blank()
    paper.line(DISCLAIMER)


def _heading(value: object, names: Names) -> str:
    text = spoken(value, names)
    return text[0].upper() + text[1:]


def _alphabetical(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.jurisdiction)


def _state(row: Row, numbers: dict[str, int]) -> str:
    mark = MARKS[row.statement.confidence.name.lower()] if row.reading.known else ""
    mark = "?" if row.reading.disputed else mark
    note = f"[{numbers[row.jurisdiction]}]" if row.jurisdiction in numbers else ""
    return f"{row.jurisdiction}{mark}{note}"


def _numbered(survey: Survey, names: Names) -> Iterator[tuple[Row, str]]:
    """The rows that need a note, in the order in which they are printed."""
    for group in survey.groups:
        for row in group.rows:
            if text := ". ".join(part.rstrip(".") for part in _remarks(row, group.value, names)):
                yield row, f"{text}."
    for row in survey.silent:
        if text := ". ".join(part.rstrip(".") for part in _coming(row, names)):
            yield row, f"{text}."


def _remarks(row: Row, shown: object, names: Names) -> Iterator[str]:
    """What a survey says of one jurisdiction below its table."""
    one = row.statement
    value = one.value
    if isinstance(value, Mapping):  # without what the heading says
        told = shown if isinstance(shown, Mapping) else {"leave": shown}
        value = {name: inner for name, inner in value.items() if told.get(name) != inner}
    said = spoken(value, names) if value and value != shown else ""
    if said and said != spoken(shown, names):
        yield said[0].upper() + said[1:]
    if one.since_known or one.span.until:
        yield days(one).capitalize()
    if one.note and one.note.rstrip(".") not in said:
        yield one.note
    for rival in row.reading.statements[1:]:
        by = rival.authority or "another source"
        yield f"Rival: {spoken(rival.value, names)} ({by}, {confidence(rival)})"
    yield from _coming(row, names)


def _coming(row: Row, names: Names) -> Iterator[str]:
    """What is enacted for a later day, and what is pending."""
    for later in row.later:
        yield f"From {later.span.first}: {spoken(later.value, names)}"
    for pending in row.pending:
        yield f"Pending: {spoken(pending.value, names)}"


def draw_diff(
    paper: Paper, changes: Iterable[Change], parameters: Mapping[str, Parameter], names: Names
) -> None:
    """Every difference: what was said before and what is said after."""
    listed = list(changes)
    count = f"{len(listed)} difference{'s' if len(listed) > 1 else ''}" if listed else "No difference."
    paper.line((count, "bold"))
    for change in listed:
        parameter = parameters.get(change.parameter)
        name = titled(parameter, change.key) if parameter else " ".join((change.parameter, *change.key))
        paper.heading(f"{change.jurisdiction}  {name}  ({change.kind})")
        for sign, style, statements in (("-", "red", change.before), ("+", "green", change.after)):
            for one in statements:
                paper.line(
                    (f"{sign} {spoken(one.value, names)} · {days(one)} · {source(one)}", style), indent=2
                )


def draw_coverage(paper: Paper, found: Coverage) -> None:
    """One line a jurisdiction: statements by confidence, cases, and topics nobody looked into."""
    count = found.count
    paper.line((f"Pack {found.version}: {count.all} statements", "bold"))
    paper.line(
        f"{count.high} of high, {count.medium} of medium, {count.low} of low confidence; "
        f"{count.signed} signed by counsel; {count.pending} pending; {found.cases} cases"
    )
    paper.blank()
    head = ("", "statements", "high", "medium", "low", "cases", "doubtful", "topics", "unresearched")
    rows: list[tuple[str, ...]] = [head]
    for one in found.jurisdictions:
        silent = [topic for topic, covered in one.topics.items() if not covered.researched]
        numbers = (
            one.count.all,
            one.count.high,
            one.count.medium,
            one.count.low,
            one.cases,
            len(one.doubtful),
        )
        researched = f"{len(one.topics) - len(silent)}/{len(one.topics)}"
        rows.append((one.code, *map(str, numbers), researched, ", ".join(map(spaced, silent))))
    paper.grid(rows, right=(1, 2, 3, 4, 5, 6, 7))


def draw_explain(paper: Paper, found: Explanation) -> None:
    """What a parameter asks and how it is answered."""
    one = found.parameter
    paper.line((one.label, "bold"), f"  {one.name}  ({found.group}, topic {found.topic})")
    paper.line(one.question)
    unit = f" in {one.unit}" if one.unit else ""
    paper.line(
        f"Answered by: {one.kind}{unit}" + (f", for each {' and '.join(one.keys)}" if one.keys else "")
    )
    codes = {term.code: term.definition for term in found.words}
    paper.grid([(code, codes.get(code, "")) for code in one.codes], indent=2)
    paper.grid(
        [(name, _shape(field), field.get("label", "")) for name, field in one.fields.items()], indent=2
    )
    paper.line(f"`null` means: {one.null_means}")
    paper.line(f"Nothing said means: {one.unknown_means}")
    paper.line(f"Used by: {', '.join(one.used_by)}")
    paper.line(f"{found.statements} statements in {len(found.answered)} jurisdictions.")


def _shape(field: dict[str, object]) -> str:
    codes = field.get("codes")
    listed = f" ({', '.join(codes)})" if isinstance(codes, tuple) and len(codes) <= 6 else ""
    return f"{field['kind']}{listed}" + (", required" if field.get("required") else "")


def draw_check(paper: Paper, found: Checked, where: str) -> None:
    """What a check found: every problem on a line of its own, then the cases that fail, then the sum."""
    for problem in found.problems:
        paper.line(f"{where}/{problem}")
    for one in found.failed:
        case = one.case
        asked = " ".join((case.parameter, *case.key)) if case.parameter else "the scene"
        said = spoken if case.given is None else _of_scene
        paper.line(
            f"{where}/{case.where}: case {case.name!r}: {case.jurisdiction} {asked} on {case.on} says "
            f"{said(one.said)}; expected {said(case.expect)}"
        )
    statements = len(found.pack.book.statements) if found.pack else 0
    judged = len(found.verdicts)
    paper.line(
        f"{statements} statements, {len(found.problems)} problems; "
        f"{judged} case{'' if judged == 1 else 's'} judged, {len(found.failed)} failed"
    )


def _of_scene(said: Mapping[str, Any]) -> str:
    """What was said of a scene, name by name, as it is written in a case."""
    return ", ".join(f"{name}: {_codes(inner)}" for name, inner in said.items())


def _codes(said: str | tuple[str, ...]) -> str:
    return said if isinstance(said, str) else f"[{', '.join(said)}]"
