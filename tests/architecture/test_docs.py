"""What the documents promise is there: links resolve, commands exist."""

import re
from pathlib import Path

from tests.architecture.tree import ROOT, report, tracked_under, where

DOCUMENTS = tracked_under(ROOT, suffix=".md")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")


def anchors(document: Path) -> set[str]:
    """The headings of a document as a link names them."""
    headings = re.findall(r"^#+ +(.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h).strip().lower().replace(" ", "-") for h in headings}


def broken(document: Path, link: str) -> bool:
    """Whether a link inside the repository leads nowhere."""
    if re.match(r"[a-z]+:", link):
        return False
    name, _, anchor = link.partition("#")
    target = document.parent / name if name else document
    return not target.exists() or bool(anchor and target.suffix == ".md" and anchor not in anchors(target))


def test_links_resolve() -> None:
    dead = [
        f"{where(document)} {link}"
        for document in DOCUMENTS
        for link in LINK.findall(document.read_text(encoding="utf-8"))
        if broken(document, link)
    ]
    assert not dead, report("links that lead nowhere:", dead)


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    missing = [
        f"{where(document)} make {target}"
        for document in DOCUMENTS
        for target in re.findall(r"(?:^|`)make ([a-z]+)", document.read_text(encoding="utf-8"), re.MULTILINE)
        if target not in targets
    ]
    assert not missing, report("the Makefile knows nothing of:", missing)


def test_make_targets_are_explained() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert phony
    assert set(phony[1].split()) == set(re.findall(r"^([a-z]+):.*## \w", makefile, re.MULTILINE))


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
