"""Who owns a practice, against who may own one in each state where it treats."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from openmso.authority.facts.people import License
from openmso.authority.facts.structure import Registration
from openmso.authority.law import Reading
from openmso.authority.terms import PHYSICIANS, Leave
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.network import enforced, sites_of, treats_in
from openmso.compliance.rules.owners import (
    LAY,
    OWNERS,
    Owned,
    Share,
    combination,
    of_role,
    owned,
    share_control,
    shares_on,
    together,
    wrong_days,
)
from openmso.compliance.rules.words import one_of, percent
from openmso.timeline.days import Days

MUST, SHOULD, WATCH = Severity.MUST, Severity.SHOULD, Severity.WATCH
Shares = tuple[Share, ...]


def no_owner(context: Context) -> Iterator[Fault]:
    """Nobody is recorded as owner."""
    for case in owned(context):
        yield Fault(
            what=f"No owner of {case.practice.name} is recorded.",
            where=(case.practice.id,),
            days=wrong_days(context, case, "", lambda one, day: not shares_on(context, one, day)),
            law=(context.reading(case.state, "cpom.lay_ownership_allowed"),),
        )


def short_shares(context: Context) -> Iterator[Fault]:
    """Owners are recorded, but their shares are not the whole."""
    for case in owned(context):
        shares = shares_on(context, case, context.day)
        held = percent(together(shares))
        yield Fault(
            what=f"The recorded owners of {case.practice.name} hold {held} together, not 100 %.",
            where=(case.practice.id, *(share.record for share in shares)),
            days=wrong_days(context, case, "", partial(_is_short, context)),
        )


def _is_short(context: Context, case: Owned, day: int) -> bool:
    # Thirds written as 33.33 are whole enough: what counts is a missing owner, not a missing hundredth.
    return 0 < together(shares_on(context, case, day)) < 99


def _lay(context: Context, case: Owned, day: int) -> Shares:
    return of_role(context, case, day, lambda role: role == LAY)


def _forbidden(context: Context, case: Owned, day: int) -> bool:
    return context.law.reading(case.state, "cpom.lay_ownership_allowed", day).value is False


def _was_licensed(context: Context, share: Share) -> bool:
    return bool(context.facts.by(License, "person", share.owner))


def lay_owner(context: Context, case: Owned, day: int) -> Shares:
    """Lay shares where no layman may own; owners who lost a license are another control's."""
    minority = combination(context, case, day).get("lay_max_pct") is not None
    if minority or not _forbidden(context, case, day):
        return ()
    return tuple(share for share in _lay(context, case, day) if not _was_licensed(context, share))


def lay_excess(context: Context, case: Owned, day: int) -> Shares:
    """Lay shares above the minority that the law accepts."""
    most = combination(context, case, day).get("lay_max_pct")
    lay = _lay(context, case, day)
    return lay if most is not None and _forbidden(context, case, day) and together(lay) > most else ()


def lay_unregistered(context: Context, case: Owned, day: int) -> Shares:
    """Lay shares without the registration that makes them lawful."""
    kind = combination(context, case, day).get("lay_needs_registration")
    if kind is None:
        return ()
    holders = (case.practice.id, *(site.id for site in sites_of(context, case.practice.id)))
    held = (one for holder in holders for one in context.facts.by(Registration, "holder", holder))
    return () if any(one.kind == kind and day in one.span for one in held) else _lay(context, case, day)


def unlicensed_owner(context: Context, case: Owned, day: int) -> Shares:
    """Owners who hold or held a license, but none good in the state that day."""
    if not _forbidden(context, case, day):
        return ()
    return tuple(share for share in _lay(context, case, day) if _was_licensed(context, share))


def too_few_physicians(context: Context, case: Owned, day: int) -> Shares:
    """The shares of all others, where physicians together hold less than the law asks."""
    least = context.law.reading(case.state, "cpom.physician_ownership_min_pct", day).value
    shares = shares_on(context, case, day)
    others = tuple(share for share in shares if share.role not in PHYSICIANS)
    # A lay share has its own finding, which this would only repeat.
    repeated = any(share.role == LAY for share in others)
    if least is None or not others or repeated or not _forbidden(context, case, day):
        return ()
    np_leave = context.law.reading(case.state, "cpom.np_may_own_practice", day).value
    if {share.role for share in shares} == {"NP"} and np_leave in (Leave.PERMITTED, Leave.CONDITIONAL):
        return ()
    return others if together(shares) - together(others) < least else ()


def np_owner(leave: Leave, context: Context, case: Owned, day: int) -> Shares:
    """Shares of NPs where the law on them is as given."""
    said = context.law.reading(case.state, "cpom.np_may_own_practice", day).value
    if said != leave or not _forbidden(context, case, day):
        return ()
    return of_role(context, case, day, lambda role: role == "NP")


def off_list(context: Context, case: Owned, day: int) -> Shares:
    """Shares of licensees whom the law does not list among owners."""
    named = context.law.reading(case.state, "cpom.other_licensed_owners", day).value
    if named is None or not _forbidden(context, case, day):
        return ()
    accepted = PHYSICIANS | {LAY, "NP"} | set(named)
    return of_role(context, case, day, lambda role: role not in accepted)


def wrong_form(context: Context) -> Iterator[Fault]:
    """A legal form that the state does not accept for a medical practice."""
    for case in owned(context):
        form = case.practice.form
        doctrine = context.law_days(enforced, case.state, "cpom.prohibition")
        refused = context.law_days(partial(_refuses, form), case.state, "cpom.clinical_entity_forms")
        forms = context.reading(case.state, "cpom.clinical_entity_forms")
        yield Fault(
            what=(
                f"{case.practice.name} is a {form}; in {context.state(case.state)} a medical practice may be "
                f"{one_of(forms.value or ())}."
            ),
            where=(case.practice.id,),
            days=treats_in(context, case.practice.id, case.state)
            & Days.of(case.practice.span)
            & doctrine
            & refused,
            law=(context.reading(case.state, "cpom.prohibition"), forms),
        )


def _refuses(form: str, reading: Reading) -> bool:
    return reading.value is not None and form not in reading.value


CONTROLS = (
    Control(
        id="OWN-01",
        family="ownership",
        severity=MUST,
        title="A practice has an owner",
        tests="Every practice has at least one owner on record on the day.",
        mend="Record the owners with their shares; if there is truly none, stop treating and call counsel.",
        who=OWNERS,
        search=no_owner,
        law=("cpom.lay_ownership_allowed",),
    ),
    Control(
        id="OWN-02",
        family="ownership",
        severity=SHOULD,
        title="Shares make up the whole",
        tests="The recorded shares of a practice add up to 100 percent, give or take one.",
        mend="Record the missing owner or correct the shares from the share register.",
        who=OWNERS,
        search=short_shares,
    ),
    share_control(
        "OWN-03",
        "No lay owner where laymen may not own",
        wrong=lay_owner,
        say="Part of {practice} is owned by {who}, never licensed, which {state} forbids.",
        law="cpom.lay_ownership_allowed",
        tests="No owner is a company or a person without a clinical license where lay ownership is forbidden.",
        mend="Transfer the interest to an eligible licensee; move the business part into the MSO.",
    ),
    share_control(
        "OWN-04",
        "Lay owners stay within their minority",
        wrong=lay_excess,
        say="Lay owners hold {held} of {practice} ({who}); {state} lets them hold {rule[lay_max_pct]} % together.",
        law="ownership.rule",
        tests="Lay shares together stay at or below the share the state accepts.",
        mend="Bring the lay shares down to the limit.",
    ),
    share_control(
        "OWN-05",
        "Lay owners hold the registration they need",
        wrong=lay_unregistered,
        say=(
            "Part of {practice} is owned by {who}; {state} accepts lay owners only with the registration "
            "{rule[lay_needs_registration]}, and none is in force."
        ),
        law="ownership.rule",
        tests="Where lay owners are accepted only with a registration, practice or site holds it.",
        mend="Apply for the registration, or transfer the interest to a licensee.",
    ),
    share_control(
        "OWN-06",
        "Every owner's license is good in the state",
        wrong=unlicensed_owner,
        say="Part of {practice} is owned by {who} without a license good in {state}.",
        law="cpom.lay_ownership_allowed",
        tests="An owner who is a clinician is licensed in every state where the practice treats.",
        mend="Renew or obtain the license, or transfer the interest to a licensee.",
    ),
    share_control(
        "OWN-07",
        "Physicians hold their least share",
        wrong=too_few_physicians,
        say="{held} of {practice} is not in the hands of physicians ({who}); {state} asks that they hold {limit} %.",
        law="cpom.physician_ownership_min_pct",
        tests="Physicians together hold at least the share the state asks for.",
        mend="Transfer shares to a physician.",
    ),
    share_control(
        "OWN-08",
        "No NP owns where NPs may not",
        wrong=partial(np_owner, Leave.PROHIBITED),
        say="Part of {practice} is owned by {who} as nurse practitioner, which {state} does not allow.",
        law="cpom.np_may_own_practice",
        tests="No nurse practitioner owns a practice where the state forbids it.",
        mend="Transfer the shares to a physician; the nurse practitioner may own the MSO instead.",
    ),
    share_control(
        "OWN-09",
        "An NP's ownership meets its conditions",
        wrong=partial(np_owner, Leave.CONDITIONAL),
        say="Part of {practice} is owned by {who} as nurse practitioner, which {state} allows on conditions that no record shows.",
        law="cpom.np_may_own_practice",
        tests="Where a nurse practitioner may own on conditions, counsel has confirmed them.",
        mend="Let counsel confirm the conditions, and sign the statement of law.",
        severity=SHOULD,
    ),
    share_control(
        "OWN-10",
        "Other owners are of a listed license",
        wrong=off_list,
        say="Part of {practice} is owned by {who} as {license}; {state} does not list that license among owners.",
        law="cpom.other_licensed_owners",
        tests="Owners who are no physicians hold a license that the state lists.",
        mend="Transfer the shares to an owner whom the state lists.",
    ),
    Control(
        id="OWN-11",
        family="ownership",
        severity=MUST,
        title="The legal form is one the state accepts",
        tests="The practice has a legal form that every state where it treats accepts, where the corporate practice of "
        "medicine is forbidden.",
        mend="Convert the entity, or treat there through one of the right form.",
        who="counsel",
        search=wrong_form,
        law=("cpom.prohibition", "cpom.clinical_entity_forms"),
    ),
)
