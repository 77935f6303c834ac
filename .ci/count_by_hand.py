"""Count a large invented trial twice, by the tables and by hand in pandas, and compare every count.

Run: PYTHONPATH=tests/support python .ci/count_by_hand.py 100000
"""

import sys
import tempfile
from pathlib import Path

import pandas as pd

import pv
from counted_by_hand import by_hand, by_tables
from large_trial import Shape, write_trial


def main() -> None:
    """Raise AssertionError where a count differs."""
    records = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with pv.open_study(write_trial(folder, Shape(records))) as study:
            counted = by_tables(study.table("incidence"), study.table("exposure_adjusted_rate"))
        pd.testing.assert_frame_equal(counted, by_hand(folder), check_dtype=False)
    print(f"{records:,} records: {len(counted):,} rows of counts are the same by hand")


if __name__ == "__main__":
    main()
