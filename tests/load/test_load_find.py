"""Where in a folder a dataset is."""

from pathlib import Path

import pytest

from pv.errors import InputError
from pv.load import find_dataset, list_datasets


def folder_of(path: Path, *names: str) -> Path:
    for name in names:
        (path / name).touch()
    return path


@pytest.mark.parametrize(
    "file", ["adsl.xpt", "ADSL.XPT", "Adsl.sas7bdat", "adsl.json", "adsl.NDJSON", "ADSL.parquet", "adsl.csv"]
)
@pytest.mark.parametrize("name", ["adsl", "ADSL"])
def test_case_does_not_matter(tmp_path: Path, file: str, name: str) -> None:
    folder_of(tmp_path, file, "adslx.xpt", "adsl.txt", "adsl.xpt.bak", "define.xml")
    assert find_dataset(tmp_path, name) == tmp_path / file


def test_two_files_for_one_name_are_both_named(tmp_path: Path) -> None:
    folder_of(tmp_path, "adsl.xpt", "ADSL.csv")
    with pytest.raises(
        InputError, match=r"more than once: ADSL\.csv and adsl\.xpt \(keep one, or name the file in study\.toml"
    ):
        find_dataset(tmp_path, "adsl")


def test_two_files_that_differ_in_case_only_are_refused(tmp_path: Path) -> None:
    folder_of(tmp_path, "adsl.xpt", "ADSL.xpt")
    with pytest.raises(InputError, match="more than once"):
        find_dataset(tmp_path, "adsl")


def test_none_names_the_nearest(tmp_path: Path) -> None:
    folder_of(tmp_path, "adsl.xpt", "adae.xpt", "readme.txt")
    with pytest.raises(InputError, match=r"no dataset 'adls' .*did you mean 'adsl'\? known: adae, adsl\)"):
        find_dataset(tmp_path, "adls")


def test_none_in_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no dataset 'adsl' .*the folder has no such file at all"):
        find_dataset(tmp_path, "adsl")


def test_a_folder_of_that_name_is_no_dataset(tmp_path: Path) -> None:
    (tmp_path / "adsl.parquet").mkdir()
    with pytest.raises(InputError, match="no dataset 'adsl'"):
        find_dataset(tmp_path, "adsl")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    for wrong in (tmp_path / "nowhere", folder_of(tmp_path, "a.csv") / "a.csv"):
        with pytest.raises(InputError, match=rf"{wrong.name}: cannot be read as a folder"):
            find_dataset(wrong, "adsl")
        with pytest.raises(InputError, match=rf"{wrong.name}: cannot be read as a folder"):
            list_datasets(wrong)


def test_the_list_is_sorted_and_prefers_transport_files(tmp_path: Path) -> None:
    folder_of(tmp_path, "DM.xpt", "adsl.csv", "ADSL.xpt", "adsl.parquet", "adae.csv", "adae.ndjson", "notes.txt")
    found = list_datasets(tmp_path)
    assert list(found) == ["adae", "adsl", "dm"]
    assert [path.name for path in found.values()] == ["adae.ndjson", "ADSL.xpt", "DM.xpt"]
