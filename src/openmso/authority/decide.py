"""May this act be done, at this moment, to this patient? Allow, allow with conditions, stop, or unknown.

The answer carries the chain: law, license, engagement, the physician's license, appointment, agreement or
delegation, protocol, order, exam, competency, supervision; each link with its dates, record and citations.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from openmso.authority.answer import Act, Decision, Key, Outcome, Verdict
from openmso.authority.bedside import Moment, Shown, judged, missing_of_the_patient
from openmso.authority.chain import Basis, basis_of, chain_of
from openmso.authority.facts.structure import Site
from openmso.authority.judge import Judge
from openmso.authority.reasons import Reason
from openmso.authority.terms import Standing
from openmso.timeline.calendar import civil_day


def decide(act: Act, judge: Judge) -> Decision:
    """Decide one act.

    Raises `NaiveTimeError` if the moment has no time zone and `UnknownRecordError` for an unknown site.
    """
    moment = moment_of(act, judge)
    key = Key(act.person, act.procedure, act.site)
    basis = basis_of(judge, key, moment.day)
    verdict = basis.verdict
    standing = verdict.standing
    conditions = [judged(reason, moment) for reason in verdict.wanting]
    chain = chain_of(basis, conditions)
    if not standing.authorizes:
        outcome = outcome_of(standing, missing=True, to_show=False)
        nearest = nearest_held(basis, moment.day)
        return Decision(act, moment.day, outcome, standing, chain, verdict.bars, (), nearest)
    missing: list[Reason] = []
    to_show: list[Reason] = []
    for reason, (how, _) in zip(verdict.wanting, conditions, strict=True):
        if how is not Shown.MET:
            (missing if how is Shown.MISSING else to_show).append(reason)
    missing += missing_of_the_patient(moment)
    outcome = outcome_of(standing, missing=bool(missing), to_show=bool(to_show))
    return Decision(act, moment.day, outcome, standing, chain, tuple(missing), tuple(to_show))


def moment_of(act: Act, judge: Judge) -> Moment:
    """The act with what its site adds."""
    site = judge.facts.need(Site, act.site)
    zone = ZoneInfo(site.zone)
    return Moment(act, zone, civil_day(act.at, zone).toordinal(), site.state, judge.world)


def bedside_of(verdict: Verdict, moment: Moment) -> tuple[tuple[Reason, Shown], ...]:
    """Every condition of the verdict and of the patient, with how it stands."""
    found = [(reason, judged(reason, moment)[0]) for reason in verdict.wanting]
    return (*found, *((reason, Shown.MISSING) for reason in missing_of_the_patient(moment)))


def outcome_of(standing: Standing, *, missing: bool, to_show: bool) -> Outcome:
    """What to do, from the standing and the state of the conditions."""
    if standing is Standing.UNKNOWN:
        return Outcome.UNKNOWN
    if missing or not standing.authorizes:
        return Outcome.STOP
    return Outcome.ALLOW_WITH_CONDITIONS if to_show else Outcome.ALLOW


def nearest_held(basis: Basis, day: int) -> int | None:
    """The day nearest to `day`, which is without authority, on which the key has it; the earlier of two as near."""
    before, after = basis.held_before, basis.held_after
    if before is None or after is None:
        return after if before is None else before
    return before if day - before <= after - day else after
