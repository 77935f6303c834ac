"""Time an invented dictionary of full size and a study coded with it: python tests/benchmarks/bench_meddra.py.

MedDRA 27 has 27 classes, about 340 HLGT, 1,740 HLT, 27,000 preferred terms with 41,000 paths, 89,000 lowest level terms
and 230 queries with 80,000 terms.
"""

import resource
import sys
import tempfile
from pathlib import Path
from random import Random
from time import perf_counter

import pandas as pd

import pv
from pv.load.meddra import read_meddra

CLASSES, GROUPS, KINDS, TERMS, LOWEST, QUERIES, LISTED = 27, 340, 1740, 27_000, 89_000, 230, 350
EVENTS = 30_000
WORDS = ("acute", "chronic", "pain", "bleeding", "of", "syndrome", "disorder", "skin", "hepatic", "cardiac", "renal")

STUDY = """
[study]
id = "CODED"
title = "A study coded with a dictionary of full size"
[dictionary]
meddra = "1.0"
meddra_folder = "."
smq = "all"
smq_scope = ["narrow", "broad"]
[treatment_emergent]
window_days = 30
[[arm]]
name = "Drug"
role = "investigational"
[[arm]]
name = "Control"
role = "comparator"
"""


def lines() -> dict[str, list[str]]:
    """Return the lines of the files that must be there, and of the queries."""
    random = Random(1)  # noqa: S311  # no secret
    empty = "$" * 8
    pt = [f"{term} {' '.join(random.choices(WORDS, k=3))}" for term in range(TERMS)]
    files = {
        "meddra_release": ["1.0$English$$$$"],
        "soc": [f"{10 + soc}$Class {soc}$C{soc}{empty}" for soc in range(CLASSES)],
        "hlgt": [f"{1000 + group}$Group {group}{empty}" for group in range(GROUPS)],
        "hlt": [f"{10_000 + kind}$Kind {kind}{empty}" for kind in range(KINDS)],
        "soc_hlgt": [f"{10 + group % CLASSES}${1000 + group}$" for group in range(GROUPS)],
        "hlgt_hlt": [f"{1000 + kind % GROUPS}${10_000 + kind}$" for kind in range(KINDS)],
        "pt": [f"{100_000 + term}${pt[term]}$${path(term)[2]}{empty}" for term in range(TERMS)],
        "llt": [f"{100_000 + term}${pt[term]}${100_000 + term}{'$' * 7}Y$$" for term in range(TERMS)],
    }
    files["llt"] += [
        f"{1_000_000 + low}${pt[low % TERMS]} low {low}${100_000 + low % TERMS}{'$' * 7}{'YN'[low % 4 == 0]}$$"
        for low in range(LOWEST - TERMS)
    ]
    paths = [(term, kind, primary) for term in range(TERMS) for kind, primary in kinds(term)]
    files["hlt_pt"] = [f"{10_000 + kind}${100_000 + term}$" for term, kind, _ in paths]
    files["mdhier"] = [
        f"{100_000 + term}${10_000 + kind}${1000 + kind % GROUPS}${10 + kind % GROUPS % CLASSES}${pt[term]}$Kind {kind}"
        f"$Group {kind % GROUPS}$Class {kind % GROUPS % CLASSES}$C$${path(term)[2]}${primary}$"
        for term, kind, primary in paths
    ]
    files["smq_list"] = [f"{20_000_000 + query}$Query {query} (SMQ)$1$What$From$$1.0$A$N" for query in range(QUERIES)]
    files["smq_content"] = [
        f"{20_000_000 + query}${100_000 + term}$4${random.choice((1, 2))}$A$0$A$1.0$1.0$"
        for query in range(QUERIES)
        for term in sorted(random.sample(range(TERMS), LISTED))
    ]
    return files


def path(term: int) -> tuple[int, int, int]:
    """Return the kind, the group and the code of the class of the primary path of a term."""
    kind = term % KINDS
    return kind, kind % GROUPS, 10 + kind % GROUPS % CLASSES


def kinds(term: int) -> list[tuple[int, str]]:
    """Return the kinds of a term, the primary one first; every second term has another, in the next class."""
    kind = path(term)[0]
    return [(kind, "Y"), *([((kind + 1) % KINDS, "N")] if term % 2 else [])]


def frames() -> dict[str, pd.DataFrame]:
    """Return 1,000 subjects and their events, one in a hundred with a term that the dictionary does not have."""
    random = Random(2)  # noqa: S311  # no secret
    names = [line.split("$")[1] for line in lines()["pt"]]
    used = random.sample(names, 3000)
    adsl = {
        "USUBJID": [f"S{place:04}" for place in range(1000)],
        "TRT01A": ["Drug" if place % 2 else "Control" for place in range(1000)],
        "SAFFL": "Y",
        "TRTSDT": "2020-01-10",
        "TRTEDT": "2020-06-10",
    }
    terms = random.choices(used, k=EVENTS)
    adae = {
        "USUBJID": [f"S{random.randrange(1000):04}" for _ in range(EVENTS)],
        "AESEQ": range(1, EVENTS + 1),
        "AEDECOD": [term[:-1] if place % 100 == 0 else term for place, term in enumerate(terms)],
        "ASTDT": "2020-02-01",
        "AESER": "N",
    }
    return {"adsl": pd.DataFrame(adsl), "adae": pd.DataFrame(adae)}


def main() -> None:
    """Write the dictionary, read it, and open a study with it; print the seconds of each."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for stem, written in lines().items():
            (folder / f"{stem}.asc").write_text("\n".join(written) + "\n", encoding="utf-8")
        (folder / "study.toml").write_text(STUDY, encoding="utf-8")
        datasets = frames()
        began = perf_counter()
        meddra = read_meddra(folder)
        read = perf_counter()
        with pv.open_study(folder / "study.toml", datasets) as study:
            opened = perf_counter()
            rows = len(study.table("incidence"))
            measured = perf_counter()
            rules = study.findings["rule"].value_counts().head(3).to_dict()
    sys.stdout.write(
        f"{len(meddra.llt)} lowest level terms read in {read - began:.1f} s\n"
        f"study of {EVENTS} events opened, the dictionary read again, in {opened - read:.1f} s; {rules}\n"
        f"incidence ({rows} rows) in {measured - opened:.1f} s\n"
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.1f} GiB at most\n"
    )


if __name__ == "__main__":
    main()
