"""The law over HTTP: what the network's pack asks and says, one question in every jurisdiction, what was adopted and stated over it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from ninja import Router

from openmso.foundation.actor import Actor
from openmso.foundation.api.asks import ask
from openmso.foundation.api.problems import NOT_THERE, REFUSED, ProblemError, wrong
from openmso.foundation.api.verbs import act
from openmso.law import actions
from openmso.law.queries import (
    Change,
    ChartRetention,
    Entry,
    Explanation,
    Survey,
    chart_retention,
    diff,
    explain,
    pack,
    show,
)
from openmso.law.queries import table as survey
from openmso.law.queries.lawbook import Adopted, Overlaid, adoptions, lawbook, overlays, pack_of
from openmso.law.rules.parameters import Asked

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Law:
    """By which law the network works. `digest` names pack and overlays together; `notes`: what the reader of an answer should know."""

    version: str
    digest: str
    adopted: Adopted | None
    overlays: tuple[Overlaid, ...]
    notes: tuple[str, ...]


def book(by: Actor) -> Law:
    """By which law the network works: the pack it adopted, what counsel stated over it, and what to know of both."""
    found = lawbook(by)
    return Law(found.book.version, found.digest, found.adopted, found.overlays, found.notes)


def parameters(by: Actor, topic: str = "") -> tuple[Asked, ...]:
    """Every question that can be asked of the law, in the order of the topics."""
    return tuple(one for one in pack_of(by).asked.values() if topic in ("", one.topic))


def parameter(by: Actor, name: str) -> Explanation:
    """What a question of the law means, the words it is answered in, and by whom it is answered so far."""
    return _found("name", lambda: explain(name, of=pack_of(by)))


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a closed list of the law: its code, what it is called, and what it means."""

    code: str
    label: str
    definition: str


def words(by: Actor, list: str) -> tuple[Word, ...]:  # noqa: A002 - as the law calls it
    """A closed list of words of the network's pack, such as `procedures`, `supervision` or `entity_forms`."""
    found = _found("list", lambda: pack_of(by).terms[list])
    return tuple(Word(one.code, one.label, one.definition) for one in found.values())


def statements(by: Actor, jurisdiction: str, topic: str = "", on: date | None = None) -> tuple[Entry, ...]:
    """What a jurisdiction says, question by question: on a day what holds then, the deciding statement first; else all of it.

    `jurisdiction`: two letters of a state, or US. `topic` may be a question, too. What counsel stated over the pack is not among it.
    """
    return _found("jurisdiction", lambda: show(jurisdiction, topic or None, on, of=pack_of(by)))


def table(by: Actor, parameter: str, on: date, procedure: str = "", role: str = "") -> Survey:
    """One question put to every jurisdiction on a day, those together that answer alike.

    `procedure` and `role` narrow a question that has them as keys.
    """
    key = tuple(one for one in (procedure, role) if one)
    return _found("parameter", lambda: survey(parameter, on, key, of=pack_of(by)))


def differences(by: Actor, on: date | None = None) -> tuple[Change, ...]:
    """What the installed pack says otherwise than the one by which the network works: on a day, or else on any."""
    return diff(pack_of(by).book, pack(), on)


def charts(by: Actor, state: str, on: date) -> ChartRetention | None:
    """How long charts are kept by the law of a state on a day, with its sources and their doubt; null if no period is known."""
    return chart_retention([state], on, of=pack_of(by))


def _found(where: str, look: Callable[[], T]) -> T:
    try:
        return look()
    except KeyError:
        raise ProblemError(NOT_THERE, [wrong(f"query.{where}", "is unknown to the law")]) from None
    except ValueError:
        raise ProblemError(
            REFUSED,
            [wrong("query.procedure", "the question has other keys", "procedure and role, or neither")],
        ) from None


QUESTIONS: Final = (
    book,
    parameters,
    words,
    statements,
    table,
    adoptions,
    overlays,
    differences,
    charts,
)
ACTS: Final = (actions.adopt_pack, actions.add_overlay, actions.withdraw_overlay)

router = Router(tags=["law"], by_alias=True)
for question in QUESTIONS:
    ask(router, "law", question)
ask(router, "law", parameter, of="name")
act(router, "law", *ACTS)
