"""Files without a record: of an optional dataset a note, and the study is read as if it had none; else an error."""

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import pv
from command import folder_of, run
from pv.errors import InputError
from small_sdtm import domains
from small_study import ARMS, CONTROL, HEAD, events, small_study, subjects
from undrawn import undrawn

#: Optional dataset -> the columns that its file must have.
OPTIONAL = {
    "adex": ["USUBJID", "EXSEQ", "EXDOSE"],
    "adlb": ["USUBJID", "PARAMCD", "AVAL", "ADT"],
    "adjudication": ["USUBJID", "ADJSEQ", "ADJEVENT", "ADJDEC"],
}
OPTIONAL_DOMAINS = {
    "suppae": ["USUBJID", "IDVAR", "IDVARVAL", "QNAM", "QVAL"],
    "ds": ["USUBJID", "DSDECOD"],
    "lb": ["USUBJID", "LBTESTCD", "LBTEST", "LBSTRESN", "LBSTRESU", "LBDTC"],
}


def empty(columns: list[str]) -> pd.DataFrame:
    """Return a dataset without records."""
    return pd.DataFrame(columns=columns, dtype="str")


def test_optional_files_without_records_give_a_note_and_the_tables_of_a_study_without(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, subjects({}, CONTROL), events({}))
    without = pv.open_study(folder)
    for name, columns in OPTIONAL.items():
        empty(columns).to_csv(folder / f"{name}.csv", index=False)
    study = pv.open_study(folder)
    notes = study.findings.query("rule == 'no_record'")
    assert notes["dataset"].to_list() == sorted(OPTIONAL)
    assert set(notes["severity"]) == {"note"}
    assert notes["source_row"].isna().all()
    assert set(study.accounting.set_index("dataset").loc[list(OPTIONAL), "rows_in"]) == {0}
    for table in ("subject", "subject_term", "time_to_event", "adjudicated_event", "lab_value", "lvef"):
        # What is derived has no order of its own; results have.
        one, other = (opened.table(table) for opened in (study, without))
        by = list(other.columns)
        pd.testing.assert_frame_equal(one.sort_values(by, ignore_index=True), other.sort_values(by, ignore_index=True))
    result = run("check", folder, "--strict")
    assert result.exit_code == 0
    assert "no_record, 3 findings" in result.output


def test_optional_domains_without_records_give_a_note(tmp_path: Path) -> None:
    file = tmp_path / "study.toml"
    file.write_text(HEAD + ARMS, encoding="utf-8")
    frames = domains(dm=[{}, {"ARM": "Control", "ACTARM": "Control"}], ex=[{}, {"USUBJID": "U2"}])
    frames |= {name: empty(columns) for name, columns in OPTIONAL_DOMAINS.items()}
    study = pv.open_study(file, frames)
    # LB becomes ADLB, and its note is there once.
    assert study.findings.query("rule == 'no_record'")["dataset"].to_list() == ["adlb", "ds", "suppae"]
    assert study.findings["severity"].isin(["note"]).all()


@pytest.mark.parametrize("name", ["dm", "ex"])
def test_a_required_domain_without_records_is_an_error(name: str, tmp_path: Path) -> None:
    frames = domains()
    frames[name] = frames[name].head(0)
    file = tmp_path / "study.toml"
    file.write_text(HEAD + ARMS, encoding="utf-8")
    with pytest.raises(InputError, match=f"dataset {name} has no records .at least one record."):
        pv.open_study(file, frames)


def test_subjects_without_records_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="dataset adsl has no records"):
        small_study(tmp_path, subjects({}).head(0), events({}).head(0))


ADAE = {"AETOXGR": "3", "AEREL": "Y", "AEACN": "DRUG WITHDRAWN", "AEOUT": "FATAL", "AESDTH": "Y"}


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_study_without_an_event_yet_has_its_subjects_and_zeros(kind: str, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, subjects({}, {}, CONTROL), events(ADAE).head(0))
    if kind == "parquet":
        # A writer that sees no value writes columns of the type null.
        (folder / "adae.csv").unlink()
        nothing = pa.table({name: pa.nulls(0) for name in events(ADAE)})
        pq.write_table(nothing, folder / "adae.parquet")
    for name, columns in OPTIONAL.items():
        empty(columns).to_csv(folder / f"{name}.csv", index=False)
    with pv.open_study(folder) as study:
        note = study.findings.query("rule == 'no_record' and dataset == 'adae'")
        assert note["action"].item() == "Retained; no subject had an event, so every event count is 0"
        overview = study.table("overview").set_index(["arm", "item"])
        for item in ("any", "grade3plus", "serious", "related", "discontinuation", "fatal", "death_any"):
            for arm, size in (("Drug", 2), ("Control", 1)):
                if (arm, item) in overview.index:
                    row = overview.xs((arm, item))[["subjects", "arm_subjects", "percent"]]
                    assert list(row) == [0, size, 0.0], item
        assert {"any", "grade3plus", "serious", "related", "discontinuation", "fatal"} <= set(
            overview.loc["Drug"].index
        )
        rate = study.table("exposure_adjusted_rate").query("level == 'any' and category == 'serious'").set_index("arm")
        # Ten days each: nobody had an event, everyone was at risk.
        assert rate.loc["Drug", "patient_years"] == pytest.approx(20 / 365.25)
        assert rate["subjects"].to_list() == [0, 0]
        if kind == "csv":  # the page is made of the tables, which are the same
            assert run("check", folder).exit_code == 0
            page = undrawn(study._contents(None))
            assert "Serious adverse events: no subject had one." in page
            assert "AESER not collected" not in page


def test_a_domain_ae_without_records_gives_zeros(tmp_path: Path) -> None:
    frames = domains(dm=[{}, {"ARM": "Control", "ACTARM": "Control"}], ex=[{}, {"USUBJID": "U2"}])
    frames["ae"] = frames["ae"].head(0)
    frames["suppae"] = empty(OPTIONAL_DOMAINS["suppae"])
    file = tmp_path / "study.toml"
    file.write_text(HEAD + ARMS, encoding="utf-8")
    with pv.open_study(file, frames) as study:
        overview = study.table("overview").set_index(["arm", "item"])
        for arm in ("Drug", "Control"):
            for item in ("any", "serious"):
                assert list(overview.xs((arm, item))[["subjects", "arm_subjects"]]) == [0, 1]
