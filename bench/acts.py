"""Acts drawn from a seed: mostly what people were trained for, examined and supervised as they should be, and lapses.

The columns are those of `docs/acts.md`; text is dictionary-encoded, as a Parquet file gives it back.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from network import FIRST, LAST

from law import PROCEDURES, STATES
from openmso.authority.facts import Facts
from openmso.authority.facts.oversight import Delegation
from openmso.authority.facts.people import Competency, Engagement, Person
from openmso.authority.facts.structure import Service, Site

Ints = npt.NDArray[np.int64]
HOUR, DAY = 3_600_000_000, 86_400_000_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DEPTHS, STRENGTHS, PHS = (0.25, 0.5, 1.0, 1.5), (10.0, 20.0, 30.0, 40.0, 60.0), (2.5, 3.0, 3.5)
MEASURES = {
    "needle_depth_mm": (("microneedling",), DEPTHS),
    "peel_strength_pct": (("peel_light", "peel_deep"), STRENGTHS),
    "peel_ph": (("peel_light",), PHS),
    "aha_pct": (("facial",), (10.0, 20.0, 30.0, 35.0)),
    "bha_pct": (("facial",), (1.0, 2.0, 3.0)),
    "products": (("facial",), (1.0, 2.0, 3.0, 5.0)),
}
SENTENCE = "The delegate is trained in the act."


class Draw:
    """Columns of random values, each of the wanted length."""

    def __init__(self, count: int, seed: int) -> None:
        self.count = count
        self.rng = np.random.default_rng(seed)

    def chance(self, part: float) -> npt.NDArray[np.bool_]:
        """True in this part of the rows."""
        return self.rng.random(self.count) < part

    def below(self, end: int) -> Ints:
        """Whole numbers from 0 up to but excluding `end`."""
        return self.rng.integers(0, end, self.count)

    def words(self, words: Sequence[str], shares: Sequence[float], *, told: float = 1.0) -> pa.Array:
        """Words by their shares, null where nothing is told."""
        codes = self.rng.choice(len(words), self.count, p=np.array(shares) / sum(shares))
        return encoded(codes, words, told=self.chance(told))


def encoded(codes: Ints, words: Sequence[str], *, told: npt.NDArray[np.bool_]) -> pa.Array:
    """A dictionary-encoded column."""
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32), mask=~told), list(words))


def acts(facts: Facts, count: int, seed: int = 11) -> pa.Table:
    """This many acts."""
    draw = Draw(count, seed)
    people, sites = [one.id for one in facts.all(Person)], [one.id for one in facts.all(Site)]
    trained, offered = _keys(facts, people, sites)
    rows = trained[draw.below(len(trained))]
    rows = np.where(draw.chance(0.04)[:, None], offered[draw.below(len(offered))], rows)
    rows[:, 0] = np.where(draw.chance(0.002), draw.below(len(people)), rows[:, 0])
    person, procedure, site, first, last = rows.T
    at = (first + (draw.rng.random(count) * (last - first)).astype(np.int64)) * DAY
    at += 14 * HOUR + draw.below(12 * 3600) * 1_000_000
    always = np.ones(count, np.bool_)
    columns = {
        "act": pa.array(np.arange(count)),
        "person": encoded(person, people, told=always),
        "procedure": encoded(procedure, PROCEDURES, told=always),
        "site": encoded(site, sites, told=always),
        "at": moments(at, told=always),
        **_exam(draw, at),
        **_order(draw, at),
        **_supervisor(draw, people),
        **_patient(draw, facts, site),
        **_measures(draw, procedure),
    }
    return pa.table(columns)


def moments(at: Ints, *, told: npt.NDArray[np.bool_]) -> pa.Array:
    """Moments in UTC."""
    return pa.array(at, mask=~told).cast(pa.timestamp("us", "UTC"))


def _keys(facts: Facts, people: list[str], sites: list[str]) -> tuple[Ints, Ints]:
    """Who may be met where and when doing what they were trained for; and everybody with anything on the menu."""
    number = {id: code for code, id in enumerate(people)}
    place = {id: code for code, id in enumerate(sites)}
    coded = {code: index for index, code in enumerate(PROCEDURES)}
    menus: dict[str, set[str]] = {}
    for one in facts.all(Service):
        menus.setdefault(one.site, set()).update(one.procedures)
    skills: dict[tuple[str, str], int] = {}
    for skill in facts.all(Competency):
        place_of = (skill.person, skill.procedure)
        skills[place_of] = min(skill.span.start, skills.get(place_of, skill.span.start))
    delegated = {(one.person, code) for one in facts.all(Delegation) for code in one.procedures}
    trained, offered = [], []
    for one in facts.all(Engagement):
        for site in sorted(one.sites or ()):
            for code in sorted(menus[site]):
                skilled = skills.get((one.person, code))
                row = (number[one.person], coded[code], place[site], *_days(one, skilled))
                offered.append(row)
                by_right = one.role in ("MD", "DO", "EST", "NP", "PA") or (one.person, code) in delegated
                if by_right and (skilled is not None or one.role in ("MD", "DO")):
                    trained.append(row)
    return np.array(trained, np.int64), np.array(offered, np.int64)


def _days(engagement: Engagement, skilled: int | None) -> tuple[int, int]:
    """From when to when acts are done, in days since 1970: engaged and skilled; at any time if that is never so."""
    epoch, first, last = (one.toordinal() for one in (EPOCH, FIRST, LAST))
    begins, ends = max(engagement.span.start, first, skilled or 0), min(engagement.span.end, last + 1)
    return (begins - epoch, ends - epoch) if begins < ends else (first - epoch, last + 1 - epoch)


def _exam(draw: Draw, at: Ints) -> dict[str, pa.Array]:
    told = draw.chance(0.94)
    same_day = draw.below(3 * 3600) * 1_000_000
    earlier = draw.below(240) * DAY + same_day
    ago = np.where(draw.chance(0.75), same_day, earlier)
    ago = np.where(draw.chance(0.01), -draw.below(600) * 1_000_000, ago)
    modes, shares = ("in_person", "video", "async"), (64, 33, 3)
    return {
        "exam_role": draw.words(("NP", "MD", "PA", "DO", "RN"), (45, 30, 16, 6, 3)),
        "exam_mode": draw.words(modes, shares),
        "exam_at": moments(at - ago, told=told),
    }


def _order(draw: Draw, at: Ints) -> dict[str, pa.Array]:
    ago = draw.below(5 * 86_400) * 1_000_000 - draw.chance(0.01) * 6 * DAY
    return {
        "order_role": draw.words(("NP", "MD", "PA", "DO", "RN"), (45, 35, 12, 5, 3)),
        "order_at": moments(at - ago, told=draw.chance(0.55)),
    }


def _supervisor(draw: Draw, people: list[str]) -> dict[str, pa.Array]:
    minutes, miles = draw.below(60), draw.below(800) / 10
    return {
        "supervisor": encoded(draw.below(60), people, told=draw.chance(0.8)),
        "supervisor_role": draw.words(("MD", "NP", "DO", "PA", "RN"), (50, 28, 10, 10, 2), told=0.97),
        "supervision": draw.words(("on_site", "available", "remote"), (50, 28, 22), told=0.97),
        "minutes": pa.array(minutes, mask=draw.chance(0.4)),
        "miles": pa.array(miles, mask=draw.chance(0.6)),
    }


def _patient(draw: Draw, facts: Facts, site: Ints) -> dict[str, pa.Array]:
    states = list(STATES)
    home = np.array([states.index(one.state) for one in facts.all(Site)])[site]
    state = np.where(draw.chance(0.005), draw.below(len(states)), home)
    return {
        "consent": pa.array(~draw.chance(0.005), mask=draw.chance(0.01)),
        "patient_state": encoded(state, states, told=draw.chance(0.98)),
        "first_visit_in_person": pa.array(draw.chance(0.8), mask=draw.chance(0.15)),
    }


def _measures(draw: Draw, procedure: Ints) -> dict[str, pa.Array]:
    columns = {}
    for name, (procedures, values) in MEASURES.items():
        asked = np.isin(procedure, [PROCEDURES.index(one) for one in procedures]) & draw.chance(0.9)
        columns[name] = pa.array(np.array(values)[draw.below(len(values))], mask=~asked)
    asked = np.isin(procedure, [PROCEDURES.index(one) for one in ("microneedling", "peel_deep")])
    areas = (["face"], ["face", "neck"], ["neck", "eye"])
    columns["areas"] = _lists(draw, areas, (92, 6, 2), told=asked & draw.chance(0.95))
    columns["attested"] = _lists(
        draw, ([SENTENCE], ["layer: stratum_corneum"], []), (30, 60, 10), told=draw.chance(0.2)
    )
    return columns


def _lists(
    draw: Draw, lists: Sequence[list[str]], shares: Sequence[int], *, told: npt.NDArray[np.bool_]
) -> pa.Array:
    codes = draw.rng.choice(len(lists), draw.count, p=np.array(shares) / sum(shares))
    return pa.array(lists, pa.list_(pa.string())).take(pa.array(codes, mask=~told))
