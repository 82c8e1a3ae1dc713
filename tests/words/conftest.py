"""What the tests of words and of the command line share."""

from datetime import date
from decimal import Decimal

import pytest

from openmso.authority.facts import Facts
from openmso.authority.facts.oversight import Delegation
from openmso.authority.facts.people import Engagement, License, Person
from openmso.authority.facts.structure import Organization, Ownership, Site
from openmso.authority.law import LawBook, Parameter, Procedure
from openmso.timeline.spans import Span
from openmso.words.labels import Labels

SPAN = Span.of(date(2024, 1, 1), date(2027, 1, 1))


@pytest.fixture
def labels() -> Labels:
    """A few records whose names are alike, and a few words of law."""
    facts = Facts.of(
        [
            Person("ada", "Ada Lindqvist"),
            Person("rosa", "Rosa Delgado"),
            Person("rosa-lee", "Rosa Lee"),
            Organization("lone-star", "Lone Star Aesthetics PLLC", "practice", "PLLC", "TX"),
            Site("austin", "Lone Star Austin", "lone-star", "TX", "America/Chicago"),
            Site("dallas", "Lone Star Dallas", "lone-star", "TX", "America/Chicago"),
            Ownership("lone-star/owner/ada", "lone-star", "ada", Decimal(100)),
            License("ada/license/tx-md", "ada", "MD", "TX", SPAN),
            License("rosa/license/tx-rn", "rosa", "RN", "TX", SPAN),
            Engagement("rosa/engagement", "rosa", "lone-star", "RN", sites=frozenset({"austin"})),
            Delegation("toxins", "ada", "rosa", frozenset({"neuromodulator_injection"}), SPAN),
        ],
        name="Lone Star",
        sources={"rosa": "lonestar.yaml:12"},
    )
    law = LawBook.of(
        (),
        procedures={
            "neuromodulator_injection": Procedure(
                "neuromodulator_injection", "Neuromodulator injection", "", "injection"
            ),
            "dermal_filler_injection": Procedure(
                "dermal_filler_injection", "Dermal filler injection", "", "injection"
            ),
            "iv_therapy": Procedure("iv_therapy", "IV therapy", "", "infusion"),
        },
        parameters={"np.authority": Parameter("np.authority", "Practice authority of NPs", "?", "code")},
    )
    return Labels(facts, law)
