"""A study of SDTM domains: found by itself, read from files or frames, whole or split, and used like any other."""

import json
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

import pv
from command import drawn_here
from pv.cli.main import cli
from pv.errors import InputError
from pv.study.input.inputs import read_inputs
from pv.study.input.standard import laboratory_parts, standard_of
from pv.study.sdtm.from_domains import analysed
from pv.study.setting.data_settings import DataPart
from pv.study.setting.definition import read_definition
from small_sdtm import Row, domains, made, values
from small_study import ARMS, HEAD, count

CONTROL = {"ARM": "Control", "ACTARM": "Control"}
#: One subject with an event in each arm, and a screen failure.
ROWS: dict[str, list[Row]] = {
    "dm": [{}, CONTROL, {"ARMCD": "SCRNFAIL", "ARM": "Screen Failure", "ACTARM": "Screen Failure"}],
    "ex": [{}, {"USUBJID": "U2", "EXTRT": "PLACEBO", "EXDOSE": 0}],
    "ae": [{}, {"USUBJID": "U2", "AESTDTC": "2020-01-13"}, {"USUBJID": "U3"}],
    "ds": [{"DSDECOD": "COMPLETED", "DSSTDTC": "2020-02-01"}],
}
LABORATORY: list[Row] = [
    {"LBTESTCD": "ALT", "LBTEST": "Alanine", "LBSTRESN": 20, "LBSTRESU": "U/L", "LBBLFL": "Y", "LBDTC": "2020-01-10"},
    {"LBTESTCD": "ALT", "LBTEST": "Alanine", "LBSTRESN": 65.5, "LBSTRESU": "U/L", "LBDTC": "2020-01-15T09:00"},
]


def folder_of(path: Path, frames: dict[str, pd.DataFrame], study: str = HEAD + ARMS) -> Path:
    for name, frame in frames.items():
        frame.to_csv(path / f"{name}.csv", index=False)
    (path / "study.toml").write_text(study, encoding="utf-8")
    return path


def problems(path: Path, frames: dict[str, pd.DataFrame], study: str = HEAD + ARMS) -> list[str]:
    with pytest.raises(InputError) as caught:
        pv.open_study(folder_of(path, frames, study))
    return [str(problem) for problem in caught.value.problems]


def adam_of(path: Path, frames: dict[str, pd.DataFrame] | None = None) -> dict[str, pd.DataFrame]:
    """Return the analysis datasets of the study in a folder, as they are before they are checked."""
    definition = read_definition(path / "study.toml")
    datasets, _ = analysed(read_inputs(definition, frames)[0], definition.settings)
    return {name: dataset.frame for name, dataset in datasets.items()}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def test_the_standard_is_found_from_what_there_is(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    assert standard_of(DataPart(), missing) == "adam"
    assert standard_of(DataPart(standard="sdtm"), missing, {"adsl"}) == "sdtm"
    assert standard_of(DataPart(), missing, {"dm", "ae"}) == "sdtm"
    assert standard_of(DataPart(), missing, {"adsl", "dm"}) == "adam"
    assert standard_of(DataPart(dm="x.xpt"), missing) == "sdtm"
    (tmp_path / "AE.csv").touch()
    assert standard_of(DataPart(), tmp_path) == "sdtm"
    (tmp_path / "adae.csv").touch()
    assert standard_of(DataPart(), tmp_path) == "adam"
    assert standard_of(DataPart(ae="ae.csv"), tmp_path) == "sdtm"


def test_the_parts_of_a_split_domain() -> None:
    assert laboratory_parts(["lbhe", "ae", "lbch", "lbchx"]) == ["lbch", "lbhe"]
    assert laboratory_parts(["lb", "ae"]) == ["lb"]
    with pytest.raises(InputError, match=r"lb: both lb and parts of it are present: lbch, lbhe .*data\.lb"):
        laboratory_parts(["lbhe", "lb", "lbch"])
    assert laboratory_parts(["ae"]) == []


def test_files_and_frames_give_the_same_study(tmp_path: Path) -> None:
    frames = domains(**ROWS)
    with pv.open_study(folder_of(tmp_path, frames)) as study:
        assert count(study, level="any", category="any", arm="Drug")["subjects"] == 1
        assert study.accounting[["dataset", "file", "rows_in", "rows_used", "rows_in_population"]].to_dict("split")[
            "data"
        ] == [["adsl", "dm.csv", 3, 3, 2], ["adae", "ae.csv", 3, 3, 2], ["adex", "ex.csv", 2, 2, 2]]
        assert {path.name for path in study.files} == {"study.toml", "dm.csv", "ae.csv", "ex.csv", "ds.csv"}
        inputs = study.sql("select name from manifest where kind = 'input' order by name")["name"]
        assert inputs.to_list()[0].startswith("adae (CSV, from AE")
        read = study.sql("select count(*) as files from manifest where name = 'sql/sdtm/adsl.sql'")["files"]
        assert read.item() == 1
        from_files = study.table("incidence")
    pd.testing.assert_frame_equal(pv.open_study(tmp_path / "study.toml", frames).table("incidence"), from_files)


def test_a_missing_column_is_one_error_with_its_file(tmp_path: Path) -> None:
    frames = domains(**ROWS)
    frames["ex"] = frames["ex"].drop(columns="EXDOSE").rename(columns={"EXTRT": "EXTRTN"})
    frames["ae"] = frames["ae"].drop(columns="AESTDTC")
    found = problems(tmp_path, frames)
    assert sum("is missing" in problem for problem in found) == 3
    assert any("ex.csv: column EXTRT (Name of Treatment) is missing (is it EXTRTN?" in problem for problem in found)
    assert any('in study.toml: [data.columns.ex] EXTRT = "EXTRTN"' in problem for problem in found)


def test_a_column_that_one_file_of_a_split_domain_lacks_is_an_error(tmp_path: Path) -> None:
    frames = domains(**ROWS, lbch=LABORATORY, lbhe=LABORATORY)
    frames["lbhe"] = frames["lbhe"].rename(columns={"LBSTRESN": "STRESN"})
    found = problems(tmp_path, frames)
    assert found[0].partition(" (")[0].endswith("lbhe.csv: column LBSTRESN")
    assert not any("lbch.csv" in problem for problem in found)


def test_a_column_can_have_another_name(tmp_path: Path) -> None:
    frames = domains(**ROWS)
    frames["ae"] = frames["ae"].rename(columns={"AESTDTC": "START"})
    study = f'{HEAD}[data.columns.ae]\nAESTDTC = "START"\n{ARMS}'
    assert adam_of(folder_of(tmp_path, frames, study))["adae"]["ASTDT"].notna().all()


def test_what_is_not_read_is_an_error(tmp_path: Path) -> None:
    frames = domains(**ROWS)
    study = f'{HEAD}[data]\nstandard = "sdtm"\nadsl = "adsl.csv"\n{ARMS}'
    assert "adsl is not read, because the data are in SDTM" in problems(tmp_path, frames, study)[0]
    with pytest.raises(InputError, match=r"'suppea' is not a supported dataset \(did you mean 'suppae'"):
        pv.open_study(tmp_path / "study.toml", {**frames, "suppea": frames["ae"]})
    without = {name: frame for name, frame in frames.items() if name != "ex"}
    empty = tmp_path / "empty"
    empty.mkdir()
    assert any("no dataset 'ex'" in problem for problem in problems(empty, without))


def test_a_file_can_have_another_name(tmp_path: Path) -> None:
    frames = domains(**ROWS)
    frames["ae_old"] = frames.pop("ae")
    study = f'{HEAD}[data]\nae = "ae_old.csv"\n{ARMS}'
    assert len(adam_of(folder_of(tmp_path, frames, study))["adae"]) == 3


def test_a_death_of_which_only_the_month_is_known_is_not_dated_and_is_in_the_risk_period(tmp_path: Path) -> None:
    # The last dose was on 2020-01-19: the risk period ends on 18 February, within the month of the death.
    fatal: Row = {"AESTDTC": "2020-02-05", "AEENDTC": "2020-02", "AEOUT": "FATAL"}
    for dead in ({}, {"DTHFL": "Y", "DTHDTC": "2020-02"}):
        frames = domains(**(ROWS | {"dm": [dead, *ROWS["dm"][1:]], "ae": [fatal, *ROWS["ae"][1:]]}))
        study = f"{HEAD}[treatment_emergent]\nwindow_days = 30\n{ARMS}"
        with pv.open_study(folder_of(tmp_path, frames, study)) as opened:
            listing, findings = opened.table("death_listing"), opened.findings.set_index("rule")
        assert values(listing, "death_date", "on_treatment") == [(None, "True")]
        assert (
            findings.loc["imputed_end", "action"]
            == "Retained; the end date as imputed; it is not used as a date of death"
        )


def test_doses_are_those_of_ex_a_partial_date_missing() -> None:
    tables, _ = made(ex=[{"EXSTDTC": "2020-01-10T08:00"}, {"EXSTDTC": "2020-01", "EXENDTC": None}])
    doses = values(tables["adex"], "USUBJID", "EXSEQ", "EXTRT", "EXDOSE", "ASTDT", "AENDT")
    assert doses == [("U1", "1", "DRUG", "5", "2020-01-10", "2020-01-19"), ("U1", "2", "DRUG", "5", None, None)]


def test_laboratory_results_have_their_baseline() -> None:
    tables, _ = made(lb=[*LABORATORY, {"LBTESTCD": "ALT", "LBSTRESN": 1, "USUBJID": "U2"}])
    results = values(tables["adlb"], "PARAMCD", "PARAM", "ADT", "AVAL", "AVALU", "BASE", "CHG", "ABLFL")
    assert results == [
        ("ALT", "Alanine (U/L)", "2020-01-10", "20.0", "U/L", "20.0", "0.0", "Y"),
        ("ALT", "Alanine (U/L)", "2020-01-15", "65.5", "U/L", "20.0", "45.5", None),
        ("ALT", None, None, "1.0", None, None, None, None),
    ]


def test_laboratory_results_of_sdtm_are_graded(tmp_path: Path) -> None:
    ranged = [{**row, "LBSTNRLO": 7, "LBSTNRHI": 40} for row in LABORATORY]
    # 1 mg/dL = 88.4 umol/L, of which 141.44 is 1.6 times: grade 2. Of a baseline of 1 umol/L it would be grade 3.
    before, after = ({**row, "USUBJID": "U2", "LBTESTCD": "CREAT", "LBSTRESU": "mg/dL"} for row in LABORATORY)
    creatinine = [
        {**before, "LBSTRESN": 1, "LBSTNRLO": 0.1, "LBSTNRHI": 2},
        {**after, "LBSTRESN": 141.44, "LBSTRESU": "umol/L", "LBSTNRLO": 9, "LBSTNRHI": 177},
    ]
    study = pv.open_study(folder_of(tmp_path, domains(**ROWS, lbch=ranged, lbhe=creatinine)))
    assert {"lbch.csv", "lbhe.csv"} <= {path.name for path in study.files}
    # 65.5 U/L is 1.6 times the upper limit of 40: above it and not above 3 times it.
    grades = study.table("lab_grade").sort_values("source_row")
    assert values(grades, "analyte", "phase", "grade", "not_graded") == [
        ("ALT", "baseline", "0", None),
        ("ALT", "post-baseline", "1", None),
        ("CREAT", "baseline", "0", None),
        ("CREAT", "post-baseline", "2", None),
    ]


@pytest.mark.parametrize("flag", ["Y", None])
def test_times_tell_which_results_of_the_first_day_are_after_the_first_dose(tmp_path: Path, flag: str | None) -> None:
    alt: Row = {"LBTESTCD": "ALT", "LBSTRESU": "U/L", "LBSTNRLO": 7, "LBSTNRHI": 40}
    results = [
        {**alt, "LBSTRESN": 20, "LBDTC": "2020-01-10T07:00", "LBLOBXFL": flag},
        {**alt, "LBSTRESN": 900, "LBDTC": "2020-01-10T18:00"},
        {**alt, "LBSTRESN": 30, "LBDTC": "2020-01-15"},
    ]
    doses = [{"EXSTDTC": "2020-01-10T08:00"}, *ROWS["ex"][1:]]
    with pv.open_study(folder_of(tmp_path, domains(**(ROWS | {"ex": doses}), lb=results))) as study:
        assert values(study.table("lab_value").sort_values("source_row"), "phase") == [
            ("baseline",),
            ("post-baseline",),
            ("post-baseline",),
        ]
        # 900 is 22.5 times the upper limit: above 20 times.
        assert values(study.table("lab_worst"), "baseline_grade", "worst_grade") == [("0", "4")]


def test_only_blood_has_the_bare_code_of_a_test() -> None:
    glucose: Row = {"LBTESTCD": "GLUC", "LBSTRESN": 5, "LBBLFL": "Y"}
    tables, _ = made(
        lb=[
            {**glucose, "LBSPEC": "SERUM"},
            {**glucose, "LBSPEC": "Urine", "LBSTRESN": 0},
            {**glucose, "LBCAT": "URINALYSIS", "USUBJID": "U2"},
            {**glucose, "USUBJID": "U3"},
        ]
    )
    codes = [("GLUC", "5.0"), ("GLUC_URINE", "0.0"), ("GLUC_URINE", "5.0"), ("GLUC", "5.0")]
    assert values(tables["adlb"], "PARAMCD", "BASE") == codes


def test_a_split_laboratory_is_read_whole(tmp_path: Path) -> None:
    frames = domains(**ROWS, lbch=LABORATORY, lbhe=[{"LBTESTCD": "HGB", "LBSTRESN": 7.5}])
    frames["lbch"]["LBSEQ"], frames["lbhe"]["LBSEQ"] = [1, 2], [3]
    found = adam_of(folder_of(tmp_path, frames))
    assert {"lbch", "lbhe"} <= set(found)  # the files that were read are named in the manifest
    named = adam_of(folder_of(tmp_path, frames, f'{HEAD}[data]\nlb = ["lbch.csv", "lbhe.csv"]\n{ARMS}'))
    for adam in (found, named, adam_of(folder_of(tmp_path, {}), frames)):
        assert adam["adlb"]["PARAMCD"].to_list() == ["ALT", "ALT", "HGB"]
        assert adam["adlb"]["AVAL"].to_list() == [20, 65.5, 7.5]


def test_init_check_and_report_take_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn_here(monkeypatch)
    folder_of(tmp_path, domains(**ROWS))
    (tmp_path / "study.toml").unlink()
    assert run("init", tmp_path).exit_code == 0
    text = (tmp_path / "study.toml").read_text(encoding="utf-8")
    assert 'standard = "sdtm"' in text
    assert '#ds = "ds.csv"' in text
    assert 'name = "Drug"' in text
    assert "Screen Failure" not in text
    checked = run("check", tmp_path)
    assert checked.exit_code == 0, checked.output
    assert "adsl (dm.csv, CSV, from DM): 3 rows in = 3 used + 0 set aside" in checked.output
    assert run("report", tmp_path, "--out", tmp_path / "safety.html").exit_code == 0
    assert "Screen Failure" not in (tmp_path / "safety.html").read_text(encoding="utf-8")


def test_an_event_that_did_not_occur_is_set_aside(tmp_path: Path) -> None:
    events: list[Row] = [*ROWS["ae"], {"AEOCCUR": "N", "AESEQ": 7}, {"AEOCCUR": "Y", "AESEQ": 8}]
    frames = domains(**(ROWS | {"ae": events}), lbch=LABORATORY, lbhe=[{"LBTESTCD": "HGB", "LBSTRESN": 75}])
    with pv.open_study(folder_of(tmp_path, frames)) as study:
        accounts = study.accounting.set_index("dataset")
        assert study.table("adae_set_aside")["AESEQ"].to_list() == [7]
        assert study.findings.query("rule == 'event_not_occurred'")["severity"].to_list() == ["reject"]
    rows = ["rows_in", "rows_used", "rows_set_aside"]
    assert accounts.loc[["adae"], rows].to_numpy().tolist() == [[5, 4, 1]]
    assert accounts["file"].to_dict()["adlb"] == "lbch.csv, lbhe.csv"


@pytest.mark.parametrize(
    ("flags", "rule"),
    [
        (["Y", "N", "Y"], "flag"),
        (["Y", None, "Y"], "flag"),
        (["Y", "N", None], "window"),
        ([None, "N", None], "window"),
    ],
)
def test_init_takes_the_flag_only_where_every_event_has_one(tmp_path: Path, flags: list[str | None], rule: str) -> None:
    events = [dict(row) | {"TRTEMFL": flag} for row, flag in zip(ROWS["ae"], flags, strict=True)]
    folder_of(tmp_path, domains(**(ROWS | {"ae": events})))
    run("init", tmp_path, "--force")
    text = (tmp_path / "study.toml").read_text(encoding="utf-8")
    assert f'rule = "{rule}"' in text
    assert ("CHECK: 1 of 3 events have no flag" in text) == (flags == ["Y", "N", None])


def test_init_names_the_parts_of_a_split_laboratory(tmp_path: Path) -> None:
    folder_of(tmp_path, domains(**ROWS, lbch=LABORATORY, lbhe=LABORATORY))
    run("init", tmp_path, "--force")
    text = (tmp_path / "study.toml").read_text(encoding="utf-8")
    assert f"#lb = {json.dumps(['lbch.csv', 'lbhe.csv'])}" in text
