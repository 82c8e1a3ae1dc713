"""Plain Python: a dictionary of runs, bisection, and the conditions written out by hand."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from peers.bedside import MEASURE_OF, NEAR, Told, hundredths, told
from peers.spans import ByKey, Spans

from openmso.authority.answer import Act, Key
from openmso.authority.batch.rulings import Asked, Ruling
from openmso.authority.regimes import Nearness

SUPERVISORS = frozenset({"MD", "DO", "NP", "PA"})


class Plain:
    """Decides acts as `decide` does under a complete bedside, without chain, reasons and citations."""

    def __init__(self, spans: Spans, by_key: ByKey) -> None:
        self.by_key = by_key
        zones = {name: ZoneInfo(name) for name in spans.zones}
        self.places = {
            site: (zones[zone], state)
            for site, zone, state in zip(spans.sites, spans.zones, spans.states, strict=True)
        }

    def standing(self, key: Key, day: int) -> int:
        """Standing on a day."""
        return self.by_key.run(key, day).ruling.standing

    def decide(self, act: Act) -> str:
        """The outcome of an act."""
        moment = told(act, *self.places[act.site])
        run = self.by_key.run(Key(act.person, act.procedure, act.site), moment.day)
        return outcome(run.ruling, moment)


def outcome(ruling: Ruling, moment: Told) -> str:
    """What to do under a ruling."""
    if ruling.standing == 2:
        return "unknown"
    if ruling.standing > 2 or not met(ruling.asked, moment):
        return "stop"
    return "allow_with_conditions" if ruling.asked.always else "allow"


def met(asked: Asked, moment: Told) -> bool:
    """Whether everything that is asked, and what belongs to every act, was so."""
    if not moment.consent or not moment.at_home:
        return False
    exam = asked.exam
    if exam and (
        moment.exam_role not in exam.roles
        or moment.exam_mode not in exam.modes
        or moment.exam_months > exam.months
    ):
        return False
    if asked.ways and not any(_near(way, moment) for way in asked.ways):
        return False
    if asked.orderers and moment.order_role not in asked.orderers:
        return False
    if asked.first_visit and not moment.first_visit:
        return False
    return asked.texts.issubset(moment.attested) and all(_kept(*limit, moment) for limit in asked.limits)


def _near(way: Nearness, moment: Told) -> bool:
    return (
        0 < moment.near >= NEAR[way.mode]
        and moment.supervisor_role in (way.by or SUPERVISORS)
        and (way.minutes is None or moment.minutes <= way.minutes)
        and (way.miles is None or moment.miles <= way.miles * 10)
        and (not way.contiguous_county or moment.county)
    )


def _kept(name: str, limit: object, moment: Told) -> bool:
    if name == "never_areas":
        return moment.areas is not None and not set(moment.areas) & set(limit)  # type: ignore[call-overload] # a list, by its name
    if name not in MEASURE_OF:
        return f"{name}: {limit}" in moment.attested
    value, bound = moment.measures.get(MEASURE_OF[name]), hundredths(limit)
    return value is not None and (value <= bound if name.endswith("_max") else value >= bound)
