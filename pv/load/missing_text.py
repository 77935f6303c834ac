"""Texts that stand for a missing value: by convention in text files, and a study's own."""

from collections.abc import Collection, Mapping
from dataclasses import replace

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pv.coded_text import is_coded, plain
from pv.load.dataset import Dataset

#: What R, SQL, Python, Excel and SAS write where a value is missing. In quotation marks each is a text: a country code
#: or initials.
CONVENTIONAL = ("NA", "N/A", "n/a", "#N/A", "<NA>", "NULL", "null", "NaN", "nan", "NAN", ".")


def spellings(table: pa.Table, texts: Collection[str]) -> dict[str, list[str]]:
    """Return the columns of text in which one of the texts is a value, with those that are."""
    wanted = pa.array(list(texts), pa.string())
    found = {}
    for name in table.column_names if texts else ():
        column = table[name]
        if pc.any(pc.is_in(column, value_set=wanted)).as_py():
            found[name] = [text for text in texts if pc.any(pc.equal(column, text)).as_py()]
    return found


def emptied(table: pa.Table, unquoted_missing: pa.Table) -> tuple[pa.Table, dict[str, dict[str, int]]]:
    """Return the table with values missing where they are so in the other, and how many of each text that were.

    Args:
        table: the values as text.
        unquoted_missing: some of its columns once more, missing where the text stands without quotation marks.
    """
    counts = {}
    for name in unquoted_missing.column_names:
        missing = pc.is_null(unquoted_missing[name])
        taken = pc.value_counts(table[name].filter(missing)).to_pylist()
        if taken:
            counts[name] = {str(entry["values"]): int(entry["counts"]) for entry in taken}
            kept = pc.if_else(missing, pa.scalar(None, pa.string()), table[name])
            table = table.set_column(table.column_names.index(name), name, kept)
    return table, counts


def without_own(dataset: Dataset, texts: Collection[str]) -> Dataset:
    """Return the dataset with the study's own texts missing, in any case and in every column of text."""
    own = {text.strip().upper() for text in texts} - {text.upper() for text in CONVENTIONAL}
    counts: dict[str, Mapping[str, int]] = dict(dataset.missing)
    changed: dict[str, pd.Series] = {}
    for name, values in dataset.frame.items() if own else ():
        if not (isinstance(values.dtype, pd.StringDtype) or is_coded(values)):
            continue
        distinct = [text for text in values.dropna().unique() if text.strip().upper() in own]
        if distinct:
            taken = values.isin(distinct)
            changed[str(name)] = values.mask(taken)
            found = {str(text): int(records) for text, records in plain(values[taken]).value_counts().items()}
            counts[str(name)] = {**counts.get(str(name), {}), **found}
    if not changed:
        return dataset
    return replace(dataset, frame=dataset.frame.assign(**dict(changed)), missing=counts)
