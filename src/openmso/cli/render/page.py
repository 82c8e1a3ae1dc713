"""Findings as one page: a single file without scripts, for the screen in light and dark, and for paper.

Everything that comes from the network or the law is escaped; links are kept only where they lead to the web.
"""

from __future__ import annotations

from html import escape
from importlib.resources import files

import openmso
from openmso.authority.law import Statement
from openmso.cli.checks import Check, severity_of
from openmso.cli.render.findings import FIRST, heading
from openmso.cli.render.looks import SEVERITIES
from openmso.compliance.queries import Finding
from openmso.words.cites import cited
from openmso.words.dates import distance, short
from openmso.words.plain import clean

MEANINGS = {
    "must": "the law forbids it",
    "should": "good practice, or doubtful law",
    "watch": "coming, or not certain",
}
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page(check: Check) -> str:
    """The whole page."""
    title = f"{_text(check.network.name)} · check of {short(check.on, check.on)}, {check.on.year}"
    style = files("openmso.cli.render").joinpath("page.css").read_text(encoding="utf-8")
    body = _findings(check) if check.findings else _clean(check)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"{_header(check)}{body}{_footer(check)}</body>\n</html>\n"
    )


def _header(check: Check) -> str:
    law = _text(check.network.law.version or "of no version")
    counts = "".join(_count(severity, count) for severity, count in check.counts.items())
    return (
        '<a class="skip" href="#findings">To the findings</a>\n<header>\n<p class="kicker">OpenMSO check</p>\n'
        f"<h1>{_text(check.network.name)}</h1>\n"
        f'<p class="meta"><time datetime="{check.on.isoformat()}">{short(check.on, check.on)}, {check.on.year}</time>'
        f" · law pack {law} · {check.looked} looked</p>\n"
        f'<ul class="counts" aria-label="Findings by severity">\n{counts}</ul>\n</header>\n'
    )


def _count(severity: str, count: int) -> str:
    look = SEVERITIES[severity]
    kind = severity if count else f"{severity} none"
    return (
        f'<li class="{kind}"><b>{count}</b><span class="word"><span aria-hidden="true">{look.icon}</span> '
        f"{look.word}</span><small>{MEANINGS[severity]}</small></li>\n"
    )


def _findings(check: Check) -> str:
    families = check.families
    anchors = {id(one): f"finding-{number}" for number, one in enumerate(check.findings, 1)}
    links = "".join(
        f'<li><a href="#{_anchor(family)}">{_text(heading(family))}</a> <span>{len(found)}</span></li>\n'
        for family, found in families.items()
    )
    sections = "".join(
        f'<section aria-labelledby="{_anchor(family)}">\n'
        f'<h2 id="{_anchor(family)}">{_text(heading(family))} <span>{len(found)}</span></h2>\n'
        f"{''.join(_finding(one, check, anchors[id(one)]) for one in found)}</section>\n"
        for family, found in families.items()
    )
    nav = f'<nav aria-label="Families of controls">\n<ul>\n{links}</ul>\n</nav>\n'
    return f'<main id="findings">\n{_first(check, anchors)}{nav}{sections}</main>\n'


def _first(check: Check, anchors: dict[int, str]) -> str:
    """The findings to read first, each leading to its place below."""
    if not check.first:
        return ""
    items = "".join(
        f'<li><a href="#{anchors[id(one)]}">{_text(one.control)}</a> {_text(one.what)}</li>\n'
        for one in check.first
    )
    return f'<section class="first" aria-labelledby="first">\n<h2 id="first">{FIRST}</h2>\n<ul>\n{items}</ul>\n</section>\n'


def _clean(check: Check) -> str:
    return (
        '<main id="findings">\n<p class="clean"><strong><span aria-hidden="true">✓</span> Nothing found.</strong> '
        f"{check.looked} looked.</p>\n</main>\n"
    )


def _finding(finding: Finding, check: Check, anchor: str) -> str:
    severity = severity_of(finding)
    look = SEVERITIES[severity]
    since = finding.since
    told = (
        f'<time datetime="{since.isoformat()}">{short(since, check.on)}</time>, for {distance(since, check.on)}'
        if since
        else "not known"
    )
    rows = [
        ("Where", _list([_place(one.label, one.source) for one in finding.where])),
        ("Since", told),
        ("Law", _list([_cite(one, check) for one in finding.cites])),
        ("Doubt", f'<span class="doubt">{_text(finding.doubt)}</span>' if finding.doubt else ""),
        ("Stops", _list([_text(check.network.labels.key(key)) for key in finding.keys])),
        ("Mend", _text(finding.mend)),
        ("Who", _text(finding.who)),
    ]
    listed = "".join(f"<dt>{name}</dt><dd>{value}</dd>\n" for name, value in rows if value)
    return (
        f'<article class="{severity}" id="{anchor}">\n<p class="sev"><strong><span aria-hidden="true">{look.icon}</span> '
        f"{look.word}</strong><code>{_text(finding.control)}</code></p>\n<h3>{_text(finding.title)}</h3>\n"
        f'<p class="what">{_text(finding.what)}</p>\n<dl>\n{listed}</dl>\n</article>\n'
    )


def _place(label: str, source: str) -> str:
    shown = _text(label)
    return f'{shown} <span class="source">{_text(source)}</span>' if source else shown


def _cite(statement: Statement, check: Check) -> str:
    text = _text(cited(statement, check.on))
    if statement.url.startswith(("https://", "http://")):
        return f'<a href="{escape(statement.url)}" rel="noopener noreferrer">{text}</a>'
    return text


def _list(items: list[str]) -> str:
    if len(items) < 2:
        return "".join(items)
    return f"<ul>{''.join(f'<li>{item}</li>' for item in dict.fromkeys(items))}</ul>"


def _footer(check: Check) -> str:
    digest = check.network.law.digest
    return (
        "<footer>\n<p>Not legal advice. Every finding cites the law it rests on, with how sure that is; counsel "
        "confirms, corrects or overrules.</p>\n"
        f"<p>OpenMSO {_text(openmso.__version__)}{f' · law digest {_text(digest[:16])}' if digest else ''}"
        f" · {_text(str(check.network.path))}</p>\n</footer>\n"
    )


def _anchor(family: str) -> str:
    return "family-" + "".join(sign if sign.isalnum() else "-" for sign in family)


def _text(text: str) -> str:
    return escape(clean(text))
