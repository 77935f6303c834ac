"""Time a large invented trial, from frames to finished measures: python tests/benchmarks/bench_study.py 1000000."""

import resource
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

import pv
from pv.stages import Stages

STUDY = """
[study]
id = "LARGE"
title = "A large invented trial"
[treatment_emergent]
window_days = 30
[[arm]]
name = "Drug"
role = "investigational"
[[arm]]
name = "Control"
role = "comparator"
"""
RECORDS_PER_SUBJECT = 40


def frames(records: int) -> dict[str, pd.DataFrame]:
    """Return ADSL and ADAE of so many records, 1,500 preferred terms in 26 classes, the frequent ones first."""
    random = np.random.default_rng(1)
    subjects = records // RECORDS_PER_SUBJECT
    first = pd.Timestamp("2020-01-01") + pd.to_timedelta(random.integers(0, 300, subjects), "D")
    adsl = pd.DataFrame(
        {
            "USUBJID": [f"S{number:06d}" for number in range(subjects)],
            "TRT01A": np.where(np.arange(subjects) % 2 == 0, "Drug", "Control"),
            "SAFFL": "Y",
            "TRTSDT": first,
            "TRTEDT": first + pd.to_timedelta(random.integers(10, 500, subjects), "D"),
        }
    )
    who, term = random.integers(0, subjects, records), (random.zipf(1.3, records) - 1) % 1500
    start = first.to_numpy()[who] + pd.to_timedelta(random.integers(-20, 400, records), "D")
    adae = pd.DataFrame(
        {
            "USUBJID": adsl["USUBJID"].to_numpy()[who],
            "AESEQ": pd.Series(who).groupby(who).cumcount() + 1,
            "AEDECOD": [f"Term {number}" for number in term],
            "AEBODSYS": [f"Class {number % 26}" for number in term],
            "AETOXGR": random.choice(list("12345"), records, p=[0.5, 0.3, 0.15, 0.04, 0.01]),
            "AESER": random.choice(["Y", "N"], records, p=[0.1, 0.9]),
            "AEREL": random.choice(["RELATED", "NOT RELATED"], records),
            "ASTDT": start,
            "AENDT": start + pd.to_timedelta(random.integers(0, 60, records), "D"),
        }
    )
    return {"adsl": adsl, "adae": adae}


def main() -> None:
    """Print the seconds of each stage and the peak memory."""
    records = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    stages = Stages()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "study.toml"
        file.write_text(STUDY, encoding="utf-8")
        with pv.open_study(file, frames(records), stages=stages) as study:
            study.table("incidence")
    seconds = ", ".join(f"{stage} {spent:.1f} s" for stage, spent in stages.seconds.items())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    sys.stdout.write(f"{records:,} records: {seconds}; peak memory {peak:.1f} GiB\n")


if __name__ == "__main__":
    main()
