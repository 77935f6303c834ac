"""What is not read of a folder, and the parts without data: init, check and the report say the same."""

import shutil
from collections.abc import Sequence
from html import unescape
from pathlib import Path

import pandas as pd
import pytest

import model_study
import pilot
import pv
from command import drawn_here, folder_of, run
from pv.display.plan import standard_chapters
from pv.study.left_out import left_out_parts
from pv.study.not_read import files_not_read
from small_sdtm import domains
from small_study import CONTROL, events, subjects

ADAM_WITHOUT = (
    "Left out: laboratory (no ADLB), ejection fraction (no ADLB), vital signs (no ADVS), "
    "electrocardiograms (no ADEG), exposure by dose (no ADEX), "
)
LOOKS = 'Not read: adlbhy.xpt, it looks like ADLB (its name begins with ADLB); [data] adlb = "adlbhy.xpt" reads it.'

LABORATORY = pd.DataFrame({"USUBJID": ["U1"], "PARAMCD": ["ALT"], "AVAL": [20.0], "ANRHI": [40.0]})
VITAL = pd.DataFrame({"USUBJID": ["U1"], "PARAMCD": ["PULSE"], "AVAL": [70.0], "VSPOS": ["STANDING"]})
SCORE = pd.DataFrame({"USUBJID": ["U1"], "PARAMCD": ["TOTAL"], "AVAL": [7.0], "QSSEQ": [1]})
FINDINGS = pd.DataFrame({"severity": ["note"], "rule": ["x"], "dataset": ["adae"], "source_row": [1]})
EXPORTED = pd.DataFrame({"USUBJID": ["U1"], "arm": ["Drug"], "source_row": [1]})


def not_read(
    folder: Path, standard: str = "adam", read: Sequence[str] = ("adsl.csv", "adae.csv")
) -> list[list[object]]:
    """Return name, dataset and reason of each file that is not read."""
    taken = {name.partition(".")[0]: folder / name for name in read}
    return [[one.name, one.dataset, one.reason] for one in files_not_read(folder, taken, (), standard)]


def lines_of(result_text: str) -> list[str]:
    return [line for line in result_text.splitlines() if line.startswith(("Left out: ", "Not read: "))]


def test_init_check_and_the_report_name_what_is_not_read_and_what_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn_here(monkeypatch)
    ended = {"EOTSTT": "COMPLETED", "EOSSTT": "COMPLETED"}
    (folder_of(tmp_path, subjects(ended, CONTROL | ended), events({})) / "study.toml").unlink()
    shutil.copy(pilot.FOLDER / "adlbhy.xpt", tmp_path)
    started = lines_of(run("init", tmp_path).stdout)
    assert started == [f"{ADAM_WITHOUT}adjudicated events (no ADJUDICATION).", LOOKS]
    study_file = tmp_path / "study.toml"
    text = study_file.read_text(encoding="utf-8")
    assert "# CHECK: it looks like ADLB (its name begins with ADLB); remove the first # to read it." in text
    assert '\n#adlb = "adlbhy.xpt"\n' in text
    # Of the report the chapter that says it.
    asked = "#leave_out_chapters ="
    assert asked in text
    others = [plan.name for plan in standard_chapters() if plan.name != "quality"]
    study_file.write_text(text.replace(asked, f"leave_out_chapters = {others} #"), encoding="utf-8")
    # What the tool writes beside the data is no dataset.
    assert run("check", tmp_path, "--out", tmp_path / "findings.csv").exit_code == 0
    assert lines_of(run("check", tmp_path).stdout) == started
    page = run("report", tmp_path, "--out", tmp_path / "safety.html")
    assert page.exit_code == 0
    text = unescape((tmp_path / "safety.html").read_text(encoding="utf-8"))
    assert all(f"<li>{line}</li>" in text for line in started)


def test_the_built_in_studies_have_every_file_read() -> None:
    table = pilot.study().table("left_out")
    assert set(table["kind"]) == {"part"}
    # Its ADLB is of liver tests alone; it has ends of treatment and study.
    without = ["ejection fraction", "vital signs", "electrocardiograms", "exposure by dose", "adjudicated events"]
    assert table["name"].to_list() == without
    model = model_study.study().table("left_out")
    assert model["name"].to_list() == ["laboratory", "vital signs", "electrocardiograms"]


def test_a_file_is_told_by_its_columns_or_by_how_its_name_begins(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, subjects({}, CONTROL), events({}))
    for name, frame in {
        "liver.csv": LABORATORY, "pulse.csv": VITAL, "adqs.csv": SCORE, "advs2.csv": SCORE,
        # Neither a dataset nor read: a table that was exported, findings, one without subjects.
        "findings.csv": FINDINGS, "mine.csv": FINDINGS, "subject.csv": EXPORTED, "exported.csv": EXPORTED,
    }.items():  # fmt: skip
        frame.to_csv(folder / name, index=False)
    LABORATORY.to_parquet(folder / "adlbx.parquet")
    shutil.copy(folder / "adae.csv", folder / "ae.csv")
    (folder / "settings.json").write_text('{"name": "x"}', encoding="utf-8")
    (folder / "broken.xpt").write_bytes(b"no transport file")
    assert not_read(folder) == [
        ["adlbx.parquet", "adlb", "it looks like ADLB (its name begins with ADLB)"],
        ["advs2.csv", "advs", "it looks like ADVS (its name begins with ADVS)"],
        ["liver.csv", "adlb", "it looks like ADLB (it has the columns PARAMCD, AVAL and ANRHI)"],
        ["pulse.csv", "advs", "it looks like ADVS (it has the columns PARAMCD, AVAL and VSPOS)"],
        ["adqs.csv", None, "not a supported dataset"],
        ["ae.csv", None, "SDTM; the data are read as ADaM"],
    ]
    # Once ADLB is read, the other is a dataset that is not.
    LABORATORY.to_csv(folder / "adlb.csv", index=False)
    found = not_read(folder, read=("adsl.csv", "adae.csv", "adlb.csv"))
    assert ["liver.csv", None, "not a supported dataset"] in found


def test_domains_of_sdtm_are_told_by_their_columns(tmp_path: Path) -> None:
    for name, frame in domains().items():
        frame.to_csv(tmp_path / f"{name}.csv", index=False)
    pd.DataFrame({"USUBJID": ["U1"], "LBTESTCD": ["ALT"], "LBSTRESN": ["20"], "LBDTC": ["2020-01-11"]}).to_csv(
        tmp_path / "labs.csv", index=False
    )
    subjects({}).to_csv(tmp_path / "adsl.csv", index=False)
    read = ("dm.csv", "ae.csv", "ex.csv")
    found = {name: (dataset, reason) for name, dataset, reason in not_read(tmp_path, "sdtm", read)}
    assert found == {
        "labs.csv": ("lb", "it looks like LB (it has the columns LBTESTCD and LBSTRESN)"),
        "adsl.csv": (None, "ADaM; the data are read as SDTM"),
    }


@pytest.mark.parametrize(
    ("standard", "there", "parts"),
    [
        ("adam", ["adsl", "adae", "adlb", "advs", "adeg", "adex", "adjudication"], []),
        ("adam", ["adsl", "adae", "adlb", "adeg", "adex", "adjudication"], [("vital signs", "no ADVS")]),
        (
            "sdtm",
            ["dm", "ae", "ex", "lb"],
            [
                ("vital signs", "no VS"),
                ("electrocardiograms", "no EG"),
                ("disposition", "no DS"),
                ("adjudicated events", "no ADJUDICATION"),
            ],
        ),
    ],
)  # fmt: skip
def test_a_part_without_its_dataset_is_left_out(standard: str, there: list[str], parts: list[tuple[str, str]]) -> None:
    assert left_out_parts(standard, there) == parts


def test_frames_have_no_folder_and_a_dataset_without_a_row_for_a_part_says_so(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, subjects({}, CONTROL), events({}))
    LABORATORY.to_csv(folder / "liver.csv", index=False)
    frames = {"adsl": subjects({}, CONTROL), "adae": events({}), "adlb": LABORATORY}
    with pv.open_study(folder / "study.toml", frames) as study:
        table = study.table("left_out").set_index("name")["reason"]
    assert table.to_dict() == {
        "ejection fraction": "no data for it in ADLB",
        "vital signs": "no ADVS",
        "electrocardiograms": "no ADEG",
        "exposure by dose": "no ADEX",
        "disposition": "neither EOTSTT nor EOSSTT in ADSL",
        "adjudicated events": "no ADJUDICATION",
    }
