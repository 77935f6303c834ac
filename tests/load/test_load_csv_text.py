"""CSV files: RFC 4180, delimiters, encodings, and records of the wrong length."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pv.errors import InputError
from pv.load import Dataset, read_dataset


def read(folder: Path, content: bytes, encoding: str | None = None) -> Dataset:
    (folder / "adae.csv").write_bytes(content)
    return read_dataset(folder / "adae.csv", encoding=encoding)


def values(dataset: Dataset) -> list[list[str | None]]:
    return dataset.frame.astype(object).where(dataset.frame.notna(), None).values.tolist()


def test_every_column_is_text(tmp_path: Path) -> None:
    dataset = read(tmp_path, b'usubjid,AESEQ,ASTDT\n01-701,007,2014-01-03\n"01,702",, NA \n')
    assert list(dataset.frame.columns) == ["USUBJID", "AESEQ", "ASTDT"]
    assert (dataset.frame.dtypes == "str").all()
    assert values(dataset) == [["01-701", "007", "2014-01-03"], ["01,702", None, " NA"]]
    assert (dataset.name, dataset.format, dataset.encoding, dict(dataset.labels)) == ("adae", "CSV", "UTF-8", {})


@pytest.mark.parametrize(("delimiter", "named"), [(",", "CSV"), (";", "CSV (semicolon)"), ("\t", "CSV (tab)")])
def test_the_delimiter_is_found_in_the_header(tmp_path: Path, delimiter: str, named: str) -> None:
    content = f"A{delimiter}B{delimiter}C\n1,5{delimiter}x;y{delimiter}2\tz\n"
    content = content if delimiter == ";" else content.replace("x;y", "x y")
    quoted = content.replace("1,5", '"1,5"').replace("x;y", '"x;y"').replace("2\tz", '"2\tz"')
    dataset = read(tmp_path, quoted.encode())
    assert dataset.format == named
    assert dataset.frame["A"].tolist() == ["1,5"]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_line_ends_and_a_byte_order_mark(tmp_path: Path, end: bytes) -> None:
    lines = [b"\xef\xbb\xbfUSUBJID,AETERM", b'S-1,"two\r\nlines ""quoted"""', b"S-2,", b""]
    assert values(read(tmp_path, end.join(lines))) == [["S-1", 'two\r\nlines "quoted"'], ["S-2", None]]


@pytest.mark.parametrize("content", [b"A,B", b"A,B\n", b"A,B\r\n\r\n"])
def test_a_header_alone_is_a_dataset_without_records(tmp_path: Path, content: bytes) -> None:
    frame = read(tmp_path, content).frame
    assert frame.shape == (0, 2)
    assert (frame.dtypes == "str").all()


def test_records_of_the_wrong_length_are_named_by_line(tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        read(tmp_path, b'A,B\n1,2\n1\n"x\ny",2\n1,2,3\n\n1,2\n')
    assert [problem.place.rpartition("adae.csv")[2] for problem in raised.value.problems] == [", line 3", ", line 6"]
    assert [problem.message for problem in raised.value.problems] == [
        "1 values, the header has 2",
        "3 values, the header has 2",
    ]


def test_many_wrong_records_are_counted(tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        read(tmp_path, b"A,B\n" + b"1\n" * 25)
    assert len(raised.value.problems) == 11
    assert raised.value.problems[-1].message == "15 more problems like these"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"A,B,a\n1,2,3\n", "column A occurs 2 times: 'A' and 'a'"),
        (b"A,A\n1,2\n", "column A occurs 2 times"),
        (b"A,,C\n1,2,3\n", "column 2 is named ''"),
        (b"\n \n", "column 1 is named ' '"),
        (b"\n\n", "has no header"),
        (b'A\n"' + b"x" * 200_000 + b'"\n1,2\n', "cannot be read as CSV"),
    ],
)
def test_a_file_that_is_not_a_table_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=r"adae\.csv") as raised:
        read(tmp_path, content)
    assert reason in str(raised.value)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'A,B\n1,"2\n3,4\n', 2),  # not closed: would swallow the rest
        (b'A,B\n1,"abc\n2,"def\n', 3),  # closed by the next one: would make one record of two
        (b'A,B\n1,5" tube\n2,6" tube\n', 2),
        (b'A,B\n1,x\n2,"x"y\n', 3),
        (b'\xef\xbb\xbfA,"B\n1,2\n', 1),
        (b'A,"\n', 1),
    ],
)
def test_a_quotation_mark_within_a_value_is_refused(tmp_path: Path, content: bytes, line: int) -> None:
    with pytest.raises(
        InputError, match=rf"adae\.csv, line {line}: a quotation mark is within a value or is not closed"
    ):
        read(tmp_path, content)


def test_quotation_marks_that_are_doubled_are_read(tmp_path: Path) -> None:
    content = b'\xef\xbb\xbf"A","B"\r\n"""","x""y"\r\n"",""""""\r\n"a,\nb","z"'
    assert values(read(tmp_path, content)) == [['"', 'x"y'], [None, '""'], ["a,\nb", "z"]]


@pytest.mark.parametrize(
    ("text", "codec", "named"),
    [
        ("Na\N{LATIN SMALL LETTER I WITH DIAERESIS}ve \N{MICRO SIGN}g", "utf-8", "UTF-8"),
        ("Alzheimer\N{RIGHT SINGLE QUOTATION MARK}s", "cp1252", "windows-1252"),
        ("\x81\xe9", "latin-1", "ISO-8859-1"),
    ],
)
@pytest.mark.parametrize("where", ["header", "value"])
def test_the_encoding_that_fits_is_found_and_named(
    tmp_path: Path, text: str, codec: str, named: str, where: str
) -> None:
    dataset = read(tmp_path, (f"{text},B\n1,2\n" if where == "header" else f"A,B\n{text},2\n").encode(codec))
    assert dataset.encoding == named
    assert text.upper() in dataset.frame.columns if where == "header" else dataset.frame["A"].tolist() == [text]


def test_a_forced_encoding_is_used_or_refused(tmp_path: Path) -> None:
    content = "A,B\n\N{KATAKANA LETTER A},2\n".encode("shift_jis")
    assert read(tmp_path, content, "shift_jis").frame["A"].tolist() == ["\N{KATAKANA LETTER A}"]
    with pytest.raises(InputError, match=r"adae\.csv: the text is not in the encoding UTF-8"):
        read(tmp_path, content, "utf-8")


MISSING = {"NA", "N/A", "n/a", "#N/A", "<NA>", "NULL", "null", "NaN", "nan", "NAN", "."}
_TEXT = st.sampled_from(sorted(MISSING)) | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(st.tuples(_TEXT, _TEXT, _TEXT), max_size=6), delimiter=st.sampled_from(",;\t"))
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], delimiter: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "texts.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([("A", "B", "C"), *rows])
    # What needs no quotation marks is written without them, so a lone point or NA is a missing value.
    assert values(read_dataset(path)) == [
        [None if text in MISSING else text.rstrip(" ") or None for text in row] for row in rows
    ]
