"""The judge: combines what was found into one verdict per day, for every (person, procedure, site).

A key's verdict changes only where one of its parts changes, so it is folded once per run of days on which all
parts stay the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator
from datetime import tzinfo
from typing import Any

from openmso.authority.answer import Answer, Key, Link, Question, Stretch, Verdict
from openmso.authority.facts import Facts, Record
from openmso.authority.facts.people import Engagement
from openmso.authority.facts.structure import Service, Site
from openmso.authority.fold import better, fold, unengaged
from openmso.authority.holdings import engaged_as
from openmso.authority.law import LawBook
from openmso.authority.parts import Parts, first_role, parts_of
from openmso.authority.reach import reach
from openmso.authority.world import World
from openmso.timeline.spans import FOREVER
from openmso.timeline.tracks import Track, together


class Judge:
    """Standing of every key of one network under one law book. Cheap to make; remembers what it works out."""

    def __init__(self, facts: Facts, law: LawBook) -> None:
        self.facts = facts
        self.law = law
        self.world = World(facts, law)
        self.bases: dict[tuple[str, str, str], tuple[Any, ...]] = {}
        """What `chain.basis_of` remembers of each key."""
        self.places: dict[str, tuple[tzinfo, str]] = {}
        """Zone and state of each site at which an act was decided."""
        self.links: dict[Link, Link] = {}
        """Links without reasons, which many chains share, each by itself."""
        self._tracks: dict[Key, Track[Verdict]] = {}
        self._last: dict[Key, tuple[int, int, Verdict]] = {}
        """Of each key the run of days that was asked of last, from its first day to before its end: mostly the day asked of is in it again."""
        self._days: dict[int, int] = {}

    def revised(self, facts: Facts, changed: Collection[Record] | None = None) -> Judge:
        """The judge of other facts under the same law, who keeps what only the law decides.

        `changed` are all records in which the facts differ, as they were and as they are: then also the verdicts are
        kept that none of them can reach. Without it none are.
        """
        other = Judge(facts, self.law)
        other.world = self.world.with_facts(facts)
        if changed is not None and facts.settings == self.facts.settings:
            within = reach(self.facts, changed) | reach(facts, changed)
            known = dict(self._tracks)  # at once: another thread may be adding to it
            other._tracks = {key: track for key, track in known.items() if key not in within}
            other._days = self._days
        return other

    def track(self, key: Key) -> Track[Verdict]:
        """The verdict on every day. Raises `UnknownRecordError` for a site that is not in the network."""
        track = self._tracks.get(key)
        if track is None:
            track = self.compute(key)
            starts = tuple([self.shared(day) for day in track.starts])
            track = self._tracks[key] = Track(starts, track.values)
        return track

    def shared(self, day: int) -> int:
        """The same day as one number for all keys: among thousands of keys it is memory that a look-up waits for."""
        return self._days.setdefault(day, day)

    def verdict(self, key: Key, day: int) -> Verdict:
        """The verdict on a day (an ordinal): in the run of days asked of last one look, elsewhere a bisection."""
        try:
            start, end, verdict = self._last[key]
        except KeyError:
            return self._found(key, day)
        return verdict if start <= day < end else self._found(key, day)

    def _found(self, key: Key, day: int) -> Verdict:
        track = self.track(key)
        following = bisect_right(track.starts, day)
        end = track.starts[following] if following < len(track.starts) else FOREVER
        verdict = track.values[following - 1]
        self._last[key] = track.starts[following - 1], end, verdict
        return verdict

    def compute(self, key: Key) -> Track[Verdict]:
        """As `track`, without remembering the key: for those who walk over all of them once."""
        engaged = engaged_as(self.world, key.person, key.site)
        stranger = first_role(self.world, key.person) if () in engaged.values else ""
        roles = {role for held in engaged.values for role in held or (stranger,)}
        by_role = [self._in_role(key, role, engaged, stranger) for role in sorted(roles)]
        if len(by_role) == 1:
            return Track.of((day, one) for day, one in by_role[0] if one)
        tracks = [Track.of(runs) for runs in by_role]
        return Track.of((day, better([one for one in now if one])) for day, now in together(tracks))

    def _in_role(
        self, key: Key, role: str, engaged: Track[tuple[str, ...]], stranger: str
    ) -> Iterator[tuple[int, Verdict | None]]:
        """The verdicts in one role; None on days on which the person is not judged in it."""
        for day, (held, *now) in together((engaged, *parts_of(self.world, key, role))):
            if role in held:
                yield day, fold(role, Parts(*now))
            elif not held and role == stranger:
                yield day, unengaged(fold(role, Parts(*now)), key.person, role)
            else:
                yield day, None

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
