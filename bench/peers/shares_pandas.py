#!/usr/bin/env python3
"""The shares of edition 2018, copied over many questions, as an analyst computes them with pandas.

Reads what the benchmark wrote to a folder – `bench-rules.json` and the answer files it names – computes the
outcome of every unit on every indicator, and from them the share of the nation, each county, each city and each
group. The 35 rules are written once, by hand, as column arithmetic; a copy of them reads questions with a suffix.

A simplification that the comparison keeps in mind: a unit with any answer missing that the rule would have read
is left out as non-response, also where the missing answer could not have changed the outcome. On complete answers,
and on units that left a whole part unanswered, that is the same thing.

    shares_pandas.py FOLDER [--out aggregates.csv]

Times go to standard error, one JSON object with them to standard output.
"""

import argparse
import json
import resource
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

REACHED = ["ja", "ja_samtliga", "ja_vissa"]
LEFT_OUT = ["not_applicable", "kan_inte_svara"]
MULTIPLE_CHOICE = ["G8a"]
AREA = "ekonomiskt_bistand"


class Answers:
    """One edition's answers: a column a question row, a line a unit; a copy's questions carry its suffix."""

    def __init__(self, one, chosen, accepted, suffix=""):
        self.one, self.chosen_columns, self.accepted_columns, self.suffix = one, chosen, accepted, suffix

    def copy_with(self, suffix):
        return Answers(self.one, self.chosen_columns, self.accepted_columns, suffix)

    def _name(self, question, row):
        return question + self.suffix + (f".{row}" if row else "")

    def __call__(self, question, row=""):
        """The answers to a question (row); missing where there is none."""
        name = self._name(question, row)
        return self.one[name] if name in self.one else pd.Series(np.nan, self.one.index, dtype=object)

    def rows(self, question):
        """All rows of a grid, a column a row."""
        prefix = self._name(question, "") + "."
        return self.one[[name for name in self.one.columns if name.startswith(prefix)]]

    def chosen(self, question, row, alternative):
        """Whether an alternative of a multiple choice is among the chosen."""
        return self._flag(self.chosen_columns, f"{self._name(question, row)}#{alternative}")

    def any_chosen(self, question, row):
        prefix = self._name(question, row) + "#"
        columns = [name for name in self.chosen_columns.columns if name.startswith(prefix)]
        return self.chosen_columns[columns].any(axis=1)

    def accepted(self, question, row):
        """Whether a reviewer accepted the answer."""
        return self._flag(self.accepted_columns, self._name(question, row))

    def _flag(self, columns, name):
        return columns[name] if name in columns else pd.Series(False, self.one.index)


def outcome(answered, *cases, otherwise="nej"):
    """The value of the first condition that holds, else `otherwise`; missing where not answered."""
    conditions, values = zip(*cases)
    found = np.select([c.to_numpy(dtype=bool) for c in conditions], values, otherwise)
    return pd.Series(found, index=answered.index).where(answered)


# --- The rules of 2018 -----------------------------------------------------------------------------------------


def yes(main):
    """Ja if the answer is yes (1, 5, 31, 32)."""
    return outcome(main.notna(), (main == "ja", "ja"))


def yes_or_not_applicable(main):
    """Ja or Nej; Ej aktuellt where the area does not exist (21–23)."""
    return outcome(main.notna(), (main == "finns_inte", "not_applicable"), (main == "ja", "ja"))


def current(main, followed_up):
    """Ja if it exists and was followed up or is new, or is not needed (6–15, 18, 34, 35)."""
    answered = main.notna() & ((main != "ja") | followed_up.notna())
    reached = (main == "behovs_inte") | ((main == "ja") & followed_up.isin(["ja", "ny"]))
    return outcome(answered, (main == "finns_inte", "not_applicable"), (reached, "ja"))


def waiting_time(e1):
    """Indicator 2."""
    within = e1.isin(["inom_3", "inom_4_7", "inom_8_14"])
    return outcome(e1.notna(), (e1 == "kan_inte_svara", "kan_inte_svara"), (within, "ja"))


def offered(rows):
    """At least one measure offered to all; to some; nobody to offer it to (3, 4)."""
    return outcome(
        rows.notna().all(axis=1) & (rows.shape[1] > 0),
        ((rows == "alla").any(axis=1), "ja"),
        ((rows == "inte_alla").any(axis=1), "delvis"),
        ((rows == "ingen_person").all(axis=1), "not_applicable"),
    )


def landlords(g6, g6a):
    """Indicator 16: with all or some landlords, followed up or new."""
    some = g6.isin(["ja_samtliga", "ja_vissa"])
    kept = g6a.isin(["ja", "ny"])
    return outcome(
        g6.notna() & (~some | g6a.notna()),
        ((g6 == "ja_samtliga") & kept, "ja_samtliga"),
        ((g6 == "ja_vissa") & kept, "ja_vissa"),
    )


def competence_plan(a):
    """Indicator 17: a plan with supervision and training, followed up or new."""
    g8, g8b = a("G8", AREA), a("G8b", AREA)
    forms = a.any_chosen("G8a", AREA)
    both = a.chosen("G8a", AREA, "handledning") & a.chosen("G8a", AREA, "fortbildning")
    return outcome(
        g8.notna() & ((g8 != "ja") | (forms & g8b.notna())),
        (g8 == "finns_inte", "not_applicable"),
        ((g8 == "ja") & both & g8b.isin(["ja", "ny"]), "ja"),
    )


def template(e6, areas, child):
    """Indicator 19: the child's situation and at least six of the nine other areas of life."""
    used = e6.isin(["alla", "inte_alla"])
    others = (areas == "ja").sum(axis=1) - (child == "ja")
    covers = (child == "ja") & (others >= 6)
    complete = areas.notna().all(axis=1) & (areas.shape[1] > 0)
    return outcome(
        e6.notna() & (~used | complete),
        ((e6 == "alla") & covers, "ja"),
        ((e6 == "inte_alla") & covers, "delvis"),
    )


def fia(method, other, accepted):
    """Indicator 20: FIA, or another method that a reviewer accepted."""
    reached = (method == "ja") | ((other == "ja") & accepted)
    return outcome(method.notna() & other.notna(), (reached, "ja"))


def results_used(e8, e8b):
    """Indicator 24."""
    done = e8 == "ja"
    return outcome(
        e8.notna() & (~done | e8b.notna()),
        (e8 == "for_fa", "not_applicable"),
        (done & (e8b == "ja"), "ja"),
        (done & (e8b == "beslut"), "delvis"),
    )


def results_by_sex(e8, e8a):
    """Indicator 25."""
    done = e8 == "ja"
    return outcome(
        e8.notna() & (~done | e8a.notna()),
        ((e8 == "for_fa") | (done & (e8a == "for_fa_kon")), "not_applicable"),
        (done & (e8a == "ja"), "ja"),
    )


def results_by_sex_used(e8, e8a, e8b):
    """Indicator 26."""
    by_sex = (e8 == "ja") & (e8a == "ja")
    return outcome(
        e8.notna() & ((e8 != "ja") | (e8a.notna() & e8b.notna())),
        ((e8 == "for_fa") | ((e8 == "ja") & (e8a == "for_fa_kon")), "not_applicable"),
        (by_sex & (e8b == "ja"), "ja"),
        (by_sex & (e8b == "beslut"), "delvis"),
    )


def for_all(e9):
    """Indicator 27."""
    return outcome(e9.notna(), (e9 == "alla", "ja"), (e9 == "inte_alla", "delvis"))


def plan_part(e9, part):
    """Indicators 28 and 29: the plan, and what is done with it."""
    some = e9.isin(["alla", "inte_alla"])
    return outcome(
        e9.notna() & (~some | part.notna()),
        ((e9 == "alla") & (part == "alla"), "ja"),
        (some & part.isin(["alla", "inte_alla"]), "delvis"),
    )


def eviction(g20, parts, g20b):
    """Indicator 30: a routine with both parts, followed up or new."""
    complete = parts.notna().all(axis=1) & g20b.notna() & (parts.shape[1] > 0)
    reached = (g20 == "ja") & (parts == "ja").all(axis=1) & g20b.isin(["ja", "ny"])
    return outcome(g20.notna() & ((g20 != "ja") | complete), (reached, "ja"))


def legal_updates(e10):
    """Indicator 33."""
    return outcome(e10.notna(), (e10 == "ja_alla", "ja"), (e10 == "ja_inte_alla", "delvis"))


def in_area(question, follow_up):
    return lambda a: current(a(question, AREA), a(follow_up, AREA))


def pair(question, follow_up, row):
    return lambda a: current(a(question, row), a(follow_up, row))


RULES = {
    "eb-socialjour": lambda a: yes(a("G1")),
    "eb-vantetid-nybesok": lambda a: waiting_time(a("E1")),
    "eb-arbmark-18-24": lambda a: offered(a.rows("E2")),
    "eb-arbmark-over-24": lambda a: offered(a.rows("E3")),
    "eb-hushallsradgivning": lambda a: yes(a("E4")),
    "eb-rutin-missbruk": pair("G2", "G2a", "missbruk"),
    "eb-rutin-socialpsykiatri": pair("G2", "G2a", "socialpsykiatri"),
    "eb-rutin-barn-unga": pair("G2", "G2a", "barn_unga"),
    "eb-rutin-lss": pair("G2", "G2a", "lss"),
    "eb-rutin-arbetsmarknad": pair("G2", "G2a", "arbetsmarknad"),
    "eb-overenskommelse-af": pair("G3", "G3a", "af"),
    "eb-overenskommelse-fk": pair("G3", "G3a", "fk"),
    "eb-overenskommelse-primarvard": pair("G3", "G3a", "primarvard"),
    "eb-overenskommelse-vuxenpsykiatri": pair("G3", "G3a", "vuxenpsykiatri"),
    "eb-overenskommelse-hyresvardar-enskilda": pair("G3", "G3a", "hyresvardar_enskilda"),
    "eb-overenskommelse-hyresvardar-overgripande": lambda a: landlords(a("G6"), a("G6a")),
    "eb-kompetensplan": competence_plan,
    "eb-rutin-vald": in_area("G9", "G9a"),
    "eb-utredningsmall-barn": lambda a: template(a("E6"), a.rows("E6a"), a("E6a", "barns_situation")),
    "eb-fia": lambda a: fia(a("E7", "fia"), a("E7", "annan"), a.accepted("E7", "annan")),
    "eb-freda": lambda a: yes_or_not_applicable(a("G10", AREA)),
    "eb-audit": lambda a: yes_or_not_applicable(a("G12", f"audit__{AREA}")),
    "eb-dudit": lambda a: yes_or_not_applicable(a("G12", f"dudit__{AREA}")),
    "eb-uppfoljning-anvand": lambda a: results_used(a("E8"), a("E8b")),
    "eb-uppfoljning-kon": lambda a: results_by_sex(a("E8"), a("E8a")),
    "eb-uppfoljning-kon-anvand": lambda a: results_by_sex_used(a("E8"), a("E8a"), a("E8b")),
    "eb-plan-tre-manader": lambda a: for_all(a("E9")),
    "eb-plan-undertecknad": lambda a: plan_part(a("E9"), a("E9a", "undertecknad")),
    "eb-plan-uppfoljd": lambda a: plan_part(a("E9"), a("E9a", "uppfoljd")),
    "eb-rutin-avhysning": lambda a: eviction(a("G20"), a.rows("G20a"), a("G20b")),
    "eb-uppsok-akut-hemlosa": lambda a: yes(a("G21")),
    "eb-uppsok-riskerar-boende": lambda a: yes(a("G22")),
    "eb-nya-rattsfall": lambda a: legal_updates(a("E10")),
    "eb-rutin-sip": in_area("G24", "G24a"),
    "eb-rutin-skyddade-uppgifter": in_area("G25", "G25a"),
}


# --- From files to shares --------------------------------------------------------------------------------------


def read_answers(path, units, suffixes):
    """One edition's file as columns."""
    lines = pd.read_csv(path, sep=";", dtype=str, keep_default_na=False)
    row = lines["row"]
    lines["cell"] = lines["question"] + np.where(row == "", "", "." + row)
    is_many = lines["question"].isin([code + suffix for code in MULTIPLE_CHOICE for suffix in suffixes])
    # Several lines of one question are wanted only where several alternatives may be chosen.
    one = lines[~is_many].drop_duplicates(["unit", "cell"]).pivot(index="unit", columns="cell", values="value")
    many = lines[is_many]
    chosen = pd.crosstab(many["unit"], many["cell"] + "#" + many["value"]) > 0
    accepted = pd.DataFrame(index=units)
    if "accepted" in lines:
        yes_lines = lines[lines["accepted"] == "yes"]
        accepted = pd.crosstab(yes_lines["unit"], yes_lines["cell"]) > 0
    fill = lambda frame: frame.reindex(units, fill_value=False)
    return Answers(one.reindex(units), fill(chosen), fill(accepted))


def all_outcomes(answers, copies):
    """The outcome of every unit on every indicator of every copy."""
    columns = {}
    for copy in copies:
        part = answers.copy_with(copy["suffix"])
        for indicator in copy["indicators"]:
            columns[indicator + copy["id_suffix"]] = RULES[indicator](part)
    return pd.DataFrame(columns)


def shares(outcomes, units, groupings, withhold_above_percent):
    """Numerator, denominator and share of every level and group, as one long table."""
    responded = outcomes.notna().astype("int64")
    reached = outcomes.isin(REACHED).astype("int64")
    left_out = outcomes.isin(LEFT_OUT).astype("int64")
    keys = [("nation", "", pd.Series("SE", units.index)), ("county", "", units["county"])]
    keys.append(("city", "", units["city"].where(units["city"] != "")))
    keys += [("group", name, units[name].where(units[name] != "")) for name in groupings]
    tables = []
    for level, grouping, key in keys:
        total = {
            "numerator": reached.groupby(key).sum(),
            "responded": responded.groupby(key).sum(),
            "left_out": left_out.groupby(key).sum(),
        }
        table = pd.concat({name: frame.stack() for name, frame in total.items()}, axis=1)
        table.index.names = ["place", "indicator"]
        table = table.reset_index()
        table["units"] = table["place"].map(key.value_counts())
        table["level"], table["grouping"] = level, grouping
        tables.append(table)
    table = pd.concat(tables, ignore_index=True)
    table["denominator"] = table["responded"] - table["left_out"]
    missing = table["units"] - table["responded"]
    withheld = missing * 100 > withhold_above_percent * table["units"]
    table["empty"] = np.select([withheld, table["denominator"] == 0], ["withheld:non_response", "no_denominator"], "")
    # One decimal of a per cent, halves away from zero, in whole numbers.
    n, d = table["numerator"], table["denominator"].where(table["denominator"] > 0, 1)
    table["figure"] = ((n * 2000 + d) // (2 * d) / 10).where(table["empty"] == "")
    table.loc[withheld, ["numerator", "denominator"]] = pd.NA
    return table


def as_contract(edition, table):
    """The columns of `aggregates.csv` that this program fills."""
    is_group = table["level"] == "group"
    return pd.DataFrame(
        {
            "edition": edition,
            "level": table["level"],
            "code": table["place"].where(~is_group, ""),
            "grouping": table["grouping"],
            "group": table["place"].where(is_group, ""),
            "indicator": table["indicator"],
            "figure": table["figure"],
            "numerator": table["numerator"].astype("Int64"),
            "denominator": table["denominator"].astype("Int64"),
            "units": table["units"],
            "responded": table["responded"],
            "left_out": table["left_out"],
            "empty": table["empty"],
        }
    )


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--out", type=Path, help="write the shares of all editions to this file")
    options = arguments.parse_args()

    rules = json.loads((options.folder / "bench-rules.json").read_text(encoding="utf-8"))
    units = pd.DataFrame(rules["units"]).set_index("unit")
    suffixes = [copy["suffix"] for copy in rules["copies"]]
    seconds = {"read": 0.0, "outcomes": 0.0, "shares": 0.0}
    tables, cells = [], 0

    def timed(name, function, *args):
        start = time.perf_counter()
        result = function(*args)
        seconds[name] += time.perf_counter() - start
        return result

    for edition, name in enumerate(rules["answers"], start=1):
        answers = timed("read", read_answers, options.folder / name, units.index, suffixes)
        outcomes = timed("outcomes", all_outcomes, answers, rules["copies"])
        table = timed("shares", shares, outcomes, units, rules["groupings"], rules["withhold_above_percent"])
        cells += outcomes.size
        if options.out:
            tables.append(as_contract(edition, table))
    if options.out:
        pd.concat(tables).to_csv(options.out, sep=";", index=False)

    result = {
        "program": f"Python {sys.version.split()[0]}, pandas {pd.__version__}, numpy {np.__version__}",
        "editions": len(rules["answers"]),
        "units": len(units),
        "indicators": sum(len(copy["indicators"]) for copy in rules["copies"]),
        "cells": cells,
        "seconds": {name: round(value, 3) for name, value in seconds.items()},
        "seconds_without_reading": round(seconds["outcomes"] + seconds["shares"], 3),
        "peak_memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    for name, value in seconds.items():
        print(f"{name:9} {value:8.3f} s", file=sys.stderr)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
