"""Acts and rulings as columns of numbers, which is how every batch peer is given them: decoded, checked, keyed.

OpenMSO's `audit` reads the Arrow table itself; its peers are spared that.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from peers.spans import Spans

from openmso.authority.batch import Table
from openmso.authority.batch.columns import MEASURES, entries, flags, numbers
from openmso.authority.batch.conditions import Conditions, conditions_of
from openmso.authority.batch.telling import asking, told
from openmso.authority.batch.zones import EPOCH_DAY, Calendar

Ints = npt.NDArray[np.int64]
Column = npt.NDArray[np.generic]
BARS = np.uint64((1 << 40) - 1)
"""Bits of what bars or fails, as against those of conditions."""


@dataclass(frozen=True)
class Scene:
    """A compiled network and a million acts, ready for every batch peer. Days are ordinals."""

    spans: Spans
    conditions: Conditions
    calendar: Calendar
    acts: dict[str, Column]
    """By name; `key` is a row of `firsts` (only the limit of one core is given it), roles, modes, areas and sentences are bits of `rulings`."""
    rulings: dict[str, Column]
    """What each ruling asks, by name."""
    firsts: Ints
    """Where the runs of each key begin in `spans`; one more at the end."""


def scene_of(table: Table, spans: Spans, acts: pa.Table, days: Ints) -> Scene:
    """Read the acts once; `days` are their civil days, for those who only look standing up."""
    keys, firsts = np.unique(spans.key, return_index=True)
    who, conditions = asking(acts, table.words), conditions_of(table.rulings)
    what = told(acts, table.words, table.places.states, conditions)
    wide = spans.key_of(who.person, who.procedure, who.site)
    rows = np.arange(len(acts))
    words = {text: place for place, text in enumerate(sorted(set[str]().union(*conditions.groups)))}
    areas_told, areas = what.areas(rows)
    columns: dict[str, Column] = {
        "row": rows,
        "key": np.searchsorted(keys, wide),
        "day": days,
        "person": who.person.astype(np.int64),
        "procedure": who.procedure.astype(np.int64),
        "site": who.site.astype(np.int64),
        "zone": table.places.zone[who.site],
        "state": table.places.state[who.site],
        "at": who.at,
        **{
            name: getattr(what, name)
            for name in ("exam_role", "exam_mode", "exam_at", "order_role", "order_at")
        },
        **{name: getattr(what, name) for name in ("supervisor", "supervisor_role", "near", "consent")},
        "county": flags(acts, "contiguous_county", rows),
        "patient_state": what.patient_state,
        "first_visit": flags(acts, "first_visit_in_person", rows),
        "areas_told": areas_told,
        "areas": areas.astype(np.int64),
        "attested": _bits(acts, words),
        **{name: numbers(acts, name, rows) for name in ("minutes", "miles", *MEASURES)},
    }
    asks = _rulings(conditions, words)
    return Scene(spans, conditions, table.places.calendar, columns, asks, np.append(firsts, len(spans.start)))


def _bits(acts: pa.Table, words: dict[str, int]) -> Ints:
    found = np.zeros(len(acts), np.int64)
    _, rows, sentences = entries(acts, "attested", words, np.arange(len(acts)))
    np.bitwise_or.at(found, rows, np.int64(1) << sentences.astype(np.int64))
    return found


def _rulings(conditions: Conditions, words: dict[str, int]) -> dict[str, Column]:
    asked, ways = conditions.asked, conditions.ways
    needed = np.array(
        [sum(1 << words[text] for text in texts) for texts in conditions.groups] + [0], np.int64
    )
    columns: dict[str, Column] = {
        "number": np.arange(len(asked)),
        "standing": conditions.standing,
        "mask": conditions.mask.astype(np.int64),
        "bars": (conditions.mask & BARS).astype(np.int64),
        "exam_months": conditions.exam_months[asked],
        "exam_roles": conditions.exam_roles[asked].astype(np.int64),
        "exam_modes": conditions.exam_modes[asked].astype(np.int64),
        "orderers": conditions.orderers[asked].astype(np.int64),
        "asks_first_visit": conditions.first_visit[asked],
        "always": conditions.always[asked].astype(np.int64),
        "spared": conditions.spared[asked],
        "never": conditions.never[asked].astype(np.int64),
        "attests": needed[conditions.attests[asked]],
        "said": needed[conditions.said[asked]],
    }
    for place, bounds in enumerate(conditions.bounds):
        columns[f"bound{place}"] = bounds[asked]
    for way in range(len(ways.rank)):
        columns[f"way{way}_near"] = np.maximum(ways.rank[way], 1)[asked]
        columns[f"way{way}_roles"] = ways.roles[way][asked].astype(np.int64)
        columns[f"way{way}_minutes"] = ways.minutes[way][asked]
        columns[f"way{way}_miles"] = ways.miles[way][asked]
        columns[f"way{way}_county"] = ways.county[way][asked]
    return columns


@dataclass(frozen=True)
class Found:
    """What a batch peer found, in the order of the acts: standing and mask; in a whole audit also the rest."""

    standing: Column
    mask: Column
    day: Column | None = None
    outcome: Column | None = None
    to_show: Column | None = None

    def differs(self, other: Found) -> int:
        """In how many acts two disagree."""
        wrong = np.zeros(len(self.standing), np.bool_)
        for name in ("standing", "mask", "day", "outcome", "to_show"):
            mine, its = getattr(self, name), getattr(other, name)
            if mine is not None and its is not None:
                wrong |= mine.astype(np.int64) != its.astype(np.int64)
        return int(wrong.sum())


def found_by(audit: pa.Table) -> Found:
    """The result of OpenMSO's own audit."""
    audit = audit.unify_dictionaries().combine_chunks()
    return Found(
        standing=audit["standing"].chunk(0).indices.to_numpy(),
        mask=audit["mask"].to_numpy(),
        day=audit["day"].cast(pa.int32()).to_numpy() + EPOCH_DAY,
        outcome=audit["outcome"].chunk(0).indices.to_numpy(),
        to_show=audit["to_show"].to_numpy(),
    )
