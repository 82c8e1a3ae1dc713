"""Binding what came: to its patient here, to our people by NPI, to our sites; and procedures to acts of oversight.

Whatever is wanting is said in the row (`waits`) and tried again: after the next import, and when somebody said what a code or a place is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from openmso.authority.facts.people import Person
from openmso.care.access import bringing
from openmso.care.actions.exchange.verdicts import verdict_of
from openmso.care.facts.outside import codes_known, record_of, sought
from openmso.care.models import Outside
from openmso.care.queries.exchange.looking import NO_CODE, NO_PATIENT, words_of
from openmso.care.rules.fhir import records as r
from openmso.care.rules.fhir.bound import DONE
from openmso.care.rules.fhir.codes import NONE, meaning
from openmso.care.rules.fhir.links import begins, clinicians_of, is_minor, patient_of, places_of
from openmso.care.rules.fhir.parts import Ref, moment
from openmso.care.rules.fhir.references import keys_to
from openmso.foundation.actor import Actor
from openmso.foundation.bulk import update_rows
from openmso.foundation.door import action
from openmso.foundation.rules.sides import Side
from openmso.oversight.actions.acts import Done, record_act
from openmso.oversight.facts import judge_of

BATCH: Final = 500
ORDER: Final = (
    "Practitioner",
    "Coverage",
    "Consent",
    "Appointment",
    "Encounter",
    "DocumentReference",
    "Procedure",
)
"""Locations wait for a human being to say which site they are."""
CLINICIANS, PLACES = ("Practitioner", "PractitionerRole"), ("Location", "Organization")


@dataclass
class Linked:
    """What was bound: `acts` recorded in oversight, and what still waits, for what."""

    acts: int = 0
    waits: Counter[str] = field(default_factory=Counter)


def take_up(*, by: Actor, why: str, source: str = "") -> Linked:
    """Try everything that waits once more, a batch in each transaction; of one source, or of all."""
    found = Linked()
    for kind in ORDER:
        after = ""
        while True:
            after = _batch(by=by, why=why, source=source, kind=kind, after=after, found=found)
            if not after:
                break
    return found


@action(Side.CLINICAL)
def _batch(*, by: Actor, why: str, source: str, kind: str, after: str, found: Linked) -> str:
    """Bind a batch of a type; the code of its last row, empty when there is none left."""
    bringing(by)
    waiting = Outside.objects.filter(network=by.network, kind=kind, current=True, code__gt=after).exclude(
        waits=""
    )
    if source:
        waiting = waiting.filter(source=source)
    rows = list(waiting.select_for_update().order_by("code")[:BATCH])
    if not rows:
        return ""
    stood = [_bound(row) for row in rows]
    judged = [(row, record) for row in rows if (record := record_of(row)) is not None]
    if kind == "Practitioner":
        _people(by, judged)
    else:
        _Binding(by, why, judged, found).bind()
    now = [_bound(row) for row in rows]
    for _ in update_rows(Outside, (one for one, before in zip(now, stood, strict=True) if one != before)):
        pass
    found.waits.update(row.waits for row in rows if row.waits)
    last: str = rows[-1].code
    return last


def _bound(row: Outside) -> dict[str, Any]:
    """What binding changes of a row; and columns that have a default, which writing many rows at once would put back."""
    changed = ("state", "waits", "faults", "wanted", "patient_id", "ours", "act")
    names = ("code", "network_id", *changed, "marks", "current", "position")
    return {name: getattr(row, name) for name in names}


def _people(by: Actor, rows: Iterable[tuple[Outside, r.Record]]) -> None:
    known = people_by_npi(by)
    for row, record in rows:
        if isinstance(record, r.Practitioner) and record.npi in known:
            row.ours, row.waits = known[record.npi], ""


def people_by_npi(by: Actor) -> Mapping[str, str]:
    """Our people by NPI; a number that two of them have names nobody."""
    judge, _ = judge_of(by)
    numbers = Counter(one.npi for one in judge.facts.all(Person) if one.npi)
    return {one.npi: one.id for one in judge.facts.all(Person) if numbers[one.npi] == 1}


class _Binding:
    """The rows of a batch, and all they point to, found in two statements."""

    def __init__(self, by: Actor, why: str, rows: list[tuple[Outside, r.Record]], found: Linked) -> None:
        self.by, self.why, self.rows, self.found = by, why, rows, found
        self.known = codes_known(by.network)
        self.targets: dict[tuple[str, str], Outside] = {}
        self._look_up([(row.source, keys) for row, one in rows for keys in _keys(one)])
        seen = {one.code: one for one in self.targets.values() if one.kind == "Encounter"}
        self.encounters = {
            code: record for code, one in seen.items() if (record := record_of(one)) is not None
        }
        self._look_up(
            [(seen[code].source, keys) for code, one in self.encounters.items() for keys in _keys(one)]
        )

    def _look_up(self, wanted: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        sources = {source for source, _ in wanted}
        keys = {key for _, several in wanted for key in several} - {key for _, key in self.targets}
        marks = sought(self.by.network, keys)
        rows = Outside.objects.filter(
            network=self.by.network,
            source__in=sources,
            current=True,
            state="kept",
            marks__overlap=list(marks),
        )
        for row in rows.select_related("patient") if marks else ():
            for one in row.marks:
                if one in marks:
                    self.targets[row.source, marks[one]] = row

    def of(self, row: Outside, ref: Ref, kinds: tuple[str, ...]) -> Outside | None:
        """To what a reference of a row leads."""
        for key in keys_to(ref, kinds):
            found = self.targets.get((row.source, key))
            if found is not None and found.kind in kinds:
                return found
        return None

    def bind(self) -> None:
        """Bind each row, and say in it what is wanting."""
        for row, record in self.rows:
            whose = self.of(row, patient_of(record), ("Patient",))
            if whose is None or whose.patient is None:
                kind = "patient" if isinstance(record, r.Consent | r.Appointment) else "subject"
                row.state, row.waits, row.faults = "rejected", "patient", [[f"{row.kind}.{kind}", NO_PATIENT]]
                continue
            row.patient, row.state, row.faults, row.waits = whose.patient, "kept", [], ""
            if isinstance(record, r.Procedure):
                self._procedure(row, record, whose)

    def _procedure(self, row: Outside, record: r.Procedure, whose: Outside) -> None:
        found = meaning(record.code, self.known)
        row.wanted = []
        if found.unknown or not found.procedure:
            row.state, row.waits, row.faults = "rejected", "code", [["Procedure.code", NO_CODE]]
            row.wanted = [[one.system, one.code, words_of(record, one)] for one in found.unknown]
            return
        if found.procedure == NONE or record.status not in DONE or row.act:
            return
        seen = self.of(row, record.encounter, ("Encounter",))
        within = self.encounters.get(seen.code) if seen is not None else None
        person = self._ours(row, (record, within), CLINICIANS)
        site = self._ours(row, (record, within), PLACES)
        at = moment(begins(record))
        row.waits = "hour" if at is None else "person" if not person else "site" if not site else ""
        if at is None or row.waits:
            return
        born = record_of(whose)
        young = isinstance(born, r.Patient) and is_minor(born.born, begins(record))
        done = Done(
            person=person,
            site=site,
            procedure=found.procedure,
            at=at,
            chart=seen.code if seen is not None else row.code,
            source=row.source,
            marks=frozenset({"minor"}) if young else frozenset(),
        )
        row.act = record_act(by=self.by, why=self.why, done=verdict_of(self.by, done))
        self.found.acts += 1

    def _ours(self, row: Outside, records: Iterable[r.Record | None], kinds: tuple[str, ...]) -> str:
        """The person or site of ours that is named first, by the procedure itself or by its encounter."""
        for record in records:
            if record is None:
                continue
            for ref in clinicians_of(record) if kinds is CLINICIANS else places_of(record):
                found = self.of(row, ref, kinds)
                if found is not None and found.ours:
                    return str(found.ours)
        return ""


def _keys(record: r.Record) -> list[tuple[str, ...]]:
    asked = [
        keys_to(patient_of(record), ("Patient",)),
        *(keys_to(one, CLINICIANS) for one in clinicians_of(record)),
        *(keys_to(one, PLACES) for one in places_of(record)),
    ]
    if isinstance(record, r.Procedure):
        asked.append(keys_to(record.encounter, ("Encounter",)))
    return asked
