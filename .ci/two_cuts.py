"""Compare two cuts of both built-in studies by `pv.diff` and row by row in pandas: `python .ci/two_cuts.py`.

The earlier cut has a cut-off 90 days before. Each record, each cell of each result table, and the records of some
numbers that moved have to be the same by both ways.
"""

import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]

import pv  # noqa: E402  # the same
from pv import resources  # noqa: E402  # the same
from pv.contract.grain import grain  # noqa: E402  # the same
from pv.contract.schema import read_contract  # noqa: E402  # the same
from pv.difference import Difference  # noqa: E402  # the same
from two_cuts import cells_by_hand, changes_by_hand  # noqa: E402  # found by the line above

#: Study -> the cut-off of the earlier cut, and of the later one.
CUTS = {"cdisc-pilot": ("2013-10-03", "2014-01-01"), "destiny-breast04": ("2021-10-13", "2022-01-11")}
NUMBERS = 60
#: A term may have a comma.
NEXT = re.compile(", (?=(?:level|soc|term)=)")


def opened(name: str, cutoff: str, folder: Path) -> pv.Study:
    """Return a built-in study with another cut-off."""
    source = ROOT / "reports" / name
    place = folder / f"{name}-{cutoff}"
    place.mkdir()
    for file in source.iterdir():
        (place / file.name).symlink_to(file)
    lines = (source / "study.toml").read_text(encoding="utf-8").splitlines()
    (place / "study.toml").unlink()
    kept = [line for line in lines if not line.startswith("cutoff_date")]
    kept.insert(1 + kept.index("[study]"), f"cutoff_date = {cutoff}")
    (place / "study.toml").write_text("\n".join(kept), encoding="utf-8")
    return pv.open_study(place)


def compare(old: pv.Study, new: pv.Study) -> list[str]:
    """Return what the two ways do not agree in."""
    found = pv.diff(old, new)
    return [*of_records(old, new, found), *of_cells(old, new, found), *of_numbers(old, new, found), *of_counts(found)]


def of_records(old: pv.Study, new: pv.Study, found: Difference) -> list[str]:
    """Compare the records; what is after the cut-off is a field of the record."""
    wrong = []
    for name in found.datasets["dataset"]:
        before, after = (used(study, name) for study in (old, new))
        key = [column for column in read_contract(name).key if after[column].notna().any()]
        changes, fields = changes_by_hand(before, after, key)
        told = found.records[found.records["dataset"] == name]["change"].value_counts().to_dict()
        by_hand: dict[str, int] = {}
        for (change, _), count in changes.items():
            by_hand[change] = by_hand.get(change, 0) + count
        if told != by_hand or fields.total() != (found.fields["dataset"] == name).sum():
            wrong.append(f"{name}: {told} against {by_hand}")
        print(f"  {name}: {sum(by_hand.values())} records differ")
    return wrong


def used(study: pv.Study, name: str):  # noqa: ANN201  # a frame
    """Return the records of a dataset with how each is used."""
    after = study.table("after_cutoff")
    late = set(after[after["dataset"] == name]["source_row"])
    frame = study.table(name)
    return frame.assign(use=[row in late for row in frame["source_row"]])


def of_cells(old: pv.Study, new: pv.Study, found: Difference) -> list[str]:
    """Compare the cells of every result table."""
    wrong = []
    for name in found.tables["table"]:
        key = grain(name)
        if "source_row" in key:
            key = ["USUBJID", "AESEQ"]
        cells = found.cells[found.cells["table"] == name][["row", "column", "old", "new"]].astype("object")
        told = {*cells.where(cells.notna(), None).itertuples(index=False, name=None)}
        by_hand = cells_by_hand(old.table(name), new.table(name), key)
        if told != by_hand:
            wrong.append(
                f"{name}: {len(told)} cells against {len(by_hand)}, such as {sorted(told ^ by_hand, key=str)[:3]}"
            )
    print(f"  {len(found.tables)} result tables: {len(found.cells)} cells moved")
    return wrong


def of_numbers(old: pv.Study, new: pv.Study, found: Difference) -> list[str]:
    """Compare the records of numbers of events with what the query of each number lists."""
    wrong = []
    query = resources.read("reports/page/records/events.sql")
    cells = found.cells[(found.cells["table"] == "incidence") & (found.cells["column"] == "subjects")]
    changed = set(found.fields[found.fields["dataset"] == "adae"]["new_row"])
    every = max(1, len(cells) // NUMBERS)
    for cell in cells.iloc[::every].to_dict("records"):
        parameters = dict(part.split("=", 1) for part in NEXT.split(cell["number"])) | {"arm": cell["arm"]}
        was, now = (set(study.cut.connection.sql(query, params=parameters).df()["source_row"]) for study in (old, new))
        expected = (was ^ now) | (was & now & changed)
        told = set(found.records_of(cell)["new_row"])
        if told != expected:
            wrong.append(f"{cell['row']}: {len(told)} records against {len(expected)}")
    print(f"  {len(cells.iloc[::every])} numbers with their records")
    return wrong


def of_counts(found: Difference) -> list[str]:
    """Look for counts of subjects that moved without any record that entered or left them, of any kind of numbers."""
    moved = found.moved_by[found.moved_by["counted"] != "stayed"]
    there = set(zip(moved["opens"], moved["number"], moved["arm"], strict=True))
    counts = found.cells[(found.cells["column"] == "subjects") & found.cells["opens"].notna()]
    compared = counts["comparator"].notna() | counts["arm"].isna() | (counts["change"] != "changed")
    of_arm = counts[~compared]
    print(f"  {len(of_arm)} counts that moved, in {of_arm['table'].nunique()} tables, and what moved them")
    return [
        f"{cell['table']}, {cell['row']}: no record moved {cell['old']} to {cell['new']}"
        for cell in of_arm.to_dict("records")
        if (cell["opens"], cell["number"], cell["arm"]) not in there
    ]


if __name__ == "__main__":
    problems = []
    with TemporaryDirectory() as place:
        for study, cutoffs in CUTS.items():
            print(study)
            problems += compare(*(opened(study, cutoff, Path(place)) for cutoff in cutoffs))
    print("\n".join(problems) or "both ways agree")
    sys.exit(bool(problems))
