"""A small pack on disk, from which each test changes one thing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from openmso.law.facts import Pack, PackError, read_pack

NP_FILE = "tx/np.yaml"

FILES = {
    "pack.yaml": """\
version: 2026.11.0
title: "A small pack"
jurisdictions: [TX, US]
""",
    "terms/jurisdictions.yaml": """\
TX:
  label: Texas
  definition: "A state."
US:
  label: Federal
  definition: "The federal level."
""",
    "terms/roles.yaml": """\
MD:
  label: Physician
  definition: "A physician."
  licensed: true
  family: physician
RN:
  label: Nurse
  definition: "A nurse."
  licensed: true
  family: nurse
""",
    "terms/procedures.yaml": """\
peel:
  label: Peel
  definition: "A chemical peel."
  family: skin
  general_scope: [MD]
laser:
  label: Laser
  definition: "A laser."
  family: device
  general_scope: []
""",
    "terms/registrations.yaml": """\
med_spa:
  label: Medical spa
  definition: "A register of medical spas."
  holder: site
""",
    "terms/leave.yaml": """\
permitted:
  label: Permitted
  definition: "Allowed."
conditional:
  label: Conditional
  definition: "Allowed if."
prohibited:
  label: Prohibited
  definition: "Forbidden."
""",
    "parameters/np.yaml": """\
np.authority:
  label: Authority
  question: "Which authority?"
  kind: code
  codes: [full, reduced]
  null_means: "None."
  unknown_means: "Unknown."
  used_by: [authority]
  group: NP
np.hours:
  label: Hours
  question: "How many hours?"
  kind: integer
  unit: hours
  null_means: "None."
  unknown_means: "Unknown."
  used_by: [authority]
  group: NP
""",
    "parameters/delegation.yaml": """\
delegation.rule:
  label: Delegation
  question: "May the role do it?"
  kind: mapping
  keys: [procedure, role]
  fields:
    leave: {kind: code, codes: {term: leave}, required: true, label: "Leave"}
    exam_first: {kind: boolean, label: "Exam"}
    exam_by: {kind: codes, codes: {term: roles}, label: "By"}
    depth: {kind: decimal, unit: millimeters, label: "Depth"}
    attest: {kind: texts, label: "Attested"}
    details: {kind: scalars, label: "Details"}
    ways:
      kind: mappings
      label: "Ways"
      fields: {miles: {kind: integer, required: true}}
  null_means: "None."
  unknown_means: "Unknown."
  used_by: [authority]
  group: Delegation
""",
    "tx/np.yaml": """\
np.authority:
  - value: reduced
    since: unknown
    until: 2026-09-01
    cite: "Tex. Code 1"
    url: https://example.org/1
    read_on: 2026-11-23
    confidence: high
  - value: full
    since: 2026-09-01
    cite: "Tex. Code 1, as amended"
    read_on: 2026-11-23
    confidence: medium
""",
    "tx/delegation.yaml": """\
delegation.rule:
  peel:
    RN:
      - value:
          leave: conditional
          exam_first: true
        since: 2020-01-01
        cite: "Rule 1"
        read_on: 2026-11-23
        confidence: low
""",
    "us/np.yaml": """\
np.hours:
  - value: null
    since: unknown
    note: "The federal level sets none."
    read_on: 2026-11-23
    confidence: high
""",
}


@dataclass(frozen=True)
class Draft:
    """The small pack in a folder of its own."""

    root: Path

    def write(self, path: str, content: str | bytes) -> Draft:
        """Put one file in place of what was there."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def edit(self, path: str, before: str, after: str) -> Draft:
        """Change a piece of one file that stands there exactly once."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times in {path}"
        return self.write(path, text.replace(before, after))

    def read(self) -> Pack:
        """The pack, read from its files."""
        return read_pack(self.root, cached=False)

    def problems(self) -> list[str]:
        """Everything that is wrong with it."""
        with pytest.raises(PackError) as caught:
            self.read()
        return [str(problem) for problem in caught.value.problems]


def small_pack(folder: Path) -> Draft:
    """The small pack below a folder; it reads without a problem."""
    made = Draft(folder / "pack")
    for path, content in FILES.items():
        made.write(path, content)
    return made


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    """The small pack in a folder of the test's own."""
    return small_pack(tmp_path)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("OPENMSO_CACHE_DIR", str(folder))
    return folder
