"""What the rows of a table of acts tell, as arrays: who did what where and when, and what is known of the bedside.

`docs/acts.md` describes every column for people. Nothing is guessed: a row whose person, procedure, site or moment
cannot be read, or that uses a word outside the closed ones, is no act.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa

from openmso.authority.batch.arrays import Bits, Bools, Flags, Floats, Ints, Small
from openmso.authority.batch.columns import (
    NEVER,
    NOT_KNOWN,
    NOT_TOLD,
    codes,
    entries,
    flags,
    moments,
    numbers,
)
from openmso.authority.batch.conditions import BITS, MODES, Conditions
from openmso.authority.batch.tables import Words
from openmso.authority.terms import Supervision

UNKNOWN_ROLE = BITS + 1
"""The bit of a role that no condition names; it is set in none."""
RANKS: Final[dict[str, int]] = {near.value: near.rank for near in Supervision}
NO_MOMENT = "is no moment with a time zone"
Wrong = tuple[str, str, Bools]
"""A column, what is wrong with it, and in which rows."""


@dataclass(frozen=True)
class Asking:
    """Who did what where and when, row by row."""

    person: Small
    procedure: Small
    site: Small
    at: Ints
    wrong: tuple[Wrong, ...]


def asking(acts: pa.Table, words: Words) -> Asking:
    """Read the columns that every act has."""
    person = codes(acts, "person", words.people.codes)
    procedure = codes(acts, "procedure", words.procedures.codes)
    site = codes(acts, "site", words.sites.codes)
    at, unreadable = moments(acts, "at")
    wrong = [("at", "is empty", (at == NEVER) & ~unreadable), ("at", NO_MOMENT, unreadable)]
    for name, column in (("person", person), ("procedure", procedure), ("site", site)):
        wrong += [
            (name, "is empty", column == NOT_TOLD),
            (name, "is not in the network", column == NOT_KNOWN),
        ]
    return Asking(person, procedure, site, at, tuple(wrong))


@dataclass(frozen=True)
class Told:
    """What is told of the bedside, row by row; what few conditions ask is read for the rows of which it is asked.

    Roles are bits that conditions name; a role of -1 means that no exam, order or supervisor is told.
    """

    acts: pa.Table
    conditions: Conditions
    exam_role: Small
    exam_mode: Small
    exam_at: Ints
    order_role: Small
    order_at: Ints
    supervisor: Small
    supervisor_role: Small
    near: Small
    consent: Flags
    patient_state: Small
    wrong: tuple[Wrong, ...]

    def numbers(self, name: str, rows: Ints) -> Floats:
        """A column of numbers, NaN where none is told."""
        return numbers(self.acts, name, rows)

    def flags(self, name: str, rows: Ints) -> Flags:
        """A column of truths, -1 where none is told."""
        return flags(self.acts, name, rows)

    def areas(self, rows: Ints) -> tuple[Bools, Bits]:
        """Whether areas are told, and those that conditions name, as bits."""
        told, places, found = entries(self.acts, "areas", self.conditions.areas, rows)
        areas = np.zeros(len(rows), np.uint64)
        np.bitwise_or.at(areas, places, np.uint64(1) << found.astype(np.uint64))
        return told, areas

    def attests(self, groups: Ints, rows: Ints) -> Bools:
        """Whether each row attests every sentence of its group of `conditions.groups`."""
        words = {
            text: number for number, text in enumerate(sorted(set[str]().union(*self.conditions.groups)))
        }
        needed = np.zeros((len(self.conditions.groups), len(words)), np.bool_)
        for number, texts in enumerate(self.conditions.groups):
            needed[number, [words[text] for text in texts]] = True
        _, places, found = entries(self.acts, "attested", words, rows)
        hits = needed[groups[places], found]
        pairs = np.unique(places[hits] * len(words) + found[hits])  # a sentence attested twice counts once
        count = np.bincount(pairs // max(1, len(words)), minlength=len(rows))
        return np.asarray(count >= needed.sum(axis=1)[groups])


def told(acts: pa.Table, words: Words, states: Mapping[str, int], conditions: Conditions) -> Told:
    """Read the columns of the bedside. An exam, order or supervisor of whom a part is missing is not told."""
    exam_role, (exam_at, exam_junk) = _roles(acts, "exam_role", conditions), moments(acts, "exam_at")
    exam_mode = codes(acts, "exam_mode", MODES)
    exam_role[(exam_mode == NOT_TOLD) | (exam_at == NEVER)] = NOT_TOLD
    order_role, (order_at, order_junk) = _roles(acts, "order_role", conditions), moments(acts, "order_at")
    order_role[order_at == NEVER] = NOT_TOLD
    supervisor_role, near = _roles(acts, "supervisor_role", conditions), codes(acts, "supervision", RANKS)
    supervisor_role[near == NOT_TOLD] = NOT_TOLD
    return Told(
        acts=acts,
        conditions=conditions,
        exam_role=exam_role,
        exam_mode=exam_mode,
        exam_at=exam_at,
        order_role=order_role,
        order_at=order_at,
        supervisor=codes(acts, "supervisor", words.people.codes),
        supervisor_role=supervisor_role,
        near=near,
        consent=flags(acts, "consent", np.arange(len(acts))),
        patient_state=codes(acts, "patient_state", states),
        wrong=(
            ("exam_at", NO_MOMENT, exam_junk),
            ("order_at", NO_MOMENT, order_junk),
            ("exam_mode", f"is none of {', '.join(MODES)}", exam_mode == NOT_KNOWN),
            ("supervision", f"is none of {', '.join(RANKS)}", near == NOT_KNOWN),
        ),
    )


def _roles(acts: pa.Table, name: str, conditions: Conditions) -> Small:
    found = codes(acts, name, conditions.roles)
    found[found == NOT_KNOWN] = UNKNOWN_ROLE
    return found
