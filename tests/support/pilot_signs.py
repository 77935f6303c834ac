"""The pilot's vital signs and electrocardiograms, from the SDTM that is beside the repository."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

import pilot
import places
import pv
from pv.api import Study

SHARED = places.SHARED / "data" / "pharmaverse-sdtm"


@cache
def domain(name: str) -> pd.DataFrame:
    """Return a domain of the pilot; not to be changed in place."""
    return pd.read_parquet(SHARED / f"{name}.parquet")


@cache
def study() -> Study:
    """Return the study of the subjects, doses, vital signs and ECGs, a few adverse events beside them; opened once."""
    return study_of({**{name: domain(name) for name in ("dm", "ex", "vs", "eg")}, "ae": domain("ae").head(5)})


def study_of(frames: Mapping[str, pd.DataFrame]) -> Study:
    """Return the study of these frames."""
    arms = "".join(
        f'[[arm]]\nname = "{arm}"\nrole = "{"comparator" if arm == "Placebo" else "investigational"}"\n'
        for arm in pilot.ARMS
    )
    text = (
        '[study]\nid = "CDISCPILOT01"\ntitle = "Pilot"\n[treatment_emergent]\nrule = "window"\nwindow_days = 30\n'
        f'[relationship]\nrelated = ["PROBABLE", "POSSIBLE"]\nnot_related = ["REMOTE", "NONE"]\n{arms}'
    )
    with TemporaryDirectory() as folder:
        file = Path(folder) / "study.toml"
        file.write_text(text, encoding="utf-8")
        return pv.open_study(file, frames)


def after_baseline(study: Study, records: pd.DataFrame, date: str) -> pd.DataFrame:
    """Return the records of the safety set after the day of first dose and within 30 days of the last, with their arm.

    Args:
        study: for the days of first and last dose of each subject.
        records: of a domain.
        date: the variable of their date, a full one in each.
    """
    subject = study.table("subject")[["USUBJID", "arm", "first_dose", "last_dose"]]
    dated = records.assign(date=pd.to_datetime(records[date])).merge(subject, on="USUBJID")
    last = dated["last_dose"] + pd.Timedelta(days=30)
    return dated[(dated["date"] > dated["first_dose"]) & (dated["date"] <= last)]
