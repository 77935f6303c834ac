"""A data cut in a DuckDB file that `pv-safety build` wrote."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

from pv.difference.cut import Cut
from pv.engine import Limits
from pv.engine.database_file import opened_file

_TABLES = "select table_name from information_schema.tables"


@contextmanager
def cut_of_file(path: Path, limits: Limits) -> Iterator[Cut]:
    """Give the cut in a file, open for reading only inside the block.

    Args:
        path: the file.
        limits: what reading it may take.

    Raises:
        InputError: the file cannot be opened, or is not one of a study.
    """
    folder = limits.folder()
    try:
        with opened_file(path, {"temp_directory": str(folder), **limits.of_database}) as connection:
            tables = frozenset(str(name) for (name,) in connection.execute(_TABLES).fetchall())
            yield Cut(str(path), connection, tables)
    finally:
        rmtree(folder, ignore_errors=True)
