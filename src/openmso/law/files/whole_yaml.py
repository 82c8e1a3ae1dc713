"""The whole of YAML by a full parser: slower than the plain reader, and it knows where an error is."""

from __future__ import annotations

from collections.abc import Iterator

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from openmso.law.rules.nodes import List, Node, Table, Text
from openmso.law.rules.problems import Problems


def parse_whole(text: str, problems: Problems) -> Node | None:
    """The document, or None after the problems were noted."""
    before = len(problems.found)
    try:
        events = list(YAML(typ="safe", pure=True).parse(text))
    except MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        what = " ".join(str(wrong.problem or wrong.context or "unreadable").split())
        problems.add(mark.line + 1 if mark else 1, f"not YAML: {what}; expected `key: value` or `- item`")
        return None
    starts = [event for event in events if isinstance(event, DocumentStartEvent)]
    for start in starts[1:]:
        problems.add(start.start_mark.line + 1, "a second document; expected one per file")
    held = (NodeEvent, MappingEndEvent, SequenceEndEvent)
    wanted = (event for event in events if isinstance(event, held))
    node = _node(next(wanted), wanted, problems)
    return node if len(problems.found) == before else None


def _node(event: Event, rest: Iterator[Event], problems: Problems) -> Node:
    """The node that begins with an event; its children are taken from the rest."""
    line = event.start_mark.line + 1
    tag = getattr(event, "tag", None)
    if isinstance(event, AliasEvent) or getattr(event, "anchor", None) is not None:
        problems.add(line, "an anchor or alias; expected the value itself, written out")
    if tag is not None:
        problems.add(line, f"the tag {tag}; expected a value without one")
    if isinstance(event, ScalarEvent):
        return Text(line, event.value, plain=not event.style)
    if isinstance(event, AliasEvent):
        return Text(line, "", plain=True)
    nodes = []
    while not isinstance(child := next(rest), (MappingEndEvent, SequenceEndEvent)):
        nodes.append(_node(child, rest, problems))
    if isinstance(event, SequenceStartEvent):
        return List(line, tuple(nodes))
    return Table(line, tuple(_keyed(nodes, problems)))


def _keyed(nodes: list[Node], problems: Problems) -> Iterator[tuple[Text, Node]]:
    for key, value in zip(nodes[::2], nodes[1::2], strict=True):
        if isinstance(key, Text):
            nothing = isinstance(value, Text) and value.missing  # the parser finds it on the next line
            yield key, Text(key.line, "", plain=True) if nothing else value
        else:
            problems.add(key.line, "a list or mapping as a key; expected a word")
