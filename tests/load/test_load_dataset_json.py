"""Dataset-JSON 1.1 as one object and as NDJSON: data types, dates, and everything that can be wrong at once."""

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pv.errors import InputError
from pv.load import Dataset, read_dataset

#: name, dataType, targetDataType
COLUMNS = [
    ("STUDYID", "string", None),
    ("AESEQ", "integer", None),
    ("AVAL", "float", None),
    ("BMI", "decimal", "decimal"),
    ("AESTDTC", "date", None),
    ("ASTDT", "date", "integer"),
    ("ASTDTM", "datetime", "integer"),
    ("ASTTM", "time", "integer"),
    ("FLAG", "boolean", None),
]
ROWS: list[list[Any]] = [
    ["CDISC01", 1, 1.5, "30.8983333232059", "2014-01", "2014-01-02", "2014-01-02T10:00:00.5", "10:00:00.5", True],
    ["", None, None, None, "", None, None, None, None],
    ["  x  ", 5.0, 2, "1,234.5", None, "0999-12-31", "9999-12-31T23:59", "23:59", False],
]


def document(columns: list[tuple[str, str, str | None]], rows: list[list[Any]], **changed: object) -> dict[str, Any]:
    described = [
        {"itemOID": f"IT.{name}", "name": name, "label": f"Label of {name}", "dataType": kind}
        | ({"targetDataType": target} if target else {})
        for name, kind, target in columns
    ]
    return {
        "datasetJSONCreationDateTime": "2023-06-28T15:38:43",
        "datasetJSONVersion": "1.1.0",
        "itemGroupOID": "IG.ADAE",
        "records": len(rows),
        "name": "ADAE",
        "label": "Adverse Events",
        "columns": described,
        "rows": rows,
    } | changed


def written(path: Path, content: dict[str, Any]) -> Path:
    """Write the document in the form that the suffix says."""
    if path.suffix == ".json":
        path.write_text(json.dumps(content, ensure_ascii=False, indent=2), encoding="utf-8")
    else:
        metadata = {name: value for name, value in content.items() if name != "rows"}
        lines = [metadata, *content["rows"]]
        path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


def listed(dataset: Dataset, column: str) -> list[Any]:
    values = dataset.frame[column].astype(object)
    return values.where(values.notna(), None).tolist()


@pytest.fixture(params=[".json", ".ndjson"])
def suffix(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_data_type_is_read(tmp_path: Path, suffix: str) -> None:
    dataset = read_dataset(written(tmp_path / f"ADAE{suffix}", document(COLUMNS, ROWS)))
    assert dataset.format == {".json": "Dataset-JSON 1.1", ".ndjson": "Dataset-NDJSON 1.1"}[suffix]
    assert (dataset.name, dataset.label, dataset.encoding) == ("adae", "Adverse Events", "UTF-8")
    assert dataset.labels == {name: f"Label of {name}" for name, _, _ in COLUMNS}
    kinds = ["str", "Int64", "float64", "float64", "str", "datetime64[s]", "datetime64[us]", "float64", "boolean"]
    assert [str(kind) for kind in dataset.frame.dtypes] == kinds
    assert listed(dataset, "STUDYID") == ["CDISC01", None, "  x"]
    assert listed(dataset, "AESEQ") == [1, None, 5]
    assert listed(dataset, "AVAL") == [1.5, None, 2.0]
    assert listed(dataset, "BMI") == [30.8983333232059, None, 1234.5]
    assert listed(dataset, "AESTDTC") == ["2014-01", None, None]  # a partial date of SDTM stays text
    assert listed(dataset, "ASTDT") == [pd.Timestamp("2014-01-02"), None, pd.Timestamp("0999-12-31")]
    assert listed(dataset, "ASTDTM") == [pd.Timestamp("2014-01-02T10:00:00.5"), None, pd.Timestamp("9999-12-31T23:59")]
    assert listed(dataset, "ASTTM") == [36_000.5, None, 86_340.0]
    assert listed(dataset, "FLAG") == [True, None, False]


def test_empty_text_is_missing_whatever_the_data_type(tmp_path: Path, suffix: str) -> None:
    rows = [*ROWS, [""] * 9, ["  "] * 9]
    frame = read_dataset(written(tmp_path / f"adae{suffix}", document(COLUMNS, rows))).frame
    assert frame.iloc[3:].isna().all(axis=None)
    assert str(frame["AESEQ"].dtype) == "Int64"


def test_a_target_type_may_be_left_out_or_repeated(tmp_path: Path, suffix: str) -> None:
    columns = [("A", "decimal", None), ("B", "integer", "integer"), ("C", "string", "string")]
    frame = read_dataset(written(tmp_path / f"adae{suffix}", document(columns, [[1.5, 2, "x"], ["2.5", 3, "y"]]))).frame
    assert frame.to_dict("list") == {"A": [1.5, 2.5], "B": [2, 3], "C": ["x", "y"]}


def test_metadata_without_records(tmp_path: Path, suffix: str) -> None:
    content = document(COLUMNS, [])
    if suffix == ".json":
        del content["rows"]
    frame = read_dataset(written(tmp_path / f"adae{suffix}", content)).frame
    assert frame.shape == (0, 9)
    assert str(frame["ASTDT"].dtype) == "datetime64[s]"


def test_patch_versions_of_1_1_are_read(tmp_path: Path, suffix: str) -> None:
    for version in ("1.1", "1.1.0", "1.1.12"):
        content = document(COLUMNS, ROWS, datasetJSONVersion=version)
        assert len(read_dataset(written(tmp_path / f"adae{suffix}", content)).frame) == 3


def test_everything_wrong_is_listed_at_once(tmp_path: Path, suffix: str) -> None:
    rows: list[Any] = [*ROWS, ["too", "short"], {"not": "an array"}]
    with pytest.raises(InputError) as raised:
        read_dataset(
            written(tmp_path / f"adae{suffix}", document(COLUMNS, rows, datasetJSONVersion="1.0.0", records=7))
        )
    assert [problem.message for problem in raised.value.problems] == [
        "datasetJSONVersion is '1.0.0'",
        "record 4 has 2 values",
        "record 5 is a JSON dict",
        "holds 5 records, but its metadata state 7",
    ]


def test_a_long_list_is_cut(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(InputError) as raised:
        read_dataset(written(tmp_path / f"adae{suffix}", document(COLUMNS, [[1]] * 30)))
    assert [problem.message for problem in raised.value.problems[::10]] == [
        "record 1 has 1 values",
        "20 more problems like these",
    ]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"columns": []}, "has no columns"),
        ({"columns": None}, "has no columns"),
        ({"columns": [{"dataType": "string"}]}, "column 1 has no name"),
        ({"columns": [{"name": "A", "dataType": "text"}]}, "column A has dataType 'text' and targetDataType None"),
        ({"columns": [{"name": "A", "dataType": "string", "targetDataType": "integer"}]}, "targetDataType 'integer'"),
        ({"columns": [{"name": "A", "dataType": ["date"]}]}, "column A has dataType ['date']"),
        ({"records": "3"}, "records is '3'"),
        ({"records": -1}, "records is -1"),
        ({"datasetJSONVersion": None}, "datasetJSONVersion is None"),
    ],
)
def test_wrong_metadata_are_refused(tmp_path: Path, suffix: str, changed: dict[str, Any], reason: str) -> None:
    path = written(tmp_path / f"adae{suffix}", document(COLUMNS, ROWS) | changed)
    with pytest.raises(InputError, match=rf"adae{suffix}") as raised:
        read_dataset(path)
    assert reason in str(raised.value)


@pytest.mark.parametrize(
    ("column", "value", "right"),
    [
        ("STUDYID", 5, "text"),
        ("AESEQ", "5", "a whole number"),
        ("AESEQ", 5.5, "a whole number"),
        ("AESEQ", True, "a whole number"),
        ("AVAL", "1.5", "a number"),
        ("BMI", "1,5", "a decimal number as text"),  # a comma separates thousands here
        ("BMI", "n/a", "a decimal number as text"),
        ("ASTDT", "2014-02-30", "a date as text"),
        ("ASTDT", "2014-02", "a date as text"),
        ("ASTDT", 19725, "a date as text"),
        ("ASTDTM", "2014-01-02", "a date and time as text"),
        ("ASTTM", "24:00:00", "a time as text"),
        ("FLAG", "Y", "true or false"),
        ("AVAL", {"x": 1}, "a number"),
    ],
)
def test_a_value_of_another_type_is_named(tmp_path: Path, suffix: str, column: str, value: object, right: str) -> None:
    at = [name for name, _, _ in COLUMNS].index(column)
    rows = [*ROWS, [*ROWS[0][:at], value, *ROWS[0][at + 1 :]]]
    with pytest.raises(InputError) as raised:
        read_dataset(written(tmp_path / f"adae{suffix}", document(COLUMNS, rows)))
    assert [problem.message for problem in raised.value.problems] == [f"record 4, column {column}: {value!r}"]
    assert right in raised.value.problems[0].expected


def test_numbers_too_large_are_refused(tmp_path: Path, suffix: str) -> None:
    for column, value in (("AESEQ", 2**63), ("AVAL", 10**400)):
        path = written(
            tmp_path / f"adae{suffix}",
            document([(column, "integer" if column == "AESEQ" else "float", None)], [[value]]),
        )
        with pytest.raises(InputError, match=f"column {column}"):
            read_dataset(path)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.json", '{"rows": [[NaN]]}', "NaN is not a JSON number"),
        ("a.json", '{"datasetJSONVersion": "1.1.0", "rows": [[1', "is not JSON"),
        ("a.json", '{"a": 1}\n[1]\n', r"one record a line is \.ndjson"),
        ("a.json", "[[1, 2]]", "begins with a JSON list"),
        ("a.json", "{" + '"a":{' * 100_000, "is nested too deeply to be read"),
        ("a.ndjson", "[" * 100_000, "line 1: is nested too deeply to be read"),
        ("a.json", '{"rows": [[' + "9" * 5000 + "]]}", "a whole number has more than 4,300 digits"),
        ("a.json", '{"a": 1,\n  b}', "is not JSON: invalid at line 2, column 3"),
        ("a.ndjson", '{"rows": []}\n', "has its records in the first line"),
        ("a.ndjson", '{\n"a": 1}\n', r"line 1: is not JSON.*one object is \.json"),
        ("a.ndjson", '{"a": 1}\n[1\n', "line 2: is not JSON"),
        ("a.ndjson", "[1]\n[2]\n", "begins with a JSON list"),
    ],
)
def test_text_that_is_no_document_is_refused(tmp_path: Path, name: str, content: str, reason: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=reason) as caught:
        read_dataset(tmp_path / name)
    # What Python's parser says is its own affair.
    assert not re.search(r"recursion|Expecting|Extra data|Exceeds|delimiter", str(caught.value))


def test_columns_of_one_name_are_refused(tmp_path: Path, suffix: str) -> None:
    columns: list[tuple[str, str, str | None]] = [("A", "string", None), ("a", "string", None)]
    with pytest.raises(InputError, match="column A occurs 2 times"):
        read_dataset(written(tmp_path / f"adae{suffix}", document(columns, [])))


def test_text_that_is_not_utf_8_is_read_and_named(tmp_path: Path, suffix: str) -> None:
    text = "Alzheimer\N{RIGHT SINGLE QUOTATION MARK}s"
    path = written(tmp_path / f"ts{suffix}", document([("TSVAL", "string", None)], [[text]]))
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))
    dataset = read_dataset(path)
    assert (dataset.encoding, dataset.frame["TSVAL"].iloc[0]) == ("windows-1252", text)


def test_a_lone_surrogate_is_refused(tmp_path: Path, suffix: str) -> None:
    path = written(tmp_path / f"ts{suffix}", document([("TSVAL", "string", None)], [["x"]]))
    path.write_text(path.read_text(encoding="utf-8").replace('"x"', r'"\ud800"'), encoding="utf-8")
    with pytest.raises(InputError, match="column TSVAL"):
        read_dataset(path)


_ROW = st.tuples(
    st.none() | st.text(st.characters(codec="utf-8")),
    st.none() | st.integers(-(2**63), 2**63 - 1),
    st.none() | st.floats(allow_nan=False, allow_infinity=False),
    st.none() | st.floats(allow_nan=False, allow_infinity=False),
    st.none() | st.dates(),
)
_ROW_COLUMNS: list[tuple[str, str, str | None]] = [
    ("TEXT", "string", None),
    ("WHOLE", "integer", None),
    ("FLOAT", "double", None),
    ("DECIMAL", "decimal", "decimal"),
    ("DAY", "date", "integer"),
]


@settings(max_examples=100, deadline=None)
@given(rows=st.lists(_ROW, max_size=5), kind=st.sampled_from([".json", ".ndjson"]))
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[Any, ...]], kind: str
) -> None:
    as_json = [
        [text, whole, number, None if decimal is None else repr(decimal), None if day is None else day.isoformat()]
        for text, whole, number, decimal, day in rows
    ]
    path = written(tmp_path_factory.getbasetemp() / f"any{kind}", document(_ROW_COLUMNS, as_json))
    dataset = read_dataset(path)
    assert listed(dataset, "TEXT") == [(text or "").rstrip(" ") or None for text, *_ in rows]
    assert listed(dataset, "WHOLE") == [row[1] for row in rows]
    assert listed(dataset, "FLOAT") == [row[2] for row in rows]
    assert listed(dataset, "DECIMAL") == [row[3] for row in rows]
    assert [day and day.date() for day in listed(dataset, "DAY")] == [row[4] for row in rows]
