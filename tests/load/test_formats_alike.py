"""One study in every format that is read: the same tables, to the last digit."""

import csv
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

import places
import pv
from command import refused
from effort import SEARCH
from pv.api import Study
from pv.contract import read_contract
from pv.study.input.inputs import DATASETS
from small_study import ARMS, CONTROL, HEAD, events, subjects

Frames = Mapping[str, pd.DataFrame]

SETTINGS = """
[treatment_emergent]
window_days = 30
[demographics]
variables = ["AGE", "SEX", "RACE", "COUNTRY", "ECOGBL", "SMOKER", "WEIGHTBL", "SITEID", "LINES", "HEIGHTBL"]
numbers = ["LINES"]
"""
DAY = pd.Timestamp("2020-01-10")


def days(*offsets: int | None) -> pd.Series:
    return pd.Series([pd.NaT if days is None else DAY + pd.Timedelta(days=days) for days in offsets]).astype(
        "datetime64[s]"
    )


#: Types as SAS has them, text and float64; missing values of every kind, codes, an initial NA that is text.
ADSL = pd.DataFrame(
    {
        "STUDYID": "SMALL",
        "USUBJID": ["S-01", "S-02", "S-03", "S-04", "S-05", "S-06"],
        "TRT01A": ["Drug", "Drug", "Drug", "Control", "Control", "Control"],
        "SAFFL": ["Y", "Y", "Y", "Y", "Y", "N"],
        "TRTSDT": days(0, 0, 3, 0, 1, None),
        "TRTEDT": days(30, 59, None, 80, 12, None),
        "AGE": [61.0, np.nan, 47.0, 70.0, 55.0, 33.0],
        "SEX": ["F", "M", None, "M", "F", "F"],
        "RACE": ["WHITE", None, "ASIAN", "OTHER, MIXED", "WHITE", 'SO-CALLED "OTHER"'],
        "COUNTRY": ["DEU", "FRA", "FRA", None, "DEU", "DEU"],
        "ECOGBL": [0.0, 1.0, 1.0, 0.0, np.nan, 2.0],
        "SMOKER": [1.0, 0.0, 1.0, 0.0, 0.0, 1.0],
        "WEIGHTBL": [70.5, 81.0, np.nan, 64.25, 99.0, 58.0],
        "HEIGHTBL": [170.5, 181.0, 165.0, 164.0, 190.0, np.nan],
        "SITEID": ["001", "001", "012", "012", "003", "003"],
        "LINES": [1.0, 2.0, 3.0, 1.0, 2.0, 1.0],
        "EOSDT": days(90, 100, 40, 120, None, None),
        "DTHFL": [None, None, "Y", None, None, None],
        "DTHDT": days(None, None, 40, None, None, None),
    }
)
ADAE = pd.DataFrame(
    {
        "STUDYID": "SMALL",
        "USUBJID": ["S-01", "S-01", "S-02", "S-03", "S-03", "S-04", "S-04", "S-06", "S-09"],
        "AESEQ": [1.0, 2.0, 1.0, 1.0, 2.0, 1.0, 1.0, 1.0, 1.0],
        "AETERM": ["Headache", "Übelkeit", "rash; face", "Sepsis", "Headache", "Nausea", "Nausea", "Rash", "Lost"],
        "AEDECOD": ["Headache", "Nausea", "Rash", "Sepsis", "Headache", "Nausea", "Nausea", "Rash", "Rash"],
        "AEBODSYS": ["Nervous", "Gastric", "Skin", "Infections", "Nervous", "Gastric", "Gastric", "Skin", "Skin"],
        "ASTDT": days(2, 5, 200, 30, None, 4, 9, 4, 4),
        "AENDT": days(4, None, 201, 40, None, 6, None, 5, 5),
        "AESER": ["N", "N", "N", "Y", None, "N", "N", "N", "N"],
        "AETOXGR": ["1", "3", "2", "5", None, "2", "1", "1", "2"],
        "AEREL": ["RELATED", None, "NOT RELATED", "RELATED", "RELATED", None, "NOT RELATED", "RELATED", "RELATED"],
        "AEOUT": [None, None, None, "FATAL", None, None, None, None, None],
        "AEACN": None,
    }
).astype({"AEACN": "str"})
ADLB = pd.DataFrame(
    {
        "STUDYID": "SMALL",
        "USUBJID": ["S-01", "S-01", "S-02", "S-02", "S-04"],
        "PARAMCD": "ALT",
        "PARAM": "Alanine Aminotransferase (U/L)",
        "LBSEQ": [1.0, 2.0, 1.0, 2.0, 1.0],
        "ADT": days(-1, 10, -2, 12, 3),
        "AVAL": [20.1, 250.75, 18.0, np.nan, 0.1],
        "BASE": [20.1, 20.1, 18.0, 18.0, np.nan],
        "ABLFL": ["Y", None, "Y", None, None],
        "ANRLO": [5.0, 5.0, np.nan, 5.0, 5.0],
        "ANRHI": [40.0, 40.0, 40.0, 40.0, 40.0],
    }
)
FRAMES: Frames = {"adsl": ADSL, "adae": ADAE, "adlb": ADLB}


def is_date(values: pd.Series) -> bool:
    return bool(pd.api.types.is_datetime64_any_dtype(values))


def written(values: pd.Series, date: Callable[[pd.Timestamp], str], number: Callable[[float], str]) -> list[str | None]:
    """Return the values as a program writes them, None where they are missing."""
    show: Callable[..., str] = date if is_date(values) else number if values.dtype == "float64" else str
    return [None if pd.isna(value) else show(value) for value in values]


def xpt(folder: Path, frames: Frames, version: int) -> None:
    for name, frame in frames.items():
        dates = [str(column) for column in frame if is_date(frame[column])]
        counted = {column: (frame[column] - pd.Timestamp("1960-01-01")).dt.days.astype("float64") for column in dates}
        pyreadstat.write_xport(
            frame.assign(**counted),
            folder / f"{name}.xpt",
            table_name=name.upper(),
            file_format_version=version,  # type: ignore[arg-type]  # 5 or 8
            variable_format=dict.fromkeys(dates, "DATE9"),
        )


def dataset_json(folder: Path, frames: Frames, *, lines: bool) -> None:
    for name, frame in frames.items():
        columns = [
            {"itemOID": column, "name": column, "label": column, "dataType": "date", "targetDataType": "integer"}
            if is_date(frame[column])
            else {"itemOID": column, "name": column, "label": column, "dataType": "float"}
            if frame[column].dtype == "float64"
            else {"itemOID": column, "name": column, "label": column, "dataType": "string"}
            for column in frame
        ]
        values = [
            [
                None if pd.isna(value) else value if frame[column].dtype == "float64" else str(value)
                for value in frame[column]
            ]
            if not is_date(frame[column])
            else written(frame[column], iso, str)
            for column in frame
        ]
        rows = [list(row) for row in zip(*values, strict=True)]
        head = {"datasetJSONVersion": "1.1.0", "name": name.upper(), "records": len(frame), "columns": columns}
        if lines:
            text = "\n".join(json.dumps(line) for line in (head, *rows))
            (folder / f"{name}.ndjson").write_text(text, encoding="utf-8")
        else:
            (folder / f"{name}.json").write_text(json.dumps({**head, "rows": rows}), encoding="utf-8")


def parquet(folder: Path, frames: Frames) -> None:
    for name, frame in frames.items():
        frame.to_parquet(folder / f"{name}.parquet")


def iso(day: pd.Timestamp) -> str:
    return day.strftime("%Y-%m-%d")


def date9(day: pd.Timestamp) -> str:
    return day.strftime("%d%b%Y").upper()


def plain(number: float) -> str:
    """Return a number as R, SAS and Excel write it: 1, 70.5."""
    return str(int(number)) if number == int(number) else repr(number)


def r(folder: Path, frames: Frames) -> None:
    """Write as write.csv does: text in quotation marks, NA without, the row names in front."""
    for name, frame in frames.items():
        columns = []
        for column in frame:
            values = written(frame[column], iso, plain)
            quoted = not (is_date(frame[column]) or frame[column].dtype == "float64")
            marked = [
                value if value is None or not quoted else '"' + value.replace('"', '""') + '"' for value in values
            ]
            columns.append(["NA" if value is None else value for value in marked])
        lines = [",".join(['""', *(f'"{column}"' for column in frame)])]
        lines += [f'"{number}",' + ",".join(row) for number, row in enumerate(zip(*columns, strict=True), start=1)]
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def sas(folder: Path, frames: Frames) -> None:
    """Write as PROC EXPORT does after a put of formats: DATE9, a missing number or date as a lone point."""
    for name, frame in frames.items():
        columns = []
        for column in frame:
            text = not (is_date(frame[column]) or frame[column].dtype == "float64")
            columns.append(
                [("" if text else ".") if value is None else value for value in written(frame[column], date9, plain)]
            )
        rows(folder / f"{name}.csv", frame, columns, ",", "utf-8")


def excel(folder: Path, frames: Frames, day: Callable[[pd.Timestamp], str] = iso) -> None:
    """Write as Excel does with dates kept as ISO 8601: semicolons, a byte order mark, nothing where nothing is."""
    for name, frame in frames.items():
        columns = [["" if value is None else value for value in written(frame[column], day, plain)] for column in frame]
        rows(folder / f"{name}.csv", frame, columns, ";", "utf-8-sig")


def rows(path: Path, frame: pd.DataFrame, columns: list[list[str]], delimiter: str, encoding: str) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([list(frame), *zip(*columns, strict=True)])


def pandas(folder: Path, frames: Frames) -> None:
    for name, frame in frames.items():
        frame.to_csv(folder / f"{name}.csv")  # the index in front, 1.0 for 1


WRITERS: Mapping[str, Callable[[Path, Frames], None]] = {
    "XPT v5": lambda folder, frames: xpt(folder, frames, 5),
    "XPT v8": lambda folder, frames: xpt(folder, frames, 8),
    "Parquet": parquet,
    "Dataset-JSON": lambda folder, frames: dataset_json(folder, frames, lines=False),
    "NDJSON": lambda folder, frames: dataset_json(folder, frames, lines=True),
    "CSV of R": r,
    "CSV of SAS": sas,
    "CSV of pandas": pandas,
    "CSV of Excel": excel,
}
#: What tells of the file, not of the data.
OF_THE_FILE = {"manifest", "accounting", "findings", "finding_count", "collected"}


def opened(folder: Path, frames: Frames | None) -> Study:
    (folder / "study.toml").write_text(HEAD + SETTINGS + ARMS, encoding="utf-8")
    return pv.open_study(folder / "study.toml", frames)


def tables(study: Study, *kinds: str) -> dict[str, pd.DataFrame]:
    """Return the tables of these kinds, of an input the columns that its contract names: in CSV others have no type."""
    listed = study.tables()
    found = {}
    for name in listed.loc[listed["kind"].isin(kinds), "table"]:
        if name not in OF_THE_FILE:
            table = study.table(name)
            dataset = name.removesuffix("_set_aside")
            found[name] = table[[*read_contract(dataset).dtypes]] if dataset in DATASETS else table
    return found


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    """Return every table of the study, from frames."""
    with opened(tmp_path_factory.mktemp("frames"), FRAMES) as study:
        assert set(study.table("demographic").set_index("variable")["kind"].items()) >= {
            *((name, "number") for name in ("AGE", "WEIGHTBL", "HEIGHTBL", "LINES")),
            *((name, "category") for name in ("SEX", "RACE", "ECOGBL", "SMOKER", "SITEID")),
        }
        return tables(study, "input", "derived", "result")


#: Of which formats every table is compared: those of SQL are functions of the other tables, and take seconds. It is the
#: one that has the least in common with frames: quotation marks, NA, a column of row names; at length each.
WHOLE = tuple(WRITERS) if SEARCH else ("CSV of R",)


@pytest.mark.parametrize("format_", WRITERS)
def test_every_table_is_the_same_to_the_last_digit(
    tmp_path: Path, format_: str, expected: dict[str, pd.DataFrame]
) -> None:
    WRITERS[format_](tmp_path, FRAMES)
    with opened(tmp_path, None) as study:
        found = tables(study, *("input", "derived", "result")[: 3 if format_ in WHOLE else 1])
        assert study.findings["rule"].isin(["missing_text"]).any() == (format_ in {"CSV of R", "CSV of SAS"})
    assert {"adsl", "adae_set_aside", "adlb", "adsl_value", "demographic", "same_record"} <= found.keys()
    assert found.keys() == expected.keys() or format_ not in WHOLE
    for name, table in found.items():
        pd.testing.assert_frame_equal(table, expected[name], check_exact=True, obj=f"{name} of {format_}")


@pytest.mark.parametrize("form", ["%m/%d/%Y", "%d.%m.%Y", "%d-%b-%y"])
def test_dates_as_excel_shows_them_are_refused_not_guessed(tmp_path: Path, form: str) -> None:
    # 1/10/2020 is 10 January or 1 October: nothing in the file tells which.
    excel(tmp_path, FRAMES, lambda day: day.strftime(form))
    (tmp_path / "study.toml").write_text(HEAD + SETTINGS + ARMS, encoding="utf-8")
    message = refused("check", tmp_path / "study.toml")
    assert f"adsl.csv: none of the 5 values of TRTSDT can be read; the first is '{DAY.strftime(form)}'" in message
    # One line a file: the onsets cannot be read either.
    assert "adae.csv: none of the" in message
    assert message.count("\n") == 2


def test_frames_of_other_types_give_the_same_tables(tmp_path: Path, expected: dict[str, pd.DataFrame]) -> None:
    # Whole numbers, truth values, categories and objects, and a frame indexed by one of its columns.
    adsl = ADSL.assign(
        SMOKER=ADSL["SMOKER"].astype("int64"),
        LINES=ADSL["LINES"].astype("Int64"),
        SAFFL=ADSL["SAFFL"] == "Y",
        RACE=ADSL["RACE"].astype("category"),
        TRTSDT=ADSL["TRTSDT"].astype("datetime64[ns]"),
        SITEID=ADSL["SITEID"].astype(object),
    ).set_index("USUBJID", drop=False)
    with opened(tmp_path, {**FRAMES, "adsl": adsl}) as study:
        for name, table in tables(study, "derived").items():
            pd.testing.assert_frame_equal(table, expected[name], check_exact=True, obj=name)


def test_a_day_after_9999_is_the_same_finding_in_every_format(tmp_path: Path) -> None:
    # Day 2,936,548 of SAS, whose calendar has two leap days fewer, is 1 January 10000.
    after = np.array(["10000-01-01", "2020-02-01", "NaT"], dtype="datetime64[s]")
    day_of_sas = {"LSTALVDT": [2_936_548.0, 21_946.0, np.nan]}  # 2020-02-01: 60 years of 365, 15 leap days and 31
    assert 60 * 365 + 15 + 31 == 21_946
    adsl = subjects({}, {}, CONTROL).drop(columns="AGE")
    found = {}
    for kind in ("parquet", 5, 8, "frame"):
        folder = tmp_path / str(kind)
        folder.mkdir()
        (folder / "study.toml").write_text(HEAD + ARMS, encoding="utf-8")
        if kind == "parquet":
            adsl.assign(LSTALVDT=after).to_parquet(folder / "adsl.parquet")
        elif kind != "frame":
            path, version = folder / "adsl.xpt", kind
            formats = {"LSTALVDT": "DATE9"}
            pyreadstat.write_xport(
                adsl.assign(**day_of_sas),
                path,
                file_format_version=version,  # type: ignore[arg-type]  # 5 or 8
                variable_format=formats,
            )
        events({}).to_csv(folder / "adae.csv", index=False)
        frames = {"adsl": adsl.assign(LSTALVDT=after), "adae": events({})} if kind == "frame" else None
        with pv.open_study(folder / "study.toml", frames) as study:
            rows = study.findings[study.findings["variable"] == "LSTALVDT"]
            columns = ["severity", "rule", "dataset", "source_row", "record_key", "value", "action"]
            found[kind] = rows[columns].astype("object").to_numpy().tolist()
    right = [["warning", "readable", "adsl", 1, "USUBJID=U1", "10000-01-01", "Value treated as missing"]]
    assert found == dict.fromkeys(("parquet", 5, 8, "frame"), right)


@pytest.mark.skipif(not (places.SHARED / "cases").is_dir(), reason="the small inputs are not beside the checkout")
def test_the_only_onset_after_9999_is_a_finding_with_the_value() -> None:
    with pv.open_study(places.SHARED / "cases" / "parquet_year_10000") as study:
        found = study.findings.query("rule == 'readable' and variable == 'ASTDT'")
        assert found["value"].to_list() == ["10000-01-01"]
        (account,) = study.accounting.query("dataset == 'adae'").itertuples()
        assert (account.rows_in, account.rows_used) == (1, 1)
