"""Fill the levels of MedDRA that the records lack from the primary path of their preferred term, and say so."""

from dataclasses import replace
from types import MappingProxyType

import pandas as pd

from pv.contract import Accepted
from pv.load.meddra import Meddra

#: What is filled, the class first: the levels under it are filled only within the primary class.
LEVELS = MappingProxyType({"AEBODSYS": "soc_name", "AEHLGT": "hlgt_name", "AEHLT": "hlt_name"})
MARK = "AEHIERFL"


def fill_hierarchy(accepted: Accepted, meddra: Meddra | None) -> Accepted:
    """Return the events with AEBODSYS, AEHLGT and AEHLT filled where they are missing, and a note for each variable.

    AEHIERFL names the variables that were filled in a record. The path is the primary one of AEDECOD; a record that
    stands under a secondary class keeps its gaps, since the primary path would contradict it.

    Args:
        accepted: ADAE as accepted.
        meddra: the version the data were coded with; without it nothing is filled.
    """
    if meddra is None or accepted.frame.empty:
        return accepted
    frame = accepted.frame
    primary = meddra.hierarchy[meddra.hierarchy["primary_path"]]
    path = primary.assign(key=primary["pt_name"].str.upper()).drop_duplicates("key").set_index("key")
    terms = frame["AEDECOD"].str.upper()
    filled: dict[str, pd.Series] = {}
    notes = []
    marks = pd.Series("", index=frame.index, dtype="str")
    for variable, name in LEVELS.items():
        wanted = terms.map(path[name])
        soc = filled.get("AEBODSYS", frame["AEBODSYS"])
        within = soc.isna() | (soc.str.upper() == terms.map(path["soc_name"]).str.upper())
        gaps = frame[variable].isna() & wanted.notna() & within
        filled[variable] = frame[variable].mask(gaps, wanted).astype("str")
        marks = marks.mask(gaps, marks + ", " + variable)
        if gaps.any():
            notes.append(_note(variable, int(gaps.sum()), meddra.version))
    if not notes:
        return accepted
    mark = marks.str.removeprefix(", ")
    findings = pd.concat([accepted.findings, pd.DataFrame(notes).astype(accepted.findings.dtypes.to_dict())])
    return replace(
        accepted,
        frame=frame.assign(**filled, **{MARK: mark.mask(mark == "")}),
        findings=findings.reset_index(drop=True),
    )


def _note(variable: str, records: int, version: str) -> dict[str, object]:
    return {
        "severity": "note",
        "rule": "hierarchy_filled",
        "dataset": "adae",
        "source_row": pd.NA,
        "record_key": None,
        "variable": variable,
        "value": None,
        "message": f"{variable} is missing where AEDECOD is a preferred term of MedDRA {version} (records: {records})",
        "action": f"kept: filled from the primary path of AEDECOD and marked in {MARK}",
    }
