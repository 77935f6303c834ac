"""The built-in study destiny-breast04: every published figure from its records, counted in pandas."""

import csv
import shutil
import tomllib
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

import published
from model_study import study
from published import FACTS, SHARED, Files, check_published, check_table3, read_parquet, read_xpt
from pv.cli.main import cli
from pv.reconstruct import read_facts, reconstruct, write_reconstruction

needs_figures = pytest.mark.skipif(not SHARED.is_dir(), reason="the published figures as CSV are not there")
SHIPPED = FACTS.parent / "data"
#: 5 of 371 is 1.3%; no count gives the printed 1.5%.
CONTRADICTED = "lvef_decrease_laboratory_grade_3 T-DXd incidence: 5"


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Return the folders of three seeds."""
    made = {seed: tmp_path_factory.mktemp(f"seed{seed}") for seed in (1, 20, 300)}
    for seed, folder in made.items():
        write_reconstruction(FACTS, folder, seed=seed, tolerate=True)
    return made


#: Terms, arm, action, percentage as the slide prints it, and the count that it is; 30 of 371 is 8.1%, 31 are 8.4%.
SLIDE = (
    (("Interstitial lung disease", "Pneumonitis", "Organising pneumonia"), "T-DXd", "DRUG WITHDRAWN", "8.2", 30),
    (("Peripheral sensory neuropathy",), "TPC", "DRUG WITHDRAWN", "2.3", 4),
    (("Nausea",), "T-DXd", "DOSE REDUCED", "4.6", 17),
    (("Fatigue", "Asthenia", "Malaise"), "T-DXd", "DOSE REDUCED", "4.6", 17),
    (("Neutropenia", "Neutrophil count decreased"), "TPC", "DOSE REDUCED", "14.0", 24),
)


def gives_every_figure(files: Files) -> None:
    """Fail where a figure differs, the contradicted ones apart."""
    differing = check_published(files)
    assert len(differing) == 1
    assert differing[0].startswith(CONTRADICTED)
    assert check_table3(files) == (96, [])
    for terms, arm, action, printed, count in SLIDE:
        of_arm = files.arm(arm)
        events = of_arm.emergent
        fitting = events[events["AEDECOD"].isin(terms) & (events["AEACN"] == action)]
        assert fitting["USUBJID"].nunique() == count
        percent = published.printed(Fraction(100 * count, len(of_arm.adsl)), printed)
        assert (percent == printed) or (printed == "8.2" and percent == "8.1")


@needs_figures
def test_the_shipped_records_give_every_figure() -> None:
    gives_every_figure(read_parquet(SHIPPED))


@needs_figures
@pytest.mark.parametrize("seed", [1, 20, 300])
def test_three_seeds_give_every_figure_in_both_formats(folders: dict[int, Path], seed: int) -> None:
    gives_every_figure(read_parquet(folders[seed] / "parquet"))
    gives_every_figure(read_xpt(folders[seed] / "xpt"))


def test_the_shipped_records_are_those_of_seed_1(folders: dict[int, Path]) -> None:
    for name in published.DATASETS:
        shipped = pd.read_parquet(SHIPPED / f"{name}.parquet")
        pd.testing.assert_frame_equal(shipped, pd.read_parquet(folders[1] / "parquet" / f"{name}.parquet"))


def test_one_seed_gives_the_same_bytes(folders: dict[int, Path], tmp_path: Path) -> None:
    write_reconstruction(FACTS, tmp_path, seed=20, tolerate=True)
    files = [path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()]
    # Seven datasets in two formats, the note, the study file, the facts and the courses.
    assert len(files) == 18
    assert all((tmp_path / file).read_bytes() == (folders[20] / file).read_bytes() for file in files)


def facts_figures() -> dict[tuple[str, str, str], tuple[str | None, str | None]]:
    """Return id, arm and statistic of a figure of the text -> its count and its printed value."""
    content = tomllib.loads(FACTS.read_text(encoding="utf-8"))
    safety = [one for one in content["published"]["figure"] if "endpoint" not in one]
    figures = [one for one in safety if not one["id"].startswith(("table3/", "slide/", "flow/"))]
    result = {}
    for one in figures:
        name, arm, statistic = one["id"].split("/")
        result[name, arm, statistic] = (one.get("count"), one.get("percent", one.get("value")))
    return result


@needs_figures
def test_the_facts_hold_every_figure_of_the_text() -> None:
    figures = facts_figures()
    with (SHARED / "published_safety.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(figures) == len(rows)
    for row in rows:
        count, printed = figures[row["id"], row["arm"], row["statistic"]]
        if row["statistic"] == "n":
            assert (str(count), printed) == (row["n"], None)
        else:
            assert (str(count or ("" if row["n"] == "" else 0)), printed) == (row["n"], row["value"])


@needs_figures
def test_the_facts_hold_every_figure_and_group_of_table_3() -> None:
    facts = read_facts(FACTS)
    groups = {group.name: (group.soc, group.terms) for group in facts.group}
    figures = {(f.term, f.arm, f.category): (f.count, f.percent) for f in facts.published.figure if f.level == "group"}
    with (SHARED / "table3_drug_related.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        assert groups[row["event"]] == (row["display_soc"], tuple(row["preferred_terms"].split(";")))
        for column, arm in (("tdxd", "T-DXd"), ("tpc", "TPC")):
            for short, category in (("any", "related"), ("g3", "related_grade3plus")):
                printed = (int(row[f"{column}_{short}_n"]), row[f"{column}_{short}_pct"])
                assert figures[row["event"], arm, category] == printed
    assert len(rows) * 4 == sum(category.startswith("related") for _, _, category in figures)


@needs_figures
def test_baseline_is_close_to_table_1_and_the_agents_have_their_shares() -> None:
    table = pd.read_csv(SHARED / "baseline_table1.csv", dtype={"category": "str"}, keep_default_na=False)
    columns = {"region": "REGION1", "ecog": "ECOGBL", "her2_low_status": "HER2LOW", "lines_metastatic": "PRLINES"}
    arms = {name: read_parquet(SHIPPED).arm(arm).adsl for name, arm in (("tdxd", "T-DXd"), ("tpc", "TPC"))}
    compared = 0
    for row in table.to_dict("records"):
        for name, subjects in arms.items():
            if row["characteristic"] in columns:
                share = (subjects[columns[row["characteristic"]]] == row["category"]).mean() * 100
                assert abs(share - float(row[f"{name}_pct"])) < 0.6
                compared += 1
        if row["characteristic"] == "chemotherapy_agent":
            share = (arms["tpc"]["TRTAGENT"] == row["category"]).mean() * 100
            assert abs(share - float(row["tpc_pct"])) < 0.6
            compared += 1
    assert compared == 25
    ages = [arms["tdxd"]["AGE"].agg(["min", "median", "max"]).to_list(), arms["tpc"]["AGE"].median()]
    assert ages == [[31.5, 57.5, 80.2], 55.9]


@needs_figures
def test_the_baseline_of_all_randomised_patients_is_table_1() -> None:
    table = pd.read_csv(SHARED / "baseline_table1.csv", dtype="str", keep_default_na=False).set_index("characteristic")
    adsl = read_parquet(SHIPPED).adsl
    columns = {
        "region": "REGION1",
        "ecog": "ECOGBL",
        "her2_low_status": "HER2LOW",
        "lines_metastatic": "PRLINES",
        "prior_cdk46_inhibitor": "PRCDK46",
        "liver_metastasis": "LIVERMET",
        "hormone_receptor": "HRSTAT",
    }
    assert adsl["ITTFL"].eq("Y").all()
    for name, arm in (("tdxd", "T-DXd"), ("tpc", "TPC")):
        subjects = adsl[adsl["ARM"] == arm]
        assert len(subjects) == int(str(table.loc["randomised", f"{name}_n"]))
        ages = [subjects["AGE"].median(), subjects["AGE"].min(), subjects["AGE"].max()]
        assert ages == [float(str(table.loc[f"age_years_{what}", f"{name}_n"])) for what in ("median", "min", "max")]
        for characteristic, column in columns.items():
            for _, row in table.loc[[characteristic]].iterrows():
                value = {"Yes": "Y", "Positive": "POSITIVE"}.get(row["category"], row["category"])
                assert (subjects[column] == value).sum() == int(row[f"{name}_n"])


def test_the_case_that_died_after_the_window_is_counted_by_the_committee_only() -> None:
    arm = read_parquet(SHIPPED).arm("T-DXd")
    case = arm.adjudication[(arm.adjudication["ADJGR"] == "5") & (arm.adjudication["INVGR"] == "3")]
    assert len(case) == 1
    after = (case["DTHDT"] - case["TRTEDT"]).dt.days.item()
    assert after > 47
    events = arm.adae[arm.adae["USUBJID"] == case["USUBJID"].item()]
    assert not (events["AETOXGR"] == "5").any()
    assert set(arm.adsl.loc[arm.adsl["USUBJID"] == case["USUBJID"].item(), "DTHCAUS"]) == {"DISEASE PROGRESSION"}
    fatal = arm.adjudication[(arm.adjudication["ADJGR"] == "5") & (arm.adjudication["INVGR"] == "5")]
    assert len(fatal) == 2
    comparator = read_parquet(SHIPPED).arm("TPC")
    confirmed = comparator.adjudication[comparator.adjudication["ADJDEC"] == "CONFIRMED"]
    assert confirmed["TRTAGENT"].to_list() == ["Eribulin"]


def test_drug_related_deaths_have_the_terms_of_the_paper() -> None:
    events = read_parquet(SHIPPED).arm("T-DXd").emergent
    related = events[(events["AEOUT"] == "FATAL") & (events["AEREL"] == "RELATED")]
    assert sorted(related["AEDECOD"]) == [
        "Colitis ischaemic",
        "Disseminated intravascular coagulation",
        "Dyspnoea",
        "Febrile neutropenia",
        "Pneumonitis",
        "Pneumonitis",
        "Sepsis",
    ]


def test_one_patient_had_an_ejection_fraction_decreased_and_later_cardiac_failure() -> None:
    events = read_parquet(SHIPPED).arm("T-DXd").emergent
    decreased = events[events["AEDECOD"] == "Ejection fraction decreased"]
    failure = events[events["AEDECOD"] == "Cardiac failure"]
    both = decreased.merge(failure, on="USUBJID", suffixes=("", "_HF"))
    assert len(set(both["USUBJID"])) == 1
    assert (both["AETOXGR"].max(), both["AETOXGR_HF"].max()) == ("2", "3")
    assert both["ASTDT"].min() < both["ASTDT_HF"].min()


def test_no_other_drug_related_term_reaches_a_fifth_of_an_arm() -> None:
    facts = read_facts(FACTS)
    listed = {term for group in facts.group for term in group.terms}
    files = read_parquet(SHIPPED)
    for name in ("T-DXd", "TPC"):
        arm = files.arm(name)
        related = arm.emergent[arm.emergent["AEREL"] == "RELATED"]
        share = related.groupby("AEDECOD")["USUBJID"].nunique() / len(arm.adsl)
        assert share.drop(list(listed), errors="ignore").max() < 0.2
        assert arm.emergent["AEBODSYS"].nunique() > 15


def test_a_changed_figure_is_followed(tmp_path: Path) -> None:
    text = FACTS.read_text(encoding="utf-8")
    old = 'count = 271, percent = "73.0"'
    assert text.count(old) == 1
    changed = tmp_path / "facts.toml"
    # 280 of 371 is 75.47%
    changed.write_text(text.replace(old, 'count = 280, percent = "75.5"'), encoding="utf-8")
    shutil.copy(FACTS.parent / "courses.csv", tmp_path)
    write_reconstruction(changed, tmp_path / "out", tolerate=True)
    files = read_parquet(tmp_path / "out" / "parquet")
    nausea = files.arm("T-DXd").emergent.query("AEDECOD == 'Nausea' and AEREL == 'RELATED'")
    assert published.subjects(nausea) == 280
    if SHARED.is_dir():
        assert len(check_published(files)) == 1
        assert len(check_table3(files)[1]) == 2  # the count and its percentage


def test_the_contradiction_of_the_paper_stops_and_is_named(tmp_path: Path) -> None:
    stopped = CliRunner().invoke(cli, ["reconstruct", str(FACTS), "-o", str(tmp_path / "out")])
    assert stopped.exit_code == 2
    words = "5 of 371 is 1.3%, not the printed 1.5%; no count of 371 gives 1.5% (5 gives 1.3% and 6 gives 1.6%)"
    assert words in stopped.output
    assert "no count of 371 gives 8.2% (30 gives 8.1% and 31 gives 8.4%)" in stopped.output
    assert stopped.output.count("error:") == 2
    assert not (tmp_path / "out").exists()
    gone_on = CliRunner().invoke(cli, ["reconstruct", str(FACTS), "-o", str(tmp_path / "out"), "--tolerate"])
    assert gone_on.exit_code == 0
    assert words in gone_on.output
    note = (tmp_path / "out" / "README.txt").read_text(encoding="utf-8")
    assert words in note
    assert "synthetic, reconstructed from published aggregates, not patient data" in note


def test_the_check_sets_nothing_aside_and_finds_only_what_the_figures_force() -> None:
    assert study().accounting["rows_set_aside"].sum() == 0
    found = study().findings.groupby("rule").size().to_dict()
    # 239 deaths, of which 14 and 5 of an event
    assert found.pop("death_without_fatal_event") == 239 - 14 - 5
    # CTCAE 5.0 has no grade 1 of ejection fraction decreased
    assert found.pop("grade_not_in_ctcae", 1) == 1
    assert not found


def test_the_study_says_that_it_is_synthetic() -> None:
    assert "synthetic, reconstructed from published aggregates, not patient data" in study().settings.study.title


def test_the_overview_of_the_study_is_the_published_one() -> None:
    overview = study().table("overview").set_index(["arm", "item"])["subjects"]
    assert overview["T-DXd"][["any", "grade3plus", "serious", "fatal"]].to_list() == [369, 195, 103, 14]
    assert overview["TPC"][["any", "grade3plus", "serious", "fatal"]].to_list() == [169, 116, 43, 5]
    rates = study().table("exposure_adjusted_rate").query("level == 'any' and category == 'any'").set_index("arm")
    assert rates["eair_total"].round(2).to_dict() == {"T-DXd": 1.30, "TPC": 2.66}
    assert rates["patient_years"].round(2).to_dict() == {"T-DXd": 283.55, "TPC": 63.59}


def test_the_reconstruction_takes_the_count_where_the_paper_contradicts_itself() -> None:
    made = reconstruct(read_facts(FACTS), tolerate=True)
    assert [one.rule for one in made.contradictions] == ["percentage of no count", "count and percentage"]
    assert [one.resolution for one in made.contradictions] == ["the nearest count, 30", "the count 5"]
