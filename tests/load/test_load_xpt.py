"""SAS transport files of version 5 and 8: what is written is read, to the last observation."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pv.contract import accept
from pv.errors import InputError
from pv.load import read_dataset
from pv.load.xpt_layout import xpt_layout


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def example() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "USUBJID": ["01-701-1015", "  01-701-1023", "   "],
            "AVAL": [1.5, -0.1, np.nan],
            "ADT": [19_725.0, -1.0, np.nan],  # 2014-01-02: 54 years of 365 days and 14 leap days, plus 1
            "ADTM": [19_725 * 86_400 + 36_000.5, -1.0, np.nan],
            "ATM": [36_000.5, 0.0, np.nan],
        }
    )


@pytest.mark.parametrize("version", [5, 8])
def test_what_is_written_is_read(tmp_path: Path, version: int) -> None:
    path = tmp_path / "ADEX.XPT"
    pyreadstat.write_xport(
        example(),
        path,
        file_label="Exposure",
        table_name="ADEX",
        column_labels={"ADT": "Analysis Date", "AVAL": "Analysis Value"},
        file_format_version=version,  # type: ignore[arg-type]  # a parameter of the test, 5 or 8
        variable_format={"ADT": "YYMMDD10", "ADTM": "E8601DT19", "ATM": "TIME8"},
    )
    dataset = read_dataset(path)
    assert (dataset.name, dataset.format, dataset.label) == ("adex", f"XPT v{version}", "Exposure")
    assert dataset.labels == {"AVAL": "Analysis Value", "ADT": "Analysis Date"}
    frame = dataset.frame
    assert frame["USUBJID"].tolist()[:2] == ["01-701-1015", "  01-701-1023"]
    assert frame.iloc[2].isna().all()
    assert frame["AVAL"].tolist()[:2] == [1.5, pytest.approx(-0.1, rel=1e-15)]
    assert frame["ADT"].tolist()[:2] == [pd.Timestamp("2014-01-02"), pd.Timestamp("1959-12-31")]
    assert frame["ADTM"].tolist()[:2] == [pd.Timestamp("2014-01-02T10:00:00.5"), pd.Timestamp("1959-12-31T23:59:59")]
    assert frame["ATM"].tolist()[:2] == [36_000.5, 0.0]
    assert [str(kind) for kind in frame.dtypes] == ["str", "float64", "datetime64[s]", "datetime64[us]", "float64"]


def test_version_8_keeps_long_names_labels_and_texts(tmp_path: Path) -> None:
    name, label, text = "A_NAME_OF_THIRTY_TWO_CHARACTERS_", "x" * 250, "y" * 1000
    frame = pd.DataFrame({name: [text, "z"], "SHORT": [1.0, 2.0]})
    pyreadstat.write_xport(
        frame, tmp_path / "long.xpt", column_labels={name: label, "SHORT": "s"}, file_format_version=8
    )
    dataset = read_dataset(tmp_path / "long.xpt")
    assert dataset.labels == {name: label, "SHORT": "s"}
    assert dataset.frame[name].tolist() == [text, "z"]


def test_version_8_records_the_number_of_observations(tmp_path: Path) -> None:
    # 80 bytes an observation: every cut between two records is one between two observations.
    pyreadstat.write_xport(pd.DataFrame({"A": ["x" * 80] * 5}), tmp_path / "a.xpt", file_format_version=8)
    whole = (tmp_path / "a.xpt").read_bytes()
    for lost in (1, 4, 5):
        with pytest.raises(InputError, match=rf"cut off within observation {6 - lost}"):
            read_dataset(written(tmp_path / "cut.xpt", whole[: len(whole) - 80 * lost]))
    with pytest.raises(InputError, match=r"holds 6 observations, but its header states 5"):
        read_dataset(written(tmp_path / "more.xpt", whole + b"x" * 80))


@pytest.mark.parametrize("version", [5, 8])
@settings(max_examples=40, deadline=None)
@given(rows=st.integers(0, 60), width=st.integers(1, 100))
def test_the_number_of_observations_is_found(
    tmp_path_factory: pytest.TempPathFactory, version: int, rows: int, width: int
) -> None:
    path = tmp_path_factory.getbasetemp() / f"short{version}.xpt"
    frame = pd.DataFrame({"A": pd.Series(["x" * width] * rows, dtype="str")})
    pyreadstat.write_xport(frame, path, file_format_version=version)  # type: ignore[arg-type]  # 5 or 8
    dataset = read_dataset(path)
    assert len(dataset.frame) == rows
    assert xpt_layout(path, f"XPT v{version}", "").observations == rows


def test_blank_observations_at_the_end_count_where_their_number_is_recorded(tmp_path: Path) -> None:
    frame = pd.DataFrame({"A": ["x", "", "y", "", ""]})
    for version, rows in ((5, 3), (8, 5)):  # in version 5 they cannot be told from padding
        pyreadstat.write_xport(frame, tmp_path / "b.xpt", file_format_version=version)  # type: ignore[arg-type]  # 5, 8
        assert len(read_dataset(tmp_path / "b.xpt").frame) == rows


def test_a_number_that_is_no_date_is_a_finding_that_names_column_and_record(tmp_path: Path) -> None:
    # 2,936,548 is the day after 31 December 9999; 1.7e9 are seconds under the format of a date.
    for number, shown in ((2_936_548.0, "10000-01-01"), (1.7e9, "1700000000")):
        frame = pd.DataFrame({"USUBJID": ["U1", "U2"], "PARAMCD": "ALT", "AVAL": 20.0, "ADT": [19_725.0, number]})
        pyreadstat.write_xport(frame, tmp_path / "adlb.xpt", variable_format={"ADT": "DATE9"})
        accepted = accept(read_dataset(tmp_path / "adlb.xpt").frame, "adlb", "adlb.xpt")
        found = accepted.findings.query("rule == 'readable'")
        assert found[["dataset", "source_row", "variable", "value", "action"]].to_numpy().tolist() == [
            ["adlb", 2, "ADT", shown, "Value treated as missing"]
        ]
        assert found["record_key"].iloc[0].startswith("USUBJID=U2, PARAMCD=ALT")
        assert accepted.frame["ADT"].isna().tolist() == [False, True]
