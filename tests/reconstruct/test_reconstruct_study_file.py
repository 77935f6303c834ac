"""Another trial's published figures: the study file that is written with the records gives every one of them."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner

import frames
import pv
from command import opened_once
from pv.cli.main import cli
from pv.errors import InputError, OutputError
from pv.facts.model import Facts
from pv.facts.read import validate
from pv.reconcile import reconcile
from pv.reconstruct import read_facts, write_reconstruction
from pv.reconstruct.plan.plan import plan

#: An invented trial as somebody would type it who has read the format's description: no class of the groups' terms is
#: said twice, rates stand without their counts, categories are spelled as every study spells them.
FACTS = """
[study]
id = "OTHER"
title = "Another trial"
cutoff_date = 2024-06-30
window_days = 30

[[arm]]
name = "New"
[[arm]]
name = "Old"

[published]
figure = [
  { id = "n/New", arm = "New", measure = "arm_size", count = 150 },
  { id = "n/Old", arm = "Old", measure = "arm_size", count = 75 },
  { id = "median/New", arm = "New", measure = "exposure", statistic = "median", unit = "weeks", value = "24" },
  { id = "years/New", arm = "New", measure = "exposure", statistic = "patient_years", value = "80.0" },
  { id = "median/Old", arm = "Old", measure = "exposure", statistic = "median", unit = "weeks", value = "20" },
  { id = "any/New", arm = "New", measure = "incidence", count = 140, percent = "93.3" },
  { id = "rate/New", arm = "New", measure = "exposure_adjusted_rate", statistic = "eair_total", value = "1.75" },
  { id = "serious rate/New", arm = "New", measure = "exposure_adjusted_rate", statistic = "eair_total", category = "serious", value = "0.55" },
  { id = "rate/Old", arm = "Old", measure = "exposure_adjusted_rate", statistic = "eair_total", value = "2.10" },
  { id = "serious related/New", arm = "New", measure = "incidence", category = "serious_related", percent = "12.0" },
  { id = "grade 4/New", arm = "New", measure = "incidence", category = "grade4plus", percent = "6.7" },
  { id = "stopped/New", arm = "New", measure = "incidence", category = "related_discontinuation", count = 9 },
  { id = "worst related 3/Old", arm = "Old", measure = "incidence", category = "related_grade3", count = 20 },
  { id = "worst related 4/Old", arm = "Old", measure = "incidence", category = "related_grade4", count = 4 },
  { id = "scalp/New", arm = "New", measure = "incidence", level = "group", term = "Scalp", count = 30 },
  { id = "scalp stopped/New", arm = "New", measure = "incidence", level = "group", term = "Scalp", category = "discontinuation", count = 6 },
  { id = "skin/New", arm = "New", measure = "incidence", level = "SOC", term = "Skin and subcutaneous tissue disorders", count = 60 },
  { id = "died/Old", arm = "Old", measure = "deaths", item = "death", count = 5 },
  { id = "low/New", arm = "New", measure = "laboratory", parameter = "PLAT", category = "low", count = 11 },
  { id = "very low/New", arm = "New", measure = "laboratory", parameter = "PLAT", category = "very low", count = 3 },
  { id = "alopecia/New", arm = "New", measure = "incidence", level = "PT", term = "Alopecia", category = "grade3", count = 2 },
]

[[group]]
name = "Scalp"
terms = ["Alopecia", "Scalp tenderness"]

[[group]]
name = "Nail"
soc = "Skin and subcutaneous tissue disorders"
terms = ["Onychalgia invented"]

[terms]
term = [
  { name = "Alopecia", soc = "Skin and subcutaneous tissue disorders", weight = 5, grades = [1, 2] },
  { name = "Scalp tenderness", soc = "Nervous system disorders" },
]

[[laboratory]]
parameter = "PLAT"
label = "Platelets (10^9/L)"
category = [
  { name = "low", decrease = [50, 149], result = [50, 149] },
  { name = "very low", decrease = [150, 300], result = [10, 60] },
]
assumed = { baseline = [160, 350], normal = [150, 400], highest = 450 }

[[baseline]]
variable = "AGE"
label = "Age (years)"
number = { New = [30, 55, 80], Old = [31, 56, 79] }

[assumed]
accrual = [2021-01-01, 2023-06-30]
"""  # noqa: E501  # a table in a line of TOML stands in one line


@pytest.fixture(scope="module")
def facts_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("facts") / "other.toml"
    path.write_text(FACTS, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, facts_file: Path) -> Path:
    made = tmp_path_factory.mktemp("made") / "other"
    write_reconstruction(facts_file, made)
    return made


@pytest.fixture(scope="module")
def study(folder: Path) -> Iterator[pv.Study]:
    """Return the study of the file that was written, opened once."""
    with pv.open_study(folder / "study.toml") as opened:
        yield opened


def facts(**changes: Any) -> Facts:  # noqa: ANN401  # any part of a facts file
    """Return the facts, with some top-level tables of the file put in the place of its own."""
    return validate(tomllib.loads(FACTS) | changes, "other.toml")


def test_every_figure_comes_out_of_the_written_study_without_an_edit(
    folder: Path, facts_file: Path, study: pv.Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_once(monkeypatch, study)
    result = CliRunner().invoke(cli, ["reconcile", str(folder / "study.toml"), str(facts_file)])
    assert result.exit_code == 0, result.output
    assert {line.split(maxsplit=1)[1] for line in result.output.splitlines()} == {"equal", "equal after rounding"}
    # 21 figures; one has a count and a percentage
    assert sum(int(line.split()[0]) for line in result.output.splitlines()) == 22


def test_the_records_counted_by_hand_give_the_figures_that_have_no_count(folder: Path) -> None:
    adsl, adae = (pd.read_parquet(folder / "parquet" / f"{name}.parquet") for name in ("adsl", "adae"))
    events = adae[adae["TRTEMFL"] == "Y"]
    days = (pd.to_datetime(adsl["TRTEDT"]) - pd.to_datetime(adsl["TRTSDT"])).dt.days + 1
    years = days.groupby(adsl["TRT01A"]).sum() / 365.25
    had = events.groupby("TRTA")["USUBJID"].nunique()
    assert round(had["New"] / years["New"], 2) == 1.75
    assert had["New"] == 140  # the count is that of the incidence, printed elsewhere
    assert round(had["Old"] / years["Old"], 2) == 2.10
    serious = events[events["AESER"] == "Y"].groupby("TRTA")["USUBJID"].nunique()
    assert round(serious["New"] / years["New"], 2) == 0.55
    worst = events[(events["AEREL"] == "RELATED") & (events["TRTA"] == "Old")].groupby("USUBJID")["AETOXGR"].max()
    assert worst.value_counts().reindex(["3", "4"]).to_list() == [20, 4]


def test_a_groups_class_is_that_of_its_terms_and_the_other_way_round(folder: Path) -> None:
    study = tomllib.loads((folder / "study.toml").read_text(encoding="utf-8"))
    classes = {group["name"]: group["soc"] for group in study["group"]}
    # Alopecia weighs 5, scalp tenderness 1
    assert classes["Scalp"] == "Skin and subcutaneous tissue disorders"
    assert classes["Nail"] == "Skin and subcutaneous tissue disorders"
    assert [arm["role"] for arm in study["arm"]] == ["investigational", "comparator"]


def test_a_role_that_is_said_stands() -> None:
    arms = [{"name": "New", "role": "comparator"}, {"name": "Old"}]
    assert [arm.role for arm in facts(arm=arms).arm] == ["comparator", None]


def test_a_grade_that_a_term_does_not_have_is_said(folder: Path, facts_file: Path, tmp_path: Path) -> None:
    said = "alopecia/New: grade 3 is published for Alopecia; the grades of Alopecia are 1 to 2"
    assert said in (folder / "README.txt").read_text(encoding="utf-8")
    result = CliRunner().invoke(cli, ["reconstruct", str(facts_file), "--out", str(tmp_path / "out")])
    assert f"note: {said}" in result.output
    told = [{"arm": "New", "records": [{"term": "Alopecia", "grade": 4}]}]
    assert any("narrative[1]: Alopecia of grade 4 is described" in note for note in plan(facts(narrative=told)).notes)
    assert plan(facts(published={"figure": tomllib.loads(FACTS)["published"]["figure"][:-1]})).notes == ()


def test_a_rate_that_no_count_gives_is_a_contradiction() -> None:
    figures = tomllib.loads(FACTS)["published"]["figure"]
    # What is serious is at most the 140 subjects with any event: 1.75 a year in 80 patient-years.
    figures = [figure | {"value": "1.85"} if figure["id"] == "serious rate/New" else figure for figure in figures]
    contradictions = {one.rule: one for one in plan(facts(published={"figure": figures})).contradictions}
    found = contradictions.pop("rate of no count")
    assert found.figures == ("serious rate/New",)
    assert list(contradictions) == ["rate and exposure"]  # the same of the nearest count
    assert "gives 1.85 per patient-year" in found.message
    assert "140" in found.resolution


def test_the_old_spelling_of_serious_and_related_is_refused_with_the_one_that_is_right() -> None:
    figures = tomllib.loads(FACTS)["published"]["figure"]
    figures[9]["category"] = "related_serious"
    with pytest.raises(InputError, match="serious_related"):
        facts(published={"figure": figures})


def test_a_study_file_of_somebody_else_is_not_written_over(folder: Path, facts_file: Path, tmp_path: Path) -> None:
    write_reconstruction(facts_file, folder)  # the same again is the same
    (tmp_path / "study.toml").write_text("# mine", encoding="utf-8")
    with pytest.raises(OutputError, match=r"study\.toml: already exists"):
        write_reconstruction(facts_file, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["study.toml"]


def test_facts_are_named_by_their_study(folder: Path, tmp_path: Path) -> None:
    assert read_facts(folder).study.id == "OTHER"
    assert read_facts("destiny-breast04").study.id == "DESTINY-Breast04"
    with pytest.raises(InputError, match="the study names no facts file"):
        read_facts("cdisc-pilot")
    with pytest.raises(InputError, match="cannot be read"):
        read_facts(tmp_path / "nothing.toml")


def test_the_report_of_the_written_study_reconciles_by_itself(study: pv.Study) -> None:
    rows = study.table("reconciliation")
    assert {row.verdict for row in frames.rows(rows)} == {"equal", "equal after rounding"}
    assert not (study.findings["severity"] == "reject").any()


def test_a_figure_that_others_contradict_does_not_differ_where_the_study_has_what_is_taken(
    study: pv.Study,
) -> None:
    figures = tomllib.loads(FACTS)["published"]["figure"]
    worst = figures[-1]
    least = worst | {"id": "alopecia 3/New", "category": "grade3plus", "count": 1}
    tables = {name: study.table(name) for name in ("exposure", "incidence", "exposure_adjusted_rate", "deaths")}
    tables |= {name: study.table(name) for name in ("study", "subject", "adlb")}
    # Two of worst grade 3 are at least 2 of grade 3 or more, not 1.
    rows = reconcile(facts(published={"figure": [*figures, least]}), tables).set_index("id")
    row = rows.loc["alopecia 3/New"]
    assert (row["verdict"], row["computed"]) == ("contradicted by the publication", 2)
    assert row["explanation"] == (
        "PT 'Alopecia': 1 subject with grade 3 or higher, but the maximum grades give at least 2; "
        "used: 2, from the grades"
    )
    assert not (rows["verdict"] == "differs").any()
    # Of 3 and 1 the 3 are taken, and the study has neither.
    rows = reconcile(facts(published={"figure": [*figures[:-1], worst | {"count": 3}, least]}), tables).set_index("id")
    assert rows.loc[["alopecia/New", "alopecia 3/New"], "verdict"].to_list() == ["differs", "differs"]
