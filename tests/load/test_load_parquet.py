"""Parquet files: every type of column, labels, and files that cannot be read."""

from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pv.errors import InputError
from pv.load import read_dataset

STAMP = datetime(2014, 1, 2, 10, 11, 12, 500_000)  # noqa: DTZ001 - clinical datetimes have no time zone
ZONED = datetime(2014, 1, 2, 10, tzinfo=timezone(timedelta(hours=2)))


def written(path: Path, table: pa.Table) -> Path:
    pq.write_table(table, path)
    return path


@pytest.mark.parametrize(
    ("values", "arrow", "dtype", "expected"),
    [
        (["x ", "  ", None], pa.string(), "str", ["x", None, None]),
        (["x ", "", None], pa.large_string(), "str", ["x", None, None]),
        (["x ", "  ", "x "], pa.dictionary(pa.int32(), pa.string()), "str", ["x", None, "x"]),
        ([None, None], pa.null(), "str", [None, None]),
        ([1, None], pa.int8(), "Int64", [1, None]),
        ([2**53 + 1, None], pa.int64(), "Int64", [2**53 + 1, None]),
        ([1.5, None], pa.float32(), "float64", [1.5, None]),
        ([Decimal("1.25"), None], pa.decimal128(9, 4), "float64", [1.25, None]),
        ([True, None], pa.bool_(), "boolean", [True, None]),
        ([date(2014, 1, 2), None], pa.date32(), "datetime64[s]", [pd.Timestamp("2014-01-02"), None]),
        ([date(2014, 1, 2), None], pa.date64(), "datetime64[s]", [pd.Timestamp("2014-01-02"), None]),
        ([STAMP, None], pa.timestamp("ns"), "datetime64[us]", [pd.Timestamp(STAMP), None]),
        ([STAMP, None], pa.timestamp("ms"), "datetime64[us]", [pd.Timestamp(STAMP), None]),
        # As microseconds of UTC: how pyarrow takes a zoned datetime depends on what else is imported.
        (
            [int(ZONED.timestamp() * 1_000_000)],
            pa.timestamp("us", tz="+02:00"),
            "datetime64[us]",
            [pd.Timestamp("2014-01-02T10:00")],
        ),
        ([time(10, 0, 0, 500_000), None], pa.time64("us"), "float64", [36_000.5, None]),
        ([time(10), None], pa.time32("s"), "float64", [36_000.0, None]),
        ([timedelta(minutes=1), None], pa.duration("ms"), "float64", [60.0, None]),
    ],
)
def test_every_type_becomes_one_of_a_dataset(
    tmp_path: Path, values: list[object], arrow: pa.DataType, dtype: str, expected: list[object]
) -> None:
    path = written(tmp_path / "a.parquet", pa.table({"aval": pa.array(values, arrow)}))
    column = read_dataset(path).frame["AVAL"]
    assert column.dtype == dtype
    assert column.astype(object).where(column.notna(), None).tolist() == expected


def test_labels_are_kept(tmp_path: Path) -> None:
    schema = pa.schema(
        [pa.field("usubjid", pa.string(), metadata={"label": "Unique Subject Identifier"}), ("AGE", pa.int64())],
        metadata={"label": "Subject-Level Analysis"},
    )
    dataset = read_dataset(written(tmp_path / "ADSL.parquet", pa.table([["S-1"], [63]], schema=schema)))
    assert dataset.labels == {"USUBJID": "Unique Subject Identifier"}
    assert (dataset.name, dataset.label, dataset.format, dataset.encoding) == (
        "adsl",
        "Subject-Level Analysis",
        "Parquet",
        "",
    )


def test_what_pandas_writes_is_read_without_its_index(tmp_path: Path) -> None:
    frame = pd.DataFrame({"USUBJID": ["S-1", "S-2", "S-3"], "AGE": [1, 2, 3]})
    frame[frame["AGE"] != 2].to_parquet(tmp_path / "filtered.parquet")
    assert list(read_dataset(tmp_path / "filtered.parquet").frame.columns) == ["USUBJID", "AGE"]
    frame.set_index("USUBJID").to_parquet(tmp_path / "indexed.parquet")
    assert sorted(read_dataset(tmp_path / "indexed.parquet").frame.columns) == ["AGE", "USUBJID"]


def test_a_folder_name_is_not_taken_for_a_column(tmp_path: Path) -> None:
    (tmp_path / "SITEID=1").mkdir()
    path = written(tmp_path / "SITEID=1" / "adsl.parquet", pa.table({"AGE": [1]}))
    assert list(read_dataset(path).frame.columns) == ["AGE"]


def test_records_may_be_absent_and_columns_may_not(tmp_path: Path) -> None:
    empty = pa.table({"USUBJID": pa.array([], pa.string()), "ASTDT": pa.array([], pa.date32())})
    frame = read_dataset(written(tmp_path / "adae.parquet", empty)).frame
    assert frame.shape == (0, 2)
    assert [str(kind) for kind in frame.dtypes] == ["str", "datetime64[s]"]
    with pytest.raises(InputError, match=r"none\.parquet: has no columns"):
        read_dataset(written(tmp_path / "none.parquet", pa.table({})))


def test_types_without_counterpart_are_all_named(tmp_path: Path) -> None:
    table = pa.table({"A": [[1]], "B": [b"x"], "C": [{"x": 1}], "D": ["fine"]})
    with pytest.raises(InputError) as raised:
        read_dataset(written(tmp_path / "adae.parquet", table))
    assert [problem.message.split(" has ")[0] for problem in raised.value.problems] == [
        "column A",
        "column B",
        "column C",
    ]


def test_a_union_is_one_error(tmp_path: Path) -> None:
    # DuckDB writes its UNION as a structure of a number that tells the member and the members.
    relation = duckdb.sql("select 'U1' as USUBJID, union_value(num := 2) as AVAL")
    assert relation is not None
    relation.write_parquet(str(tmp_path / "adlb.parquet"))
    with pytest.raises(InputError) as raised:
        read_dataset(tmp_path / "adlb.parquet")
    assert len(raised.value.problems) == 1
    assert "column AVAL has the type struct<" in str(raised.value)


def test_a_number_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"adae\.parquet: cannot be converted"):
        read_dataset(written(tmp_path / "adae.parquet", pa.table({"A": pa.array([2**64 - 1], pa.uint64())})))


def test_names_that_are_the_same_in_upper_case_are_refused(tmp_path: Path) -> None:
    for names in (["AGE", "Age"], ["AGE", "AGE"]):
        path = written(tmp_path / "adsl.parquet", pa.table([[1], [2]], names=names))
        with pytest.raises(InputError, match="column AGE occurs 2 times"):
            read_dataset(path)


@pytest.mark.parametrize("lost", [1, 8, 100, 400])
def test_a_file_cut_off_is_refused(tmp_path: Path, lost: int) -> None:
    path = written(tmp_path / "adsl.parquet", pa.table({"A": ["x"] * 100}))
    path.write_bytes(path.read_bytes()[:-lost])
    with pytest.raises(InputError, match=r"adsl\.parquet: cannot be read"):
        read_dataset(path)


@pytest.mark.parametrize("text", [b"SUBJECT", b"VALUE"])
def test_text_that_is_not_utf_8_is_refused(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "adsl.parquet"
    pq.write_table(pa.table({"SUBJECT": ["VALUE"]}), path, compression="none", store_schema=False)
    path.write_bytes(path.read_bytes().replace(text, b"\xe9" + text[1:]))
    with pytest.raises(InputError, match=r"adsl\.parquet: cannot be read: .*whole Parquet file"):
        read_dataset(path)
