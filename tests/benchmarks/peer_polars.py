"""Polars on the questions of bench_scale.py: python tests/benchmarks/peer_polars.py counts|rates FOLDER."""

import json
import sys
from pathlib import Path

import polars as pl

LEVELS: tuple[list[str], ...] = (["AEBODSYS", "AEDECOD"], ["AEBODSYS"], [])


def counts(adsl: pl.LazyFrame, adae: pl.LazyFrame) -> dict[str, int]:
    """Return the subjects of every term and arm, added up."""
    had = adae.join(adsl.filter(pl.col("SAFFL") == "Y").select("USUBJID", "TRT01A"), on="USUBJID")
    had = had.select("USUBJID", "TRT01A", "AEBODSYS", "AEDECOD").unique()
    by_level = [had.group_by(["TRT01A", *keys]).agg(subjects=pl.col("USUBJID").n_unique()) for keys in LEVELS]
    return {"subjects": sum(int(frame["subjects"].sum()) for frame in pl.collect_all(by_level))}


def rates(adsl: pl.LazyFrame, adae: pl.LazyFrame) -> dict[str, int]:
    """Return the subjects, events and days after first events of every term, arm and category, added up."""
    window, day = pl.col("TRTEDT") + pl.duration(days=30), pl.col("ASTDT") - pl.col("TRTSDT")
    dead = adae.filter(pl.col("AETOXGR") == "5").group_by("USUBJID").agg(death=pl.col("AENDT").min())
    end = pl.when(pl.col("TRTEDT").is_not_null()).then(pl.min_horizontal(window, "death"))
    subject = adsl.filter(pl.col("SAFFL") == "Y").join(dead, on="USUBJID", how="left")
    subject = subject.select(
        "USUBJID",
        "TRT01A",
        "TRTSDT",
        window_end=window,
        risk=((end - pl.col("TRTSDT")).dt.total_days() + 1).clip(1).cast(pl.Int32),
    )
    started = (pl.col("ASTDT") >= pl.col("TRTSDT")) & (pl.col("ASTDT") <= pl.col("window_end")).fill_null(value=True)
    event = adae.join(subject, on="USUBJID").filter(started.fill_null(pl.col("AENDT") >= pl.col("TRTSDT")))
    event = event.with_columns(
        grade=pl.col("AETOXGR").cast(pl.Int32).fill_null(0),
        day=(day.dt.total_days() + 1).fill_null(1).cast(pl.Int32),
        related=(pl.col("AEREL") != "NOT RELATED").fill_null(value=True),
        serious=pl.col("AESER") == "Y",
    )
    grade, serious, related = pl.col("grade"), pl.col("serious"), pl.col("related")
    inside = [pl.lit(value=True), grade >= 3, serious, related, serious & related, grade == 5]
    event = event.with_columns(
        *(flag.cast(pl.Int32).alias(f"n{place}") for place, flag in enumerate(inside)),
        *(pl.when(flag).then(pl.col("day")).alias(f"d{place}") for place, flag in enumerate(inside)),
        *((grade == place).cast(pl.Int32).alias(f"g{place}") for place in range(6)),
        worst=grade * 65536 + 65535 - pl.col("day"),
    )
    up = [
        pl.col("^[ng][0-5]$").sum(),
        pl.col("^d[0-5]$").min(),
        pl.col("worst").max(),
        pl.col("TRT01A", "risk").first(),
    ]
    frames, frame = [], event
    for keys in LEVELS:
        frame = frame.group_by(["USUBJID", *keys]).agg(up)
        frames.append(
            frame.with_columns(grade=pl.col("worst") // 65536).group_by([*keys, "TRT01A", "grade"]).agg(_TOTAL)
        )
    done = pl.collect_all(frames)
    return {name: sum(int(frame[name].sum()) for frame in done) for name in ("subjects", "events", "days")}


_DAYS = [(pl.col("risk") - pl.col(f"d{place}")).clip(0).sum().cast(pl.Int64) for place in range(6)]
_WORST_DAYS = (pl.col("risk") - (65535 - pl.col("worst") % 65536)).clip(0).sum().cast(pl.Int64)
_TOTAL = [
    pl.sum_horizontal(pl.len(), *(pl.col(f"d{place}").count() for place in range(6))).cast(pl.Int64).alias("subjects"),
    pl.sum_horizontal(pl.col(f"{kind}{place}").sum() for kind in "ng" for place in range(6)).alias("events"),
    pl.sum_horizontal(_WORST_DAYS, *_DAYS).alias("days"),
]


def main() -> None:
    """Print the totals of a question."""
    adsl, adae = (pl.scan_parquet(Path(sys.argv[2]) / f"{name}.parquet") for name in ("adsl", "adae"))
    sys.stdout.write(json.dumps({"counts": counts, "rates": rates}[sys.argv[1]](adsl, adae)))


if __name__ == "__main__":
    main()
