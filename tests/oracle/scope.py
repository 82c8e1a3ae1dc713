"""The rule for a role and a procedure, and whether an NP or PA is independent."""

from typing import Any

from openmso.authority.reasons import Code
from tests.oracle.people import experienced
from tests.oracle.scene import Scene
from tests.oracle.wants import Want


def rule_for(scene: Scene, procedure: str, role: str) -> tuple[dict[str, Any] | None, list[Want]]:
    """What the law says of the role doing the procedure, and conditions that come with it.

    None: it was never established.
    """
    stated = scene.value("delegation.rule", procedure, role)
    if stated is not None:
        return dict(stated), counsel_if(scene, "delegation.rule", procedure, role)
    if role in {"MD", "DO"}:
        return {"leave": "permitted", "supervision": "independent"}, []
    administer = scene.value("iv_therapy.may_administer")
    if procedure == "iv_therapy" and administer is not None:
        if role in administer:
            return {"leave": "conditional", "exam_first": True}, counsel_if(
                scene, "iv_therapy.may_administer"
            )
        return {"leave": "prohibited"}, []
    if role in {"NP", "PA"}:
        known = scene.law.procedures.get(procedure)
        general = known is not None and role in known.general_scope
        return {"leave": "permitted"}, [] if general else [Want(Code.GENERAL_SCOPE)]
    return None, []


def counsel_if(scene: Scene, parameter: str, *key: str) -> list[Want]:
    """COUNSEL where what the state says is in doubt."""
    return [Want(Code.COUNSEL)] if scene.doubtful(parameter, *key) else []


def independent(scene: Scene, person: str, role: str, procedure: str) -> tuple[bool | None, list[Want]]:
    """Whether an NP or PA needs no physician (None: never established), and what must be confirmed then."""
    deciding = "np.authority" if role == "NP" else "pa.relationship"
    regime = scene.value(deciding)
    if regime is None:
        return None, []
    transition = scene.value(f"{role.lower()}.transition")
    agreement = scene.value(f"{role.lower()}.agreement_required") is True
    if role == "PA" and agreement:
        return False, []
    known = scene.law.procedures.get(procedure)
    family = "" if known is None else known.family
    if transition is not None:
        only_for = transition.get("only_for", ())
        aesthetic = family not in {"prescribing", "consult"}
        if "team_based" in only_for or (aesthetic and transition.get("reaches_aesthetics", True) is False):
            return False, []
        if only_for and not ("prescribing" in only_for and family == "prescribing"):
            transition = None
    if transition is None:
        free = regime in {"full", "independent"} and not agreement
    else:
        free = experienced(scene, person, role, transition)
    if not free:
        return False, []
    asked = ("in_specialty_hours", "education_hours")
    attested = [Want(Code.ATTEST) for name in asked if (transition or {}).get(name) is not None]
    by_transition = counsel_if(scene, f"{role.lower()}.transition") if transition is not None else []
    return True, counsel_if(scene, deciding) + by_transition + attested
