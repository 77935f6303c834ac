"""Published figures against computed ones: every verdict, and the model study to the digit."""

from collections import Counter
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

import frames
import model_study
import pv
import pv.api
from pv import resources
from pv.cli.main import cli
from pv.facts.read import read_facts
from pv.reconcile.verdict import (
    CONTRADICTED,
    DIFFERS,
    EQUAL,
    NOT_REACHED,
    ROUNDED,
    Verdict,
    of_count,
    of_percent,
    of_value,
    unreached,
)
from pv.reconstruct import write_reconstruction

FOLDER = resources.ROOT / "reports" / "destiny-breast04"
FACTS = FOLDER / "facts.toml"


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    return model_study.study().table("reconciliation")


def test_every_published_number_of_the_model_study_comes_out(rows: pd.DataFrame) -> None:
    verdicts = Counter(rows["verdict"])
    assert verdicts[DIFFERS] == 0
    assert verdicts[CONTRADICTED] == 2
    # 51 rows of text and slide (some with count and percentage), and 12 events x 2 arms x 2 grades x (n, %) = 96.
    assert rows["id"].str.startswith("table3/").sum() == 96
    # What most often led to withdrawal and to a lower dose: five percentages of the slide.
    assert rows["id"].str.startswith("slide/").sum() == 5
    figures = read_facts(FACTS).published.figure
    safety = rows[rows["id"].isin([one.id for one in figures if one.endpoint is None and one.measure != "flow"])]
    assert safety.loc[~safety["id"].str.startswith(("table3/", "slide/")), "id"].nunique() == 51
    assert len(safety) == 190


def test_the_rows_that_the_publication_contradicts_are_found_and_explained(rows: pd.DataFrame) -> None:
    contradicted = rows[rows["verdict"] == CONTRADICTED].set_index("id")
    row = contradicted.loc["slide/ILD/T-DXd/discontinuation"]
    assert (row["quantity"], row["published"]) == ("percent", "8.2")
    # 30/371 = 8.086%, 31/371 = 8.356%
    assert row["explanation"] == "no count of 371 gives 8.2% (30 gives 8.1%, 31 gives 8.4%)"
    assert row["computed"] == pytest.approx(100 * 30 / 371)
    row = contradicted.loc["lvef_decrease_laboratory_grade_3/T-DXd/incidence"]
    assert (row["quantity"], row["published"]) == ("percent", "1.5")
    # 5/371 = 1.348%, 6/371 = 1.617%
    assert row["explanation"] == "5 of 371 is 1.3%; no count of 371 gives 1.5% (5 gives 1.3%, 6 gives 1.6%)"


def test_the_rates_are_per_patient_year_of_the_printed_exposure(rows: pd.DataFrame) -> None:
    values = {row.id: row.computed for row in frames.rows(rows) if row.quantity == "value"}
    assert values["any_teae/T-DXd/eair"] == pytest.approx(369 / 283.55, abs=1e-4)
    assert values["any_teae/TPC/eair"] == pytest.approx(169 / 63.59, abs=1e-3)


@pytest.mark.parametrize(
    ("found", "size", "printed", "published", "verdict"),
    [
        (60, 371, "16.2", 60, ROUNDED),  # 16.173
        (43, 172, "25.0", 43, EQUAL),  # exactly 25
        (61, 371, "16.2", 60, DIFFERS),  # 16.442
        (5, 371, "1.5", 5, CONTRADICTED),  # 1.348, and no count gives 1.5
        (6, 371, "1.3", 6, CONTRADICTED),  # 1.617: 1.3 would be 5
        (7, 371, "1.3", None, DIFFERS),  # 1.887; 5 gives 1.3
        (30, 371, "8.2", None, CONTRADICTED),  # 8.086: no count gives 8.2, and 30 is one beside it
        (45, 371, "8.2", None, DIFFERS),  # 12.1: not what can have been meant
        (4, 371, "1.5", 5, DIFFERS),  # nor is 4 where 5 is printed
        (1, 2000, "0.1", 1, ROUNDED),  # 0.05 rounds away from zero
        (None, None, "1.0", 1, DIFFERS),
    ],
)
def test_verdicts_on_percentages(
    found: int | None, size: int | None, printed: str, published: int | None, verdict: str
) -> None:
    assert of_percent(found, size, printed, published).verdict == verdict


def test_verdicts_on_counts_and_values() -> None:
    assert of_count(3, 3).verdict == EQUAL
    assert of_count(2, 3).verdict == DIFFERS
    assert of_count(None, 3) == (DIFFERS, "the study has no such result")
    assert of_value(Fraction("8.149"), "8.1").verdict == ROUNDED
    assert of_value(Fraction("8.15"), "8.2").verdict == ROUNDED
    assert of_value(Fraction("8.15"), "8.1").verdict == DIFFERS
    assert of_value(Fraction(129), "129").verdict == EQUAL


@pytest.mark.parametrize(
    ("found", "nearest", "verdict"),
    [
        ("20.12", "20.1", NOT_REACHED),
        ("20.06", "20.1", NOT_REACHED),
        ("20.3", "20.1", DIFFERS),
        ("20.12", None, DIFFERS),
        (None, "NE", NOT_REACHED),
    ],
)
def test_a_number_that_no_data_set_was_found_for_is_not_reached(
    found: str | None, nearest: str | None, verdict: str
) -> None:
    number = None if found is None else Fraction(found)
    assert unreached(Verdict(DIFFERS), number, nearest).verdict == verdict
    # What is equal stays so.
    assert unreached(Verdict(EQUAL), number, nearest) == Verdict(EQUAL)


def test_what_is_not_reached_is_counted_said_first_and_does_not_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pv.api, "open_study", model_study.opened)
    old = 'category = "serious", count = 103, percent = "27.8"'
    changed = tmp_path / "facts.toml"
    told = 'category = "serious", count = 104, percent = "28.0", nearest = { count = "103", percent = "27.8" }'
    changed.write_text(FACTS.read_text(encoding="utf-8").replace(old, told), encoding="utf-8")
    result = CliRunner().invoke(cli, ["reconcile", "destiny-breast04", str(changed)])
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert [line.split(maxsplit=1) for line in lines[:2]] == [["2", CONTRADICTED], ["2", NOT_REACHED]]
    said = "no data set was found that gives it; the nearest has 103"
    assert f"not reached: serious_teae/T-DXd/incidence, count: published 104, computed 103: {said}" in lines[4:9]


def test_the_command_exits_1_where_a_figure_differs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pv.api, "open_study", model_study.opened)
    text = FACTS.read_text(encoding="utf-8")
    old = 'category = "serious", count = 103, percent = "27.8"'
    assert old in text
    changed = tmp_path / "facts.toml"
    changed.write_text(text.replace(old, 'category = "serious", count = 104, percent = "28.0"'), encoding="utf-8")
    result = CliRunner().invoke(cli, ["reconcile", "destiny-breast04", str(changed)])
    assert result.exit_code == 1
    assert "differs: serious_teae/T-DXd/incidence, count: published 104, computed 103" in result.output


def test_the_command_exits_0_on_the_published_figures_and_writes_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pv.api, "open_study", model_study.opened)
    target = tmp_path / "rows.csv"
    result = CliRunner().invoke(cli, ["reconcile", "destiny-breast04", "destiny-breast04", "--out", str(target)])
    assert result.exit_code == 0
    assert "2 contradicted by the publication" in result.output
    assert len(pd.read_csv(target)) == len(target.read_text(encoding="utf-8").splitlines()) - 1


def test_the_transport_files_give_the_same_figures_in_plain_sql_too(tmp_path: Path, rows: pd.DataFrame) -> None:
    write_reconstruction(FACTS, tmp_path / "made", seed=1, tolerate=True)
    text = (FOLDER / "study.toml").read_text(encoding="utf-8")
    text = text.replace('facts = "facts.toml"', f'facts = "{FACTS}"').replace('folder = "data"', 'folder = "made/xpt"')
    (tmp_path / "study.toml").write_text(text, encoding="utf-8")
    with pv.open_study(tmp_path / "study.toml") as study:
        pd.testing.assert_frame_equal(study.table("reconciliation"), rows)
        headline = study.sql(
            "select incidence.arm, incidence.subjects, incidence.arm_subjects, exposure_adjusted_rate.eair_total"
            " from incidence join exposure_adjusted_rate using (arm, level, soc, term, category)"
            " where level = 'any' and category = 'any'"
        )
        table3 = study.sql(
            "select arm, subjects from incidence where level = 'group' and term = 'Nausea' and category = 'related'"
        )
    found = {row.arm: (row.subjects, row.arm_subjects, round(row.eair_total, 2)) for row in frames.rows(headline)}
    assert found == {"T-DXd": (369, 371, 1.30), "TPC": (169, 172, 2.66)}
    assert dict(zip(table3["arm"], table3["subjects"], strict=True)) == {"T-DXd": 271, "TPC": 41}
