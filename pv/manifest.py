"""What a result was made from: inputs, SQL files, settings and software, each with its SHA-256 or version."""

import os
from collections.abc import Iterable, Mapping
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version

import pandas as pd

from pv import resources
from pv.load import Dataset
from pv.study.setting.definition import Definition

#: The packages that a number passes through.
PACKAGES = ("duckdb", "numpy", "pandas", "pandera", "pyarrow", "pyreadstat", "scipy", "sqlglot", "altair")


def manifest(
    definition: Definition,
    datasets: Mapping[str, Dataset],
    sql: Iterable[str],
    dictionaries: Mapping[Path, str],
    software: Mapping[str, str],
) -> pd.DataFrame:
    """Return one row per thing the results depend on: kind, name, value. Nothing here reads a clock.

    Args:
        definition: the study file.
        datasets: what was read.
        sql: paths of the SQL files that ran.
        dictionaries: SHA-256 of each file of a dictionary or of queries.
        software: versions of what the tables are derived with, where that is not DuckDB alone.
    """
    rows = [("study file", definition.path.name, _digest(definition.content.text))]
    rows += [
        ("input", f"{name} ({dataset.format}, {len(dataset.frame)} rows)", dataset.sha256 or "a frame, not a file")
        for name, dataset in datasets.items()
    ]
    # Named from the study file, so that a manifest is the same wherever the study is.
    rows += [
        ("dictionary", Path(os.path.relpath(path, definition.folder)).as_posix(), digest)
        for path, digest in sorted(dictionaries.items())
    ]
    rows += [("SQL", path, _digest(resources.read(path))) for path in sorted(sql)]
    rows += [("software", "pv-safety", own_version()), ("software", "python", python_version())]
    rows += [("software", package, version(package)) for package in PACKAGES]
    rows += [("software", name, version_of) for name, version_of in software.items()]
    return pd.DataFrame(rows, columns=["kind", "name", "value"])


def own_version() -> str:
    """Return the version of the installed distribution."""
    try:
        return version("pv-safety")
    except PackageNotFoundError:
        return "not installed"


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
