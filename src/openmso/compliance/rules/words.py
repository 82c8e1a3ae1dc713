"""Records, roles and states in words: a finding names people and papers, never codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from openmso.authority.facts import Record
from openmso.authority.facts.oversight import (
    Activity,
    Agreement,
    Appointment,
    Delegation,
    Protocol,
    StandingOrder,
)
from openmso.authority.facts.people import (
    Certificate,
    Competency,
    Engagement,
    Exclusion,
    Experience,
    Insurance,
    License,
    Person,
    Screening,
)
from openmso.authority.facts.structure import (
    Msa,
    Office,
    Organization,
    Ownership,
    Registration,
    Service,
    Site,
)
from openmso.authority.reasons import SENTENCES, Reason
from openmso.timeline.spans import Span
from openmso.words.trade import ROLES

if TYPE_CHECKING:
    from openmso.compliance.rules.context import Context

_NAMES = (
    "AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,"
    "DC the District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,"
    "KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,"
    "MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,"
    "NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island,"
    "SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,"
    "WV West Virginia,WI Wisconsin,WY Wyoming,US federal law"
)
STATES: Final = {one[:2]: one[3:] for one in _NAMES.split(",")}
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""Of this language, whatever the machine is set to."""
_KINDS: Final = {
    "director": "medical director",
    "backup": "backup director",
    "collaborator": "collaborating physician",
}


def role(code: str) -> str:
    """A role in words."""
    return ROLES.get(code, code)


def roles(codes: Iterable[str]) -> str:
    """Roles in words, sorted by code."""
    return one_of(role(code) for code in sorted(codes))


def plain(code: str) -> str:
    """A code nobody has a better name for, with its underscores turned into spaces."""
    return code.replace("_", " ")


def certificate(code: str) -> str:
    """A certificate in words; that of one state, which its code begins with, with the state in brackets."""
    state, rest = code[:2].upper(), code[2:]
    return f"{plain(rest[1:])} ({STATES[state]})" if rest[:1] == "_" and state in STATES else plain(code)


def small(label: str) -> str:
    """A label inside a sentence: its words in lower case, but for abbreviations such as IV and NP."""
    return " ".join(word if word.isupper() else word.lower() for word in label.split(" "))


def listed(words: Iterable[str], most: int = 6) -> str:
    """Words joined for a sentence: `a`, `a and b`, `a, b and c`; beyond `most`, `a, b, c and 4 more`."""
    every = list(dict.fromkeys(words))
    if len(every) > most:
        every = [*every[: most - 1], f"{len(every) - most + 1} more"]
    return every[0] if len(every) == 1 else f"{', '.join(every[:-1])} and {every[-1]}" if every else "nobody"


def one_of(words: Iterable[str]) -> str:
    """Alternatives joined for a sentence: `a`, `a or b`, `a, b or c`."""
    every = list(dict.fromkeys(words))
    return every[0] if len(every) == 1 else f"{', '.join(every[:-1])} or {every[-1]}" if every else "nobody"


def many(number: int, thing: str, things: str = "") -> str:
    """A number with its noun: `1 site`, `3 sites`."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


def percent(share: Decimal) -> str:
    """A share for people, without needless zeros."""
    return f"{share.quantize(Decimal('0.01')).normalize():f} %"


def money(amount: Decimal) -> str:
    """US dollars for people."""
    return f"${amount:,.2f}".removesuffix(".00")


def dated(day: date | None) -> str:
    """A date for people, `Sep 1, 2026`; a dash if there is none."""
    return "–" if day is None else f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def last_day(span: Span) -> str:
    """The last good day of a span for people, as licenses and policies print it; a dash if it never ends."""
    return dated(span.until and span.until - timedelta(days=1))


def label(context: Context, record: Record) -> str:
    """What a record is, in words: `Rosa Delgado's license as registered nurse in Texas`."""
    name = context.name
    match record:
        case Organization() | Site() | Person() | Service():
            return record.name
        case Ownership():
            return f"{name(record.owner)}'s {percent(record.percent)} of {name(record.organization)}"
        case Office():
            return f"{name(record.person)}, {plain(record.title)} of {name(record.organization)}"
        case Registration():
            return f"{plain(record.kind)} registration of {name(record.holder)}"
        case Msa():
            return f"management agreement of {name(record.practice)} with {name(record.mso)}"
        case License():
            return f"{name(record.person)}'s license as {role(record.role)} in {context.state(record.state)}"
        case Engagement():
            return f"{name(record.person)}, {role(record.role)} with {name(record.organization)}"
        case _:
            return _paper(context, record)


def _paper(context: Context, record: Record) -> str:
    name = context.name
    match record:
        case Appointment():
            return f"{name(record.person)}'s appointment as {_KINDS.get(record.kind, record.kind)}"
        case Agreement():
            return f"{record.kind} agreement of {name(record.person)} with {name(record.physician)}"
        case Delegation():
            return f"delegation from {name(record.physician)} to {name(record.person)}"
        case Protocol():
            return f"protocol for {procedures(context, record.procedures)}, version {record.version}"
        case StandingOrder():
            return f"{name(record.prescriber)}'s standing order for {procedures(context, record.procedures)}"
        case Certificate():
            return f"{name(record.person)}'s certificate {certificate(record.kind)}"
        case Competency():
            return f"{name(record.person)}'s sign-off for {context.procedure(record.procedure)}"
        case Insurance() | Screening() | Exclusion():
            thing = {Insurance: "cover", Screening: "screening", Exclusion: "exclusion"}[type(record)]
            which = record.kind if isinstance(record, Insurance) else record.source
            return f"{name(record.subject)}'s {thing} ({plain(which)})"
        case Experience():
            return f"{name(record.person)}'s experience as {role(record.role)}"
        case Activity():
            return f"{plain(record.kind)} of {name(record.physician)} on {dated(record.on)}"
        case _:
            return record.id


def reason_words(context: Context, reason: Reason) -> str:
    """A reason of the core in words, with names in the place of the codes and ids among its details."""
    shown = {name: _detail(context, name, value) for name, value in reason.details.items()}
    return SENTENCES[reason.code].format_map(defaultdict(lambda: "…", shown))


def _detail(context: Context, name: str, value: object) -> str:
    if isinstance(value, frozenset | tuple | list):
        return listed(_detail(context, name, one) for one in sorted(value, key=str))
    known = {"state": context.state, "parameter": context.parameter, "procedure": context.procedure}
    if name in known:
        return known[name](str(value))
    if name in ("role", "roles"):
        return role(str(value))
    if name == "parties":
        return context.name(str(value))
    if name == "certificates":
        return certificate(str(value))
    return plain(str(value)) if name in ("kind", "places", "paper", "mode") else str(value)


def procedures(context: Context, codes: Iterable[str]) -> str:
    """Procedures in words, sorted, joined."""
    return listed(sorted(context.procedure(code) for code in codes))
