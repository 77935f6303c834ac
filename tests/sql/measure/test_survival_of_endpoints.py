"""Times to endpoints: lifelines and statsmodels on a drawn study, the pilot's own times, and a few subjects by hand."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyreadstat
import pytest
from lifelines import CoxPHFitter, KaplanMeierFitter
from lifelines.statistics import logrank_test
from lifelines.utils import median_survival_times, qth_survival_times, restricted_mean_survival_time
from statsmodels.duration.hazard_regression import PHReg
from statsmodels.duration.survfunc import survdiff
from statsmodels.stats.meta_analysis import combine_effects

import adtte
import pilot
import places
import pv
from made_alone import made_alone
from pv.api import Study
from pv.errors import InputError
from pv.stats import gray_test
from small_study import CONTROL, events, small_study, subjects

pytestmark = pytest.mark.filterwarnings("ignore:Starting with pandas version 4", "ignore:Approximating using")

MONTH = 30.4375
TEXT = """
[[analysis_set]]
name = "itt"
label = "Full analysis set"
flag = "ITTFL"
[[endpoint]]
name = "os"
label = "Overall survival"
parameter = "OS"
population = "itt"
strata = ["SITE", "SEX"]
landmarks = [12, 6]
restricted_until = 15
subgroups = ["SEX", "SITE"]
"""


@cache
def drawn() -> pd.DataFrame:
    """Return 160 subjects with arm, strata, whole days and whether these ended with the event."""
    draw = np.random.default_rng(4)
    arm = np.where(np.arange(160) < 97, "Drug", "Control")
    site, sex = draw.integers(0, 3, 160), np.where(draw.random(160) < 0.5, "F", "M")
    days = np.ceil(draw.exponential(np.where(arm == "Drug", 420, 280) * (1 + 0.5 * site)))
    end = draw.integers(200, 700, 160)
    return pd.DataFrame(
        {
            "arm": arm,
            "SITE": [f"S{one}" for one in site],
            "SEX": sex,
            "days": np.minimum(days, end),
            "event": (days <= end).astype(int),
        }
    )


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """Return the drawn subjects as a study."""
    rows = drawn().to_dict("records")
    adsl = subjects(
        *(
            {"TRT01A": row["arm"], "TRT01P": row["arm"], "ITTFL": "Y", **{n: row[n] for n in ("SITE", "SEX")}}
            for row in rows
        )
    )
    times = pd.DataFrame(
        {"USUBJID": adsl["USUBJID"], "PARAMCD": "OS", "AVAL": drawn()["days"], "CNSR": 1 - drawn()["event"]}
    )
    return small_study(tmp_path_factory.mktemp("survival"), adsl, events({}), TEXT, {"adtte": times})


def of_arm(arm: str) -> tuple[Any, Any]:
    """Return months and events of an arm."""
    rows = drawn()[drawn()["arm"] == arm]
    return rows["days"] / MONTH, rows["event"]


def row_of(study: Study, table: str, **where: object) -> "pd.Series[Any]":
    """Return the one row of a table that the columns name."""
    rows = study.table(table)
    for name, value in where.items():
        rows = rows[rows[name] == value]
    assert len(rows) == 1
    return rows.iloc[0]


@pytest.mark.parametrize("arm", ["Drug", "Control"])
def test_quartiles_follow_up_and_mean_are_those_of_lifelines(study: Study, arm: str) -> None:
    time, event = of_arm(arm)
    row, fitted = row_of(study, "survival", arm=arm), KaplanMeierFitter().fit(time, event)
    assert (row["arm_subjects"], row["timed_subjects"]) == (len(time), len(time))
    assert (row["subjects"], row["censored"]) == (event.sum(), len(time) - event.sum())
    for name, share in (("q1", 0.75), ("median", 0.5), ("q3", 0.25)):
        low, high = np.sort(qth_survival_times(share, fitted.confidence_interval_).to_numpy().ravel())
        estimates = row[[name, f"{name}_lower", f"{name}_upper"]].fillna(np.inf).to_numpy(dtype=float)
        np.testing.assert_allclose(estimates, [fitted.percentile(share), low, high])
    reverse = KaplanMeierFitter().fit(time, 1 - event)
    assert row["follow_up"] == pytest.approx(reverse.median_survival_time_)
    low, high = np.sort(median_survival_times(reverse.confidence_interval_).to_numpy().ravel())
    np.testing.assert_allclose(row[["follow_up_lower", "follow_up_upper"]].to_numpy(dtype=float), [low, high])
    assert row["longest"] == time.max()
    assert row["restricted_mean"] == pytest.approx(restricted_mean_survival_time(fitted, t=15))


@pytest.mark.parametrize("arm", ["Drug", "Control"])
def test_curve_and_landmarks_are_those_of_lifelines(study: Study, arm: str) -> None:
    time, event = of_arm(arm)
    fitted = KaplanMeierFitter().fit(time, event)
    curve = study.table("survival_curve")
    curve = curve[curve["arm"] == arm].set_index("time")
    np.testing.assert_allclose(curve["percent"], 100 * fitted.survival_function_["KM_estimate"].reindex(curve.index))
    np.testing.assert_array_equal(curve["at_risk"], [(time >= at).sum() for at in curve.index])
    for landmark in (6.0, 12.0):
        row = row_of(study, "survival_landmark", arm=arm, landmark=landmark)
        at = fitted.survival_function_.index[fitted.survival_function_.index <= landmark][-1]
        low, high = np.sort(fitted.confidence_interval_.loc[at])
        assert row["percent"] == pytest.approx(100 * fitted.predict(landmark))
        assert (row["lower"], row["upper"]) == (pytest.approx(100 * low), pytest.approx(100 * high))
        assert row["at_risk"] == (time >= landmark).sum()
        assert row["subjects"] == event[time <= landmark].sum()


def test_the_plain_comparison_is_that_of_lifelines(study: Study) -> None:
    (time, event), (other, happened) = of_arm("Drug"), of_arm("Control")
    row = row_of(study, "survival_comparison")
    assert row["log_rank_p_value"] == pytest.approx(logrank_test(time, other, event, happened).p_value)
    frame = pd.DataFrame(
        {"time": [*time, *other], "event": [*event, *happened], "drug": [1] * len(time) + [0] * len(other)}
    )
    fit: Any = CoxPHFitter().fit(frame, "time", "event", fit_options={"precision": 1e-10})
    theirs = fit.summary.loc["drug"]
    for ours, name in (("hazard_ratio", ""), ("hr_lower", " lower 95%"), ("hr_upper", " upper 95%")):
        assert row[ours] == pytest.approx(theirs[f"exp(coef){name}"], rel=1e-6)
    means = [
        restricted_mean_survival_time(KaplanMeierFitter().fit(*one), t=15) for one in ((time, event), (other, happened))
    ]
    assert row["restricted_mean_difference"] == pytest.approx(means[0] - means[1])
    assert row["rmst_lower"] < row["restricted_mean_difference"] < row["rmst_upper"]


def test_the_stratified_comparison_is_that_of_statsmodels(study: Study) -> None:
    rows, row = drawn(), row_of(study, "survival_comparison")
    layer = (rows["SITE"] + rows["SEX"]).to_numpy()
    strata = np.unique(layer, return_inverse=True)[1]
    drug = (rows["arm"] == "Drug").to_numpy(dtype=float)
    model: Any = PHReg(rows["days"], drug[:, np.newaxis], rows["event"], strata=strata, ties="efron")
    fitted = model.fit()
    assert row["stratified_hazard_ratio"] == pytest.approx(np.exp(fitted.params[0]), rel=1e-6)
    limits = np.exp(fitted.conf_int(0.05)[0])
    np.testing.assert_allclose(row[["stratified_hr_lower", "stratified_hr_upper"]].to_numpy(dtype=float), limits, 1e-6)
    _, p_value = survdiff(rows["days"], rows["event"], drug, strata=strata)
    assert row["stratified_log_rank_p_value"] == pytest.approx(p_value, rel=1e-6)
    assert (row["strata"], row["strata_number"]) == ("SITE, SEX", 6)
    assert row["stratified_hazard_ratio"] != row["hazard_ratio"]


def test_subgroups_are_those_of_lifelines_and_their_interaction_that_of_statsmodels(study: Study) -> None:
    found = study.table("survival_subgroup")
    assert found[["variable", "value"]].to_numpy().tolist() == [
        ["(all)", "(all)"], ["SEX", "F"], ["SEX", "M"], ["SITE", "S0"], ["SITE", "S1"], ["SITE", "S2"],
    ]  # fmt: skip
    of_sites = []
    for site in ("S0", "S1", "S2"):
        rows = drawn()[drawn()["SITE"] == site]
        frame = rows[["days", "event"]].assign(drug=(rows["arm"] == "Drug").astype(int))
        fit: Any = CoxPHFitter().fit(frame, "days", "event", fit_options={"precision": 1e-10})
        row = row_of(study, "survival_subgroup", value=site)
        assert row["hazard_ratio"] == pytest.approx(np.exp(fit.params_["drug"]), rel=1e-6)
        assert (row["timed_subjects"], row["subjects"]) == (
            frame["drug"].sum(),
            frame.query("drug == 1")["event"].sum(),
        )
        of_sites.append((fit.params_["drug"], fit.standard_errors_["drug"] ** 2))
    theirs = combine_effects(*np.array(of_sites).T, method_re="dl").test_homogeneity()
    tested = found.loc[found["variable"] == "SITE", "interaction_p_value"]
    np.testing.assert_allclose(tested, theirs.pvalue, rtol=1e-5)
    whole = row_of(study, "survival_subgroup", value="(all)")
    assert whole["hazard_ratio"] == row_of(study, "survival_comparison")["hazard_ratio"]
    assert np.isnan(whole["interaction_p_value"])
    shown = made_alone(study, "survival_subgroups")
    assert "All subjects" in shown
    assert "Interaction p" in shown


@pytest.fixture(scope="module")
def times_of_the_pilot() -> Study:
    """Return the pilot's subjects with its own ADTTE, and an event."""
    folder = places.SHARED / "data" / "cdisc-pilot"
    if not (folder / "adtte.xpt").exists():
        pytest.skip("the CDISC pilot study is not beside the repository")
    content = tomllib.loads((pilot.FOLDER / "study.toml").read_text(encoding="utf-8"))
    endpoint = {"name": "derm", "label": "Dermatologic event", "parameter": "TTDE", "population": "itt", "unit": "days"}
    itt = {"name": "itt", "label": "Intention-to-treat population", "flag": "ITTFL"}
    said = {"study": content["study"], "arm": content["arm"], "endpoint": [endpoint], "analysis_set": [itt]}
    frames = {name: pyreadstat.read_xport(folder / f"{name}.xpt")[0] for name in ("adsl", "adtte")}
    return pv.open_study(said, {**frames, "adae": events({"USUBJID": frames["adsl"]["USUBJID"][0]})})


def test_the_times_of_the_pilot_are_analysed_as_they_are(times_of_the_pilot: Study) -> None:
    everyone = adtte.everyone()
    for arm, size in (("Placebo", 86), ("Xanomeline High Dose", 84), ("Xanomeline Low Dose", 84)):
        row, chosen = row_of(times_of_the_pilot, "survival", arm=arm), everyone.group == arm
        fitted = KaplanMeierFitter().fit(everyone.time[chosen], everyone.event[chosen])
        assert (row["arm_subjects"], row["subjects"]) == (size, everyone.event[chosen].sum())
        assert row["median"] == fitted.median_survival_time_ or np.isnan(row["median"])
        assert np.isnan(row["median"]) == np.isinf(fitted.median_survival_time_)
    pair = everyone.arms("Xanomeline High Dose", "Placebo")
    first = pair.group == "1"
    tested = logrank_test(pair.time[first], pair.time[~first], pair.event[first], pair.event[~first])
    row = row_of(times_of_the_pilot, "survival_comparison", arm="Xanomeline High Dose")
    assert row["log_rank_p_value"] == pytest.approx(tested.p_value)
    assert not times_of_the_pilot.findings["rule"].str.startswith("endpoint_").any()


def test_a_few_subjects_by_hand(tmp_path: Path) -> None:
    # Days 1, 2+, 3, 4 of the drug; one control without a time.
    adsl = subjects({}, {}, {}, {}, CONTROL)
    rows = [("U1", 1, 0), ("U2", 2, 1), ("U3", 3, 0), ("U4", 4, 0)]
    times = pd.DataFrame(rows, columns=["USUBJID", "AVAL", "CNSR"]).assign(PARAMCD="OS")
    text = '[[endpoint]]\nname = "os"\nlabel = "OS"\nparameter = "OS"\nunit = "days"\nlandmarks = [1, 3.5]\n'
    with small_study(tmp_path, adsl, events({}), text, {"adtte": times}) as study:
        curve = study.table("survival_curve").set_index("time")
        assert curve["percent"].to_dict() == pytest.approx({0: 100, 1: 75, 2: 75, 3: 37.5, 4: 0})
        assert curve["at_risk"].to_list() == [4, 4, 3, 2, 1]
        drug, control = (row_of(study, "survival", arm=arm) for arm in ("Drug", "Control"))
        # 3/8 at 3 is the first value of at most a half.
        assert (drug["q1"], drug["median"], drug["q3"]) == (2, 3, 4)
        assert (control["arm_subjects"], control["timed_subjects"], control["subjects"]) == (1, 0, 0)
        landmark = row_of(study, "survival_landmark", landmark=3.5)
        assert (landmark["percent"], landmark["at_risk"], landmark["subjects"]) == (37.5, 1, 2)
        # Only one arm has times: nothing is compared.
        compared = row_of(study, "survival_comparison")
        assert np.isnan(compared["hazard_ratio"])
        shown = made_alone(study, "survival")
        assert "At 1 day " in shown
        assert "Subjects with a time" in shown
        assert "Safety analysis set, by actual arm." in shown


def test_a_time_without_its_last_day_is_cut_by_its_first_day(tmp_path: Path) -> None:
    # The cut-off is day 10 of U1 to U3; U4 begins after it. U5 is in a population by the flag "y".
    adsl = subjects(*({"ITTFL": flag, "TRT01P": "Drug"} for flag in "YYYYy"), CONTROL)
    rows = [("U1", 10, 0, 1), ("U2", 11, 0, 1), ("U3", 30, 1, 1), ("U4", 5, 0, 11), ("U5", 3.0, 0.5, 1)]
    times = pd.DataFrame(rows, columns=["USUBJID", "AVAL", "CNSR", "day"]).assign(PARAMCD="OS")
    times["STARTDT"] = pd.Timestamp("2024-03-31") + pd.to_timedelta(times.pop("day"), unit="D")
    text = "cutoff_date = 2024-04-10" + TEXT.partition("strata")[0] + 'unit = "days"\n'
    with small_study(tmp_path, adsl, events({}), text, {"adtte": times}) as study:
        found = study.table("endpoint_time").set_index("USUBJID")
        assert found[["days", "event"]].to_numpy().tolist() == [[10, True], [10, False], [10, False]]
        assert row_of(study, "survival", arm="Drug")[["arm_subjects", "timed_subjects"]].to_list() == [5, 3]
        said = study.findings.groupby("rule")["source_row"].apply(list)
        assert said["endpoint_after_cutoff"] == [2, 3]
        assert said["endpoint_not_timed"] == [4, 5]
        # 0.5 is neither the event nor a censoring.
        assert said["whole_or_zero"] == [5]


@pytest.mark.parametrize(("time", "expected"), [(-3.0, 8.0), (1e300, 8.0), (9.0, 9.0)])
def test_a_time_that_cannot_be_is_that_of_its_days(tmp_path: Path, time: float, expected: float) -> None:
    times = pd.DataFrame({"USUBJID": ["U1"], "PARAMCD": "OS", "AVAL": [time], "CNSR": 0})
    times = times.assign(STARTDT=pd.Timestamp("2024-04-01"), ADT=pd.Timestamp("2024-04-08"))
    text = '[[endpoint]]\nname = "os"\nlabel = "OS"\nparameter = "OS"\nunit = "days"\n'
    with small_study(tmp_path, subjects({}, CONTROL), events({}), text, {"adtte": times}) as study:
        assert study.table("endpoint_time")["days"].to_list() == [expected]
        wrong = study.findings.query("rule == 'plausible_time'")
        assert len(wrong) == (time != expected)
        assert wrong["action"].str.contains("that from STARTDT to ADT").all()


def test_times_in_months_are_the_days_that_they_were_made_of(tmp_path: Path) -> None:
    # 44 of the days to 1,199 come out of d / 30.4375 * 30.4375 as another number, apart from day d itself.
    days = [day for day in range(1, 1200) if day / MONTH * MONTH != day]
    assert len(days) == 44
    times = pd.DataFrame({"USUBJID": [f"U{place + 1}" for place in range(44)], "PARAMCD": "OS", "AVALU": "MONTHS"})
    times = times.assign(AVAL=[day / MONTH for day in days], CNSR=0)
    text = '[[endpoint]]\nname = "os"\nlabel = "OS"\nparameter = "OS"\n'
    with small_study(tmp_path, subjects(*({} for _ in days), CONTROL), events({}), text, {"adtte": times}) as study:
        found = study.table("endpoint_time")
        assert sorted(found["days"]) == days
        assert sorted(found["time"]) == sorted(times["AVAL"])


COMPETING = """
[[endpoint]]
name = "ttp"
label = "Time to progression"
parameter = "TTP"
unit = "days"
landmarks = [3.5]
competing = ["Death"]
"""


def test_where_events_compete_the_incidence_is_given(tmp_path: Path) -> None:
    adsl = subjects({}, {}, {}, {}, CONTROL, CONTROL | {"USUBJID": "C2"}, CONTROL | {"USUBJID": "C3"})
    rows = [("U1", 1, 0, "PD"), ("U2", 2, 1, "DEATH"), ("U3", 3, 0, "PD"), ("U4", 4, 1, "ALIVE")]
    rows += [("C1", 1, 0, "DEATH "), ("C2", 2, 0, "PD"), ("C3", 5, 1, "ALIVE")]
    times = pd.DataFrame(rows, columns=["USUBJID", "AVAL", "CNSR", "EVNTDESC"]).assign(PARAMCD="TTP")
    with small_study(tmp_path, adsl, events({}), COMPETING, {"adtte": times}) as study:
        curve = study.table("survival_curve").query("arm == 'Drug'").set_index("time")
        # 1/4, and of the half without either event one of two: 1/4 + 1/2 * 1/2.
        assert curve["percent"].to_dict() == pytest.approx({0: 0, 1: 25, 2: 25, 3: 50, 4: 50})
        assert set(curve["percent_of"]) == {"with the event"}
        drug, control = (row_of(study, "survival", arm=arm) for arm in ("Drug", "Control"))
        assert drug[["subjects", "competing", "censored"]].to_list() == [2, 1, 1]
        # A death is one whether it is flagged as censored or not.
        assert control[["subjects", "competing", "censored"]].to_list() == [1, 1, 1]
        assert np.isnan(drug["median"])
        assert row_of(study, "survival_landmark", arm="Drug")["percent"] == 50
        compared = row_of(study, "survival_comparison")
        # Deaths censor in the log-rank test; in Gray's they stay at risk.
        tested = logrank_test([1, 2, 3, 4], [1, 2, 5], [1, 0, 1, 0], [0, 1, 0])
        assert compared["log_rank_p_value"] == pytest.approx(tested.p_value)
        gray = gray_test([1, 2, 3, 4, 1, 2, 5], [1, 2, 1, 0, 2, 1, 0], [1, 1, 1, 1, 2, 2, 2])
        assert compared["gray_p_value"] == gray.p_value
        assert compared["gray_p_value"] != compared["log_rank_p_value"]
        assert "With a competing event" in made_alone(study, "survival")
        assert "Gray p" in made_alone(study, "survival_comparison")
        assert "Subjects with the event" in str(study.chart("survival_curve").to_dict())


def test_a_display_is_of_all_endpoints_or_of_one(study: Study) -> None:
    shown = made_alone(study, "survival_comparison", endpoint="os")
    assert "Overall survival: Full analysis set, compared" in shown
    assert "Strata: SITE, SEX (6 in the data)" in shown
    assert "Difference of means up to 15 months (95% CI)" in shown
    assert "Full analysis set, by planned arm." in made_alone(study, "survival")
    with pytest.raises(InputError, match="there is no such endpoint"):
        made_alone(study, "survival", endpoint="pfs")


def test_a_study_without_endpoints_has_tables_without_rows_and_sentences() -> None:
    for name in ("survival", "survival_landmark", "survival_curve", "survival_comparison"):
        assert pilot.study().table(name).empty
    for name in ("survival", "survival_curve", "survival_comparison"):
        assert "no endpoint" in made_alone(pilot.study(), name)
    assert "no subgroups" in made_alone(pilot.study(), "survival_subgroups")


def test_the_methods_of_endpoints_are_named_where_there_are_some(study: Study) -> None:
    told = {name for name, *_ in study._contents(None).methods}
    assert {"proportional_hazards_test", "restricted_mean_difference", "heterogeneity_test"} <= told
    without = {name for name, *_ in pilot.study()._contents(None).methods}
    assert without.isdisjoint({"proportional_hazards_test", "restricted_mean"})
