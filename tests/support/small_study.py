"""A study of a few records, written so that a test shows the rows that go in and the rows that come out."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

import pv
from pv.api import Study
from pv.drawing.process import Drawing

HEAD = """
[study]
id = "SMALL"
title = "A small study"
"""

ARMS = """
[[arm]]
name = "Drug"
role = "investigational"
[[arm]]
name = "Control"
role = "comparator"
"""

#: Ten days of treatment, the same for everyone who says nothing else: 10 January to 19 January 2020.
SUBJECT = {
    "STUDYID": "SMALL",
    "TRT01A": "Drug",
    "SAFFL": "Y",
    "TRTSDT": "2020-01-10",
    "TRTEDT": "2020-01-19",
    "AGE": 60,
    "SEX": "F",
}

EVENT = {
    "STUDYID": "SMALL",
    "AETERM": "Headache",
    "AEDECOD": "Headache",
    "AEBODSYS": "Nervous system disorders",
    "ASTDT": "2020-01-12",
    "AESER": "N",
}

Row = Mapping[str, Any]


def subjects(*rows: Row) -> pd.DataFrame:
    """Return ADSL with the given rows; a row says only what differs from SUBJECT. U1, U2 ... by place."""
    return pd.DataFrame([SUBJECT | {"USUBJID": f"U{place}"} | dict(row) for place, row in enumerate(rows, start=1)])


def events(*rows: Row) -> pd.DataFrame:
    """Return ADAE with the given rows; AESEQ counts up over all rows, the subject is U1 unless said."""
    return pd.DataFrame(
        [EVENT | {"USUBJID": "U1", "AESEQ": place} | dict(row) for place, row in enumerate(rows, start=1)]
    )


#: One control subject, so that no arm is empty.
CONTROL: dict[str, Any] = {"USUBJID": "C1", "TRT01A": "Control"}


def small_study(
    folder: Path,
    adsl: pd.DataFrame,
    adae: pd.DataFrame,
    text: str = "",
    frames: Mapping[str, pd.DataFrame] | None = None,
    *,
    all_findings: bool = False,
) -> Study:
    """Return the study of two frames; `text` is added to the study file."""
    file = folder / "study.toml"
    file.write_text(HEAD + text + ARMS, encoding="utf-8")
    return pv.open_study(file, {"adsl": adsl, "adae": adae, **(frames or {})}, all_findings=all_findings)


def count(study: Study, table: str = "incidence", **where: str) -> pd.Series:
    """Return the one row of a result table that the columns name."""
    frame = study.table(table)
    for column, value in where.items():
        frame = frame[frame[column] == value]
    assert len(frame) == 1, frame
    return frame.iloc[0]


def report_text(study: Study, folder: Path) -> str:
    """Return the page of a report, its charts drawn in this process: without the script that makes them live."""
    target = study.report(folder / "safety.html", drawing=Drawing(None, library=False))
    return target.read_text(encoding="utf-8")


def keys(findings: pd.DataFrame, rule: str) -> Sequence[str]:
    """Return the record keys that a rule found."""
    return findings.loc[findings["rule"] == rule, "record_key"].to_list()
