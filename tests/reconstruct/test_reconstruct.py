"""What an invented trial's figures become: records that give them, the same for the same seed."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pyreadstat
import pytest
from click.testing import CliRunner

from pv.cli.main import cli
from pv.errors import InputError, OutputError
from pv.facts.model import Facts
from pv.facts.read import validate
from pv.reconstruct import reconstruct
from pv.reconstruct.dataset.dataset import SHORT_STATEMENT, STATEMENT
from pv.reconstruct.dataset.write import write_datasets
from small_facts import Content, content, facts, figure

WINDOW = pd.Timedelta(days=30)


def frames(given: Facts | None = None, *, seed: int = 1) -> dict[str, pd.DataFrame]:
    """Return the datasets of the invented trial as frames."""
    made = reconstruct(given or facts(), seed=seed)
    result = {one.name: pd.DataFrame({v.name: one.column(v) for v in one.variables}) for one in made.datasets}
    for frame in result.values():
        for name in [str(column) for column in frame if str(column).endswith("DT")]:
            frame[name] = pd.to_datetime(frame[name])
    return result


def emergent(data: dict[str, pd.DataFrame], arm: str) -> pd.DataFrame:
    """Return the treatment-emergent events of an arm."""
    subjects = data["adsl"].loc[data["adsl"]["TRT01A"] == arm, ["USUBJID", "TRTSDT", "TRTEDT"]]
    events = data["adae"].merge(subjects, on="USUBJID")
    return events[(events["ASTDT"] >= events["TRTSDT"]) & (events["ASTDT"] <= events["TRTEDT"] + WINDOW)]


def had(events: pd.DataFrame) -> int:
    """Return how many subjects have one of the events."""
    return int(events["USUBJID"].nunique())


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(("arm", "size"), [("New", 120), ("Old", 60)])
def test_the_records_give_the_figures(arm: str, size: int, seed: int) -> None:
    data = frames(seed=seed)
    events = emergent(data, arm)
    subjects = data["adsl"][data["adsl"]["TRT01A"] == arm]
    grade = events["AETOXGR"].astype(int)
    ache = events[events["AEDECOD"] == "Headache"]
    worst = ache["AETOXGR"].astype(int).groupby(ache["USUBJID"]).max()
    assert len(subjects) == size
    assert had(events) == size - 4
    assert had(events[grade >= 3]) == 0.4 * size
    assert had(events[events["AESER"] == "Y"]) == 0.3 * size
    assert had(events[events["AEOUT"] == "FATAL"]) == 2
    assert had(events[events["AEBODSYS"] == "Gastrointestinal disorders"]) == size // 2
    assert worst.value_counts().to_dict() == {1: 12, 2: 6, 3: 2}
    assert had(events[events["AEDECOD"] == "Rash"]) == 9
    assert had(events[events["AEDECOD"].isin(["Rash", "Rash maculo-papular"])]) == 15
    assert (subjects["DTHFL"] == "Y").sum() == 9


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(("arm", "size"), [("New", 120), ("Old", 60)])
def test_durations_cases_and_results_give_the_figures(arm: str, size: int, seed: int) -> None:
    data = frames(seed=seed)
    subjects = data["adsl"][data["adsl"]["TRT01A"] == arm].set_index("USUBJID")
    days = (subjects["TRTEDT"] - subjects["TRTSDT"]).dt.days + 1
    assert round(days.median() / 7) == 20
    assert round(days.max() / 7) == 80
    assert round(days.sum() / 365.25) == size // 2
    cases = data["adjudication"][data["adjudication"]["USUBJID"].isin(subjects.index)]
    onset = (cases["ADJSTDT"] - cases["USUBJID"].map(subjects["TRTSDT"])).dt.days + 1
    assert (onset.median(), onset.min(), onset.max()) == (60, 10, 200)
    assert cases["ADJGR"].value_counts().to_dict() == {"1": 3, "2": 1}
    results = data["adlb"][data["adlb"]["USUBJID"].isin(subjects.index)]
    assert (results.groupby("USUBJID")["CHG"].min() <= -50).sum() == 7


@pytest.mark.parametrize(
    ("change", "count"),
    [
        ({"any__New": {"count": 110}}, lambda events: (had(events), 110)),
        ({"serious__New": {"percent": "35"}}, lambda events: (had(events[events["AESER"] == "Y"]), 42)),
        ({"ache__New": {"count": 21}, "ache1__New": {"count": 13}}, lambda e: (had(e[e["AEDECOD"] == "Headache"]), 21)),
    ],
)
def test_the_records_follow_a_changed_figure(
    change: dict[str, Content], count: Callable[[pd.DataFrame], tuple[int, int]]
) -> None:
    found, wanted = count(emergent(frames(facts(**change)), "New"))
    assert found == wanted


def test_categories_of_related_events_and_actions() -> None:
    # 120 subjects: percentages with one decimal leave one count each
    extra = [
        figure("related", "New", "incidence", category="related", percent="70.0"),
        figure("related3", "New", "incidence", category="related_grade3plus", percent="20.0"),
        figure("stopped", "New", "incidence", category="discontinuation", percent="12.5"),
        figure("relstop", "New", "incidence", category="related_discontinuation", percent="5.0"),
        figure("ache_rel", "New", "incidence", level="PT", term="Headache", category="related", count=11),
    ]
    events = emergent(frames(facts(*extra)), "New")
    related = events[events["AEREL"] == "RELATED"]
    stopped = events[events["AEACN"] == "DRUG WITHDRAWN"]
    assert had(related) == 84
    assert had(related[related["AETOXGR"].astype(int) >= 3]) == 24
    assert had(stopped) == 15
    assert had(stopped[stopped["AEREL"] == "RELATED"]) == 6
    assert had(related[related["AEDECOD"] == "Headache"]) == 11


def test_the_table_of_common_events_stays_complete() -> None:
    data = frames()
    common = validate({**content(), "common": {"category": "any", "percent": 8}}, "facts.toml")
    made = reconstruct(common)
    adae = next(one for one in made.datasets if one.name == "adae")
    events = pd.DataFrame({v.name: adae.column(v) for v in adae.variables})
    events = events[events["TRTEMFL"] == "Y"]
    for arm, size in (("New", 120), ("Old", 60)):
        percent = events[events["TRTA"] == arm].groupby("AEDECOD")["USUBJID"].nunique() / size * 100
        above = set(percent[percent >= 8].index) - {"Headache", "Rash", "Rash maculo-papular", "Erythema"}
        assert not above
    without = emergent(data, "New").groupby("AEDECOD")["USUBJID"].nunique() / 120 * 100
    assert (without.drop(["Headache", "Rash", "Rash maculo-papular"]) >= 8).any()  # the rule is what keeps them below


def test_events_are_early_repeated_and_consistent() -> None:
    data = frames()
    events = data["adae"].merge(data["adsl"][["USUBJID", "TRTSDT", "TRTEDT", "DTHDT"]], on="USUBJID")
    treated = events[events["TRTEMFL"] == "Y"]
    share = (treated["ASTDT"] - treated["TRTSDT"]) / (treated["TRTEDT"] + WINDOW - treated["TRTSDT"])
    assert share.median() < 0.3
    assert treated.duplicated(["USUBJID", "AEDECOD"]).any()
    assert not events.duplicated(["USUBJID", "AEDECOD", "ASTDT"]).any()
    assert not (events["AENDT"] < events["ASTDT"]).any()
    assert not (events["ASTDT"] > events["DTHDT"]).any()
    assert events["ASTDT"].max() <= pd.Timestamp("2024-06-30")
    fatal = events[events["AEOUT"] == "FATAL"]
    assert (fatal["AENDT"] == fatal["DTHDT"]).all()
    counts = data["adsl"]["USUBJID"].map(treated.groupby("USUBJID").size()).fillna(0)
    assert counts.var() > 2 * counts.mean()  # subjects differ more than by chance: reports are correlated


def test_doses_follow_the_events_and_end_with_the_treatment() -> None:
    parts = content()
    parts["agent"] = [
        {"arm": "New", "name": "Drug", "percent": 100, "dose": [10.0, 8.0], "unit": "mg", "days": [1, 8]},
        {"arm": "Old", "name": "Pill", "percent": 100, "dose": [5.0], "unit": "mg", "cycle_days": 28},
    ]
    made = {one.name: one for one in reconstruct(validate(parts, "facts.toml")).datasets}
    doses = pd.DataFrame(made["adex"].rows)
    subjects = pd.DataFrame(made["adsl"].rows).set_index("USUBJID")
    first, last = doses.groupby("USUBJID")["ASTDT"].min(), doses.groupby("USUBJID")["AENDT"].max()
    assert (first == subjects["TRTSDT"].reindex(first.index)).all()
    assert (last == subjects["TRTEDT"].reindex(last.index)).all()
    assert not (doses["AENDT"] < doses["ASTDT"]).any()
    assert doses.groupby("EXTRT")["EXDOSE"].unique().map(sorted).to_dict() == {"DRUG": [8.0, 10.0], "PILL": [5.0]}
    lowered = set(doses.loc[doses["EXADJ"] == "ADVERSE EVENT", "USUBJID"])
    events = pd.DataFrame(made["adae"].rows)
    assert lowered <= set(events.loc[events["AEACN"] == "DOSE REDUCED", "USUBJID"])
    # A cycle of 28 days or, after an interruption, a week more; the last one ends with the treatment.
    doses["days"] = (pd.to_datetime(doses["AENDT"]) - pd.to_datetime(doses["ASTDT"])).dt.days + 1
    pills = doses[doses["EXTRT"] == "PILL"]
    is_last = ~pills.duplicated("USUBJID", keep="last")
    assert set(pills.loc[~is_last, "days"]) == {28, 35}
    assert pills.loc[is_last, "days"].max() <= 35


def test_one_seed_gives_the_same_bytes_and_another_gives_others(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        write_datasets(tmp_path / name, reconstruct(facts(), seed=seed).datasets, {})
    files = sorted(path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*.*"))
    assert len(files) == 10
    for file in files:
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()
        assert (tmp_path / "a" / file).read_bytes() != (tmp_path / "c" / file).read_bytes()


def test_both_formats_hold_the_same_and_say_that_they_are_synthetic(tmp_path: Path) -> None:
    write_datasets(tmp_path, reconstruct(facts()).datasets, {})
    for name in ("adsl", "adae", "adex", "adlb", "adjudication"):
        parquet = pq.read_table(tmp_path / "parquet" / f"{name}.parquet")
        xpt, meta = pyreadstat.read_xport(tmp_path / "xpt" / f"{name}.xpt")
        assert list(xpt.columns) == parquet.column_names
        assert STATEMENT in parquet.schema.metadata[b"label"].decode()
        assert meta.file_label == SHORT_STATEMENT
        assert set(xpt["DATASRC"]) == {"SYNTHETIC"}
        assert all(len(str(column)) <= 8 for column in xpt)
        frame = parquet.to_pandas()
        for column in xpt:
            left, right = frame[column].astype(object), xpt[column].replace({"": None}).astype(object)
            same = (left == right) | (left.isna() & right.isna())
            assert same.all(), (name, column)


def test_the_header_of_a_transport_file_has_no_clock(tmp_path: Path) -> None:
    write_datasets(tmp_path, reconstruct(facts()).datasets[:1], {})
    header = (tmp_path / "xpt" / "adsl.xpt").read_bytes()[:640]
    assert header.count(b"01JAN60:00:00:00") == 4
    assert header[144:160] == header[160:176] == header[464:480] == header[480:496] == b"01JAN60:00:00:00"


def test_files_are_written_together_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "xpt" / "adjudication.xpt").mkdir(parents=True)  # the last one cannot be written
    with pytest.raises(OutputError):
        write_datasets(tmp_path, reconstruct(facts()).datasets, {"README.txt": "x"})
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("change", "place", "right"),
    [
        ({"any__New": {"categry": "any"}}, "key published.figure[5].categry", "did you mean 'category'"),
        (
            {"any__New": {"category": "grade3"}, "any__Old": {"category": "seroius"}},
            "category",
            "did you mean 'serious'",
        ),
        ({"ache__New": {"term": "Hedache"}}, "key published.figure[11].term", "did you mean 'Headache'"),
        ({"rash__New": {"term": "Any rush"}}, "key published.figure[15].term", "did you mean 'Any rash'"),
        ({"any__New": {"arm": "Nev"}}, "key published.figure[5].arm", "did you mean 'New'"),
        ({"any__New": {"count": None}}, "key published.figure[5]", "any/New"),
        ({"any__New": {"percent": "97,5"}}, "key published.figure[5].percent", "with a point"),
        ({"any__New": {"count": None, "percent": 97.5}}, "key published.figure[5].percent", "in quotation marks"),
        # A key that the measure has not, or a term without its level, would make the figure another one.
        ({"died__New": {"category": "related"}}, "key published.figure[9].category", "its keys: item, count, percent"),
        ({"median__New": {"statistic": "eair_total"}}, "key published.figure[2].statistic", "patient_years"),
        ({"ache__New": {"level": "any"}}, "key published.figure[11].level", "PT"),
        ({"any__New": {"level": "SOC"}}, "key published.figure[5].term", "the name of the SOC"),
        ({"died__New": {"item": "deaths"}}, "key published.figure[9].item", "did you mean 'death'"),
        ({"platelets__New": {"category": "lo"}}, "key published.figure[23].category", "did you mean 'low'"),
        ({"any__New": {"id": "any/Old"}}, "key published.figure", "each name only once"),
    ],
)
def test_a_mistake_in_the_facts_file_is_named(change: dict[str, Content], place: str, right: str) -> None:
    with pytest.raises(InputError) as raised:
        facts(**change)
    assert any(place in problem.place and right in problem.expected for problem in raised.value.problems), raised.value


def test_the_size_of_an_arm_is_needed() -> None:
    parts = content()
    parts["published"]["figure"] = [one for one in parts["published"]["figure"] if one["measure"] != "arm_size"]
    with pytest.raises(InputError, match="the size of the arm is not published"):
        reconstruct(validate(parts, "facts.toml"))


def test_figures_that_leave_no_event_are_an_error() -> None:
    # The common terms have one that can be fatal among the immune system disorders, and none of the ear.
    extra = figure("reflux", "New", "incidence", level="SOC", term="Immune system disorders", category="fatal", count=2)
    made = reconstruct(facts(extra))
    events = pd.DataFrame(made.datasets[1].rows)
    fatal = events[(events["AEOUT"] == "FATAL") & (events["TRTA"] == "New")]
    assert set(fatal["AEBODSYS"]) == {"Immune system disorders"}
    with pytest.raises(InputError, match="no event that the other figures allow"):
        reconstruct(facts({**extra, "term": "Ear and labyrinth disorders"}))


@pytest.mark.parametrize("size", [1, 2, 3, 10, 50])
@pytest.mark.parametrize(
    "extra",
    [
        [],
        [figure("any", "New", "incidence", percent="100")],
        [figure("none", "New", "incidence", count=0)],
        [figure("median", "New", "exposure", statistic="median", value="3")],
        [figure("rate", "New", "exposure_adjusted_rate", statistic="eair_total", count=1, value="0.8")],
    ],
    ids=["size only", "everyone", "nobody", "median", "rate"],
)
def test_a_few_figures_are_enough(size: int, extra: list[Content]) -> None:
    parts = content()
    few = {"study": parts["study"], "arm": [{"name": "New"}], "assumed": parts["assumed"]}
    few["published"] = {"figure": [figure("size", "New", "arm_size", count=size), *extra]}
    data = frames(validate(few, "facts.toml"))
    wanted = {"any/New": size, "none/New": 0, "rate/New": 1}
    named = [wanted[one["id"]] for one in extra if one["id"] in wanted]
    assert len(data["adsl"]) == size
    assert set(data) == {"adsl", "adae", "adex"}
    if named:
        assert had(emergent(data, "New") if len(data["adae"]) else pd.DataFrame({"USUBJID": []})) == named[0]


def test_the_command_needs_a_folder_and_names_a_missing_file(tmp_path: Path) -> None:
    missing = CliRunner().invoke(cli, ["reconstruct", str(tmp_path / "none.toml"), "-o", str(tmp_path)])
    assert missing.exit_code == 2
    assert "the facts file cannot be read" in missing.output
    (tmp_path / "bad.toml").write_text("[study", encoding="utf-8")
    bad = CliRunner().invoke(cli, ["reconstruct", str(tmp_path / "bad.toml"), "-o", str(tmp_path)])
    assert bad.exit_code == 2
    assert "not a TOML file" in bad.output
    assert CliRunner().invoke(cli, ["reconstruct", str(tmp_path / "bad.toml")]).exit_code == 2


def test_a_draw_is_what_its_seed_and_name_say() -> None:
    first, again = frames(seed=4)["adsl"], frames(seed=4)["adsl"]
    pd.testing.assert_frame_equal(first, again)
    assert not np.array_equal(first["TRTDURD"], frames(seed=5)["adsl"]["TRTDURD"])
