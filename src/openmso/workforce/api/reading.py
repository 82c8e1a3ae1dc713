"""Files of credentialing as they come over HTTP: what they are, how large, and refusals that name the line and what mends it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from openmso.foundation.api.files import CSV, Taking
from openmso.foundation.api.problems import REFUSED, ProblemError, wrong
from openmso.workforce.files.leie import COLUMNS
from openmso.workforce.queries.words import UnknownColumnsError, UnreadableError

LIST: Final = Taking(
    "LIST_LIMIT",
    {CSV: f"{','.join(COLUMNS)}\nABLE,ANN,,,INDIVIDUAL,,,0000000000,19600101,1 ELM ST,AUSTIN,TX,78701,1128a1,20160218,00000000,00000000,\n"},
)  # fmt: skip
SHEET: Final = Taking(
    "SHEET_LIMIT",
    {CSV: "name,role,license_state,license_number,expires\nMax Moor,RN,TX,712345,2028-05-31\n"},
)
REGISTRY: Final = Taking(
    "SHEET_LIMIT",
    {
        "application/json": '{"result_count": 0, "results": []}',
        CSV: "NPI,Entity Type Code,Provider Last Name (Legal Name),Provider First Name,Healthcare Provider Taxonomy Code_1\n"
        "1234567893,1,MOOR,MAX,163W00000X\n",
    },
)


@contextmanager
def readable(mend: str) -> Iterator[None]:
    """What cannot be read is the problem `refused`, at its line; `mend`: what would be right, where the reader does not say it."""
    try:
        yield
    except UnknownColumnsError as unknown:
        raise ProblemError(
            REFUSED, [wrong("body, line 1", *_parted(one, mend)) for one in unknown.wrong]
        ) from None
    except UnreadableError as broken:
        place = f"body, line {broken.line}" if broken.line else "body"
        raise ProblemError(REFUSED, [wrong(place, *_parted(str(broken), mend))]) from None


def _parted(said: str, mend: str) -> tuple[str, str]:
    what, _, told = said.partition("; ")
    return what, told or mend
