"""Dates and times of ADaM: a day that only a datetime has is the day, record by record."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

import pandas as pd

from pv.contract.finding import COLUMNS
from pv.contract.read_types import enough_to_judge
from pv.contract.schema import Contract, read_contract
from pv.contract.values import as_text
from pv.errors import InputError, Problem
from pv.load import Dataset
from pv.study.input.date_pair import DatePair, iso_days, read_pairs
from pv.study.input.date_time_findings import RIGHT, date_time_findings
from pv.study.input.inputs import DATASETS


def with_days(datasets: Mapping[str, Dataset], names: Collection[str]) -> tuple[dict[str, Dataset], pd.DataFrame]:
    """Return the datasets with the day of each datetime where the day is not there, and what was found.

    A day that can be read counts, also against its datetime; a datetime of another day, or that cannot be read, is then
    missing: no time of it decides anything.

    Args:
        datasets: in the shape of ADaM.
        names: those that were read so; datetimes that were made of SDTM have the day of their record.
    """
    read = dict(datasets)
    findings = []
    for name in DATASETS:
        if name not in datasets or name not in names:
            continue
        pairs = read_pairs(datasets[name].frame, name)
        for pair in pairs:
            read[name] = _filled(read[name], pair)
        findings += [date_time_findings(pair, read_contract(name), read[name].frame) for pair in pairs]
    there = [table for table in findings if len(table)]
    return read, pd.concat(there, ignore_index=True) if there else pd.DataFrame(columns=list(COLUMNS))


def check_datetimes(datasets: Mapping[str, Dataset], names: Collection[str]) -> None:
    """Raise where a day that the analysis needs is only in a datetime, and none of that can be read.

    Args:
        datasets: as `with_days` has them.
        names: as `with_days` has them.

    Raises:
        InputError: all such columns at once.
    """
    problems = [
        problem
        for name in DATASETS
        if name in datasets and name in names
        for pair in read_pairs(datasets[name].frame, name, read_contract(name).required)
        for problem in _none_read(pair, read_contract(name), datasets[name].source)
    ]
    if problems:
        raise InputError(problems)


def _none_read(pair: DatePair, contract: Contract, source: str) -> Iterator[Problem]:
    if pair.filled.any() or pair.moment_days.notna().any():
        return
    failed = as_text(pair.moments[pair.unreadable])
    if len(failed) >= enough_to_judge(pair.day, contract):
        message = f"none of the {len(failed)} values of {pair.moment} can be read; the first is {failed.iloc[0]!r}"
        yield Problem(message, source, RIGHT)


def _filled(dataset: Dataset, pair: DatePair) -> Dataset:
    """Return the dataset with the days taken from the datetimes, and without the datetimes that are not used."""
    frame, labels = dataset.frame, dict(dataset.labels)
    unused = pair.differ | pair.unreadable
    frame = frame.assign(**{pair.moment: pair.moments.mask(unused) if unused.any() else pair.moments})
    if not pair.given:
        frame = frame.assign(**{pair.day: pair.moment_days})
        labels[pair.day] = f"{pair.day}: the day of {pair.moment}"
    elif pair.taken.any():
        frame = frame.assign(**{pair.day: as_text(frame[pair.day]).mask(pair.taken, iso_days(pair.moment_days))})
    return replace(dataset, frame=frame, labels=labels)
