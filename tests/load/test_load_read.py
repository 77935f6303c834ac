"""Wrong inputs: one clear message for each, whatever the format."""

import hashlib
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest
from test_load_dataset_json import COLUMNS, ROWS, document, written
from test_load_sas7bdat import ADSL

from pv.errors import InputError
from pv.load import read_dataset

SUFFIXES = [".xpt", ".sas7bdat", ".json", ".ndjson", ".parquet", ".csv"]


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return suffix to the bytes of a valid file of that format."""
    folder = tmp_path_factory.mktemp("valid")
    pyreadstat.write_xport(pd.DataFrame({"USUBJID": ["S-1"]}), folder / "a.xpt", file_format_version=5)
    (folder / "a.sas7bdat").write_bytes(ADSL)
    written(folder / "a.json", document(COLUMNS, ROWS))
    written(folder / "a.ndjson", document(COLUMNS, ROWS))
    pq.write_table(pa.table({"USUBJID": ["S-1"]}), folder / "a.parquet")
    (folder / "a.csv").write_text("USUBJID,AGE\nS-1,63\n", encoding="utf-8")
    return {suffix: (folder / f"a{suffix}").read_bytes() for suffix in SUFFIXES}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_valid_file_is_read(tmp_path: Path, contents: dict[str, bytes], suffix: str) -> None:
    path = tmp_path / f"ADSL{suffix.upper()}"
    path.write_bytes(contents[suffix])
    dataset = read_dataset(str(path))
    assert "USUBJID" in dataset.frame.columns or "STUDYID" in dataset.frame.columns
    assert (dataset.name, dataset.source) == ("adsl", str(path))
    assert dataset.sha256 == hashlib.sha256(contents[suffix]).hexdigest()
    assert read_dataset(path, name="DM").name == "dm"


@pytest.mark.parametrize("held", SUFFIXES)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_that_is_not_what_its_suffix_says_is_refused(
    tmp_path: Path, contents: dict[str, bytes], held: str, suffix: str
) -> None:
    if held == suffix:
        return
    path = tmp_path / f"adsl{suffix}"
    path.write_bytes(contents[held])
    with pytest.raises(InputError, match=rf"adsl\{suffix}") as raised:
        read_dataset(path)
    problem = raised.value.problems[0]
    assert len(raised.value.problems) == 1
    assert held in problem.expected  # what to rename it to


@pytest.mark.parametrize(
    ("first_bytes", "named"),
    [
        (b"PK\x03\x04rest", "ZIP archive or Excel workbook"),
        (b"\x1f\x8b\x08rest", "gzip"),
        (b"**COMPRESSED** **COMPRESSED**", "SAS PROC CPORT"),
        (b"<!doctype html>", "XML or HTML"),
        (b"%PDF-1.7", "PDF"),
        ("A,B\n".encode("utf-16"), "UTF-16 text"),
        (b"\x07\x00\x01", "unknown bytes"),
    ],
)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_else_a_file_holds_is_named(tmp_path: Path, first_bytes: bytes, named: str, suffix: str) -> None:
    path = tmp_path / f"adsl{suffix}"
    path.write_bytes(first_bytes)
    with pytest.raises(InputError, match=rf"adsl\{suffix}: is not a") as raised:
        read_dataset(path)
    assert f"{first_bytes!r}, which is {named}" in str(raised.value)


def test_a_suffix_that_is_not_known_is_refused(tmp_path: Path, contents: dict[str, bytes]) -> None:
    (tmp_path / "adsl.xport").write_bytes(contents[".xpt"])
    with pytest.raises(
        InputError, match=r"suffix '\.xport' is not known; .* which is XPT v5 \(one of \.xpt, \.sas7bdat"
    ):
        read_dataset(tmp_path / "adsl.xport")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_empty_file_is_refused(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"adsl{suffix}").touch()
    with pytest.raises(InputError, match=rf"adsl\{suffix}: is empty"):
        read_dataset(tmp_path / f"adsl{suffix}")


def test_a_missing_file_names_the_nearest(tmp_path: Path) -> None:
    for name in ("adsl.xpt", "adae.xpt", "notes.txt"):
        (tmp_path / name).touch()
    with pytest.raises(
        InputError, match=r"asdl\.xpt: does not exist \(did you mean 'adsl\.xpt'\? known: adae\.xpt, adsl\.xpt\)"
    ):
        read_dataset(tmp_path / "asdl.xpt")
    with pytest.raises(InputError, match=r"adsl\.xpt: does not exist: there is no folder '.*nowhere'"):
        read_dataset(tmp_path / "nowhere" / "adsl.xpt")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "adsl.parquet").mkdir()
    with pytest.raises(InputError, match=r"adsl\.parquet: is a folder \(the file in it\)"):
        read_dataset(tmp_path / "adsl.parquet")


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Taking the permission away does not stop the superuser, so the refusal is played.
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "adsl.csv").write_text("A,B\n", encoding="utf-8")
    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(InputError, match=r"adsl\.csv: cannot be read: Permission denied"):
        read_dataset(tmp_path / "adsl.csv")
