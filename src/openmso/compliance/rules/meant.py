"""What people are meant to do: keys that a paper or a sign-off names, and what stands in their way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from openmso.authority.answer import Key, Verdict
from openmso.authority.facts.oversight import Agreement, Delegation
from openmso.authority.facts.people import Competency
from openmso.authority.facts.structure import Site
from openmso.authority.holdings import engaged_as
from openmso.authority.law import Reading, Statement
from openmso.authority.reasons import Code, Reason
from openmso.compliance.rules.context import Context, remembered
from openmso.compliance.rules.finding import Fault
from openmso.compliance.rules.network import open_sites, reaches
from openmso.compliance.rules.words import certificate, listed, plain, role
from openmso.timeline.days import Days, days_where


@dataclass(frozen=True, slots=True)
class Meant:
    """A key with the records that name it: delegations and agreements first, then sign-offs."""

    key: Key
    site: Site
    roles: tuple[str, ...]
    papers: tuple[Delegation | Agreement, ...]
    skills: tuple[Competency, ...]

    @property
    def days(self) -> Days:
        """Days on which a record names the key."""
        return Days.of(*(one.span for one in (*self.papers, *self.skills)))


@remembered
def meant(context: Context) -> tuple[Meant, ...]:
    """Keys of the day that a delegation, an agreement with a list, or a sign-off names."""
    return tuple(_meant(context))


def _meant(context: Context) -> Iterator[Meant]:
    for site in open_sites(context):
        for key in context.keys_at(site.id):
            papers = tuple(one for one in papers_of(context, key) if context.day in one.span)
            skills = tuple(
                one
                for one in context.facts.by(Competency, "person", key.person)
                if one.procedure == key.procedure and context.day in one.span
            )
            if papers or skills:
                roles = engaged_as(context.world, key.person, site.id).at(context.day)
                yield Meant(key, site, roles, papers, skills)


def papers_of(context: Context, key: Key) -> Iterator[Delegation | Agreement]:
    """Delegations and agreements, of whatever days, that name person, procedure and site."""
    papers: list[Delegation | Agreement] = [*context.facts.by(Delegation, "person", key.person)]
    papers += context.facts.by(Agreement, "person", key.person)
    for one in papers:
        if reaches(one.sites, key.site) and key.procedure in (one.procedures or ()):
            yield one


def reason_of(verdict: Verdict, code: Code) -> Reason | None:
    """The first reason of a code in a verdict."""
    return next((one for one in (*verdict.bars, *verdict.wanting) if one.code is code), None)


def days_of(context: Context, key: Key, code: Code) -> Days:
    """Days on which a code is among the reasons of a key's verdict."""
    return days_where(context.judge.track(key), partial(_says, code))


def _says(code: Code, verdict: Verdict) -> bool:
    return code in verdict.codes


def as_readings(statements: tuple[Statement, ...]) -> tuple[Reading, ...]:
    """Statements a verdict cites, as readings a finding rests on."""
    return tuple(Reading((one,)) for one in dict.fromkeys(statements))


def obstructed(
    context: Context,
    code: Code,
    say: str,
    *,
    by: str = "person",
    needs: str = "",
    spared: frozenset[str] = frozenset(),
) -> Iterator[Fault]:
    """One fault for each person, site or role (`by`), in a state, whose meant keys a code stands in the way of.

    `say` has places for who (and the verb `be`), role, what, where, state and any detail of the reason. `needs` asks that a paper
    (`paper`) or a sign-off (`skill`) be what names the key; people of the roles `spared` are left to other controls.
    """
    groups: dict[tuple[str, str], list[tuple[Meant, Reason]]] = {}
    for one in meant(context):
        reason = reason_of(context.judge.verdict(one.key, context.day), code)
        if reason is None or (needs == "paper" and not one.papers) or (needs == "skill" and not one.skills):
            continue
        if spared & set(one.roles):
            continue
        group = {"site": one.site.id, "person": one.key.person, "role": one.roles[0] if one.roles else ""}[by]
        groups.setdefault((group, one.site.state), []).append((one, reason))
    for (group, state), found in groups.items():
        first, reason = found[0]
        every = [one for one, _ in found]
        people = sorted({context.name(one.key.person) for one in every})
        records = [record.id for one in every for record in (*one.papers, *one.skills)]
        yield Fault(
            what=say.format(
                who=listed(people),
                be="is" if len(people) == 1 else "are",
                role=role(first.roles[0]) if first.roles else "nobody",
                what=listed(sorted({context.procedure(one.key.procedure) for one in every})),
                where=listed(sorted({one.site.name for one in every})),
                state=context.state(state),
                **_shown(reason),
            ),
            where=(group, *records)
            if by == "site"
            else (*records, *sorted({one.key.person for one in every})),
            days=Days.union_of(days_of(context, one.key, code) & one.days for one in every),
            law=as_readings(tuple(cite for _, one in found for cite in one.cites[:1])),
            each_suffices=True,
            keys=tuple(
                sorted((one.key for one in every), key=lambda key: (key.site, key.person, key.procedure))
            ),
        )


def _shown(reason: Reason) -> dict[str, str]:
    shown = {}
    for name, value in reason.details.items():
        several = isinstance(value, frozenset | tuple | list)
        word = certificate if name == "certificates" else plain
        shown[name] = listed(word(str(one)) for one in sorted(value)) if several else str(value)
    return {name: text for name, text in shown.items() if name not in ("role", "state")}
