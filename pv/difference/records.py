"""Lay the records of a dataset of both cuts side by side: which is new, gone or changed, field by field."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import pandas as pd
import pyarrow as pa

from pv.contract.schema import read_contract
from pv.difference.bench import Bench
from pv.difference.cut import Cut
from pv.difference.expression import column, is_value
from pv.difference.side import Side, side_of

#: What a dictionary says of a term, and what grades it, by the names of SDTM and ADaM.
CODED = frozenset(
    {
        *("AELLT", "AELLTCD", "AEDECOD", "AEPTCD", "AEHLT", "AEHLTCD", "AEHLGT", "AEHLGTCD"),
        *("AEBODSYS", "AEBDSYCD", "AESOC", "AESOCCD"),
    }
)
GRADED = frozenset(
    {
        *("AETOXGR", "AETOXGRN", "AESEV", "AESEVN", "AEITOXGR", "AEITSEV", "ATOXGR", "ATOXGRN", "ATOXGRL", "ATOXGRH"),
        *("ADJGR", "INVGR"),
    }
)
#: How records without a key are told from one another.
WHOLE = "the whole record"
#: Where the source does not number its events, the number is the row of the file: it tells nothing.
_NUMBER, _NUMBERED = "AESEQ", "event_numbered"


@dataclass(frozen=True)
class Compared:
    """How a dataset was compared.

    Attributes:
        told_by: what tells one record from another.
        alone: (column, 'old' or 'new') of the columns that one cut alone has; none where one has no records.
    """

    told_by: str
    alone: tuple[tuple[str, str], ...]


def compare_records(bench: Bench, old: Cut, new: Cut, dataset: str) -> Compared:
    """Add what differs between the records of a dataset, which both cuts have."""
    sides = {"old": side_of(old, dataset), "new": side_of(new, dataset)}
    key, content = _key(sides["old"], sides["new"])
    types = {"old": sides["new"].types, "new": sides["old"].types}
    for name, side in sides.items():
        bench.lay(f"{name}_record", side.told(key, content, types[name]))
    bench.derive("record_pair", add=True)
    bench.lay_frame("compared_column", compared_columns(content))
    pairs = bench.rows("record_pair").filter(is_value("dataset", dataset)).filter(is_value("change", "changed"))
    for name, side in sides.items():
        bench.lay(f"{name}_value", side.values(content, types[name], rows_of(pairs, name)))
    bench.derive("changed_field", add=True)
    whole = all(len(bench.rows(f"{name}_record")) for name in sides)
    alone = [
        (column_name, name)
        for name, side in sides.items()
        for column_name in side.types
        if column_name not in types[name]
    ]
    return Compared(", ".join(key) or WHOLE, tuple(alone) if whole else ())


def rows_of(records: duckdb.DuckDBPyRelation, cut: str) -> pa.Table:
    """Return the rows that records have in the files of one cut, as `asked_row`, to look for them there."""
    return records.select(column(f"{cut}_row").alias("asked_row")).to_arrow_table()


def compared_columns(names: Sequence[str]) -> pd.DataFrame:
    """Return the columns that are compared, with their places from 1."""
    return pd.DataFrame(
        {
            "place": pd.array(range(1, 1 + len(names)), dtype="int64"),
            "name": pd.array(names, dtype="str"),
            "coded": pd.array([name in CODED for name in names], dtype="bool"),
            "graded": pd.array([name in GRADED for name in names], dtype="bool"),
        }
    )


def _key(old: Side, new: Side) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the columns that tell records from one another, and those in which they may differ."""
    common = tuple(name for name in new.types if name in old.types)
    if _numbered(old) or _numbered(new):
        return (), tuple(name for name in common if name != _NUMBER)
    contract = read_contract(new.dataset)
    key = tuple(name for name in contract.key if name in common)
    needed = {name for name in contract.key if name in contract.required}
    if not key or not needed <= {*key}:
        return (), common
    return key, tuple(name for name in common if name not in key)


def _numbered(side: Side) -> bool:
    """Return whether the events of a cut are numbered by their rows."""
    counts = side.cut.relation("finding_count")
    return bool(len(counts.filter(is_value("dataset", side.dataset)).filter(is_value("rule", _NUMBERED))))
