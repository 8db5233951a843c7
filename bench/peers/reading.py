"""Addresses to read of Jamfor and of Datasette, and Datasette's database of the same table.

    reading.py addresses CUBE jamfor|datasette [--few N]     lines of `kind /path`
    reading.py database CUBE FILE                            the cube of outcomes as one table of SQLite

CUBE is `cubes/outcomes.csv` of a publication folder. Kinds: a unit's profile, a cell and why, units compared, the interface
for programs. Datasette has no explanations: its cell is the row alone.
"""

import argparse
import csv
import random
import sqlite3
import sys
from pathlib import Path

# Units of a county stand beside each other in the cube; so many are compared at once.
COMPARED = 8


def read(cube: Path) -> tuple[list[str], list[dict]]:
    with cube.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return list(rows[0]), rows


def pages(rows: list[dict]) -> dict[str, list[tuple]]:
    units = sorted({row["unit"] for row in rows})
    groups = [units[i : i + COMPARED] for i in range(0, len(units), COMPARED)]
    return {
        "profile": [(unit,) for unit in units],
        "cell": [(row["unit"], row["indicator"]) for row in rows],
        "compare": [tuple(group) for group in groups],
        "api": [(unit,) for unit in units],
        "api-cell": [(row["unit"], row["indicator"]) for row in rows],
    }


def jamfor(publication: str, kind: str, what: tuple) -> str:
    site, api = f"/resultat/{publication}", f"/api/v1/publications/{publication}"
    match kind, what:
        case "profile", (unit,):
            return f"{site}/enhet/{unit}"
        case "cell", (unit, indicator):
            return f"{site}/varfor/{indicator}/{unit}"
        case "compare", units:
            return f"{site}/jamfor?enheter={','.join(units)}"
        case "api", (unit,):
            return f"{api}/observations?place={unit}"
        case "api-cell", (unit, indicator):
            return f"{api}/explanations/{indicator}/{unit}"
    raise ValueError(kind)


def datasette(_: str, kind: str, what: tuple) -> str:
    match kind, what:
        case "profile", (unit,):
            return f"/cubes/outcomes?unit={unit}"
        case "cell", (unit, indicator):
            return f"/cubes/outcomes/{unit},{indicator}"
        case "compare", units:
            return f"/cubes/outcomes?unit__in={','.join(units)}&_size=max"
        case "api", (unit,):
            return f"/cubes/outcomes.json?unit={unit}"
        case "api-cell", (unit, indicator):
            return f"/cubes/outcomes/{unit},{indicator}.json"
    raise ValueError(kind)


def print_addresses(cube: Path, whose: str, publication: str, few: int | None) -> None:
    _, rows = read(cube)
    write = {"jamfor": jamfor, "datasette": datasette}[whose]
    draw = random.Random(2018)
    # As many of each kind, so that each is read as often.
    most = few or max(len(all_of_kind) for all_of_kind in pages(rows).values())
    for kind, of_kind in pages(rows).items():
        chosen = draw.sample(of_kind, min(few, len(of_kind))) if few else of_kind
        for i in range(most):
            print(kind, write(publication, kind, chosen[i % len(chosen)]))


def write_database(cube: Path, file: Path) -> None:
    columns, rows = read(cube)
    file.unlink(missing_ok=True)
    names = ", ".join(f'"{column}"' for column in columns)
    with sqlite3.connect(file) as database:
        database.execute(f'create table outcomes ({names}, primary key ("unit", "indicator"))')
        database.execute("create index outcomes_indicator on outcomes (indicator)")
        marks = ", ".join("?" * len(columns))
        database.executemany(
            f"insert into outcomes values ({marks})", [[row[c] for c in columns] for row in rows]
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    addresses = commands.add_parser("addresses")
    addresses.add_argument("cube", type=Path)
    addresses.add_argument("whose", choices=["jamfor", "datasette"])
    addresses.add_argument("--few", type=int, help="only so many of each kind")
    addresses.add_argument("--publication", default="2018-omgang-3")
    database = commands.add_parser("database")
    database.add_argument("cube", type=Path)
    database.add_argument("file", type=Path)
    given = parser.parse_args()
    match given.command:
        case "addresses":
            print_addresses(given.cube, given.whose, given.publication, given.few)
        case "database":
            write_database(given.cube, given.file)


if __name__ == "__main__":
    sys.exit(main())
