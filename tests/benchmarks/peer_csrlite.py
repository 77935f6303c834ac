"""Csrlite on the question that it answers: python tests/benchmarks/peer_csrlite.py counts FOLDER."""

import json
import sys
from pathlib import Path

import polars as pl
from csrlite.common.count import count_subject_with_observation


def main() -> None:
    """Print how many rows its table has."""
    adsl, adae = (pl.read_parquet(Path(sys.argv[2]) / f"{name}.parquet") for name in ("adsl", "adae"))
    adsl = adsl.filter(pl.col("SAFFL") == "Y")
    adae = adae.join(adsl.select("USUBJID", "TRT01A"), on="USUBJID")
    table = count_subject_with_observation(
        population=adsl, observation=adae, id="USUBJID", group="TRT01A", variable=["AEBODSYS", "AEDECOD"], total=True
    )
    sys.stdout.write(json.dumps({"rows": table.height}))


if __name__ == "__main__":
    main()
