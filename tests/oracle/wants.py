"""A reason of the oracle: a code and what the bedside has to compare, if anything."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from openmso.authority.reasons import Code


class Want(NamedTuple):
    """A code with its detail: modes, limits, sentences."""

    code: Code
    detail: Any = None


def mask(wants: Iterable[Want]) -> int:
    """The bits of the codes."""
    return sum(1 << code for code in {want.code for want in wants})


def plain(codes: Iterable[Code]) -> list[Want]:
    """Codes without detail."""
    return [Want(code) for code in codes]
