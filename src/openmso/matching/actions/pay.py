"""Rows of what fair pay rests on are kept: added, and ended."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.foundation.register import Fault, NotThereError, RefusedError
from openmso.foundation.rules.sides import Side
from openmso.matching.models import PaySource
from openmso.matching.rules.fmv import DEFAULTS, PER, Source


@action(Side.BUSINESS)
def keep_source(*, by: Actor, why: str, source: Source) -> str:
    """Add a row; its code. With the first of a network the house's rows become its own, so that each can be ended."""
    del why
    faults = []
    if source.per not in PER:
        faults.append(Fault("per", f'"{source.per}" is no measure', ", ".join(PER)))
    if not 0 <= source.low <= source.high:
        faults.append(Fault("high", "that is no range", "a low and a high that is no lower, in US dollars"))
    if len(source.basis.split()) < 2:
        faults.append(Fault("basis", "so few words say nothing", "who says so, when, of what"))
    if faults:
        raise RefusedError(*faults)
    if not PaySource.objects.filter(network=by.network).exists():
        for place, one in enumerate(DEFAULTS):
            _write(by, one, place)
    return _write(by, source, PaySource.objects.filter(network=by.network).count())


@action(Side.BUSINESS)
def end_source(*, by: Actor, why: str, code: str, on: date) -> None:
    """Let a row count no more from a day on. Raises `NotThereError`."""
    del why
    row = PaySource.objects.select_for_update().filter(network=by.network, code=code).first()
    if row is None:
        raise NotThereError(PaySource, code)
    row.until = on
    row.save(update_fields=["until"])


def _write(by: Actor, one: Source, place: int) -> str:
    row = PaySource.objects.create(
        network_id=by.network,
        code=f"pay-{uuid4().hex[:12]}",
        position=place,
        basis=one.basis,
        low=one.low,
        high=one.high,
        per=one.per,
        states=sorted(one.states),
        assumed=one.assumed,
        until=one.until,
    )
    return str(row.code)
