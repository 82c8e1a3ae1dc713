"""YAML 1.2 text into a tree of nodes, from parser events, without recursion.

Anchors, aliases, tags and merge keys are no part of the format, so nothing can refer to itself or swell.
What a plain scalar means (number, boolean, text) is for the kinds of values to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError, YAMLStreamError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.parser import Parser

from openmso.netfile.rules.nodes import Listing, Mapping, Node, Scalar
from openmso.netfile.rules.problems import Problem

_Event: TypeAlias = Any
"""The parser's events have no attributes in common."""

DEEPEST: Final = 40
"""Levels of nesting. A network needs eight."""


class UnreadableTextError(ValueError):
    """A text that is not what its file name says, with the line where that shows."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def encodable(text: str) -> bool:
    """Whether a text is made of characters: an escape may have written half of a surrogate pair."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


IN_C: Final = YAML(typ="safe", pure=False).Parser is not Parser
"""Whether the parser in C is installed; it is twenty times as fast."""
_READ_DIFFERENTLY: Final = re.compile(r"[\t|>]")


def compose_yaml(text: str, file: str) -> Node | None:
    """The tree of the only document in a text; None if there is none. Raises `UnreadableTextError`.

    It does not matter to what is accepted whether the parser in C is installed: what it refuses is read again
    by the one in Python, and what the two read differently (tabs, block texts) it does not get.
    """
    if IN_C and not _READ_DIFFERENTLY.search(text):
        try:
            return compose_in_c(text, file)
        except (YAMLError, YAMLStreamError, ValueError, OverflowError):
            pass
    growing = _Growing(file)
    try:
        growing.take_all(YAML(typ="safe", pure=True).parse(_ended(text)))
    except UnreadableTextError:
        raise
    except MarkedYAMLError as error:
        raise _unreadable(file, error) from error
    except (YAMLError, YAMLStreamError) as error:
        position = getattr(error, "position", None)  # of a character that YAML does not take
        line = text.count("\n", 0, position) + 1 if isinstance(position, int) else growing.line
        raise _unlike_yaml(file, line, str(error).splitlines()[0]) from error
    except (ValueError, OverflowError) as error:  # an escape that names no character
        raise _unlike_yaml(file, growing.line, "a character that cannot be read") from error
    return growing.root


def compose_in_c(text: str, file: str) -> Node | None:
    """As `compose_yaml`, with the parser in C if it is installed. Raises ruamel's errors too."""
    growing = _Growing(file)
    growing.take_all(YAML(typ="safe", pure=False).parse(_ended(text)))
    return growing.root


def _ended(text: str) -> str:
    # Where the last line has no end, the two parsers count an empty document after `---` to different lines.
    return text if text.endswith("\n") else f"{text}\n"


def _unreadable(file: str, error: MarkedYAMLError) -> UnreadableTextError:
    mark = error.problem_mark or error.context_mark
    said = " ".join(part for part in (error.context, error.problem) if part)
    return _unlike_yaml(file, mark.line + 1 if mark else 0, said)


def _unlike_yaml(file: str, line: int, said: str) -> UnreadableTextError:
    return UnreadableTextError(Problem(file, line, "", f"not YAML: {said}"))


class _Growing:
    """A tree that grows by events."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.line = 0
        self.root: Node | None = None
        self._open: list[Listing | Mapping] = []
        self._keys: list[Scalar | None] = []

    def take_all(self, events: Iterable[_Event]) -> None:
        """Let the tree grow to its end."""
        for event in events:
            self.take(event)

    def take(self, event: _Event) -> None:
        """Let the tree grow by one event."""
        kind = type(event)
        if kind is ScalarEvent:
            self.line = event.start_mark.line + 1
            self._refuse_anchor(event)
            if not encodable(event.value):
                raise self._error("half of a surrogate pair, which is no character")
            self._add(Scalar(event.value, not event.style, self.file, self.line))
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            self.line = event.start_mark.line + 1
            self._refuse_anchor(event)
            node = (
                Mapping([], self.file, self.line)
                if kind is MappingStartEvent
                else Listing([], self.file, self.line)
            )
            self._add(node)
            self._open.append(node)
            self._keys.append(None)
            if len(self._open) > DEEPEST:
                raise self._error(f"nested more than {DEEPEST} levels deep")
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            self._open.pop()
            self._keys.pop()
        elif kind is AliasEvent:
            self.line = event.start_mark.line + 1
            raise self._error("aliases (*name) are no part of the format; write it out, or use include")
        elif kind is DocumentStartEvent and self.root is not None:
            self.line = event.start_mark.line + 1
            raise self._error("a second document (---) starts here; a file holds one")

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Listing):
            parent.items.append(node)
            return
        key = self._keys[-1]
        if key is not None:
            if isinstance(node, Scalar) and not node.text and node.plain:
                node.line = key.line  # where nothing stands, the parser is already further on
            parent.entries.append((key, node))
            self._keys[-1] = None
        elif isinstance(node, Scalar):
            if node.text == "<<" and node.plain:
                raise self._error("merge keys (<<) are no part of the format; write it out")
            self._keys[-1] = node
        else:
            raise self._error("a key is a list or a mapping; a key is a word")

    def _refuse_anchor(self, event: _Event) -> None:
        if event.anchor is not None:
            raise self._error("anchors (&name) are no part of the format; write it out, or use include")
        if event.tag is not None and event.tag != "!":
            raise self._error("tags (!name) are no part of the format")

    def _error(self, said: str) -> UnreadableTextError:
        return UnreadableTextError(Problem(self.file, self.line, "", said))
