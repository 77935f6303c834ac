"""Which records of a dataset are equal: in every variable of the source, or in every variable but their numbers."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np
import pandas as pd

from pv.contract.accept import Accepted
from pv.contract.schema import Contract, read_contract
from pv.contract.table import table
from pv.contract.values import as_text


def same_in(frames: Mapping[str, pd.DataFrame], typed: Mapping[str, Accepted]) -> pd.DataFrame:
    """Return the equal records of several datasets as one table.

    Args:
        frames: dataset -> its records as they were read, every column of the source.
        typed: dataset -> the same records as accepted; those of datasets that were not read are not looked at.
    """
    found = [
        same_records(frame, typed[name].frame, read_contract(name)) for name, frame in frames.items() if name in typed
    ]
    return pd.concat([table("same_record"), *(rows for rows in found if len(rows))], ignore_index=True)


def same_records(raw: pd.DataFrame, read: pd.DataFrame, contract: Contract) -> pd.DataFrame:
    """Return one row per record that another is equal to, or whose subject ADSL has more than once.

    Columns: dataset, source_row, record_key, variable and value (what numbers the record: AESEQ), `same_as_row` (the
    first record equal in every column of the source), `alike_row` (of records equal but for their numbers, --SEQ, the
    lowest numbered), `content_order` (of subjects who are there twice: the place of the record among all of them, by
    its text and not by the order of the file). Records without a required part of the key are left out.

    Args:
        raw: the records as they were read, every column of the source.
        read: the same records typed by the contract, with `source_row` and `record_key`.
        contract: of the dataset.
    """
    raw, read = raw.reset_index(drop=True), read.reset_index(drop=True)
    names = [str(name) for name in raw.columns]
    ordered = [name for name in dict.fromkeys([*contract.key, *contract.dtypes, *names]) if name in names]
    numbers = [name for name in names if name.endswith("SEQ")]
    needed = [name for name in contract.key if name in contract.required]
    candidates = np.flatnonzero(read[needed].notna().all(axis=1)) if needed else np.arange(len(read))
    number = next((name for name in contract.key if name.endswith("SEQ") and name in names), contract.key[-1])
    kept = [name for name in ordered if name not in numbers]
    compared = {name: _compared(raw[name], read[name], of_contract=name in contract.dtypes) for name in ordered}
    same = _first_equal(compared, ordered, candidates)
    found = {"same_as_row": same}
    if numbers and kept:
        found["alike_row"] = _first_equal(compared, kept, candidates, read[number] if number in numbers else None)
    if contract.key == ("USUBJID",):
        found["content_order"] = _content_order(raw, candidates)
    if all(places.empty for places in found.values()):
        return table("same_record")
    rows = pd.DataFrame(found).reindex(columns=["same_as_row", "alike_row", "content_order"])
    for name in ("same_as_row", "alike_row"):
        rows[name] = rows[name] + 1  # a place counts from 0, a row from 1
    if "alike_row" in found:
        rows.loc[rows["same_as_row"].notna() & (rows["alike_row"] == rows["same_as_row"]), "alike_row"] = pd.NA
    records = read.iloc[rows.index]
    found_rows = pd.DataFrame(
        {
            "dataset": contract.name,
            "source_row": records["source_row"].to_numpy(),
            "record_key": records["record_key"].to_numpy(),
            "variable": number,
            "value": as_text(records[number]).to_numpy(),
            **{name: rows[name].to_numpy() for name in rows},
        }
    )
    return table("same_record", found_rows)


def _compared(raw: pd.Series, typed: pd.Series, *, of_contract: bool) -> Callable[[np.ndarray], pd.Series]:
    """Return what gives the values of a column at places: as they are read (1 and 1.0 are one), else as they came."""

    def values(places: np.ndarray) -> pd.Series:
        came = raw.iloc[places]
        if not of_contract:
            return came
        read = typed.iloc[places]
        unread = read.isna() & came.notna()
        return read.astype("object").where(~unread, came.astype("str")) if unread.any() else read

    return values


def _first_equal(
    columns_of: Mapping[str, Callable[[np.ndarray], pd.Series]],
    columns: Iterable[str],
    places: np.ndarray,
    rank: "pd.Series | None" = None,
) -> "pd.Series[int]":
    """Return, by place, the first of the records that are equal in all columns, for those that have an equal.

    Records that differ from all others are dropped column by column: where keys tell nearly all records apart, two
    columns are looked at. `rank` says which of equal records is the first: the lowest, then the first of the file.
    """
    groups = np.zeros(len(places), dtype=np.int64)
    for column in columns:
        if not len(places):
            break
        codes, values = pd.factorize(columns_of[column](places))
        groups = pd.factorize(groups * (len(values) + 1) + codes + 1)[0]
        shared = np.bincount(groups)[groups] > 1
        places, groups = places[shared], groups[shared]
    if not len(places):
        return pd.Series(index=places, dtype="Int64")
    equal = pd.DataFrame({"group": groups, "place": places})
    equal["rank"] = 0.0 if rank is None else rank.to_numpy()[places]
    first = equal.sort_values(["rank", "place"], kind="stable").groupby("group")["place"].first()
    return pd.Series(equal["group"].map(first).to_numpy(dtype=np.int64), index=places).astype("Int64")


def _content_order(raw: pd.DataFrame, candidates: np.ndarray) -> "pd.Series[int]":
    """Return, by place, the order of the records of subjects who are there twice, by their text in every column."""
    subjects = raw["USUBJID"].iloc[candidates]
    twice = candidates[subjects.duplicated(keep=False).to_numpy()]
    rows = raw.iloc[twice]
    text = pd.DataFrame({name: as_text(rows[name]).fillna("") for name in sorted(map(str, raw.columns))})
    joined = text.agg("\x1f".join, axis=1) if len(text) else pd.Series(dtype="str")
    return joined.rank(method="dense").astype("Int64")
