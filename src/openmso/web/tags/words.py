"""Words of the trade in templates: names for ids, days, spans, standings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from lucide.templatetags.lucide import lucide as drawn

from openmso.authority.answer import Outcome
from openmso.authority.facts.structure import FeeTerms
from openmso.authority.reasons import MENDERS, Reason
from openmso.authority.terms import Standing
from openmso.timeline.spans import Span, day_to_date
from openmso.web.looks import OUTCOMES, STANDINGS, Look
from openmso.words import dates, fees, trade
from openmso.words.labels import Labels, spaced
from openmso.words.states import state

register = template.Library()
A_DAY = 24 * 60 * 60
"""Seconds before its end from which what is due is soon."""


@register.simple_tag
def lucide(name: str, size: int = 18) -> SafeString:
    """An icon of Lucide. It stands beside words that say the same, so it is hidden from who hears the page."""
    return SafeString(drawn(name, size=size, aria_hidden="true"))


@register.filter
def called(id: str, labels: Labels) -> str:
    """What the record of this id is called: `Rosa Delgado's TX RN license`."""
    return labels.record(id)


@register.filter
def kindof(id: str, labels: Labels) -> str:
    """The kind of the record of this id, in words: `standing order`."""
    return labels.kind(id)


@register.filter(name="sorted")
def in_order(values: Iterable[str]) -> list[str]:
    """The values of a set in an order that is the same every time."""
    return sorted(values)


@register.filter
def person(id: str, labels: Labels) -> str:
    """Name and roles: `Rosa Delgado, RN`."""
    return labels.person(id)


@register.filter
def fee(terms: FeeTerms) -> str:
    """The fee of a management agreement: `$28,500 a month`."""
    return fees.fee(terms)


@register.filter
def procedure(code: str, labels: Labels) -> str:
    """What the law pack calls a procedure."""
    return labels.procedure(code)


@register.filter
def sentence(reason: Reason, labels: Labels) -> str:
    """A reason in words, codes spelled out."""
    return labels.sentence(reason)


@register.filter
def mender(reason: Reason) -> str:
    """Who can mend what a reason says."""
    return MENDERS.get(reason.code, "")


@register.filter
def words(code: str) -> str:
    """A code as words: `on_site` becomes `on site`."""
    return spaced(str(code))


@register.filter
def when(day: date | int | None, today: date) -> str:
    """`in 12 days (Dec 5)`; takes a date or an ordinal; nothing for None."""
    if day is None:
        return ""
    return dates.when_ordinal(day, today) if isinstance(day, int) else dates.when(day, today)


@register.filter
def short(day: date | int | None, today: date) -> str:
    """`Dec 5`, with the year where it is not today's; nothing for None."""
    found = day_to_date(day) if isinstance(day, int) else day
    return dates.short(found, today) if found else ""


@register.filter
def extent(span: Span, today: date) -> str:
    """The days of a span: `Mar 15, 2021 – Jan 31, 2027`."""
    return dates.extent(span, today)


@register.filter
def asked(moment: datetime, today: date) -> str:
    """A moment by its own clock: `Today, 14:30`, `Sat, Dec 5, 14:30`."""
    day = "Today" if moment.date() == today else f"{moment:%a}, {dates.short(moment.date(), today)}"
    return f"{day}, {moment:%H:%M}"


@register.filter
def lastday(span: Span) -> date | None:
    """The last day of a span; None where it has no end."""
    return day_to_date(span.end - 1) if span.until else None


@register.filter
def statename(code: str) -> str:
    """`Texas` for `TX`."""
    return state(code)


@register.filter
def standing(of: Standing) -> SafeString:
    """A standing: icon, word and color."""
    return _badge(STANDINGS[Standing(of)])


@register.filter
def outcome(of: Outcome) -> SafeString:
    """What was decided of an act: icon, word and color."""
    return _badge(OUTCOMES[of])


def _badge(look: Look) -> SafeString:
    return format_html(
        '<span class="standing s-{}"><span class="mark" aria-hidden="true">{}</span> {}</span>',
        look.name,
        look.icon,
        look.word,
    )


@register.filter
def titled(code: str) -> str:
    """A code as the beginning of a line: `mso_owner` becomes `MSO owner`."""
    return trade.titled(str(code))


@register.simple_tag
def clock(due: date | int | None, today: date, near: int = 30) -> SafeString | str:
    """A day by which something is due: late, soon (within `near` days) or in time, in word and color."""
    found = day_to_date(due) if isinstance(due, int) else due
    if found is None:
        return ""
    days = (found - today).days
    state, said = ("late", "late") if days < 0 else ("soon", "soon") if days <= near else ("good", "in time")
    return format_html(
        '<span class="clock c-{}">{} <span class="aside">{}</span></span>',
        state,
        dates.when(found, today),
        said,
    )


@register.simple_tag
def countdown(due: datetime, done: datetime | None, now: datetime) -> SafeString:
    """A moment by which something is due: late, soon (within the day) or in time, in word and color; once done, whether it was in time."""
    if done is not None:
        state, said = ("good", "in time") if done <= due else ("late", "late")
        return format_html(
            '<span class="clock c-{}">done {} <span class="aside">{}</span></span>',
            state,
            f"{done:%b} {done.day}, {done:%H:%M}",
            said,
        )
    far = dates.away(due, now)
    if due < now:
        return format_html(
            '<span class="clock c-late">was due {} <span class="aside">late</span></span>', far
        )
    state = "soon" if (due - now).total_seconds() <= A_DAY else "good"
    return format_html('<span class="clock c-{}">due {}</span>', state, far)
