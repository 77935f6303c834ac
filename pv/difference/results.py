"""Lay the rows of a result table of both cuts side by side: which cells moved."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from string import Formatter

import duckdb

from pv.contract.grain import grain
from pv.difference.as_text import Types, as_text, listed, named, types_of
from pv.difference.bench import Bench
from pv.difference.cut import Cut
from pv.difference.expression import column, constant, function
from pv.difference.numbers import DEATH, Parameters, kinds_of
from pv.difference.records import compared_columns

#: What tells the records of a listing where its contract has the row of the file, which moves from cut to cut.
_OF_RECORD = ("USUBJID", "AESEQ")
_ROW = "source_row"


def compare_results(bench: Bench, old: Cut, new: Cut, table: str) -> None:
    """Add the cells of a result table, which both cuts have, that moved."""
    rows = {"old": old.relation(table), "new": new.relation(table)}
    if not any(map(len, rows.values())):
        return
    types = {name: types_of(of_cut) for name, of_cut in rows.items()}
    common = [name for name in types["new"] if name in types["old"] and name != _ROW]
    key = [name for name in _key(table) if name in common]
    for name, other in (("old", types["new"]), ("new", types["old"])):
        texts = {one: as_text(one, types[name][one], other[one]) for one in common}
        parts = [_Part(table, part, opened).told(key, texts) for part, opened in _by_kind(rows[name], table)]
        bench.lay(f"{name}_result", reduce(duckdb.DuckDBPyRelation.union, parts))
    bench.lay_frame("compared_column", compared_columns([name for name in common if name not in key]))
    bench.derive("moved_cell", add=True)


def columns_of_one_result(old: Cut, new: Cut, table: str) -> Iterator[tuple[str, str, str]]:
    """Yield (table, column, 'old' or 'new') of the columns of a result table that one cut alone has."""
    types: Mapping[str, Types] = {"old": types_of(old.relation(table)), "new": types_of(new.relation(table))}
    for cut, other in (("old", "new"), ("new", "old")):
        yield from ((table, name, cut) for name in types[cut] if name not in types[other])


def _key(table: str) -> list[str]:
    key = grain(table)
    return [*_OF_RECORD, *(name for name in key if name not in {_ROW, *_OF_RECORD})] if _ROW in key else key


def _by_kind(
    rows: duckdb.DuckDBPyRelation, table: str
) -> list[tuple[duckdb.DuckDBPyRelation, tuple[str, Parameters] | None]]:
    """Return the rows with the kind of their numbers: those of deaths apart from those of events."""
    kinds = kinds_of(table)
    if len(kinds) < 2:  # noqa: PLR2004  # one kind, or none
        return [(rows, next(iter(kinds.items()), None))]
    of_death = function("starts_with", column("item"), constant(DEATH))
    return [
        (rows.filter(of_death if name == "deaths" else ~of_death), (name, parameters))
        for name, parameters in kinds.items()
    ]


@dataclass(frozen=True, eq=False)
class _Part:
    """The rows of a result table whose numbers are of one kind.

    Attributes:
        table: its name.
        rows: the rows.
        opened: the kind and its parameters; None where the numbers open no records.
    """

    table: str
    rows: duckdb.DuckDBPyRelation
    opened: tuple[str, Parameters] | None

    def told(self, key: Sequence[str], texts: Mapping[str, duckdb.Expression]) -> duckdb.DuckDBPyRelation:
        """Return for each row its key, the texts of its other cells, and the number that opens its records."""
        nothing = constant(None).cast("VARCHAR")
        kind, number = nothing, nothing
        if self.opened:
            name, parameters = self.opened
            kind = constant(name)
            number = named({one: _parameter(parameters[one], texts) for one in sorted(parameters)})
        return self.rows.select(
            constant(self.table).alias("table_name"),
            named({name: texts[name] for name in key}).alias("row_key"),
            listed([text for name, text in texts.items() if name not in key]).alias("texts"),
            kind.alias("opens"),
            number.alias("number"),
            *(texts.get(name, nothing).alias(name) for name in ("arm", "comparator")),
        )


def _parameter(pattern: str, texts: Mapping[str, duckdb.Expression]) -> duckdb.Expression:
    """Return a text with columns in the places of the names in braces."""
    parts = [
        part
        for literal, name, _, _ in Formatter().parse(pattern)
        for part in ([constant(literal)] if literal else []) + ([texts[name]] if name else [])
    ]
    return function("concat", *parts)


def results_of_both(old: Cut, new: Cut) -> tuple[list[str], Collection[tuple[str, str]]]:
    """Return the result tables that both cuts have, and (table, 'old' or 'new') of those that one alone has."""
    both = [name for name in new.results() if name in old.tables]
    alone = [(name, "new") for name in new.results() if name not in both]
    return both, sorted([*alone, *((name, "old") for name in old.results() if name not in both)])
