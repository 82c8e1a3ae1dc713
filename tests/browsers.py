"""What a browser sends of a form, read off the page as a browser reads it."""

from __future__ import annotations

from html.parser import HTMLParser


class _Form(HTMLParser):
    """Fields of all forms of a page that send by POST, but those that sign out."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self.inside = False
        self.text: str | None = None
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form":
            self.inside = said.get("method") == "post" and "logout" not in (said.get("action") or "")
        name = said.get("name") or ""
        if not self.inside:
            return
        if tag == "input" and name:
            ticked = said.get("type") not in ("checkbox", "radio") or "checked" in said
            if ticked:
                self.sent.setdefault(name, []).append(
                    said.get("value") or ("on" if "checked" in said else "")
                )
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in said:
            self.sent.setdefault(self.select, []).append(said.get("value") or "")
        elif tag == "textarea":
            self.text, self.select = "", name

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "textarea" and self.text is not None:
            self.sent.setdefault(self.select, []).append(self.text.removeprefix("\n"))
            self.text, self.select = None, ""
        elif tag == "select":
            self.select = ""

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text += data


def sent(page: str) -> dict[str, list[str]]:
    """What the forms of a page would send if nobody typed anything."""
    read = _Form()
    read.feed(page)
    read.sent.pop("csrfmiddlewaretoken", None)
    return read.sent
