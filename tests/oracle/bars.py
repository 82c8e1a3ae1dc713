"""What forbids, whoever authorizes."""

from openmso.authority.facts.people import Competency, Insurance
from openmso.authority.facts.structure import Organization, Service
from openmso.authority.reasons import Code
from tests.oracle.case import Case
from tests.oracle.owners import ownership, registered, shares
from tests.oracle.people import certified, excluded, experienced, holds
from tests.oracle.scene import Scene


def bars_of_place(scene: Scene, procedure: str) -> list[Code]:
    """What stands in the way of anybody at the site."""
    found: list[Code] = []
    if scene.day not in scene.site.span:
        found.append(Code.SITE_CLOSED)
    if not any(
        one.site == scene.site.id and procedure in one.procedures and scene.day in one.span
        for one in scene.facts.all(Service)
    ):
        found.append(Code.NOT_ON_MENU)
    found += [Code.SITE_UNREGISTERED for _ in unregistered(scene, procedure)]
    practice = scene.facts.need(Organization, scene.site.practice)
    if scene.day not in practice.span:
        found.append(Code.PRACTICE_NOT_FORMED)
    forms = scene.value("cpom.clinical_entity_forms")
    strict = scene.value("cpom.prohibition") in {"strict", "moderate"}
    if strict and forms is not None and practice.form not in forms:
        found.append(Code.PRACTICE_FORM)
    return found + ownership(scene)


def unregistered(scene: Scene, procedure: str) -> list[str]:
    """The kinds of registration that the state asks of the site and that nobody holds."""
    owned = shares(scene, scene.site.practice)
    applies = {
        "all": True,
        "med_spa": scene.site.med_spa,
        "telehealth": scene.site.kind == "telehealth",
        "lay_owned": any(share.what == "lay" for share in owned),
        "non_physician_owned": any(share.what != "physician" for share in owned),
    }
    missing = []
    for kind in {one.key[0] for one in scene.law.statements if one.parameter == "site.registration"}:
        asked = scene.value("site.registration", kind)
        if asked is None or not applies[asked.get("applies_to", "all")]:
            continue
        procedures = asked.get("procedures", ())
        if (not procedures or procedure in procedures) and not registered(
            scene, kind, scene.site.id, scene.site.practice
        ):
            missing.append(kind)
    return missing


def bars_of_person(scene: Scene, person: str, role: str, procedure: str) -> list[Code]:
    """What stands in the way of the person in the role."""
    found: list[Code] = []
    if role not in {"MA", "LT"} and not holds(scene, person, role):
        found.append(Code.UNLICENSED)
    if excluded(scene, person):
        found.append(Code.EXCLUDED)
    if role in scene.facts.settings.insured_roles and not insured(scene, person, procedure):
        found.append(Code.UNINSURED)
    return found


def insured(scene: Scene, person: str, procedure: str) -> bool:
    """Whether a malpractice policy of the person or the practice covers the procedure."""
    for one in scene.facts.all(Insurance):
        if one.kind != "malpractice" or one.subject not in (person, scene.site.practice):
            continue
        if scene.day in one.span and (one.covers is None or procedure in one.covers):
            return True
    return False


def bars_of_rule(case: Case) -> list[Code]:
    """What the rule itself forbids or asks of the person."""
    rule, facts, day = case.rule, case.facts, case.day
    found: list[Code] = []
    if rule["leave"] == "prohibited":
        found.append(Code.LAW_PROHIBITS)
    if rule.get("places") and case.site.setting not in rule["places"]:
        found.append(Code.PLACE)
    if rule.get("certificates") and not certified(case, case.person, rule["certificates"]):
        found.append(Code.CERTIFICATE)
    if rule.get("experience") and not experienced(case, case.person, case.role, rule["experience"]):
        found.append(Code.EXPERIENCE)
    hours = rule.get("training_hours")
    if hours is not None and not any(
        one.person == case.person and one.procedure == case.procedure and (one.training_hours or 0) >= hours
        for one in facts.all(Competency)
        if day in one.span
    ):
        found.append(Code.TRAINING)
    return found
