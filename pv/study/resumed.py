"""What the tables of a study are made from, as digests, and what has to be kept to go on from its finished checks."""

import os
from collections.abc import Iterator, Mapping
from hashlib import file_digest, sha256
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from typing import Any

import pandas as pd

from pv import resources
from pv.engine import Engine, in_order
from pv.load import Dataset
from pv.load.find import dataset_files
from pv.study.built import Built
from pv.study.input.data_files import data_files
from pv.study.input.inputs import data_folder
from pv.study.setting.definition import Definition
from pv.study.terminology.dictionaries import Dictionaries

PROGRAM, STUDY_FILE, CHOICES = "the program", "the study file", "an option"

#: The packages that a number passes through.
_PACKAGES = ("duckdb", "numpy", "pandas", "pandera", "pyarrow", "pydantic", "pyreadstat", "scipy", "sqlglot")

#: What the files of the program end with.
_SOURCES = frozenset({".py", ".sql", ".yaml", ".toml", ".csv"})


def made_from(definition: Definition, listed: int | None) -> dict[str, str]:
    """Return name -> digest of all that the tables of a study depend on: program, study file, options, every file.

    The files are more than those that are read: those of the folder that are not read are named in the report.

    Args:
        definition: the study file.
        listed: how many findings of a rule in a dataset are listed.
    """
    files = {str(path.resolve()): path for path in _files(definition)}
    return {
        PROGRAM: _program(),
        STUDY_FILE: sha256(f"{definition.path.resolve()}\n{definition.content.text}".encode()).hexdigest(),
        CHOICES: f"findings listed: {listed}",
        **{name: _digest(path) for name, path in sorted(files.items())},
    }


def _program() -> str:
    """Return the digest of the program: its own files, and the versions of what it is made of."""
    found = sha256(python_version().encode())
    for package in _PACKAGES:
        found.update(f"{package} {version(package)}\n".encode())
    own = Path(resources.__file__).parent
    roots = [own, *(resources.ROOT / name for name in ("schemas", "sql", "reports"))]
    for root in roots:
        for path in sorted(path for path in root.rglob("*") if path.suffix in _SOURCES):
            found.update(f"{path.relative_to(root).as_posix()}\n".encode())
            found.update(path.read_bytes())
    return found.hexdigest()


def _files(definition: Definition) -> Iterator[Path]:
    """Yield every file that the tables may depend on."""
    settings, folder = definition.settings, data_folder(definition)
    yield from data_files(definition)
    if folder.is_dir():
        yield from dataset_files(folder)
    for named in (settings.dictionary.meddra_folder, settings.dictionary.meddra_next_folder):
        if named is not None:
            yield from (path for path in (definition.folder / named).glob("*") if path.is_file())
    for file in (settings.dictionary.queries, settings.study.facts):
        if file is not None and (definition.folder / file).is_file():
            yield definition.folder / file


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def state_of(built: Built, digests: Mapping[str, str]) -> dict[str, Any] | None:
    """Return what has to be kept beside the tables; None where what was read is not what was digested before.

    Then nothing of this run is used by another.

    Args:
        built: the study, its checks finished.
        digests: as `made_from` gave them before anything was read.
    """
    read = {str(Path(one.source).resolve()): one.sha256 for one in built.datasets.values() if one.sha256}
    read |= {str(path.resolve()): digest for path, digest in built.dictionaries.sha256.items()}
    if any(digests.get(name) != digest for name, digest in read.items()):
        return None
    return {
        "datasets": {
            name: [one.source, one.sha256, one.format, len(one.frame)] for name, one in built.datasets.items()
        },
        "files": [os.fspath(path) for path in built.files],
        "dictionaries": {os.fspath(path): digest for path, digest in built.dictionaries.sha256.items()},
        "sdtm": built.sdtm,
        "ranges": built.engine.ranges,
        "inner": sorted(built.engine.inner),
    }


def resumed(definition: Definition, engine: Engine, state: Mapping[str, Any]) -> Built:
    """Return a study whose checks an earlier run has finished: its tables are in the database.

    Args:
        definition: the study file.
        engine: the database.
        state: what `state_of` gave.
    """
    datasets = {
        name: Dataset(name, source, pd.DataFrame(index=range(rows)), {}, "", "", digest, format_)
        for name, (source, digest, format_, rows) in state["datasets"].items()
    }
    engine.ranges = state["ranges"]
    engine.keep_inner(*state["inner"])
    engine.plan(in_order("sql/check/finding"))
    derived = engine.plan(in_order("sql/derive"))
    dictionaries = Dictionaries(sha256={Path(path): digest for path, digest in state["dictionaries"].items()})
    files = tuple(map(Path, state["files"]))
    return Built(definition, engine, datasets, derived, files, dictionaries, sdtm=state["sdtm"])
