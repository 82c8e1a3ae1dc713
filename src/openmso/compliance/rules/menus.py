"""Menus against authority: services nobody may do, services that hang on one person or on doubtful law."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from openmso.authority.answer import Key, Verdict
from openmso.authority.facts.structure import Service, Site
from openmso.authority.law import Reading, Statement
from openmso.authority.reasons import Code, Reason
from openmso.authority.terms import Standing
from openmso.compliance.rules.context import Context, days_when
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.meant import as_readings
from openmso.compliance.rules.network import CORE_LAW, open_sites
from openmso.compliance.rules.words import listed, many, reason_words
from openmso.timeline.days import Days

MUST, SHOULD, WATCH = Severity.MUST, Severity.SHOULD, Severity.WATCH
HANDS_ON = frozenset({"injection", "device", "skin", "infusion"})
DOUBT = frozenset({Code.COUNSEL, Code.GENERAL_SCOPE})


def services_at(context: Context, site: Site) -> list[Service]:
    """Services on a site's menu on the day."""
    return [one for one in context.facts.by(Service, "site", site.id) if context.day in one.span]


def keys_for(context: Context, site: str, procedure: str) -> list[Key]:
    """Keys of a procedure at a site, of everybody ever engaged there: who may have done it, who may yet."""
    return [key for key in context.judge.keys_at(site) if key.procedure == procedure]


def authorized(context: Context, site: str, procedure: str, day: int) -> list[Key]:
    """Keys of a procedure at a site that have authority on a day."""
    keys = keys_for(context, site, procedure)
    return [key for key in keys if context.judge.verdict(key, day).standing.authorizes]


def _best(context: Context, site: str, procedure: str, day: int) -> Standing:
    standings = (context.judge.verdict(key, day).standing for key in keys_for(context, site, procedure))
    return min(standings, default=Standing.ABSENT)


def _cuts(context: Context, site: str, procedure: str) -> list[int]:
    return [cut for key in keys_for(context, site, procedure) for cut in context.judge.track(key).starts]


def dark_services(context: Context, *, unknown: bool) -> Iterator[Fault]:
    """Sites with services that nobody may do on the day; with `unknown`, those of which nobody knows."""
    for site in open_sites(context):
        found: dict[str, Service] = {}
        days = Days()
        for service in services_at(context, site):
            worst = [
                code
                for code in sorted(service.procedures)
                if _is_dark(context, site.id, code, context.day, unknown=unknown)
            ]
            for code in worst:
                found[code] = service
                dark = days_when(
                    _cuts(context, site.id, code), partial(_is_dark, context, site.id, code, unknown=unknown)
                )
                days |= dark & Days.of(service.span) & Days.of(site.span)
        if found:
            services = list(dict.fromkeys(found.values()))
            verdicts = [
                (key, context.judge.verdict(key, context.day))
                for code in found
                for key in _at_work(context, site.id, code)
            ]
            says, law = _why(context, [verdict for _, verdict in verdicts])
            yield Fault(
                what=f"{many(len(services), 'service')} at {site.name} that {'nobody knows who may do' if unknown else 'nobody may do'}"
                f" today: {listed(one.name for one in services)}. {says}",
                where=(site.id, *(one.id for one in services)),
                days=days,
                law=law,
                keys=tuple(key for key, _ in verdicts),
            )


def _is_dark(context: Context, site: str, procedure: str, day: int, *, unknown: bool) -> bool:
    best = _best(context, site, procedure, day)
    return best is Standing.UNKNOWN if unknown else best > Standing.UNKNOWN


def _at_work(context: Context, site: str, procedure: str) -> list[Key]:
    return [key for key in context.keys_at(site) if key.procedure == procedure]


def _why(context: Context, verdicts: list[Verdict]) -> tuple[str, tuple[Reading, ...]]:
    reasons: Counter[str] = Counter()
    first: dict[str, Reason] = {}
    for verdict in verdicts:
        for reason in verdict.bars[:1]:
            text = reason_words(context, reason)
            reasons[text] += 1
            first.setdefault(text, reason)
    if not reasons:
        return "Nobody is engaged there.", ()
    told = [text for text, _ in reasons.most_common(3)]
    law = as_readings(tuple(cite for text in told for cite in first[text].cites))
    return f"In the way: {'; '.join(told)}.", law


def alone(context: Context) -> Iterator[Fault]:
    """Sites with services that exactly one person may do."""
    for site in open_sites(context):
        found: dict[str, list[str]] = {}
        days = Days()
        for code in sorted({code for one in services_at(context, site) for code in one.procedures}):
            able = authorized(context, site.id, code, context.day)
            if len(able) == 1:
                found.setdefault(able[0].person, []).append(code)
                days |= days_when(
                    _cuts(context, site.id, code), partial(_one_left, context, site.id, code)
                ) & Days.of(site.span)
        if found:
            told = (
                f"{listed(context.procedure(code) for code in codes)} ({context.name(person)})"
                for person, codes in found.items()
            )
            yield Fault(
                what=f"At {site.name} only one person may do {'; '.join(told)}.",
                where=(site.id, *found),
                days=days,
            )


def _one_left(context: Context, site: str, procedure: str, day: int) -> bool:
    return len(authorized(context, site, procedure, day)) == 1


def on_doubtful_law(context: Context) -> Iterator[Fault]:
    """Sites with services for which every authority waits for counsel's word."""
    for site in open_sites(context):
        found: list[str] = []
        days = Days()
        cites: tuple[Statement, ...] = ()
        for code in sorted({code for one in services_at(context, site) for code in one.procedures}):
            if _in_doubt(context, site.id, code, context.day):
                found.append(code)
                days |= days_when(
                    _cuts(context, site.id, code), partial(_in_doubt, context, site.id, code)
                ) & Days.of(site.span)
                for key in authorized(context, site.id, code, context.day):
                    verdict = context.judge.verdict(key, context.day)
                    cites = (
                        *cites,
                        *(cite for one in verdict.wanting if one.code in DOUBT for cite in one.cites),
                    )
        if found:
            yield Fault(
                what=f"At {site.name} every authority for {listed(context.procedure(code) for code in found)} waits for counsel to "
                f"confirm the law.",
                where=(site.id,),
                days=days,
                law=as_readings(cites),
            )


def _in_doubt(context: Context, site: str, procedure: str, day: int) -> bool:
    able = authorized(context, site, procedure, day)
    return bool(able) and all(DOUBT & context.judge.verdict(key, day).codes for key in able)


def from_afar(context: Context) -> Iterator[Fault]:
    """Telehealth sites with services that take hands."""
    for site in open_sites(context):
        if site.kind != "telehealth":
            continue
        hands_on = {
            one.id: one
            for one in services_at(context, site)
            for code in one.procedures
            if code in context.law.procedures and context.law.procedures[code].family in HANDS_ON
        }
        if hands_on:
            yield Fault(
                what=f"{site.name} treats by telehealth and offers {listed(one.name for one in hands_on.values())}, which takes hands.",
                where=(site.id, *hands_on),
                days=Days.of(site.span) & Days.of(*(one.span for one in hands_on.values())),
            )


def empty(context: Context) -> Iterator[Fault]:
    """Open sites without any service on the menu."""
    for site in open_sites(context):
        menu = Days.of(*(one.span for one in context.facts.by(Service, "site", site.id)))
        yield Fault(f"{site.name} is open and offers nothing.", (site.id,), Days.of(site.span) - menu)


CONTROLS = (
    Control(
        id="MEN-01",
        family="menus",
        severity=MUST,
        title="Every service has somebody who may do it",
        tests="For every procedure of every service on the menu, somebody engaged at the site has authority on the day.",
        mend="Remove what stands in the way, or take the service off the menu.",
        who="medical director and clinic manager",
        search=partial(dark_services, unknown=False),
        law=CORE_LAW,
    ),
    Control(
        id="MEN-02",
        family="menus",
        severity=WATCH,
        title="It is known who may do every service",
        tests="For no service does authority rest on law that was never established.",
        mend="Let counsel establish the law.",
        who="counsel",
        search=partial(dark_services, unknown=True),
        law=CORE_LAW,
    ),
    Control(
        id="MEN-03",
        family="menus",
        severity=WATCH,
        title="No service hangs on one person",
        tests="For every procedure on the menu, two people have authority on the day.",
        mend="Train and authorize a second person.",
        who="medical director",
        search=alone,
    ),
    Control(
        id="MEN-04",
        family="menus",
        severity=WATCH,
        title="Authority does not wait for counsel",
        tests="For every procedure on the menu, somebody's authority rests on law that is sure enough.",
        mend="Let counsel confirm the statements, and sign them.",
        who="counsel",
        search=on_doubtful_law,
        law=CORE_LAW,
    ),
    Control(
        id="MEN-05",
        family="menus",
        severity=SHOULD,
        title="Telehealth sites offer what can be done from afar",
        tests="No telehealth site offers a service that takes hands.",
        mend="Offer it at a clinic or mobile site instead.",
        who="clinic manager",
        search=from_afar,
    ),
    Control(
        id="MEN-06",
        family="menus",
        severity=WATCH,
        title="Open sites have a menu",
        tests="Every open site offers something.",
        mend="Enter the menu, or close the site.",
        who="clinic manager",
        search=empty,
    ),
)
