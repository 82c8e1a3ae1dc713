"""Going through what arrived, resource by resource: what each would be here. A preview only looks; an import writes batch by batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from openmso.care.facts.outside import codes_known, opened, sought
from openmso.care.files.fhir.judging import Judged, judged
from openmso.care.files.fhir.reading import Arrived
from openmso.care.models import Outside
from openmso.care.rules.fhir.codes import Code, codes_of, meaning
from openmso.care.rules.fhir.links import patient_of, wants_patient
from openmso.care.rules.fhir.mapping import Fault
from openmso.care.rules.fhir.records import Procedure
from openmso.care.rules.fhir.references import keys_to
from openmso.care.rules.fhir.tally import DIRECTORY, Reject, Tally, abridged, changed_elements
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing

BATCH: Final = 500
NO_CODE: Final = "means nothing here yet: say what it is, then take it up again"
NO_PATIENT: Final = "its patient is neither among what came nor here"


@dataclass(frozen=True, slots=True)
class Change:
    """A resource that is here and comes otherwise: in which elements."""

    kind: str
    id: str
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fated:
    """A resource with what becomes of it; `before`: the row of its last version. `write`: whether there is something to write."""

    judged: Judged
    fate: str
    before: Outside | None
    write: bool


@dataclass
class Walk:
    """One walk through what arrived from a source, and what was counted on it.

    Resources are counted as they come; those whose patient has not come yet are held back by id until the end of the walk.
    """

    by: Actor
    source: str
    tally: Tally = field(default_factory=Tally)
    changes: list[Change] = field(default_factory=list)
    _met: dict[tuple[str, str], Any] = field(default_factory=dict)
    _patients: set[str] = field(default_factory=set)
    _held: list[tuple[tuple[str, ...], str, Reject]] = field(default_factory=list)
    _known: Mapping[Code, str] = field(default_factory=dict)

    def through(self, arrived: Iterable[Arrived]) -> Iterator[list[Fated]]:
        """Batch by batch, in the caller's transaction: the next batch is compared with what the last one wrote."""
        coming = map(judged, arrived)
        while batch := list(islice(coming, BATCH)):
            with seeing(self.by):
                self._known = codes_known(self.by.network)
                rows = self._rows(batch)
                found = [self._fated(one, rows) for one in batch]
                self._settle(found)
            yield found
        with seeing(self.by):
            self._settle_held()

    def look(self, arrived: Iterable[Arrived]) -> Tally:
        """Only look; nothing is written."""
        for _ in self.through(arrived):
            pass
        return self.tally

    def _rows(self, batch: list[Judged]) -> dict[tuple[str, str], Outside]:
        ids = {one.id for one in batch}
        rows = Outside.objects.filter(
            network=self.by.network, source=self.source, outside__in=ids, current=True
        )
        return {(row.kind, row.outside): row for row in rows}

    def _fated(self, one: Judged, rows: Mapping[tuple[str, str], Outside]) -> Fated:
        place = (one.kind, one.id)
        before, resource = rows.get(place), one.arrived.resource
        met = self._met.get(place)
        self._met[place] = one.digest if one.kind not in DIRECTORY else resource
        if before is not None and before.digest == one.digest:
            return Fated(one, "same", before, write=False)
        if met is not None:
            if one.kind in DIRECTORY:
                if met == resource:
                    return Fated(one, "same", before, write=False)
                if abridged(resource, met):
                    self._met[place] = met
                    return Fated(one, "same", before, write=False)
            elif met == one.digest:
                return Fated(one, "same", before, write=False)
            else:
                return Fated(one, "twice", before, write=False)
        if before is None:
            return Fated(one, "new" if met is None else "changed", None, write=True)
        there = opened(before)
        if one.kind in DIRECTORY and abridged(resource, there):
            return Fated(one, "same", before, write=False)
        self.changes.append(Change(one.kind, one.id, changed_elements(there, resource)))
        return Fated(one, "changed", before, write=True)

    def _settle(self, batch: list[Fated]) -> None:
        """Count what can be said of a batch, and hold back what hangs on a patient who has not come yet."""
        for one in batch:
            self._patients |= (
                set(one.judged.keys) if one.judged.kind == "Patient" and one.judged.record else set()
            )
        wanted = [self._settled(one) for one in batch]
        here = self._here({key for keys in wanted for key in keys})
        for one, keys in zip(batch, wanted, strict=True):
            if keys and here.isdisjoint(keys):
                self._held.append(
                    (
                        keys,
                        one.fate,
                        self._reject(one.judged, Fault(f"{one.judged.kind}.subject", NO_PATIENT)),
                    )
                )
            elif keys:
                self.tally.count(one.judged.kind, one.fate)

    def _settled(self, one: Fated) -> tuple[str, ...]:
        """Count it, or say by which keys its patient is still to be found."""
        self.tally.left.update(f"{one.judged.kind}.{name}" for name in one.judged.left)
        faults = self._faults(one)
        if faults:
            self.tally.reject(self._reject(one.judged, *faults))
            return ()
        record = one.judged.record
        if record is not None and wants_patient(record):
            keys = keys_to(patient_of(record), ("Patient",)) or ("",)
            if self._patients.isdisjoint(keys):
                return keys
        self.tally.count(one.judged.kind, one.fate, aside=one.judged.aside)
        return ()

    def _faults(self, one: Fated) -> tuple[Fault, ...]:
        record = one.judged.record
        if one.judged.faults:
            return one.judged.faults
        if one.fate == "twice":
            return (
                Fault(one.judged.kind, "came before in these files with other content: which one holds?"),
            )
        if isinstance(record, Procedure):
            found = meaning(record.code, self._known)
            for code in found.unknown:
                self.tally.codes[code] += 1
                self.tally.words.setdefault(code, words_of(record, code))
            if found.disagree:
                return (Fault("Procedure.code", "its codes mean different procedures here"),)
            if found.unknown or not found.procedure:
                return (Fault("Procedure.code", NO_CODE),)
        return ()

    def _here(self, keys: set[str]) -> set[str]:
        """Which keys are those of patients who came before."""
        marks = sought(self.by.network, keys)
        rows = (
            Outside.objects.filter(
                network=self.by.network,
                source=self.source,
                kind="Patient",
                current=True,
                marks__overlap=list(marks),
            )
            if marks
            else Outside.objects.none()
        )
        found = {mark for (kept,) in rows.exclude(patient=None).values_list("marks") for mark in kept}
        return {key for mark, key in marks.items() if mark in found}

    def _settle_held(self) -> None:
        for keys, fate, reject in self._held:
            if self._patients.isdisjoint(keys):
                self.tally.reject(reject)
            else:
                self.tally.count(reject.kind, fate)
        self._held.clear()

    @staticmethod
    def _reject(one: Judged, *faults: Fault) -> Reject:
        return Reject(one.arrived.file, one.arrived.place, one.kind, one.id, faults)


def words_of(record: Procedure, code: Code) -> str:
    """The words that came with a code."""
    for coding in record.code.codings:
        if coding.code.strip() == code.code and coding.display:
            return coding.display[:300]
    return record.code.text[:300] or (code.code if code in codes_of(record.code) else "")
