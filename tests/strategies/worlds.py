"""A network, a law book and a key, which show themselves by what is changed in them, so that failures can be read."""

from hypothesis import strategies as st

from openmso.authority.answer import Act, Key
from openmso.authority.facts import Facts, Record
from openmso.authority.law import LawBook
from tests.strategies.bedsides import acts
from tests.strategies.lawbooks import VALID_CITE, lawbooks, valid
from tests.strategies.networks import HERE, STRUCTURE, THERE, WORKERS, giver, keys, networks, worker


class World:
    """What a question is asked of. No dataclass: Hypothesis would show every field of it."""

    def __init__(self, facts: Facts, law: LawBook) -> None:
        self.facts = facts
        self.law = law

    def __repr__(self) -> str:
        """The records and statements that the valid world does not have, and the records it lacks."""
        standard = {record.id: record for record in valid_records()}
        held: dict[str, Record] = {
            id: one for table in self.facts.tables.values() for id, one in table.items()
        }
        changed = [repr(one) for id, one in held.items() if standard.get(id) != one]
        dropped = [f"without {id}" for id in standard if id not in held]
        said = [
            f"{one.jurisdiction} {one.parameter} {one.key} = {one.value} {one.span.first}..{one.span.until}"
            f" {one.confidence.name} {'signed ' * bool(one.signed)}{'pending ' * one.pending}"
            f"{'overlay' * one.overlay}"
            for one in self.law.statements
            if one.cite != VALID_CITE
        ]
        # One rule stands for all roles.
        said += {
            f"* = {one.value}"
            for one in self.law.statements
            if one.parameter == "delegation.rule" and one.cite == VALID_CITE
        }
        asked = {(one.jurisdiction, one.parameter, one.key) for one in self.law.statements}
        silent = [
            f"{state} silent on {' '.join((name, *key))}"
            for state in (HERE, THERE)
            for name, key in valid(state)
            if (state, name, key) not in asked
        ]
        return "\n  ".join(["World", repr(self.facts.settings), *changed, *dropped, *said, *silent])


def valid_records() -> list[Record]:
    """The records of the valid network with the usual roles."""
    records = [*STRUCTURE, *giver("ada", "MD", "here"), *giver("ben", "DO", "there")]
    for person, role in zip(WORKERS, ("NP", "RN", "PA"), strict=True):
        records += worker(person, role, "ada")
    return records


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A network and a law book (composed, so that they are shown as a world and not as two long calls)."""
    return World(draw(networks()), draw(lawbooks()))


asked = st.tuples(worlds(), keys())
done = st.tuples(worlds(), acts())

__all__ = ["Act", "Key", "World", "asked", "done", "worlds"]
