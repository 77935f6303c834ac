"""Datasets in a folder that has a URL (s3a:, abfss:, file:), copied by Spark to where every other step finds them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

from pv.engine import Engine
from pv.errors import InputError, Problem, SettingError
from pv.study.setting.data_settings import DataPart, Dataset
from pv.study.setting.definition import Definition

#: A scheme; of one letter it is a drive of Windows.
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")


def has_url(definition: Definition) -> bool:
    """Return whether the data of a study are in a folder that has a URL."""
    return _SCHEME.match(definition.settings.data.folder) is not None


@contextmanager
def at_hand(definition: Definition, engine: Engine) -> Iterator[Definition]:
    """Give the study file with a folder of this machine for its data, as long as they are read.

    Args:
        definition: the study file.
        engine: what reads Parquet at a URL.

    Raises:
        SettingError: the engine reads no URL.
        InputError: a file that the study file names is not there, or cannot be read.
    """
    if not has_url(definition):
        yield definition
        return
    data = definition.settings.data
    if engine.copy_parquet is None:
        right = "--engine spark, or a folder of this machine"
        raise SettingError(Problem(f"{data.folder!r} is a URL, which Spark alone reads", "key data.folder", right))
    with TemporaryDirectory(prefix="pv-safety-") as folder:
        for file, named in _files(data).items():
            if not engine.copy_parquet(f"{data.folder.rstrip('/')}/{file}", Path(folder, file)) and named:
                raise InputError(Problem("there is no such Parquet file", f"{data.folder}/{file}"))
        here = data.model_copy(update={"folder": folder})
        yield replace(definition, settings=definition.settings.model_copy(update={"data": here}))


def _files(data: DataPart) -> dict[str, bool]:
    """Return the files that there may be, each with whether the study file names it."""
    files: dict[str, bool] = {}
    for name in get_args(Dataset):
        named = getattr(data, name)
        if named is None:
            files.setdefault(f"{name}.parquet", False)
        else:
            files |= dict.fromkeys([named] if isinstance(named, str) else named, True)
    return files
