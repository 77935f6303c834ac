"""Two data cuts of a few rows, and a comparison by another way: multisets of rows in Python, no SQL."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from functools import partial
from typing import Any

import pandas as pd

from pv.difference.bench import Bench
from pv.difference.cut import Cut
from pv.difference.records import compare_records
from pv.difference.results import compare_results
from pv.engine import NO_LIMITS, Engine

Frames = Mapping[str, pd.DataFrame]
#: Dataset, kind of change, key and number of the record, for each that is not the same.
Change = tuple[str, str]


def cut(**tables: pd.DataFrame) -> Cut:
    """Return a cut of frames; what a comparison reads beside them is empty, and every column of theirs is collected."""
    engine = Engine()
    columns = [(name, column, True) for name, frame in tables.items() for column in frame.columns]
    beside = {
        "collected": pd.DataFrame(columns, columns=["dataset", "variable", "present"]),
        "after_cutoff": pd.DataFrame({"dataset": ["none"], "source_row": [0], "kind": ["none"]}),
        "finding_count": pd.DataFrame({"dataset": ["none"], "rule": ["none"]}),
    }
    for name, frame in {**beside, **tables}.items():
        engine.load(name, frame)
    # The database lives as long as what makes its tables ready.
    return Cut("a cut", engine.connection, frozenset(engine.tables()), partial(Engine.ready, engine))


def records(*rows: Mapping[str, object]) -> pd.DataFrame:
    """Return records of ADAE as accepted: with the row of each in its file and its key."""
    frame = pd.DataFrame([{"USUBJID": "S1", "AESEQ": place, **row} for place, row in enumerate(rows, start=1)])
    keys = [f"USUBJID={row.USUBJID}, AESEQ={row.AESEQ}" for row in frame.itertuples()]
    return frame.assign(source_row=range(1, 1 + len(frame)), record_key=keys)


def compared(old: Cut, new: Cut, dataset: str = "adae") -> Frames:
    """Return what differs between the records of a dataset: `changed_record` and `changed_field`."""
    with closing(Bench(NO_LIMITS)) as bench:
        compare_records(bench, old, new, dataset)
        bench.derive("changed_record")
        return {name: bench.frame(name) for name in ("changed_record", "changed_field", "record_pair")}


def moved(old: pd.DataFrame, new: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return the cells of a result table that moved."""
    with closing(Bench(NO_LIMITS)) as bench:
        compare_results(bench, cut(**{table: old}), cut(**{table: new}), table)
        return bench.frame("moved_cell")


def plain(value: object) -> str | None:
    """Return a value as text: 8.0 as 8, a day without its midnight, what is missing or empty as None."""
    if value is None or value == "" or pd.isna(value):  # type: ignore[call-overload]  # a value of a cell
        return None
    if isinstance(value, float):
        return repr(value + 0.0).removesuffix(".0")
    if isinstance(value, bool):
        return str(value).lower()
    return str(value).removesuffix(" 00:00:00")


def changes_by_hand(
    old: pd.DataFrame, new: pd.DataFrame, key: Sequence[str]
) -> tuple[Counter[Change], Counter[Change]]:
    """Return how often each record is new, gone or changed, and each field of a changed one: by multisets."""
    names = [name for name in old.columns if name in new.columns and name not in {"source_row", "record_key"}]
    of_old, of_new = (_by_key(frame, key, names) for frame in (old, new))
    changes, fields = Counter[Change](), Counter[Change]()
    for one in of_old.keys() | of_new.keys():
        before, after = of_old.get(one, Counter()), of_new.get(one, Counter())
        gone, added = before - after, after - before
        if gone.total() == added.total() == 1:
            changes["changed", str(one)] += 1
            (was,), (now,) = gone, added
            fields.update(
                (str(one), f"{name}: {a} -> {b}") for name, a, b in zip(names, was, now, strict=True) if a != b
            )
        else:
            changes.update({("gone", str(one)): gone.total(), ("new", str(one)): added.total()})
    return +changes, fields


def _by_key(
    frame: pd.DataFrame, key: Sequence[str], names: Sequence[str]
) -> dict[tuple[str | None, ...], Counter[tuple[str | None, ...]]]:
    found: dict[tuple[str | None, ...], Counter[tuple[str | None, ...]]] = {}
    for row in frame.to_dict("records"):
        told = tuple(plain(row[name]) for name in key)
        found.setdefault(told, Counter())[tuple(plain(row[name]) for name in names)] += 1
    return found


def cells_by_hand(old: pd.DataFrame, new: pd.DataFrame, key: Sequence[str]) -> set[tuple[object, ...]]:
    """Return (key, column, old, new) of every cell that differs, row by row; of a row of one cut every filled cell."""
    of_old, of_new = ({_key(row, key): row for row in frame.to_dict("records")} for frame in (old, new))
    names = [name for name in new.columns if name in old.columns and name not in key and name != "source_row"]
    pairs = ((one, of_old.get(one, {}), of_new.get(one, {})) for one in of_old.keys() | of_new.keys())
    every = ((one, name, plain(was.get(name)), plain(now.get(name))) for one, was, now in pairs for name in names)
    return {cell for cell in every if cell[2] != cell[3]}


def _key(row: Mapping[Any, object], key: Iterable[str]) -> str:
    return ", ".join(f"{name}={text}" for name in key if (text := plain(row[name])) is not None)
