"""Read the datasets of a study: from its folder, from named files, or from frames."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from pv.contract.schema import ADDED
from pv.errors import InputError, Problem, nearest
from pv.load import Dataset, find_dataset, from_frame, list_datasets, read_dataset
from pv.study.definition import Definition
from pv.study.settings import Settings

REQUIRED = ("adsl", "adae")
OPTIONAL = ("adex",)
DATASETS = (*REQUIRED, *OPTIONAL)


def read_inputs(definition: Definition, frames: Mapping[str, pd.DataFrame] | None = None) -> dict[str, Dataset]:
    """Return the datasets of a study by name, their columns renamed as the study file says.

    Args:
        definition: the study file.
        frames: dataset name -> frame, used instead of files.

    Raises:
        InputError: a file is missing or unreadable, or a renamed column is not there; the problems of all datasets.
    """
    given = {name.lower(): frame for name, frame in (frames or {}).items()}
    problems: list[Problem] = [
        Problem(f"{name!r} is not a dataset that is read", "datasets", nearest(name, (*REQUIRED, *OPTIONAL)))
        for name in given.keys() - set(DATASETS)
    ]
    datasets = {}
    for name in DATASETS:
        try:
            dataset = from_frame(given[name], name) if name in given else _read(definition, name, given)
            if dataset is not None:
                datasets[name] = prepare(dataset, definition.settings)
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(dict.fromkeys(problems))  # a missing folder is one problem, not one per dataset
    return datasets


def _read(definition: Definition, name: str, given: Mapping[str, pd.DataFrame]) -> Dataset | None:
    """Return a dataset from the study's folder, or None where an optional one is not there."""
    data = definition.settings.data
    folder = (definition.folder / data.folder).resolve()
    file: str | None = getattr(data, name)
    if file is None and name in OPTIONAL and (given or not folder.is_dir() or name not in list_datasets(folder)):
        return None
    if file is None and not folder.is_dir():
        message = f"there is no folder {str(_shown(folder))!r}"
        raise InputError(Problem(message, f"{definition.path}, key data.folder", "where the datasets are"))
    path = folder / file if file else find_dataset(folder, name)
    return read_dataset(_shown(path), name=name, encoding=data.encoding)


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
        InputError: a column that the study file names is not in the dataset, or the dataset has no record.
    """
    frame = dataset.frame.drop(columns=[name for name in dataset.frame if str(name).lower() in ADDED])
    wanted = dict(settings.data.columns.get(dataset.name, {}))  # type: ignore[call-overload]  # any name is asked for
    keys = {name: f"data.columns.{dataset.name}.{name}" for name in wanted}
    if dataset.name == "adsl":
        population = settings.population
        wanted = {"SAFFL": population.flag, "TRT01A": population.treatment} | wanted
        keys = {"SAFFL": "population.flag", "TRT01A": "population.treatment"} | keys
    problems = [
        Problem(
            f"there is no column {source}, which is named by {keys[name]} of the study file",
            dataset.source,
            nearest(source, map(str, frame.columns)),
        )
        for name, source in wanted.items()
        if source not in frame
    ]
    if frame.empty:
        problems.append(Problem(f"the dataset {dataset.name} has no record", dataset.source, "at least one record"))
    if problems:
        raise InputError(problems)
    renamed = {name: frame[source] for name, source in wanted.items() if name != source}
    labels = {**dataset.labels, **{n: dataset.labels[s] for n, s in wanted.items() if s in dataset.labels}}
    return replace(dataset, frame=frame.assign(**renamed), labels=labels)
