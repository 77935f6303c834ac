"""The published figures counted in pandas from written files: nothing of the project's own analysis is used."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from pathlib import Path

import pandas as pd
import pyreadstat

import places

SHARED = places.SHARED / "data" / "destiny-breast04"
FACTS = places.ROOT / "reports" / "destiny-breast04" / "facts.toml"
DATASETS = ("adsl", "adae", "adex", "adlb", "adjudication")
WINDOW = 47
ARMS = {"tdxd": "T-DXd", "tpc": "TPC"}
ACTIONS = {
    "teae_leading_to_discontinuation": "DRUG WITHDRAWN",
    "teae_leading_to_dose_interruption": "DRUG INTERRUPTED",
    "teae_leading_to_dose_reduction": "DOSE REDUCED",
}


@dataclass(frozen=True)
class Files:
    """The datasets of a folder, dates as datetimes, missing text as missing."""

    adsl: pd.DataFrame
    adae: pd.DataFrame
    adex: pd.DataFrame
    adlb: pd.DataFrame
    adjudication: pd.DataFrame

    def arm(self, arm: str) -> "Arm":
        """Return the records of one arm, events with the dates of their subject."""
        subjects = self.adsl[(self.adsl["TRT01A"] == arm) & (self.adsl["SAFFL"] == "Y")]
        dates = subjects[["USUBJID", "TRTSDT", "TRTEDT", "DTHDT", "TRTAGENT"]]
        return Arm(subjects, *(frame.merge(dates, on="USUBJID") for frame in (self.adae, self.adlb, self.adjudication)))


@dataclass(frozen=True)
class Arm:
    """The records of one arm."""

    adsl: pd.DataFrame
    adae: pd.DataFrame
    adlb: pd.DataFrame
    adjudication: pd.DataFrame

    @cached_property
    def emergent(self) -> pd.DataFrame:
        """Events that start from the first dose to 47 days after the last."""
        start = self.adae["ASTDT"]
        last = self.adae["TRTEDT"] + pd.Timedelta(days=WINDOW)
        return self.adae[(start >= self.adae["TRTSDT"]) & (start <= last)]

    @property
    def days(self) -> pd.Series:
        """Treatment duration in days."""
        days: pd.Series = (self.adsl["TRTEDT"] - self.adsl["TRTSDT"]).dt.days + 1
        return days


def read_parquet(folder: Path) -> Files:
    """Return the datasets of the Parquet files of a folder."""
    return Files(*(_dated(pd.read_parquet(folder / f"{name}.parquet")) for name in DATASETS))


def read_xpt(folder: Path) -> Files:
    """Return the datasets of the transport files of a folder."""
    return Files(*(_dated(pyreadstat.read_xport(folder / f"{name}.xpt")[0]) for name in DATASETS))


def _dated(frame: pd.DataFrame) -> pd.DataFrame:
    made = frame.copy()
    for name in [str(column) for column in frame if str(column).endswith("DT")]:
        made[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
    return made.replace({"": None})


def printed(number: Fraction, text: str) -> str:
    """Return a number with the decimals of a printed text, half away from zero."""
    step = Decimal(1).scaleb(-len(text.partition(".")[2]))
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return str(exact.quantize(step, rounding=ROUND_HALF_UP))


def subjects(events: pd.DataFrame) -> int:
    """Return how many subjects have one of the events."""
    return int(events["USUBJID"].nunique())


def worst_grade(events: pd.DataFrame, grade: int) -> int:
    """Return how many subjects have the grade as their worst."""
    return int((events.groupby("USUBJID")["AETOXGR"].max().astype(int) == grade).sum())


def computed(arm: Arm, row: pd.Series) -> tuple[int | None, Fraction | None]:
    """Return the count of subjects, and the number printed, of a row of published_safety.csv."""
    size, statistic = len(arm.adsl), str(row["statistic"])
    if row["id"] == "population":
        return size, Fraction(size)
    if row["id"] in ("treatment_duration", "patient_years_of_exposure"):
        return None, _exposure(arm.days, statistic)
    if statistic.startswith("time_to_onset"):
        confirmed = _confirmed(arm)
        days = (confirmed["ADJSTDT"] - confirmed["TRTSDT"]).dt.days + 1
        first = days.groupby(confirmed["USUBJID"]).min()
        return None, Fraction(float(getattr(first, statistic.removeprefix("time_to_onset_"))()))
    count = _count(arm, str(row["id"]), statistic)
    if statistic == "eair":
        return count, Fraction(count) / Fraction(int(arm.days.sum())) * Fraction(365.25)
    return count, Fraction(100 * count, size)


def _exposure(days: pd.Series, statistic: str) -> Fraction:
    if statistic == "sum":
        return Fraction(int(days.sum())) / Fraction(365.25)
    return Fraction(float(getattr(days, statistic)())) / Fraction(30.4375)


def _confirmed(arm: Arm) -> pd.DataFrame:
    cases = arm.adjudication
    return cases[(cases["ADJDEC"] == "CONFIRMED") & (cases["ADJREL"] == "Y")]


def _count(arm: Arm, name: str, statistic: str) -> int:
    events = arm.emergent
    grade = int(statistic[-1]) if statistic[-1].isdigit() else None
    if name == "ild_adjudicated_drug_related":
        worst = _confirmed(arm).groupby("USUBJID")["ADJGR"].max().astype(int)
        return len(worst) if grade is None else int((worst == grade).sum())
    if name.startswith("lvef_decrease"):
        change = arm.adlb[(arm.adlb["PARAMCD"] == "LVEF") & (arm.adlb["ADY"] > 1)].groupby("USUBJID")["CHG"].min()
        return int((change.between(-19, -10) if name.endswith("2") else change <= -20).sum())
    if name == "on_treatment_death":
        return int((arm.adsl["DTHDT"] <= arm.adsl["TRTEDT"] + pd.Timedelta(days=WINDOW)).sum())
    if name in ("left_ventricular_dysfunction", "ejection_fraction_decreased", "cardiac_failure"):
        terms = {"ejection_fraction_decreased": ["Ejection fraction decreased"], "cardiac_failure": ["Cardiac failure"]}
        of_term = events[events["AEDECOD"].isin(terms.get(name, ["Ejection fraction decreased", "Cardiac failure"]))]
        return subjects(of_term) if grade is None else worst_grade(of_term, grade)
    conditions = {
        "any_teae": events["AESEQ"] > 0,
        "grade3plus_teae": events["AETOXGR"].astype(int) >= 3,
        "serious_teae": events["AESER"] == "Y",
        "teae_leading_to_death": events["AEOUT"] == "FATAL",
        "drug_related_death": (events["AEOUT"] == "FATAL") & (events["AEREL"] == "RELATED"),
        **{key: events["AEACN"] == action for key, action in ACTIONS.items()},
    }
    return subjects(events[conditions[name]])


def check_published(files: Files) -> list[str]:
    """Return the rows of published_safety.csv that the files do not give, with what they give."""
    differing = []
    arms = {name: files.arm(name) for name in ARMS.values()}
    for _, row in pd.read_csv(SHARED / "published_safety.csv", dtype={"value": "str"}).iterrows():
        count, number = computed(arms[row["arm"]], row)
        wrong_count = count is not None and count != row["n"]
        wrong_number = number is not None and printed(number, row["value"]) != row["value"]
        if wrong_count or wrong_number:
            shown = None if number is None else float(number)
            differing.append(f"{row['id']} {row['arm']} {row['statistic']}: {row['n']} {row['value']}, {count} {shown}")
    return differing


def check_table3(files: Files) -> tuple[int, list[str]]:
    """Return how many figures of table3_drug_related.csv were compared, and those that the files do not give."""
    differing, compared = [], 0
    arms = {name: files.arm(name) for name in ARMS.values()}
    for _, row in pd.read_csv(SHARED / "table3_drug_related.csv", dtype="str").iterrows():
        for name, arm in ARMS.items():
            events = arms[arm].emergent
            related = events[events["AEDECOD"].isin(row["preferred_terms"].split(";")) & (events["AEREL"] == "RELATED")]
            for grade, lowest in (("any", 1), ("g3", 3)):
                count = subjects(related[related["AETOXGR"].astype(int) >= lowest])
                percent = printed(Fraction(100 * count, len(arms[arm].adsl)), row[f"{name}_{grade}_pct"])
                compared += 2
                if str(count) != row[f"{name}_{grade}_n"]:
                    differing.append(f"{row['event']} {arm} {grade}: {row[f'{name}_{grade}_n']}, {count}")
                if percent != row[f"{name}_{grade}_pct"]:
                    differing.append(f"{row['event']} {arm} {grade}: {row[f'{name}_{grade}_pct']}%, {percent}%")
    return compared, differing
