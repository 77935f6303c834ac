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


def typed_records(
    datasets: Mapping[str, Dataset], dictionaries: Dictionaries
) -> tuple[dict[str, Accepted], pd.DataFrame]:
    """Return every dataset held to its contract, and the table `same_record`: nothing else reads what was read.

    Args:
        datasets: the datasets of the analysis by name, as read or as made of SDTM.
        dictionaries: what fills the levels of terms that events lack.

    Raises:
        InputError: a dataset cannot be used at all; all reasons at once.
    """
    typed = typed_by_contract(datasets, DATASETS)
    same = contract.same_in({name: read.frame for name, read in datasets.items()}, typed)
    return {**typed, "adae": fill_hierarchy(typed["adae"], dictionaries.meddra)}, same


def accept_all(
    engine: Engine, typed: Mapping[str, Accepted], same: pd.DataFrame, derivation: Sequence[pd.DataFrame]
) -> tuple[dict[str, Accepted], list[pd.DataFrame]]:
    """Hold the records that can be used, the rejected in tables of their own; return the used and the findings.

    The subjects come first: an event is judged against the subjects that were accepted.

    Args:
        engine: the database that gets the tables.
        typed: every dataset held to its contract.
        same: the table `same_record`.
        derivation: what was found where datasets were made of SDTM domains; its rejections count as any other.
    """
    engine.hold("same_record", same)
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
    """Hold the records used as `name` and the rejected as `name_set_aside`; return what is used.

    What is in the database already is not loaded again: the rejected records move from one table to another.
    """
    found_here = (rows[(rows["dataset"] == name) & (rows["severity"] == "reject")]["source_row"] for rows in rejecting)
    rejected = accepted.frame["source_row"].isin(accepted.set_aside.union(*found_here))
    kept = accepted.frame[~rejected].reset_index(drop=True) if rejected.any() else accepted.frame
    aside = f"{name}_set_aside"
    # The subjects are asked for under both names.
    loaded = engine.copied(f"{name}_input", name) if name == "adsl" else engine.rename(f"{name}_input", name)
    if loaded and rejected.any():
        engine.split_off(name, aside, "source_row", accepted.frame.loc[rejected, "source_row"])
    else:
        engine.hold(aside, accepted.frame[rejected].reset_index(drop=True), accepted.dates)
    if not loaded:
        engine.hold(name, kept, accepted.dates)
    # The keys are in the database: nothing else reads them, and they are as much as all the rest.
    return replace(accepted, frame=kept.drop(columns="record_key"))
