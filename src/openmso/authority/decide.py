"""May this act be done, at this moment, to this patient? Allow, allow with conditions, stop, or unknown.

The answer carries the chain: law, license, engagement, the physician's license, appointment, agreement or
delegation, protocol, order, exam, competency, supervision; each link with its dates, record and citations.
"""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

from openmso.authority.answer import Act, Decision, Outcome, Verdict
from openmso.authority.bedside import MET, MISSING, TO_SHOW, Moment, Shown, judged, missing_of_the_patient
from openmso.authority.chain import Basis, at_bedside, basis_of
from openmso.authority.facts.structure import Site
from openmso.authority.judge import Judge
from openmso.authority.reasons import Reason
from openmso.authority.terms import Standing
from openmso.timeline.calendar import civil_day

# Named here: looking members up in their classes would take a tenth of a decision.
NEVER_ESTABLISHED: Final = Standing.UNKNOWN
ALLOW: Final = Outcome.ALLOW
ALLOW_IF: Final = Outcome.ALLOW_WITH_CONDITIONS
STOP: Final = Outcome.STOP
UNKNOWN: Final = Outcome.UNKNOWN


def decide(act: Act, judge: Judge) -> Decision:
    """Decide one act.

    Raises `NaiveTimeError` if the moment has no time zone and `UnknownRecordError` for an unknown site.
    """
    moment = moment_of(act, judge)
    basis = basis_of(judge, act, moment.day)
    verdict, links = basis.verdict, list(basis.links)
    missing: list[Reason] = []
    to_show: list[Reason] = []
    for reason, place in zip(verdict.wanting, basis.places, strict=True):
        found = judged(reason, moment)
        if found is MET:
            continue
        links[place] = at_bedside(links[place], found)
        if found is MISSING:
            missing.append(reason)
        elif found is TO_SHOW:
            to_show.append(reason)
    standing, chain = verdict.standing, tuple(links)
    if not standing.authorizes:
        outcome = outcome_of(standing, missing=True, to_show=False)
        nearest = nearest_held(basis, moment.day)
        return Decision(act, moment.day, outcome, standing, chain, verdict.bars, (), nearest)
    missing += missing_of_the_patient(moment)
    outcome = outcome_of(standing, missing=bool(missing), to_show=bool(to_show))
    return Decision(act, moment.day, outcome, standing, chain, tuple(missing), tuple(to_show))


def moment_of(act: Act, judge: Judge) -> Moment:
    """The act with what its site adds."""
    try:
        zone, state = judge.places[act.site]
    except KeyError:
        site = judge.facts.need(Site, act.site)
        zone, state = judge.places[act.site] = ZoneInfo(site.zone), site.state
    return Moment(act, zone, civil_day(act.at, zone).toordinal(), state, judge.world)


def bedside_of(verdict: Verdict, moment: Moment) -> tuple[tuple[Reason, Shown], ...]:
    """Every condition of the verdict and of the patient, with how it stands."""
    judgments = ((reason, judged(reason, moment)) for reason in verdict.wanting)
    found = ((reason, one if isinstance(one, Shown) else MET) for reason, one in judgments)
    return (*found, *((reason, MISSING) for reason in missing_of_the_patient(moment)))


def outcome_of(standing: Standing, *, missing: bool, to_show: bool) -> Outcome:
    """What to do, from the standing and the state of the conditions."""
    if standing is NEVER_ESTABLISHED:
        return UNKNOWN
    if missing or not standing.authorizes:
        return STOP
    return ALLOW_IF if to_show else ALLOW


def nearest_held(basis: Basis, day: int) -> int | None:
    """The day nearest to `day`, which is without authority, on which the key has it; the earlier of two as near."""
    before, after = basis.held_before, basis.held_after
    if before is None or after is None:
        return after if before is None else before
    return before if day - before <= after - day else after
