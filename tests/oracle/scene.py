"""The network, the law, a site and a day: what every question of the oracle is asked against."""

from dataclasses import dataclass
from typing import Any

from openmso.authority.facts import Facts
from openmso.authority.facts.structure import Site
from openmso.authority.law import LawBook, Statement
from tests.oracle.reading import doubtful, said, value


@dataclass(frozen=True)
class Scene:
    """One site on one day."""

    facts: Facts
    law: LawBook
    site: Site
    day: int

    @property
    def state(self) -> str:
        """The state whose law counts."""
        return self.site.state

    def said(self, parameter: str, *key: str) -> list[Statement]:
        """The statements of the site's state that decide, the strongest first."""
        return said(self.law, self.state, parameter, self.day, *key)

    def value(self, parameter: str, *key: str) -> Any:
        """What the site's state says, None if nothing is known or the rule does not exist."""
        return value(self.law, self.state, parameter, self.day, *key)

    def doubtful(self, parameter: str, *key: str) -> bool:
        """Whether a grant that rests on what the state says needs counsel."""
        return doubtful(self.said(parameter, *key), self.facts.settings.grant_threshold)
