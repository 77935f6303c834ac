"""What was read as missing because its text says so, as findings: once a column and text."""

from collections.abc import Iterator, Mapping

import pandas as pd

from pv.contract.finding import COLUMNS
from pv.load import Dataset
from pv.study.input.inputs import DATASETS
from pv.study.input.standard import DOMAINS


def missing_text_findings(datasets: Mapping[str, Dataset]) -> pd.DataFrame:
    """Return a note per dataset, column and text, in the columns of `pv.contract.finding`.

    Args:
        datasets: as read, by name; the parts of a split LB are in the whole.
    """
    read = [dataset for name, dataset in datasets.items() if name in (*DATASETS, *DOMAINS)]
    return pd.DataFrame([row for dataset in read for row in _rows(dataset)], columns=list(COLUMNS))


def _rows(dataset: Dataset) -> Iterator[dict[str, object]]:
    for column, texts in dataset.missing.items():
        nothing = column in dataset.frame and dataset.frame[column].isna().all()
        for text, values in texts.items():
            yield {
                "severity": "note",
                "rule": "missing_text",
                "dataset": dataset.name,
                "variable": column,
                "value": text,
                "message": f"{values} value{' is' if values == 1 else 's are'} the text {text}, read as missing",
                "action": "Retained; the value is missing"
                + ("; the column has no other value, so it was not collected" if nothing else ""),
            }
