"""The records of one dataset of one cut, with how each is used, as they are laid beside those of the other cut."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from pv.difference.as_text import Types, as_text, digest, listed, named, types_of
from pv.difference.cut import Cut
from pv.difference.expression import column, constant, function, is_value

USED, SET_ASIDE = "used", "set aside"
#: What is after the cut-off is not counted; of a subject it is the death.
AFTER, DEATH_AFTER = "after the cut-off", "death after the cut-off"
#: No variable of any dataset has these names.
_USE, _LATE, _LATE_ROW = "pv_safety_use", "pv_safety_late", "pv_safety_late_row"


@dataclass(frozen=True, eq=False)
class Side:
    """The records of one dataset of one cut, those that are set aside too.

    Attributes:
        cut: the data cut.
        dataset: its name.
        rows: the records, with how they are used.
        types: the columns that the file has or that have a value, with their types.
    """

    cut: Cut
    dataset: str
    rows: duckdb.DuckDBPyRelation
    types: Types

    def told(self, key: Collection[str], content: Collection[str], other: Types) -> duckdb.DuckDBPyRelation:
        """Return for each record what it is told by and compared by.

        Args:
            key: columns that tell one record from another.
            content: columns in which a record may differ from itself.
            other: the types of both in the other cut.
        """
        compared = [*self._texts(content, other).values()]
        return self.rows.select(
            constant(self.dataset).alias("dataset"),
            column("source_row").alias("row_id"),
            (named(self._texts(key, other)) if key else constant("")).alias("match_key"),
            column("record_key"),
            (digest(compared) if compared else constant("")).alias("digest"),
            column(_USE).alias("use"),
        )

    def values(self, content: Collection[str], other: Types, rows: pa.Table) -> duckdb.DuckDBPyRelation:
        """Return the texts of some records, told by their rows, as lists."""
        texts = listed([*self._texts(content, other).values()])
        asked = self.cut.connection.from_arrow(rows)
        found = self.rows.join(asked, column("source_row") == column("asked_row"), how="semi")
        return found.select(
            constant(self.dataset).alias("dataset"), column("source_row").alias("row_id"), texts.alias("texts")
        )

    def _texts(self, names: Collection[str], other: Types) -> Mapping[str, duckdb.Expression]:
        return {name: as_text(name, self.types[name], other[name]) for name in names}


def side_of(cut: Cut, dataset: str) -> Side:
    """Return the records of a dataset of a cut, which has the dataset."""
    rows = _with_use(cut, dataset)
    names = cut.relation(dataset).columns
    counts = [function("count", column(name)) for name in names]
    filled = dict(zip(names, rows.aggregate(counts).fetchall()[0], strict=True))
    collected = cut.relation("collected").filter(is_value("dataset", dataset)).filter(column("present"))
    present = {name for (name,) in collected.select("variable").fetchall()}
    types = types_of(rows)
    return Side(
        cut, dataset, rows, {name: types[name] for name in names if name in types and (name in present or filled[name])}
    )


def _with_use(cut: Cut, dataset: str) -> duckdb.DuckDBPyRelation:
    """Return the records with how they are used: what is set aside or after the cut-off is not counted."""
    records = cut.relation(dataset)
    names = [column(name) for name in records.columns]
    after = cut.relation("after_cutoff").filter(is_value("dataset", dataset))
    said = constant(DEATH_AFTER if dataset == "adsl" else AFTER)
    late = after.select(column("source_row").alias(_LATE_ROW), said.alias(_LATE)).distinct()
    joined = records.join(late, column("source_row") == column(_LATE_ROW), how="left")
    used = joined.select(*names, duckdb.CoalesceOperator(column(_LATE), constant(USED)).alias(_USE))
    if f"{dataset}_set_aside" not in cut.tables:
        return used
    return used.union(cut.relation(f"{dataset}_set_aside").select(*names, constant(SET_ASIDE).alias(_USE)))
