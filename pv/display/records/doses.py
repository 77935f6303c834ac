"""The doses behind the numbers of subjects given a treatment, and of those whose doses were changed."""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from pv.display.arms import Arms
from pv.display.contents import Contents
from pv.display.opened import Opened
from pv.display.records.embedded import Records, Source, embedded, gravest
from pv.numbers.text import plain

#: What changed of the doses, as table and list call it.
CHANGES: Mapping[str, str] = MappingProxyType(
    {
        "reduced": "Dose reduced",
        "reduced_twice": "Dose reduced twice or more",
        "delayed": "Cycle or dose delayed",
        "left_out": "Dose left out (0)",
        "discontinued": "Treatment discontinued",
    }
)
_KEY = ("USUBJID", "treatment")
_GRAVENESS = ("reductions", "delays", "left_out")
_SHOWN = {
    "USUBJID": "Subject (USUBJID)",
    "label": "Treatment",
    "days": "Days",
    "cycles": "Cycles",
    "doses": "Doses",
    "amount": "Cumulative dose",
    "intensity": "Relative dose intensity, %",
    "reductions": "Reductions",
    "delays": "Delays",
    "left_out": "Left out",
}


def dose_records(contents: Contents, arms: Arms) -> Records:
    """Return what each subject got of each treatment, those with most changes first in when capped."""
    treatments = contents.table("treatment_exposure")
    named = dict(zip(treatments["treatment"], treatments["label"], strict=True)) if len(treatments) else {}
    source = Source(
        query="reports/page/records/doses.sql",
        key=_KEY,
        kept=lambda doses: _with_texts(gravest(doses, contents.maximum_records, _GRAVENESS, _KEY)),
        shown=_SHOWN,
        titles=lambda _: {(): ""},
        labels=lambda items: [(item, _label(item, named)) for item in items],
    )
    return embedded(contents, source, arms)


def _label(name: str, named: Mapping[str, str]) -> str:
    """Return how an item of a treatment is called above the list."""
    treatment, item = name.rsplit(": ", 1)
    return f"{named.get(treatment, 'Any treatment')}: {CHANGES.get(item, 'Given').lower()}"


def _with_texts(doses: pd.DataFrame) -> pd.DataFrame:
    """Return doses with the cumulative dose and its unit as one text, and the intensity as the tables round it."""
    amounts = [
        None if pd.isna(amount) else plain(amount) if pd.isna(unit) else f"{plain(amount)} {unit}"
        for amount, unit in zip(doses["cumulative_dose"], doses["unit"], strict=True)
    ]
    intensity = doses["relative_dose_intensity"].astype(float).round(1)
    return doses.assign(amount=pd.Series(amounts, index=doses.index, dtype="str"), intensity=intensity)


#: What each subject got of each treatment.
DOSES = Opened("doses", dose_records)
