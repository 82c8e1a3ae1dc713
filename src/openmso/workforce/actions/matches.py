"""Settling matches: a human clears one, or confirms it, which makes the exclusion that bars authority from its first day."""

from __future__ import annotations

from datetime import date
from typing import Any

from openmso.authority.facts.people import Exclusion
from openmso.foundation import register
from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.foundation.register import NotThereError, RefusedError
from openmso.foundation.rules.sides import Side
from openmso.timeline.spans import Span
from openmso.workforce import models
from openmso.workforce.actions.hands import human
from openmso.workforce.queries.matches import standing
from openmso.workforce.rules.listing import listing_of
from openmso.workforce.rules.screening import State, result


@action(Side.BUSINESS)
def clear_match(*, by: Actor, why: str, match: str, on: date) -> None:
    """It is somebody else. The same pair is not raised again unless the row, or what is known of the subject, changes.

    Raises `NotThereError`, `RefusedError` unless the match is open, `WrongHandsError` for hands that may not settle it.
    """
    row = _held(match)
    who = human(by, "clear a match", subject=row.subject)
    _want(row, State.OPEN)
    _settle(row, State.CLEARED, on=on, who=who, why=why)
    _tell_the_look(row)


@action(Side.BUSINESS)
def confirm_match(*, by: Actor, why: str, match: str, on: date) -> str:
    """It is they: an exclusion is on record from the day on which the list says it began. Returns its id.

    Who was cleared by mistake can be confirmed. Raises as `clear_match`.
    """
    row = _held(match)
    who = human(by, "confirm a match", subject=row.subject)
    _want(row, State.OPEN, State.CLEARED, State.LAPSED)
    row.exclusion, row.made_exclusion = _exclusion(by, why, row)
    _settle(row, State.CONFIRMED, on=on, who=who, why=why)
    _tell_the_look(row)
    return str(row.exclusion)


@action(Side.BUSINESS)
def reopen_match(*, by: Actor, why: str, match: str, on: date) -> None:
    """It was settled by mistake: it is open again, and an exclusion that was made of it is struck. Raises as `clear_match`."""
    row = _held(match)
    who = human(by, "reopen a match", subject=row.subject)
    _want(row, State.CLEARED, State.CONFIRMED)
    made = row.exclusion if row.made_exclusion else ""
    row.exclusion, row.made_exclusion = "", False
    _settle(row, State.OPEN, on=on, who=who, why=why)
    others = models.Match.objects.filter(exclusion=made).exists()
    if made and not others and models.Exclusion.objects.filter(code=made).exists():
        register.strike(by=by, why=why, kind=Exclusion, id=made)
    _tell_the_look(row)


@action(Side.BUSINESS)
def record_reinstatement(*, by: Actor, why: str, match: str, on: date) -> None:
    """The list says that a confirmed exclusion ended: `on` is the day of the reinstatement. Raises as `clear_match`."""
    row = _held(match)
    human(by, "record a reinstatement", subject=row.subject)
    _want(row, State.CONFIRMED)
    register.end(by=by, why=why, kind=Exclusion, id=row.exclusion, on=on)
    _tell_the_look(row)


def _held(match: str) -> Any:  # noqa: ANN401 - a row of the table
    row = models.Match.objects.select_for_update().filter(code=match).first()
    if row is None:
        raise NotThereError(models.Match, match)
    return row


def _want(row: Any, *states: State) -> None:  # noqa: ANN401 - a row of the table
    if State(row.state) not in states:
        raise RefusedError.at(
            "match", f"it is {row.state} already", "look at it again; reopen it if it was a mistake"
        )


def _settle(row: Any, state: State, *, on: date, who: str, why: str) -> None:  # noqa: ANN401 - a row of the table
    row.state, row.settled_on, row.settled_by, row.settled_why = state.value, on, who, why
    row.save(
        update_fields=["state", "settled_on", "settled_by", "settled_why", "exclusion", "made_exclusion"]
    )


def _exclusion(by: Actor, why: str, row: Any) -> tuple[str, bool]:  # noqa: ANN401 - a row of the table
    """The exclusion that the row says, and whether it was made: it may be on record."""
    listed = listing_of(row.listed)
    span = Span.of(listed.excluded_on, listed.reinstated_on)
    there = {one.id: one for one in _exclusions(row.subject)}
    for one in there.values():
        if one.source == row.source and one.span.first == listed.excluded_on:
            return one.id, False
    base = f"{row.subject}/exclusion/{row.source.lower()}"
    id, number = base, 1
    while id in there:
        number += 1
        id = f"{base}-{number}"
    register.enter(by=by, why=why, record=Exclusion(id, row.subject, row.source, span))
    return id, True


def _exclusions(subject: str) -> list[Exclusion]:
    rows = models.Exclusion.objects.filter(subject=subject).values_list("code", "source", "valid")
    return [
        Exclusion(code, subject, source, Span.of(valid.lower, valid.upper)) for code, source, valid in rows
    ]


def _tell_the_look(row: Any) -> None:  # noqa: ANN401 - a row of the table
    """What the last look found is what is known of it now."""
    for source in {row.source, models.Edition.objects.values_list("source", flat=True).get(code=row.edition)}:
        last = models.Screening.objects.filter(subject=row.subject, source=source).order_by("on").last()
        if last is not None:
            told = result(standing(last.on).get(row.subject, ()))
            models.Screening.objects.filter(pk=last.pk).update(result=told)
