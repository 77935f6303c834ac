"""What a dataset is, once read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd


@dataclass(frozen=True, eq=False)
class Content:
    """What a reader found in a file, values as they stand there.

    Attributes:
        frame: the records; names and blanks are not tidied yet.
        format: the name of the format, "XPT v5".
        labels: column name as in the file to its label; columns without one are absent.
        label: the label of the dataset, or "".
        encoding: the name of the encoding that the text was read with, or "".
        missing: column name as in the file to the texts in it that were read as missing, and how many of each.
    """

    frame: pd.DataFrame
    format: str
    labels: Mapping[str, str] = field(default_factory=dict)
    label: str = ""
    encoding: str = ""
    missing: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Dataset:
    """One dataset, the same whatever it was read from.

    In `frame`, names are upper case, text is pandas' `str` without trailing blanks, and empty text is missing. Numbers
    are float64, or Int64 where the format knows integers. A date is datetime64[s] at midnight, a date and time is
    datetime64[us] without time zone, a time of day is float64 seconds since midnight. CSV declares no types: all text.
    Text of many records may be coded (`pv.coded_text`).

    Attributes:
        name: the name of the dataset in lower case, "adsl".
        source: the path as it was given, or "<frame>".
        frame: the records, in the order of the source.
        labels: column name to label; columns without a label are absent.
        label: the label of the dataset, or "".
        encoding: the name of the encoding that the text was read with, or "".
        sha256: of the file's bytes, in hexadecimal; "" for a frame.
        format: "XPT v5", "XPT v8", "SAS7BDAT", "Dataset-JSON 1.1", "Dataset-NDJSON 1.1", "Parquet", "CSV",
            "CSV (semicolon)", "CSV (tab)" or "pandas".
        missing: column name to the texts in it that were read as missing, and how many of each.
    """

    name: str
    source: str
    frame: pd.DataFrame
    labels: Mapping[str, str]
    label: str
    encoding: str
    sha256: str
    format: str
    missing: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
