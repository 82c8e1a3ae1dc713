"""The cases of a pack, from its folders."""

from __future__ import annotations

from pathlib import Path

from openmso.law.facts.pack import Pack
from openmso.law.files import documents, folder
from openmso.law.rules import cases
from openmso.law.rules.cases import Case
from openmso.law.rules.problems import PackError, Problem, Problems


def read_cases(root: Path, pack: Pack) -> tuple[Case, ...]:
    """Every case of a pack. Raises `PackError` with every problem in their files."""
    wrong: list[Problem] = []
    found: list[Case] = []
    known = {code.lower(): code for code in pack.jurisdictions}
    for one in folder.case_files(root):
        problems = Problems(one.path, wrong)
        node = documents.parse(one.content, problems)
        code = known.get(one.path.partition("/")[0])
        if node is not None and code is not None:
            found.extend(cases.read_cases(node, code, pack.book, problems))
    if wrong:
        raise PackError(wrong)
    return tuple(found)
