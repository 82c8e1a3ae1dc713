"""The documents of a binder, in the order in which they stand in it. What each tells is read as whoever asked for the binder reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from openmso.compliance.queries.binder.acts import acts
from openmso.compliance.queries.binder.authority import authority
from openmso.compliance.queries.binder.directors import directors
from openmso.compliance.queries.binder.findings import findings
from openmso.compliance.queries.binder.frame import Frame, Sheet, days, frame_of, scopes_of, written
from openmso.compliance.queries.binder.law import law
from openmso.compliance.queries.binder.oversight import oversight
from openmso.compliance.queries.binder.people import people
from openmso.compliance.queries.binder.separation import separation
from openmso.compliance.queries.binder.structure import structure
from openmso.compliance.queries.binder.wall import wall
from openmso.compliance.rules.binders import Listed
from openmso.compliance.rules.sheets import facts, heading, note, table, words

__all__ = ["PARTS", "Frame", "Part", "Sheet", "days", "frame_of", "index", "scopes_of", "written"]


@dataclass(frozen=True, slots=True)
class Part:
    """Documents of one kind: how their files are named, and what makes them. `called`: what is being made, while it is."""

    name: str
    called: str
    sheets: Callable[[Frame], Iterator[Sheet]]


PARTS: Final = (
    Part("structure", "structure", structure),
    Part("directors", "directors", directors),
    Part("people", "people", people),
    Part("authority", "authority at each site", authority),
    Part("findings", "findings", findings),
    Part("oversight", "oversight", oversight),
    Part("acts", "acts judged again", acts),
    Part("separation", "who decided what is the physicians' own", separation),
    Part("wall", "the wall", wall),
    Part("law", "the law that is cited", law),
)
"""The law comes last: only then is it known what is cited."""


def index(frame: Frame, listed: Iterable[Listed], chain: tuple[str, str], asked_by: str) -> Sheet:
    """The first page: what there is, with the digest of each file; how far the history was sealed (head, and when); for whom it was made."""
    head, sealed = chain
    blocks = [
        facts(
            [
                ("Network", frame.judge.facts.name),
                ("About", frame.called),
                ("Period", f"{written(frame.first)} – {written(frame.last)}"),
                ("As of", written(frame.on)),
                ("Made", f"{written(frame.now.date())}, {frame.now:%H:%M %Z}, for {asked_by}"),
                ("Law pack", frame.law.book.version),
                ("History sealed up to", f"{head} ({sealed})" if sealed else "no seal yet"),
            ]
        ),
        heading("Documents"),
        table(
            ("File", "Document", "Bytes", "SHA-256"),
            [(one.name, one.title, f"{one.size:,}", one.sha256) for one in listed],
            (2, 2.2, 0.8, 6),
        ),
        heading("Is it as it was made?"),
        words(
            "manifest.json lists every file with its SHA-256, and so does this page. openmso binder verify FILE.zip compares all of them and names a "
            "file that was changed. The digest of the manifest stands in the network's history, which is sealed in a chain: compare it on the page "
            "“Binders”, or by openmso binder verify FILE.zip --digest."
        ),
        heading("What to know before relying on it"),
        note(
            "It tells what was recorded in the network when it was made, as its maker's side of the wall may read it; what nobody recorded is not in it. "
            "Nothing of a patient is in it: charts, words of reviews and of events, and who a patient is stay behind the wall. "
            "The law is cited with its source and how sure it is. OpenMSO gives no legal advice; what is in doubt is to be confirmed by counsel."
        ),
    ]
    return frame.sheet("Index", "A binder for whoever examines this network.", blocks)
