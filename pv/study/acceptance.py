"""Which records are used: every dataset held to its contract and to the other datasets, the rest set aside."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from pv import contract
from pv.contract import Accepted
from pv.engine import Engine, in_order, references
from pv.load import Dataset
from pv.study.findings import found
from pv.study.input.inputs import DATASETS
from pv.study.input.typed import typed_by_contract
from pv.study.terminology.dictionaries import Dictionaries
from pv.study.terminology.hierarchy_fill import fill_hierarchy


def accept_all(
    engine: Engine, datasets: Mapping[str, Dataset], dictionaries: Dictionaries, derivation: Sequence[pd.DataFrame]
) -> tuple[dict[str, Accepted], list[pd.DataFrame]]:
    """Hold the records that can be used, the rejected in tables of their own; return the used and the findings.

    The subjects come first: an event is judged against the subjects that were accepted.

    Args:
        engine: the database that gets the tables.
        datasets: the datasets of the analysis by name, as read or as made of SDTM.
        dictionaries: what fills the levels of terms that events lack.
        derivation: what was found where datasets were made of SDTM domains; its rejections count as any other.

    Raises:
        InputError: a dataset cannot be used at all; all reasons at once.
    """
    typed = typed_by_contract(datasets, DATASETS)
    engine.hold("same_record", contract.same_in({name: read.frame for name, read in datasets.items()}, typed))
    typed["adae"] = fill_hierarchy(typed["adae"], dictionaries.meddra)
    findings = [*derivation, *(accepted.findings for accepted in typed.values())]
    used: dict[str, Accepted] = {}
    rejecting: list[pd.DataFrame] = []
    checks = list(in_order("sql/check/reject"))
    for names in (("adsl",), tuple(name for name in DATASETS if name != "adsl")):
        for name in names:
            engine.hold(f"{name}_input", typed[name].frame, typed[name].dates)
        if names != ("adsl",):
            engine.gather("record_input", {name: f"{name}_input" for name in names}, _OF_A_RECORD)
        ready = _INPUTS & set(engine.tables())
        runnable = [path for path in checks if references(path) & _INPUTS <= ready]
        rejecting += [found(engine, path) for path in runnable]
        checks = [path for path in checks if path not in runnable]
        for name in names:
            used[name] = _set_aside(engine, name, typed[name], [*derivation, *rejecting])
    for table in _INPUTS:
        engine.drop(table)
    return used, [*findings, *rejecting]


#: The records as accepted, before any is set aside; record_input has those of every dataset but the subjects.
_INPUTS = frozenset({*(f"{name}_input" for name in DATASETS), "record_input"})
_OF_A_RECORD = ("source_row", "record_key", "USUBJID")


def _set_aside(engine: Engine, name: str, accepted: Accepted, rejecting: list[pd.DataFrame]) -> Accepted:
    """Hold the records used as `name` and the rejected as `name_set_aside`; return what is used."""
    if accepted.frame.empty:
        for table in (name, f"{name}_set_aside"):
            engine.hold(table, accepted.frame, accepted.dates)
        return accepted
    found_here = (rows[(rows["dataset"] == name) & (rows["severity"] == "reject")]["source_row"] for rows in rejecting)
    rejected = accepted.frame["source_row"].isin(accepted.set_aside.union(*found_here))
    engine.hold(f"{name}_set_aside", accepted.frame[rejected].reset_index(drop=True), accepted.dates)
    # Loaded once where all are used. The subjects are asked for under both names.
    if not rejected.any() and name != "adsl" and engine.rename(f"{name}_input", name):
        return accepted
    kept = accepted.frame[~rejected].reset_index(drop=True)
    engine.hold(name, kept, accepted.dates)
    return replace(accepted, frame=kept)
