"""The SQL files: what each reads, as its header says, and the order in which they run."""

import re
from functools import cache
from graphlib import TopologicalSorter
from itertools import takewhile

import sqlglot
from sqlglot import exp

from pv import resources


@cache
def references(path: str) -> frozenset[str]:
    """Return the names of the tables that a SQL file reads, as its header says.

    A test holds every header to the tables that sqlglot finds in the query: parsing a hundred files takes a second that
    no user should wait for.
    """
    reads = _header(path).partition("Reads: ")[2].partition(".")[0]
    return frozenset(name.strip() for name in reads.split(","))


@cache
def needed_rows(path: str) -> str | None:
    """Return the table without whose rows a SQL file gives none, as its header says; None where it names none.

    Most studies have no dictionary and no laboratory results: neither the checks of these need to run, nor the tables
    that they read need to be made. A test holds every header to what the query gives.
    """
    match = _WITHOUT.search(_header(path))
    return match[1] if match else None


@cache
def is_view(path: str) -> bool:
    """Return whether a SQL file becomes a view, as its header says: its rows are made when they are asked for."""
    return "Kept as a view:" in _header(path)


@cache
def is_made_by_ranges(path: str) -> bool:
    """Return whether the rows of a SQL file are made of ranges of subjects, one after the other, as its header says."""
    return "Made range by range:" in _header(path)


@cache
def is_joined_as_written(path: str) -> bool:
    """Return whether a SQL file has its tables joined in the order in which it names them, as its header says."""
    return "Joined as written:" in _header(path)


@cache
def states_order(path: str) -> bool:
    """Return whether a SQL file says in which order its rows are."""
    return re.search(r"^order by", resources.read(path), re.MULTILINE) is not None


_WITHOUT = re.compile(r"Without rows in (\w+) there is (?:nothing to find|no row)\.")


def _header(path: str) -> str:
    """Return the comment that a SQL file begins with, as one line."""
    header = takewhile(lambda line: line.startswith("--"), resources.read(path).splitlines())
    return " ".join(line.removeprefix("--").strip() for line in header)


@cache
def parse(path: str) -> exp.Expr:
    """Return the parsed SQL of a file, one tree for all who ask: who changes it takes a copy."""
    tree: exp.Expr = sqlglot.parse_one(resources.read(path), dialect="duckdb")
    return tree


@cache
def in_order(folder: str) -> tuple[str, ...]:
    """Return the SQL files of a folder, each after those whose names it reads."""
    paths = resources.files(folder, ".sql")
    graph = {stem: sorted(references(path) & paths.keys()) for stem, path in paths.items()}
    return tuple(paths[stem] for stem in TopologicalSorter(graph).static_order())
