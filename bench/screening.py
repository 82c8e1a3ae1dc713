"""Look 2,000 people and 600 organizations up in an exclusion list of full size, and say how long it takes.

The list is made up: names of a sample of the real one, taken apart and put together anew, so that there are as many different
family names as a full list has. Half of the people have a known day of birth. Nobody of them is in the list but by chance, so
that every match is work for a human that leads to nothing.

    .venv/bin/python bench/screening.py ../shared/data/oig-leie
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from time import perf_counter

from openmso.workforce.files.leie import read_leie
from openmso.workforce.rules.likeness import Subject
from openmso.workforce.rules.listing import Born, Listing
from openmso.workforce.rules.matching import Index, candidates

ROWS, COMPANIES, PEOPLE, ORGANIZATIONS = 78_000, 3_500, 2_000, 600
DICE = random.Random(1)


def made_up(sample: list[Listing]) -> tuple[list[Listing], list[Subject]]:
    """A list and the people of a network, from the names of a sample."""
    people = [row for row in sample if row.last]
    firsts, middles, lasts = ([getattr(row, name) for row in people] for name in ("first", "middle", "last"))

    def family() -> str:
        whole = DICE.choice(lasts)
        return (
            whole
            if DICE.random() < 0.6
            else whole[: DICE.randint(2, len(whole))] + DICE.choice(lasts)[-DICE.randint(2, 4) :]
        )

    def birth() -> Born:
        return Born(DICE.randint(1940, 2000), DICE.randint(1, 12), DICE.randint(1, 28))

    def row(line: int) -> Listing:
        names = {"last": family(), "first": DICE.choice(firsts), "middle": DICE.choice(middles)}
        return Listing(line, **names, born=birth(), kind="1128a1", excluded_on=date(2010, 1, 1))

    def company(line: int) -> Listing:
        return Listing(
            line,
            business=f"{family()} {DICE.choice(lasts)} SERVICES INC",
            kind="1128b8",
            excluded_on=date(2010, 1, 1),
        )

    def person(number: int) -> Subject:
        name = f"{DICE.choice(firsts)} {DICE.choice(middles)} {family()}".title()
        return Subject(f"p{number}", (name,), "", birth() if number % 2 else None)

    rows = [row(line) for line in range(ROWS)] + [company(line) for line in range(ROWS, ROWS + COMPANIES)]
    organizations = [
        Subject(f"o{n}", (f"{family()} Aesthetics PLLC",), is_company=True) for n in range(ORGANIZATIONS)
    ]
    return rows, [*(person(number) for number in range(PEOPLE)), *organizations]


def main(folder: Path) -> None:
    """Print how long it takes and how many would have to be looked at by a human."""
    sample = [row for path in sorted(folder.glob("*EXCL.csv")) for row in read_leie(path).rows]
    rows, subjects = made_up([*sample, *read_leie(folder / "UPDATED-sample.csv").rows])
    print(
        f"{len(rows):,} rows with {len({row.last for row in rows}):,} family names, {len(subjects):,} subjects"
    )
    start = perf_counter()
    index = Index(rows)
    indexed = perf_counter()
    found = candidates(subjects, index)
    done = perf_counter()
    print(f"index {indexed - start:.1f} s, matching {done - indexed:.1f} s")
    whose = {one.subject.id: one.subject for one in found}.values()
    print(
        f"{len(found)} matches of {Counter('birth known' if one.born else 'birth unknown' for one in whose)}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
