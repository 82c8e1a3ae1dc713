"""Protocols are adopted, one version after another, and reviewed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from openmso.authority.facts.oversight import Protocol
from openmso.foundation.actor import Actor
from openmso.foundation.door import acting
from openmso.foundation.register import Kept, RefusedError
from openmso.oversight.actions.register import change, end, enter
from openmso.oversight.actions.signing import signed_by, today_for
from openmso.oversight.queries.register import one


def adopt_protocol(
    *, by: Actor, why: str, protocol: Protocol, instead: str = "", version: str | None = None
) -> Kept[Protocol]:
    """Enter a protocol with the signature of who adopts it. `instead`: the one it supersedes, which ends on its first day.

    `version`: of the superseded one, as it was seen. Refused where the superseded one is of another practice, has the same
    version, or does not hold until then.
    """
    with acting(by, why=why):
        if instead:
            old = one(by, Protocol, instead).record
            if old.practice != protocol.practice:
                raise RefusedError.at("practice", f"{instead} is of {old.practice}", "the same practice")
            if old.version == protocol.version:
                raise RefusedError.at(
                    "version", f"{instead} has the version {old.version}", "another version"
                )
            first = protocol.span.first
            if first is None:
                raise RefusedError.at("span", "its first day is not known", "the day from which it holds")
            end(by=by, why=why, kind=Protocol, id=instead, on=first, version=version)
        return enter(by=by, why=why, record=signed_by(by, protocol, protocol.practice))


def review_protocol(
    *, by: Actor, why: str, id: str, on: date | None = None, version: str | None = None
) -> Kept[Protocol]:
    """Write down that a protocol was reviewed and stands. `on`: today at its first site, if left out."""

    def reviewed(there: Protocol) -> Protocol:
        day = on or today_for(by, there)
        if day is None:
            raise RefusedError.at(
                "on", "the practice has no site to say what day it is", "the day of the review"
            )
        return replace(there, reviewed_on=tuple(sorted({*there.reviewed_on, day})))

    return change(by=by, why=why, kind=Protocol, id=id, change=reviewed, version=version)
