"""What holds of the names of every MedDRA distribution: none is empty, each is there once, all files agree."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from pv.errors import Problem
from pv.load.meddra.asc import place

#: The levels of the hierarchy, whose names mdhier repeats; a file is called as its level is.
_LEVELS = ("pt", "hlt", "hlgt", "soc")
#: File -> the column that has its names.
_NAMES = {**{level: f"{level}_name" for level in ("llt", *_LEVELS)}, "smq_list": "smq_name"}


def wrong_names(files: Mapping[str, pd.DataFrame], paths: Mapping[str, Path]) -> Iterator[Problem]:
    """Yield the names that are empty, there twice at a level in any case, or other in mdhier than in their own file.

    A name of a lowest level term may be there twice: those that are not current stay in the dictionary. Active queries
    with one name are found among the queries.
    """
    for file, column in _NAMES.items():
        if file in files:
            frame = files[file]
            for row in frame[frame[column] == ""].to_dict("records"):
                yield Problem(f"{column} is empty", place(paths[file], row["line"]), "a name")
    for level in _LEVELS:
        frame, code = files[level].drop_duplicates(f"{level}_code"), f"{level}_code"
        names = frame[f"{level}_name"].str.upper()
        for row in frame[names.duplicated() & (names != "")].to_dict("records"):
            message = f"{row[f'{level}_name']!r} is the name of another {code} above"
            yield Problem(message, place(paths[level], row["line"]), "each name once, in any case")
    yield from _hierarchy(files, paths)


def _hierarchy(files: Mapping[str, pd.DataFrame], paths: Mapping[str, Path]) -> Iterator[Problem]:
    """Yield the names of mdhier that are not those of the files of the terms."""
    frame = files["mdhier"]
    for level in _LEVELS:
        code, column = f"{level}_code", f"{level}_name"
        names = files[level].drop_duplicates(code).set_index(code)[column]
        own = frame[code].map(names)
        differs = own.notna() & (frame[column] != own)
        for row in frame[differs].to_dict("records"):
            message = f"{row[code]} is {row[column]!r} here and {names[row[code]]!r} in {paths[level].name}"
            yield Problem(message, place(paths["mdhier"], row["line"]), "one name")
