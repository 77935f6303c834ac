"""Where in a folder a dataset is."""

from collections.abc import Collection
from pathlib import Path

from pv.errors import InputError, Problem, nearest
from pv.load.signature import SUFFIXES

_PREFERENCE = tuple(SUFFIXES)
#: Folders that a message names.
_SHOWN = 3


def find_dataset(folder: str | Path, name: str) -> Path:
    """Return the path of the file in `folder` whose stem is `name`, whatever the case, with a known suffix.

    Raises:
        InputError: there is none, there is more than one, or the folder cannot be read.
    """
    files = dataset_files(Path(folder))
    found = [path for path in files if path.stem.lower() == name.lower()]
    if len(found) == 1:
        return found[0]
    if found:
        both = " and ".join(path.name for path in found)
        right = "keep one, or name the file in study.toml"
        raise InputError(Problem(f"dataset {name!r} is present more than once: {both}", str(folder), right))
    suffixes = ", ".join(SUFFIXES)
    near = (
        nearest(name.lower(), {path.stem.lower() for path in files}) if files else "the folder has no such file at all"
    )
    hint = below_hint(Path(folder), [name.lower()]) or near
    raise InputError(Problem(f"no dataset {name!r} with a suffix of {suffixes}", str(folder), hint))


def list_datasets(folder: str | Path) -> dict[str, Path]:
    """Return dataset name in lower case to its file, sorted by name.

    Where a folder holds a dataset in several formats the transport file comes first (then SAS7BDAT, Dataset-JSON,
    Parquet, CSV); `find_dataset` refuses to choose, so a list that is kept has to keep the paths.

    Raises:
        InputError: the folder cannot be read.
    """
    files = dataset_files(Path(folder))
    preferred_last = sorted(files, key=lambda path: _PREFERENCE.index(path.suffix.lower()), reverse=True)
    return dict(sorted({path.stem.lower(): path for path in preferred_last}.items()))


def below_hint(folder: Path, names: Collection[str]) -> str:
    """Return that datasets of these names are in folders below, up to two deep, or '' where none is."""
    below = [
        sub
        for sub in sorted([*folder.glob("*/"), *folder.glob("*/*/")])
        if sub.is_dir() and not any(part.startswith(".") for part in sub.relative_to(folder).parts)
    ]
    found = [sub for sub in below if _holds(sub, names)]
    if not found:
        return ""
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return f"{' or '.join(name.upper() for name in names)} is in {', '.join(map(str, found[:_SHOWN]))}{more}"


def _holds(folder: Path, names: Collection[str]) -> bool:
    try:
        return any(path.stem.lower() in names for path in dataset_files(folder))
    except InputError:  # a folder that may not be looked into
        return False


def dataset_files(folder: Path) -> list[Path]:
    """Return the files in `folder` with a known suffix, sorted by name.

    Raises:
        InputError: the folder cannot be read.
    """
    try:
        return sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and path.is_file())
    except OSError as error:
        raise InputError(Problem(f"cannot be read as a folder: {error.strerror}", str(folder))) from error
