"""The naive evaluator: what the definition says of one person, procedure and site on one day.

Written only from docs/rooms/authority.md, with plain loops over records and statements: no index, no
interval, no memory. It is slow and meant to be read beside the definition.
"""

from dataclasses import dataclass

from openmso.authority.answer import Key
from openmso.authority.facts import Facts
from openmso.authority.facts.oversight import Agreement
from openmso.authority.facts.structure import Site
from openmso.authority.law import LawBook
from openmso.authority.reasons import Code
from openmso.authority.terms import Standing
from tests.oracle.bars import bars_of_person, bars_of_place, bars_of_rule
from tests.oracle.case import Case
from tests.oracle.conditions import conditions
from tests.oracle.papers import Paper, failing_links, over_cap, over_locations, papers_of, too_far
from tests.oracle.people import engaged_as, oldest_role
from tests.oracle.scene import Scene
from tests.oracle.scope import independent, rule_for
from tests.oracle.wants import Want, mask, plain

CONDITIONS = {code for code in Code if code >= Code.EXAM}
OWN, AGREEMENT, DELEGATION = 0, 1, 2


@dataclass(frozen=True)
class Seen:
    """A verdict of the oracle: standing and every reason."""

    standing: Standing
    wants: tuple[Want, ...]

    @property
    def codes(self) -> frozenset[Code]:
        """Every code."""
        return frozenset(want.code for want in self.wants)


def verdict_on(facts: Facts, law: LawBook, key: Key, day: int) -> Seen:
    """Standing and reasons of a key on a day."""
    scene = Scene(facts, law, facts.need(Site, key.site), day)
    roles = engaged_as(scene, key.person)
    if not roles:
        return verdict_as(scene, key, oldest_role(facts, key.person), [Want(Code.NOT_ENGAGED)])
    each = [verdict_as(scene, key, role, []) for role in roles]
    return min(each, key=lambda seen: (seen.standing, len(seen.wants), mask(seen.wants)))


def verdict_as(scene: Scene, key: Key, role: str, bars: list[Want]) -> Seen:
    """Standing and reasons of the person in one role."""
    found = bars + plain(bars_of_place(scene, key.procedure))
    found += plain(bars_of_person(scene, key.person, role, key.procedure))
    rule, with_rule = rule_for(scene, key.procedure, role)
    if rule is None:
        found.append(Want(Code.LAW_UNKNOWN))
        return Seen(Standing.BARRED if barred(found) else Standing.UNKNOWN, tuple(found))
    case = Case(scene.facts, scene.law, scene.site, scene.day, key.person, role, key.procedure, rule)
    found += plain(bars_of_rule(case))
    if rule["leave"] == "prohibited":
        return Seen(Standing.BARRED, tuple(found))
    free, doubt = own_scope(case)
    standing, ground = best_ground(case, with_rule, doubt, own=free is True)
    found += ground
    if not standing and free is None:
        found.append(Want(Code.REGIME_UNKNOWN))
    return Seen(standing_of(found, standing=standing), tuple(found))


def barred(found: list[Want]) -> bool:
    """Whether any reason is a bar."""
    return any(want.code <= Code.TRAINING for want in found)


def standing_of(found: list[Want], *, standing: bool) -> Standing:
    """The standing that follows from all reasons, and from whether a ground stands."""
    codes = {want.code for want in found}
    if barred(found):
        return Standing.BARRED
    if standing:
        if Code.OWNERSHIP_UNKNOWN in codes:
            return Standing.UNKNOWN
        return Standing.CONDITIONAL if codes & CONDITIONS else Standing.HELD
    if codes & {Code.LAW_UNKNOWN, Code.REGIME_UNKNOWN}:
        return Standing.UNKNOWN
    return Standing.ABSENT


def own_scope(case: Case) -> tuple[bool | None, list[Want]]:
    """Whether the role acts on its own (None: never established), and COUNSEL if that is not sure."""
    if case.role in {"MD", "DO"}:
        return True, []
    if case.role in {"NP", "PA"}:
        return independent(case, case.person, case.role, case.procedure)
    return case.rule.get("supervision") == "independent" and case.rule.get("exam_first") is not True, []


def best_ground(
    case: Case, with_rule: list[Want], doubt: list[Want], *, own: bool
) -> tuple[bool, list[Want]]:
    """Whether a ground stands, with its conditions; otherwise the failing links of the nearest."""
    standing: list[tuple[tuple[int, int, int, int], list[Want]]] = []
    failing: list[tuple[tuple[int, int], list[Want]]] = []
    if own:
        wants = with_rule + doubt + conditions(case, None)
        standing.append(((len(wants), OWN, mask(wants), 0), wants))
    for paper in papers_of(case):
        links = plain(failing_links(case, paper))
        if links:
            failing.append(((len(links), mask(links)), links))
            continue
        wants = with_rule + conditions(case, paper) + conditions_of_paper(case, paper)
        kind = AGREEMENT if isinstance(paper, Agreement) else DELEGATION
        standing.append(((len(wants), kind, mask(wants), paper.span.start), wants))
    if standing:
        return True, min(standing, key=lambda one: one[0])[1]
    if failing:
        return False, min(failing, key=lambda one: one[0])[1]
    return False, [Want(Code.NO_PAPER)]


def conditions_of_paper(case: Case, paper: Paper) -> list[Want]:
    """What hangs on who gives the paper: caps and distance."""
    found = []
    if over_cap(case, paper) or over_locations(case, paper.physician):
        found.append(Want(Code.OVER_CAP))
    if too_far(case, paper.physician) is Code.DISTANCE_UNKNOWN:
        found.append(Want(Code.DISTANCE_UNKNOWN))
    return found
