"""A trial of any size and shape, invented: ADSL and ADAE as Parquet files, written in pieces so that memory is bounded.

Run: python tests/support/large_trial.py 1000000 FOLDER [--subject-records 8 --terms 1000 --classes 26]

Few terms are frequent and most are rare (Zipf), some subjects have many events and some none (gamma-Poisson). One
record in a hundred lacks its grade, its relationship or its start, one subject in a hundred the last dose.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

STUDY = """[study]
id = "LARGE"
title = "A large invented trial"
[treatment_emergent]
window_days = 30
[[arm]]
name = "Active"
role = "investigational"
[[arm]]
name = "Placebo"
role = "comparator"
"""

ARMS, SEXES, YES_NO, RELATED = ("Active", "Placebo"), ("F", "M"), ("N", "Y"), ("NOT RELATED", "RELATED")
GRADES, SERIOUS = (0.5, 0.3, 0.15, 0.04, 0.01), (0.01, 0.03, 0.15, 0.6, 1.0)
PIECE, ROW_GROUP = 1_000_000, 250_000
#: 2020-01-01, in days as Arrow counts them.
FIRST_DAY = 18_262


@dataclass(frozen=True)
class Shape:
    """What a trial looks like.

    Attributes:
        records: adverse-event records.
        subject_records: records of a subject, on average.
        terms: preferred terms.
        classes: system organ classes, among which the terms are dealt out.
    """

    records: int
    subject_records: float = 8.0
    terms: int = 1_000
    classes: int = 26


def write_trial(folder: Path, shape: Shape, seed: int = 1) -> Path:
    """Write the files of a study and return its study file; the same shape and seed give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    writers: dict[str, pq.ParquetWriter] = {}
    for piece in _pieces(shape, seed):
        for name, table in piece.items():
            if name not in writers:
                writers[name] = pq.ParquetWriter(folder / f"{name}.parquet", table.schema)
            writers[name].write_table(table, row_group_size=ROW_GROUP)
    for writer in writers.values():
        writer.close()
    study = folder / "study.toml"
    study.write_text(STUDY, encoding="utf-8")
    return study


def _pieces(shape: Shape, seed: int) -> Iterator[dict[str, pa.Table]]:
    """Yield the records of some subjects after those of others."""
    before = 0
    for number, start in enumerate(range(0, shape.records, PIECE)):
        records = min(PIECE, shape.records - start)
        subjects = max(2, round(records / shape.subject_records))
        random = np.random.default_rng([seed, number])
        arm, first = random.integers(0, 2, subjects), FIRST_DAY + random.integers(0, 365, subjects)
        days = np.clip(np.round(random.gamma(4.0, 42.0, subjects)), 1, 730).astype(int)
        who = pa.array(np.char.add("S-", np.char.zfill(np.arange(before, before + subjects).astype(str), 9)))
        before += subjects
        share = random.gamma(1.5, 1.0, subjects)
        subject = np.sort(random.choice(subjects, records, p=share / share.sum()))
        adsl = {
            "USUBJID": who,
            "TRT01A": _text(arm, ARMS),
            "SAFFL": _text(np.ones(subjects, int), YES_NO),
            "AGE": random.integers(18, 90, subjects).astype(float),
            "SEX": _text(random.integers(0, 2, subjects), SEXES),
            "TRTSDT": _days(first),
            "TRTEDT": _days(first + days - 1, random.random(subjects) < 0.01),
        }
        started = first[subject] + np.floor((random.random(records) * 1.2 - 0.05) * (days[subject] + 30)).astype(int)
        adae = {"USUBJID": who.take(pa.array(subject))} | _events(shape, random, subject, arm[subject], started)
        yield {"adsl": pa.table(adsl), "adae": pa.table(adae)}


def _events(
    shape: Shape, random: np.random.Generator, subject: np.ndarray, arm: np.ndarray, started: np.ndarray
) -> dict[str, pa.Array]:
    """Return what the events are, beside their subjects."""
    records = len(subject)
    frequency = 1 / np.arange(1, shape.terms + 1) ** 1.05
    term = random.choice(shape.terms, records, p=frequency / frequency.sum())
    grade = random.choice(5, records, p=GRADES)
    begun = np.searchsorted(subject, subject)
    return {
        "AESEQ": pa.array((np.arange(records) - begun + 1).astype(float)),
        "AEBODSYS": _text(term % shape.classes, [f"Class {number:02}" for number in range(shape.classes)]),
        "AEDECOD": _text(term, [f"Term {number:05}" for number in range(shape.terms)]),
        "AETOXGR": _text(grade, "12345", random.random(records) < 0.01),
        "AESER": _text(random.random(records) < np.array(SERIOUS)[grade], YES_NO),
        "AEREL": _text(random.random(records) < np.where(arm == 0, 0.45, 0.25), RELATED, random.random(records) < 0.01),
        "ASTDT": _days(started, random.random(records) < 0.01),
        "AENDT": _days(started + random.integers(0, 60, records)),
    }


def _text(codes: np.ndarray, values: Sequence[str], missing: np.ndarray | None = None) -> pa.Array:
    """Return texts, told by the places of their values."""
    places = pa.array(codes.astype(np.int32), mask=missing)
    return pa.DictionaryArray.from_arrays(places, pa.array(list(values))).cast(pa.string())


def _days(days: np.ndarray, missing: np.ndarray | None = None) -> pa.Array:
    """Return dates."""
    return pa.array(days.astype(np.int32), pa.date32(), mask=missing)


def main() -> None:
    """Write the trial that the command line asks for."""
    asked = argparse.ArgumentParser(description="Write a large invented trial.")
    asked.add_argument("records", type=int)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--subject-records", type=float, default=Shape.subject_records)
    asked.add_argument("--terms", type=int, default=Shape.terms)
    asked.add_argument("--classes", type=int, default=Shape.classes)
    given = asked.parse_args()
    write_trial(given.folder, Shape(given.records, given.subject_records, given.terms, given.classes))


if __name__ == "__main__":
    main()
