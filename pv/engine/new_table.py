"""A table of a database, made so that columns without any value take no room."""

from collections.abc import Collection

import duckdb
import pyarrow as pa
from sqlglot import exp

from pv.engine.connection import ROW_GROUP


def create_table(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """Create the table `name` with the rows of an Arrow table; a large one without room for columns without a value.

    Most datasets lack half of the columns that their contracts name. A million texts without any value are 16 MB, and a
    condition on them is looked at for each record.

    Args:
        connection: of the database.
        name: of the table, which is not there yet.
        rows: what it gets.
    """
    empty = [column for column in rows.column_names if rows[column].null_count == len(rows)]
    if len(rows) > ROW_GROUP and 0 < len(empty) < rows.num_columns:
        define_table(connection, name, connection.from_arrow(_decoded(rows.slice(0, 0))), empty)
        connection.from_arrow(_in_pieces(rows.drop_columns(empty))).insert_into(name)
    else:
        connection.from_arrow(_in_pieces(rows)).create(name)


def _decoded(rows: pa.Table) -> pa.Table:
    """Return rows whose coded texts (`pv.coded_text`) are plain: DuckDB would make a type of its own of each column."""
    kinds = [kind.value_type if pa.types.is_dictionary(kind) else kind for kind in rows.schema.types]
    return rows.cast(pa.schema(zip(rows.column_names, kinds, strict=True)))


def _in_pieces(rows: pa.Table) -> pa.Table | pa.RecordBatchReader:
    """Return rows for DuckDB; coded texts of a piece become plain when it takes the piece."""
    if not any(map(pa.types.is_dictionary, rows.schema.types)):
        return rows
    starts = range(0, len(rows), ROW_GROUP)
    pieces = (piece for start in starts for piece in _decoded(rows.slice(start, ROW_GROUP)).to_batches())
    return pa.RecordBatchReader.from_batches(_decoded(rows.slice(0, 0)).schema, pieces)


def define_table(
    connection: duckdb.DuckDBPyConnection, name: str, like: duckdb.DuckDBPyRelation, empty: Collection[str]
) -> None:
    """Create the table `name` without rows and with the columns of another; rows have no value for those in `empty`.

    Args:
        connection: of the database.
        name: of the table, which is not there yet.
        like: what has its columns, in a database of any connection.
        empty: those that are missing in every row: not stored, and left out where rows are inserted.
    """
    columns = [
        _column(column, exp.DataType.build(str(kind), dialect="duckdb"), empty=column in empty)
        for column, kind in zip(like.columns, like.types, strict=True)
    ]
    table = exp.Create(this=exp.Schema(this=exp.to_table(name), expressions=columns), kind="TABLE")
    connection.execute(table.sql(dialect="duckdb"))


def _column(name: str, kind: exp.DataType, *, empty: bool) -> exp.ColumnDef:
    """Return the definition of a column, of an empty one as what is computed to be missing."""
    nothing = exp.GeneratedAsIdentityColumnConstraint(this=True, expression=exp.cast(exp.null(), kind))
    constraints = [exp.ColumnConstraint(kind=nothing)] if empty else []
    return exp.ColumnDef(this=exp.to_identifier(name, quoted=True), kind=kind, constraints=constraints)
