"""Findings of all checks in one table, and the account of every record: rows in = rows used + rows set aside."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from pv.contract.finding import COLUMNS
from pv.engine import Engine, in_order, to_pandas
from pv.load import Dataset
from pv.study.input.inputs import DATASETS

#: How many findings of a rule in a dataset are listed; all are counted.
LISTED = 1000
#: A column that a check may have: whether its action says how the record counts, which holds up to the cut-off only.
UNTIL_CUTOFF = "until_cutoff"
#: The table of all findings, listed or not. It has a place in no file: of millions of records it is long.
EVERY_FINDING = "every_finding"
_FOUND, _LIMIT = "found", "finding_limit"
_NONE = pd.DataFrame(columns=list(COLUMNS))


def found(engine: Engine, path: str) -> pd.DataFrame:
    """Return the findings of a check file, its stem as their rule."""
    rows = engine.rows(path)
    # Most checks find nothing: a frame of nothing costs as much as one of ten findings.
    return to_pandas(rows).assign(rule=Path(path).stem) if rows.num_rows else _NONE


def plan_findings(engine: Engine, known: Iterable[pd.DataFrame], listed: int | None) -> None:
    """Plan the tables `findings` and `finding_count`, and `every_finding`, which only the study itself reads.

    Args:
        engine: the database, with the records that are used.
        known: what was found when the records were accepted, with the columns of `schemas/derived/findings.yaml` and,
            where it has one, `until_cutoff`.
        listed: how many findings of a rule in a dataset are listed; None for all of them.
    """
    rows = _together(known)

    def make() -> None:
        review = [path for path in in_order("sql/check/review") if engine.may_find(path)]
        engine.collect(_FOUND, rows, review)
        engine.derive(f"sql/check/finding/{EVERY_FINDING}.sql")
        engine.drop(_FOUND)

    engine.keep_inner(EVERY_FINDING, _FOUND, _LIMIT)
    engine.plan(in_order("sql/check/finding"))
    engine.later(EVERY_FINDING, make, in_order("sql/check/review"))
    engine.hold(_LIMIT, pd.DataFrame({"listed": pd.Series([listed], dtype="Int64")}))


def _together(findings: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return findings as one table with `until_cutoff`, of the types that the database has."""
    types = dict.fromkeys(COLUMNS, "str") | {"source_row": "Int64", UNTIL_CUTOFF: "boolean"}
    filled = [frame.reindex(columns=list(types)).astype(types) for frame in findings if not frame.empty]
    return pd.concat(filled or [pd.DataFrame(columns=list(types)).astype(types)], ignore_index=True)


def account(engine: Engine, datasets: Mapping[str, Dataset]) -> pd.DataFrame:
    """Return one row per dataset: file, format, rows in, used, set aside, and how many of those used are analysed.

    Analysed are the records of subjects in the population and its arms.
    """
    population = engine.relation("subject").select("USUBJID")
    found_in = engine.table("finding_count").groupby("dataset")["findings"].sum()
    rows = []
    for name in DATASETS:
        if name not in datasets:
            continue
        used = engine.relation(name)
        rows.append(
            {
                "dataset": name,
                "file": Path(datasets[name].source).name,
                "format": datasets[name].format,
                "rows_in": len(datasets[name].frame),
                "rows_used": len(used),
                "rows_set_aside": len(engine.relation(f"{name}_set_aside")),
                "rows_in_population": len(used.join(population, "USUBJID", how="semi")),
                "findings": int(found_in.get(name, 0)),
            }
        )
    return pd.DataFrame(rows)
