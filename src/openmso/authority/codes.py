"""The closed words of a network's records: states and zones, procedures, places, posts, and the kinds of everything.

Roles stand in `terms`. Procedures, roles and places are the law pack's, and are held to it by a test.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

BY_NAME: Final[Mapping[str, str]] = {
    "Alabama": "AL",
    "Alaska": "AK",
    "Arizona": "AZ",
    "Arkansas": "AR",
    "California": "CA",
    "Colorado": "CO",
    "Connecticut": "CT",
    "Delaware": "DE",
    "District of Columbia": "DC",
    "Florida": "FL",
    "Georgia": "GA",
    "Hawaii": "HI",
    "Idaho": "ID",
    "Illinois": "IL",
    "Indiana": "IN",
    "Iowa": "IA",
    "Kansas": "KS",
    "Kentucky": "KY",
    "Louisiana": "LA",
    "Maine": "ME",
    "Maryland": "MD",
    "Massachusetts": "MA",
    "Michigan": "MI",
    "Minnesota": "MN",
    "Mississippi": "MS",
    "Missouri": "MO",
    "Montana": "MT",
    "Nebraska": "NE",
    "Nevada": "NV",
    "New Hampshire": "NH",
    "New Jersey": "NJ",
    "New Mexico": "NM",
    "New York": "NY",
    "North Carolina": "NC",
    "North Dakota": "ND",
    "Ohio": "OH",
    "Oklahoma": "OK",
    "Oregon": "OR",
    "Pennsylvania": "PA",
    "Rhode Island": "RI",
    "South Carolina": "SC",
    "South Dakota": "SD",
    "Tennessee": "TN",
    "Texas": "TX",
    "Utah": "UT",
    "Vermont": "VT",
    "Virginia": "VA",
    "Washington": "WA",
    "West Virginia": "WV",
    "Wisconsin": "WI",
    "Wyoming": "WY",
}

STATES: Final = frozenset(BY_NAME.values())
"""The states and the District of Columbia."""

PROCEDURES: Final = frozenset(
    {
        "neuromodulator_injection",
        "dermal_filler_injection",
        "laser_hair_removal",
        "laser_nonablative",
        "laser_ablative",
        "chemical_peel_superficial",
        "chemical_peel_deep",
        "microneedling",
        "iv_therapy",
        "im_injection",
        "prp",
        "sclerotherapy",
        "weight_loss_prescribing",
        "hormone_prescribing",
        "body_contouring_device",
        "telehealth_consult",
        "good_faith_exam",
    }
)

PLACES: Final = frozenset(
    {
        "medical_office",
        "dental_office",
        "licensed_facility",
        "hospital",
        "salon",
        "mobile",
        "patient_home",
        "event",
        "telehealth",
    }
)

POSTS: Final = frozenset(
    {"manager", "marketing", "front_desk", "billing", "administrator", "assistant", "other"}
)
"""Posts that are no profession: somebody who holds one treats nobody."""

WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "confidence": ("low", "medium", "high"),
    "organization kind": ("mso", "practice", "holding", "lender", "other"),
    "investor": ("private_equity", "hedge_fund"),
    "title": (
        "director",
        "chair",
        "president",
        "vice_president",
        "secretary",
        "treasurer",
        "manager",
        "member",
        "trustee",
        "chief_executive",
        "chief_operating",
        "chief_financial",
        "chief_medical",
        "other",
    ),
    "site kind": ("clinic", "telehealth", "mobile"),
    "fee model": ("flat", "tiered_flat", "cost_plus", "per_service", "percentage", "hybrid", "remainder"),
    "fmv method": ("market", "cost", "income"),
    "counted": ("people_engaged", "sites_open"),
    "fee base": ("collections", "revenue", "profit"),
    "period": ("week", "month", "quarter", "year"),
    "license status": (
        "active",
        "inactive",
        "lapsed",
        "probation",
        "suspended",
        "revoked",
        "surrendered",
        "retired",
        "pending",
        "unknown",
    ),
    "screening result": ("clear", "possible", "confirmed"),
    "insurance kind": (
        "malpractice",
        "general",
        "property",
        "cyber",
        "employment",
        "workers",
        "umbrella",
        "tail",
        "other",
    ),
    "pay basis": ("hourly", "salary", "per_service", "commission", "percentage", "stipend"),
    "pay of": ("own_services", "product_sales", "clinic_revenue", "referrals"),
    "engagement kind": ("employee", "contractor", "owner", "leased"),
    "appointment kind": ("director", "backup", "collaborator"),
    "agreement kind": ("collaborative", "supervision", "prescriptive"),
    "activity kind": ("chart_review", "meeting", "site_visit", "order_review", "training", "drill", "duty"),
    "supervision": ("independent", "remote", "available", "on_site"),
    "exam mode": ("in_person", "video", "async", "phone"),
}
"""Closed words that are not the law pack's, by what they name."""

_EAST, _CENTRAL, _MOUNTAIN, _WEST = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
)


def _one_zone(states: str, zone: str) -> dict[str, tuple[str, ...]]:
    return dict.fromkeys(states.split(), (zone,))


ZONES: Final[Mapping[str, tuple[str, ...]]] = {
    **_one_zone("CT DC DE GA MA MD ME NC NH NJ NY OH PA RI SC VA VT WV", _EAST),
    **_one_zone("AL AR IA IL LA MN MO MS OK WI", _CENTRAL),
    **_one_zone("CO MT NM UT WY", _MOUNTAIN),
    **_one_zone("CA WA", _WEST),
    "HI": ("Pacific/Honolulu",),
    "AK": (
        "America/Anchorage",
        "America/Juneau",
        "America/Sitka",
        "America/Metlakatla",
        "America/Yakutat",
        "America/Nome",
        "America/Adak",
    ),
    "AZ": ("America/Phoenix", _MOUNTAIN),
    "FL": (_EAST, _CENTRAL),
    "ID": ("America/Boise", _WEST),
    "IN": (
        "America/Indiana/Indianapolis",
        _CENTRAL,
        "America/Indiana/Knox",
        "America/Indiana/Marengo",
        "America/Indiana/Petersburg",
        "America/Indiana/Tell_City",
        "America/Indiana/Vevay",
        "America/Indiana/Vincennes",
        "America/Indiana/Winamac",
    ),
    "KS": (_CENTRAL, _MOUNTAIN),
    "KY": (_EAST, _CENTRAL, "America/Kentucky/Louisville", "America/Kentucky/Monticello"),
    "MI": ("America/Detroit", "America/Menominee"),
    "ND": (
        _CENTRAL,
        _MOUNTAIN,
        "America/North_Dakota/Center",
        "America/North_Dakota/New_Salem",
        "America/North_Dakota/Beulah",
    ),
    "NE": (_CENTRAL, _MOUNTAIN),
    "NV": (_WEST, _MOUNTAIN),
    "OR": (_WEST, "America/Boise"),
    "SD": (_CENTRAL, _MOUNTAIN),
    "TN": (_EAST, _CENTRAL),
    "TX": (_CENTRAL, _MOUNTAIN),
}
"""The zones of each state, the zone of most of its people first.

Source: 49 CFR Part 71 (limits of the standard time zones) in the names of the IANA time zone database. Arizona
has two because the Navajo Nation keeps daylight saving time; Nevada because West Wendover keeps mountain time.
"""
