#!/usr/bin/env python3
"""Whether the pandas rules say what the catalogue's own cases say.

Reads every case of edition 2018 and gives its answers to the rules of `shares_pandas.py`. A case whose answers are
incomplete may come out as non-response there although Jamfor decides it: that is the simplification the program
names, and such cases are counted, not hidden.
"""

import sys
import tomllib
from pathlib import Path

import pandas as pd

from shares_pandas import MULTIPLE_CHOICE, RULES, Answers

EDITION = Path(__file__).resolve().parents[2] / "catalogue" / "editions" / "2018"


def load(pattern):
    files = sorted((EDITION / "indicators").rglob(pattern))
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in files]


def row_sets():
    sets = tomllib.loads((EDITION / "sets.toml").read_text(encoding="utf-8"))["row_set"]
    rows = {entry["id"]: [row["id"] for row in entry["rows"]] for entry in sets if "rows" in entry}
    grids = {}
    for part in ("g", "e"):
        text = (EDITION / "questions" / f"{part}.toml").read_text(encoding="utf-8")
        for question in tomllib.loads(text)["question"]:
            if isinstance(question.get("rows"), str):
                grids[question["code"]] = rows[question["rows"]]
    return grids


def expansions():
    """Every indicator's full ids, with what `$row` and `$area` stand for."""
    for file in load("*.toml"):
        for entry in file.get("indicator", []):
            rows = entry.get("rows", [""]) if isinstance(entry, dict) else [""]
            areas = entry.get("areas", [""])
            for row in rows:
                for area in areas:
                    full = entry["id"].replace("{row}", row.replace("_", "-"))
                    yield entry["id"], full, {"$row": row, "$area": area}


def one_unit(given, accepted, grids):
    """A case's cells as a line of answers."""
    one = {f"{code}.{row}": None for code, rows in grids.items() for row in rows}
    chosen = {}
    for cell, value in given.items():
        code, _, row = cell.partition(".")
        cells = [f"{code}.{r}" for r in grids[code]] if row == "*" else [cell]
        for name in cells:
            if code in MULTIPLE_CHOICE:
                chosen |= {f"{name}#{alternative}": True for alternative in value}
            elif not isinstance(value, list):
                one[name] = value
    frame = lambda cells: pd.DataFrame([cells], index=["unit"])
    return Answers(frame(one), frame(chosen), frame({cell: True for cell in accepted}))


def main():
    grids, full_ids = row_sets(), list(expansions())
    agreed, left_out, wrong = 0, 0, []
    for file in load("*.cases.toml"):
        for case in file["case"]:
            if "decided" in case:
                continue
            for written, full, words in full_ids:
                if case["indicator"] not in (written, full) or full not in RULES:
                    continue

                def bind(text):
                    for word, meaning in words.items():
                        text = text.replace(word, meaning)
                    return text

                given = {bind(cell): value for cell, value in case["given"].items()}
                got = RULES[full](one_unit(given, map(bind, case.get("accepted", [])), grids)).iloc[0]
                got = "not_answered" if pd.isna(got) else got
                expected = case.get("then", case.get("then_empty"))
                if got == expected:
                    agreed += 1
                elif got == "not_answered":
                    left_out += 1
                else:
                    wrong.append(f"{full}, {case['name']}: {got}, expected {expected}")
    print(*wrong, sep="\n", end="\n" if wrong else "")
    print(f"{agreed} cases agree, {left_out} incomplete ones count as non-response, {len(wrong)} are wrong")
    return 1 if wrong or not agreed else 0


if __name__ == "__main__":
    sys.exit(main())
