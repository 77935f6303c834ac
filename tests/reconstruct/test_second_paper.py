"""A second paper from its printed figures alone: the courses that the search wrote give them, by other programs.

`.ci/second_paper.py` makes its records and reconciles them.
"""

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import numpy as np
import pandas as pd
from lifelines import KaplanMeierFitter
from lifelines.utils import median_survival_times
from statsmodels.duration.hazard_regression import PHReg
from statsmodels.duration.survfunc import survdiff

from pv.facts.read import read_facts

FOLDER = Path(__file__).parents[2] / "examples" / "bonner-2006"
FACTS = read_facts(FOLDER / "facts.toml")
COURSES = pd.read_csv(FOLDER / "courses.csv", keep_default_na=False)
EVENTS = {"lrc": {"Locoregional progression", "Death"}, "os": {"Death"}}
MONTH = 30.4375


def times(endpoint: str, arm: str = "any") -> pd.DataFrame:
    """Return months, event and stratum of an arm."""
    rows = COURSES[(COURSES["ARM"] == arm) | (arm == "any")]
    column = endpoint.upper()
    stratum = rows["STRFRAC"] + rows["STRKPS"]
    event = rows[f"{column}_END"].isin(EVENTS[endpoint])
    return pd.DataFrame({"months": rows[column] / MONTH, "event": event, "arm": rows["ARM"], "stratum": stratum})


def printed(number: float, text: str) -> str:
    """Return a number with the decimals of a text, half away from zero."""
    if not np.isfinite(number):
        return "NE"
    places = Decimal(1).scaleb(-len(text.partition(".")[2]))
    return str(Decimal(repr(float(number))).quantize(places, rounding=ROUND_HALF_UP))


def agrees(numbers: list[float], texts: tuple[str | None, ...]) -> bool:
    """Return whether numbers print as the texts, where there is one."""
    first = next(text for text in texts if text)
    return all(text in (None, printed(number, first)) for number, text in zip(numbers, texts, strict=True))


def test_every_number_at_risk_is_printed() -> None:
    figures = [figure for figure in FACTS.published.figure if figure.measure == "at_risk"]
    found = [
        [int((times(str(f.endpoint), f.arm)["months"] >= place * f.every).sum()) for place in range(len(f.at_risk))]
        for f in figures
    ]
    assert found == [list(figure.at_risk) for figure in figures]
    assert sum(map(len, found)) == 12


def test_medians_and_their_limits_are_printed() -> None:
    figures = [figure for figure in FACTS.published.figure if figure.measure == "survival"]
    assert len(figures) == 5
    for figure in figures:
        rows = times(str(figure.endpoint), figure.arm)
        curve = KaplanMeierFitter().fit(rows["months"], rows["event"] ^ (figure.statistic == "follow_up"))
        limits = median_survival_times(curve.confidence_interval_).iloc[0]
        numbers = [float(curve.median_survival_time_), float(limits.iloc[0]), float(limits.iloc[1])]
        assert agrees(numbers, (figure.value, figure.lower, figure.upper)), figure.id


def test_hazard_ratios_and_p_values_are_printed() -> None:
    figures = [figure for figure in FACTS.published.figure if figure.measure == "survival_comparison"]
    assert len(figures) == 2
    for figure in figures:
        rows = times(str(figure.endpoint))
        in_arm = (rows["arm"] == figure.arm).to_numpy(dtype=float)[:, np.newaxis]
        model = PHReg(rows["months"], in_arm, rows["event"], strata=rows["stratum"], ties="efron").fit()
        ratio = [float(np.exp(x)) for x in (*model.params, *model.conf_int()[0])]
        assert agrees(ratio, (figure.value, figure.lower, figure.upper)), figure.id
        _, p_value = survdiff(rows["months"], rows["event"], rows["arm"], strata=rows["stratum"])
        assert printed(p_value, str(figure.p_value)) == figure.p_value


def test_no_locoregional_time_is_longer_than_survival() -> None:
    assert (COURSES["LRC"] <= COURSES["OS"]).all()
    died = COURSES["LRC_END"] == "Death"
    assert (COURSES.loc[died, "OS_END"] == "Death").all()
    assert (COURSES.loc[died, "LRC"] == COURSES.loc[died, "OS"]).all()
    assert died.sum() > 0
