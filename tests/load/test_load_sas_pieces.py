"""A transport file read in pieces gives the same dataset, and the same message, as one that is read at once."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from pv.errors import InputError
from pv.load import Dataset, read_dataset

#: Eleven records of which the first ten have no AEENDTC, the first three no AEACN, one a day that no calendar has.
RECORDS = pd.DataFrame(
    {
        "USUBJID": [f"S{place}" for place in range(11)],
        "AESEQ": np.arange(11.0),
        "AEACN": ["", "", "", *["NONE"] * 8],
        "AEENDTC": [*[""] * 10, "2020-01-01"],
        "AEDY": [np.nan] * 11,
        "ASTDT": [*[21_915.0] * 9, np.nan, 9e9],
        "ASTDTM": [21_915 * 86_400.0] * 11,
    }
)
FORMATS = {"ASTDT": "DATE9", "ASTDTM": "DATETIME20"}


def written(path: Path, records: pd.DataFrame, version: int = 5) -> Path:
    pyreadstat.write_xport(records, path, file_format_version=version, variable_format=FORMATS)  # type: ignore[arg-type]
    return path


def at_once_and_in_pieces(path: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> tuple[Dataset, Dataset, int]:
    """Return a dataset as it is read at once and in pieces of some records, and how often the file was then opened."""
    whole, opened = read_dataset(path), 0
    reader: Any = pyreadstat.read_xport

    def counting(*arguments: object, **options: object) -> Any:  # noqa: ANN401  # frame and metadata
        nonlocal opened
        opened += 1
        return reader(*arguments, **options)

    with monkeypatch.context() as patched:
        patched.setattr("pv.load.sas.PIECE", size)
        patched.setattr(pyreadstat, "read_xport", counting)
        return whole, read_dataset(path), opened


@pytest.mark.parametrize("version", [5, 8])
@pytest.mark.parametrize(("size", "pieces"), [(1, 6), (4, 3), (10, 2), (11, 1), (50, 1)])
def test_a_transport_file(
    tmp_path: Path, version: int, size: int, pieces: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Of eleven records by one there are six pieces of two at most: eight pieces are the most, 11 / 8 rounded up is 2.
    path = written(tmp_path / "ae.xpt", RECORDS, version)
    whole, read, opened = at_once_and_in_pieces(path, size, monkeypatch)
    pd.testing.assert_frame_equal(read.frame, whole.frame)
    assert (read.labels, read.label, read.encoding, read.format) == (
        whole.labels,
        whole.label,
        whole.encoding,
        whole.format,
    )
    assert opened == pieces
    assert str(whole.frame["ASTDT"].dtype) == "str"  # of a day that cannot be shown the column is text, in any piece
    assert whole.frame["AEENDTC"].to_list()[10:] == ["2020-01-01"]


def test_a_file_without_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, read, opened = at_once_and_in_pieces(written(tmp_path / "ae.xpt", RECORDS.head(0)), 1, monkeypatch)
    pd.testing.assert_frame_equal(read.frame, whole.frame)
    assert (len(read.frame), opened) == (0, 1)


def test_the_encoding_is_that_of_the_whole_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The last record alone is in windows-1252: no piece is read as UTF-8.
    plain = written(tmp_path / "plain.xpt", RECORDS.assign(AEACN=[*["NONE"] * 10, "XY"])).read_bytes()
    (tmp_path / "ae.xpt").write_bytes(plain.replace(b"XY", "\u0152\u00e9".encode("windows-1252")))
    whole, read, _ = at_once_and_in_pieces(tmp_path / "ae.xpt", 2, monkeypatch)
    pd.testing.assert_frame_equal(read.frame, whole.frame)
    assert read.encoding == whole.encoding == "windows-1252"
    assert read.frame["AEACN"].to_list()[10] == "\u0152\u00e9"
    with monkeypatch.context() as patched:
        messages = []
        for size in (50, 2):
            patched.setattr("pv.load.sas.PIECE", size)
            with pytest.raises(InputError) as error:
                read_dataset(tmp_path / "ae.xpt", encoding="UTF-8")
            messages.append(str(error.value))
    assert messages[0] == messages[1]
