"""The sentences under a table: who was counted, which events, how, by which dictionary and interval."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pv.display.arms import Arms, arms_of_data
from pv.display.contents import Contents
from pv.numbers.one_line import method_name
from pv.numbers.text import day as day_text
from pv.numbers.text import plain

RATES = {
    "eair_at_risk": "exposure-adjusted incidence rate, time at risk",
    "eair_total": "exposure-adjusted incidence rate, total exposure",
    "eaer": "exposure-adjusted event rate",
}
#: What each rate is of what, for a row or a column.
RATE_LABELS = {
    "eair_at_risk": "Subjects / time at risk",
    "eair_total": "Subjects / total exposure",
    "eaer": "Events / total exposure",
}
_RATE_RULES = {
    "eair_at_risk": (
        "subjects with the event per {unit} at risk (exposure-adjusted incidence rate; time to the first event, or to "
        "the end of the time at risk)."
    ),
    "eair_total": (
        "subjects with the event per {unit} of total exposure of the arm (exposure-adjusted incidence rate)."
    ),
    "eaer": "events per {unit} of total exposure of the arm (exposure-adjusted event rate).",
}
_USUAL_RATE, _USUAL_UNIT = "eair_at_risk", "100 patient-years"


def study_row(contents: Contents) -> Mapping[str, Any]:
    """Return the one row of the study table; an empty one where there is none. Missing settings are None."""
    table = contents.table("study")
    if table.empty:
        return {}
    return {str(name): None if pd.isna(value) else value for name, value in table.iloc[0].to_dict().items()}


def percent_text(level: float) -> str:
    """Return '95%' of 0.95."""
    return f"{plain(100 * level)}%"


def by_treatment(contents: Contents) -> str:
    """Return the population and by which treatment it is counted."""
    by = (
        "treatment received" if study_row(contents).get("population_by") == "treatment received" else "actual treatment"
    )
    return f"{contents.population}, by {by}"


def population(contents: Contents) -> str:
    """Return who is counted."""
    return f"{by_treatment(contents)}; percentages are of all its subjects in the arm (N)."


def emergent(contents: Contents) -> str:
    """Return which events are counted."""
    study = study_row(contents)
    if study.get("emergent_rule") == "flag":
        return "Treatment-emergent events as flagged in the data (TRTEMFL = Y)."
    days = study.get("window_days")
    end = "" if days is None else f" to {int(days)} days after last dose"
    return (
        f"Treatment-emergent events: onset from first dose{end}, or worsened after first dose; an event with a missing "
        "start date is included unless it ended before first dose."
    )


def times(contents: Contents) -> str:
    """Return whether onset and first dose are compared by day or by time."""
    timed = len(contents.table("first_day_time"))
    if not timed:
        return "Onset and first dose are compared by day: no event has a time comparable with that of the first dose."
    return (
        "Onset (or end) and first dose are compared by date and time where both have a time that is not imputed "
        f"(events on the day of the first dose: {timed}), else by day."
    )


COUNTING = "A subject is counted once in each row, regardless of the number of events."
WORST = "A subject is counted once in each row, at the maximum grade or severity; missing values have their own row."


#: What stands in place of an estimate or a limit that there is not.
NOT_ESTIMABLE = "NE: not estimable. A ratio to 0 has no finite value or upper limit; both are infinite in the CSV file."


def dictionary(contents: Contents) -> str:
    """Return the dictionaries the terms are coded with."""
    table = contents.table("dictionary")
    if table.empty:
        return "Coding dictionary and version: not stated in the study file."
    named = ", ".join(f"{name} {version}" for name, version in zip(table["dictionary"], table["version"], strict=True))
    return f"Coded with {named}."


def method_label(contents: Contents, method: str) -> str:
    """Return what an interval method is called."""
    return {name: label for name, label, _ in contents.methods}.get(method, method_name(method))


def csv_intervals(contents: Contents, method: str, level: float) -> str:
    """Return which intervals the CSV file has."""
    return f"The CSV file contains the {percent_text(level)} intervals ({method_label(contents, method)})."


def risk_difference(contents: Contents, arms: Arms) -> str:
    """Return how the risk difference and its interval are made; '' where nothing is compared."""
    comparison = contents.table("comparison")
    if comparison.empty or arms.comparator is None:
        return ""
    method, level = str(comparison["rd_method"].iloc[0]), float(comparison["confidence_level"].iloc[0])
    return (
        f"Risk difference (RD): percentage of the arm minus that of {arms.comparator.label}, in percentage points, "
        f"with {percent_text(level)} confidence interval ({method_label(contents, method)}), not adjusted for "
        f"multiplicity.{not_compared(arms)}"
    )


def not_compared(arms: Arms) -> str:
    """Return ' ' and which arms are not compared, and why; '' where all are."""
    if not arms.overlapping or arms.comparator is None:
        return ""
    one = len(arms.overlapping) == 1
    named = ", ".join(arm.label for arm in arms.overlapping)
    return (
        f" {named} {'has' if one else 'have'} subjects in common with {arms.comparator.label} and "
        f"{'is' if one else 'are'} not compared with it."
    )


def rate_names(contents: Contents) -> tuple[str, ...]:
    """Return the three rates, the one that leads first."""
    leads = str(study_row(contents).get("compared_rate") or _USUAL_RATE)
    return (leads, *(name for name in ("eair_total", "eair_at_risk", "eaer") if name != leads))


def rate_unit(contents: Contents) -> int:
    """Return per how many patient-years a rate is shown."""
    number, _, several = str(study_row(contents).get("rate_unit") or _USUAL_UNIT).partition(" ")
    return int(number) if several else 1


def unit_text(unit: int) -> str:
    """Return 'patient-year' or '100 patient-years'."""
    return "patient-year" if unit == 1 else f"{unit} patient-years"


def rate_rule(contents: Contents, rate: str) -> str:
    """Return what one of the three rates is."""
    return f"{RATE_LABELS[rate]}: {_RATE_RULES[rate].format(unit=unit_text(rate_unit(contents)))}"


def rate(contents: Contents) -> str:
    """Return which of the three rates is shown, and how many subjects are in no rate."""
    leads = rate_names(contents)[0]
    return f"Rate: {_RATE_RULES[leads].format(unit=unit_text(rate_unit(contents)))} {untimed(contents)}".strip()


def untimed(contents: Contents) -> str:
    """Return how many subjects of the population count in percentages but in no rate; '' where all are timed."""
    exposure = contents.table("exposure")
    if exposure.empty:
        return ""
    own = exposure[exposure["arm"].isin(arms_of_data(contents)["arm"])]
    number = int((own["arm_subjects"] - own["subjects"]).sum())
    if not number:
        return ""
    who = (
        "1 subject without a usable first or last dose is"
        if number == 1
        else (f"{number} subjects without a usable first or last dose are")
    )
    return f"{who} included in the percentages but not in the rates."


def cutoff(contents: Contents) -> str:
    """Return what the cut-off does; '' where there is none."""
    study = study_row(contents)
    day = study.get("cutoff_date")
    if day is None:
        return ""
    if study.get("counted_until") is None:
        return f"{day_text(day)}; later data are counted as recorded, as the study file specifies."
    return (
        f"{day_text(day)}: applied to events, doses, exposure, time at risk, deaths, results and adjudicated cases. "
        "Later data are listed but not counted."
    )


def risk_end(contents: Contents) -> str:
    """Return when the time at risk ends."""
    study = study_row(contents)
    days = study.get("window_days")
    ends = ["the end of study", "death", "data cut-off"]
    ends = ends if days is None else [f"{int(days)} days after last dose", *ends]
    return f"{', '.join(ends[:-1])} or {ends[-1]}, whichever comes first"
