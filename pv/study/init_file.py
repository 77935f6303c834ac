"""A study file to start from, written from what the datasets of a folder say."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
from jinja2 import Environment, StrictUndefined

from pv import resources
from pv.contract.values import as_text, read_column
from pv.errors import InputError, Problem
from pv.load import find_dataset, list_datasets, read_dataset
from pv.load.find import below_hint
from pv.study.input.date_times import with_days
from pv.study.input.inputs import DATASETS
from pv.study.input.standard import DOMAINS, DOMAINS_REQUIRED, laboratory_parts, standard_of
from pv.study.left_out import left_out, left_out_parts
from pv.study.not_read import NotRead, files_not_read
from pv.study.sdtm.from_domains import from_domains
from pv.study.setting.settings import DataPart, RelationshipPart
from pv.study.terminology.hierarchy_fill import REQUIRED, with_columns
from pv.toml_text import toml_text

#: Arms whose name says that they are what others are compared with.
_COMPARATOR = re.compile(r"placebo|control|standard|comparator|physician|sham|vehicle|usual care", re.IGNORECASE)
_TREATMENTS = ("TRT01A", "TRTA", "ACTARM", "TRT01P", "ARM")
_FLAGS = ("SAFFL", "SAFETYFL", "TRTFL")


def starting_file(folder: Path, target: Path) -> str:
    """Return the text of a commented study file for the datasets of a folder.

    Args:
        folder: where the datasets are.
        target: where the study file will be, for the commands it names.

    Raises:
        InputError: the folder is missing, or has no ADSL that can be read, nor DM, AE and EX.
    """
    if not folder.is_dir():
        raise InputError(Problem("there is no such folder", str(folder)))
    found = list_datasets(folder)
    standard = standard_of(DataPart(), folder)
    if found.keys().isdisjoint({"adsl", "dm"}) and (elsewhere := below_hint(folder, ["adsl", "dm"])):
        right = "pv-safety init with the folder that holds the datasets"
        raise InputError(Problem(f"no dataset 'adsl' and no 'dm' in this folder; {elsewhere}", str(folder), right))
    adsl, adae = _from_sdtm(folder, found) if standard == "sdtm" else _from_adam(folder, found)
    environment = Environment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)  # noqa: S701  # TOML
    environment.filters["toml"] = toml_text
    template = environment.from_string(resources.read("reports/init/study.toml.j2"))
    return template.render(
        command=target.as_posix(),
        folder=Path(os.path.relpath(folder, target.parent)).as_posix(),
        study_id=_first(adsl, "STUDYID") or folder.resolve().name,
        standard=standard,
        files=_files(found, standard),
        alike=[one for one in _files_not_read(folder, found, standard) if one.dataset],
        **_population(adsl),
        end_of_study=_end_of_study(adsl),
        **_emergent(adae),
        **_relationship(adae),
        lacking=[name for name in REQUIRED if len(adae) and _text(adae, name).isna().all()],
    )


def left_out_of_folder(folder: Path) -> pd.DataFrame:
    """Return what a study of a folder would leave out, as `pv.study.left_out` has it, told from the files alone.

    Raises:
        InputError: the folder cannot be read.
    """
    found, standard = list_datasets(folder), standard_of(DataPart(), folder)
    there = {*found, *(["lb"] if laboratory_parts(found) else [])} if standard == "sdtm" else found.keys()
    return left_out(_files_not_read(folder, found, standard), left_out_parts(standard, there))


def _files_not_read(folder: Path, found: Mapping[str, Path], standard: str) -> list[NotRead]:
    names = DATASETS if standard == "adam" else (*DOMAINS, *laboratory_parts(found), "adjudication")
    return files_not_read(folder, {name: path for name, path in found.items() if name in names}, (), standard)


def _from_adam(folder: Path, found: Mapping[str, Path]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the subjects, and the events where there are any."""
    subjects = read_dataset(find_dataset(folder, "adsl"), name="adsl")
    adsl = with_days({"adsl": subjects}, ["adsl"])[0]["adsl"].frame
    adae = read_dataset(find_dataset(folder, "adae"), name="adae").frame if "adae" in found else pd.DataFrame()
    if adsl.empty:
        raise InputError(Problem("the dataset adsl has no record", str(found["adsl"])))
    return adsl, adae


def _from_sdtm(folder: Path, found: Mapping[str, Path]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the subjects and the events that are made of the domains."""
    names = (*DOMAINS_REQUIRED, *(name for name in ("suppae", "suppdm", "ds", "dd") if name in found))
    domains = {name: read_dataset(find_dataset(folder, name), name=name) for name in names}
    # A study with a dictionary need not have all: which one it is, the study file has yet to say.
    domains["ae"] = with_columns(domains["ae"])
    made, _ = from_domains(domains)
    return made["adsl"].frame, made["adae"].frame


def _files(found: Mapping[str, Path], standard: str) -> list[tuple[str, str | list[str]]]:
    """Return each dataset that is read with its file, or its files where LB is split."""
    if standard == "adam":
        return [(name, path.name) for name, path in found.items() if name in DATASETS]
    parts = [found[name].name for name in laboratory_parts(found)]
    files: list[tuple[str, str | list[str]]] = [(name, found[name].name) for name in DOMAINS if name in found]
    return [*files, ("lb", parts)] if parts and "lb" not in found else files


def _text(frame: pd.DataFrame, column: str) -> pd.Series:
    """Return a column as the text that the analysis will see, missing throughout where there is no such column."""
    return as_text(frame[column]) if column in frame else pd.Series(index=frame.index, dtype="str")


def _first(frame: pd.DataFrame, column: str) -> str | None:
    values = _text(frame, column).dropna()
    return str(values.iloc[0]) if len(values) else None


def _population(adsl: pd.DataFrame) -> Mapping[str, object]:
    """Return the population flag, the treatment variable and the arms, the comparator last."""
    flag = next((name for name in _FLAGS if name in adsl), "SAFFL")
    treatment = next((name for name in _TREATMENTS if name in adsl), "TRT01A")
    safety = adsl[_text(adsl, flag).str.upper() == "Y"] if flag in adsl else adsl
    sizes = _text(safety, treatment).value_counts()
    names = sorted(sizes.index)
    comparators = [name for name in names if _COMPARATOR.search(name)][:1] or names[1:][-1:]
    arms = [
        {
            "name": name,
            "subjects": int(sizes[name]),
            "role": "comparator" if name in comparators else "investigational",
        }
        for name in sorted(names, key=lambda name: (name in comparators, name))
    ]
    return {
        "flag": flag,
        "flag_note": "" if flag in adsl else " CHECK: not found in ADSL",
        "treatment": treatment,
        "treatment_note": "" if treatment == "TRT01A" else " CHECK",
        "arms": arms,
    }


def _end_of_study(adsl: pd.DataFrame) -> Mapping[str, object] | None:
    """Return the variable to propose where none of those that are read by themselves says when a subject left.

    RFENDT is often the last dose: the counts help to judge.
    """
    if any(_dates(adsl, name).notna().any() for name in ("EOSDT", "RFPENDTC")):
        return None
    last_dose = _dates(adsl, "TRTEDT")
    for name in ("RFENDT", "RFENDTC"):
        days = _dates(adsl, name)
        if days.notna().any():
            same = int((days.notna() & (days == last_dose)).sum())
            return {"variable": name, "dated": int(days.notna().sum()), "subjects": len(adsl), "last_dose": same}
    return None


def _dates(frame: pd.DataFrame, column: str) -> pd.Series:
    """Return a column as days, missing where there is none."""
    return read_column(frame[column] if column in frame else _text(frame, column), "datetime64[s]")[0]


def _emergent(adae: pd.DataFrame) -> Mapping[str, object]:
    """Return the rule to begin with: the flag where there is one that says it of every event."""
    flags = _text(adae, "TRTEMFL").str.upper()
    if not (flags == "Y").any():
        return {"rule": "window", "rule_note": ""}
    # ADaM leaves the flag blank where it is not Y; where N is written, a blank is not known.
    if (flags == "N").any() and flags.isna().any():
        unknown = f"; CHECK: {flags.isna().sum()} of {len(flags)} events here have no flag"
        return {"rule": "window", "rule_note": unknown}
    return {"rule": "flag", "rule_note": "; found here: CHECK which one the analysis plan asks for"}


def _relationship(adae: pd.DataFrame) -> Mapping[str, object]:
    """Return the values of AEREL that are there, sorted into the two lists by what they usually mean."""
    usual = RelationshipPart()
    values = sorted(_text(adae, "AEREL").dropna().str.upper().unique())
    unknown = [value for value in values if value not in (*usual.related, *usual.not_related)]
    return {
        "values": values,
        "related": [value for value in usual.related if value in values or not values],
        "not_related": [value for value in usual.not_related if value in values or not values],
        "unknown": unknown,
    }
