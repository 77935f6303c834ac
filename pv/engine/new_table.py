"""A table of a database, made of the rows of an Arrow table."""

import duckdb
import pyarrow as pa
from sqlglot import exp

from pv.engine.connection import ROW_GROUP


def create_table(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """Create the table `name` with these rows.

    Most datasets lack half of the columns that their contracts name. Of a large one DuckDB keeps only that such a
    column has no value: a million texts without any are 16 MB, and a condition on them is looked at for each record.

    Args:
        connection: of the database.
        name: of the table, which is not there yet.
        rows: what it gets.
    """
    empty = [field for field in rows.column_names if rows[field].null_count == len(rows)]
    if len(rows) <= ROW_GROUP or not empty or len(empty) == rows.num_columns:
        connection.from_arrow(rows).create(name)
        return
    header = connection.from_arrow(rows.slice(0, 0))
    columns = [
        _column(column, exp.DataType.build(str(kind), dialect="duckdb"), empty=column in empty)
        for column, kind in zip(header.columns, header.types, strict=True)
    ]
    table = exp.Create(this=exp.Schema(this=exp.to_table(name), expressions=columns), kind="TABLE")
    connection.execute(table.sql(dialect="duckdb"))
    connection.from_arrow(rows.drop_columns(empty)).insert_into(name)


def _column(name: str, kind: exp.DataType, *, empty: bool) -> exp.ColumnDef:
    """Return the definition of a column, of an empty one as what is computed to be missing."""
    nothing = exp.GeneratedAsIdentityColumnConstraint(this=True, expression=exp.cast(exp.null(), kind))
    constraints = [exp.ColumnConstraint(kind=nothing)] if empty else []
    return exp.ColumnDef(this=exp.to_identifier(name, quoted=True), kind=kind, constraints=constraints)
