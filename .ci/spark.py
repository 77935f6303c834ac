"""Every table of the studies named, derived on Spark and on DuckDB: row by row the same, of the same types.

Left out: the manifest, which names the version of Spark. Sums of floats have no order on Spark, and may
differ in the tenth digit.
"""

import os
import sys
from time import perf_counter

import pandas as pd

import pv
from pv.contract import in_grain_order
from pv.study.catalogue import MANIFEST

_DIGITS = 1e-9
_NEAR_ZERO = 1e-12


def differing(study: str) -> list[str]:
    """Return what differs between the tables of a study from Spark and those from DuckDB."""
    found = []
    with pv.open_study(study, engine="spark") as spark, pv.open_study(study) as duckdb:
        names = [name for name in duckdb.tables()["table"] if name != MANIFEST]
        for name in names:
            one, other = (in_grain_order(opened.table(name), name) for opened in (spark, duckdb))
            try:
                pd.testing.assert_frame_equal(one, other, rtol=_DIGITS, atol=_NEAR_ZERO)
            except AssertionError as error:
                found.append(f"{name}: {error}")
    print(f"{study}: {len(names)} tables, {len(found)} differ")
    return found


def main() -> None:
    """Print what differs; end with status 1 where something does."""
    # Plans of small tables are most of the work: translated once, they are run once.
    os.environ.setdefault(
        "PYSPARK_SUBMIT_ARGS",
        "--conf spark.sql.shuffle.partitions=2 --conf spark.ui.enabled=false --conf spark.ui.showConsoleProgress=false"
        " --conf spark.log.level=ERROR --driver-java-options -XX:TieredStopAtLevel=1 pyspark-shell",
    )
    began = perf_counter()
    found = [line for study in sys.argv[1:] for line in differing(study)]
    print(*found, f"{perf_counter() - began:.0f} s", sep="\n")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
