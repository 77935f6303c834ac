"""What differs between two data cuts, as tables and in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from dataclasses import fields as dataclass_fields
from types import MappingProxyType
from typing import Any

import pandas as pd

from pv.difference.no_common_subject import NO_COMMON_SUBJECT, no_common_subject

#: What is said of a result table of whose cells no records are known.
OPENS_NONE = "the records behind its cells are not listed"

#: Contract in `schemas/difference` -> the table that it describes, which displays read.
SHOWN: Mapping[str, str] = MappingProxyType(
    {
        "changed_dataset": "datasets",
        "changed_field": "fields",
        "changed_overview": "overview",
        "changed_setting": "settings",
        "moved_count": "counts",
        "moved_table": "tables",
        "newly_counted": "newly_counted",
    }
)
#: What is no table of a comparison.
_NO_TABLES = frozenset({"old", "new", "beside", "population"})
#: What columns are called in a comparison, by their names in SQL.
SAID: Mapping[str, str] = MappingProxyType(
    {"table_name": "table", "row_key": "row", "old_value": "old", "new_value": "new"}
)


@dataclass(frozen=True, eq=False)
class Difference:
    """What differs between two data cuts.

    Attributes:
        old: what the old cut was called.
        new: what the new one was called.
        datasets: how many records of each dataset are new (`added`), gone and changed; of the changed ones how many in
            the coding (`recoded`), in a grade (`regraded`), in whether they are counted (`used_otherwise`); and the
            columns that tell one record from another.
        records: every record that is new, gone or changed, with its key and its row in the file of either cut.
        fields: every field of a changed record: its value in either cut; how it is used is the variable '(use)'.
        tables: how many cells of each result table moved, and what its numbers open.
        cells: every cell that moved: table, row, column, value in either cut, and the number that opens its records.
        moved_by: the records that moved a number, by `opens`, `number` and arm: those that entered or left it, and
            those that stayed and have changed. A comparison has the records of its arm and of its comparator.
        alone: columns and result tables that one cut alone has.
        settings: what the study files say otherwise, of what the results read.
        overview: the items of the overview that moved.
        newly_counted: deaths, and serious and fatal events, that the old cut does not count in any arm.
        counts: the numbers of subjects that moved, with the first of the records that moved each.
        beside: what a page needs of the new cut to be read: study, arms, dictionaries.
        population: what the analysed population of the new cut is called.
    """

    old: str
    new: str
    datasets: pd.DataFrame
    records: pd.DataFrame
    fields: pd.DataFrame
    tables: pd.DataFrame
    cells: pd.DataFrame
    moved_by: pd.DataFrame
    alone: pd.DataFrame
    settings: pd.DataFrame
    overview: pd.DataFrame
    newly_counted: pd.DataFrame
    counts: pd.DataFrame
    beside: Mapping[str, pd.DataFrame] = field(default_factory=dict, repr=False)
    population: str = ""

    @property
    def nothing(self) -> bool:
        """Whether nothing differs: no record, no cell, no column, no setting."""
        return all(one.empty for one in (self.records, self.cells, self.alone, self.settings))

    @property
    def frames(self) -> Mapping[str, pd.DataFrame]:
        """Every table, by its name."""
        names = [one.name for one in dataclass_fields(self) if one.name not in _NO_TABLES]
        return {name: getattr(self, name) for name in names}

    @property
    def shown(self) -> Mapping[str, pd.DataFrame]:
        """The tables that displays read, by the names of their contracts."""
        in_sql = {said: name for name, said in SAID.items()}
        return {name: self.frames[frame].rename(columns=in_sql) for name, frame in SHOWN.items()}

    def records_of(self, cell: Mapping[Any, Any]) -> pd.DataFrame:
        """Return the records that moved a cell, those of its arm and of its comparator; none where it opens none.

        Args:
            cell: a row of `cells`.
        """
        arms = {cell["arm"], cell["comparator"]}
        found = self.moved_by
        of_number = (found["opens"] == cell["opens"]) & (found["number"] == cell["number"]) & found["arm"].isin(arms)
        of_cell: pd.DataFrame = found[of_number].reset_index(drop=True)
        return of_cell

    def __str__(self) -> str:
        """Return a summary."""
        return "\n".join(_lines(self))


def _lines(found: Difference) -> Iterator[str]:
    yield f"old: {found.old}"
    yield f"new: {found.new}"
    if found.nothing:
        yield "Nothing differs."
        return
    yield from _of_settings(found.settings)
    yield from _of_datasets(found.datasets)
    yield from _of_alone(found.alone)
    yield from _of_tables(found.tables)


def _of_settings(settings: pd.DataFrame) -> Iterator[str]:
    if len(settings):
        yield ""
    for row in _rows(settings):
        old, new = ("none" if pd.isna(text) else text for text in (row.old, row.new))
        yield f"Study file: {row.setting} {old}, now {new}"


def _of_datasets(datasets: pd.DataFrame) -> Iterator[str]:
    yield ""
    yield "records:"
    width = datasets["dataset"].str.len().max()
    for row in _rows(datasets):
        parts = [f"{row.added:,} new", f"{row.gone:,} gone", f"{row.changed:,} changed"]
        in_what = {"recoded": row.recoded, "regraded": row.regraded, "used otherwise": row.used_otherwise}
        of_changed = ", ".join(f"{count:,} {what}" for what, count in in_what.items() if count)
        more = f" ({of_changed})" if of_changed else ""
        sizes = f"{row.old_records:,} -> {row.new_records:,}"
        yield f"  {row.dataset:<{width}}  {sizes}: {', '.join(parts)}{more}; told apart by {row.matched_by}"
    if no_common_subject(datasets):
        yield f"  {NO_COMMON_SUBJECT}"


def _of_alone(alone: pd.DataFrame) -> Iterator[str]:
    if len(alone):
        yield ""
    for row in _rows(alone):
        what = f"the table {row.table}" if pd.isna(row.column) else f"the column {row.column} of {row.table}"
        yield f"only in the {row.cut} cut: {what}"


def _of_tables(tables: pd.DataFrame) -> Iterator[str]:
    moved = tables[tables[["moved", "new_rows", "gone_rows"]].any(axis=1)]
    yield ""
    yield f"result tables: {len(moved)} of {len(tables)} moved"
    width = moved["table"].str.len().max() if len(moved) else 0
    for row in _rows(moved):
        counts = (row.moved, "cell", "moved"), (row.new_rows, "row", "new"), (row.gone_rows, "row", "gone")
        parts = ", ".join(f"{count:,} {what}{'s' * (count > 1)} {how}" for count, what, how in counts if count)
        opens = f"; {OPENS_NONE}" if pd.isna(row.opens) else ""
        yield f"  {row.table:<{width}}  {parts}{opens}"


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    return frame.itertuples(index=False)
