"""The workforce over HTTP: people, what they hold, how they are engaged, and what is done with it."""

from __future__ import annotations

from typing import Final

from ninja import Router

from openmso.authority.facts import people as facts
from openmso.foundation.api.asks import ask
from openmso.foundation.api.records import offer
from openmso.foundation.api.verbs import act
from openmso.workforce import actions, queries

KINDS: Final[dict[str, type]] = {
    "people": facts.Person,
    "licenses": facts.License,
    "certificates": facts.Certificate,
    "experience": facts.Experience,
    "exclusions": facts.Exclusion,
    "screenings": facts.Screening,
    "insurance": facts.Insurance,
    "engagements": facts.Engagement,
    "competencies": facts.Competency,
}
ACTS: Final = (
    actions.record_license,
    actions.renew_license,
    actions.suspend_license,
    actions.reinstate_license,
    actions.engage,
    actions.end_engagement,
    actions.sign_off_competency,
    actions.withdraw_competency,
    actions.record_verification,
    actions.clear_match,
    actions.confirm_match,
    actions.reopen_match,
    actions.record_reinstatement,
    actions.raise_notices,
)
QUESTIONS: Final = (
    queries.verifications,
    queries.open_discrepancies,
    queries.due_again,
    queries.lapsing,
    queries.notices,
    queries.matches,
    queries.editions,
    queries.unscreened,
)

router = Router(tags=["workforce"], by_alias=True)
offer(router, "workforce", KINDS, queries=queries, actions=actions)
act(router, "workforce", *ACTS)
for question in QUESTIONS:
    ask(router, "workforce", question)
