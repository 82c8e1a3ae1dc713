"""Drafting runs: the parts of many keys are gathered, merged, and each different combination is folded once.

The same `fold` that judges a single key judges an example of each combination of shapes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from openmso.authority.answer import Key
from openmso.authority.bars import asks_of_people, cover_track, covers_apart
from openmso.authority.batch import shapes
from openmso.authority.batch.arrays import Ints
from openmso.authority.batch.merging import DAY_BITS, DAY_MASK, Flat, Part, combinations, merged
from openmso.authority.batch.rulings import Rulings
from openmso.authority.facts.structure import Service, Site
from openmso.authority.fold import fold, unengaged
from openmso.authority.holdings import competencies, engaged_as
from openmso.authority.judge import Judge
from openmso.authority.papers import ordered_track, papers_at, states_track
from openmso.authority.parts import ABLE, UNABLE, Parts, doer_track, first_role, place_track, skill_track
from openmso.authority.readings import kind_of_act, orderers_track, rule_track
from openmso.timeline.days import NO_DAYS
from openmso.timeline.tracks import Track, together

Runs = tuple[Ints, Ints]
"""Sorted (key, day) codes, and the number of the ruling from each on."""


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

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts, in the order of a combination."""
        own = (self.held, self.place, self.doer, self.cover, self.skill)
        return (*own, self.reading, self.ordered, self.papers, self.orderers)

    def ruling(self, numbers: tuple[int, ...]) -> int:
        """The ruling of a combination, folded once."""
        known = self.known.get(numbers)
        if known is None:
            known = self.known[numbers] = self._folded(*numbers)
        return known

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


@dataclass(frozen=True, slots=True)
class Menu:
    """What a site gives to one role: its procedures, and per procedure the tracks that everybody there shares."""

    role: str
    procedures: tuple[str, ...]
    codes: list[int]
    kinds: list[str]
    asks: list[bool]
    places: list[int]
    own_protocol: list[bool]
    readings: list[int]
    ordered: list[int]
    orderers: list[int]


@dataclass
class Batch:
    """Some pairs: the number of each key, its role, and the number of the track of each of its parts."""

    judge: Judge
    procedures: Mapping[str, int]
    draft: Draft
    keys: list[int] = field(default_factory=list)
    roles: list[int] = field(default_factory=list)
    columns: tuple[list[int], ...] = field(default_factory=lambda: tuple([] for _ in range(9)))
    by_hand: list[tuple[int, int]] = field(default_factory=list)
    """Runs of keys that are judged one by one, as (key, day) code and ruling."""
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
        world, draft, role = self.judge.world, self.draft, menu.role
        state, many = world.facts.need(Site, site).state, len(menu.procedures)
        doers = {
            kind: draft.doer.add(doer_track(world, person, role, state, kind)) for kind in set(menu.kinds)
        }
        self.keys += [pair * len(self.procedures) + code for code in menu.codes]
        self.roles += [draft.role(role)] * many
        gathered = (
            [draft.held.add(held)] * many,
            menu.places,
            [doers[kind] for kind in menu.kinds],
            self._covers(person, site, role, menu),
            self._skills(person, role, state, menu),
            menu.readings,
            menu.ordered,
            self._papers(person, site, role, menu),
            menu.orderers,
        )
        for column, numbers in zip(self.columns, gathered, strict=True):
            column.extend(numbers)

    def _covers(self, person: str, site: str, role: str, menu: Menu) -> list[int]:
        world, add = self.judge.world, self.draft.cover.add
        practice = world.facts.need(Site, site).practice
        if not covers_apart(world, person, practice):
            return [add(cover_track(world, person, role, practice, ""))] * len(menu.procedures)
        return [add(cover_track(world, person, role, practice, name)) for name in menu.procedures]

    def _skills(self, person: str, role: str, state: str, menu: Menu) -> list[int]:
        signed_off = competencies(self.judge.world, person, 0)
        numbers = []
        for procedure, asks in zip(menu.procedures, menu.asks, strict=True):
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

    def _papers(self, person: str, site: str, role: str, menu: Menu) -> list[int]:
        world = self.judge.world
        papers = papers_at(world, person, site, role)
        known: dict[tuple[bool, tuple[str, ...]], int] = {}
        numbers = []
        for procedure, own in zip(menu.procedures, menu.own_protocol, strict=True):
            named = tuple([one.id for one in papers if one.procedures is None or procedure in one.procedures])
            if (own, named) not in known:
                track = states_track(world, named, site, role)
                known[own, named] = self.draft.papers.add(track.map(shapes.ByGiver) if own else track)
            numbers.append(known[own, named])
        return numbers

    def _menu(self, site: str, role: str, only: frozenset[str]) -> Menu:
        place = (site, role, only)
        if place not in self._menus:
            self._menus[place] = self._new_menu(site, role, self._names(site, only))
        return self._menus[place]

    def _names(self, site: str, only: frozenset[str]) -> list[str]:
        offered = {code for one in self.judge.facts.by(Service, "site", site) for code in one.procedures}
        return sorted(only or offered, key=self.procedures.__getitem__)

    def _new_menu(self, site: str, role: str, names: list[str]) -> Menu:
        world, draft, state = self.judge.world, self.draft, self.judge.facts.need(Site, site).state
        places = [place_track(world, site, name) for name in names]
        return Menu(
            role=role,
            procedures=tuple(names),
            codes=[self.procedures[name] for name in names],
            kinds=[kind_of_act(world, name) for name in names],
            asks=[asks_of_people(world, state, name, role) for name in names],
            places=[draft.place.add(track) for track in places],
            own_protocol=[
                any(one.signers and "*" not in one.signers for one in track.values) for track in places
            ],
            readings=[draft.reading.add(rule_track(world, state, name, role)) for name in names],
            ordered=[draft.ordered.add(ordered_track(world, site, name, role)) for name in names],
            orderers=[draft.orderers.add(orderers_track(world, state, name)) for name in names],
        )

    def _judge(self, pair: int, person: str, site: str, only: frozenset[str]) -> None:
        state = self.judge.facts.need(Site, site).state
        for procedure in self._names(site, only):
            number = pair * len(self.procedures) + self.procedures[procedure]
            verdicts = self.judge.compute(Key(person, procedure, site))
            tracks = (verdicts, orderers_track(self.judge.world, state, procedure))
            for day, (verdict, orderers) in together(tracks):
                self.by_hand.append((number << DAY_BITS | day, self.draft.rulings.number(verdict, orderers)))

    def runs(self) -> Runs:
        """The runs of all keys gathered, joined where the ruling stays the same."""
        parts = [Flat.of(part, column) for part, column in zip(self.draft.parts, self.columns, strict=True)]
        merged_runs, columns = merged(parts)
        index = merged_runs >> DAY_BITS
        shown, number = combinations([*columns, np.array(self.roles, np.int64)[index]])
        rows = zip(*(column[shown].tolist() for column in columns), strict=True)
        roles = (self.roles[one] for one in index[shown].tolist())
        rulings = [self.draft.ruling((*row, role)) for row, role in zip(rows, roles, strict=True)]
        codes = np.array(self.keys, np.int64)[index] << DAY_BITS | merged_runs & DAY_MASK
        ruling = np.array(rulings, np.int64)[number]
        more = np.array(self.by_hand, np.int64).reshape(-1, 2)
        codes, ruling = np.concatenate([codes, more[:, 0]]), np.concatenate([ruling, more[:, 1]])
        order = np.argsort(codes, kind="stable")
        order = order[ruling[order] != NOT_JUDGED]
        return joined(codes[order], ruling[order])


def _how(role: str, stranger: str, held: tuple[str, ...]) -> int:
    if role in held:
        return ENGAGED
    return STRANGER if not held and role == stranger else NOT_JUDGED


def joined(codes: Ints, ruling: Ints) -> Runs:
    """Runs without those that only repeat the ruling of the run before them, of the same key."""
    new_key = np.diff(codes >> DAY_BITS, prepend=-1) != 0
    begins = new_key | (np.diff(ruling, prepend=-1) != 0)
    return codes[begins], ruling[begins]
