"""Read the datasets of a study: from its folder, from named files, or from frames."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from pv.coded_text import plain_columns
from pv.contract.datasets import STANDARDS, analysis_datasets, names
from pv.contract.schema import ADDED
from pv.errors import InputError, Problem, nearest
from pv.load import Dataset, find_dataset, from_frame, list_datasets, read_dataset
from pv.load.missing_text import CONVENTIONAL, without_own
from pv.study.input.standard import laboratory_parts, standard_of
from pv.study.setting.data_settings import DataPart
from pv.study.setting.definition import Definition
from pv.study.setting.settings import Settings

#: The datasets in the shape of which every study is analysed.
DATASETS = analysis_datasets()

#: Standard -> the datasets that there must be, and those that there may be.
_NAMES = MappingProxyType(
    {standard: (names(standard, required=True), names(standard, required=False)) for standard in STANDARDS}
)


@dataclass(frozen=True, eq=False)
class Doubtful:
    """A dataset of which the study file names columns that are not there.

    Attributes:
        dataset: as it is without these names: columns that it lacks by them are missing throughout.
        columns: those that were to have other names, of whose values nothing is known.
    """

    dataset: Dataset
    columns: frozenset[str]


class WrongColumnsError(InputError):
    """The study file names columns that a dataset does not have; `doubtful` is what is there."""

    def __init__(self, problems: Iterable[Problem], doubtful: Doubtful) -> None:
        """Keep the dataset beside the problems."""
        super().__init__(problems)
        self.doubtful = doubtful


def read_inputs(
    definition: Definition,
    frames: Mapping[str, pd.DataFrame] | None = None,
    heard: Callable[[int], object] = lambda _records: None,
) -> tuple[dict[str, Dataset], tuple[Problem, ...], dict[str, Doubtful]]:
    """Return the datasets of a study, ADaM or SDTM, and why others cannot be used: what is there is looked at still.

    Args:
        definition: the study file.
        frames: dataset name -> frame, used instead of files.
        heard: called with the number of records of each dataset, when it is read.

    Returns:
        The datasets by name, their columns renamed as the study file says; each file that is missing or unreadable,
        each renamed column that is not there; and the datasets with such a column.
    """
    given = {name.lower(): frame for name, frame in (frames or {}).items()}
    settings = definition.settings
    try:
        standard = standard_of(settings.data, data_folder(definition), given)
    except InputError as error:
        return {}, error.problems, {}
    required, optional = _NAMES[standard]
    problems = list(_not_read(definition, given, standard))
    datasets: dict[str, Dataset] = {}
    doubtful: dict[str, Doubtful] = {}
    for name in (*required, *optional):
        try:
            if name == "lb":
                datasets |= _laboratory(definition, given)
                continue
            needed = name in required
            dataset = from_frame(given[name], name) if name in given else _read(definition, name, given, needed=needed)
            if dataset is not None:
                datasets[name] = prepare(dataset, settings)
                heard(len(dataset.frame))
        except InputError as error:
            problems.extend(error.problems)
            if isinstance(error, WrongColumnsError):
                doubtful[name] = error.doubtful
    return datasets, tuple(dict.fromkeys(problems)), doubtful  # a missing folder is one problem, not one per dataset


def data_folder(definition: Definition) -> Path:
    """Return the folder of a study's datasets, resolved; it need not be there."""
    return (definition.folder / definition.settings.data.folder).resolve()


def _not_read(definition: Definition, given: Mapping[str, pd.DataFrame], standard: str) -> Iterator[Problem]:
    """Yield the frames and the named files that the standard does not have."""
    names = {name for group in _NAMES[standard] for name in group}
    for name in sorted(given.keys() - names - set(laboratory_parts(given) if "lb" in names else ())):
        yield Problem(f"{name!r} is not a supported dataset", "datasets", nearest(name, names))
    others = {name for groups in _NAMES.values() for group in groups for name in group} - names
    for name in sorted(others):
        if getattr(definition.settings.data, name) is not None:
            message = f"{name} is not read, because the data are in {'ADaM' if standard == 'adam' else 'SDTM'}"
            yield Problem(message, f"key data.{name}", "data.standard determines which datasets are read")


def _read(definition: Definition, name: str, given: Mapping[str, pd.DataFrame], *, needed: bool) -> Dataset | None:
    """Return a dataset from the study's folder, or None where an optional one is not there."""
    data, folder = definition.settings.data, data_folder(definition)
    file: str | None = getattr(data, name)
    if file is None and not needed and (given or not folder.is_dir() or name not in list_datasets(folder)):
        return None
    if file is None and not folder.is_dir():
        message = f"there is no folder {str(_shown(folder))!r}"
        raise InputError(Problem(message, "key data.folder", "where the datasets are"))
    if file is None:
        return _dataset(find_dataset(folder, name), name, data)
    return _named(folder / file, f"data.{name}", lambda path: _dataset(path, name, data))


def _named(path: Path, key: str, read: Callable[[Path], Dataset]) -> Dataset:
    """Return the dataset of a file that the study file names: that it is not there is a mistake of the key."""
    try:
        return read(path)
    except InputError as error:
        if path.exists():
            raise
        raise InputError(
            replace(problem, message=f"{problem.place}: {problem.message}", place=f"key {key}")
            for problem in error.problems
        ) from error


def _dataset(path: Path, name: str, data: DataPart) -> Dataset:
    """Return the dataset of a file, what the study file says is missing in it missing."""
    conventional = CONVENTIONAL if data.missing is None else [text for text in data.missing if text in CONVENTIONAL]
    # There are fewer subjects than records, and each has a text of its own in most columns.
    coded = name not in ("adsl", "dm")
    return read_dataset(_shown(path), name=name, encoding=data.encoding, missing_texts=conventional, coded=coded)


def _laboratory(definition: Definition, given: Mapping[str, pd.DataFrame]) -> dict[str, Dataset]:
    """Return LB as one dataset and, where it is split, its parts by the names of their files; nothing without LB."""
    data, folder = definition.settings.data, data_folder(definition)
    if names := laboratory_parts(given):
        parts = {name: from_frame(given[name], "lb") for name in names}
    elif data.lb is not None:
        files = [folder / file for file in ((data.lb,) if isinstance(data.lb, str) else data.lb)]
        parts = {path.stem.lower(): _named(path, "data.lb", lambda file: _dataset(file, "lb", data)) for path in files}
    elif given or not folder.is_dir():
        return {}
    else:
        paths = {name: find_dataset(folder, name) for name in laboratory_parts(list_datasets(folder))}
        parts = {name: _dataset(path, "lb", data) for name, path in paths.items()}
    parts = {name: prepare(part, definition.settings) for name, part in parts.items()}
    if len(parts) < 2:  # noqa: PLR2004  # not split
        return dict.fromkeys(["lb"], *parts.values()) if parts else {}
    first, source = next(iter(parts.values())), ", ".join(Path(part.source).name for part in parts.values())
    frame = pd.concat([plain_columns(part.frame) for part in parts.values()], ignore_index=True)
    missing: dict[str, Counter[str]] = {}
    for part in parts.values():
        for column, texts in part.missing.items():
            missing.setdefault(column, Counter()).update(texts)
    return {**parts, "lb": replace(first, source=source, sha256="", frame=frame, missing=missing)}


def _shown(path: Path) -> Path:
    """Return a path as a person would write it from where they stand."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


def prepare(dataset: Dataset, settings: Settings) -> Dataset:
    """Return a dataset whose columns have the names that the SQL reads.

    Columns that acceptance adds are taken out: a table that was exported can be read again.

    Raises:
        WrongColumnsError: a column that the study file names is not in the dataset.
    """
    dataset = without_own(dataset, settings.data.missing or ())
    frame = dataset.frame.drop(columns=[name for name in dataset.frame if str(name).lower() in ADDED])
    wanted = dict(settings.data.columns.get(dataset.name, {}))  # type: ignore[call-overload]  # any name is asked for
    keys = {name: f"data.columns.{dataset.name}.{name}" for name in wanted}
    if dataset.name == "adsl":
        population = settings.population
        wanted = {"SAFFL": population.flag, "TRT01A": population.treatment} | wanted
        keys = {"SAFFL": "population.flag", "TRT01A": "population.treatment"} | keys
    wrong = {name: source for name, source in wanted.items() if source not in frame}
    problems = [
        Problem(
            f"there is no column {source}, which is named in {keys[name]} of the study file",
            dataset.source,
            nearest(source, map(str, frame.columns)),
        )
        for name, source in wrong.items()
    ]
    renamed = {name: frame[source] for name, source in wanted.items() if name != source and name not in wrong}
    labels = {**dataset.labels, **{n: dataset.labels[s] for n, s in wanted.items() if s in dataset.labels}}
    lacking = {name: None for name in wrong if name not in frame}
    prepared = replace(dataset, frame=frame.assign(**renamed, **lacking), labels=labels)
    if problems:
        raise WrongColumnsError(problems, Doubtful(prepared, frozenset(wrong)))
    return prepared
