"""Findings of all checks in one table, and the account of every record: rows in = rows used + rows set aside."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from pv.engine import Engine, to_pandas
from pv.load import Dataset
from pv.study.input.inputs import DATASETS

COLUMNS = ["severity", "rule", "dataset", "source_row", "record_key", "variable", "value", "message", "action"]
NONE = pd.DataFrame(columns=COLUMNS)
SEVERITIES = ("reject", "warning", "note")
#: A value that cannot be read is taken as missing: the finding that names it says so, the other would say it again.
_SAID_BY = MappingProxyType({"missing_grade": ("grade_1_to_5",), "age_impossible": ("not_negative", "readable")})
#: A column that a check may have: whether its action says how the record counts, which holds up to the cut-off only.
UNTIL_CUTOFF = "until_cutoff"
#: What then holds of a record after the cut-off.
_NOT_COUNTED = "Retained in the table; not counted (after the cut-off date)"
#: Datasets of which a row of after_cutoff is the record itself; of a death it is that of the subject.
_RECORDS = tuple(name for name in DATASETS if name != "adsl")


def found(engine: Engine, path: str) -> pd.DataFrame:
    """Return the findings of a check file, its stem as their rule."""
    rows = engine.rows(path)
    # Most checks find nothing: a frame of nothing costs as much as one of ten findings.
    return to_pandas(rows).assign(rule=Path(path).stem) if rows.num_rows else NONE


def combine(findings: Iterable[pd.DataFrame], cut: pd.DataFrame) -> pd.DataFrame:
    """Return all findings, the gravest first, then by rule, dataset and record; what is said twice is there once.

    A dataset that is made of an SDTM domain can have a fault that was found in the domain already, and a grade that
    cannot be read is missing.

    Args:
        findings: of each check, with the columns of `schemas/findings.yaml` and, where it has one, `until_cutoff`.
        cut: the table after_cutoff.
    """
    filled = [_of_cut_records(frame, cut)[COLUMNS] for frame in findings if not frame.empty]
    frame = pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=COLUMNS)
    typed = frame.astype({name: "Int64" if name == "source_row" else "str" for name in COLUMNS}).drop_duplicates()
    typed = typed[~_said_with_its_value(typed)]
    rank = typed["severity"].map({severity: place for place, severity in enumerate(SEVERITIES)})
    order = ["rank", "rule", "dataset", "source_row", "record_key", "variable", "value", "message", "action"]
    return typed.assign(rank=rank).sort_values(order, kind="stable")[COLUMNS].reset_index(drop=True)


def _of_cut_records(findings: pd.DataFrame, cut: pd.DataFrame) -> pd.DataFrame:
    """Return the findings of a check with what is done about records after the cut-off: none says that one counts.

    A check looks at a record as it is, whatever its date.
    """
    if UNTIL_CUTOFF not in findings or cut.empty:
        return findings
    place = ["dataset", "source_row"]
    records = cut.loc[cut["dataset"].isin(_RECORDS), place].astype({"dataset": "str", "source_row": "Int64"})
    found_at = findings[place].astype({"dataset": "str", "source_row": "Int64"})
    of_them = pd.MultiIndex.from_frame(found_at).isin(pd.MultiIndex.from_frame(records))
    counted = findings[UNTIL_CUTOFF].astype("boolean").fillna(value=False) & (findings["severity"] != "reject")
    return findings.assign(action=findings["action"].mask(of_them & counted, _NOT_COUNTED))


def _said_with_its_value(findings: pd.DataFrame) -> pd.Series:
    """Return which findings of a missing grade or age are of one that could not be read."""
    place = ["dataset", "source_row", "variable"]
    said = pd.Series(data=False, index=findings.index)
    for missing, unread in _SAID_BY.items():
        there = pd.MultiIndex.from_frame(findings.loc[findings["rule"].isin(unread), place])
        said |= (findings["rule"] == missing) & pd.MultiIndex.from_frame(findings[place]).isin(there)
    return said


def account(engine: Engine, datasets: Mapping[str, Dataset]) -> pd.DataFrame:
    """Return one row per dataset: file, format, rows in, used, set aside, and how many of those used are analysed.

    Analysed are the records of subjects in the population and its arms.
    """
    population = engine.relation("subject").select("USUBJID")
    found_in = engine.table("findings")["dataset"].value_counts()
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
