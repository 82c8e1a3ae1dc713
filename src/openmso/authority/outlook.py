"""The days ahead: what is lost first, by day and cause, and which services then go dark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from openmso.authority.board import service_track
from openmso.authority.causes import Cause, cause
from openmso.authority.facts import Facts
from openmso.authority.facts.structure import Service, Site
from openmso.authority.forecast import Loss, forecast
from openmso.authority.judge import Judge
from openmso.timeline.days import Days, days_where
from openmso.timeline.spans import Span


@dataclass(frozen=True, slots=True)
class Dark:
    """From `day` nobody may do every procedure of `service`; `until` is the first day somebody may again."""

    service: Service
    day: int
    until: int | None


@dataclass(frozen=True, slots=True)
class Turn:
    """Everything lost on one day by one cause."""

    day: int
    cause: Cause
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is lost within `window`, soonest first. `held` counts the keys with authority on its first day."""

    window: Span
    held: int
    turns: tuple[Turn, ...]
    dark: tuple[Dark, ...]


def outlook(judge: Judge, window: Span) -> Outlook:
    """The outlook of a whole network."""
    keys = judge.keys()
    held = sum(judge.verdict(key, window.start).standing.authorizes for key in keys)
    turns: dict[tuple[int, tuple[object, ...]], list[tuple[Loss, Cause]]] = {}
    for loss in forecast(judge, window, keys):
        why = cause(loss.key, loss.day, loss.before, loss.after, judge.facts)
        turns.setdefault((loss.day, why.name), []).append((loss, why))
    grouped = _joined(_turn(day, found) for (day, _), found in turns.items())
    ordered = sorted(grouped, key=lambda turn: (turn.day, -len(turn.losses)))
    return Outlook(
        window, held, tuple(ordered), tuple(sorted(_going_dark(judge, window), key=lambda one: one.day))
    )


def _turn(day: int, found: list[tuple[Loss, Cause]]) -> Turn:
    """One turn of losses of one cause, with the reasons of all of them."""
    reasons = {(one.code, one.subjects): one for _, why in found for one in why.reasons}
    first = found[0][1]
    return Turn(day, replace(first, reasons=tuple(reasons.values())), tuple(loss for loss, _ in found))


def _joined(turns: Iterable[Turn]) -> list[Turn]:
    """Turns of one day and one kind of reason made one where they share a record.

    A policy of the practice and the policies of its people that end together are one event, not one a person.
    """
    joined: list[Turn] = []
    for turn in turns:
        alike = [one for one in joined if _same_event(one, turn)]
        joined = [one for one in joined if one not in alike]
        joined.append(_one_of([*alike, turn]))
    return joined


def _same_event(one: Turn, other: Turn) -> bool:
    kinds = [{reason.code for reason in turn.cause.reasons} for turn in (one, other)]
    shared = set(one.cause.records) & set(other.cause.records)
    return one.day == other.day and kinds[0] == kinds[1] and bool(shared)


def _one_of(turns: list[Turn]) -> Turn:
    causes = [turn.cause for turn in turns]
    cause = replace(
        causes[0],
        records=tuple(dict.fromkeys(id for one in causes for id in one.records)),
        reasons=tuple({(why.code, why.subjects): why for one in causes for why in one.reasons}.values()),
        law=tuple(dict.fromkeys(cite for one in causes for cite in one.law)),
    )
    return Turn(turns[0].day, cause, tuple(loss for turn in turns for loss in turn.losses))


def _going_dark(judge: Judge, window: Span) -> Iterator[Dark]:
    for service in _services(judge.facts, window):
        there = covered(judge, service)
        if window.start not in there:
            continue
        gap = next((span for span in (~there).spans() if window.start < span.start < window.end), None)
        if gap is not None:
            yield Dark(service, gap.start, None if gap.until is None else gap.end)


def _services(facts: Facts, window: Span) -> list[Service]:
    sites = sorted(one.id for one in facts.all(Site))
    return [one for site in sites for one in facts.by(Service, "site", site) if window.start in one.span]


def covered(judge: Judge, service: Service) -> Days:
    """The days on which at least one person may do every procedure of a service."""
    people = {key.person for key in judge.keys_at(service.site)}
    return Days.union_of(
        days_where(
            service_track(judge, person, service),
            lambda verdicts: bool(verdicts) and all(one.standing.authorizes for one in verdicts),
        )
        for person in sorted(people)
    )
