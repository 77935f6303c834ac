"""The files of a study's folder that are not read: which dataset each looks like, and how to name it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pv import resources
from pv.contract import read_contract
from pv.contract.datasets import input_datasets, names
from pv.load.columns import column_names
from pv.load.find import dataset_files
from pv.study.input.inputs import DATASETS
from pv.study.input.standard import DOMAINS
from pv.toml.text import toml_text

#: Formats in which tables of a study are exported.
_EXPORTED = (".csv", ".parquet")


@dataclass(frozen=True)
class NotRead:
    """A file that is not read: its name, why, and the dataset that it looks like, where it does."""

    name: str
    reason: str
    dataset: str | None = None

    @property
    def key(self) -> str | None:
        """What the study file has to say for it to be read, as TOML."""
        return None if self.dataset is None else f"{self.dataset} = {toml_text(self.name)}"


def files_not_read(folder: Path, read: Mapping[str, Path], others: Collection[Path], standard: str) -> list[NotRead]:
    """Return the datasets of a folder that are not read, those that can be first, then by name.

    What the tool writes itself (findings, tables) and other files without a subject are no datasets.

    Args:
        folder: of the data.
        read: dataset name -> the file that it is read from; of a split LB also its parts.
        others: files that are read as something else, such as queries.
        standard: of the data, "adam" or "sdtm".
    """
    taken = {path.resolve() for path in (*read.values(), *others)}
    left = [path for path in dataset_files(folder) if path.resolve() not in taken]
    found = [one for path in left for one in _not_read(path, read, standard)]
    return sorted(found, key=lambda one: (one.dataset is None, one.name))


def _not_read(path: Path, read: Mapping[str, Path], standard: str) -> Iterator[NotRead]:
    own, foreign, other = (names("adam"), DOMAINS, "SDTM") if standard == "adam" else (names("sdtm"), DATASETS, "ADaM")
    name, columns = path.stem.lower(), column_names(path)
    if name in own:
        which = read[name].name if name in read else "another file"
        yield NotRead(path.name, f"{name.upper()} is read from {which}")
    elif name in foreign:
        yield NotRead(path.name, f"{other}; the data are read as {'ADaM' if standard == 'adam' else 'SDTM'}")
    elif (alike := _looks_like(name, columns, own, read)) is not None:
        dataset, why = alike
        yield NotRead(path.name, f"it looks like {dataset.upper()} ({why})", dataset)
    elif _is_dataset(path, columns):
        yield NotRead(path.name, "not a supported dataset")


def _looks_like(
    name: str, columns: Collection[str], own: Collection[str], read: Collection[str]
) -> tuple[str, str] | None:
    """Return the dataset that a file can be read as, and what tells so."""
    for known in (dataset for dataset in input_datasets() if dataset.name in own):
        dataset, every = known.name, known.every
        if dataset in read or not set(read_contract(dataset).required) <= set(columns):
            continue
        if known.name_begins and name.startswith(dataset):
            return dataset, f"its name begins with {dataset.upper()}"
        one = next((name for name in known.some if name in columns), None)
        if every and set(every) <= set(columns) and one:
            return dataset, f"it has the columns {', '.join(every)} and {one}"
    return None


def _is_dataset(path: Path, columns: Collection[str]) -> bool:
    """Return whether a file is one of a study's datasets, and not a table that was exported or something else."""
    if path.suffix.lower() in _EXPORTED and path.stem.lower() in resources.files("schemas", ".yaml"):
        return False
    return "USUBJID" in columns and "SOURCE_ROW" not in columns
