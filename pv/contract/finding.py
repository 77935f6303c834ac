"""Findings as a table: what is wrong with which value of which record, and what was done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pv.coded_text import is_coded
from pv.contract.values import as_text

COLUMNS = ("severity", "rule", "dataset", "source_row", "record_key", "variable", "value", "message", "action")

_NOTHING = pa.scalar("", pa.large_string())
#: Records whose keys are written at a time.
_PIECE = 250_000

#: What a check's `on_fail` means: severity of the finding, and what is done.
ACTIONS = {
    "reject": ("reject", "Set aside"),
    "missing": ("warning", "Value treated as missing"),
    "warning": ("warning", "Retained as recorded"),
    "note": ("note", "Retained as recorded"),
}


@dataclass(frozen=True)
class Broken:
    """A rule that values of one column break.

    Attributes:
        dataset: name of the dataset.
        variable: the column.
        rule: name of the check.
        on_fail: reject, missing, warning or note.
        expected: what would be right, as the end of a sentence: "AESEV is 'BAD'; ...".
        consequence: what follows for the counts, or "".
    """

    dataset: str
    variable: str
    rule: str
    on_fail: str
    expected: str
    consequence: str = ""


def findings(table: pd.DataFrame, broken: Broken, positions: np.ndarray, values: pd.Series) -> pd.DataFrame:
    """Return one finding per record; `until_cutoff` where the action says how the record counts.

    Args:
        table: the dataset with `source_row` and `record_key`.
        broken: the rule.
        positions: places of the records in the table.
        values: the offending value of each of them, as recorded.
    """
    text = as_text(values.reset_index(drop=True))
    stated = (f"{broken.variable} is '" + text + "'; ").fillna(f"{broken.variable} is missing; ")
    severity, action = ACTIONS[broken.on_fail]
    records = table[["source_row", "record_key"]].iloc[positions]
    return pd.DataFrame(
        {
            "severity": severity,
            "rule": broken.rule,
            "dataset": broken.dataset,
            "source_row": records["source_row"].to_numpy(),
            "record_key": records["record_key"].to_numpy(),
            "variable": broken.variable,
            "value": text,
            "message": stated + broken.expected,
            "action": f"{action}; {broken.consequence}" if broken.consequence else action,
            "until_cutoff": bool(broken.consequence),
        }
    )


def gathered(tables: Sequence[pd.DataFrame], variables: Sequence[str]) -> pd.DataFrame:
    """Return findings as one table without repeats, in the order of the variables, the rules and the file."""
    storage = {name: "Int64" if name == "source_row" else "str" for name in COLUMNS}
    empty = pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in storage.items()})
    table = pd.concat([empty, *(table.astype({"source_row": "Int64"}) for table in tables)], ignore_index=True)
    table = table.astype(storage).drop_duplicates(["rule", "source_row", "variable", "value"])
    place = table["variable"].map({name: place for place, name in enumerate(variables)})
    order = table.assign(place=place).sort_values(["place", "rule", "source_row", "value"], kind="stable").index
    return table.loc[order].reset_index(drop=True)


def record_keys(table: pd.DataFrame, key: Sequence[str]) -> pd.Series:
    """Return the key of each record as text: `USUBJID=01-701-1015, AESEQ=3`; a missing part is `(missing)`."""
    if not key:
        return pd.Series("", index=table.index, dtype="str")
    parts = [_part(table[column], f"{', ' if place else ''}{column}=") for place, column in enumerate(key)]
    # Piece by piece: parts that wait for each other would take the room of the keys twice more.
    pieces = [
        pc.binary_join_element_wise(*(part(slice(start, start + _PIECE)) for part in parts), _NOTHING)
        for start in range(0, len(table), _PIECE)
    ]
    text: pd.Series = pa.chunked_array(pieces, pa.large_string()).to_pandas()
    return text.set_axis(table.index)


def _part(values: pd.Series, name: str) -> Callable[[slice], pa.Array]:
    """Return what gives a part of the keys at places, as text after its name.

    Of numbers, days and coded text, of which there are few, each is written once.
    """
    if isinstance(values.dtype, pd.StringDtype):
        return lambda places: _text(name + values.iloc[places].fillna("(missing)"))
    if is_coded(values):
        codes, texts = values.cat.codes.to_numpy(), pd.Series(values.cat.categories, dtype="str")
    else:
        codes, distinct = pd.factorize(values)
        texts = _written(pd.Series(distinct))
    written = _text(pd.concat([name + texts, pd.Series([f"{name}(missing)"], dtype="str")]))
    # The code of a missing value is -1: the last place.
    return lambda places: written.take(pa.array(codes[places] % len(written)))


def _text(values: pd.Series) -> pa.Array:
    text = pa.array(values, pa.large_string(), from_pandas=True)
    return text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text


def _written(values: pd.Series) -> pd.Series:
    text = values.astype("str")
    if values.dtype != "float64":
        return text
    # Beyond 2**53 a float has no whole number of its own to show.
    whole = values.mod(1).eq(0) & values.abs().lt(2**53)
    return values.where(whole).astype("Int64").astype("str").where(whole, text)
