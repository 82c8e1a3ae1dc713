"""How far a giver of authority may be from the site, where the state sets a distance."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Final

from openmso.authority.facts.people import Engagement
from openmso.authority.facts.structure import Site
from openmso.authority.law import Reading
from openmso.authority.reasons import Code, Reason
from openmso.authority.regimes import Distance
from openmso.authority.world import NOTHING, Found, World, remembered
from openmso.timeline.tracks import Track

EARTH_RADIUS_MILES: Final = 3958.8


def great_circle_miles(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Miles between two (latitude, longitude) points in degrees, on a sphere (haversine)."""
    (lat_a, lon_a), (lat_b, lon_b) = a, b
    half_lat, half_lon = radians(lat_b - lat_a) / 2, radians(lon_b - lon_a) / 2
    chord = sin(half_lat) ** 2 + cos(radians(lat_a)) * cos(radians(lat_b)) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_MILES * asin(sqrt(min(1.0, chord)))


@remembered
def distance_track(world: World, giver: str, site: str) -> Track[Found]:
    """Bars and conditions that follow from where the giver works."""
    place = world.facts.need(Site, site)
    law = world.law.track(place.state, "medical_director.distance")
    if place.kind == "telehealth" or all(reading.value is None for reading in law.values):
        return Track.constant(NOTHING)
    engaged = world.facts.by(Engagement, "person", giver)
    cuts = (*law.starts, *(cut for one in engaged for cut in (one.span.start, one.span.end)))

    def found_on(day: int) -> Found:
        reading = law.at(day)
        if reading.value is None:
            return NOTHING
        return _judge(giver, reading, miles_on(world, giver, place, day))

    return Track.by_day(cuts, found_on)


def miles_on(world: World, giver: str, site: Site, day: int) -> float | None:
    """Miles from the nearest site that the giver's engagements of the day name; None if it cannot be known."""
    named = {
        one
        for engagement in world.facts.by(Engagement, "person", giver)
        if day in engagement.span and engagement.sites
        for one in engagement.sites
    }
    if site.id in named:
        return 0.0
    here = _point(site)
    points = [_point(found) for found in (world.facts.get(Site, one) for one in named) if found]
    known = [point for point in points if point is not None]
    if here is None or not known:
        return None
    return min(great_circle_miles(here, point) for point in known)


def _point(site: Site) -> tuple[float, float] | None:
    if site.latitude is None or site.longitude is None:
        return None
    return site.latitude, site.longitude


def _judge(giver: str, reading: Reading, miles: float | None) -> Found:
    limit = Distance.from_value(reading.value)
    if limit.miles is None:
        return NOTHING
    unknown = Found(
        wanting=(Reason(Code.DISTANCE_UNKNOWN, (giver,), {"limit": limit.miles}, reading.statements[:1]),)
    )
    if miles is None:
        return unknown
    if miles <= limit.miles:
        return NOTHING
    has_alternative = limit.or_minutes is not None or limit.or_contiguous_county
    if has_alternative and (limit.ceiling_miles is None or miles <= limit.ceiling_miles):
        return unknown
    details = {"miles": round(miles), "limit": limit.miles}
    return Found((Reason(Code.TOO_FAR, (giver,), details, reading.statements[:1]),))
