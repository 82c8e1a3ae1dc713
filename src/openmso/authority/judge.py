"""The judge: combines what was found into one verdict per day, for every (person, procedure, site).

All parts are tracks whose values are shared objects. A key's verdict changes only where one of its parts
changes, and two days with the same parts have the same verdict, so verdicts are folded once per combination.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, Final

from openmso.authority.answer import Answer, Key, Question, Stretch, Verdict
from openmso.authority.bars import cover_track, demand_track, menu_track, person_track, site_track
from openmso.authority.facts import Facts
from openmso.authority.facts.people import Engagement, License
from openmso.authority.facts.structure import Service, Site
from openmso.authority.fold import Parts, better, fold, unengaged
from openmso.authority.holdings import competent, engaged_as, experienced
from openmso.authority.law import LawBook
from openmso.authority.papers import paper_track, papers_for, protocol_track, standing_order_days
from openmso.authority.readings import regime_track, rule_track
from openmso.authority.terms import PRACTITIONERS
from openmso.authority.world import World, remembered
from openmso.timeline.tracks import Track

NO_REGIME: Final[Track[None]] = Track.constant(None)


class Judge:
    """Standing of every key of one network under one law book. Cheap to make; remembers what it works out."""

    def __init__(self, facts: Facts, law: LawBook) -> None:
        self.facts = facts
        self.law = law
        self.world = World(facts, law)
        self._verdicts: dict[tuple[Any, ...], tuple[Verdict, tuple[Any, ...]]] = {}
        self._tracks: dict[Key, Track[Verdict]] = {}

    def track(self, key: Key) -> Track[Verdict]:
        """The verdict on every day. Raises `UnknownRecordError` for a site that is not in the network."""
        if key not in self._tracks:
            self._tracks[key] = self.compute(key)
        return self._tracks[key]

    def verdict(self, key: Key, day: int) -> Verdict:
        """The verdict on a day (an ordinal)."""
        return self.track(key).at(day)

    def compute(self, key: Key) -> Track[Verdict]:
        """As `track`, without remembering the key: for those who walk over all of them once."""
        roles = engaged_as(self.world, key.person, key.site)
        by_role = {
            role: self._role_track(key, role) for role in {one for held in roles.values for one in held}
        }
        if () in roles.values:
            by_role[""] = self._role_track(key, first_role(self.world, key.person), engaged=False)
        if len(by_role) == 1:
            return next(iter(by_role.values()))
        cuts = [*roles.starts, *(cut for track in by_role.values() for cut in track.starts)]

        def best_on(day: int) -> Verdict:
            return better([by_role[role].at(day) for role in roles.at(day) or ("",)])

        return Track.by_day(cuts, best_on)

    def _role_track(self, key: Key, role: str, *, engaged: bool = True) -> Track[Verdict]:
        parts = tuple(self._parts(key, role))
        fixed = ("" if engaged else key.person, role)
        if all(len(part.starts) == 1 for part in parts):
            return Track.constant(self._fold(fixed, tuple(part.values[0] for part in parts)))
        starts: list[int] = []
        values: list[Verdict] = []
        for day in sorted({cut for part in parts for cut in part.starts}):
            now = tuple(
                part.values[bisect_right(part.starts, day) - 1] if len(part.starts) > 1 else part.values[0]
                for part in parts
            )
            verdict = self._fold(fixed, now)
            if not values or (verdict is not values[-1] and verdict != values[-1]):
                starts.append(day)
                values.append(verdict)
        return Track(tuple(starts), tuple(values))

    def _parts(self, key: Key, role: str) -> Iterator[Track[Any]]:
        world, site = self.world, self.facts.need(Site, key.site)
        yield site_track(world, key.site)
        yield menu_track(world, key.site, key.procedure)
        yield person_track(world, key.person, role, site.state)
        yield cover_track(world, key.person, role, site.practice, key.procedure)
        yield demand_track(world, key.person, role, key.site, key.procedure)
        yield rule_track(world, site.state, key.procedure, role)
        yield independence_track(world, key.person, role, site.state) if role in PRACTITIONERS else NO_REGIME
        yield protocol_track(world, key.site, key.procedure)
        yield competent(world, key.person, key.procedure, 0).track()
        yield standing_order_days(world, key.site, key.procedure, role).track()
        for paper in papers_for(world, key.person, key.procedure, key.site, role):
            yield paper_track(world, paper.id, key.site, role)

    def _fold(self, fixed: tuple[str, str], values: tuple[Any, ...]) -> Verdict:
        # Identity is a sound key because the entry keeps its values alive: no id in use is ever given out again.
        stranger, role = fixed
        place = (fixed, *map(id, values))
        known = self._verdicts.get(place)
        if known is None:
            verdict = fold(role, Parts.of(values))
            if stranger:
                verdict = unengaged(verdict, stranger, role)
            known = self._verdicts[place] = (verdict, values)
        return known[0]

    def keys(self) -> tuple[Key, ...]:
        """Every key worth asking: people ever engaged at a site, with procedures ever on its menu; sorted."""
        return tuple(
            key for site in sorted(one.id for one in self.facts.all(Site)) for key in self.keys_at(site)
        )

    def keys_at(self, site: str) -> tuple[Key, ...]:
        """The keys of one site, by person, then procedure."""
        procedures = sorted({name for one in self.facts.by(Service, "site", site) for name in one.procedures})
        engaged = {one.person for one in self.facts.by(Engagement, "sites", site)}
        people = sorted(one for one in engaged if any(engaged_as(self.world, one, site).values))
        return tuple(Key(person, procedure, site) for person in people for procedure in procedures)


def authority(question: Question, facts: Facts, law: LawBook) -> Answer:
    """May the person do the procedure at the site, on each day of the span? The only entry for standing."""
    return answer(question, Judge(facts, law))


def answer(question: Question, judge: Judge) -> Answer:
    """As `authority`, of a judge that is already there."""
    pieces = judge.track(question.key).pieces(question.during)
    return Answer(question, tuple(Stretch(span, verdict) for span, verdict in pieces))


@remembered
def independence_track(world: World, person: str, role: str, state: str) -> Track[Any]:
    """The regime of an NP or PA with whether this person is independent under it."""
    regimes = regime_track(world, state, role)
    reached = {
        regime.threshold: experienced(world, person, role, regime.threshold)
        for regime in regimes.values
        if regime.threshold is not None
    }
    cuts = (*regimes.starts, *(cut for days in reached.values() for cut in days.toggles))

    def on(day: int) -> tuple[Any, bool]:
        regime = regimes.at(day)
        done = regime.threshold is None or day in reached[regime.threshold]
        return regime, regime.may_be_independent and done

    return Track.by_day(cuts, on)


@remembered
def first_role(world: World, person: str) -> str:
    """The role of a person's oldest license, for judging somebody who is not engaged."""
    licenses = sorted(world.facts.by(License, "person", person), key=lambda one: (one.span.start, one.role))
    return licenses[0].role if licenses else ""
