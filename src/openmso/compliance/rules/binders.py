"""A binder: who may ask for one, what its manifest says, and what of an archive is not as the manifest says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

FORMAT: Final = "openmso-binder/1"
MANIFEST: Final = "manifest.json"
LONGEST: Final = timedelta(days=366 * 3)
"""A binder of a longer period would not be read."""
NETWORK: Final = "network"
KINDS: Final = (NETWORK, "practice", "site")

EVERYTHING: Final = frozenset({"mso_owner", "operator", "compliance", "counsel", "auditor"})
"""Posts that may ask for a binder of anything in their network."""
THEIRS: Final = frozenset({"physician_owner", "medical_director"})
"""Posts that may ask for a binder of the practices they own or direct, and of sites there."""
ASKERS: Final = EVERYTHING | THEIRS
"""Nobody else may."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a binder is about: the whole network, a practice, or a site. As text: `network`, `practice:ID`, `site:ID`."""

    kind: str
    id: str = ""

    @property
    def text(self) -> str:
        """As it is kept and stands in a form."""
        return f"{self.kind}:{self.id}" if self.id else self.kind


def scope_of(text: str) -> Scope | None:
    """The scope that a text names; None if it names none."""
    kind, _, id = text.partition(":")
    return Scope(kind, id) if kind in KINDS and bool(id) == (kind != NETWORK) else None


def why_not(first: date, last: date, today: date) -> str:
    """What is wrong with a period of civil days, both included; empty if nothing is."""
    if last < first:
        return "it ends before it begins"
    if first > today:
        return "it has not begun"
    if last - first > LONGEST:
        return "it is longer than three years"
    return ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as the manifest lists it. `sha256` is hexadecimal, `size` in bytes."""

    name: str
    title: str
    size: int
    sha256: str


def manifest_of(files: Iterable[Listed], about: Mapping[str, Any]) -> dict[str, Any]:
    """The manifest: what the binder is about, and every file with its digest."""
    listed = [{"name": one.name, "title": one.title, "size": one.size, "sha256": one.sha256} for one in files]
    return {"format": FORMAT, **about, "files": listed}


def faults_of(manifest: Any, found: Mapping[str, tuple[int, str]]) -> tuple[str, ...]:  # noqa: ANN401 - whatever JSON was there
    """What differs: files changed, missing or added, each by name, in the order of the manifest. `found`: size and SHA-256 by name.

    A manifest that is none is the only fault then.
    """
    listed_files = manifest.get("files") if isinstance(manifest, dict) else None
    if not isinstance(listed_files, list) or manifest.get("format") != FORMAT:
        return (f"{MANIFEST} is not that of a binder ({FORMAT})",)
    listed = {str(one.get("name")): one for one in listed_files if isinstance(one, dict)}
    faults = [f"{name} is missing" for name in listed if name not in found]
    faults += [
        f"{name} was changed: its SHA-256 is {found[name][1]}, not {one.get('sha256')}"
        for name, one in listed.items()
        if name in found and found[name] != (one.get("size"), one.get("sha256"))
    ]
    return (*faults, *(f"{name} is not in the manifest" for name in found if name not in listed))
