"""Whether an introduction may become active: what the law still says against it, and which papers are not there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from openmso.authority.facts.oversight import Appointment, Protocol
from openmso.authority.facts.people import Insurance
from openmso.authority.judge import Judge
from openmso.authority.papers import giver_track
from openmso.authority.reasons import Reason
from openmso.foundation.actor import Actor
from openmso.matching.queries.openings import Introduced, Opened, opening
from openmso.matching.rules.openings import Opening
from openmso.oversight.facts import judge_of
from openmso.words.labels import spaced


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that has to be there: what, whether it is, and how to mend it. `law`: the core's reason where it is the law's."""

    said: str
    there: bool
    mend: str
    law: Reason | None = None


def packet(by: Actor, found: Introduced, on: date) -> tuple[Item, ...]:
    """Everything that must be there before somebody is active, as it stands on a day. Raises `NotThereError`."""
    judge, _ = judge_of(by)
    opened = opening(by, found.opening)
    office = office_of(judge, found, opened.opening, on)
    items = [
        Item(
            "An appointment is recorded and in force",
            office is not None,
            "record the appointment under Records, from the day they begin",
        ),
        Item(
            "The physician has signed the appointment",
            office is not None and any(one.person == found.person for one in office.signatures),
            "have the physician sign it under Oversight",
        ),
        *_of_law(judge, found, opened.opening, on, is_there=office is not None),
        *_of_papers(judge, opened, found, on),
    ]
    return tuple(items)


def office_of(judge: Judge, found: Introduced, what: Opening, on: date) -> Appointment | None:
    """The appointment by which somebody directs, or stands in, at all sites of an opening on a day."""
    sites = {one.site for one in what.places}
    for one in judge.facts.by(Appointment, "person", found.person):
        reaches = one.sites is None or sites <= one.sites
        if (
            one.practice == what.practice
            and one.kind == found.kind
            and reaches
            and on.toordinal() in one.span
        ):
            return one
    return None


def _of_law(judge: Judge, found: Introduced, what: Opening, on: date, *, is_there: bool) -> list[Item]:
    """What the core finds of them at each site, once they are appointed."""
    if not is_there:
        return []
    bars: dict[Reason, None] = {}
    for place in what.places:
        track = giver_track(judge.world, found.person, place.site)
        bars.update(dict.fromkeys(track.at(on.toordinal()).found.bars))
    if not bars:
        return [Item("The law has nothing against them at any site", there=True, mend="")]
    return [Item("The law stands against it", there=False, mend="see the reason", law=one) for one in bars]


def _of_papers(judge: Judge, opened: Opened, found: Introduced, on: date) -> list[Item]:
    day, what = on.toordinal(), opened.opening
    insured = [
        one
        for subject in (found.person, what.practice)
        for one in judge.facts.by(Insurance, "subject", subject)
        if one.kind == "malpractice" and day in one.span
    ]
    covered = {
        code
        for one in judge.facts.by(Protocol, "practice", what.practice)
        if day in one.span and one.signatures
        for code in one.procedures
    }
    missing = sorted(what.procedures - covered)
    others = "backup" if found.kind == "director" else "director"
    named = any(
        one.kind == others and one.person != found.person and day in one.span
        for one in judge.facts.by(Appointment, "practice", what.practice)
    )
    said = "Somebody stands in" if found.kind == "director" else "Somebody directs"
    return [
        Item("Malpractice cover is on file", bool(insured), "record the policy under Records"),
        Item(
            "Every service has a signed protocol",
            not missing,
            "sign protocols for " + ", ".join(spaced(one) for one in missing),
        ),
        Item(said, named, f"appoint a {others} for the practice"),
        Item(
            "Terms lie within the fair range",
            found.offer is not None
            and (found.fair_low is None or found.offer >= found.fair_low)
            and (found.fair_high is None or found.offer <= found.fair_high),
            "agree on terms within the range",
        ),
    ]
