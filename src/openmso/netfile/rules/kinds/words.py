"""Kinds of values that are words: text, closed and open codes, references to other records."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final

from openmso.netfile.rules.codes import BY_NAME, STATES, WORDS, Vocabulary
from openmso.netfile.rules.kinds.kind import WRONG, Schema, Value, Wrong, text_of
from openmso.netfile.rules.nodes import Node
from openmso.netfile.rules.notes import At, Notes, Reference
from openmso.netfile.rules.problems import closest, one_of

OWN: Final = "x_"
"""Begins a code that nobody but the network knows."""

ID: Final = r"[a-z0-9][a-z0-9_.-]*(/[a-z0-9][a-z0-9_.-]*)*"
ID_EXPECTED: Final = "an id of lower case letters, digits, - _ . and / between parts"
LONGEST: Final = 2000
"""Characters of the longest text."""

_ID: Final = re.compile(ID)


def is_id(text: str) -> bool:
    """Whether a text can be an id."""
    return len(text) <= 200 and _ID.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text. `as_written`: may look like a number (license numbers); `pattern` must match all of it."""

    as_written: bool = False
    pattern: str = ""
    expected: str = "text"

    def take(self, node: Node, at: At, notes: Notes) -> str | Wrong:
        """The text."""
        text = text_of(node, at, notes, self.expected, as_written=self.as_written)
        if text is None:
            return WRONG
        if len(text) > LONGEST:
            notes.wrong(node, at, f"has {len(text)} characters", expected=f"at most {LONGEST}")
            return WRONG
        if self.pattern and re.fullmatch(self.pattern, text) is None:
            notes.unlike(node, at, self.expected)
            return WRONG
        return text

    def give(self, value: str) -> str:
        """The text."""
        return value

    def schema(self) -> Schema:
        """Text, or also a number."""
        text: Schema = {"type": "string", "minLength": 1, "maxLength": LONGEST}
        if self.pattern:
            text["pattern"] = f"^({self.pattern})$"
        return {"anyOf": [text, {"type": "number"}]} if self.as_written else text


def _same(word: str) -> str:
    return word


@dataclass(frozen=True, slots=True)
class Code:
    """One of the closed words `WORDS[words]`; `turn` makes the value of it."""

    words: str
    turn: Callable[[str], Any] = field(default=_same)

    def take(self, node: Node, at: At, notes: Notes) -> Value:
        """The word, or what `turn` makes of it."""
        known = WORDS[self.words]
        text = text_of(node, at, notes, one_of(known))
        if text is None:
            return WRONG
        if text not in known:
            notes.unlike(node, at, one_of(known), meant=closest(text, known))
            return WRONG
        return self.turn(text)

    def give(self, value: Value) -> str:
        """The word."""
        return value.name.lower() if isinstance(value, Enum) else str(value)

    def schema(self) -> Schema:
        """The closed list."""
        return {"enum": list(WORDS[self.words])}


@dataclass(frozen=True, slots=True)
class Lent:
    """A code from the set `source` of the vocabulary, or of the form `pattern` if that set is open.

    With `own`, codes that begin with `OWN` are taken besides.
    """

    source: str
    what: str
    pattern: str = "[a-z][a-z0-9_]*"
    own: bool = False

    def take(self, node: Node, at: At, notes: Notes) -> str | Wrong:
        """The code."""
        known = notes.vocabulary.words(self.source)
        form = "" if known is None else f": {one_of(sorted(known))}"
        if form and self.own:
            form += f"; or a code of your own that begins with {OWN}"
        text = text_of(node, at, notes, f"{self.what}{form}")
        if text is None:
            return WRONG
        if known is None or (self.own and text.startswith(OWN)):
            if re.fullmatch(self.pattern, text) is None:
                notes.unlike(node, at, f"{self.what}, in the form {self.pattern}")
                return WRONG
        elif text not in known:
            notes.unlike(node, at, f"{self.what}{form}", meant=closest(text, sorted(known)))
            return WRONG
        return text

    def give(self, value: str) -> str:
        """The code."""
        return value

    def schema(self) -> Schema:
        """The words at hand without a pack, or the form."""
        known = Vocabulary().words(self.source)
        if known is not None:
            return {"enum": sorted(known)}
        return {"type": "string", "pattern": f"^{self.pattern}$"}


@dataclass(frozen=True, slots=True)
class State:
    """The two letters of a state or of the District of Columbia."""

    def take(self, node: Node, at: At, notes: Notes) -> str | Wrong:
        """The two letters."""
        expected = "the two letters of a state, such as TX, or DC"
        text = text_of(node, at, notes, expected)
        if text is None:
            return WRONG
        if text not in STATES:
            upper = text.upper()
            meant = upper if upper in STATES else BY_NAME.get(closest(text, BY_NAME), "")
            notes.unlike(node, at, expected, meant=meant)
            return WRONG
        return text

    def give(self, value: str) -> str:
        """The two letters."""
        return value

    def schema(self) -> Schema:
        """All of them."""
        return {"enum": sorted(STATES)}


@dataclass(frozen=True, slots=True)
class Ref:
    """The id of a record in one of the sections `to`. It is looked up when all files are read."""

    to: tuple[str, ...]

    def take(self, node: Node, at: At, notes: Notes) -> str | Wrong:
        """The id."""
        expected = f"the id of {one_of([WHO[section] for section in self.to])}"
        text = text_of(node, at, notes, expected)
        if text is None:
            return WRONG
        if not is_id(text):
            notes.unlike(node, at, f"{expected}, {ID_EXPECTED.removeprefix('an id ')}")
            return WRONG
        notes.references.append(Reference(text, self.to, node, at))
        return text

    def give(self, value: str) -> str:
        """The id."""
        return value

    def schema(self) -> Schema:
        """The form of an id."""
        return {"$ref": "#/$defs/id"}


WHO: Final = {"people": "a person", "organizations": "an organization", "sites": "a site"}
"""What stands in a section that can be referred to."""
