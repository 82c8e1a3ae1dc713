"""Two drafts of one record beside each other: which paragraphs were taken out, and which are new, by article."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from openmso.compliance.rules.drafts.shape import Draft

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """Paragraphs of an article before and after; what is empty was not there."""

    article: str
    before: Lines
    after: Lines


def changes(before: Draft, after: Draft) -> tuple[Changed, ...]:
    """What differs, in the order of the later draft; articles that only the earlier one has come last."""
    old, new = lines_of(before), lines_of(after)
    titles = dict.fromkeys((*new, *old))
    return tuple(
        one for title in titles for one in _of_article(title, old.get(title, ()), new.get(title, ()))
    )


def lines_of(draft: Draft) -> dict[str, Lines]:
    """The paragraphs of each article with their sources, and who signs, as text."""
    found = {
        each.title: tuple(f"{one.text} [{one.source}]" if one.source else one.text for one in each.paragraphs)
        for each in draft.articles
    }
    signers = tuple(
        ", ".join(part for part in (one.name, one.role, one.license) if part) for one in draft.signers
    )
    return {"Title": (draft.title, draft.template), **found, "Signatures": signers}


def _of_article(title: str, old: Lines, new: Lines) -> list[Changed]:
    runs = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [Changed(title, old[a:b], new[c:d]) for tag, a, b, c, d in runs if tag != "equal"]
