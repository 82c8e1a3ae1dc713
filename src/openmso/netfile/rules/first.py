"""The text of a first network: small, readable, with hints of what to add.

It claims no signature and nothing else that was not told; what is missing, `openmso check` will say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from openmso.netfile.rules.emitting import word
from openmso.netfile.rules.ids import slug
from openmso.netfile.rules.kinds.kind import looks_like_text

HINT: Final = "# yaml-language-server: $schema="
"""Tells an editor where the JSON Schema is."""


@dataclass(frozen=True, slots=True)
class Clinician:
    """Somebody licensed in the state of the network. `expires`: the last good day, as printed."""

    name: str
    role: str
    license: str
    expires: date


@dataclass(frozen=True, slots=True)
class Answers:
    """What a newcomer tells of the first network. `zone` may be empty where the state has one zone only.

    `services` are procedures of the law pack; `mso` is the name of the management organization, if there is one.
    """

    network: str
    practice: str
    form: str
    state: str
    zone: str
    site: str
    opened: date
    physician: Clinician
    nurse: Clinician
    services: tuple[str, ...]
    mso: str = ""


@dataclass(frozen=True, slots=True)
class _Ids:
    practice: str
    site: str
    physician: str
    nurse: str
    mso: str

    @classmethod
    def of(cls, answers: Answers) -> _Ids:
        names = (
            answers.practice,
            answers.site,
            answers.physician.name.split()[0],
            answers.nurse.name.split()[0],
            answers.mso or "mso",
        )
        taken: list[str] = []
        for name in names:
            id = slug(name).replace("/", "-")
            id = id if looks_like_text(id) else f"id-{id}"
            taken.append(next(one for one in (id, *(f"{id}-{n}" for n in range(2, 9))) if one not in taken))
        return cls(*taken)


def first_text(answers: Answers, schema: str = "") -> str:
    """The YAML of a first network. `schema`: where the JSON Schema is, for editors."""
    ids = _Ids.of(answers)
    sections = (
        (f"{HINT}{schema}\n" if schema else "") + f"version: 1\nnetwork:\n  name: {word(answers.network)}\n",
        _organizations(answers, ids),
        _site(answers, ids),
        _people(answers, ids),
        _msa(answers, ids) if answers.mso else "",
        _papers(answers, ids),
    )
    return "\n".join(section for section in sections if section)


def _organizations(answers: Answers, ids: _Ids) -> str:
    mso = f"""\
  {ids.mso}:
    name: {word(answers.mso)}
    kind: mso
    form: LLC                     # its legal form
    state: {answers.state}
"""
    return f"""\
organizations:
  {ids.practice}:
    name: {word(answers.practice)}
    kind: practice
    form: {word(answers.form)}
    state: {answers.state}
    owners:
      - {{owner: {ids.physician}, percent: 100, since: {answers.opened}}}
    officers:
      - {{person: {ids.physician}, title: president, since: {answers.opened}}}
{mso if answers.mso else ""}"""


def _site(answers: Answers, ids: _Ids) -> str:
    menu = "\n".join(
        f"      - {{name: {word(_shown(one))}, procedures: [{one}]}}" for one in answers.services
    )
    zone = f"    zone: {answers.zone}\n" if answers.zone else ""
    return f"""\
sites:
  {ids.site}:
    name: {word(answers.site)}
    practice: {ids.practice}
    state: {answers.state}
{zone}    since: {answers.opened}
    menu:
{menu}
"""


def _people(answers: Answers, ids: _Ids) -> str:
    procedures = ", ".join(answers.services)
    return f"""\
people:
{_person(answers, ids, ids.physician, answers.physician, "owner")}
{_person(answers, ids, ids.nurse, answers.nurse, "employee")}
        reports_to: {ids.physician}
    # competencies:               # once signed off
    #   - {{procedures: [{procedures}], since: {answers.opened}, signed_by: {ids.physician}}}
"""


def _person(answers: Answers, ids: _Ids, id: str, one: Clinician, kind: str) -> str:
    number = f", number: {word(one.license)}" if one.license else ""
    return f"""\
  {id}:
    name: {word(one.name)}
    licenses:                     # since: put the day it was issued; expires: the last good day, as printed
      - {{role: {one.role}, state: {answers.state}{number}, since: {answers.opened}, expires: {one.expires}}}
    engagements:
      - organization: {ids.practice}
        role: {one.role}
        kind: {kind}
        sites: [{ids.site}]
        since: {answers.opened}"""


def _msa(answers: Answers, ids: _Ids) -> str:
    return f"""\
msas:
  {ids.practice}-msa:
    mso: {ids.mso}
    practice: {ids.practice}
    since: {answers.opened}
    fee: {{model: flat}}            # amount, fair market value and the rest of the terms belong here
    governing_law: {answers.state}
    # signatures: [{{person: {ids.physician}, on: {answers.opened}, for: {ids.practice}}}]
"""


def _papers(answers: Answers, ids: _Ids) -> str:
    procedures = ", ".join(answers.services)
    signed = f"# signatures: [{{person: {ids.physician}, on: {answers.opened}}}]    # when it is signed"
    return f"""\
appointments:
  {ids.physician}-director:
    person: {ids.physician}
    practice: {ids.practice}
    sites: all
    since: {answers.opened}
    {signed}

delegations:
  {ids.nurse}-delegation:
    physician: {ids.physician}
    person: {ids.nurse}
    procedures: [{procedures}]
    sites: [{ids.site}]
    since: {answers.opened}
    {signed}

protocols:
  {ids.site}-protocol:
    practice: {ids.practice}
    procedures: [{procedures}]
    sites: all
    since: {answers.opened}
    {signed}
"""


def _shown(procedure: str) -> str:
    return procedure.upper() if len(procedure) <= 3 else procedure.replace("_", " ").capitalize()
