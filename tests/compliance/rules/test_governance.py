"""Pairs of worlds for the controls over governance."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from openmso.authority.facts.people import Engagement
from openmso.authority.facts.structure import Office, Organization, Ownership, Site
from tests.compliance.pairs import Pair, each, hold
from tests.compliance.worlds import (
    ADA,
    CARL,
    HOURLY,
    MSA,
    MSO,
    NM,
    OPENED,
    PC,
    SHOULD,
    SITE,
    WATCH,
    record,
    says,
    scene,
    since,
)

LATER = date(2025, 5, 1)
APART = says("mso.restrictions", ("no_common_officers_or_owners", "no_stock_transfer_restriction"))
NO_PROXY = says("ownership.rule", {"proxy_ban": True})
ALSO_MANAGER = Office("office-ada-mso", MSO, ADA, "manager", since(LATER))
BY_CARL = record(Ownership, "owner-ada", proxy_to=CARL)
BOUND = record(Ownership, "owner-ada", transfer_restricted_by=MSO)
SANTA_FE = Site("santa-fe", "Cedar Santa Fe", PC, NM, "America/Denver", span=since(LATER))

PAIRS = (
    Pair("GOV-01", scene(ALSO_MANAGER, law=[APART]), where=ADA, since=LATER, mended=scene(ALSO_MANAGER)),
    Pair(
        "GOV-01",
        scene(
            ALSO_MANAGER, law=[says("ownership.rule", {"no_common_officers": True}, since=date(2026, 1, 1))]
        ),
        where=ADA,
        since=date(2026, 1, 1),
        mended=scene(law=[says("ownership.rule", {"no_common_officers": True})]),
    ),
    Pair(
        "GOV-02",
        scene(Office("office-carl-pc", PC, CARL, "chief_executive", since(LATER))),
        where=PC,
        since=LATER,
        mended=scene(Office("office-carl-pc", PC, CARL, "secretary", since(LATER))),
        says="Carl C. (chief executive)",
    ),
    Pair("GOV-03", scene(record(Office, "office-ada", span=since(OPENED, LATER))), where=PC, since=LATER),
    Pair(
        "GOV-04",
        scene(BY_CARL, law=[NO_PROXY]),
        where="owner-ada",
        since=OPENED,
        mended=scene(law=[NO_PROXY]),
    ),
    Pair("GOV-04", scene(BY_CARL), where="owner-ada", since=OPENED, severity=SHOULD),
    Pair(
        "GOV-04",
        scene(replace(MSA, clauses={**MSA.clauses, "share_power_of_attorney": "irrevocable"})),
        where="msa",
        since=OPENED,
        severity=SHOULD,
        mended=scene(replace(MSA, clauses={**MSA.clauses, "share_power_of_attorney": False})),
    ),
    Pair("GOV-05", scene(BOUND, law=[APART]), where="owner-ada", since=OPENED, mended=scene(law=[APART])),
    Pair(
        "GOV-05",
        scene(replace(MSA, clauses={**MSA.clauses, "share_transfer_restriction": "MSO names the buyer"})),
        where="msa",
        since=OPENED,
        severity=WATCH,
    ),
    Pair(
        "GOV-06",
        scene(SANTA_FE, record(Organization, MSO, qualified_in=frozenset({NM}))),
        where=PC,
        since=LATER,
        mended=scene(
            SANTA_FE,
            record(Organization, MSO, qualified_in=frozenset({NM})),
            record(Organization, PC, qualified_in=frozenset({NM})),
        ),
        says="New Mexico",
    ),
    Pair("GOV-07", scene(record(Organization, PC, span=since(OPENED, LATER))), where=PC, since=LATER),
    Pair(
        "GOV-07",
        scene(
            replace(SITE, span=since(date(2023, 1, 1))),
            record(Organization, PC, span=since(date(2027, 1, 1))),
        ),
        where=PC,
        since=date(2023, 1, 1),
    ),
    Pair(
        "GOV-08",
        scene(
            record(Organization, MSO, investor="private_equity"),
            law=[says("mso.specific_law", "An act", since=LATER)],
        ),
        where=MSO,
        since=LATER,
        mended=scene(law=[says("mso.specific_law", "An act", since=LATER)]),
    ),
    Pair(
        "GOV-09",
        scene(Engagement("engagement-ada-mso", ADA, MSO, "MD", span=since(LATER), pay=HOURLY)),
        where="engagement-ada-mso",
        since=LATER,
    ),
)


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)


def test_a_fellow_owner_may_vote_by_proxy() -> None:
    fellow = Ownership("owner-ben", PC, "ben", Decimal(50), since())
    half = record(Ownership, "owner-ada", percent=Decimal(50), proxy_to="ben")
    stranger = replace(half, proxy_to=CARL)
    hold(
        Pair(
            "GOV-04",
            scene(stranger, fellow, law=[NO_PROXY]),
            where="owner-ada",
            since=OPENED,
            mended=scene(half, fellow, law=[NO_PROXY]),
        )
    )
