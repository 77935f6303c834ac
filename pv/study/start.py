"""A study file to start from, written from what the datasets of a folder say."""

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
from jinja2 import Environment, StrictUndefined

from pv import resources
from pv.errors import InputError, Problem
from pv.load import find_dataset, list_datasets, read_dataset
from pv.study.inputs import DATASETS
from pv.study.settings import RelationshipPart

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
        InputError: the folder is missing, or has no ADSL that can be read.
    """
    if not folder.is_dir():
        raise InputError(Problem("there is no such folder", str(folder)))
    found = list_datasets(folder)
    adsl = read_dataset(find_dataset(folder, "adsl"), name="adsl").frame
    adae = read_dataset(find_dataset(folder, "adae"), name="adae").frame if "adae" in found else pd.DataFrame()
    if adsl.empty:
        raise InputError(Problem("the dataset adsl has no record", str(found["adsl"])))
    environment = Environment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)  # noqa: S701  # TOML
    environment.filters["toml"] = lambda value: json.dumps(value, ensure_ascii=False)
    template = environment.from_string(resources.read("reports/init/study.toml.j2"))
    return template.render(
        command=target.as_posix(),
        folder=Path(os.path.relpath(folder, target.parent)).as_posix(),
        study_id=_first(adsl, "STUDYID") or folder.resolve().name,
        files=[(name, path.name) for name, path in found.items() if name in DATASETS],
        **_population(adsl),
        **_emergent(adae),
        **_relationship(adae),
    )


def _first(frame: pd.DataFrame, column: str) -> str | None:
    values = frame[column].dropna() if column in frame else pd.Series(dtype="str")
    return str(values.iloc[0]) if len(values) else None


def _population(adsl: pd.DataFrame) -> Mapping[str, object]:
    """Return the population flag, the treatment variable and the arms, the comparator last."""
    flag = next((name for name in _FLAGS if name in adsl), "SAFFL")
    treatment = next((name for name in _TREATMENTS if name in adsl), "TRT01A")
    safety = adsl[adsl[flag] == "Y"] if flag in adsl else adsl
    sizes = safety[treatment].value_counts().sort_index() if treatment in adsl else pd.Series(dtype="int64")
    comparators = [name for name in sizes.index if _COMPARATOR.search(str(name))][:1]
    if not comparators and len(sizes) > 1:
        comparators = [sizes.index[-1]]
    arms = [
        {
            "name": str(name),
            "subjects": int(sizes[name]),
            "role": "comparator" if name in comparators else "investigational",
        }
        for name in sorted(sizes.index, key=lambda name: (name in comparators, str(name)))
    ]
    return {
        "flag": flag,
        "flag_note": "" if flag in adsl else " CHECK: not found in ADSL",
        "treatment": treatment,
        "treatment_note": "" if treatment == "TRT01A" else " CHECK",
        "arms": arms,
    }


def _emergent(adae: pd.DataFrame) -> Mapping[str, object]:
    flagged = "TRTEMFL" in adae and bool(adae["TRTEMFL"].notna().any())
    note = "; found here: CHECK which one the analysis plan asks for" if flagged else ""
    return {"rule": "flag" if flagged else "window", "rule_note": note}


def _relationship(adae: pd.DataFrame) -> Mapping[str, object]:
    """Return the values of AEREL that are there, sorted into the two lists by what they usually mean."""
    usual = RelationshipPart()
    values = sorted(adae["AEREL"].dropna().str.upper().str.strip().unique()) if "AEREL" in adae else []
    unknown = [value for value in values if value not in (*usual.related, *usual.not_related)]
    return {
        "values": ", ".join(values),
        "related": [value for value in usual.related if value in values or not values],
        "not_related": [value for value in usual.not_related if value in values or not values],
        "unknown": ", ".join(unknown),
    }
