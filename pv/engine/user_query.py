"""Answer a user's query, or refuse it in our own words; DuckDB's, which change from version to version, follow."""

import re

import duckdb
import pandas as pd
import pyarrow as pa

from pv.engine import Engine, to_pandas
from pv.errors import InputError, Problem

NO_QUERY = "the statement is no query: it returns no rows"
CHANGES = "the statement would change a table, and a query changes none"
REACHES = "the query reaches for a file or the network, and a query reads the tables of the study alone"
NOT_SQL = "the query is not valid SQL"
NO_SUCH = "the query does not fit the tables, their columns or the functions that there are"
UNANSWERED = "the query cannot be answered"

_RIGHT = "one query, such as select * from overview"

#: Kinds of statement that change something, and that reach outside: refused before they run.
_CHANGING = frozenset({"ALTER", "CREATE", "CREATE_FUNC", "DELETE", "DROP", "INSERT", "MERGE_INTO", "UPDATE"})
_REACHING = frozenset({"ATTACH", "COPY", "COPY_DATABASE", "DETACH", "EXPORT", "EXTENSION", "LOAD"})

#: DuckDB's kind of error -> what we say of it; the first that fits.
_MEANING: tuple[tuple[type[duckdb.Error], str], ...] = (
    (duckdb.PermissionException, REACHES),
    (duckdb.ParserException, NOT_SQL),
    (duckdb.SyntaxException, NOT_SQL),
    (duckdb.CatalogException, NO_SUCH),
    (duckdb.BinderException, NO_SUCH),
    (duckdb.TransactionException, CHANGES),
)


#: What lists tables or columns: all must be there, whether the query names them or not.
_LISTING = re.compile(
    r"\b(call|desc|describe|pragma|show|summarize)\b|information_schema|duckdb_|pg_|pragma_|sqlite_", re.IGNORECASE
)


def query_study(engine: Engine, query: str) -> pd.DataFrame:
    """Return the rows of a user's query on a study's tables, which it cannot change.

    Raises:
        InputError: the query is not valid, or would change a table or read a file.
    """
    words = set(re.findall(r"\w+", query.lower()))
    engine.ready(engine.tables() if _LISTING.search(query) else words.intersection(engine.tables()))
    try:
        return rows_of(engine.connection, query, "query")
    except InputError as error:
        # A name may be put together by the query itself; and who misspells one is told the names that are near.
        if not isinstance(error.__cause__, duckdb.CatalogException):
            raise
        engine.ready(engine.tables())
        return rows_of(engine.connection, query, "query")


def rows_of(connection: duckdb.DuckDBPyConnection, query: str, place: str) -> pd.DataFrame:
    """Return the rows of one query, run in a transaction that cannot change a table.

    Raises:
        InputError: it is not one valid query, changes a table or reads a file; DuckDB's own message follows ours.
    """
    kind = ""
    try:
        statements = connection.extract_statements(query)
        if len(statements) != 1:
            raise InputError(Problem(f"{len(statements)} statements are given", place, "one query"))
        kind = statements[0].type.name
        if refusal := _refusal(statements[0]):
            raise InputError(Problem(refusal, place, _RIGHT))
        connection.execute("begin transaction read only")
        try:
            return to_pandas(connection.sql(query).to_arrow_table())
        finally:
            connection.execute("rollback")
    except (duckdb.Error, pa.ArrowException) as error:  # Arrow's: a type that no frame holds, such as a union
        raise InputError(Problem(f"{_meaning(kind, error)}: {str(error).strip()}", place)) from error


def _refusal(statement: duckdb.Statement) -> str | None:
    """Return why a statement is not even tried."""
    if statement.type.name in _REACHING:
        return REACHES
    if statement.type.name in _CHANGING:
        return CHANGES
    return None if duckdb.ExpectedResultType.QUERY_RESULT in statement.expected_result_type else NO_QUERY


def _meaning(kind: str, error: Exception) -> str:
    """Return what an error means; `explain analyze` runs its statement, whose kind only the error tells."""
    if kind == "EXPLAIN" and isinstance(error, duckdb.InvalidInputException):
        return CHANGES
    return next((words for type_, words in _MEANING if isinstance(error, type_)), UNANSWERED)
