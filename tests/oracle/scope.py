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


def independent(scene: Scene, person: str, role: str) -> tuple[bool | None, list[Want]]:
    """Whether an NP or PA needs no physician (None: never established), and COUNSEL if that is not sure."""
    deciding = "np.authority" if role == "NP" else "pa.relationship"
    regime = scene.value(deciding)
    if regime is None:
        return None, []
    transition = scene.value(f"{role.lower()}.transition")
    agreement = scene.value(f"{role.lower()}.agreement_required") is True
    reached = transition is not None and experienced(scene, person, role, transition)
    free = False
    if regime in {"full", "independent"}:
        # An independent PA is not asked for an agreement; an NP of full authority may be.
        free = (transition is None or reached) and not (role == "NP" and agreement)
    elif regime in {"reduced", "restricted", "collaboration", "supervision"}:
        free = reached and not (role == "PA" and agreement)
    return free, counsel_if(scene, deciding) if free else []
