"""Structure: the entities, who owns and governs them, their sites and filings, and the management agreements with their fees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from openmso.authority.facts.structure import Msa, Office, Organization, Ownership, Registration, Signature
from openmso.compliance.facts import CLAUSE_CODES, RESERVED_POWERS
from openmso.compliance.queries.binder.frame import Frame, Sheet, days, written
from openmso.compliance.rules.sheets import Block, facts, heading, note, table
from openmso.words.fees import dollars, fee, worth
from openmso.words.labels import spaced
from openmso.words.states import state

TITLE = "Structure"


def structure(frame: Frame) -> Iterator[Sheet]:
    """One document: entities, owners, officers, sites, registrations, management agreements."""
    yield frame.sheet(TITLE, "Who owns and governs what, and what the business is paid for.", _blocks(frame))


def _blocks(frame: Frame) -> Iterator[Block]:
    yield from _entities(frame)
    yield from _governed(frame)
    yield heading("Sites")
    yield table(
        ("Site", "Practice", "State", "Kind", "Open"),
        [
            (
                one.name,
                frame.labels.name(one.practice),
                state(one.state),
                spaced(one.kind),
                days(one.span),
            )
            for one in frame.sites
        ],
        (2, 2.6, 1.1, 1, 2),
    )
    yield from _registrations(frame)
    for one in sorted(frame.judge.facts.all(Msa), key=lambda one: (one.practice, one.span.start)):
        if one.practice in frame.practices and one.span.overlaps(frame.period):
            yield from _msa(frame, one)


def _entities(frame: Frame) -> Iterator[Block]:
    records = frame.judge.facts
    entities = sorted(
        (records.need(Organization, one) for one in frame.organizations), key=lambda one: (one.kind, one.name)
    )
    yield heading("Entities")
    yield table(
        ("Entity", "Kind", "Form", "State", "Qualified in", "Formed – dissolved"),
        [
            (
                one.name,
                spaced(one.kind),
                one.form.upper() if len(one.form) <= 4 else spaced(one.form),
                state(one.state),
                ", ".join(sorted(one.qualified_in)),
                days(one.span),
            )
            for one in entities
        ],
        (3, 1.1, 0.9, 1.1, 1.2, 1.9),
    )


def _governed(frame: Frame) -> Iterator[Block]:
    records, labels = frame.judge.facts, frame.labels
    yield heading("Owners")
    yield table(
        ("Owner", "Holds", "Of", "Days", "Bound by"),
        [
            (
                labels.person(one.owner),
                f"{one.percent:f} %",
                labels.name(one.organization),
                days(one.span),
                _bound(frame, one),
            )
            for one in sorted(
                records.all(Ownership), key=lambda one: (one.organization, -one.percent, one.owner)
            )
            if one.organization in frame.organizations and one.span.overlaps(frame.period)
        ],
        (2.4, 0.8, 2.4, 2, 1.6),
        none="No owner is recorded.",
    )
    yield heading("Officers")
    yield table(
        ("Officer", "Title", "Of", "Days"),
        [
            (labels.person(one.person), spaced(one.title), labels.name(one.organization), days(one.span))
            for one in sorted(records.all(Office), key=lambda one: (one.organization, one.title, one.person))
            if one.organization in frame.organizations and one.span.overlaps(frame.period)
        ],
        (2.4, 1.4, 2.6, 2),
        none="No officer is recorded.",
    )


def _bound(frame: Frame, one: Ownership) -> str:
    said = []
    if one.transfer_restricted_by:
        said.append(f"transfer dictated by {frame.labels.name(one.transfer_restricted_by)}")
    if one.proxy_to:
        said.append(f"proxy to {frame.labels.name(one.proxy_to)}")
    return "; ".join(said)


def _registrations(frame: Frame) -> Iterator[Block]:
    holders = frame.organizations | {one.id for one in frame.sites}
    held = [
        one
        for one in frame.judge.facts.all(Registration)
        if one.holder in holders and one.span.overlaps(frame.period)
    ]
    words = frame.labels.words
    yield heading("Registrations and filings")
    yield table(
        ("Holder", "What", "Number", "State", "Days", "Verified"),
        [
            (
                frame.labels.record(one.holder),
                words.get(one.kind) or spaced(one.kind),
                one.number,
                one.state,
                days(one.span),
                written(one.verified_on) if one.verified_on else "",
            )
            for one in sorted(held, key=lambda one: (one.holder, one.kind))
        ],
        (2.2, 2.4, 1.2, 0.6, 2, 1.1),
        none="No registration is recorded.",
    )


def _msa(frame: Frame, one: Msa) -> Iterator[Block]:
    labels, terms = frame.labels, one.fee
    yield heading(f"Management agreement: {labels.name(one.mso)} with {labels.name(one.practice)}")
    yield facts(
        [
            ("In force", days(one.span)),
            ("Signed", _signed(frame, one.signatures)),
            ("Fee", fee(terms)),
            ("Set in advance", _said(terms.set_in_advance)),
            ("Pays for marketing", _said(terms.includes_marketing)),
            ("Depends on referrals", _said(terms.depends_on_referrals)),
            ("Fair market value", _fmv(one)),
            ("Cap", dollars(terms.cap) if terms.cap is not None else ""),
            ("Last changed", written(terms.last_changed_on) if terms.last_changed_on else ""),
            ("Governing law", state(one.governing_law) if one.governing_law else "not recorded"),
            (
                "Business associate agreement",
                f"signed {written(one.baa_signed_on)}" if one.baa_signed_on else "not recorded",
            ),
            ("Funds first land in an account of", _named(frame, one.funds_account_owner)),
            ("That account is controlled by", _named(frame, one.funds_account_controlled_by)),
        ]
    )
    yield heading("Services for the fee", 2)
    yield table(
        ("Service", "Counted by", "Shown by", "Clinical"),
        [(line.name, line.unit, line.evidence, "yes" if line.clinical else "no") for line in one.services],
        (3, 1.4, 2.4, 0.8),
        none="No services are scheduled.",
    )
    kept = [said for code, said in RESERVED_POWERS.items() if code in one.reserved_powers]
    lacking = [said for code, said in RESERVED_POWERS.items() if code not in one.reserved_powers]
    yield heading("What stays with the physicians, and what it provides", 2)
    yield facts(
        [
            ("Reserved", "; ".join(kept) or "nothing"),
            ("Not reserved", "; ".join(lacking)),
            ("Provides", "; ".join(_clauses(one)) or "no clause is recorded"),
        ]
    )
    yield note("A clause that is not listed is not in the agreement as recorded here.")


def _clauses(one: Msa) -> Iterator[str]:
    for code, value in one.clauses.items():
        said = CLAUSE_CODES.get(code) or spaced(code)
        yield said if value is True else f"{said}: {_valued(value)}"


def _valued(value: Any) -> str:  # noqa: ANN401 - a clause's value is of its own kind
    if isinstance(value, Mapping):
        return ", ".join(f"{spaced(str(name))} {_valued(one)}" for name, one in value.items())
    return "no" if value is False else f"{value:,}" if isinstance(value, int) else spaced(str(value))


def _signed(frame: Frame, signatures: tuple[Signature, ...]) -> str:
    return (
        "; ".join(
            f"{frame.labels.name(one.person)}{f' for {frame.labels.name(one.for_party)}' if one.for_party else ''} on {written(one.on)}"
            for one in signatures
        )
        or "by nobody"
    )


def _fmv(one: Msa) -> str:
    terms = one.fee
    if terms.fmv_opinion_on is None:
        return "no opinion is recorded"
    until = f", good until {written(terms.fmv_valid_until)}" if terms.fmv_valid_until else ""
    between = f", {worth(terms)}" if worth(terms) else ""
    return f"opinion of {written(terms.fmv_opinion_on)}{until}{between}"


def _said(value: bool | None) -> str:  # noqa: FBT001 - a fact as recorded, which may be unknown
    return "not recorded" if value is None else "yes" if value else "no"


def _named(frame: Frame, id: str) -> str:
    return frame.labels.name(id) if id else "not recorded"
