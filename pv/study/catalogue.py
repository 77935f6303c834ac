"""What tables a study has and what SQL makes them."""

from collections.abc import Sequence
from pathlib import Path

from pv import contract
from pv.engine import Engine, in_order

SQL_FOLDERS = ("sql/check/reject", "sql/derive", "sql/check/review", "sql/measure")
KINDS = ("result", "derived", "input")


def sql_files() -> list[str]:
    """Return the paths of all SQL files that a study runs, in the order in which they run."""
    return [path for folder in SQL_FOLDERS for path in in_order(folder)]


def measures() -> list[str]:
    """Return the names of the result tables, each after those it reads."""
    return [Path(path).stem for path in in_order("sql/measure")]


def catalogue(engine: Engine, derived: Sequence[str]) -> dict[str, str]:
    """Return each table of the database with its kind: the results, then the derived, then the inputs; by name."""
    kinds = dict.fromkeys(measures(), "result") | dict.fromkeys(derived, "derived")
    names = engine.tables()
    return {name: kind for kind in KINDS for name in names if kinds.get(name, "input") == kind}


def description(name: str) -> tuple[str, dict[str, str]]:
    """Return what a table is, and what each of its columns is."""
    if name.endswith("_set_aside"):
        text, columns = contract.describe(name.removesuffix("_set_aside"))
        return f"Records that were set aside. {text}", columns
    return contract.describe(name)
