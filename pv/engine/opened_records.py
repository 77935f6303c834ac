"""A query with parameters, asked for every value of them at once: one SQL file says what each number opens."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import duckdb
import pandas as pd
from sqlglot import exp

from pv.engine.engine import Engine
from pv.engine.frames import to_arrow, to_pandas
from pv.engine.sql_file import parse

#: Parameter -> the values of it that are asked for; every one that there is where it is not named.
Bound = Mapping[str, Sequence[str]]
NOTHING: Bound = MappingProxyType({})


@dataclass(frozen=True)
class OpenedRecords:
    """What the numbers of one kind open.

    Attributes:
        engine: the database.
        path: the SQL file: its conditions `expression = $name` say which records a number opens. Its other condition
            with a parameter, the arm, is told by the column `arm` of each record.
        key: the columns that tell the records of one number from those of another; never missing.
        apart: columns that are conditions by themselves and are left to whoever looks at the records.
        counted: a table with a row for all values of the parameters for which there are records, named as they are:
            where the database has one, no record is looked at to find which there are.
    """

    engine: Engine
    path: str
    key: tuple[str, ...]
    apart: frozenset[str] = frozenset()
    counted: str = ""

    @property
    def there(self) -> bool:
        """Return whether the database has the tables that it reads."""
        return self._reads <= set(self.engine.tables())

    def rows(
        self, bound: Bound = NOTHING, columns: Sequence[str] = (), kept: pd.DataFrame | None = None
    ) -> pd.DataFrame:
        """Return the records that any number opens, each as often as the first number that opens it has it.

        Args:
            bound: the values of parameters that are asked for.
            columns: what is asked of the records, of those that there are; all of it by default.
            kept: records whose keys are looked for; by default every record.
        """
        asked = self._asked(bound)
        parameters = [name for name in asked.named_selects if name.startswith("$")]
        rank = exp.Window(
            this=exp.DenseRank(),
            partition_by=[exp.column(name) for name in self.key],
            order=exp.Order(expressions=[exp.Ordered(this=exp.column(name, quoted=True)) for name in parameters]),
        )
        first = exp.EQ(this=rank, expression=exp.Literal.number(1))
        # By one number only there is nothing to rank.
        if not all(len(bound.get(name.removeprefix("$"), ())) == 1 for name in parameters):
            asked = exp.select("*").from_(asked.subquery("opened")).qualify(first)
        found = self._of_kept(self._run(asked), kept)
        wanted = [name for name in found.columns if name not in parameters and (name in columns or not columns)]
        return to_pandas(found.select(*map(duckdb.ColumnExpression, wanted)).to_arrow_table())

    def values(self, names: Sequence[str], bound: Bound = NOTHING) -> pd.DataFrame:
        """Return the distinct values of parameters for which there are records.

        Args:
            names: of the parameters.
            bound: the values that are asked for.
        """
        if self.counted not in self.engine.tables():
            return self._distinct(self._run(self._asked(bound)), (), names)
        rows = self.engine.relation(self.counted)
        for name, values in bound.items():
            rows = rows.filter(duckdb.ColumnExpression(name).isin(*map(duckdb.ConstantExpression, values)))
        return to_pandas(rows.select(*map(duckdb.ColumnExpression, names)).distinct().to_arrow_table())

    def of(self, kept: pd.DataFrame | None, names: Sequence[str], bound: Bound = NOTHING) -> pd.DataFrame:
        """Return the distinct values of parameters for which records are opened, beside the key of the record.

        Args:
            kept: records whose keys are looked for; None for every record.
            names: of the parameters.
            bound: the values that are asked for.
        """
        return self._distinct(self._of_kept(self._run(self._asked(bound)), kept), self.key, names)

    def _of_kept(self, rows: duckdb.DuckDBPyRelation, kept: pd.DataFrame | None) -> duckdb.DuckDBPyRelation:
        if kept is None:
            return rows
        keys = self.engine.connection.from_arrow(to_arrow(kept[[*self.key]].drop_duplicates()))
        return rows.join(keys, ", ".join(self.key), how="semi")

    def _distinct(self, relation: duckdb.DuckDBPyRelation, key: Sequence[str], names: Sequence[str]) -> pd.DataFrame:
        columns = [duckdb.ColumnExpression(name) for name in (*key, *(f"${name}" for name in names))]
        found = to_pandas(relation.select(*columns).distinct().to_arrow_table())
        return found.rename(columns={f"${name}": name for name in names})

    def _run(self, query: exp.Query) -> duckdb.DuckDBPyRelation:
        self.engine.ready(self._reads)
        return self.engine.connection.sql(query.sql(dialect="duckdb"))

    @cached_property
    def _reads(self) -> frozenset[str]:
        """Return the tables that it reads when it is asked for every number."""
        return _tables_of(self._asked(NOTHING))

    def _asked(self, bound: Bound) -> exp.Select:
        return _with_numbers(self.path, bound, self.apart)


def every_number(path: str) -> tuple[str, frozenset[str]]:
    """Return the query for the records of every number, its parameters as columns `$name`, and the tables it reads.

    Args:
        path: the SQL file that says which records a number opens.
    """
    asked = _with_numbers(path, NOTHING, frozenset())
    return asked.sql(dialect="duckdb"), _tables_of(asked)


def _tables_of(query: exp.Select) -> frozenset[str]:
    within = {expression.alias for expression in query.find_all(exp.CTE)}
    return frozenset(table.name for table in query.find_all(exp.Table)) - within


def _with_numbers(path: str, bound: Bound, apart: frozenset[str]) -> exp.Select:
    """Return the query with each parameter as a column, `$name`, in the place of its condition."""
    query = parse(path).copy()
    if not isinstance(query, exp.Select):
        raise TypeError(path)
    kept = []
    for condition in _conditions(query):
        name = _parameter(condition)
        if name is not None:
            value = condition.this.copy()
            query.select(exp.alias_(value, f"${name}", quoted=True), copy=False)
            if name in bound:
                kept.append(value.copy().isin(*bound[name]))
        elif not condition.find(exp.Placeholder) and condition.name not in apart:
            kept.append(condition)
    query.set("order", None)
    query.set("where", exp.Where(this=exp.and_(*kept)) if kept else None)
    return query


def _conditions(query: exp.Select) -> Iterable[exp.Expr]:
    where = query.args["where"].this
    return list(where.flatten()) if isinstance(where, exp.And) else [where]


def _parameter(condition: exp.Expr) -> str | None:
    """Return the name of the parameter that a condition holds a value to."""
    if isinstance(condition, exp.EQ) and isinstance(condition.expression, exp.Placeholder):
        return str(condition.expression.this)
    return None
