"""What a SQL file of tables or of SDTM says in its header gives it no row: it has rows with it, and none without."""

from pathlib import Path

import pandas as pd
import pytest

from pv import resources
from pv.engine import Engine, needed_rows
from small_sdtm import made
from small_study import CONTROL, events, small_study, subjects

FOLDERS = ("sql/derive", "sql/sdtm", "sql/check/sdtm")
FILES = {folder: [path for path in resources.files(folder, ".sql").values() if needed_rows(path)] for folder in FOLDERS}
TEXT = """[dictionary]
ctcae = "5.0"
queries = "fmq.csv"
[lvef]
parameter = "LVEF"
[flow]
randomised = "everyone"
[[analysis_set]]
name = "everyone"
label = "All subjects"
flag = "SAFFL"
by = "actual arm"
[[endpoint]]
name = "os"
label = "Overall survival"
parameter = "OS"
cohort = [{ SEX = "F" }]
[[response]]
name = "bor"
label = "Best overall response"
parameter = "BOR"
rates = { "Objective response" = ["CR"] }
"""


@pytest.fixture(scope="module")
def derived(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Return the database of a study with results of every dataset, and a graded event."""
    first = {"USUBJID": "U1", "ADT": "2020-01-12"}
    frames: dict[str, list[dict[str, object]]] = {
        "adlb": [
            first | {"PARAMCD": "ALT", "AVAL": 90.0, "AVALU": "U/L", "ANRHI": 40.0},
            first | {"PARAMCD": "LVEF", "AVAL": 60.0, "AVALU": "%"},
        ],
        "adex": [{"USUBJID": "U1", "EXSEQ": 1, "EXTRT": "Drug", "EXDOSE": 5.0, "EXDOSU": "mg", "ASTDT": "2020-01-10"}],
        "adtte": [{"USUBJID": "U1", "PARAMCD": "OS", "AVAL": 9.0, "CNSR": 0}],
        "adrs": [{"USUBJID": "U1", "PARAMCD": "BOR", "AVALC": "CR"}],
        "advs": [first | {"PARAMCD": "SYSBP", "PARAM": "Systolic Blood Pressure (mmHg)", "AVAL": 120.0}],
        "adeg": [
            first | {"PARAMCD": "QT", "PARAM": "QT Interval (ms)", "AVAL": 400.0},
            first | {"PARAMCD": "RR", "PARAM": "RR Interval (ms)", "AVAL": 1000.0},
        ],
    }
    folder = tmp_path_factory.mktemp("derived")
    (folder / "fmq.csv").write_text("fmq,pt,category\nSickness,Nausea,Narrow\n", encoding="utf-8")
    study = small_study(
        folder,
        subjects({}, CONTROL),
        events({"AETOXGR": "2", "AEDECOD": "Nausea"}),
        TEXT,
        {name: pd.DataFrame(rows) for name, rows in frames.items()},
    )
    return study._built.engine


@pytest.fixture(scope="module")
def domains() -> Engine:
    """Return the database that SDTM domains are turned into analysis datasets in, with something for every check."""
    kept: list[Engine] = []

    def keep_open(engine: Engine) -> None:
        kept.append(engine)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Engine, "close", keep_open)
        made(
            dm=[{"DTHFL": "Y", "DTHDTC": "2020-02-01"}, {}],
            ds=[
                {"DSDECOD": "COMPLETED", "DSSTDTC": "2020-03-02"},
                {"DSDECOD": "DEATH", "DSSTDTC": "2020-03-01"},
                {"USUBJID": "U2", "DSDECOD": "DEATH", "DSSTDTC": "2020-03-01"},
            ],
            ae=[{}, {"AESEQ": 1, "AETERM": "Cough"}],
            suppae=[{"IDVARVAL": text, "QNAM": "AESOSP", "QVAL": "A"} for text in "19"],
            lb=[
                {"LBTESTCD": "ALT", "LBSTRESN": "20", "LBBLFL": "Y"},
                {"LBTESTCD": "ALT", "LBSTRESN": "21", "LBBLFL": "Y", "LBSTAT": "NOT DONE"},
                {"LBTESTCD": "ALT", "LBSTRESN": "22", "LBBLFL": "Y"},
                {"LBTESTCD": "ALT", "LBSTRESN": "high"},
                {"LBTESTCD": "ALT", "LBSTRESN": None, "LBSTRESC": ">9"},
                {"LBTESTCD": "ALT", "LBSTRESN": None, "LBSTRESC": "9"},
            ],
        )
    (engine,) = kept
    return engine


def rows_without(engine: Engine, path: str, empty: str) -> int:
    """Return how many rows a file gives where a table that it reads is empty."""
    comments, tables, query = resources.read(path).partition("\nwith ")
    shadow = f"with {empty} as (select * from main.{empty} where false)"  # noqa: S608  # a name of our own
    text = f"{shadow}, {query}" if tables else f"{shadow}\n{comments}"
    return len(engine.connection.sql(text))


@pytest.mark.parametrize("path", FILES["sql/derive"], ids=lambda path: Path(path).stem)
def test_a_derived_table_has_rows_only_with_those_that_its_header_names(derived: Engine, path: str) -> None:
    assert len(derived.rows(path)) > 0
    assert rows_without(derived, path, str(needed_rows(path))) == 0


@pytest.mark.parametrize("path", [*FILES["sql/sdtm"], *FILES["sql/check/sdtm"]], ids=lambda path: Path(path).stem)
def test_a_file_of_sdtm_gives_rows_only_with_those_that_its_header_names(domains: Engine, path: str) -> None:
    assert len(domains.rows(path)) > 0
    assert rows_without(domains, path, str(needed_rows(path))) == 0


def test_a_table_that_can_have_no_row_is_not_made(tmp_path: Path) -> None:
    with small_study(tmp_path, subjects({}, CONTROL), events({})) as study:
        engine = study._built.engine
        assert not engine.has_rows("lab_grade")
        assert "lab_standard" not in engine._tables
        assert study.table("lab_grade").empty
        assert "lab_standard" in engine._tables
