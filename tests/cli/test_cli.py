"""The command line: what each command prints, writes and returns."""

import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest

import pilot
import pv
import pv.api
from command import drawn_here, folder_of, opened_once, refused, run
from pv.cli.check import rule_lines
from pv.cli.main import COMMANDS
from pv.cli.text_table import text_table
from pv.display.plan import standard_chapters
from pv.output import write_frame
from report_tables import finding_counts
from small_study import CONTROL, events, subjects


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small study: three subjects on drug, one of them with events, and seven of nobody."""
    adae = events({}, {"AESER": "Y", "AETERM": "頭痛"}, *[{"USUBJID": "X"}] * 7)
    return folder_of(tmp_path_factory.mktemp("small"), subjects({}, {}, {}, CONTROL), adae)


@pytest.fixture(scope="module")
def study(folder: Path) -> Iterator[pv.Study]:
    """Return the small study, opened once."""
    with pv.open_study(folder) as opened:
        yield opened


@pytest.fixture
def opened(study: pv.Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands of a test take the small study open."""
    opened_once(monkeypatch, study)


@pytest.fixture(scope="module")
def built(folder: Path, study: pv.Study, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the DuckDB file of the small study; its tables as Parquet are in a folder beside it."""
    target = tmp_path_factory.mktemp("built")
    with pytest.MonkeyPatch.context() as monkeypatch:
        opened_once(monkeypatch, study)
        result = run("build", folder, "--out", target / "study.duckdb", "--parquet", target / "deep" / "parquet")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"{target / 'study.duckdb'} written: ")
    assert result.stdout.endswith(f" tables. Also written as Parquet to {target / 'deep' / 'parquet'}.\n")
    return target / "study.duckdb"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: cli {name} [OPTIONS]")
    assert result.stdout == run(name, "-h").stdout


def test_the_help_names_every_command_and_the_built_in_study() -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert all(f"\n  {name} " in result.stdout for name in COMMANDS)
    assert "..." not in result.stdout.partition("Commands:")[2]  # no line is cut
    assert "cdisc-pilot" in result.stdout


def test_the_help_needs_none_of_what_the_commands_import() -> None:
    code = (
        "import sys; from pv.cli.main import cli; cli(['--help'], standalone_mode=False); "
        "print({'pandas', 'duckdb', 'altair', 'pydantic'} & sys.modules.keys())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("set()\n")


def test_the_version_is_the_one_of_the_distribution() -> None:
    result = run("--version")
    assert (result.exit_code, result.stdout.split()[1:2]) == (0, ["version"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["chekc"], "there is no command 'chekc' (did you mean 'check'?"),
        (["check"], "Missing argument 'STUDY'"),
        (["check", "cdisc-pilot", "--strickt"], "No such option"),
        (["table", "cdisc-pilot"], "Missing argument 'NAME'"),
        (["sql", "x.duckdb"], "Missing argument 'QUERY'"),
        (["check", "cdisc-pilot", "more"], "unexpected extra argument"),
    ],
)
def test_a_command_that_is_not_there_or_not_whole_is_named(arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_check_prints_the_account_and_the_findings_by_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pv.api, "open_study", pilot.opened)
    result = run("check", "cdisc-pilot")
    lines = result.stdout.splitlines()
    assert (result.exit_code, result.stderr) == (0, "")
    assert lines[0] == "adsl (adsl.xpt, XPT v5): 254 rows in = 254 used + 0 set aside"
    assert lines[1] == "adae (adae.xpt, XPT v5): 1191 rows in = 1191 used + 0 set aside"
    found = pilot.study().findings
    for rule, group in found.groupby("rule"):
        assert any(line.startswith(f"{group['severity'].iloc[0]}: {rule}, {len(group)} finding") for line in lines)
    # The rules are in the order of their gravity, each once.
    severities = [line.split(":")[0] for line in lines if line.startswith(("warning: ", "note: "))]
    assert severities == sorted(severities, reverse=True)
    assert len(severities) == found["rule"].nunique()


@pytest.mark.usefixtures("opened")
def test_check_shows_five_records_of_a_rule_and_counts_the_rest(folder: Path) -> None:
    # Seven events of a subject that is not in ADSL: 7 = 5 shown + 2.
    result = run("check", folder)
    assert result.exit_code == 1
    assert "reject: unknown_subject, 7 findings. Set aside." in result.stdout
    assert result.stdout.count("\n  USUBJID=X, AESEQ=") == 5
    assert "  and 2 more (--out FILE.csv lists all)" in result.stdout


def test_check_names_each_action_and_severity_of_a_rule() -> None:
    rows = [
        ("warning", "a", "Retained", "V1"),
        ("note", "a", "Retained; as V2", "V2"),
        ("note", "a", "Retained; as V3", "V3"),
    ]
    rows += [("note", "b", f"Retained; as W{place}", f"W{place}") for place in range(7)]
    found = pd.DataFrame(rows, columns=["severity", "rule", "action", "variable"])
    found = found.assign(record_key=None, dataset="adae", value=None, message="It is so")
    lines = rule_lines(found, finding_counts(found))
    assert lines[1::3][:4] == [
        "warning: a, 1 finding. Retained.",
        "note: a, 1 finding. Retained; as V2.",
        "note: a, 1 finding. Retained; as V3.",
        "note: b, 1 finding. Retained; as W0.",
    ]
    assert lines[2::3][:3] == [f"  adae: V{place} = missing. It is so" for place in (1, 2, 3)]
    # Seven actions: 7 = 5 shown + 2.
    assert lines[-1] == "note: b, 2 more with other actions (--out FILE.csv lists all)"


def test_check_says_so_when_there_is_nothing(tmp_path: Path) -> None:
    left = {"EOSDT": "2020-02-01"}
    adsl, adae = subjects(left, CONTROL | left), events({"AEOUT": "RECOVERED/RESOLVED"})
    result = run("check", folder_of(tmp_path, adsl, adae))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith("\n\nNo findings.\n")


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize("name", ["FINDINGS.CSV", "findings.parquet"])
def test_check_writes_every_finding(folder: Path, tmp_path: Path, name: str) -> None:
    result = run("check", folder, "--out", tmp_path / name)
    path = tmp_path / name
    found = pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_csv(path, keep_default_na=False)
    assert found["rule"].to_list().count("unknown_subject") == 7
    heads = [line for line in result.stdout.splitlines() if line.startswith(("reject: ", "warning: ", "note: "))]
    assert {head.split(": ")[1].split(",")[0] for head in heads} == set(found["rule"])
    assert [file.name for file in tmp_path.iterdir()] == [name]


@pytest.mark.usefixtures("opened")
def test_build_writes_the_file_again_and_leaves_nothing_beside_it(folder: Path, built: Path) -> None:
    before = sorted(built.parent.rglob("*"))
    built.write_bytes(b"no database")
    assert run("build", folder, "--out", built).exit_code == 0
    assert run("sql", built, "select count(*) as subjects from adsl", "--csv").stdout == "subjects\n4\n"
    assert sorted(built.parent.rglob("*")) == before
    assert len(pd.read_parquet(built.parent / "deep" / "parquet" / "adsl.parquet")) == 4


def test_sql_prints_a_table_or_csv(built: Path) -> None:
    query = "select USUBJID, TRTSDT, AGE, DTHDT from adsl where USUBJID < 'U2' order by USUBJID"
    table = run("sql", built, query)
    assert (table.exit_code, table.stderr) == (0, "")
    assert [line.split() for line in table.stdout.splitlines()] == [
        ["USUBJID", "TRTSDT", "AGE", "DTHDT"],
        ["C1", "2020-01-10", "60"],
        ["U1", "2020-01-10", "60"],
    ]
    csv = run("sql", built, query, "--csv").stdout
    assert csv == "USUBJID,TRTSDT,AGE,DTHDT\nC1,2020-01-10,60,\nU1,2020-01-10,60,\n"


def test_sql_takes_what_a_query_can_begin_with(built: Path) -> None:
    for query in (
        "from overview",
        "with a as (select 1 as b) select * from a",
        "describe incidence",
        "show tables",
        "summarize subject",
        "pivot adsl on TRT01A using count(*)",
        "explain select 1",
        "select 1 as a, 2 as a",
    ):
        result = run("sql", built, query)
        assert (result.exit_code, result.stderr) == (0, ""), query


def test_sql_says_when_there_are_no_rows(built: Path) -> None:
    assert run("sql", built, "select arm, term from incidence where arm = 'x'").stdout == "(arm, term: no rows)\n"


@pytest.mark.usefixtures("opened")
def test_a_table_is_printed_whole_and_unrounded(folder: Path, built: Path) -> None:
    result = run("table", folder, "incidence")
    rows = int(run("sql", built, "select count(*) as n from incidence", "--csv").stdout.split()[1])
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 1 + rows)
    # One of three: 100 * 1 / 3, all digits of the double next to it.
    assert str(100 * 1 / 3) in result.stdout


def test_a_table_as_text_has_blanks_for_what_is_missing() -> None:
    frame = pd.DataFrame(
        {
            "whole": pd.array([1, None], dtype="Int64"),
            "number": [0.1 + 0.2, float("nan")],
            "text": pd.Series([None, "a\nb"], dtype="str"),
            "any": pd.Series([None, [1]], dtype="object"),
        }
    )
    assert [line.split() for line in text_table(frame).splitlines()] == [
        ["whole", "number", "text", "any"],
        ["1", "0.30000000000000004"],
        ["a\\nb", "[1]"],
    ]


@pytest.mark.usefixtures("opened")
def test_table_writes_the_file_that_its_suffix_says(folder: Path, tmp_path: Path) -> None:
    for suffix, begins in {"csv": b"STUDYID,", "parquet": b"PAR1"}.items():
        target = tmp_path / f"adsl.{suffix}"
        assert run("table", folder, "adsl", "--out", target).stdout == f"{target} written: 4 rows.\n"
        assert target.read_bytes().startswith(begins)


@pytest.mark.parametrize("name", ["incidence", "findings", "exposure", "adsl", "death_listing"])
def test_a_table_survives_csv_and_parquet(tmp_path: Path, name: str) -> None:
    expected = pilot.study().table(name)
    for suffix in ("csv", "parquet"):
        write_frame(tmp_path / f"{name}.{suffix}", expected)
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / f"{name}.parquet"), expected, check_dtype=False)
    text = (tmp_path / f"{name}.csv").read_bytes().decode("utf-8")
    assert text.count("\r\n") == len(expected) + 1
    read = pd.read_csv(StringIO(text), dtype="str", keep_default_na=False)
    for column in expected.select_dtypes("float64"):
        assert [float(value or "nan") for value in read[column]] == pytest.approx(
            expected[column].to_list(), rel=0, abs=0, nan_ok=True
        )


def test_tables_lists_every_table_with_what_it_is() -> None:
    result = run("tables", "cdisc-pilot")
    assert result.exit_code == 0
    listed = pilot.study().tables()
    lines = [line for line in result.stdout.splitlines() if line.startswith("  ")]
    assert [line.split(maxsplit=1) for line in lines] == listed[["table", "description"]].to_numpy().tolist()
    kinds = [line for line in result.stdout.splitlines() if not line.startswith("  ")]
    assert kinds == ["result:", "derived:", "input:"]
    assert all(len(line.split()) > 3 for line in lines)


def test_a_study_can_be_a_file_a_folder_or_a_name(folder: Path) -> None:
    assert run("check", folder).stdout == run("check", folder / "study.toml").stdout


def test_an_output_never_replaces_what_the_study_is_read_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn_here(monkeypatch)
    folder = folder_of(tmp_path, subjects({}, CONTROL), events({}))
    opened_once(monkeypatch, pv.open_study(folder))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    (folder / "link.csv").symlink_to(folder / "adsl.csv")
    for arguments in (
        ("table", folder, "adae", "--out", folder / "adae.csv"),
        ("table", folder, "adsl", "--out", folder / ".." / folder.name / "adsl.csv"),
        ("table", folder, "adsl", "--out", folder / "link.csv"),
        ("check", folder, "--out", folder / "adsl.csv"),
        ("build", folder, "--out", folder / "study.toml"),
        ("report", folder, "--out", folder / "adae.csv"),
        ("init", folder, "--out", folder / "adae.csv", "--force"),
    ):
        assert "the study is read from it" in refused(*arguments)
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "link.csv"} == before


def test_a_report_says_what_it_replaced_and_prints_a_date_that_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn_here(monkeypatch)
    # What stands on the page is not the point: it has one chapter.
    others = ", ".join(f'"{plan.name}"' for plan in standard_chapters() if plan.name != "headline")
    adsl, text = subjects({}, CONTROL), f"[report]\nleave_out_chapters = [{others}]\n"
    folder, target = folder_of(tmp_path, adsl, events({}), text), tmp_path / "page.html"
    target.write_text("notes", encoding="utf-8")
    opened_once(monkeypatch, pv.open_study(folder))
    day = "31 January 2026"
    said, dated = [], []
    for more in ([], [], ["--date", day]):
        said.append(run("report", folder, "--out", target, *more).stdout)
        dated.append(day in target.read_text(encoding="utf-8"))
    assert dated == [False, False, True]
    assert [line.partition(". Findings")[0].removeprefix(f"{target} written") for line in said] == [
        ", replacing another file",
        ", identical to the previous file",
        ", replacing 'Safety report: SMALL'",
    ]
