"""SDTM domains of a few records: a row says only what differs from the usual."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from pv.load import from_frame
from pv.study.sdtm.from_domains import from_domains

Row = Mapping[str, Any]

#: Ten days of treatment, the same for everyone who says nothing else: 10 January to 19 January 2020.
SUBJECT = {"STUDYID": "SMALL", "ARMCD": "D", "ARM": "Drug", "ACTARMCD": "D", "ACTARM": "Drug", "SEX": "F", "AGE": 60}
DOSE = {"STUDYID": "SMALL", "EXTRT": "DRUG", "EXDOSE": 5, "EXSTDTC": "2020-01-10", "EXENDTC": "2020-01-19"}
EVENT = {
    "STUDYID": "SMALL",
    "AETERM": "Headache",
    "AEDECOD": "Headache",
    "AEBODSYS": "Nervous system disorders",
    "AESTDTC": "2020-01-12",
    "AESER": "N",
}
_USUAL: Mapping[str, Row] = {"dm": SUBJECT, "ex": DOSE, "ae": EVENT, "suppae": {"IDVAR": "AESEQ"}}
_NUMBER = {"ex": "EXSEQ", "ae": "AESEQ", "ds": "DSSEQ", "dd": "DDSEQ", "lb": "LBSEQ", "rs": "RSSEQ"}


def domains(**rows: Sequence[Row]) -> dict[str, pd.DataFrame]:
    """Return the domains as frames: U1 unless said (DM: U1, U2 ... by place), numbered by place."""
    frames = {}
    usual: dict[str, Sequence[Row]] = {"dm": [{}], "ex": [{}], "ae": [{}]}
    for name, records in (usual | rows).items():
        whole = []
        for place, row in enumerate(records, start=1):
            record = dict(_USUAL.get(name, {})) | {"USUBJID": f"U{place}" if name == "dm" else "U1"}
            whole.append(record | ({_NUMBER[name]: place} if name in _NUMBER else {}) | dict(row))
        frames[name] = pd.DataFrame(whole)
    return frames


def made(cutoff: date | None = None, **rows: Sequence[Row]) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Return the analysis datasets made of the rows, by name, and the findings."""
    read = {name: from_frame(frame, name) for name, frame in domains(**rows).items()}
    datasets, findings = from_domains(read, cutoff)
    return {name: dataset.frame for name, dataset in datasets.items()}, pd.concat(findings, ignore_index=True)


def values(frame: pd.DataFrame, *columns: str) -> list[tuple[str | None, ...]]:
    """Return columns as text, dates in ISO 8601, missing as None."""
    rows: list[tuple[str | None, ...]] = []
    for record in frame.to_dict("records"):
        row: list[str | None] = []
        for column in columns:
            value = record.get(column)
            if value is None or pd.isna(value):
                row.append(None)
            else:
                row.append(value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value))
        rows.append(tuple(row))
    return rows
