"""Who could take an opening: ranked with every part of the score, the excluded with every reason, and the pair to begin with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.people import License
from openmso.authority.judge import Judge
from openmso.authority.terms import PHYSICIANS
from openmso.foundation.actor import Actor
from openmso.matching.queries.pay import sources
from openmso.matching.queries.profiles import Told, profiles
from openmso.matching.rules.duties import Demands, Duties, demands_of, estimate
from openmso.matching.rules.filters import Fit, fit
from openmso.matching.rules.fmv import Fair, Source, fair, offer
from openmso.matching.rules.openings import Opening
from openmso.matching.rules.profiles import Days, Profile, miles_between
from openmso.matching.rules.scores import Pair, Score, order, pair, score
from openmso.matching.rules.supposing import Lawful, burdened, lawful
from openmso.oversight.facts import judge_of
from openmso.oversight.queries.appointed import DIRECTING, sites_directed
from openmso.oversight.queries.cockpit import cockpit
from openmso.oversight.queries.cover import absences


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody and an opening: what stands against it, what it takes of them, what it is worth, how well they fit.

    `stand_in`: what stands against their standing in, which takes little time; `score` None where something stands against it.
    """

    profile: Profile
    miles: tuple[Decimal, ...] | None
    duties: Duties
    fair: Fair
    fit: Fit
    stand_in: Fit
    score: Score | None
    record: int | None
    offer: Decimal | None

    @property
    def person(self) -> str:
        """Their id."""
        return self.profile.person


@dataclass(frozen=True, slots=True)
class Shortlist:
    """An opening with everybody: `able` best first, `excluded`, and the `pair` of a director and who stands in."""

    opening: Opening
    duties: Duties
    fair: Fair
    able: tuple[Candidate, ...]
    excluded: tuple[Candidate, ...]
    pair: Pair | None


@dataclass(frozen=True, slots=True)
class Market:
    """What every opening of a network is judged by, read once."""

    judge: Judge
    told: dict[str, Told]
    away: dict[str, tuple[Days, ...]]
    records: dict[str, int | None]
    sources: tuple[Source, ...]
    today: date

    @classmethod
    def of(cls, by: Actor, today: date, now: datetime) -> Market:
        """Profiles, absences, records of offices and sources of pay, as they stand."""
        judge, _ = judge_of(by)
        told = profiles(by)
        away: dict[str, tuple[Days, ...]] = {}
        for one in absences(by, today):
            away[one.person] = (*away.get(one.person, ()), Days(one.days.first, one.days.last))
        records = {
            person: cockpit(by, person, today, now).score
            for person in told
            if sites_directed(judge.facts, person, today)
        }
        return cls(judge, told, away, records, sources(by), today)

    def burden(self) -> dict[str, int]:
        """For how many offices everybody stands in today."""
        day, found = self.today.toordinal(), dict[str, int]()
        for one in self.judge.facts.all(Appointment):
            if one.kind == DIRECTING[1] and day in one.span:
                found[one.person] = found.get(one.person, 0) + 1
        return found


def shortlist(market: Market, opening: Opening, *, without: str = "") -> Shortlist:
    """Everybody for an opening; `without`: who leaves the office that it is for."""
    demands = demands_of(market.judge.law, opening, opening.wanted_from.toordinal())
    duties = estimate(opening, demands, None)
    found = [
        _candidate(market, opening, demands, told.profile)
        for told in _physicians(market, opening)
        if told.profile.person != without
    ]
    able = {one.person: one for one in found if one.score is not None}
    scores = {person: one.score for person, one in able.items() if one.score is not None}
    ranked = order(scores)
    stand_in = [one for one in ranked if able[one].stand_in.possible]
    stand_in += sorted(one.person for one in found if one.stand_in.possible and one.person not in able)
    return Shortlist(
        opening,
        duties,
        fair(market.sources, opening, duties, market.today),
        tuple(able[one] for one in ranked),
        tuple(sorted((one for one in found if one.score is None), key=_nearly)),
        pair(ranked, stand_in, market.burden()),
    )


def _nearly(one: Candidate) -> tuple[int, str]:
    return len(one.fit.against), one.person


def _physicians(market: Market, opening: Opening) -> list[Told]:
    """NPs only where the law of every state of the opening lets them direct: elsewhere they would only lengthen the list."""
    day = opening.wanted_from.toordinal()
    law = market.judge.law
    eligible = [law.reading(state, "medical_director.eligible", day).value for state in opening.states]
    roles = PHYSICIANS | ({"NP"} if all("NP" in (one or ()) for one in eligible) else set())
    held = {one.person for one in market.judge.facts.all(License) if one.role in roles}
    return [told for person, told in market.told.items() if person in held or told.at is not None]


def _candidate(market: Market, opening: Opening, demands: Demands, profile: Profile) -> Candidate:
    judge = burdened(market.judge, profile, opening.wanted_from)
    found = lawful(judge, profile.person, opening)
    return assessed(market, opening, demands, profile, found)


def assessed(
    market: Market, opening: Opening, demands: Demands, profile: Profile, found: Lawful
) -> Candidate:
    """Somebody and an opening, by what the law was found to say."""
    miles = miles_between(profile.home, (one.point for one in opening.streets))
    duties = estimate(opening, demands, miles)
    range_ = fair(market.sources, opening, duties, market.today)
    away = market.away.get(profile.person, ())

    def fitted_to(asked: Duties) -> Fit:
        facts, top = market.judge.facts, range_.high
        return fit(facts, profile, opening, asked, found, away=away, miles=miles, highest=top)

    fitted, standing = fitted_to(duties), fitted_to(Duties(()))
    record = market.records.get(profile.person)
    points = score(profile, opening, duties, range_, miles=miles, record=record) if fitted.possible else None
    pay = offer(range_, profile.monthly(duties.middle), opening.ceiling)
    return Candidate(profile, miles, duties, range_, fitted, standing, points, record, pay)
