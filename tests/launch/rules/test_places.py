"""Cities are where they are: coordinates, counties and zones as public data has them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from openmso.authority.codes import BY_NAME, ZONES
from openmso.launch.rules.places import BY_STATE, cities

SAMPLE = Path(__file__).parents[4] / "shared/data/zip/zip_sample.csv"
EVERY = [city for state in BY_STATE for city in cities(state)]


def test_there_are_twenty_states_with_several_cities_each() -> None:
    assert len(BY_STATE) == 20
    assert all(len(cities(state)) >= 5 for state in BY_STATE)
    assert {code: BY_NAME[name] for code, name in BY_STATE.items()} == {code: code for code in BY_STATE}


def test_every_city_lies_in_a_zone_of_its_state() -> None:
    assert all(city.zone in ZONES[city.state] for city in EVERY)


def test_no_city_stands_twice() -> None:
    assert len({(city.state, city.name) for city in EVERY}) == len(EVERY)


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample of ZIP codes is not here")
def test_cities_lie_where_their_zip_codes_lie() -> None:
    with SAMPLE.open(encoding="utf-8") as file:
        known: dict[tuple[str, str], list[dict[str, str]]] = {}
        for row in csv.DictReader(file):
            if row["lat"]:
                known.setdefault((row["state"], row["city"]), []).append(row)
    met = 0
    for city in EVERY:
        rows = known.get((city.state, city.name), [])
        if not rows:
            continue
        met += 1
        assert min(abs(float(row["lat"]) - city.latitude) for row in rows) < 0.35, city
        assert min(abs(float(row["lon"]) - city.longitude) for row in rows) < 0.35, city
        assert city.zone in {row["timezone"] for row in rows}, city
        counties = {row["county"].lower().replace("st.", "saint").replace(".", "") for row in rows}
        assert any(city.county.lower() in one for one in counties), (city, counties)
    assert met > 60
