"""Fill the levels of MedDRA that the records lack from their terms and codes, and say so."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import pandas as pd

from pv.coded_text import plain_columns
from pv.contract import Accepted
from pv.engine import Engine
from pv.load import Dataset
from pv.load.meddra import Meddra

#: The levels above the preferred term, from the class down, and their names in the hierarchy.
ABOVE = MappingProxyType({"AEBODSYS": "soc_name", "AEHLGT": "hlgt_name", "AEHLT": "hlt_name"})
MARK = "AEHIERFL"
#: Variable -> where it is filled from.
SOURCES = MappingProxyType(
    {
        "AEDECOD": "from its code, or as the preferred term of AELLT",
        "AEBODSYS": "from the primary path of AEDECOD",
        "AEHLGT": "from the path of AEDECOD in AEBODSYS",
        "AEHLT": "from the path of AEDECOD in AEBODSYS",
    }
)
#: Columns that events must have, and that a dictionary fills.
REQUIRED = ("AEDECOD", "AEBODSYS")
#: Any of these says which preferred term is meant.
TERMS = frozenset({"AEPTCD", "AELLT", "AELLTCD"})
#: What coded_event.sql reads of the events.
CODING = ["USUBJID", "AESEQ", "source_row", "AEDECOD", *sorted(TERMS)]


def with_columns_to_fill(datasets: Mapping[str, Dataset], meddra: Meddra | None) -> dict[str, Dataset]:
    """Return the datasets; events whose file lacks AEBODSYS, or AEDECOD where another says it, have it without values.

    Args:
        datasets: as read; the events are ADAE or the domain AE.
        meddra: the version the data were coded with; without it the columns have to be there.
    """
    prepared = dict(datasets)
    for name in prepared.keys() & {"adae", "ae"} if meddra else ():
        if {"AEDECOD", *TERMS} & set(prepared[name].frame.columns):
            prepared[name] = with_columns(prepared[name])
    return prepared


def with_columns(events: Dataset) -> Dataset:
    """Return events with the columns AEDECOD and AEBODSYS, without values where they are not there."""
    frame = events.frame
    lacking = {name: pd.Series(index=frame.index, dtype="str") for name in REQUIRED if name not in frame}
    return replace(events, frame=frame.assign(**lacking))


def fill_hierarchy(accepted: Accepted, meddra: Meddra | None) -> Accepted:
    """Return the events with AEDECOD, AEBODSYS, AEHLGT and AEHLT filled where missing, and a note for each variable.

    AEHIERFL names the variables that were filled in a record; nothing that is recorded changes. AEDECOD is the term of
    AEPTCD, else the preferred term of AELLT or of its code. AEBODSYS is the primary class of AEDECOD. The two levels
    between them are those of the path that leads to the record's class; where what is recorded of them is on no such
    path, or on several, the gaps stay.

    Args:
        accepted: ADAE as accepted.
        meddra: the version the data were coded with; without it nothing is filled.
    """
    frame = accepted.frame
    if meddra is None or frame[list(SOURCES)].notna().all(axis=None):
        return accepted
    frame = plain_columns(frame)
    term = _preferred_terms(frame, meddra)
    filled = frame.assign(AEDECOD=frame["AEDECOD"].fillna(term))
    known = filled["AEDECOD"].str.upper().isin(meddra.pt["pt_name"].str.upper())
    meant = filled.assign(AEDECOD=filled["AEDECOD"].where(known, term.fillna(filled["AEDECOD"])))
    filled = filled.fillna({"AEBODSYS": _primary_classes(meant["AEDECOD"], meddra)})
    paths = _paths(meant.assign(AEBODSYS=filled["AEBODSYS"]), meddra)
    filled = filled.fillna({variable: paths[name] for variable, name in ABOVE.items()})
    gaps = {variable: frame[variable].isna() & filled[variable].notna() for variable in SOURCES}
    notes = [_note(variable, int(gap.sum()), meddra.version) for variable, gap in gaps.items() if gap.any()]
    if not notes:
        return accepted
    marks = frame[MARK].fillna("")
    for variable, gap in gaps.items():
        marks = marks.mask(gap, marks + ", " + variable)
    marks = marks.str.removeprefix(", ")
    findings = pd.concat([accepted.findings, pd.DataFrame(notes).astype(accepted.findings.dtypes.to_dict())])
    return replace(
        accepted,
        frame=filled.assign(**{MARK: marks.mask(marks == "")}),
        findings=findings.reset_index(drop=True),
    )


def _preferred_terms(frame: pd.DataFrame, meddra: Meddra) -> pd.Series:
    """Return the preferred term that sql/derive/coded_event.sql finds for each record; missing where it finds none."""
    engine = Engine()
    try:
        for name, table in (("adae", frame[CODING]), ("meddra_llt", meddra.llt), ("meddra_pt", meddra.pt)):
            engine.hold(name, table)
        coded = engine.table(engine.derive("sql/derive/coded_event.sql")).set_index("source_row")
    finally:
        engine.close()
    names = meddra.pt.set_index("pt_code")["pt_name"]
    term: pd.Series = frame["source_row"].map(coded["pt_code"]).map(names)
    return term


def _primary_classes(terms: pd.Series, meddra: Meddra) -> pd.Series:
    primary = meddra.hierarchy[meddra.hierarchy["primary_path"]]
    classes = primary.assign(key=primary["pt_name"].str.upper()).drop_duplicates("key").set_index("key")["soc_name"]
    return terms.str.upper().map(classes)


def _paths(frame: pd.DataFrame, meddra: Meddra) -> pd.DataFrame:
    """Return the levels of the path that each record is on; missing where it is on none, or on several.

    A record is on a path that has its preferred term, its class, and what it records between them, unless MedDRA has
    no such name; on the primary one, if that is among several.
    """
    levels = {"AEDECOD": "pt_name", **ABOVE}
    known = meddra.hierarchy[list(levels.values())].apply(lambda column: column.str.upper())
    upper = frame[list(levels)].apply(lambda column: column.str.upper())
    recorded = upper.apply(lambda column: column.where(column.isin(known[levels[str(column.name)]])))
    own = known["pt_name"].isin(recorded["AEDECOD"])
    names = known[own].set_axis([f"{variable}_path" for variable in levels], axis=1)
    wanted = recorded[frame[list(ABOVE)].isna().any(axis=1)].drop_duplicates()
    on = wanted.reset_index(names="place").merge(
        pd.concat([meddra.hierarchy[own], names], axis=1), left_on="AEDECOD", right_on="AEDECOD_path"
    )
    for variable in ABOVE:
        agrees = on[variable] == on[f"{variable}_path"]
        on = on[agrees | (on[variable].isna() & (variable != "AEBODSYS"))]
    on = on.sort_values("primary_path", ascending=False, kind="stable")
    several = on.duplicated("place", keep=False) & ~on.groupby("place")["primary_path"].transform("any")
    chosen = on[~several].drop_duplicates("place")
    found = recorded.merge(chosen[[*levels, *ABOVE.values()]], on=list(levels), how="left")
    return pd.DataFrame(found[list(ABOVE.values())].set_axis(frame.index, axis=0))


def _note(variable: str, records: int, version: str) -> dict[str, object]:
    return {
        "severity": "note",
        "rule": "hierarchy_filled",
        "dataset": "adae",
        "source_row": pd.NA,
        "record_key": None,
        "variable": variable,
        "value": None,
        "message": f"{variable} is missing although MedDRA {version} determines it (records: {records})",
        "action": f"Retained; filled {SOURCES[variable]} and marked in {MARK}",
    }
