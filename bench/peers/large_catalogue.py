"""A catalogue as large as twelve service areas: edition 2018's questions, rules, cases and texts repeated under codes and ids of
their own, so that nothing is shared.

    large_catalogue.py CATALOGUE FOLDER [--copies 12]

G1 becomes G1_k02, eb-fia becomes ebk02-fia. 36 measures × 11 + 36 are more than 400 indicators with 12 copies.
"""

import argparse
import re
import shutil
from pathlib import Path

AREA = "ekonomiskt-bistand"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("catalogue", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--copies", type=int, default=12)
    given = parser.parse_args()
    shutil.copytree(given.catalogue, given.folder)
    edition = given.folder / "editions/2018"
    questions = sorted((edition / "questions").glob("*.toml"))
    codes = {code for file in questions for code in re.findall(r'^code = "(\w+)"', file.read_text("utf-8"), re.M)}
    asked = re.compile(r"(?<!\w)(" + "|".join(sorted(codes, key=len, reverse=True)) + r")(?!\w)")
    families = [
        file for file in sorted((given.folder / "families").rglob("*.toml")) if 'id = "eb-' in file.read_text("utf-8")
    ]
    whole = {file: file.read_text("utf-8") for file in [*questions, *families]}
    indicators = {
        file: file.read_text("utf-8") for file in sorted((edition / "indicators" / AREA).glob("*.toml"))
    }
    for copy in range(2, given.copies + 1):
        suffix = f"k{copy:02}"

        def copied(text: str) -> str:
            text = asked.sub(rf"\1_{suffix}", text)
            text = re.sub(r"\beb-", f"eb{suffix}-", text)
            return re.sub(r"^number = (\d+)$", lambda found: f"number = {int(found[1]) + 40 * (copy - 1)}", text, flags=re.M)

        # Each copy stands in the file of the original: a part's questions, a family.
        for file, text in whole.items():
            first = re.search(r"^\[", text, re.M)
            with file.open("a", encoding="utf-8") as out:
                out.write("\n" + copied(text[first.start() if first else 0 :]))
        for file, text in indicators.items():
            name, rest = file.name.split(".", 1)
            (file.parent / f"{name}-{suffix}.{rest}").write_text(copied(text), "utf-8")


if __name__ == "__main__":
    main()
