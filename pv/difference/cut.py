"""One data cut as a comparison reads it: the tables of an opened study, or those of a DuckDB file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import duckdb

from pv import resources
from pv.difference.numbers import KINDS
from pv.engine.opened_records import every_number
from pv.errors import InputError, Problem
from pv.study.catalogue import RECONCILIATION, measures

#: What a comparison reads beside datasets, results and what numbers open.
_READ = frozenset(
    {
        *("adae", "adlb", "adsl", "adjudication", "after_cutoff", "collected", "finding_count", "incidence"),
        *("arm", "arm_member", "category", "category_condition", "study"),
    }
)


@dataclass(frozen=True, eq=False)
class Cut:
    """One of two data cuts that are compared.

    Attributes:
        name: what the user calls it: a path, or the name of a study.
        connection: to the database with its tables.
        tables: the names of the tables.
        ready: makes tables that are planned and not made yet.
        population: what the analysed population is called; a file does not say it.
    """

    name: str
    connection: duckdb.DuckDBPyConnection
    tables: frozenset[str]
    ready: Callable[[Iterable[str]], object] = list
    population: str = "as the study file says"

    def relation(self, name: str) -> duckdb.DuckDBPyRelation:
        """Return the rows of a table."""
        self.ready([name])
        return self.connection.table(name)

    def datasets(self) -> list[str]:
        """Return the names of the datasets, sorted."""
        return sorted(self.tables & resources.files("schemas/input", ".yaml").keys())

    def results(self) -> list[str]:
        """Return the names of the result tables, sorted."""
        return sorted(self.tables & {*measures(), RECONCILIATION})

    def opened(self, path: str) -> duckdb.DuckDBPyRelation:
        """Return the records that the numbers of one kind open, with each number beside them.

        Args:
            path: of the SQL file that says what such a number opens; its parameters become the columns `$name`.
        """
        query, reads = every_number(path)
        self.ready(reads)
        return self.connection.sql(query)


def require_study(cut: Cut) -> None:
    """Raise where tables are not those of a study.

    Raises:
        InputError: one that every study has is not there.
    """
    opened = frozenset[str]().union(*(every_number(kind.query)[1] for kind in KINDS.values()))
    if lacking := sorted((_READ | opened) - cut.tables):
        more = f" and {len(lacking) - 1} more" if len(lacking) > 1 else ""
        message = f"is not the database of a study of this version: there is no table {lacking[0]}{more}"
        raise InputError(Problem(message, cut.name, "a file that `pv-safety build` wrote, or a study"))
