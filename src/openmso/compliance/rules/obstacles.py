"""What the law puts in the way of what people are meant to do: prohibition, silence, certificate, training, place."""

from __future__ import annotations

from functools import partial

from openmso.authority.reasons import Code
from openmso.authority.terms import PRACTITIONERS
from openmso.compliance.rules.finding import Control, Severity
from openmso.compliance.rules.meant import obstructed

MUST, WATCH = Severity.MUST, Severity.WATCH

CONTROLS = (
    Control(
        id="DEL-03",
        family="delegations",
        severity=MUST,
        title="Nobody is handed what the law forbids",
        tests="No delegation or sign-off names a procedure that the law forbids to the person's role there.",
        mend="Revoke it; another role must do it.",
        who="medical director",
        search=partial(
            obstructed,
            code=Code.LAW_PROHIBITS,
            by="role",
            say="{who} {be} meant to do {what} at {where} as {role}, which the law of {state} forbids.",
        ),
        law=(
            "delegation.rule",
            "iv_therapy.may_administer",
        ),
    ),
    Control(
        id="DEL-04",
        family="delegations",
        severity=WATCH,
        title="The law on what is delegated is known",
        tests="For every procedure delegated or signed off, the law on the person's role there was established.",
        mend="Let counsel establish the law, and sign the statement.",
        who="counsel",
        search=partial(
            obstructed,
            code=Code.LAW_UNKNOWN,
            by="role",
            say="{who} {be} meant to do {what} at {where} as {role}; what the law of {state} says of that was never established.",
        ),
        law=("delegation.rule",),
    ),
    Control(
        id="DEL-09",
        family="delegations",
        severity=MUST,
        title="Nobody is handed what they are not signed off for",
        tests="Everybody is signed off for the procedures a paper names for them.",
        mend="Train and sign off the person, or take the procedure out of the paper.",
        who="medical director",
        search=partial(
            obstructed,
            code=Code.NO_COMPETENCY,
            needs="paper",
            say="{who} has a paper for {what} at {where} and is not signed off for it.",
        ),
    ),
    Control(
        id="DEL-10",
        family="delegations",
        severity=MUST,
        title="Certificates the law asks for are held",
        tests="Whoever is meant to do a procedure holds one of the certificates its rule names.",
        mend="Obtain the certificate; take the person off the procedure until then.",
        who="the person, with HR",
        search=partial(
            obstructed,
            code=Code.CERTIFICATE,
            say="{who} {be} meant to do {what} at {where} without any of the certificates {state} asks for: {certificates}.",
        ),
        law=("delegation.rule",),
    ),
    Control(
        id="DEL-11",
        family="delegations",
        severity=MUST,
        title="Training hours the law asks for are shown",
        tests="Sign-offs show the hours of training that the rule names.",
        mend="Complete and record the hours; take the person off the procedure until then.",
        who="medical director",
        search=partial(
            obstructed,
            code=Code.TRAINING,
            say="{who} {be} meant to do {what} at {where} without {hours} hours of training on record, as {state} asks.",
        ),
        law=("delegation.rule",),
    ),
    Control(
        id="DEL-12",
        family="delegations",
        severity=MUST,
        title="Experience the law asks for is shown",
        tests="Records show the experience that the rule names.",
        mend="Record the experience, or take the person off the procedure.",
        who="the person, with HR",
        search=partial(
            obstructed,
            code=Code.EXPERIENCE,
            say="{who} {be} meant to do {what} at {where} without experience of {needed} on record, as {state} asks.",
        ),
        law=("delegation.rule",),
    ),
    Control(
        id="DEL-13",
        family="delegations",
        severity=MUST,
        title="Procedures are done where they may be done",
        tests="A procedure is offered only in the kind of place its rule allows.",
        mend="Move the service to a place that the law allows.",
        who="MSO operations",
        search=partial(
            obstructed,
            code=Code.PLACE,
            by="site",
            say="{what} is offered at {where}; {state} allows it only at: {places}.",
        ),
        law=("delegation.rule",),
    ),
    Control(
        id="DEL-15",
        family="delegations",
        severity=MUST,
        title="Nobody works without a paper",
        tests="Whoever is signed off for a procedure on the menu and depends on a physician has a delegation or agreement for it.",
        mend="Write the delegation before the next patient, or end the sign-off.",
        who="medical director",
        search=partial(
            obstructed,
            code=Code.NO_PAPER,
            needs="skill",
            spared=PRACTITIONERS,
            say="{who} {be} signed off for {what} at {where} as {role}, and no {paper} names it.",
        ),
        law=("delegation.rule",),
    ),
)
