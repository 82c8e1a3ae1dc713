"""May this act be done, at this moment, to this patient? Allow, allow with conditions, stop, or unknown.

The answer carries the chain: law, license, engagement, the physician's license, appointment, agreement or
delegation, protocol, order, exam, competency, supervision; each link with its dates, record and citations.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from openmso.authority.answer import Act, Decision, Key, Outcome, Verdict
from openmso.authority.bedside import Moment, Shown, judged, of_the_patient
from openmso.authority.chain import chain_of
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
    verdict = judge.verdict(key, moment.day)
    standing = verdict.standing
    conditions = [judged(reason, moment) for reason in verdict.wanting]
    chain = chain_of(judge, key, verdict, moment, conditions)
    if not standing.authorizes:
        outcome = outcome_of(standing, missing=True, to_show=False)
        nearest = nearest_held(judge, key, moment.day)
        return Decision(act, moment.day, outcome, standing, chain, verdict.bars, (), nearest)
    conditions += of_the_patient(moment)
    missing = tuple([one.reason for one in conditions if one.how is Shown.MISSING])
    to_show = tuple([one.reason for one in conditions if one.how is Shown.TO_SHOW])
    outcome = outcome_of(standing, missing=bool(missing), to_show=bool(to_show))
    return Decision(act, moment.day, outcome, standing, chain, missing, to_show)


def moment_of(act: Act, judge: Judge) -> Moment:
    """The act with what its site adds."""
    site = judge.facts.need(Site, act.site)
    zone = ZoneInfo(site.zone)
    return Moment(act, zone, civil_day(act.at, zone).toordinal(), site.state, judge.world)


def bedside_of(verdict: Verdict, moment: Moment) -> tuple[tuple[Reason, Shown], ...]:
    """Every condition of the verdict and of the patient, with how it stands."""
    found = (*(judged(reason, moment) for reason in verdict.wanting), *of_the_patient(moment))
    return tuple((one.reason, one.how) for one in found)


def outcome_of(standing: Standing, *, missing: bool, to_show: bool) -> Outcome:
    """What to do, from the standing and the state of the conditions."""
    if standing in (Standing.BARRED, Standing.ABSENT):
        return Outcome.STOP
    if standing is Standing.UNKNOWN:
        return Outcome.UNKNOWN
    if missing:
        return Outcome.STOP
    return Outcome.ALLOW_WITH_CONDITIONS if to_show else Outcome.ALLOW


def nearest_held(judge: Judge, key: Key, day: int) -> int | None:
    """The day nearest to `day`, which is without authority, on which the key has it; the earlier of two as near."""
    track = judge.track(key)
    days = []
    for index, verdict in enumerate(track.values):
        if not verdict.standing.authorizes:
            continue
        start = track.starts[index]
        if start > day:
            days.append(start)
        else:  # a run that began before an unheld day ends before it
            days.append(track.starts[index + 1] - 1)
    return min(days, key=lambda one: (abs(one - day), one), default=None)
