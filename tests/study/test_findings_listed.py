"""Findings are counted exactly and listed up to a number of each rule; all of them on request."""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd
import pytest

import pv
import pv.api
import pv.study.build
from command import drawn_here, folder_of, opened_once, run
from pv.api import Study
from pv.contract.finding import COLUMNS
from pv.display.data_quality.status import status_of
from pv.engine import Engine, in_order
from pv.errors import InputError, Problem
from pv.explain.subject import finding_facts
from pv.study.findings import LISTED, UNTIL_CUTOFF, found, plan_findings
from report_html import parse
from small_study import ARMS, CONTROL, HEAD, events, subjects

RULE = ["severity", "rule", "dataset"]
ORDER = ["rank", "rule", "dataset", "source_row", "record_key", "variable", "value", "message", "action"]
RANK = MappingProxyType({"reject": 0, "warning": 1, "note": 2})
#: Rule -> those that say the same of the same value: it cannot be read.
SAID_BY = MappingProxyType({"missing_grade": ("grade_1_to_5",), "age_impossible": ("not_negative", "readable")})
CUT = 'cutoff_date = 2020-01-20\n[treatment_emergent]\nrule = "flag"\n'


def combined(findings: Sequence[pd.DataFrame], cut: pd.DataFrame) -> pd.DataFrame:
    """Return all findings in their order, each once, put together in Python."""
    frame = pd.concat([one for one in findings if len(one)], ignore_index=True).astype({"source_row": "Int64"})
    records = {(row.dataset, row.source_row) for row in cut.itertuples() if row.dataset != "adsl"}
    pairs = zip(frame["dataset"], frame["source_row"], strict=True)
    after = pd.Series([pair in records for pair in pairs], index=frame.index)
    counted = frame[UNTIL_CUTOFF].fillna(value=False).astype(bool) & (frame["severity"] != "reject")
    frame["action"] = frame["action"].mask(
        counted & after, "Retained in the table; not counted (after the cut-off date)"
    )
    frame = frame[list(COLUMNS)].astype({name: "str" for name in COLUMNS if name != "source_row"}).drop_duplicates()
    for missing, unread in SAID_BY.items():
        place = frame[["dataset", "source_row", "variable"]].astype("str").fillna("").agg("|".join, axis=1)
        frame = frame[~((frame["rule"] == missing) & place.isin(place[frame["rule"].isin(unread)]))]
    ordered = frame.assign(rank=frame["severity"].map(dict(RANK))).sort_values(ORDER, kind="stable")
    return ordered[list(COLUMNS)].reset_index(drop=True)


def bad(records: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return subjects and events of which a column here and there is broken, some after the cut-off."""
    draws = np.random.default_rng(5)
    values: dict[str, list[object]] = {
        "USUBJID": ["U1", "U2", "C1", "X", None],
        "AESEQ": ["1", "2", "3", "x", None],
        "ASTDT": ["2020-01-12", "2020-02-01", "2020-01", "1820-01-01"],
        "AETOXGR": ["1", "5", "6", None],
        "AESER": ["Y", "N", "?", None],
        "AEOUT": ["FATAL", "gone", None],
        "AEREL": ["RELATED", "MAYBE", None],
    }
    drawn = {name: draws.choice(np.array(some, dtype=object), records) for name, some in values.items()}
    adae = events(*(dict(zip(drawn, row, strict=True)) for row in zip(*drawn.values(), strict=True))).assign(
        TRTEMFL="Y"
    )
    return subjects({"AGE": "-1"}, {"AGE": None}, CONTROL | {"AGE": "old"}), adae


@pytest.fixture(scope="module")
def given() -> Iterator[tuple[Study, pd.DataFrame]]:
    """Return a study with every finding of it listed, and the findings as the checks gave them, put together here."""
    known: list[pd.DataFrame] = []

    def plan(engine: Engine, findings: list[pd.DataFrame], listed: int | None) -> None:
        known.extend(findings)
        plan_findings(engine, findings, listed)

    adsl, adae = bad(200)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pv.study.build, "plan_findings", plan)
        study = pv.open_study(tomllib.loads(HEAD + CUT + ARMS), adsl=adsl, adae=adae, all_findings=True)
    engine = study._engine
    reviewed = [found(engine, path) for path in in_order("sql/check/review")]
    yield study, combined([*known, *reviewed], engine.table("after_cutoff"))
    study.close()


def test_all_findings_are_those_of_the_checks_each_once(given: tuple[Study, pd.DataFrame]) -> None:
    study, expected = given
    pd.testing.assert_frame_equal(study.findings, expected)
    assert {"reject", "warning"} <= set(expected["severity"])
    assert expected["action"].str.contains("after the cut-off date").any()


@pytest.fixture(scope="module")
def capped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """Return the same study, read from files, with up to three findings of a rule in a dataset listed."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pv.api, "LISTED", 3)
        study = pv.open_study(folder_of(tmp_path_factory.mktemp("capped"), *bad(200), CUT))
    yield study
    study.close()


def test_every_finding_is_counted_and_as_many_as_there_may_be_are_listed(
    given: tuple[Study, pd.DataFrame], capped: Study
) -> None:
    whole, expected = given
    listed, counts = capped.findings, capped.table("finding_count")
    by_rule, every = counts.groupby(RULE)[["findings", "listed"]].sum(), expected.groupby(RULE).size()
    assert every.max() > 3 > every.min()
    assert by_rule["findings"].to_dict() == every.to_dict()
    assert by_rule["listed"].to_dict() == every.clip(upper=3).to_dict()
    assert listed.groupby(RULE).size().to_dict() == every.clip(upper=3).to_dict()
    actions = counts.dropna(subset="action").set_index([*RULE, "action"])["findings"]
    assert actions.to_dict() == expected.groupby([*RULE, "action"]).size()[actions.index].to_dict()
    assert capped.accounting["findings"].to_list() == whole.accounting["findings"].to_list()
    assert capped.accounting["findings"].sum() == len(expected)


def test_what_is_listed_is_of_as_many_kinds_as_there_may_be(given: tuple[Study, pd.DataFrame], capped: Study) -> None:
    _, expected = given
    kinds = [*RULE, "variable", "action"]
    # Of each variable and action the first, before the second of any.
    turn = expected.assign(turn=expected.groupby(kinds).cumcount(), place=range(len(expected)))
    first = turn.sort_values([*RULE, "turn", "place"]).groupby(RULE).head(3).sort_values("place")
    pd.testing.assert_frame_equal(capped.findings, first[list(COLUMNS)].reset_index(drop=True))


def test_a_record_is_explained_by_all_of_its_findings(given: tuple[Study, pd.DataFrame], capped: Study) -> None:
    _, expected = given
    listed = set(zip(capped.findings["dataset"], capped.findings["source_row"], strict=True))
    at_all = expected[expected["record_key"] == "USUBJID=U1, AESEQ=1"]
    (row,) = at_all.loc[[("adae", row) not in listed for row in at_all["source_row"]], "source_row"].unique()[:1]
    told = {fact.text.split(": ")[0] for fact in finding_facts(capped._engine, "adae", int(row))}
    of_row = expected[(expected["dataset"] == "adae") & (expected["source_row"] == row)]
    assert told == set(of_row["severity"] + " " + of_row["rule"])


def test_check_says_how_many_there_are_and_how_many_it_lists(
    given: tuple[Study, pd.DataFrame], capped: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, expected = given
    opened_once(monkeypatch, capped)
    result = run("check", capped._built.definition.folder, "--out", tmp_path / "findings.csv")
    assert result.exit_code == 1
    grades = expected.loc[expected["rule"] == "grade_1_to_5", "action"]
    counted = int((grades == "Value treated as missing; counted as grade missing").sum())
    assert 3 < counted < len(grades)
    assert f"\nwarning: grade_1_to_5, {counted} findings. Value treated as missing; counted" in result.stdout
    assert f" more (--out FILE.csv lists 3 of {len(grades)}, with --all-findings all)\n" in result.stdout
    assert len(pd.read_csv(tmp_path / "findings.csv")) == len(capped.findings) < len(expected)


def test_the_page_says_so_and_its_totals_are_of_all(given: tuple[Study, pd.DataFrame], capped: Study) -> None:
    whole, expected = given
    grades, severities = int((expected["rule"] == "grade_1_to_5").sum()), expected["severity"].value_counts()
    page = parse(capped.display_html(capped.display("findings")))
    notes = [note.text for note in page.all("p", class_="notes")]
    assert f"3 of {grades} shown in the CSV file; 3 of them here." in notes
    every = f"up to 3, {len(capped.findings)} of {len(expected)} in all. The option --all-findings lists every one."
    assert any(every in note for note in notes)
    assert f"Warning grade 1 to 5 ADAE {grades}" in [one.text for one in page.all("summary")]
    assert "shown in the CSV file" not in whole.display_html(whole.display("findings"))
    totals = capped.display("finding_totals").tables[0].csv
    assert totals is not None
    assert totals.set_index("severity")["findings"].to_dict() == {name: severities.get(name, 0) for name in RANK}
    line = status_of(capped._contents(None))
    assert line.endswith(f"{severities['warning']} warnings, {severities['note']} notes")


def test_report_ends_with_the_number_of_all(
    given: tuple[Study, pd.DataFrame], capped: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, expected = given
    drawn_here(monkeypatch)
    opened_once(monkeypatch, capped)
    monkeypatch.setattr(Study, "report", lambda *_, **__: None)
    counts = expected["severity"].value_counts()
    result = run("report", capped._built.definition.folder, "--out", tmp_path / "safety.html")
    assert result.stdout.endswith(f"Findings: {', '.join(f'{counts.get(name, 0)} {name}' for name in RANK)}.\n")


@pytest.mark.parametrize("command", ["check", "build", "report"])
def test_all_findings_are_asked_for_on_the_command_line(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def opened(_: str, **options: object) -> None:
        asked.append(options["all_findings"])
        raise InputError(Problem("enough", "here"))

    monkeypatch.setattr(pv.api, "open_study", opened)
    for options in ([], ["--all-findings"]):
        run(command, "cdisc-pilot", *options)
    assert asked == [False, True]
    assert LISTED == 1000  # the help, the documentation and the contracts say so
