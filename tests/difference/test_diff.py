"""Two data cuts of a small study, counted by hand: what moved, and which records moved it."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pandas as pd
import pytest

import pv
import pv.api
from command import refused, run
from pv.difference import Cut, compare
from pv.difference.bench import Bench
from pv.difference.no_common_subject import NO_COMMON_SUBJECT, no_common_subject
from pv.difference.records import compare_records
from pv.difference.settings import changed_settings
from pv.engine import NO_LIMITS
from small_cuts import cuts, difference, studies
from small_study import ARMS, CONTROL, HEAD, events, subjects
from two_cuts import cells_by_hand


def test_the_records_of_each_dataset_are_counted() -> None:
    counts = difference().datasets.set_index("dataset")[["added", "gone", "changed", "used_otherwise"]]
    # U1's headache has AESER changed and U2's is counted now; C1's is gone as AESEQ=3, which is U2's nausea now. The
    # death of U3 is counted now.
    assert counts.T.to_dict("list") == {"adae": [1, 1, 2, 1], "adsl": [0, 0, 1, 1]}


def test_what_the_study_files_say_otherwise_is_said() -> None:
    assert "\nStudy file: cutoff_date 2020-01-15, now 2020-01-25\n" in str(difference())
    assert len(difference().settings) == 1
    _, new = cuts()
    longer = new.connection.sql("select * replace (7 as window_days) from study")
    roles = new.connection.sql("select * replace ('other' as role) from arm where arm = 'Drug'")
    asked = {"study": longer, "arm": roles}
    other = SimpleNamespace(relation=lambda name: asked.get(name) or new.relation(name))
    told = changed_settings(new, cast("Cut", other)).astype("object")
    assert {*told.where(told.notna(), None).itertuples(index=False, name=None)} == {
        ("window_days", None, "7"),
        ("role of arm 'Drug'", "investigational", "other"),
        ("arm 'Control'", "there", None),
        ("label of arm 'Control'", "Control", None),
        ("role of arm 'Control'", "comparator", None),
    }


def test_one_row_is_no_rows() -> None:
    moved = {"table": "deaths", "moved": 1, "new_rows": 1, "gone_rows": 2, "opens": "deaths"}
    assert "\n  deaths  1 cell moved, 1 row new, 2 rows gone" in str(
        replace(difference(), tables=pd.DataFrame([moved]))
    )


def test_where_no_subject_is_in_both_cuts_it_is_said() -> None:
    assert NO_COMMON_SUBJECT not in str(difference())
    row = {"dataset": "adsl", "old_records": 4, "new_records": 3, "added": 3, "gone": 4, "changed": 0}
    none = pd.DataFrame([row | {"recoded": 0, "regraded": 0, "used_otherwise": 0, "matched_by": "USUBJID"}])
    assert NO_COMMON_SUBJECT in str(replace(difference(), datasets=none))
    assert not no_common_subject(none.assign(old_records=0, gone=0))


def test_every_cell_that_moved_is_what_a_comparison_row_by_row_finds() -> None:
    cells, (old, new) = difference().cells, studies()
    for table, key in {
        "incidence": ["arm", "level", "soc", "term", "category"],
        "overview": ["arm", "item"],
        "deaths": ["arm", "item"],
        "exposure": ["arm"],
    }.items():
        found = cells[cells["table"] == table][["row", "column", "old", "new"]].astype("object")
        told = {*found.where(found.notna(), None).itertuples(index=False, name=None)}
        assert told == cells_by_hand(old.table(table), new.table(table), key)
        assert told, table


def test_the_records_that_moved_a_cell_are_those_that_it_counts_in_one_cut_or_otherwise() -> None:
    found = difference()
    moved = found.cells[(found.cells["table"] == "overview") & (found.cells["column"] == "subjects")]
    cells = {cell["row"]: cell for cell in moved.to_dict("records")}
    assert (cells["arm=Drug, item=serious"]["old"], cells["arm=Drug, item=serious"]["new"]) == ("0", "2")

    def moved_by(row: str) -> list[tuple[str, str, str]]:
        records = found.records_of(cells[row])[["record_key", "change", "counted"]]
        return [*records.itertuples(index=False, name=None)]

    assert moved_by("arm=Drug, item=serious") == [
        ("USUBJID=U1, AESEQ=1", "changed", "entered"),
        ("USUBJID=U2, AESEQ=3", "new", "entered"),
    ]
    assert moved_by("arm=Drug, item=any") == [
        ("USUBJID=U1, AESEQ=1", "changed", "stayed"),
        ("USUBJID=U2, AESEQ=2", "changed", "entered"),
        ("USUBJID=U2, AESEQ=3", "new", "entered"),
    ]
    assert moved_by("arm=Control, item=any") == [("USUBJID=C1, AESEQ=3", "gone", "left")]
    assert moved_by("arm=Drug, item=death") == [("USUBJID=U3", "changed", "entered")]


def test_a_study_does_not_differ_from_itself_and_a_table_that_one_cut_alone_has_is_said() -> None:
    _, new = cuts()
    found = compare(replace(new, tables=new.tables - {"exposure"}), new, NO_LIMITS)
    assert found.alone[["table", "cut"]].to_numpy().tolist() == [["exposure", "new"]]
    assert "only in the new cut: the table exposure" in str(found)
    assert found.moved_by.empty
    assert not found.nothing
    without = replace(found, alone=found.alone[:0])
    assert without.nothing
    assert str(without).endswith("Nothing differs.")


def test_csv_and_parquet_of_the_same_records_do_not_differ(tmp_path: Path) -> None:
    adsl, adae = subjects({}, CONTROL), events({"NOTE": ""}, {"NOTE": "seen"})
    opened = []
    for suffix in ("csv", "parquet"):
        folder = tmp_path / suffix
        folder.mkdir()
        for name, frame in {"adsl": adsl, "adae": adae}.items():
            getattr(frame, f"to_{suffix}")(folder / f"{name}.{suffix}", index=False)
        (folder / "study.toml").write_text(HEAD + ARMS)
        opened.append(pv.open_study(folder))
    with closing(Bench(NO_LIMITS)) as bench:
        for name in ("adsl", "adae"):
            assert compare_records(bench, opened[0].cut, opened[1].cut, name).alone == ()
        assert {*bench.frame("record_pair")["change"]} == {"same"}


def test_the_command_says_what_differs_and_writes_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pv.api, "diff", lambda *_, **__: difference())
    told = run("diff", "old", "new", "-o", tmp_path / "out")
    assert told.exit_code == 0
    assert "  adae  3 -> 3: 1 new, 1 gone, 2 changed (1 used otherwise); told apart by USUBJID, AESEQ\n" in told.stdout
    assert {file.stem for file in (tmp_path / "out").iterdir()} == {*difference().frames}
    records = pd.read_csv(tmp_path / "out" / "records.csv")
    assert len(records) == len(difference().records)
    assert run("diff", "old", "new", "--exit-code").exit_code == 1
    assert run("diff", "old", "new", "-o", tmp_path / "out").stdout.endswith(
        "written, identical to the previous files.\n"
    )
    (tmp_path / "out" / "records.csv").write_text("mine")
    again = run("diff", "old", "new", "-o", tmp_path / "out").stdout
    assert again.endswith(f"{tmp_path / 'out'} written, replacing records.csv.\n")


@pytest.mark.parametrize("name", ["study.toml", "ADSL.xpt"])
def test_a_comparison_is_not_written_among_the_files_of_a_study(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("")
    assert f"the folder has the files of a study ({name})" in refused("diff", "old", "new", "-o", tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_cut_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    none, text = tmp_path / "none.duckdb", tmp_path / "text.duckdb"
    text.write_text("no database")
    assert refused("diff", none, "cdisc-pilot").count("\n") == 1
    assert f"error: {none}: there is no such file" in refused("diff", none, "cdisc-pilot")
    assert f"error: {text}: is not a DuckDB file" in refused("diff", text, "cdisc-pilot")
    assert f"error: {tmp_path}: no study.toml in the folder" in refused("diff", tmp_path, "cdisc-pilot")
