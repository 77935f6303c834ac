"""Read a MedDRA distribution into tables: terms, the paths of the hierarchy, and the standardised queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pandas as pd

from pv.errors import InputError, Problem
from pv.load.listing import first_problems
from pv.load.meddra.asc import read_asc
from pv.load.meddra.invariants import broken
from pv.load.meddra.layout import FIELDS, OPTIONAL

#: The queries: a distribution has both files or neither.
_QUERIES = ("smq_list", "smq_content")


@dataclass(frozen=True, eq=False)
class Meddra:
    """A version of MedDRA.

    Attributes:
        version: as its release file states it, '27.1'.
        folder: where it was read from.
        llt: llt_code, llt_name, pt_code, current (bool).
        pt: pt_code, pt_name, soc_code (its primary system organ class).
        hlt: hlt_code, hlt_name.
        hlgt: hlgt_code, hlgt_name.
        soc: soc_code, soc_name, soc_abbrev, soc_order (the internationally agreed order; missing where not given).
        hierarchy: one row per path of a preferred term: the codes and names of its four levels, primary_path (bool).
        smq: smq_code, smq_name, smq_level, active (bool), algorithm (missing where there is none), line of the file.
        smq_content: smq_code, term_code, term_level (4 PT, 5 LLT, 0 SMQ), term_scope (2 narrow, 1 broad), category,
            weight; the active rows.
        sha256: file name -> SHA-256 of its bytes.
    """

    version: str
    folder: Path
    llt: pd.DataFrame
    pt: pd.DataFrame
    hlt: pd.DataFrame
    hlgt: pd.DataFrame
    soc: pd.DataFrame
    hierarchy: pd.DataFrame
    smq: pd.DataFrame
    smq_content: pd.DataFrame
    sha256: dict[str, str]


def read_meddra(folder: Path) -> Meddra:
    """Return the version of MedDRA in a folder MedAscii; names of files in any case.

    Raises:
        InputError: a file is missing, a line has another number of fields, a code is there twice or not at all, a
            preferred term has not exactly one primary path: the first ten problems, each with file and line.
    """
    paths = _files(folder)
    files: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    for name, path in paths.items():
        files[name], wrong = read_asc(path, name)
        problems += wrong
    if not problems:
        # Lines that cannot be read would be reported again as codes that are not known.
        problems += broken(files, paths)
    release = files["meddra_release"]
    if len(release) != 1 or not release["version"].iloc[0]:
        right = "one record with the version and the language"
        problems.append(Problem(f"{len(release)} records", str(paths["meddra_release"]), right))
    if problems:
        raise InputError(first_problems(problems, str(folder)))
    digests = {path.name: sha256(path.read_bytes()).hexdigest() for path in paths.values()}
    return Meddra(str(release["version"].iloc[0]), folder, sha256=digests, **_tables(files))


def _files(folder: Path) -> dict[str, Path]:
    """Return the path of each file of the layout that is there.

    Raises:
        InputError: the folder cannot be read, or files are missing.
    """
    try:
        found = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError as error:
        problem = Problem(f"cannot be read as a folder: {error.strerror}", str(folder), "the folder MedAscii of MedDRA")
        raise InputError(problem) from error
    paths = {name: path for name in FIELDS for path in found if path.name.lower() == f"{name}.asc"}
    needed = [name for name in FIELDS if name not in OPTIONAL]
    if any(name in paths for name in _QUERIES):
        needed += _QUERIES
    missing = [Problem(f"there is no file {name}.asc", str(folder)) for name in needed if name not in paths]
    if missing:
        raise InputError(missing)
    return paths


def _tables(files: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    llt, hierarchy = files["llt"], files["mdhier"]
    soc = _taken(files["soc"], ["soc_code", "soc_name", "soc_abbrev"])
    order = (
        files["intl_ord"].set_index("soc_code")["intl_ord_code"] if "intl_ord" in files else pd.Series(dtype="int64")
    )
    return {
        "llt": _taken(llt, ["llt_code", "llt_name", "pt_code"]).assign(current=llt["llt_currency"] == "Y"),
        "pt": _taken(files["pt"], ["pt_code", "pt_name", "pt_soc_code"]).rename(columns={"pt_soc_code": "soc_code"}),
        "hlt": _taken(files["hlt"], ["hlt_code", "hlt_name"]),
        "hlgt": _taken(files["hlgt"], ["hlgt_code", "hlgt_name"]),
        "soc": soc.assign(soc_order=soc["soc_code"].map(order).astype("Int64")),
        "hierarchy": _taken(hierarchy, list(FIELDS["mdhier"][:8])).assign(
            primary_path=hierarchy["primary_soc_fg"] == "Y"
        ),
        **_smq_tables(files),
    }


def _smq_tables(files: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    names = _QUERIES
    listed, content = (files.get(name, pd.DataFrame(columns=[*FIELDS[name], "line"], dtype="str")) for name in names)
    active = content[content["term_status"] == "A"]
    # N: the query has no algorithm.
    algorithm = listed["smq_algorithm"].mask(listed["smq_algorithm"].str.upper().isin(["N", ""]))
    return {
        "smq": _taken(listed, ["smq_code", "smq_name", "smq_level", "line"]).assign(
            active=listed["status"] == "A", algorithm=algorithm
        ),
        "smq_content": _taken(active, list(FIELDS["smq_content"][:6])).rename(
            columns={"term_category": "category", "term_weight": "weight"}
        ),
    }


def _taken(frame: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    return frame[list(columns)].reset_index(drop=True)
