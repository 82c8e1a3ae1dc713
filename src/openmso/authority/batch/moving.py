"""Who feels that a site moves: elsewhere only those whose practice or givers of authority stand otherwise than before.

A site is an address, from which its givers are measured; one among the sites that they direct and that agreements
name; and where a license is held that may count for the whole practice. Reach takes all who could feel that;
comparing a few tracks that many of them share finds most of them out.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from openmso.authority.bars import site_track
from openmso.authority.batch.tables import Words
from openmso.authority.facts.oversight import Agreement, Delegation
from openmso.authority.papers import Paper, giver_track
from openmso.authority.world import World


def unfelt(
    before: World, after: World, moved: frozenset[str], words: Words, pairs: Iterable[int]
) -> set[int]:
    """Those of the pairs that are judged as before, if nothing changed but the sites that `moved`."""

    @cache
    def place_as_before(site: str) -> bool:
        return site not in moved and site_track(before, site) == site_track(after, site)

    @cache
    def giver_as_before(giver: str, site: str) -> bool:
        return giver_track(before, giver, site) == giver_track(after, giver, site)

    @cache
    def pool_as_before(physician: str) -> bool:
        # The states of the sites that an agreement names say toward which caps it counts.
        pool = after.facts.by(Agreement, "physician", physician)
        return all(one.sites is None or not one.sites & moved for one in pool)

    def paper_as_before(paper: Paper, site: str) -> bool:
        pooled = isinstance(paper, Agreement)
        return giver_as_before(paper.physician, site) and (not pooled or pool_as_before(paper.physician))

    @cache
    def papers(person: str) -> tuple[Paper, ...]:
        facts = after.facts
        return (*facts.by(Agreement, "person", person), *facts.by(Delegation, "person", person))

    def as_before(person: str, site: str) -> bool:
        return place_as_before(site) and all(paper_as_before(one, site) for one in papers(person))

    return {pair for pair in pairs if as_before(*words.of_pair(pair))}
