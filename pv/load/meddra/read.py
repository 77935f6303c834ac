"""Read a MedDRA distribution into tables: terms, the paths of the hierarchy, and the standardised queries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pandas as pd

from pv.errors import InputError, Problem
from pv.load.listing import first_problems
from pv.load.meddra.asc import place, read_asc
from pv.load.meddra.invariants import broken
from pv.load.meddra.layout import FIELDS, OPTIONAL, QUERY_FILES
from pv.load.meddra.names import wrong_names

#: The folder of a distribution that has the whole terminology.
WHOLE = "medascii"


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
        smq: smq_code, smq_name, smq_level, active (bool), algorithm (missing where there is none).
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
    """Return the version of MedDRA in a folder MedAscii, or in the folder above it; names of files in any case.

    Raises:
        InputError: a file is missing or empty, a line has another number of fields, a code is there twice or not at
            all, a name is empty or there twice, a preferred term has not exactly one primary path: the first ten
            problems, each with file and line.
    """
    paths = _files(folder)
    files: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    for name, path in paths.items():
        files[name], wrong = read_asc(path, name)
        problems += wrong
    if not problems:
        problems += _empty(files, paths)
    if not problems:
        # What is missing would be reported again as codes that are not known.
        release = _release(files["meddra_release"], paths["meddra_release"])
        problems += [*broken(files, paths), *wrong_names(files, paths), *release]
    if problems:
        raise InputError(first_problems(problems, str(folder)))
    digests = {path.name: sha256(path.read_bytes()).hexdigest() for path in paths.values()}
    version = str(files["meddra_release"]["version"].iloc[0])
    return Meddra(version, paths["llt"].parent, sha256=digests, **_tables(files))


def _empty(files: dict[str, pd.DataFrame], paths: dict[str, Path]) -> Iterator[Problem]:
    """Yield the files without records, but for those that may be empty: of the queries both or neither."""
    no_queries = all(name not in files or files[name].empty for name in QUERY_FILES)
    for name, path in paths.items():
        if files[name].empty and (name not in OPTIONAL or (name in QUERY_FILES and not no_queries)):
            yield Problem("has no records", str(path), "the file as it was distributed")


def _release(release: pd.DataFrame, path: Path) -> Iterator[Problem]:
    if len(release) != 1:
        yield Problem(f"{len(release)} records", str(path), "one record with the version and the language")
    elif not release["version"].iloc[0]:
        yield Problem("the version is missing", place(path, release["line"].iloc[0]), "a version such as 27.1")


def _files(folder: Path) -> dict[str, Path]:
    """Return the path of each file of the layout that is there.

    Raises:
        InputError: the folder cannot be read, or files are missing or there twice.
    """
    found = _listed(folder)
    paths = [path for path in found if _stem(path) in FIELDS]
    above = [path for path in found if path.name.lower() == WHOLE and path.is_dir()]
    if above and not paths:
        paths = [path for path in _listed(above[0]) if _stem(path) in FIELDS]
    stems = [_stem(path) for path in paths]
    needed = [name for name in FIELDS if name not in OPTIONAL]
    if not paths:
        names = ", ".join(f"{name}.asc" for name in needed)
        raise InputError(Problem(f"has none of the files {names}", str(folder), "the folder MedAscii of MedDRA"))
    needed += QUERY_FILES if set(stems) & set(QUERY_FILES) else ()
    problems = [Problem(f"there is no file {name}.asc", str(folder)) for name in needed if name not in stems]
    problems += [
        Problem(f"there is more than one file {name}.asc, in upper and lower case", str(folder), "one")
        for name in FIELDS
        if stems.count(name) > 1
    ]
    if problems:
        raise InputError(problems)
    by_stem = dict(zip(stems, paths, strict=True))
    return {name: by_stem[name] for name in FIELDS if name in by_stem}


def _listed(folder: Path) -> list[Path]:
    """Return what is in a folder, sorted.

    Raises:
        InputError: it cannot be read.
    """
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        problem = Problem(f"cannot be read as a folder: {error.strerror}", str(folder), "the folder MedAscii of MedDRA")
        raise InputError(problem) from error


def _stem(path: Path) -> str | None:
    """Return what a file of the layout is called in it; None for a file with another suffix, and a folder."""
    return path.stem.lower() if path.suffix.lower() == ".asc" and path.is_file() else None


def _tables(files: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    llt, soc = files["llt"], _taken(files["soc"], ["soc_code", "soc_name", "soc_abbrev"])
    order = pd.Series(dtype="int64")
    if "intl_ord" in files:
        order = files["intl_ord"].set_index("soc_code")["intl_ord_code"]
    return {
        "llt": _taken(llt, ["llt_code", "llt_name", "pt_code"]).assign(current=llt["llt_currency"] == "Y"),
        "pt": _taken(files["pt"], ["pt_code", "pt_name", "pt_soc_code"]).rename(columns={"pt_soc_code": "soc_code"}),
        "hlt": _taken(files["hlt"], ["hlt_code", "hlt_name"]),
        "hlgt": _taken(files["hlgt"], ["hlgt_code", "hlgt_name"]),
        "soc": soc.assign(soc_order=soc["soc_code"].map(order).astype("Int64")),
        "hierarchy": _hierarchy(files),
        **_smq_tables(files),
    }


def _hierarchy(files: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the paths with the names that the files of the terms have."""
    paths = files["mdhier"]
    codes = {level: paths[f"{level}_code"] for level in ("pt", "hlt", "hlgt", "soc")}
    names = {
        f"{level}_name": code.map(files[level].set_index(f"{level}_code")[f"{level}_name"])
        for level, code in codes.items()
    }
    return pd.DataFrame(
        {
            **{f"{level}_code": code for level, code in codes.items()},
            **names,
            "primary_path": paths["primary_soc_fg"] == "Y",
        }
    )


def _smq_tables(files: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    names = QUERY_FILES
    listed, content = (files.get(name, pd.DataFrame(columns=[*FIELDS[name], "line"], dtype="str")) for name in names)
    active = content[content["term_status"] == "A"]
    # N: the query has no algorithm.
    algorithm = listed["smq_algorithm"].mask(listed["smq_algorithm"].str.upper().isin(["N", ""]))
    return {
        "smq": _taken(listed, ["smq_code", "smq_name", "smq_level"]).assign(
            active=listed["status"] == "A", algorithm=algorithm
        ),
        "smq_content": _taken(active, list(FIELDS["smq_content"][:6])).rename(
            columns={"term_category": "category", "term_weight": "weight"}
        ),
    }


def _taken(frame: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    return frame[list(columns)].reset_index(drop=True)
