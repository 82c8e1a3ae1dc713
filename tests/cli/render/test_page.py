"""Findings as one page."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

from openmso.authority.facts import Facts
from openmso.cli.render.page import page
from tests.cli.checked import FINDINGS, check

VOID = {"meta", "link", "br", "img", "hr", "input"}


class Reader(HTMLParser):
    """Reads a page strictly: every element closes, and everything that matters is noted."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """An element closes where it was opened."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note text that people see."""
        if "style" not in self.open:
            self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element of a kind."""
        return [attributes for name, attributes in self.seen if name == tag]


def read(html: str) -> Reader:
    """A page, read."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def test_the_page_is_one_file_without_scripts_or_anything_from_outside() -> None:
    html = page(check(*FINDINGS))
    found = read(html)
    assert not {"script", "link", "img", "iframe", "object", "form"} & {tag for tag, _ in found.seen}
    assert not any(
        name.startswith("on") or name == "style" for _, attributes in found.seen for name in attributes
    )
    assert "url(" not in html
    assert "@import" not in html
    assert any(one.get("http-equiv") == "Content-Security-Policy" for one in found.all("meta"))


def test_what_comes_from_the_network_is_text_and_never_markup() -> None:
    html = page(check(*FINDINGS, facts=Facts.of((), name="Eve</title><script>alert(1)</script>")))
    found = read(html)
    assert "script" not in {tag for tag, _ in found.seen}
    assert "b" not in {tag for tag, attributes in found.seen if attributes}
    assert "No license <b>here</b>." in found.text
    assert "Lumen <Medical>" in found.text


def test_only_links_to_the_web_are_links() -> None:
    links = [one["href"] or "" for one in read(page(check(*FINDINGS))).all("a")]
    assert "https://statutes.example.gov/oc?a=1&b=2" in links
    assert all(link.startswith(("#", "https://")) for link in links)


def test_every_anchor_is_there_and_no_id_twice() -> None:
    found = read(page(check(*FINDINGS)))
    ids = [one["id"] for _, one in found.seen if "id" in one]
    assert len(ids) == len(set(ids))
    anchors = {(one["href"] or "")[1:] for one in found.all("a") if (one["href"] or "").startswith("#")}
    labelled = {one["aria-labelledby"] for one in found.all("section")}
    assert anchors | labelled <= set(ids)


def test_headings_step_down_one_at_a_time() -> None:
    levels = [int(tag[1]) for tag, _ in read(page(check(*FINDINGS))).seen if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_severity_is_told_by_word_and_sign_not_by_color_alone() -> None:
    text = read(page(check(*FINDINGS))).text
    for said in ("⊘ Must", "◐ Should", "◔ Watch"):
        assert said in " ".join(text.split())


def test_each_finding_says_everything() -> None:
    text = " ".join(read(page(check(FINDINGS[1]))).text.split())
    for said in (
        "Title of LIC-01",
        "LIC-01",
        "Rosa's license people/rosa & co.yaml:39",
        "Nov 11, for 12 days",
        "TX: Tex. Occ. Code § 155.001 & <more> · since Jan 9, 2025 · high confidence",
        "Rosa · neuromodulator injection · Austin",
        "Mend LIC-01.",
        "counsel",
    ):
        assert said in text


def test_the_gravest_lead_to_their_places_from_the_top() -> None:
    many = tuple(replace(FINDINGS[1], what=f"Number {n}.") for n in range(6))
    html = page(check(*many))
    found = read(html)
    leading = [one["href"] for one in found.all("a") if (one["href"] or "").startswith("#finding-")]
    articles = [f"#{one['id']}" for one in found.all("article")]
    assert leading == articles
    assert html.index("First: what the law forbids") < html.index("<nav")
    assert "First: what the law forbids" not in page(check(*many[:5]))


def test_light_dark_and_paper_have_their_styles() -> None:
    html = page(check())
    assert "prefers-color-scheme: dark" in html
    assert "@media print" in html
    assert "✓" in html
    assert "Nothing found." in html
