"""What taking people and licenses from a file would change.

Whoever comes is found among those who are there by id, by NPI, or by the very same name; then only what the file says and what
differs is changed. What a file leaves out stays as it is. Nothing is ever taken away.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from openmso.authority.facts.checks import faults
from openmso.authority.facts.people import License, Person
from openmso.timeline.spans import BEGINNING, FOREVER, Span
from openmso.workforce.rules.arrivals import (
    Arrival,
    Change,
    Entry,
    Identified,
    LicenseSaid,
    Plan,
    RefusedRowError,
    There,
)
from openmso.workforce.rules.likeness import like_people
from openmso.workforce.rules.names import folded
from openmso.workforce.rules.rejects import Reject

LONGEST_ID: Final = 60
LONGEST: Final = {"name": 300, "license_number": 100, "other_names": 200}
"""Characters, by column."""
GOOD_STATUSES: Final = ("active", "probation")


def plan(arrivals: Sequence[Arrival], there: There, rejects: Iterable[Reject] = ()) -> Plan:
    """What taking these rows would change. A row that cannot be taken is a reject and changes nothing."""
    work = _Work(there)
    refused = list(rejects)
    for one in arrivals:
        try:
            work.take(one)
        except RefusedRowError as error:
            refused.append(error.reject)
    return Plan(
        changes=work.changes(),
        rejects=tuple(sorted(refused, key=lambda one: (one.row, one.column))),
        remarks=tuple(work.remarks),
        same=work.same,
    )


class _Work:
    """The records as they would be, while rows are taken one after another."""

    def __init__(self, there: There) -> None:
        self.there = there
        self.now: dict[tuple[type, str], Entry] = {}
        self.rows: dict[tuple[type, str], int] = {}
        self.said: dict[tuple[type, str], int] = {}
        self.remarks: list[Reject] = []
        self.same = 0
        self.taken = set(there.taken)
        self.by_npi = {one.npi: one.id for one in there.people.values() if one.npi}
        self.by_name: dict[str, list[str]] = defaultdict(list)
        for one in there.people.values():
            self.by_name[folded(one.name)].append(one.id)
        self.licenses: dict[str, dict[str, License]] = defaultdict(dict)
        for held in there.licenses.values():
            self.licenses[held.person][held.id] = held

    def changes(self) -> tuple[Change, ...]:
        """What differs from what is there: people first, then what is theirs."""
        order = {Person: 0, Identified: 1, License: 2}
        kept = [
            Change(self.rows[key], before, after)
            for key, after in self.now.items()
            if (before := self._before(*key)) != after
        ]
        return tuple(sorted(kept, key=lambda one: (order[type(one.after)], one.row)))

    def take(self, one: Arrival) -> None:
        """Take a row, all of it or nothing."""
        id = self._who(one)
        before = self._now(Person, id) if id else None
        if isinstance(before, Person):
            person = self._same_person(one, before)
        else:
            self._npi_is_free(one, id)
            id = id or self._new_id(one.name)
            person = Person(id, one.name, one.npi)
        license = self._license(one.row, one.license, person.id) if one.license else None
        identity = self._identity(one, person.id)
        wanted: list[Entry] = [entry for entry in (person, identity, license) if entry is not None]
        for entry in wanted:
            _judge(one.row, entry)
            self._agrees(one.row, entry)
        news = [entry for entry in wanted if self._now(type(entry), _id(entry)) != entry]
        for entry in wanted:
            self.said.setdefault((type(entry), _id(entry)), one.row)
        for entry in news:
            self._put(one.row, entry)
        self.same += not news

    def _agrees(self, row: int, entry: Entry) -> None:
        """Raises if an earlier row of the file said otherwise of the same record; more may be said of a person."""
        key = (type(entry), _id(entry))
        now = self._now(*key)
        if key not in self.said or now == entry or isinstance(entry, Identified):
            return
        if isinstance(entry, Person) and isinstance(now, Person) and entry.name == now.name:
            return
        what = f"row {self.said[key]} says otherwise of {key[1]}"
        raise RefusedRowError(row, "", what, "let both rows say the same")

    def _put(self, row: int, entry: Entry) -> None:
        key = (type(entry), _id(entry))
        self.now[key] = entry
        self.rows.setdefault(key, row)
        match entry:
            case Person():
                self.taken.add(entry.id)
                if entry.npi:
                    self.by_npi[entry.npi] = entry.id
                if entry.id not in self.by_name[folded(entry.name)]:
                    self.by_name[folded(entry.name)].append(entry.id)
            case License():
                self.taken.add(entry.id)
                self.licenses[entry.person][entry.id] = entry

    def _before(self, kind: type, id: str) -> Entry | None:
        tables: dict[type, Mapping[str, Any]] = {
            Person: self.there.people, License: self.there.licenses, Identified: self.there.identities,
        }  # fmt: skip
        found: Entry | None = tables[kind].get(id)
        return found

    def _now(self, kind: type, id: str) -> Entry | None:
        return self.now.get((kind, id)) or self._before(kind, id)

    def _who(self, one: Arrival) -> str:
        """The id of the person who comes, if they are there; empty for somebody new."""
        if one.id:
            known = self._now(Person, one.id)
            if known is None and one.id in self.taken:
                raise RefusedRowError(one.row, "id", f'"{one.id}" is the id of something else', "another id")
            return one.id
        if one.npi and one.npi in self.by_npi:
            return self.by_npi[one.npi]
        alike = [
            id
            for id in self.by_name.get(folded(one.name), ())
            if not (one.npi and getattr(self._now(Person, id), "npi", ""))
        ]
        if len(alike) > 1:
            ids = ", ".join(sorted(alike))
            raise RefusedRowError(
                one.row, "name", f"several people have this name: {ids}", "say which one in a column id"
            )
        if alike:
            if self._before(Person, alike[0]) is not None:
                self.remarks.append(
                    Reject(one.row, "name", f"taken for {alike[0]}, who has the same name", "")
                )
            return alike[0]
        return ""

    def _npi_is_free(self, one: Arrival, id: str) -> None:
        holder = self.by_npi.get(one.npi) if one.npi else None
        if holder is not None and holder != id:
            raise RefusedRowError(one.row, "npi", f"this NPI is {holder}'s", "look whose it is")

    def _same_person(self, one: Arrival, before: Person) -> Person:
        if one.npi and before.npi and one.npi != before.npi:
            raise RefusedRowError(
                one.row,
                "npi",
                f"{before.id} has another NPI",
                "look which is right, and amend the person by hand",
            )
        self._npi_is_free(one, before.id)
        # The same name in another spelling of capitals and accents is no news.
        name = before.name if folded(one.name) == folded(before.name) or not one.renames else one.name
        if not one.renames and not like_people(one.name, before.name):
            what = f"it belongs to another name than {before.id}'s"
            raise RefusedRowError(one.row, "npi", what, "look whether the number on record is right")
        return replace(before, name=name, npi=one.npi or before.npi)

    def _identity(self, one: Arrival, person: str) -> Identified | None:
        if one.born is None and not one.other_names:
            return None
        found = self._now(Identified, person)
        before = found if isinstance(found, Identified) else Identified(person)
        if one.born and before.born and one.born != before.born:
            raise RefusedRowError(
                one.row,
                "born",
                f"{person} has another day of birth",
                "look which is right, and amend it by hand",
            )
        names = tuple(dict.fromkeys((*before.other_names, *one.other_names)))
        return Identified(person, one.born or before.born, names)

    def _license(self, row: int, said: LicenseSaid, person: str) -> License:
        held = self._held(row, said, person)
        start = held.span.start if held else BEGINNING
        end = held.span.end if held else FOREVER
        if said.issued is not None:
            start = said.issued.toordinal()
        if said.expires is not None:
            end = said.expires.toordinal() + 1
        status = said.status or (held.status if held else "active")
        if status == "unknown" and said.status is None and said.expires is not None:
            status = "active"
        if (
            end >= FOREVER
            and not said.never_expires
            and status in GOOD_STATUSES
            and (held is None or held.status == "unknown")
        ):
            # Without its last good day nobody knows whether it still holds, whatever its status is said to be.
            what = f"not said: {said.state} {said.role} is kept with status unknown, which gives no authority"
            self.remarks.append(Reject(row, "expires", what, ""))
            status = "unknown"
        if end <= start:
            raise RefusedRowError(row, "expires", "it would end before it began", "look at both days")
        if held is None:
            id = self._free(f"{person}/license/{said.state}-{said.role}".lower())
            held = License(id, person, said.role, said.state, Span(start, end))
        multistate = held.multistate if said.multistate is None else said.multistate
        told = replace(
            held,
            number=said.number or held.number,
            status=status,
            multistate=multistate,
            span=Span(start, end),
        )
        # What was verified is what was on record then; what a file says anew nobody has looked up yet.
        return told if told == held else replace(told, verified_on=None, verified_with="")

    def _held(self, row: int, said: LicenseSaid, person: str) -> License | None:
        """The license that the row speaks of: of the same number, or one whose number nobody said yet; None: a new one.

        Of several with one number, which follow each other, the one of the day of issue, else the last. A day of issue behind
        the last one's end makes a new one: a renewal.
        """
        own = [
            one for one in self.licenses[person].values() if (one.role, one.state) == (said.role, said.state)
        ]
        if not said.number and len({_bare(one.number) for one in own}) > 1:
            what = f"{person} has several licenses as {said.role} in {said.state}"
            raise RefusedRowError(row, "license_number", what, "say the number")
        same = [one for one in own if not said.number or _bare(one.number) == _bare(said.number)]
        same = same or [one for one in own if not one.number]
        if not same:
            return None
        latest = max(same, key=lambda one: one.span.end)
        if said.issued is None:
            return latest
        issued = said.issued.toordinal()
        begun = [one for one in same if one.span.start == issued]
        begun = begun or [one for one in same if one.span.start == BEGINNING and issued < one.span.end]
        if begun:
            return begun[0]
        if issued >= latest.span.end:
            return None
        if len(same) > 1:
            what = f"{latest.id} and others have this number, and none was issued on that day"
            raise RefusedRowError(row, "issued", what, "look at the day of issue")
        return latest

    def _new_id(self, name: str) -> str:
        words = re.sub(r"[^a-z0-9]+", "-", folded(name).lower()).strip("-")
        return self._free(words[:LONGEST_ID].strip("-") or "person")

    def _free(self, base: str) -> str:
        id, number = base, 1
        while id in self.taken:
            number += 1
            id = f"{base}-{number}"
        return id


def _judge(row: int, entry: Entry) -> None:
    """Whether a record can be kept at all. Raises `RefusedRowError`; a name that is too long is not repeated."""
    texts = {
        "name": getattr(entry, "name", ""),
        "license_number": getattr(entry, "number", ""),
        "other_names": max(getattr(entry, "other_names", ()), key=len, default=""),
    }
    for column, text in texts.items():
        if len(text) > LONGEST[column]:
            raise RefusedRowError(row, column, f"has {len(text)} characters", f"{LONGEST[column]} at most")
    if isinstance(entry, Person | License):
        for fault in faults(entry):
            raise RefusedRowError(row, fault.field, fault.what, fault.mend)


def _id(entry: Entry) -> str:
    return entry.person if isinstance(entry, Identified) else entry.id


def _bare(number: str) -> str:
    return folded(number).replace(" ", "")
