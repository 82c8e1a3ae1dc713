"""The usual world of a state, in which an engine case changes one thing, and what the core says of it.

Usual is: a practice in the first form that the state lists, owned by a physician; a clinic of it, a medical spa
run as a medical office, with every procedure on the menu, every registration the state asks for, and
malpractice cover; a director (MD) who works there; a role-holder who is engaged, licensed and signed off, with
an agreement or a delegation of the director; a protocol and a standing order of the director. Everything is
signed and has held since ever. No certificate is held, no experience on record, nothing attested, and nobody
has told anything of the bedside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from math import degrees
from typing import Any, Final

from openmso.authority.answer import Act, Question
from openmso.authority.decide import decide
from openmso.authority.distance import EARTH_RADIUS_MILES
from openmso.authority.facts import Facts, Record, Settings
from openmso.authority.facts.bedside import Bedside, Exam, Order, Presence
from openmso.authority.facts.oversight import Agreement, Appointment, Delegation, Protocol, StandingOrder
from openmso.authority.facts.people import (
    Certificate,
    Competency,
    Engagement,
    Experience,
    Insurance,
    License,
    Person,
)
from openmso.authority.facts.structure import Organization, Ownership, Registration, Service, Signature, Site
from openmso.authority.judge import Judge, answer
from openmso.authority.law import LawBook
from openmso.authority.reasons import Reason
from openmso.authority.terms import PHYSICIANS, PRACTITIONERS, UNLICENSED, Confidence, ExamMode, Supervision
from openmso.law.rules.scenes import LAY, NOBODY
from openmso.timeline.spans import ALWAYS, Span

PRACTICE, SITE, OTHER_SITE = "practice", "site", "site-of-director"
DOER, DIRECTOR = "doer", "director"
AMPLE_HOURS: Final = 500
"""Hours of training behind the sign-off, more than any rule asks for."""

_EVER: Final = date(1990, 1, 1)
_EARLIER: Final = Span.of(date(2000, 1, 1))
_LATER: Final = Span.of(date(2001, 1, 1))
"""The role-holder's agreement and the director's appointment are the youngest, so caps are counted against them."""

_PLACE: Final = (40.0, -100.0)


@dataclass(frozen=True, slots=True)
class Scene:
    """Where and when: a state on a day under a book, and what is given as `scenes` has read it."""

    state: str
    on: date
    book: LawBook
    given: Mapping[str, Any]

    def value(self, parameter: str, *key: str) -> Any:  # noqa: ANN401 - the type is the parameter's
        """What the state's law says of a question that day."""
        return self.book.reading(self.state, parameter, self.on.toordinal(), *key).value

    def has(self, thing: str) -> bool:
        """Whether a thing of the usual world was left in it."""
        return thing not in self.given.get("without", ())


def judged(scene: Scene) -> dict[str, Any]:
    """What the core says: standing, outcome, and codes of bars, wanting, missing and to_show, each sorted."""
    judge = Judge(facts_of(scene), scene.book)
    question = Question(DOER, scene.given["procedure"], SITE, Span.day(scene.on))
    verdict = answer(question, judge).on(scene.on.toordinal())
    decision = decide(act_of(scene), judge)
    return {
        "standing": verdict.standing.name.lower(),
        "outcome": decision.outcome.value,
        "bars": _codes(verdict.bars),
        "wanting": _codes(verdict.wanting),
        "missing": _codes(decision.missing),
        "to_show": _codes(decision.to_show),
    }


def _codes(reasons: tuple[Reason, ...]) -> tuple[str, ...]:
    return tuple(sorted({reason.code.name.lower() for reason in reasons}))


def facts_of(scene: Scene) -> Facts:
    """The records of the scene."""
    told: Mapping[str, Any] = scene.given.get("settings", {})
    settings = Settings(
        grant_threshold=Confidence[told.get("grant_threshold", "medium").upper()],
        insured_roles=frozenset(told.get("insured_roles", ())),
    )
    records = (*_practice(scene), *_places(scene), *_director(scene), *_doer(scene), *_papers(scene))
    return Facts.of(records, settings=settings)


def _practice(scene: Scene) -> Iterator[Record]:
    form = scene.given.get("form") or (scene.value("cpom.clinical_entity_forms") or ("PLLC",))[0]
    yield Organization(PRACTICE, "Practice", "practice", form, scene.state)
    usual = ({"role": "MD", "percent": Decimal(100)},)
    for number, one in enumerate(scene.given.get("owners", usual)):
        owner = f"owner-{number}"
        if one["role"] == LAY:
            yield Organization(owner, "Lay owner", "other", "LLC", scene.state)
        else:
            yield Person(owner, "Owner")
            yield License(f"license-{owner}", owner, one["role"], scene.state, ALWAYS)
        yield Ownership(f"ownership-{number}", PRACTICE, owner, one["percent"])
    if scene.has("insurance"):
        yield Insurance("insurance", PRACTICE, "malpractice", ALWAYS)


def _places(scene: Scene) -> Iterator[Record]:
    given = scene.given
    yield Site(
        SITE,
        "Site",
        PRACTICE,
        scene.state,
        "UTC",
        kind=given.get("kind", "clinic"),
        setting=given.get("setting", "medical_office"),
        latitude=_PLACE[0],
        longitude=_PLACE[1],
        med_spa=given.get("med_spa", True),
    )
    yield Service("menu", SITE, "Everything", frozenset({*scene.book.procedures, given["procedure"]}))
    for kind in _registrations(scene):
        yield Registration(f"registration-{kind}", SITE, kind, state=scene.state)
        yield Registration(f"registration-{kind}-practice", PRACTICE, kind, state=scene.state)
    for number in range(1, given.get("sites_of_director", 1)):
        yield Site(f"site-{number}", "Another site", PRACTICE, scene.state, "UTC")


def _registrations(scene: Scene) -> tuple[str, ...]:
    """The kinds held: those given, or all that the state asks of sites and of practices with lay owners."""
    if not scene.has("registration"):
        return ()
    if "registrations" in scene.given:
        return tuple(scene.given["registrations"])
    asked = {kind for (kind,) in scene.book.keys(scene.state, "site.registration")}
    lay = (scene.value("ownership.rule") or {}).get("lay_needs_registration")
    return tuple(sorted(asked | ({lay} if lay else set())))


def _director(scene: Scene) -> Iterator[Record]:
    yield Person(DIRECTOR, "Director")
    role = scene.given.get("director_role", "MD")
    yield License("license-director", DIRECTOR, role, scene.state, ALWAYS)
    works_at = SITE
    if "distance_miles" in scene.given:
        works_at = OTHER_SITE
        yield _site_away(scene, float(scene.given["distance_miles"]))
    yield Engagement("engagement-director", DIRECTOR, PRACTICE, role, sites=frozenset({works_at}))
    if scene.has("appointment"):
        yield _appointment(SITE, _LATER)
    for number in range(1, scene.given.get("sites_of_director", 1)):
        yield _appointment(f"site-{number}", _EARLIER)


def _site_away(scene: Scene, miles: float) -> Site:
    """A site due north. A hair less than the miles, so that rounding never puts a limit's own miles above it."""
    latitude = _PLACE[0] + degrees((miles - 1e-6) / EARTH_RADIUS_MILES) if miles else _PLACE[0]
    return Site(OTHER_SITE, "Far", PRACTICE, scene.state, "UTC", latitude=latitude, longitude=_PLACE[1])


def _appointment(site: str, span: Span) -> Appointment:
    sites = frozenset({site})
    return Appointment(
        f"appointment-{site}", DIRECTOR, PRACTICE, sites=sites, span=span, signatures=_signed(DIRECTOR)
    )


def _signed(*people: str) -> tuple[Signature, ...]:
    return tuple(Signature(person, _EVER) for person in people)


def _doer(scene: Scene) -> Iterator[Record]:
    given, role = scene.given, scene.given["role"]
    yield Person(DOER, "Role-holder")
    yield Engagement("engagement", DOER, PRACTICE, role, sites=frozenset({SITE}))
    if scene.has("license") and role not in UNLICENSED:
        state, multistate = given.get("license_state", scene.state), given.get("multistate", False)
        yield License("license", DOER, role, state, ALWAYS, multistate=multistate)
    if scene.has("competency"):
        hours = given.get("training_hours", AMPLE_HOURS)
        yield Competency("competency", DOER, given["procedure"], ALWAYS, DIRECTOR, hours)
    for kind in given.get("certificates", ()):
        yield Certificate(f"certificate-{kind}", DOER, kind, state=scene.state)
    done: Mapping[str, Any] = given.get("experience", {})
    if "hours" in done or "months" in done:
        yield Experience("experience", DOER, role, _EVER, done.get("hours"), done.get("months"))
    if "rn_hours" in done:
        yield Experience("experience-rn", DOER, "RN", _EVER, done["rn_hours"])


def _papers(scene: Scene) -> Iterator[Record]:
    given, role = scene.given, scene.given["role"]
    procedures = frozenset({*scene.book.procedures, given["procedure"]})
    if scene.has("protocol"):
        yield Protocol("protocol", PRACTICE, procedures, ALWAYS, signatures=_signed(DIRECTOR))
    if scene.has("order"):
        roles = frozenset({role})
        yield StandingOrder(
            "order", DIRECTOR, PRACTICE, procedures, roles, ALWAYS, signatures=_signed(DIRECTOR)
        )
    if role in PRACTITIONERS:
        if scene.has("agreement"):
            yield _agreement("agreement", DOER, _LATER)
        for kind, count in given.get("others_under_physician", {}).items():
            for number in range(count):
                yield from _colleague(scene, kind, f"{kind}-{number}")
    elif role not in PHYSICIANS and scene.has("delegation"):
        yield Delegation(
            "delegation",
            DIRECTOR,
            DOER,
            procedures,
            ALWAYS,
            signatures=_signed(DIRECTOR),
            attests=frozenset(given.get("attested", ())),
        )


def _agreement(id: str, person: str, span: Span) -> Agreement:
    return Agreement(id, DIRECTOR, person, "collaborative", span, signatures=_signed(DIRECTOR, person))


def _colleague(scene: Scene, role: str, person: str) -> Iterator[Record]:
    """Somebody whom the director took on before the role-holder."""
    yield Person(person, "Colleague")
    yield License(f"license-{person}", person, role, scene.state, ALWAYS)
    yield _agreement(f"agreement-{person}", person, _EARLIER)


def act_of(scene: Scene) -> Act:
    """The act: at noon of the day, with what was told of the bedside."""
    at = datetime.combine(scene.on, time(12), UTC)
    told = scene.given.get("bedside")
    bedside = Bedside() if told is None else _bedside(told, at, frozenset(scene.given.get("attested", ())))
    return Act(DOER, scene.given["procedure"], SITE, at, bedside)


def _bedside(told: Mapping[str, Any], at: datetime, attested: frozenset[str]) -> Bedside:
    return Bedside(
        exams=tuple(_exams(told, at)),
        orders=tuple(_orders(told, at)),
        presences=tuple(_presences(told)),
        consent=told.get("consent"),
        patient_state=told.get("patient_state"),
        measures=told.get("measures", {}),
        areas=frozenset(told["areas"]) if "areas" in told else None,
        attested=attested,
        first_visit_in_person=told.get("first_visit_in_person"),
        complete=told.get("complete", False),
    )


def _exams(told: Mapping[str, Any], at: datetime) -> Iterator[Exam]:
    """One exam if any of its three words was told; the others are then an MD, in person, an hour ago."""
    if told.keys() & {"exam_by", "exam_mode", "exam_days_ago"}:
        mode = ExamMode(told.get("exam_mode", "in_person"))
        when = at - timedelta(days=told.get("exam_days_ago", 0), hours=1)
        yield Exam("examiner", told.get("exam_by", "MD"), mode, when)


def _orders(told: Mapping[str, Any], at: datetime) -> Iterator[Order]:
    if told.get("order"):
        yield Order("prescriber", told.get("order_by", "MD"), at - timedelta(hours=1))


def _presences(told: Mapping[str, Any]) -> Iterator[Presence]:
    near = told.get("supervisor", NOBODY)
    if near != NOBODY:
        yield Presence(
            "supervisor",
            told.get("supervisor_role", "MD"),
            Supervision(near),
            told.get("minutes"),
            float(told["miles"]) if "miles" in told else None,
            told.get("contiguous_county"),
        )
