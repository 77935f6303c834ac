"""Which files the datasets of a study are read from, told before any of them is read."""

from collections.abc import Iterator
from pathlib import Path

from pv.contract.datasets import names
from pv.errors import InputError
from pv.load import list_datasets
from pv.study.input.inputs import data_folder
from pv.study.input.standard import laboratory_parts, standard_of
from pv.study.setting.definition import Definition


def data_files(definition: Definition) -> tuple[Path, ...]:
    """Return the files of the datasets that are there; none where the folder cannot be read."""
    try:
        return tuple(path for path in _data_files(definition) if path.is_file())
    except (InputError, OSError):  # reading them will say what is wrong
        return ()


def _data_files(definition: Definition) -> Iterator[Path]:
    data, folder = definition.settings.data, data_folder(definition)
    there = list_datasets(folder) if folder.is_dir() else {}
    for name in names(standard_of(data, folder)):
        named: str | tuple[str, ...] | list[str] | None = getattr(data, name)
        if named is not None:
            yield from (folder / file for file in ([named] if isinstance(named, str) else named))
        else:
            yield from (there[part] for part in (laboratory_parts(there) if name == "lb" else [name]) if part in there)
