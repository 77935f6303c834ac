"""What of the folder is not read and which parts a study has no data for: one table for page and command line."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path

import pandas as pd

from pv import contract
from pv.contract.datasets import names
from pv.load import Dataset
from pv.study.not_read import NotRead, files_not_read

#: Part of the report, the table that has rows where there is something, the datasets it is of in ADaM and in SDTM.
_PARTS = (
    ("laboratory", "lab_value", "adlb", "lb"),
    ("ejection fraction", "lvef_value", "adlb", "lb"),
    ("vital signs", "advs", "advs", "vs"),
    ("electrocardiograms", "adeg", "adeg", "eg"),
    ("exposure by dose", "adex", "adex", "ex"),
    ("disposition", "subject_disposition", "adsl", "ds"),
    ("adjudicated events", "adjudicated_event", "adjudication", "adjudication"),
)
#: Table -> what of it a part needs.
_LACKING = {"lab_value": "no graded result in {}", "subject_disposition": "neither EOTSTT nor EOSSTT in {}"}


def left_out_parts(
    standard: str, there: Collection[str], has_rows: Callable[[str], bool] | None = None
) -> list[tuple[str, str]]:
    """Return (part, reason) of each part of the report that the data have nothing for.

    Args:
        standard: of the data, "adam" or "sdtm".
        there: the datasets of the study by name.
        has_rows: whether a table of the built study has rows; without it only datasets that are missing tell.
    """
    parts = []
    for part, table, of_adam, of_sdtm in _PARTS:
        dataset = of_adam if standard == "adam" else of_sdtm
        if dataset not in names(standard):
            parts.append((part, f"{dataset.upper()} is not read"))
        elif dataset not in there:
            parts.append((part, f"no {dataset.upper()}"))
        elif has_rows is not None and not has_rows(table):
            parts.append((part, _LACKING.get(table, "no data for it in {}").format(dataset.upper())))
    return parts


def left_out(files: Iterable[NotRead], parts: Iterable[tuple[str, str]]) -> pd.DataFrame:
    """Return one row per part that is left out and per file that is not read: kind, place, name, reason, advice."""
    rows: list[tuple[str, str, str, str | None]] = [("part", name, reason, None) for name, reason in parts]
    rows += [("file", one.name, one.reason, f"[data] {one.key} reads it" if one.key else None) for one in files]
    return contract.table("left_out", [(kind, place, *rest) for place, (kind, *rest) in enumerate(rows, start=1)])


def left_out_of(
    folder: Path | None,
    datasets: Mapping[str, Dataset],
    others: Collection[Path],
    has_rows: Callable[[str], bool],
) -> pd.DataFrame:
    """Return what a built study leaves out.

    Args:
        folder: of the data, or None where they were given as frames.
        datasets: as read, before SDTM becomes ADaM.
        others: files that are read as something else than datasets.
        has_rows: whether a table of the study has rows.
    """
    standard = "sdtm" if "dm" in datasets else "adam"
    read = {name: Path(dataset.source) for name, dataset in datasets.items() if dataset.sha256}
    files = files_not_read(folder, read, others, standard) if folder and read else []
    return left_out(files, left_out_parts(standard, datasets, has_rows))


def left_out_lines(table: pd.DataFrame) -> Iterator[str]:
    """Yield the sentences of it: one of all parts, one of each file that can be read, one of others for each reason."""
    if table.empty:
        return
    parts, files = table[table["kind"] == "part"], table[table["kind"] == "file"]
    if len(parts):
        listed = (f"{name} ({reason})" for name, reason in zip(parts["name"], parts["reason"], strict=True))
        yield f"Left out: {', '.join(listed)}."
    known = files["advice"].notna()
    for row in files[known].itertuples():
        yield f"Not read: {row.name}, {row.reason}; {row.advice}."
    for reason, group in files[~known].groupby("reason", sort=True):
        yield f"Not read: {', '.join(group['name'])} ({reason})."
