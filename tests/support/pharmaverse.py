"""The study of pharmaverse-sdtm, whose files may be beside the repository, its doses pooled and with a total."""

import pandas as pd

import places
import pv
from pv.api import Study

FOLDER = places.SHARED / "data" / "pharmaverse-sdtm"
HIGH, LOW, PLACEBO = "Xanomeline High Dose", "Xanomeline Low Dose", "Placebo"
_DOMAINS = ("dm", "ex", "ae", "suppae", "suppdm", "ds", "lb")


def pharmaverse(most: int | None = None) -> Study:
    """Return the study, or one of so many subjects of each arm; to be closed."""
    frames = {name: pd.read_parquet(FOLDER / f"{name}.parquet") for name in _DOMAINS}
    if most is not None:
        chosen = frames["dm"].groupby("ACTARM")["USUBJID"].head(most)
        frames = {name: frame[frame["USUBJID"].isin(chosen)] for name, frame in frames.items()}
    study = {
        "study": {"id": "PHARMAVERSE", "title": "pharmaverse-sdtm"},
        "treatment_emergent": {"window_days": 30},
        "arm": [
            {"name": HIGH, "role": "investigational"},
            {"name": LOW, "role": "investigational"},
            {"name": PLACEBO, "role": "comparator"},
            {"name": "Both doses", "of": [HIGH, LOW]},
        ],
        "report": {"total": True},
    }
    return pv.open_study(study, frames)
