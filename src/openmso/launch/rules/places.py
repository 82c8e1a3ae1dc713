"""Cities in which demonstration sites stand: real places with their county, time zone and coordinates.

Coordinates are of the city's middle, in degrees, to two decimals; a site is moved a little from there. States are
those whose law on medical spas the pack knows well. Zones are names of the IANA time zone database.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class City:
    """A city with what a site needs to know of it."""

    name: str
    state: str
    county: str
    zone: str
    latitude: float
    longitude: float


_EAST, _CENTRAL, _MOUNTAIN, _WEST, _ARIZONA = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Phoenix",
)

_TABLE: Final = {
    ("TX", _CENTRAL): """
        Austin, Travis, 30.27, -97.74; Houston, Harris, 29.76, -95.37; Dallas, Dallas, 32.78, -96.80
        San Antonio, Bexar, 29.42, -98.49; Fort Worth, Tarrant, 32.76, -97.33; Plano, Collin, 33.02, -96.70
        Round Rock, Williamson, 30.51, -97.68; Frisco, Collin, 33.15, -96.82; Sugar Land, Fort Bend, 29.62, -95.63
        The Woodlands, Montgomery, 30.17, -95.46; Lubbock, Lubbock, 33.58, -101.86; Waco, McLennan, 31.55, -97.15""",
    ("FL", _EAST): """
        Tampa, Hillsborough, 27.95, -82.46; Orlando, Orange, 28.54, -81.38; Miami, Miami-Dade, 25.76, -80.19
        Jacksonville, Duval, 30.33, -81.66; Sarasota, Sarasota, 27.34, -82.53; Naples, Collier, 26.14, -81.79
        Fort Lauderdale, Broward, 26.12, -80.14; Boca Raton, Palm Beach, 26.36, -80.08
        Saint Petersburg, Pinellas, 27.77, -82.64; Fort Myers, Lee, 26.64, -81.87; Gainesville, Alachua, 29.65, -82.32""",
    ("AZ", _ARIZONA): """
        Phoenix, Maricopa, 33.45, -112.07; Scottsdale, Maricopa, 33.49, -111.92; Tucson, Pima, 32.22, -110.97
        Mesa, Maricopa, 33.42, -111.83; Chandler, Maricopa, 33.31, -111.84; Gilbert, Maricopa, 33.35, -111.79
        Flagstaff, Coconino, 35.20, -111.65; Prescott, Yavapai, 34.54, -112.47""",
    ("CO", _MOUNTAIN): """
        Denver, Denver, 39.74, -104.99; Boulder, Boulder, 40.01, -105.27; Aurora, Arapahoe, 39.73, -104.83
        Colorado Springs, El Paso, 38.83, -104.82; Fort Collins, Larimer, 40.59, -105.08
        Littleton, Arapahoe, 39.61, -105.02; Grand Junction, Mesa, 39.06, -108.55; Lone Tree, Douglas, 39.54, -104.89""",
    ("GA", _EAST): """
        Atlanta, Fulton, 33.75, -84.39; Savannah, Chatham, 32.08, -81.09; Alpharetta, Fulton, 34.08, -84.29
        Marietta, Cobb, 33.95, -84.55; Athens, Clarke, 33.96, -83.38; Augusta, Richmond, 33.47, -82.01
        Macon, Bibb, 32.84, -83.63; Columbus, Muscogee, 32.46, -84.99""",
    ("NC", _EAST): """
        Charlotte, Mecklenburg, 35.23, -80.84; Raleigh, Wake, 35.78, -78.64; Durham, Durham, 35.99, -78.90
        Greensboro, Guilford, 36.07, -79.79; Asheville, Buncombe, 35.60, -82.55; Cary, Wake, 35.79, -78.78
        Wilmington, New Hanover, 34.23, -77.94; Winston Salem, Forsyth, 36.10, -80.24""",
    ("SC", _EAST): """
        Charleston, Charleston, 32.78, -79.93; Columbia, Richland, 34.00, -81.03; Greenville, Greenville, 34.85, -82.40
        Myrtle Beach, Horry, 33.69, -78.89; Mount Pleasant, Charleston, 32.79, -79.86
        Spartanburg, Spartanburg, 34.95, -81.93; Rock Hill, York, 34.92, -81.03""",
    ("TN", _CENTRAL): """
        Nashville, Davidson, 36.16, -86.78; Memphis, Shelby, 35.15, -90.05; Franklin, Williamson, 35.93, -86.87
        Murfreesboro, Rutherford, 35.85, -86.39; Clarksville, Montgomery, 36.53, -87.36""",
    ("TN", _EAST): """
        Knoxville, Knox, 35.96, -83.92; Chattanooga, Hamilton, 35.05, -85.31""",
    ("OK", _CENTRAL): """
        Oklahoma City, Oklahoma, 35.47, -97.52; Tulsa, Tulsa, 36.15, -95.99; Norman, Cleveland, 35.22, -97.44
        Edmond, Oklahoma, 35.65, -97.48; Broken Arrow, Tulsa, 36.06, -95.79; Lawton, Comanche, 34.60, -98.40""",
    ("LA", _CENTRAL): """
        New Orleans, Orleans, 29.95, -90.07; Baton Rouge, East Baton Rouge, 30.45, -91.15
        Metairie, Jefferson, 29.98, -90.15; Lafayette, Lafayette, 30.22, -92.02; Shreveport, Caddo, 32.53, -93.75
        Mandeville, Saint Tammany, 30.36, -90.07""",
    ("NV", _WEST): """
        Las Vegas, Clark, 36.17, -115.14; Henderson, Clark, 36.04, -114.98; Reno, Washoe, 39.53, -119.81
        North Las Vegas, Clark, 36.20, -115.12; Carson City, Carson City, 39.16, -119.77""",
    ("UT", _MOUNTAIN): """
        Salt Lake City, Salt Lake, 40.76, -111.89; Provo, Utah, 40.23, -111.66; Park City, Summit, 40.65, -111.50
        Saint George, Washington, 37.10, -113.58; Ogden, Weber, 41.22, -111.97; Lehi, Utah, 40.39, -111.85""",
    ("OH", _EAST): """
        Columbus, Franklin, 39.96, -83.00; Cleveland, Cuyahoga, 41.50, -81.69; Cincinnati, Hamilton, 39.10, -84.51
        Dayton, Montgomery, 39.76, -84.19; Toledo, Lucas, 41.65, -83.54; Akron, Summit, 41.08, -81.52
        Dublin, Franklin, 40.10, -83.11""",
    ("MO", _CENTRAL): """
        Kansas City, Jackson, 39.10, -94.58; Saint Louis, Saint Louis City, 38.63, -90.20
        Springfield, Greene, 37.21, -93.29; Columbia, Boone, 38.95, -92.33
        Chesterfield, Saint Louis, 38.66, -90.58; Lees Summit, Jackson, 38.91, -94.38""",
    ("KS", _CENTRAL): """
        Overland Park, Johnson, 38.98, -94.67; Wichita, Sedgwick, 37.69, -97.34; Topeka, Shawnee, 39.05, -95.68
        Lawrence, Douglas, 38.97, -95.24; Leawood, Johnson, 38.97, -94.62; Olathe, Johnson, 38.88, -94.82""",
    ("VA", _EAST): """
        Richmond, Richmond City, 37.54, -77.44; Virginia Beach, Virginia Beach City, 36.85, -75.98
        Alexandria, Alexandria City, 38.80, -77.05; Arlington, Arlington, 38.88, -77.10
        Roanoke, Roanoke City, 37.27, -79.94; Charlottesville, Charlottesville City, 38.03, -78.48
        Reston, Fairfax, 38.96, -77.36""",
    ("WA", _WEST): """
        Seattle, King, 47.61, -122.33; Bellevue, King, 47.61, -122.20; Spokane, Spokane, 47.66, -117.43
        Tacoma, Pierce, 47.25, -122.44; Kirkland, King, 47.68, -122.21; Olympia, Thurston, 47.04, -122.90
        Vancouver, Clark, 45.64, -122.66""",
    ("IL", _CENTRAL): """
        Chicago, Cook, 41.88, -87.63; Naperville, DuPage, 41.79, -88.15; Evanston, Cook, 42.05, -87.69
        Springfield, Sangamon, 39.78, -89.65; Peoria, Peoria, 40.69, -89.59; Schaumburg, Cook, 42.03, -88.08
        Rockford, Winnebago, 42.27, -89.09""",
    ("MN", _CENTRAL): """
        Minneapolis, Hennepin, 44.98, -93.27; Saint Paul, Ramsey, 44.95, -93.09; Rochester, Olmsted, 44.02, -92.47
        Duluth, Saint Louis, 46.79, -92.10; Edina, Hennepin, 44.89, -93.35; Eagan, Dakota, 44.80, -93.17""",
    ("CA", _WEST): """
        Los Angeles, Los Angeles, 34.05, -118.24; San Diego, San Diego, 32.72, -117.16
        San Jose, Santa Clara, 37.34, -121.89; Irvine, Orange, 33.68, -117.83; Sacramento, Sacramento, 38.58, -121.49
        Pasadena, Los Angeles, 34.15, -118.14; Walnut Creek, Contra Costa, 37.91, -122.06
        Newport Beach, Orange, 33.62, -117.93; Fresno, Fresno, 36.74, -119.79""",
}

BY_STATE: Final[dict[str, str]] = {
    "TX": "Texas", "FL": "Florida", "AZ": "Arizona", "CO": "Colorado", "GA": "Georgia", "NC": "North Carolina",
    "SC": "South Carolina", "TN": "Tennessee", "OK": "Oklahoma", "LA": "Louisiana", "NV": "Nevada", "UT": "Utah",
    "OH": "Ohio", "MO": "Missouri", "KS": "Kansas", "VA": "Virginia", "WA": "Washington", "IL": "Illinois",
    "MN": "Minnesota", "CA": "California",
}  # fmt: skip
"""States with demonstration sites, by code; those that a small network takes stand first."""


def cities(state: str) -> tuple[City, ...]:
    """The cities of a state, the one that gets the first site first."""
    return _CITIES[state]


def _city(line: str, state: str, zone: str) -> City:
    name, county, latitude, longitude = (part.strip() for part in line.split(","))
    return City(name, state, county, zone, float(latitude), float(longitude))


def _read() -> dict[str, tuple[City, ...]]:
    found: dict[str, tuple[City, ...]] = {}
    for (state, zone), text in _TABLE.items():
        lines = (line for line in text.replace("\n", ";").split(";") if line.strip())
        found[state] = (*found.get(state, ()), *(_city(line, state, zone) for line in lines))
    return found


_CITIES: Final = _read()
