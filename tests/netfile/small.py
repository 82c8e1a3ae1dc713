"""A small valid network file, and what is told when it is changed."""

from pathlib import Path
from typing import Final

from openmso.netfile.queries import read, read_string

SMALL: Final = """\
version: 1
network:
  name: Lumen
organizations:
  lumen:
    name: Lumen Medical PLLC
    kind: practice
    form: PLLC
    state: CA
    owners:
      - {owner: ada, percent: 100, since: 2024-01-01}
sites:
  oakland:
    name: Oakland
    practice: lumen
    state: CA
    menu:
      - {name: Botox, procedures: [neuromodulator_injection]}
people:
  ada:
    name: Ada Ahn
    licenses:
      - {role: MD, state: CA, since: 2010-01-01, expires: 2027-08-31}
    engagements:
      - {organization: lumen, role: MD, sites: all, since: 2024-01-01}
"""
"""A valid file; each test below changes one thing of it."""


def problems(text: str, name: str = "network.yaml") -> list[str]:
    """What is wrong with a text."""
    return [str(problem) for problem in read_string(text, name).problems]


def laid_out(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Files in a folder; the first is the network file."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder / next(iter(files))


def told_of(path: Path, folder: Path) -> list[str]:
    """What is wrong with a file, without the folder it lies in."""
    return [str(problem).replace(f"{folder}/", "") for problem in read(path).problems]
