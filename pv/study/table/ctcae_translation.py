"""What a grade recorded by one version of CTCAE is in another, by what its text says."""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

import pandas as pd

from pv import contract, resources
from pv.study.table.ctcae import ctcae_term

#: The pairs of versions of which NCI says what becomes of every term and grade.
_FILES = MappingProxyType({("5.0", "6.0"): "schemas/ctcae/v5_to_v6_grade.csv"})


@cache
def ctcae_translation(version: str | None, following: str | None) -> pd.DataFrame:
    """Return one row per term and grade of a version: the term and the lowest and highest grade in another version.

    `lowest_grade` 0 is no grade. `next_text` has the texts of the grades from the lowest to the highest; `basis` says
    what decides: text (the texts are the same), limits (of the value), wider (the new text has more), or none. Without
    rows where NCI has no mapping of the two versions. Of adults the alternatives that the other version has for
    children are left out. Not to be changed in place.
    """
    rows = _rows(version, following) if version and following and (version, following) in _FILES else ()
    return contract.table("ctcae_translation", rows)


def _rows(version: str, following: str) -> Iterator[tuple[object, ...]]:
    terms = ctcae_term(following)
    names, texts = {}, {}
    for code, term, grade, text in zip(*(terms[name] for name in ("ctcae_code", "term", "grade", "text")), strict=True):
        names[code] = term
        texts[code, grade] = text
    for row in csv.DictReader(resources.read(_FILES[version, following]).splitlines()):
        code = int(row["next_meddra_code"])
        ranges = [
            (int(row[f"{whose}lowest"]), int(row[f"{whose}highest"]), _texts(texts, code, row, whose))
            for whose in ("", "adult_")
        ]
        (lowest, highest, text), adult = ranges
        yield int(row["meddra_code"]), int(row["grade"]), names[code], lowest, highest, row["basis"], text, *adult


def _texts(texts: Mapping[tuple[int, int], str], code: int, row: Mapping[str, str], whose: str) -> str:
    """Return the text of each grade from the lowest to the highest."""
    lowest, highest = int(row[f"{whose}lowest"]), int(row[f"{whose}highest"])
    said = [f"Grade {grade}: {texts[code, grade]}" for grade in range(lowest, highest + 1) if (code, grade) in texts]
    return "; or ".join(["No grade", *said] if lowest == 0 else said)
