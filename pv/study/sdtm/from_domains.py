"""Datasets in the shape of ADaM from those of SDTM: what sql/sdtm computes, with every other column of the source."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

import pandas as pd

from pv import contract
from pv.contract import Accepted
from pv.contract.beyond_calendar import beyond_calendar
from pv.contract.datasets import input_datasets
from pv.contract.excel_serial import excel_hint
from pv.contract.schema import ADDED, read_contract
from pv.engine import NO_LIMITS, Engine, Limits, Opening, in_order
from pv.errors import InputError, Problem
from pv.load import Dataset
from pv.study.findings import found
from pv.study.input.inputs import prepare
from pv.study.input.standard import DOMAINS
from pv.study.input.typed import typed_by_contract
from pv.study.sdtm.unused_names import names_not_used, own_columns
from pv.study.setting.settings import Settings

#: Analysis dataset -> the domain whose records its records are, and the table of its supplemental qualifiers.
_SOURCES = MappingProxyType(
    {dataset.becomes: (dataset.name, dataset.qualifiers) for dataset in input_datasets() if dataset.becomes}
)
#: Variables of which nothing filled is a result: nothing was imputed.
_IMPUTATION_FLAGS = frozenset({"ASTDTF", "AENDTF", "TRTSDTF", "TRTEDTF"})


def analysed(
    datasets: Mapping[str, Dataset], settings: Settings, limits: Limits = NO_LIMITS, opening: Opening = Engine
) -> tuple[dict[str, Dataset], list[pd.DataFrame]]:
    """Return the datasets with those of ADaM in the place of their SDTM domains, and what was found on the way.

    Data in ADaM are returned as they are.

    Args:
        datasets: what was read.
        settings: the study file; no imputed end is after its cut-off.
        limits: what the database may take in which they are made.
        opening: what opens it.

    Raises:
        InputError: a domain lacks a required column; all problems at once.
    """
    if "dm" not in datasets:
        return dict(datasets), []
    cut = settings.study.after_cutoff == "cut"
    made, findings = from_domains(datasets, settings.study.cutoff_date, limits, cut=cut, opening=opening)
    replaced = {domain for domain, _ in _SOURCES.values()}
    others = {name: dataset for name, dataset in datasets.items() if name not in replaced}
    return {name: prepare(dataset, settings) for name, dataset in made.items()} | others, findings


#: What a date text says is one file, of the texts of SDTM as of those of ADaM.
_PARTIAL_DATE = "sql/derive/partial_date.sql"


def from_domains(
    domains: Mapping[str, Dataset],
    cutoff: date | None = None,
    limits: Limits = NO_LIMITS,
    *,
    cut: bool = True,
    opening: Opening = Engine,
) -> tuple[dict[str, Dataset], list[pd.DataFrame]]:
    """Return the analysis datasets of the domains that there are, each record at the place of its own in the domain.

    Args:
        domains: dm, ae and ex, as read, and the others that the study has.
        cutoff: the day the data were cut; no imputed end is after it.
        limits: what the database may take in which they are made.
        cut: is what happened after that day not counted.
        opening: what opens it.

    Raises:
        InputError: a domain lacks a required column, or no date that the analysis needs can be read; all at once.
    """
    accepted = _accepted(domains)
    engine = opening(None, limits)
    try:
        _load(engine, accepted, cutoff, cutoff if cut else None)
        engine.hold("own_column", _own_columns(domains))
        engine.hold("same_record", contract.same_in({"ae": domains["ae"].frame}, accepted))
        engine.plan([*in_order("sql/sdtm"), _PARTIAL_DATE])
        _check_dates(engine, domains)
        made: dict[str, Dataset] = {}
        made_of = {domain for domain, _ in _SOURCES.values()}
        findings = [accepted[name].findings for name in DOMAINS if name not in made_of]
        for name, (domain, qualifiers) in _SOURCES.items():
            if domain in domains:
                made[name], left = _dataset(engine, name, domains[domain], accepted[domain], qualifiers)
                findings += [accepted[domain].findings.assign(dataset=name), left]
        checks = (path for path in in_order("sql/check/sdtm") if engine.may_find(path))
        return made, findings + [found(engine, path) for path in checks]
    finally:
        engine.close()


def _load(engine: Engine, accepted: Mapping[str, Accepted], cutoff: date | None, counted_until: date | None) -> None:
    """Load what sql/sdtm reads: the domains as text, and the cut-off, as the analysis has it in its table study."""
    for name in DOMAINS:
        engine.hold(name, accepted[name].frame[[*read_contract(name).dtypes, *ADDED]])
    days = {"cutoff_date": cutoff, "counted_until": counted_until}
    columns = {name: pd.to_datetime(pd.Series([day])).astype("datetime64[s]") for name, day in days.items()}
    engine.hold("study", pd.DataFrame(columns), list(days))


def _check_dates(engine: Engine, domains: Mapping[str, Dataset]) -> None:
    """Raise where first doses or starts of events are filled and none can be read; DM may know the first dose."""
    dosed = engine.table("first_last_dose")["first_dose"].notna().any()
    needed = {"AESTDTC"} if dosed else {"AESTDTC", "EXSTDTC"}
    variables: list[dict[Any, Any]] = engine.table("date_variable").to_dict("records")
    problems = [
        Problem(
            f"none of the {row['dates']} values of {row['variable']} can be read; the first is "
            f"{row['unreadable_text']!r}",
            domains[row["variable"][:2].lower()].source,
            "it must be ISO 8601, such as 2014-01-02, or in words, such as 02JAN2014"
            + excel_hint(str(row["unreadable_text"])),
        )
        for row in variables
        if row["variable"] in needed and not row["readable"] and not beyond_calendar(str(row["unreadable_text"]))
    ]
    if problems:
        raise InputError(problems)


def _own_columns(domains: Mapping[str, Dataset]) -> pd.DataFrame:
    """Return the columns of the domains that their contracts do not name, by the analysis dataset they go into."""
    rows = [
        (name, column)
        for name, (domain, _) in _SOURCES.items()
        if domain in domains
        for column in own_columns(domains[domain])
    ]
    return pd.DataFrame(rows, columns=["dataset", "variable"], dtype="str")


def _accepted(domains: Mapping[str, Dataset]) -> dict[str, Accepted]:
    """Return every domain as text by its contract, without records where the study does not have it."""
    problems: list[Problem] = []
    for name, part in domains.items():
        # A column that one file of a split domain lacks is not seen in the whole.
        if part.name != name:
            try:
                contract.accept(part.frame.head(0), part.name, part.source)
            except InputError as error:
                problems.extend(error.problems)
    return typed_by_contract(domains, DOMAINS, problems)


def _dataset(
    engine: Engine, name: str, domain: Dataset, accepted: Accepted, qualifiers: str | None
) -> tuple[Dataset, pd.DataFrame]:
    """Return an analysis dataset and the findings of names that are taken.

    Its columns are what SQL computes, then the other columns of the domain and its qualifiers. A column that nothing
    fills is left out where the domain does not have it either: it is not collected. Flags of imputation are derived
    all the same: where nothing was imputed, no flag of the domain says otherwise.
    """
    computed = engine.table(name).set_index("source_row")
    source = accepted.frame.set_index("source_row")
    kept = {*read_contract(name).required, *accepted.present}.difference(own_columns(domain)) | _IMPUTATION_FLAGS
    columns = {str(column): values for column, values in computed.items() if column in kept or values.notna().any()}
    made = set(columns)
    columns |= {str(column): source[column] for column in domain.frame if column not in columns}
    supplement = engine.table(qualifiers) if qualifiers else pd.DataFrame(columns=["QNAM"])
    values = {str(qualifier): rows.set_index("source_row")["QVAL"] for qualifier, rows in supplement.groupby("QNAM")}
    left = names_not_used(name, domain, made, columns, {qualifier: len(rows) for qualifier, rows in values.items()})
    columns |= {qualifier: rows for qualifier, rows in values.items() if qualifier not in columns}
    frame = pd.DataFrame(columns, index=source.index).reset_index(drop=True)
    return replace(domain, name=name, frame=frame, format=f"{domain.format}, from {domain.name.upper()}"), left
