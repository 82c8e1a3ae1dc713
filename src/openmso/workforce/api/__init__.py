"""The workforce over HTTP: people, what they hold, how they are engaged, and what is done with it."""

from __future__ import annotations

from typing import Final

from ninja import Router

from openmso.authority.facts import people as facts
from openmso.evidence.actions import purpose_of
from openmso.foundation.api.asks import ask
from openmso.foundation.api.files import OnFile, act_on_file, consult_file
from openmso.foundation.api.records import offer
from openmso.foundation.api.verbs import act
from openmso.foundation.rules.sides import Side
from openmso.workforce import actions, queries
from openmso.workforce.api import arrivals, lists
from openmso.workforce.api.reading import LIST, REGISTRY, SHEET
from openmso.workforce.queries.words import Reject

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
    actions.identify,
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
act(router, "workforce", actions.sign_under_license, signs=lambda given: purpose_of(given["document"]))
for question in QUESTIONS:
    ask(router, "workforce", question)
ask(router, "workforce", queries.match, of="id")

WRITERS: Final = (Side.BUSINESS,)
READERS: Final = (Side.BUSINESS, Side.AUDITOR)
PREVIEWS: Final = (
    (lists.check_list, LIST),
    (arrivals.plan_people, SHEET),
    (arrivals.plan_clinicians, REGISTRY),
)
for preview, taking in PREVIEWS:
    one = OnFile("workforce", preview, taking, READERS)
    consult_file(router, one, rows=(Reject, lambda found: found.rejects))
FILED: Final = ((lists.screen, LIST), (arrivals.take_people, SHEET), (arrivals.take_clinicians, REGISTRY))
for filed, taking in FILED:
    act_on_file(router, OnFile("workforce", filed, taking, WRITERS))
