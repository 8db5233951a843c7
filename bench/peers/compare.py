#!/usr/bin/env python3
"""Compares the shares that both programs wrote to a folder, row by row; exit 1 if any differs.

    compare.py FOLDER     with jamfor-aggregates-NN.csv and pandas.csv in it
"""

import csv
import sys
from pathlib import Path

KEY = ["level", "code", "grouping", "group", "indicator"]
FIGURES = ["figure", "numerator", "denominator", "units", "responded", "left_out", "empty"]


def rows(file, edition=None):
    """The file's shares by their key; of one edition, if it holds several."""
    with open(file, encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter=";"):
            if edition is None or row["edition"] == edition:
                yield tuple(row[name] for name in KEY), [row[name] for name in FIGURES]


def main():
    folder = Path(sys.argv[1])
    compared, different = 0, []
    for edition, file in enumerate(sorted(folder.glob("jamfor-aggregates-*.csv")), start=1):
        ours = dict(rows(file))
        for key, figures in rows(folder / "pandas.csv", str(edition)):
            compared += 1
            if ours.get(key) != figures:
                different.append((edition, key, ours.get(key), figures))
    print(f"{compared} shares compared, {len(different)} differ")
    for edition, key, ours, theirs in different[:10]:
        print(f"  edition {edition} {';'.join(key)}: jamfor {ours}, pandas {theirs}")
    sys.exit(1 if different or compared == 0 else 0)


if __name__ == "__main__":
    main()
