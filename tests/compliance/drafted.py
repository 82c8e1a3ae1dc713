"""The clean world as drafts are made of it: with a law that knows what can be asked; and a draft as text."""

from __future__ import annotations

from collections.abc import Iterable

from openmso.authority.law import LawBook, Parameter, Statement
from openmso.compliance.rules.drafts.collaborative import OF_NP, OF_PA
from openmso.compliance.rules.drafts.delegation import ASKED as OF_DELEGATION
from openmso.compliance.rules.drafts.director import ASKED as OF_DIRECTOR
from openmso.compliance.rules.drafts.msa import ASKED as OF_MSA
from openmso.compliance.rules.drafts.order import ASKED as OF_ORDER
from openmso.compliance.rules.drafts.protocol import ASKED as OF_PROTOCOL
from openmso.compliance.rules.drafts.shape import Draft, Source
from openmso.words.labels import Labels
from tests.compliance.worlds import CLEAN, ON, book

ASKED: tuple[tuple[str, ...], ...] = (
    *OF_MSA,
    *OF_DIRECTOR,
    *OF_DELEGATION,
    *OF_NP,
    *OF_PA,
    *OF_ORDER,
    *OF_PROTOCOL,
)


def source(*law: Statement, silent_on: Iterable[str] = ()) -> Source:
    """The clean world with a law that knows what can be asked."""
    known = book(*law, silent_on=silent_on)
    asked = {
        name: Parameter(name, name, f"What of {name}?", "text") for name, *_ in (*ASKED, ("delegation.rule",))
    }
    return Source(
        Labels(CLEAN.facts, LawBook.of(known.statements, procedures=known.procedures, parameters=asked)), ON
    )


def text(draft: Draft) -> str:
    return "\n".join(one.text for each in draft.articles for one in each.paragraphs)
