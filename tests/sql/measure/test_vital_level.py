"""Levels of vital signs and QTcF: cumulative, of those measured, as pandas counts them in the pilot's own files."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import pilot_signs
from chapters import chapter
from pv.api import Study
from pv.errors import InputError
from small_study import CONTROL, events, small_study, subjects


def small_levels(folder: Path, records: list[dict[str, Any]], dataset: str, unit: str) -> pd.DataFrame:
    """Return the counts of a study of U1 to U4 (Drug) and U5 (Control), dosed from 10 to 19 January 2020."""
    frame = pd.DataFrame([{"PARAM": f"Parameter ({unit})", "ADT": "2020-01-12"} | record for record in records])
    with small_study(folder, subjects({}, {}, {}, {}, CONTROL), events({}), "", {dataset: frame}) as study:
        table = study.table("vital_level")
        compared = study.table("vital_level_comparison")
    drug = table[table["arm"] == "Drug"].set_index(["topic", "level_order"])
    # Percent of the arm less that of the comparator, each of those measured.
    rest = table[table["arm"] == "Control"].set_index(["topic", "level_order"])
    difference = compared.set_index(["topic", "level_order"])["risk_difference"]
    pd.testing.assert_series_equal(difference, drug["percent"] - rest["percent"], check_names=False)
    return drug[["subjects", "subjects_with_data"]]


def test_the_extremes_after_the_first_dose_count_whatever_the_visit(tmp_path: Path) -> None:
    def pressure(subject: str, value: float, **more: Any) -> dict[str, Any]:  # noqa: ANN401  # of any column
        return {"USUBJID": subject, "PARAMCD": "SYSBP", "AVAL": value} | more

    counts = small_levels(
        tmp_path,
        [
            # Before the first dose, and on its day without a time: baseline, however high.
            pressure("U1", 190, ADT="2020-01-09"),
            pressure("U1", 185, ADT="2020-01-10"),
            pressure("U1", 139.9),
            pressure("U1", 140, AVISIT="UNSCHEDULED 3.1"),
            # A value that was derived is no measurement.
            pressure("U2", 200, DTYPE="LOCF"),
            pressure("U2", 119, ADT="2020-03-30"),
            pressure("U2", 89),
            pressure("U2", 80, ATPT="STANDING"),
            # 12 kPa x 7.50062 = 90.007 mmHg. A unit that is not known counts nowhere: U4 has no data.
            pressure("U3", 12, PARAM="Systolic (kPa)"),
            pressure("U4", 120, PARAM="Systolic (bar)"),
            pressure("U5", 160),
        ],
        "advs",
        "mmHg",
    )
    # Maximum of U1 140, U2 119 (after the last dose: this study has no window), U3 90.0.
    assert counts.loc["systolic"].to_numpy().tolist() == [[0, 3], [3, 3], [1, 3], [1, 3], [0, 3], [0, 3]]
    # Lowest of U2: 80 standing. Nobody has a diastolic pressure: no row.
    assert counts.loc["hypotension"].to_numpy().tolist() == [[1, 3]]
    assert "diastolic" not in counts.index


def test_the_increase_of_qtcf_is_from_the_baseline_of_its_time_point(tmp_path: Path) -> None:
    def qtcf(subject: str, value: float, **more: Any) -> dict[str, Any]:  # noqa: ANN401  # of any column
        return {"USUBJID": subject, "PARAMCD": "QTCF", "AVAL": value} | more

    before = {"ADT": "2020-01-09"}
    counts = small_levels(
        tmp_path,
        [
            # Flagged 400, not the later 440 before the first dose: 460 is 60 above, not more than 60.
            qtcf("U1", 400, ABLFL="Y", ADT="2020-01-08"),
            qtcf("U1", 440, **before),
            qtcf("U1", 460),
            # Two time points with a baseline each: 451 - 390 = 61 lying; 500 - 480 = 20 standing.
            qtcf("U2", 390, ATPT="LYING", **before),
            qtcf("U2", 480, ATPT="STANDING", **before),
            qtcf("U2", 451, ATPT="LYING"),
            qtcf("U2", 500, ATPT="STANDING"),
            # The mean of replicates stands for them: 449 is counted, 520 is not. BASE is 418: 449 - 418 = 31.
            qtcf("U3", 520, BASE=418),
            qtcf("U3", 378, BASE=418),
            qtcf("U3", 449, BASE=418, DTYPE="AVERAGE"),
            # No baseline: in the maximum only. 0.501 s = 501 ms.
            qtcf("U4", 0.501, PARAM="QTcF (s)"),
            qtcf("U5", 420, **before),
            qtcf("U5", 421),
        ],
        "adeg",
        "ms",
    )
    # Maxima 460, 500, 449, 501: > 450 three, > 480 two, > 500 one of four; increases 60, 61, 31: > 30 three, > 60 one.
    assert counts.loc["qtcf"].to_numpy().tolist() == [[3, 4], [2, 4], [1, 4], [3, 3], [1, 3]]


def test_qtcf_is_computed_of_qt_and_rr_only_where_the_data_have_none(tmp_path: Path) -> None:
    ecg = [
        {"USUBJID": "U1", "PARAMCD": "QT", "PARAM": "QT (ms)", "AVAL": 400, "ADT": "2020-01-12"},
        {"USUBJID": "U1", "PARAMCD": "RR", "PARAM": "RR (ms)", "AVAL": 512, "ADT": "2020-01-12"},
        # Without RR the heart rate: 60 / 60 = 1 s.
        {"USUBJID": "U2", "PARAMCD": "QT", "PARAM": "QT (ms)", "AVAL": 455, "ADT": "2020-01-12"},
        {"USUBJID": "U2", "PARAMCD": "HR", "PARAM": "HR (beats/min)", "AVAL": 60, "ADT": "2020-01-12"},
    ]
    adsl = subjects({}, {}, CONTROL)
    with small_study(tmp_path, adsl, events({}), "", {"adeg": pd.DataFrame(ecg)}) as study:
        # 400 / 0.512^(1/3) = 400 / 0.8 = 500.
        assert study.table("qtcf_derived")[["by_parameter", "value"]].to_numpy().tolist() == [
            ["RR", 500],
            ["EGHR", 455],
        ]
        assert "qtcf_not_recorded" in set(study.findings["rule"])
    given = [*ecg, {"USUBJID": "U2", "PARAMCD": "QTCF", "PARAM": "QTcF (ms)", "AVAL": 430, "ADT": "2020-01-12"}]
    with small_study(tmp_path, adsl, events({}), "", {"adeg": pd.DataFrame(given)}) as study:
        assert study.table("qtcf_derived").empty
        assert study.table("vital_worst").query("parameter == 'QTCF'")["maximum"].to_list() == [430]


@pytest.fixture(scope="module")
def pilot_study() -> Study:
    if not pilot_signs.SHARED.is_dir():
        pytest.skip("the SDTM files of the pilot are not beside the repository")
    return pilot_signs.study()


def reached(values: pd.DataFrame, column: str, relation: str, bound: float) -> dict[str, tuple[int, int]]:
    """Return, by arm, how many subjects' values are beyond a bound, and of how many."""
    beyond = {"<": values[column] < bound, ">": values[column] > bound, ">=": values[column] >= bound}[relation]
    arms = values.assign(beyond=beyond).dropna(subset=[column]).groupby("arm")["beyond"]
    return {str(arm): (int(found.sum()), len(found)) for arm, found in arms}


def counted(study: Study, topic: str, level: int) -> dict[str, tuple[int, int]]:
    table = study.table("vital_level").query(f"topic == '{topic}' and level_order == {level}")
    return dict(zip(table["arm"], zip(table["subjects"], table["subjects_with_data"], strict=True), strict=True))


def test_every_level_of_pressure_of_the_pilot_is_what_pandas_counts(pilot_study: Study) -> None:
    vs = pilot_signs.after_baseline(pilot_study, pilot_signs.domain("vs"), "VSDTC").dropna(subset=["VSSTRESN"])
    extremes = {
        test: vs[vs["VSTESTCD"] == test].groupby(["arm", "USUBJID"])["VSSTRESN"].agg(["max", "min"]).reset_index()
        for test in ("SYSBP", "DIABP")
    }
    for topic, test, bounds in (
        ("systolic", "SYSBP", (90, 90, 120, 140, 160, 180)),
        ("diastolic", "DIABP", (60, 60, 80, 90, 110, 120)),
    ):
        for place, bound in enumerate(bounds, start=1):
            expected = reached(extremes[test], "max", "<" if place == 1 else ">=", bound)
            assert counted(pilot_study, topic, place) == expected, (topic, bound)
    assert counted(pilot_study, "hypotension", 1) == reached(extremes["SYSBP"], "min", "<", 90)
    assert counted(pilot_study, "hypotension", 2) == reached(extremes["DIABP"], "min", "<", 60)


def test_every_level_of_qtcf_of_the_pilot_is_what_pandas_counts(pilot_study: Study) -> None:
    eg = pilot_signs.domain("eg")
    keys = ["USUBJID", "VISITNUM", "EGDTC", "EGTPT"]
    pairs = eg[eg["EGTESTCD"] == "QT"].merge(eg[eg["EGTESTCD"] == "RR"][[*keys, "EGSTRESN"]], on=keys)
    pairs["qtcf"] = pairs["EGSTRESN_x"] / (pairs["EGSTRESN_y"] / 1000) ** (1 / 3)
    base = pairs[pairs["EGBLFL"] == "Y"].set_index(["USUBJID", "EGTPT"])["qtcf"].rename("base")
    after = pilot_signs.after_baseline(pilot_study, pairs, "EGDTC").join(base, on=["USUBJID", "EGTPT"])
    assert after["base"].notna().all()
    after["change"] = after["qtcf"] - after["base"]
    worst = after.groupby(["arm", "USUBJID"])[["qtcf", "change"]].max().reset_index()
    for place, bound in enumerate((450, 480, 500), start=1):
        assert counted(pilot_study, "qtcf", place) == reached(worst, "qtcf", ">", bound)
    for place, bound in enumerate((30, 60), start=4):
        assert counted(pilot_study, "qtcf", place) == reached(worst, "change", ">", bound)


def analysed(domain: pd.DataFrame, prefix: str) -> pd.DataFrame:
    """Return a domain as ADaM has it: its units in PARAM, its baseline flagged; BASE and CHG left out."""
    return domain[["STUDYID", "USUBJID", f"{prefix}SEQ"]].assign(
        PARAMCD=domain[f"{prefix}TESTCD"],
        PARAM=domain[f"{prefix}TEST"] + " (" + domain[f"{prefix}STRESU"] + ")",
        AVAL=domain[f"{prefix}STRESN"],
        ADT=pd.to_datetime(domain[f"{prefix}DTC"]),
        AVISIT=domain["VISIT"],
        AVISITN=domain["VISITNUM"],
        ATPT=domain[f"{prefix}TPT"].replace("", None),
        ABLFL=domain[f"{prefix}BLFL"].replace("", None),
    )


def test_adam_gives_what_sdtm_gives(pilot_study: Study) -> None:
    dosed = pilot_study.table("subject").sort_values("USUBJID").groupby("arm")["USUBJID"].head(15)
    adsl = pilot_study.table("adsl")
    frames = {"adsl": adsl[adsl["USUBJID"].isin(dosed)], "adae": pilot_study.table("adae")}
    for name, prefix, domain in (("advs", "VS", "vs"), ("adeg", "EG", "eg")):
        records = pilot_signs.domain(domain)
        frames[name] = analysed(records[records["USUBJID"].isin(dosed)], prefix)
    with pilot_signs.study_of(frames) as adam:
        keys = ["USUBJID", "parameter"]
        ours, theirs = (
            worst[worst["USUBJID"].isin(dosed)].sort_values(keys, ignore_index=True)
            for worst in (adam.table("vital_worst"), pilot_study.table("vital_worst"))
        )
        assert len(ours) > 45 * 5
        pd.testing.assert_frame_equal(ours, theirs)


@pytest.mark.parametrize("name", ["systolic_maximum", "diastolic_maximum", "hypotension", "qtcf"])
def test_a_table_shows_the_counts_of_its_topic(pilot_study: Study, name: str) -> None:
    (table,) = pilot_study.display(name).tables
    topic, arms = name.removesuffix("_maximum"), pilot_study.table("arm").sort_values("arm_order")["arm"]
    for level, (row,) in enumerate(table.groups, start=1):
        found = counted(pilot_study, topic, level)
        # 71 of 72 is 98.6%; of nobody no percentage is shown.
        shown = [
            f"{n}/{total} ({100 * n / total:.1f}%)" if n else f"{n}/{total}"
            for n, total in (found[arm] for arm in arms)
        ]
        assert [cell.text for cell in row.cells[:3]] == shown
        # Two arms are compared with placebo: difference and interval.
        assert [cell.text.count("(") for cell in row.cells[3:]] == [1, 1]
    assert len(table.groups) == {"hypotension": 2, "qtcf": 5}.get(name, 6)


def test_without_vital_signs_the_tables_say_so_only_to_who_asks(tmp_path: Path) -> None:
    with small_study(tmp_path, subjects({}, CONTROL), events({})) as study:
        assert [chapter(study._contents(None), name) for name in ("vital-signs", "electrocardiogram")] == [None, None]
        for name, read in (("qtcf", "electrocardiograms (ADEG or EG)"), ("hypotension", "vital signs (ADVS or VS)")):
            with pytest.raises(InputError) as caught:
                study.display(name)
            assert str(caught.value) == f"{name}: The study has no records of {read}."


def test_vital_signs_without_a_blood_pressure_are_not_said_to_be_unread(tmp_path: Path) -> None:
    temperature = {"USUBJID": "U1", "PARAMCD": "TEMP", "PARAM": "Temperature (C)", "AVAL": 37.0, "ADT": "2020-01-12"}
    signs = {"advs": pd.DataFrame([temperature])}
    study = small_study(tmp_path, subjects({}, CONTROL), events({}), "", signs)
    with study, pytest.raises(InputError) as caught:
        study.display("hypotension")
    assert str(caught.value) == "hypotension: No blood pressure was measured after baseline."
