"""Drafting runs: the parts of many keys are gathered, merged, and each different combination is folded once.

The same `fold` that judges a single key judges an example of each combination of shapes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

import numpy as np

from openmso.authority.answer import Key
from openmso.authority.bars import asks_of_people, cover_track, covers_apart, menu_track
from openmso.authority.batch import shapes
from openmso.authority.batch.arrays import Ints, Small
from openmso.authority.batch.merging import DAY_BITS, DAY_MASK, Flat, Part, combinations, merged
from openmso.authority.batch.rulings import Rulings
from openmso.authority.facts.structure import Service, Site
from openmso.authority.fold import LAST_FORBIDDING, fold, mask_of, unengaged
from openmso.authority.holdings import competencies, engaged_as
from openmso.authority.judge import Judge
from openmso.authority.papers import ordered_track, papers_at, protocol_track, states_track
from openmso.authority.parts import (
    ABLE,
    UNABLE,
    Parts,
    Place,
    doer_track,
    first_role,
    place_track,
    skill_track,
)
from openmso.authority.readings import kind_of_act, orderers_track, rule_track
from openmso.timeline.days import NO_DAYS
from openmso.timeline.tracks import Track, together

Runs = tuple[Ints, Ints]
"""Sorted (key, day) codes, and the number of the ruling from each on."""


PARTS: Final = ("held", "place", "doer", "cover", "skill", "reading", "ordered", "papers", "orderers")
"""The parts of a combination, in order."""
SITE_BITS: Final = 32
"""A pair is a site above these bits, and a person below."""
OF_PLACE: Final = frozenset({"place", "papers"})
"""Parts that depend on what the site gives, papers because it may be that only the giver's own protocol counts."""
NOT_JUDGED, STRANGER, ENGAGED = -1, 0, 1
"""How a person is judged in a role on a day: not at all, as somebody who is not engaged there, as engaged."""


@dataclass
class Draft:
    """What is kept from one batch of keys to the next: numbers of shapes, and rulings of combinations."""

    rulings: Rulings = field(default_factory=Rulings)
    held: Part = field(default_factory=lambda: Part(int))
    place: Part = field(default_factory=lambda: Part(shapes.of_place))
    doer: Part = field(default_factory=lambda: Part(shapes.of_doer))
    cover: Part = field(default_factory=lambda: Part(shapes.codes_of))
    skill: Part = field(default_factory=lambda: Part(shapes.of_skill))
    reading: Part = field(default_factory=lambda: Part(shapes.of_reading))
    ordered: Part = field(default_factory=lambda: Part(bool))
    papers: Part = field(default_factory=lambda: Part(shapes.of_papers))
    orderers: Part = field(default_factory=lambda: Part(frozenset))
    roles: list[str] = field(default_factory=list)
    known: dict[tuple[int, ...], int] = field(default_factory=dict)
    """The ruling of a combination: shapes in the order of `parts`, then the role."""
    _bare: dict[int, tuple[int, int]] = field(default_factory=dict)

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts, in the order of a combination."""
        own = (self.held, self.place, self.doer, self.cover, self.skill)
        return (*own, self.reading, self.ordered, self.papers, self.orderers)

    def ruling(self, numbers: tuple[int, ...]) -> int:
        """The ruling of a combination, folded once."""
        known = self.known.get(numbers)
        if known is None:
            known = self.known[numbers] = self._found(numbers)
        return known

    def _found(self, numbers: tuple[int, ...]) -> int:
        # What forbids at a place forbids whatever else was found: what is known without it need not be folded again.
        held, place, *others = numbers
        bare, mask = self._without_bars(place)
        if not mask:
            return self._folded(*numbers)
        ruling = self.ruling((held, bare, *others))
        return ruling if ruling == NOT_JUDGED else self.rulings.barred(ruling, mask)

    def _without_bars(self, place: int) -> tuple[int, int]:
        """The number of a place without what forbids there, and the mask of that; 0 if nothing does."""
        if place not in self._bare:
            value: Place = self.place.examples[place]
            forbid = tuple(one for one in value.found.bars if one.code <= LAST_FORBIDDING)
            others = tuple(one for one in value.found.bars if one.code > LAST_FORBIDDING)
            bare = replace(value, found=replace(value.found, bars=others))
            self._bare[place] = (self.place.number(bare) if forbid else place, mask_of(forbid))
        return self._bare[place]

    def _folded(self, held: int, *numbers: int) -> int:
        *at, orderers, role = numbers
        how = self.held.examples[held]
        if how == NOT_JUDGED:
            return NOT_JUDGED
        values = [part.examples[number] for part, number in zip(self.parts[1:-1], at, strict=True)]
        verdict = fold(self.roles[role], Parts(*values))
        if how == STRANGER:
            verdict = unengaged(verdict, "", self.roles[role])
        return self.rulings.number(verdict, self.orderers.examples[orderers])

    def role(self, role: str) -> int:
        """The number of a role."""
        if role not in self.roles:
            self.roles.append(role)
        return self.roles.index(role)

    def forget(self) -> None:
        """Drop the tracks of a batch."""
        for part in self.parts:
            part.forget()


@dataclass(frozen=True)
class Gathered:
    """What runs are merged from. A row is a key in one role: its pair, procedure and role, and the track of each part."""

    pair: Ints
    procedure: Small
    role: Small
    parts: tuple[Flat, ...]

    def take(self, rows: Ints) -> Gathered:
        """Some rows."""
        parts = tuple(part.take(rows) for part in self.parts)
        return Gathered(self.pair[rows], self.procedure[rows], self.role[rows], parts)

    def with_rows(self, other: Gathered) -> Gathered:
        """With other rows after these. The tracks of rows that were left out stay: what changes often, grows."""
        return Gathered(
            np.concatenate([self.pair, other.pair]),
            np.concatenate([self.procedure, other.procedure]),
            np.concatenate([self.role, other.role]),
            tuple(one.with_keys(new) for one, new in zip(self.parts, other.parts, strict=True)),
        )

    def with_parts(self, new: Mapping[str, Flat]) -> Gathered:
        """The same rows with other tracks of some parts."""
        parts = (new.get(name, one) for name, one in zip(PARTS, self.parts, strict=True))
        return replace(self, parts=tuple(parts))

    def in_order(self) -> Gathered:
        """By pair, procedure and role."""
        return self.take(np.lexsort((self.role, self.procedure, self.pair)))


@dataclass(frozen=True, slots=True)
class Offer:
    """What a site gives, whoever does it: procedures, and for each what everybody there shares."""

    procedures: tuple[str, ...]
    kinds: list[str]
    own_protocol: list[bool]
    tracks: dict[str, list[int]]
    """By part: place, orderers."""


@dataclass(frozen=True, slots=True)
class Menu:
    """What a site gives to one role."""

    role: str
    offer: Offer
    asks: list[bool]
    """Whether the rule asks something of the person."""
    tracks: dict[str, list[int]]
    """By part: those of the offer, reading, ordered."""


@dataclass
class Batch:
    """Some pairs: each of their keys with its role, and the tracks of some or all of its parts."""

    judge: Judge
    procedures: Mapping[str, int]
    draft: Draft
    wanted: frozenset[str] = frozenset(PARTS)
    pairs: list[int] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    roles: list[int] = field(default_factory=list)
    columns: dict[str, list[int]] = field(default_factory=lambda: {name: [] for name in PARTS})
    by_hand: list[tuple[int, int, int]] = field(default_factory=list)
    """Runs of keys that are judged one by one: pair, (procedure, day) code and ruling."""
    _offers: dict[tuple[str, frozenset[str]], Offer] = field(default_factory=dict)
    _menus: dict[tuple[str, str, frozenset[str]], Menu] = field(default_factory=dict)
    _skilled: dict[tuple[str, ...], int] = field(default_factory=dict)

    def add(self, pair: int, person: str, site: str, only: frozenset[str] = frozenset()) -> None:
        """Gather the parts of a pair's keys: of everything that was ever on the menu, or only of some procedures."""
        world = self.judge.world
        engaged = engaged_as(world, person, site)
        if any(len(held) > 1 for held in engaged.values):
            self._judge(pair, person, site, only)
            return
        stranger = first_role(world, person) if () in engaged.values else ""
        for role in sorted({role for held in engaged.values for role in held or (stranger,)}):
            held = engaged.map(partial(_how, role, stranger))
            self._add(pair, person, site, self._menu(site, role, only), held)

    def _add(self, pair: int, person: str, site: str, menu: Menu, held: Track[int]) -> None:
        many = len(menu.offer.procedures)
        self.pairs += [pair] * many
        self.codes += [self.procedures[name] for name in menu.offer.procedures]
        self.roles += [self.draft.role(menu.role)] * many
        own: dict[str, Callable[[], list[int]]] = {
            "held": lambda: [self.draft.held.add(held)] * many,
            "doer": lambda: self._doers(person, site, menu),
            "cover": lambda: self._covers(person, site, menu),
            "skill": lambda: self._skills(person, site, menu),
            "papers": lambda: self._papers(person, site, menu),
        }
        for name in self.wanted:
            self.columns[name] += own[name]() if name in own else menu.tracks[name]

    def _doers(self, person: str, site: str, menu: Menu) -> list[int]:
        world, state = self.judge.world, self.judge.facts.need(Site, site).state
        numbers = {
            kind: self.draft.doer.add(doer_track(world, person, menu.role, state, kind))
            for kind in set(menu.offer.kinds)
        }
        return [numbers[kind] for kind in menu.offer.kinds]

    def _covers(self, person: str, site: str, menu: Menu) -> list[int]:
        world, add, role = self.judge.world, self.draft.cover.add, menu.role
        practice = world.facts.need(Site, site).practice
        if not covers_apart(world, person, practice):
            return [add(cover_track(world, person, role, practice, ""))] * len(menu.offer.procedures)
        return [add(cover_track(world, person, role, practice, name)) for name in menu.offer.procedures]

    def _skills(self, person: str, site: str, menu: Menu) -> list[int]:
        role, state = menu.role, self.judge.facts.need(Site, site).state
        signed_off = competencies(self.judge.world, person, 0)
        numbers = []
        for procedure, asks in zip(menu.offer.procedures, menu.asks, strict=True):
            # Where no rule asks anything of the person, competence is the same in every role and state.
            place = (person, role, state, procedure) if asks else (person, procedure)
            number = self._skilled.get(place)
            if number is None:
                if asks:
                    track = skill_track(self.judge.world, person, role, state, procedure)
                else:
                    track = signed_off.get(procedure, NO_DAYS).choose(ABLE, UNABLE)
                number = self._skilled[place] = self.draft.skill.add_once(track)
            numbers.append(number)
        return numbers

    def _papers(self, person: str, site: str, menu: Menu) -> list[int]:
        world, role = self.judge.world, menu.role
        papers = papers_at(world, person, site, role)
        known: dict[tuple[bool, tuple[str, ...]], int] = {}
        numbers = []
        for procedure, own in zip(menu.offer.procedures, menu.offer.own_protocol, strict=True):
            named = tuple([one.id for one in papers if one.procedures is None or procedure in one.procedures])
            if (own, named) not in known:
                track = states_track(world, named, site, role)
                known[own, named] = self.draft.papers.add(track.map(shapes.ByGiver) if own else track)
            numbers.append(known[own, named])
        return numbers

    def _names(self, site: str, only: frozenset[str]) -> list[str]:
        offered = {code for one in self.judge.facts.by(Service, "site", site) for code in one.procedures}
        return sorted(only or offered, key=self.procedures.__getitem__)

    def place_of(self, rows: Gathered, site_of: Callable[[int], str]) -> Flat:
        """The part of place for rows that were gathered before; a place gives everybody the same."""
        sites, at = np.unique(rows.pair >> SITE_BITS, return_inverse=True)
        numbers = np.zeros((len(sites), len(self.procedures)), np.int32)
        for index, site in enumerate(sites.tolist()):
            offer = self._offer(site_of(site), frozenset())
            numbers[index, [self.procedures[name] for name in offer.procedures]] = offer.tracks["place"]
        return Flat.of(self.draft.place, numbers[at, rows.procedure])

    def _offer(self, site: str, only: frozenset[str]) -> Offer:
        if (site, only) not in self._offers:
            self._offers[site, only] = self._new_offer(site, self._names(site, only))
        return self._offers[site, only]

    def _new_offer(self, site: str, names: list[str]) -> Offer:
        world, draft, state = self.judge.world, self.draft, self.judge.facts.need(Site, site).state
        signers = [protocol_track(world, site, name) for name in names] if self.wanted & OF_PLACE else []
        return Offer(
            procedures=tuple(names),
            kinds=[kind_of_act(world, name) for name in names],
            own_protocol=[any(map(is_by_giver, track.values)) for track in signers],
            tracks={
                "place": self._places(site, names, signers) if "place" in self.wanted else [],
                "orderers": [draft.orderers.add(orderers_track(world, state, name)) for name in names],
            },
        )

    def _places(self, site: str, names: list[str], signers: list[Track[frozenset[str]]]) -> list[int]:
        world, numbers = self.judge.world, []
        known: dict[Hashable, int] = {}
        for name, signed in zip(names, signers, strict=True):
            menu = menu_track(world, site, name)
            # All that differs between the procedures of a site.
            like = (id(signed), menu.starts, tuple(map(shapes.codes_of, menu.values)))
            if like not in known:
                known[like] = self.draft.place.add_once(place_track(world, site, name))
            numbers.append(known[like])
        return numbers

    def _menu(self, site: str, role: str, only: frozenset[str]) -> Menu:
        place = (site, role, only)
        if place not in self._menus:
            self._menus[place] = self._new_menu(site, role, self._offer(site, only))
        return self._menus[place]

    def _new_menu(self, site: str, role: str, offer: Offer) -> Menu:
        world, draft, state = self.judge.world, self.draft, self.judge.facts.need(Site, site).state
        tracks, names = dict(offer.tracks), offer.procedures
        if "reading" in self.wanted:
            tracks["reading"] = [draft.reading.add(rule_track(world, state, name, role)) for name in names]
        if "ordered" in self.wanted:
            tracks["ordered"] = [draft.ordered.add(ordered_track(world, site, name, role)) for name in names]
        asks = [asks_of_people(world, state, name, role) for name in names] if "skill" in self.wanted else []
        return Menu(role, offer, asks, tracks)

    def _judge(self, pair: int, person: str, site: str, only: frozenset[str]) -> None:
        state = self.judge.facts.need(Site, site).state
        for procedure in self._names(site, only):
            number = self.procedures[procedure]
            verdicts = self.judge.compute(Key(person, procedure, site))
            tracks = (verdicts, orderers_track(self.judge.world, state, procedure))
            for day, (verdict, orderers) in together(tracks):
                ruling = self.draft.rulings.number(verdict, orderers)
                self.by_hand.append((pair, number << DAY_BITS | day, ruling))

    def gathered(self) -> Gathered:
        """The rows; the tracks of parts that were not wanted mean nothing."""
        nothing = [0] * len(self.pairs)
        columns = (self.columns[name] if name in self.wanted else nothing for name in PARTS)
        parts = zip(self.draft.parts, columns, strict=True)
        return Gathered(
            np.array(self.pairs, np.int64),
            np.array(self.codes, np.int32),
            np.array(self.roles, np.int32),
            tuple(Flat.of(part, column) for part, column in parts),
        )


def runs_of(
    gathered: Gathered, by_hand: Sequence[tuple[int, int, int]], pairs: Ints, width: int, draft: Draft
) -> Runs:
    """The runs of all keys of some sorted pairs, numbered by their place there, joined where the ruling stays."""
    merged_runs, columns = merged(gathered.parts)
    index = merged_runs >> DAY_BITS
    shown, number = combinations([*columns, gathered.role[index].astype(np.int64)])
    rows = zip(
        *(column[shown].tolist() for column in columns), gathered.role[index[shown]].tolist(), strict=True
    )
    rulings = np.array([draft.ruling(row) for row in rows], np.int64)
    keys = np.searchsorted(pairs, gathered.pair) * width + gathered.procedure
    codes = keys[index] << DAY_BITS | merged_runs & DAY_MASK
    more = np.array(by_hand, np.int64).reshape(-1, 3)
    codes = np.concatenate([codes, (np.searchsorted(pairs, more[:, 0]) * width << DAY_BITS) + more[:, 1]])
    ruling = np.concatenate([rulings[number], more[:, 2]])
    order = np.argsort(codes, kind="stable")
    order = order[ruling[order] != NOT_JUDGED]
    return joined(codes[order], ruling[order])


def is_by_giver(signers: frozenset[str]) -> bool:
    """Whether a protocol counts only for those who signed it: no physician did."""
    return bool(signers) and "*" not in signers


def _how(role: str, stranger: str, held: tuple[str, ...]) -> int:
    if role in held:
        return ENGAGED
    return STRANGER if not held and role == stranger else NOT_JUDGED


def joined(codes: Ints, ruling: Ints) -> Runs:
    """Runs without those that only repeat the ruling of the run before them, of the same key."""
    new_key = np.diff(codes >> DAY_BITS, prepend=-1) != 0
    begins = new_key | (np.diff(ruling, prepend=-1) != 0)
    return codes[begins], ruling[begins]
