"""Pandas on the questions of bench_scale.py: python tests/benchmarks/peer_pandas.py counts|rates FOLDER."""

import json
import sys
from pathlib import Path

import pandas as pd

LEVELS: tuple[list[str], ...] = (["AEBODSYS", "AEDECOD"], ["AEBODSYS"], [])


def counts(folder: Path) -> dict[str, int]:
    """Return the subjects of every term and arm, added up."""
    adsl = pd.read_parquet(folder / "adsl.parquet", columns=["USUBJID", "TRT01A", "SAFFL"])
    adae = pd.read_parquet(folder / "adae.parquet", columns=["USUBJID", "AEBODSYS", "AEDECOD"])
    had = adae.drop_duplicates().merge(adsl[adsl["SAFFL"] == "Y"], on="USUBJID")
    by_level = [had.groupby(["TRT01A", *keys])["USUBJID"].nunique() for keys in LEVELS]
    return {"subjects": int(sum(subjects.sum() for subjects in by_level))}


def rates(folder: Path) -> dict[str, int]:
    """Return the subjects, events and days after first events of every term, arm and category, added up."""
    adsl, adae = (pd.read_parquet(folder / f"{name}.parquet") for name in ("adsl", "adae"))
    for frame, names in ((adsl, ["TRTSDT", "TRTEDT"]), (adae, ["ASTDT", "AENDT"])):
        for name in names:
            frame[name] = pd.to_datetime(frame[name])
    dead = adae[adae["AETOXGR"] == "5"].groupby("USUBJID")["AENDT"].min().rename("death")
    subject = adsl[adsl["SAFFL"] == "Y"].merge(dead, on="USUBJID", how="left")
    subject["window_end"] = subject["TRTEDT"] + pd.Timedelta(days=30)
    end = subject[["window_end", "death"]].min(axis=1).where(subject["TRTEDT"].notna())
    subject["risk"] = ((end - subject["TRTSDT"]).dt.days + 1).clip(lower=1)
    event = adae.merge(subject[["USUBJID", "TRT01A", "TRTSDT", "window_end", "risk"]], on="USUBJID")
    started = (event["ASTDT"] >= event["TRTSDT"]) & ~(event["ASTDT"] > event["window_end"])
    event = event[started | (event["ASTDT"].isna() & (event["AENDT"] >= event["TRTSDT"]))].copy()
    event["day"] = ((event["ASTDT"] - event["TRTSDT"]).dt.days + 1).fillna(1)
    grade = event["AETOXGR"].fillna("0").astype("int32")
    serious, related = event["AESER"] == "Y", event["AEREL"].ne("NOT RELATED")
    for place, flag in enumerate((grade >= 0, grade >= 3, serious, related, serious & related, grade == 5)):
        event[f"n{place}"], event[f"d{place}"] = flag.astype("int32"), event["day"].where(flag)
    for place in range(6):
        event[f"g{place}"] = (grade == place).astype("int32")
    event["worst"] = grade * 65536 + 65535 - event["day"]
    events, days = [f"{kind}{place}" for kind in "ng" for place in range(6)], [f"d{place}" for place in range(6)]
    up = dict.fromkeys(events, "sum") | dict.fromkeys(days, "min")
    up |= {"worst": "max", "TRT01A": "first", "risk": "first"}
    for name in ("USUBJID", "AEBODSYS", "AEDECOD", "TRT01A"):
        event[name] = event[name].astype("category")
    totals = {"subjects": 0, "events": 0, "days": 0}
    frame = event
    for keys in LEVELS:
        frame = frame.groupby(["USUBJID", *keys], observed=True).agg(up).reset_index()
        first = frame[days].assign(worst=65535 - frame["worst"] % 65536)
        part = frame[[*keys, "TRT01A"]].assign(
            grade=frame["worst"] // 65536,
            subjects=first.notna().sum(axis=1),
            events=frame[events].sum(axis=1),
            days=(-first.sub(frame["risk"], axis=0)).clip(lower=0).sum(axis=1),
        )
        counted = part.groupby([*keys, "TRT01A", "grade"], observed=True)[[*totals]].sum()
        totals = {name: value + int(counted[name].sum()) for name, value in totals.items()}
    return totals


def main() -> None:
    """Print the totals of a question."""
    sys.stdout.write(json.dumps({"counts": counts, "rates": rates}[sys.argv[1]](Path(sys.argv[2]))))


if __name__ == "__main__":
    main()
