"""A study file to start from, written from what the datasets of a folder say."""

import os
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from pv.contract.datasets import names
from pv.errors import InputError, Problem
from pv.load import find_dataset, list_datasets, read_dataset
from pv.load.find import below_hint
from pv.study.init_proposals import arms, as_by_default, emergent, first, population, relationship, remarks
from pv.study.input.date_times import with_days
from pv.study.input.standard import laboratory_parts, standard_of
from pv.study.left_out import left_out, left_out_parts
from pv.study.not_read import NotRead, files_not_read
from pv.study.sdtm.from_domains import from_domains
from pv.study.setting.data_settings import DataPart
from pv.study.setting.reference import CHOICES
from pv.study.setting.settings import Settings
from pv.study.terminology.hierarchy_fill import with_columns
from pv.toml.starting_file import Proposal, starting_text

_HEAD = """\
# The study file of pv-safety: how to read this trial. Written from the datasets in the folder; whatever is marked
# CHECK is a guess that you must confirm. Then: pv-safety check {command}
#                                                  and   pv-safety report {command}
# A line such as #key = value is not in use: it shows the default of the key or, where stated, an example. To use it,
# remove the # and change the value; for a [[table]], of which there can be several, also remove that of its header.

"""


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
        right = "pv-safety init with the folder that contains the datasets"
        raise InputError(Problem(f"no dataset 'adsl' and no 'dm' in this folder; {elsewhere}", str(folder), right))
    adsl, adae = _from_sdtm(folder, found) if standard == "sdtm" else _from_adam(folder, found)
    where = Path(os.path.relpath(folder, target.parent)).as_posix()
    study_id = first(adsl, "STUDYID") or folder.resolve().name
    proposals = {
        "study.id": Proposal(study_id),
        "study.title": Proposal(study_id, "CHECK:"),
        "data.folder": Proposal(where),
        "data.standard": Proposal(standard),
        **_files(folder, found, standard),
        **population(adsl),
        **emergent(adae),
        **relationship(adae),
        **as_by_default("time", "statistics"),
    }
    text = starting_text(Settings, proposals, {"arm": arms(adsl)}, remarks(adsl, adae), CHOICES)
    return _HEAD.format(command=target.as_posix()) + text


def left_out_of_folder(folder: Path) -> pd.DataFrame:
    """Return what a study of a folder would leave out, as `pv.study.left_out` has it, told from the files alone.

    Raises:
        InputError: the folder cannot be read.
    """
    found, standard = list_datasets(folder), standard_of(DataPart(), folder)
    there = {*found, *(["lb"] if laboratory_parts(found) else [])} if standard == "sdtm" else found.keys()
    return left_out(_files_not_read(folder, found, standard), left_out_parts(standard, there))


def _files_not_read(folder: Path, found: Mapping[str, Path], standard: str) -> list[NotRead]:
    known = (*names(standard), *(laboratory_parts(found) if standard == "sdtm" else ()))
    return files_not_read(folder, {name: path for name, path in found.items() if name in known}, (), standard)


def _from_adam(folder: Path, found: Mapping[str, Path]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the subjects, and the events where there are any."""
    subjects = read_dataset(find_dataset(folder, "adsl"), name="adsl")
    adsl = with_days({"adsl": subjects}, ["adsl"])[0]["adsl"].frame
    adae = read_dataset(find_dataset(folder, "adae"), name="adae").frame if "adae" in found else pd.DataFrame()
    if adsl.empty:
        raise InputError(Problem("dataset adsl has no records", str(found["adsl"])))
    return adsl, adae


def _from_sdtm(folder: Path, found: Mapping[str, Path]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the subjects and the events that are made of the domains."""
    needed = names("sdtm", required=True)
    read = (*needed, *(name for name in ("suppae", "suppdm", "ds", "dd") if name in found))
    domains = {name: read_dataset(find_dataset(folder, name), name=name) for name in read}
    # A study with a dictionary need not have all: which one it is, the study file has yet to say.
    domains["ae"] = with_columns(domains["ae"])
    made, _ = from_domains(domains)
    return made["adsl"].frame, made["adae"].frame


def _files(folder: Path, found: Mapping[str, Path], standard: str) -> dict[str, Proposal]:
    """Return each dataset that is read with its file, or its files where LB is split, and those that could be read."""
    known = names(standard)
    files: dict[str, object] = {name: path.name for name, path in found.items() if name in known}
    if standard == "sdtm" and "lb" not in found and (parts := laboratory_parts(found)):
        files["lb"] = [found[name].name for name in parts]
    alike = {
        f"data.{one.dataset}": Proposal(one.name, f"CHECK: {one.reason}; remove the first # to read it.", in_use=False)
        for one in _files_not_read(folder, found, standard)
        if one.dataset
    }
    return alike | {f"data.{name}": Proposal(file, "Found:", in_use=False) for name, file in files.items()}
