"""The times and responses of the model study: every printed efficacy figure, by lifelines and statsmodels."""

from decimal import ROUND_HALF_UP, Decimal
from functools import cache

import numpy as np
import pandas as pd
import pytest
from lifelines import KaplanMeierFitter
from lifelines.utils import median_survival_times
from statsmodels.duration.hazard_regression import PHReg
from statsmodels.duration.survfunc import survdiff

from published import FACTS, SHARED

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the published figures as CSV are not there")
SHIPPED = FACTS.parent / "data"
STRATA = ["HER2LOW", "STRLINES", "STRHR"]
#: Of times, by the status at randomization, but for the receptor-negative cohort; of responses, by the corrected one.
OF_TIMES = {
    "all patients": "STUDYID == STUDYID",
    "hormone receptor-positive": "HRRAND == 'POSITIVE'",
    "hormone receptor-negative": "HRSTAT == 'NEGATIVE'",
}
OF_RESPONSES = {**OF_TIMES, "hormone receptor-positive": "HRSTAT == 'POSITIVE'"}


@cache
def figures() -> pd.DataFrame:
    """Return the printed figures as texts."""
    return pd.read_csv(SHARED / "published_efficacy.csv", dtype=str, keep_default_na=False)


@cache
def times() -> pd.DataFrame:
    """Return ADTTE with the variables of ADSL and a column `event`."""
    adsl = pd.read_parquet(SHIPPED / "adsl.parquet").drop(columns="DATASRC")
    adtte = pd.read_parquet(SHIPPED / "adtte.parquet").drop(columns=["STUDYID", "DATASRC"])
    return adtte.merge(adsl, on="USUBJID").assign(event=lambda frame: frame["CNSR"] == 0)


def of(parameter: str, cohort: str, arm: str | None = None) -> pd.DataFrame:
    """Return the times to an endpoint of a cohort, and of one arm."""
    rows = times().query(f"PARAMCD == '{parameter}' and {OF_TIMES[cohort]}")
    return rows if arm is None else rows[rows["ARM"] == arm]


def printed(number: float, text: str) -> str:
    """Return a number with the decimals of a printed one, half away from zero."""
    if not np.isfinite(number):
        return "NE"
    decimals = Decimal(1).scaleb(-len(text.partition(".")[2]))
    return str(Decimal(repr(float(number))).quantize(decimals, rounding=ROUND_HALF_UP))


def median(rows: pd.DataFrame, *, reverse: bool = False) -> list[float]:
    """Return the Kaplan-Meier median with its log-log limits, by lifelines."""
    curve = KaplanMeierFitter().fit(rows["AVAL"], rows["event"] ^ reverse)
    limits = median_survival_times(curve.confidence_interval_)
    return [float(curve.median_survival_time_), *map(float, limits.iloc[0])]


def texts(row: pd.Series, names: tuple[str, ...] = ("value", "lower", "upper")) -> list[str]:
    """Return what is printed of a figure."""
    return [row[name] for name in names if row[name]]


def test_every_number_at_risk_is_printed() -> None:
    table = pd.read_csv(SHARED / "at_risk.csv")
    found = []
    for names, rows in table.groupby(["endpoint", "cohort", "arm"]):
        times_here = of(*map(str, names))
        days = (pd.to_datetime(times_here["ADT"]) - pd.to_datetime(times_here["STARTDT"])).dt.days + 1
        found += [
            int((days >= month * 30.4375).sum()) == n for month, n in zip(rows["month"], rows["at_risk"], strict=True)
        ]
    assert len(found) == len(table) == 246
    assert all(found)


@pytest.mark.parametrize("endpoint", ["PFS", "OS"])
def test_medians_have_the_printed_limits(endpoint: str) -> None:
    rows = figures().query(f"id == '{endpoint.lower()}_median'")
    computed = {
        (row["cohort"], row["arm"]): median(of(endpoint, row["cohort"], row["arm"])) for _, row in rows.iterrows()
    }
    assert len(computed) == 6
    for _, row in rows.iterrows():
        wanted = texts(row)
        assert [printed(x, wanted[0]) for x in computed[row["cohort"], row["arm"]]] == wanted


@pytest.mark.parametrize("endpoint", ["PFS", "OS"])
def test_hazard_ratios_are_the_printed_ones(endpoint: str) -> None:
    rows = figures().query(f"id == '{endpoint.lower()}_hazard_ratio'")
    assert len(rows) == 3
    for _, row in rows.iterrows():
        stratified = row["cohort"] != "hormone receptor-negative"
        here = of(endpoint, row["cohort"])
        treated = (here["ARM"] == "T-DXd").to_numpy(dtype=float)[:, np.newaxis]
        strata = here[STRATA].agg(" / ".join, axis=1) if stratified else None
        model = PHReg(here["AVAL"], treated, here["event"], strata=strata, ties="efron").fit()
        ratio = [float(np.exp(x)) for x in (*model.params, *model.conf_int()[0])]
        assert [printed(x, row["value"]) for x in ratio] == texts(row)
        plain = PHReg(here["AVAL"], treated, here["event"], ties="efron").fit().params
        assert float(np.exp(plain[0])) == pytest.approx(float(row["value"]), abs=0.05)


def test_p_values_are_the_printed_ones() -> None:
    for endpoint, cohort, low, high in (
        ("PFS", "all patients", 0, 0.001),
        ("PFS", "hormone receptor-positive", 0, 0.001),
        ("OS", "all patients", 0.0010, 0.0015),
        ("OS", "hormone receptor-positive", 0.0025, 0.0035),
    ):
        here = of(endpoint, cohort)
        strata = here[STRATA].agg(" / ".join, axis=1)
        _, p_value = survdiff(here["AVAL"], here["event"], here["ARM"], strata=strata)
        assert low <= p_value < high


def test_totals_follow_up_and_subgroups_are_the_printed_ones() -> None:
    rows = figures().set_index(["id", "cohort"])
    for endpoint in ("PFS", "OS"):
        for cohort in ("all patients", "hormone receptor-positive"):
            assert of(endpoint, cohort)["event"].sum() == int(
                str(rows.loc[(f"{endpoint.lower()}_events", cohort), "n"])
            )
    follow_up = median(of("OS", "all patients"), reverse=True)
    assert [printed(x, "18.4") for x in follow_up] == ["18.4", "17.7", "18.9"]
    here = of("PFS", "hormone receptor-positive", "T-DXd")
    subgroups = {
        "HER2 IHC 1+": here["HER2LOW"] == "IHC 1+",
        "HER2 IHC 2+ and ISH-negative": here["HER2LOW"] != "IHC 1+",
        "previous CDK4/6 inhibitor": here["PRCDK46"] == "Y",
        "no previous CDK4/6 inhibitor": here["PRCDK46"] == "N",
    }
    for _, row in figures().query("id == 'pfs_median_subgroup'").iterrows():
        assert printed(median(here[subgroups[row["note"]]])[0], row["value"]) == row["value"]


def test_responses_are_the_printed_ones() -> None:
    adsl = pd.read_parquet(SHIPPED / "adsl.parquet")
    adrs = pd.read_parquet(SHIPPED / "adrs.parquet").pivot_table(
        index="USUBJID", columns="PARAMCD", values="AVALC", aggfunc="first"
    )
    pfs = times().query("PARAMCD == 'PFS'").set_index("USUBJID")["AVAL"]
    data = adsl.set_index("USUBJID").join(adrs).join(pfs)
    counts = {
        "confirmed_response": data["CBOR"].isin(["CR", "PR"]),
        "complete_response": data["BOR"] == "CR",
        "partial_response": data["BOR"] == "PR",
        "stable_disease": data["BOR"] == "SD",
        "progressive_disease": data["BOR"] == "PD",
        "not_evaluable": data["BOR"] == "NE",
        "disease_control": data["BOR"].isin(["CR", "PR", "SD"]),
        "clinical_benefit": data["CBEN"] == "Y",
    }
    compared = 0
    for _, row in figures()[figures()["id"].isin(counts)].iterrows():
        here = data.query(OF_RESPONSES[row["cohort"]]).query(f"ARM == '{row['arm']}'")
        assert len(here) == int(row["N"])
        assert int(counts[row["id"]][here.index].sum()) == int(row["n"]), (row["id"], row["cohort"], row["arm"])
        compared += 1
    assert compared == 48
    stable = (data["BOR"] == "SD") & (data["AVAL"] >= 6)
    assert ((data["CBEN"] == "Y") == (data["BOR"].isin(["CR", "PR"]) | stable)).all()


def test_times_to_and_of_response_are_the_printed_ones() -> None:
    for name, parameter in (("duration_of_response_median", "DOR"), ("time_to_response_median", "TTR")):
        for _, row in figures().query(f"id == '{name}'").iterrows():
            here = times().query(
                f"PARAMCD == '{parameter}' and {OF_RESPONSES[row['cohort']]} and ARM == '{row['arm']}'"
            )
            found = float(here["AVAL"].median()) if parameter == "TTR" else median(here)[0]
            assert printed(found, row["value"]) == row["value"], (name, row["cohort"], row["arm"])


def test_the_times_fit_each_other_and_the_safety_records() -> None:
    adsl = pd.read_parquet(SHIPPED / "adsl.parquet").set_index("USUBJID")
    by = {name: rows.set_index("USUBJID") for name, rows in times().groupby("PARAMCD")}
    pfs, survival = by["PFS"], by["OS"]
    assert (pfs["AVAL"] <= survival["AVAL"]).all()
    died = pfs["EVNTDESC"] == "Death"
    assert (pfs.loc[died, "ADT"] == survival.loc[died, "ADT"]).all()
    assert survival.loc[died, "event"].all()
    assert (adsl["DTHFL"] == "Y").sum() == survival["event"].sum()
    dead = adsl[adsl["DTHFL"] == "Y"]
    assert (pd.to_datetime(survival.loc[dead.index, "ADT"]) == pd.to_datetime(dead["DTHDT"])).all()
    alive = pd.to_datetime(survival["ADT"])
    assert not (pd.to_datetime(adsl["TRTEDT"]) > alive[adsl.index]).any()
    for name, column in (("adae", "ASTDT"), ("adlb", "ADT"), ("adex", "AENDT"), ("adjudication", "ADJSTDT")):
        last = pd.read_parquet(SHIPPED / f"{name}.parquet").groupby("USUBJID")[column].max()
        assert not (pd.to_datetime(last) > alive[last.index]).any(), name
    untreated = adsl[adsl["SAFFL"] == "N"]
    assert untreated.groupby("ARM").size().to_dict() == {"T-DXd": 2, "TPC": 12}
    assert not survival.loc[untreated.index, "event"].any()
