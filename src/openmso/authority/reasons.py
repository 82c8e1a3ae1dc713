"""Reasons: why a standing is what it is. A closed list, because reports, masks and menders hang on the codes.

A reason of an answer names the code, the records it speaks of and the statements of law behind it; the
sentence, who can mend it and the bit of the batch mask belong to the code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from openmso.authority.law import Statement


class Code(IntEnum):
    """Codes of reasons. The value is the bit in a batch mask, so a value is never reused."""

    # Bars: something forbids, whoever authorizes.
    SITE_CLOSED = 0
    NOT_ON_MENU = 1
    SITE_UNREGISTERED = 2
    PRACTICE_NOT_FORMED = 3
    PRACTICE_FORM = 4
    OWNERSHIP = 5
    NOT_ENGAGED = 6
    UNLICENSED = 7
    EXCLUDED = 8
    UNINSURED = 9
    LAW_PROHIBITS = 10
    PLACE = 11
    CERTIFICATE = 12
    EXPERIENCE = 13
    TRAINING = 14
    # Grounds that fail: nothing grants.
    NO_PAPER = 16
    UNSIGNED = 17
    DELEGATOR_ROLE = 18
    PHYSICIAN_UNLICENSED = 19
    PHYSICIAN_EXCLUDED = 20
    NO_APPOINTMENT = 21
    DIRECTOR_INELIGIBLE = 22
    NO_PROTOCOL = 23
    NO_COMPETENCY = 24
    TOO_FAR = 25
    # Never established.
    LAW_UNKNOWN = 32
    OWNERSHIP_UNKNOWN = 33
    REGIME_UNKNOWN = 34
    # Conditions: true if they hold at the bedside, or if somebody entitled says so.
    EXAM = 40
    SUPERVISION = 41
    ORDER = 42
    LIMIT = 43
    FIRST_VISIT = 44
    ATTEST = 45
    COUNSEL = 46
    OVER_CAP = 47
    GENERAL_SCOPE = 48
    CONSENT = 49
    PATIENT_STATE = 50
    DISTANCE_UNKNOWN = 51


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. `subjects` are ids of records, `details` numbers and codes for the sentence and the bedside."""

    code: Code
    subjects: tuple[str, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict, hash=False)
    cites: tuple[Statement, ...] = ()

    @property
    def bit(self) -> int:
        """This reason in a mask."""
        return 1 << self.code


SENTENCES: Mapping[Code, str] = {
    Code.SITE_CLOSED: "the site is not open",
    Code.NOT_ON_MENU: "no service on the site's menu includes the procedure",
    Code.SITE_UNREGISTERED: "the site lacks the registration {kind}",
    Code.PRACTICE_NOT_FORMED: "the practice does not exist on that day",
    Code.PRACTICE_FORM: "the practice has the form {form}, which may not treat in {state}",
    Code.OWNERSHIP: "the practice is not owned as {state} requires: {why}",
    Code.NOT_ENGAGED: "the person is not engaged there as {role}",
    Code.UNLICENSED: "the person holds no {role} license good in {state}",
    Code.EXCLUDED: "the person is excluded ({source})",
    Code.UNINSURED: "the person has no malpractice cover that day",
    Code.LAW_PROHIBITS: "the law of {state} does not let {role} do it",
    Code.PLACE: "the law allows it only at {places}",
    Code.CERTIFICATE: "the law asks for one of these certificates: {certificates}",
    Code.EXPERIENCE: "the law asks for experience of {needed}",
    Code.TRAINING: "the law asks for {hours} hours of training",
    Code.NO_PAPER: "no {paper} names the person, the procedure and the site",
    Code.UNSIGNED: "the {paper} is not signed by {parties}",
    Code.DELEGATOR_ROLE: "the law wants one of {roles} to give it",
    Code.PHYSICIAN_UNLICENSED: "who gives it holds no license good in {state}",
    Code.PHYSICIAN_EXCLUDED: "who gives it is excluded ({source})",
    Code.NO_APPOINTMENT: "who gives it holds no appointment at the site",
    Code.DIRECTOR_INELIGIBLE: "the director's role may not direct in {state}",
    Code.NO_PROTOCOL: "no signed protocol is in force for the procedure",
    Code.NO_COMPETENCY: "the person is not signed off as competent",
    Code.TOO_FAR: "who gives it is {miles} miles away; the law allows {limit}",
    Code.LAW_UNKNOWN: "the law on {role} doing it in {state} was never established",
    Code.OWNERSHIP_UNKNOWN: "who may own a practice in {state} was never established",
    Code.REGIME_UNKNOWN: "whether {role} is independent in {state} was never established",
    Code.EXAM: "an exam by {roles} comes first",
    Code.SUPERVISION: "a supervisor is {ways}",
    Code.ORDER: "an order for the patient is given",
    Code.LIMIT: "the limit {limit} is kept",
    Code.FIRST_VISIT: "the first visit was in person",
    Code.ATTEST: "attested: {text}",
    Code.COUNSEL: "counsel confirms the law on {parameter}",
    Code.OVER_CAP: "the physician is over the cap of {limit}",
    Code.GENERAL_SCOPE: "counsel confirms that general {role} scope covers it",
    Code.CONSENT: "the patient consents",
    Code.PATIENT_STATE: "the patient is in {state}",
    Code.DISTANCE_UNKNOWN: "the distance of who gives it is recorded",
}


MENDERS: Mapping[Code, str] = {
    Code.SITE_CLOSED: "MSO operations",
    Code.NOT_ON_MENU: "medical director and clinic manager",
    Code.SITE_UNREGISTERED: "compliance",
    Code.PRACTICE_NOT_FORMED: "counsel",
    Code.PRACTICE_FORM: "counsel",
    Code.OWNERSHIP: "physician owner and counsel",
    Code.NOT_ENGAGED: "HR",
    Code.UNLICENSED: "the person, with HR",
    Code.EXCLUDED: "compliance",
    Code.UNINSURED: "HR",
    Code.LAW_PROHIBITS: "nobody: another role must do it",
    Code.PLACE: "MSO operations",
    Code.CERTIFICATE: "the person, with HR",
    Code.EXPERIENCE: "the person, with HR",
    Code.TRAINING: "medical director",
    Code.NO_PAPER: "medical director",
    Code.UNSIGNED: "whoever has not signed",
    Code.DELEGATOR_ROLE: "medical director",
    Code.PHYSICIAN_UNLICENSED: "the physician",
    Code.PHYSICIAN_EXCLUDED: "compliance",
    Code.NO_APPOINTMENT: "physician owner",
    Code.DIRECTOR_INELIGIBLE: "physician owner",
    Code.NO_PROTOCOL: "medical director",
    Code.NO_COMPETENCY: "medical director",
    Code.TOO_FAR: "medical director",
    Code.LAW_UNKNOWN: "counsel",
    Code.OWNERSHIP_UNKNOWN: "counsel",
    Code.REGIME_UNKNOWN: "counsel",
    Code.EXAM: "an examiner, before the act",
    Code.SUPERVISION: "the supervisor, now",
    Code.ORDER: "a prescriber",
    Code.LIMIT: "the person, at the bedside",
    Code.FIRST_VISIT: "a practitioner",
    Code.ATTEST: "the delegating physician",
    Code.COUNSEL: "counsel",
    Code.OVER_CAP: "the physician",
    Code.GENERAL_SCOPE: "counsel",
    Code.CONSENT: "the patient",
    Code.PATIENT_STATE: "front desk",
    Code.DISTANCE_UNKNOWN: "MSO operations",
}


class _Blank(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


def sentence(reason: Reason) -> str:
    """The reason in words; lists are joined, a missing detail shows as an ellipsis."""
    shown = {
        name: ", ".join(sorted(str(one) for one in value))
        if isinstance(value, frozenset | tuple | list)
        else value
        for name, value in reason.details.items()
    }
    return SENTENCES[reason.code].format_map(_Blank(shown))
