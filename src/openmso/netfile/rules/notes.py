"""What is noted while a file is read: problems, references to be followed at the end, where a field stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from openmso.netfile.rules.codes import Vocabulary
from openmso.netfile.rules.nodes import Node, named
from openmso.netfile.rules.problems import Problems


@dataclass(frozen=True, slots=True)
class At:
    """The path of a field, as steps from the root: `people.rosa.licenses[0].state`."""

    parent: At | None
    step: str

    def __truediv__(self, step: str) -> At:
        return At(self, step)

    def item(self, index: int) -> At:
        """The path of an item of the list that stands here."""
        return At(self, f"[{index}]")

    def __str__(self) -> str:
        steps: list[str] = []
        at: At | None = self
        while at is not None:
            steps.append(at.step)
            at = at.parent
        path = ""
        for step in reversed(steps):
            path += step if not path or step.startswith("[") else f".{step}"
        return path


ROOT = At(None, "")


@dataclass(frozen=True, slots=True)
class Reference:
    """A name of a record that stands elsewhere, in one of the sections `to`."""

    id: str
    to: tuple[str, ...]
    node: Node
    at: At


@dataclass(slots=True)
class Notes:
    """Everything noted of one network while its files are read."""

    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    problems: Problems = field(default_factory=Problems)
    references: list[Reference] = field(default_factory=list)

    def wrong(self, node: Node, at: At, message: str, *, expected: str = "", meant: str = "") -> None:
        """Note that what stands at a field is wrong."""
        self.problems.at(node, str(at), message, expected=expected, meant=meant)

    def unlike(self, node: Node, at: At, expected: str, *, meant: str = "") -> None:
        """Note that a field holds something else than expected."""
        self.wrong(node, at, f"{named(node)} does not fit", expected=expected, meant=meant)
