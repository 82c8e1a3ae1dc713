"""Law cases: what the pack must say on a day, each with the source that says so.

A case of the first kind asks a parameter: `ask`, `on`, `expect`. A case of the second kind sets a scene:
`given`, `on`, `expect` a standing and more; the core judges it (see `scenes` and `world`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from openmso.authority.law import LawBook, Reading
from openmso.law.rules import world
from openmso.law.rules.nodes import List, Node, Table, Text, described
from openmso.law.rules.problems import Problems, near
from openmso.law.rules.scenes import Words, read_expected, read_given
from openmso.law.rules.specs import Spec
from openmso.law.rules.statements import read_date
from openmso.law.rules.values import INVALID, as_text, check_keys, read_value

UNRESEARCHED: Final = "unresearched"
"""Expected where nobody established anything."""

_KEYS: Final = ("name", "ask", "given", "on", "expect", "because")

JudgeOfScenes = Callable[[world.Scene], Mapping[str, Any]]
"""What is said of a scene: standing, outcome, and lists of codes by name."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case. `parameter` and `key` are asked, or else `given` is the scene and `expect` a mapping."""

    where: str
    jurisdiction: str
    name: str
    on: date
    expect: Any
    because: str
    parameter: str = ""
    key: tuple[str, ...] = ()
    given: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a case came out. `said` is what was said of what was asked."""

    case: Case
    agrees: bool
    said: Any = None


def read_cases(node: Node, jurisdiction: str, book: LawBook, problems: Problems) -> list[Case]:
    """The cases of one file."""
    if not isinstance(node, List):
        problems.add(node.line, f"this is {described(node)}; expected a list of cases, each `- name:`")
        return []
    words = Words.of(book)
    found = (_case(item, jurisdiction, book, words, problems) for item in node.items)
    return [case for case in found if case is not None]


def _case(node: Node, jurisdiction: str, book: LawBook, words: Words, problems: Problems) -> Case | None:
    if not isinstance(node, Table):
        problems.add(node.line, f"a case is {described(node)}; expected name, ask, on, expect and because")
        return None
    before = len(problems.found)
    check_keys(node, _KEYS, problems, "")
    for needed in ("name", "on", "expect", "because"):
        if node.get(needed) is None:
            problems.add(node.line, f"{needed!r} is missing; expected it in every case")
    if (node.get("ask") is None) == (node.get("given") is None):
        problems.add(node.line, "a case has either 'ask' or 'given'; expected one of them")
    if len(problems.found) > before:
        return None
    parts = {key.text: inner for key, inner in node.pairs}
    said: dict[str, Any] = {name: as_text(parts[name], problems, name) for name in ("name", "because")}
    on: Any = read_date(parts["on"], problems, "on")
    if len(problems.found) > before:
        return None
    common = (f"{problems.path}:{node.line}", jurisdiction, said["name"], on)
    if "ask" in parts:
        asked = _asked(parts["ask"], parts["expect"], book, problems)
        return None if asked is None else Case(*common, asked[2], said["because"], asked[0], asked[1])
    expect = read_expected(parts["expect"], words, problems)
    given = read_given(parts["given"], (jurisdiction, on), book, words, problems)
    if expect is None or given is None:
        return None
    return Case(*common, expect, said["because"], given=given)


def _asked(
    ask: Node, expect: Node, book: LawBook, problems: Problems
) -> tuple[str, tuple[str, ...], Any] | None:
    """Parameter, key and expected value of `ask: delegation.rule microneedling EST`."""
    words = ask.text.split() if isinstance(ask, Text) else []
    parameter = book.parameters.get(words[0]) if words else None
    if parameter is None:
        called = words[0] if words else described(ask)
        problems.add(ask.line, f"ask names no parameter: {called!r}; {near(called, book.parameters)}")
        return None
    key = tuple(words[1:])
    if len(key) != len(parameter.keys):
        wanted = " and ".join(parameter.keys) or "nothing"
        problems.add(ask.line, f"{parameter.name} is asked with {len(key)} keys; expected {wanted} behind it")
        return None
    if isinstance(expect, Text) and expect.plain and expect.text in ("null", UNRESEARCHED):
        return parameter.name, key, expect.value
    value = _expected(expect, Spec.of_parameter(parameter), problems)
    return None if value is INVALID else (parameter.name, key, value)


def _expected(node: Node, spec: Spec, problems: Problems) -> object:
    """The value expected; of a mapping only the fields that the case is about."""
    if spec.kind == "mapping":
        some = {name: Spec(inner.kind, inner.codes, inner.fields) for name, inner in spec.fields.items()}
        return read_value(node, Spec("mapping", fields=some), problems, "expect")
    return read_value(node, spec, problems, "expect")


def judge(cases: Iterable[Case], book: LawBook, says: JudgeOfScenes = world.judged) -> list[Verdict]:
    """Every case against the book; scenes are judged by the core, or by what is handed in as `says`."""
    return [_verdict(case, book, says) for case in cases]


def _verdict(case: Case, book: LawBook, says: JudgeOfScenes) -> Verdict:
    if case.given is not None:
        found = says(world.Scene(case.jurisdiction, case.on, book, case.given))
        said = {name: found[name.removesuffix("_has")] for name in case.expect}
        agrees = all(_as_expected(name, said[name], inner) for name, inner in case.expect.items())
        return Verdict(case, agrees, said)
    reading = book.reading(case.jurisdiction, case.parameter, case.on.toordinal(), *case.key)
    value = reading.value if reading.known else UNRESEARCHED
    return Verdict(case, _agrees(reading, case.expect), value)


def _as_expected(name: str, said: Any, expect: Any) -> bool:  # noqa: ANN401 - a word or a list of them
    return set(expect) <= set(said) if name.endswith("_has") else _same(said, expect)


def _agrees(reading: Reading, expect: object) -> bool:
    if expect == UNRESEARCHED:
        return not reading.known
    return reading.known and _same(reading.value, expect)


def _same(value: object, expect: object) -> bool:
    """Equal; lists in any order; of mappings only what is expected."""
    if isinstance(expect, Mapping):
        return isinstance(value, Mapping) and all(
            name in value and _same(value[name], inner) for name, inner in expect.items()
        )
    if isinstance(expect, tuple) and isinstance(value, tuple):
        return len(expect) == len(value) and all(one in expect for one in value)
    return type(value) is type(expect) and bool(value == expect)
