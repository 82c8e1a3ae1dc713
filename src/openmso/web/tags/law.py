"""Law in templates: what is asked, what is answered, how sure it is. Always a mark and a word, never a color alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from openmso.authority.law import Reading, Statement
from openmso.authority.terms import Confidence
from openmso.web.looks import DEPTHS, LEAVES, UNRESEARCHED, Look
from openmso.words.cites import about as about_of
from openmso.words.labels import Labels
from openmso.words.values import spoken as spoken_of

register = template.Library()

SURE: Final = {
    Confidence.HIGH: Look("high", "●", "high confidence"),
    Confidence.MEDIUM: Look("medium", "◑", "medium confidence"),
    Confidence.LOW: Look("low", "○", "low confidence"),
}
SIGNED: Final = Look("signed", "✓", "signed by counsel")
OVERLAY: Final = Look("signed", "§", "counsel’s own statement")


@register.filter
def spoken(value: Any, labels: Labels) -> str:  # noqa: ANN401 - a value of law is of its parameter's type
    """A value of law in words."""
    return spoken_of(value, labels.words)


@register.filter
def about(one: Any, labels: Labels) -> str:  # noqa: ANN401 - whatever has a parameter and a key
    """What a statement, an answer or a turn of law is about, in words."""
    name = one.parameter if isinstance(one.parameter, str) else one.parameter.name
    return about_of(name, one.key, labels)


@register.filter
def sureness(statement: Statement) -> SafeString:
    """How sure a statement is: counsel's own, signed, or its confidence."""
    look = OVERLAY if statement.overlay else SIGNED if statement.signed else SURE[statement.confidence]
    return _marked("sure sure", look)


@register.filter
def leave(reading: Reading) -> SafeString:
    """Whether a role may do an act by its rule: permitted, conditional, prohibited, not researched."""
    value = reading.value
    given = value.get("leave") if isinstance(value, dict) else None
    return _marked("standing s", LEAVES.get(str(given), UNRESEARCHED))


@register.filter
def law_key(one: Any) -> str:  # noqa: ANN401 - whatever has a parameter and a key
    """The key of an answer as the page of its question takes it: `procedure=…&role=RN`."""
    names = (kind.removesuffix("_or_any") for kind in one.parameter.keys)
    return urlencode(list(zip(names, one.key, strict=True)))


@register.filter
def named(names: Mapping[str, str], code: str) -> str:
    """What a mapping of names calls a code."""
    return names.get(code, code)


@register.filter
def sort_name(sort: str) -> str:
    """What a column by which a table of law is sorted is called."""
    return {"state": "State", "answer": "Answer", "sure": "How sure", "since": "In force"}[sort]


@register.filter
def depth(name: str) -> SafeString:
    """How far the law of a jurisdiction is known."""
    return _marked("standing s", DEPTHS[name])


def _marked(classes: str, look: Look) -> SafeString:
    return format_html(
        '<span class="{}-{}"><span class="mark" aria-hidden="true">{}</span> {}</span>',
        classes,
        look.name,
        look.icon,
        look.word,
    )
