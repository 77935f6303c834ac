"""What holds within every MedDRA distribution: codes unique and known, one primary path a preferred term."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pandas as pd

from pv.errors import Problem
from pv.load.meddra.asc import place

Files = Mapping[str, pd.DataFrame]
Paths = Mapping[str, Path]

#: File -> the columns of which no two records have the same values.
_UNIQUE = {
    "llt": ["llt_code"],
    "pt": ["pt_code"],
    "hlt": ["hlt_code"],
    "hlgt": ["hlgt_code"],
    "soc": ["soc_code"],
    "hlt_pt": ["hlt_code", "pt_code"],
    "hlgt_hlt": ["hlgt_code", "hlt_code"],
    "soc_hlgt": ["soc_code", "hlgt_code"],
    "mdhier": ["pt_code", "hlt_code", "hlgt_code", "soc_code"],
    "intl_ord": ["soc_code"],
    "smq_list": ["smq_code"],
}

#: File -> column -> the file that has the code.
_KNOWN = {
    "llt": {"pt_code": "pt"},
    "pt": {"pt_soc_code": "soc"},
    "hlt_pt": {"hlt_code": "hlt", "pt_code": "pt"},
    "hlgt_hlt": {"hlgt_code": "hlgt", "hlt_code": "hlt"},
    "soc_hlgt": {"soc_code": "soc", "hlgt_code": "hlgt"},
    "mdhier": {"pt_code": "pt", "hlt_code": "hlt", "hlgt_code": "hlgt", "soc_code": "soc"},
    "intl_ord": {"soc_code": "soc"},
    "smq_content": {"smq_code": "smq_list"},
}

#: What the terms of a query are, by the level that its content names: preferred, lowest level, another query.
_LEVELS = {4: ("pt", "preferred term"), 5: ("llt", "lowest level term"), 0: ("smq_list", "query")}
#: The scopes of a term, and of a query within a query.
_SCOPES = {False: "1 broad or 2 narrow, of a term", True: "0, of a query"}
#: The paths of mdhier, link by link.
_LINKS = {
    "hlt_pt": ["hlt_code", "pt_code"],
    "hlgt_hlt": ["hlgt_code", "hlt_code"],
    "soc_hlgt": ["soc_code", "hlgt_code"],
}


def broken(files: Files, paths: Paths) -> Iterator[Problem]:
    """Yield what is wrong between the records of the files of a distribution, naming file and line."""
    yield from _duplicates(files, paths)
    yield from _unknown(files, paths)
    yield from _preferred_terms(files, paths)
    yield from _paths(files, paths)
    if "smq_content" in files:
        yield from _queries(files, paths)
        yield from _loops(files, paths)


def _duplicates(files: Files, paths: Paths) -> Iterator[Problem]:
    for name, columns in _UNIQUE.items():
        if name in files:
            frame = files[name]
            for row in frame[frame.duplicated(columns)].to_dict("records"):
                codes = ", ".join(f"{column} {row[column]}" for column in columns)
                yield Problem(f"{codes} occurs twice", place(paths[name], row["line"]), "each only once")


def _unknown(files: Files, paths: Paths) -> Iterator[Problem]:
    for name, columns in _KNOWN.items():
        for column, other in columns.items():
            if name in files and other in files:
                frame = files[name]
                for row in frame[~frame[column].isin(_codes(files, other))].to_dict("records"):
                    message = f"{column} {row[column]} is not in {paths[other].name}"
                    yield Problem(message, place(paths[name], row["line"]), "a code of this version")


def _preferred_terms(files: Files, paths: Paths) -> Iterator[Problem]:
    """Yield the preferred terms that are not a lowest level term of their own, under the same name."""
    own = files["llt"][files["llt"]["llt_code"] == files["llt"]["pt_code"]].drop_duplicates("llt_code")
    terms = files["pt"].drop_duplicates("pt_code")
    terms = terms.merge(own[["llt_code", "llt_name"]], left_on="pt_code", right_on="llt_code", how="left")
    for row in terms[terms["llt_name"].isna()].to_dict("records"):
        message = f"the preferred term {row['pt_code']} ({row['pt_name']}) is not a lowest level term of its own"
        right = f"a record in {paths['llt'].name} with both codes equal"
        yield Problem(message, place(paths["pt"], row["line"]), right)
    for row in terms[terms["llt_name"].notna() & (terms["llt_name"] != terms["pt_name"])].to_dict("records"):
        message = f"{row['pt_code']} is {row['pt_name']!r} here and {row['llt_name']!r} in {paths['llt'].name}"
        yield Problem(message, place(paths["pt"], row["line"]), "one name")


def _paths(files: Files, paths: Paths) -> Iterator[Problem]:
    """Yield the preferred terms without exactly one primary path, and paths that the other files do not have."""
    path, hierarchy = paths["mdhier"], files["mdhier"].drop_duplicates(_UNIQUE["mdhier"])
    primary = hierarchy[hierarchy["primary_soc_fg"] == "Y"]
    for row in primary[primary.duplicated("pt_code")].to_dict("records"):
        message = f"a second primary path of {row['pt_code']} ({row['pt_name']})"
        yield Problem(message, place(path, row["line"]), "one primary path, the others with primary_soc_fg N")
    primary = primary.drop_duplicates("pt_code")
    terms = files["pt"]
    for row in terms[~terms["pt_code"].isin(primary["pt_code"])].to_dict("records"):
        message = f"{row['pt_code']} ({row['pt_name']}) has no primary path in {path.name}"
        yield Problem(message, place(paths["pt"], row["line"]), "one record with primary_soc_fg Y")
    classes = terms.drop_duplicates("pt_code").set_index("pt_code")["pt_soc_code"]
    stated = primary["pt_code"].map(classes)
    differs = stated.notna() & ((primary["soc_code"] != stated) | (primary["pt_soc_code"] != stated))
    for row in primary[differs].to_dict("records"):
        message = f"the primary path of {row['pt_code']} ({row['pt_name']}) is in {row['soc_code']}"
        yield Problem(message, place(path, row["line"]), f"{classes[row['pt_code']]}, as in {paths['pt'].name}")
    for name, columns in _LINKS.items():
        linked = hierarchy.merge(files[name][columns].drop_duplicates(), on=columns, how="left", indicator=True)
        for row in linked[linked["_merge"] == "left_only"].to_dict("records"):
            codes = " and ".join(f"{column} {row[column]}" for column in columns)
            yield Problem(f"{codes} are not linked in {paths[name].name}", place(path, row["line"]), "the same links")


def _queries(files: Files, paths: Paths) -> Iterator[Problem]:
    """Yield the active contents of queries that name a term or a query which is not there."""
    path, content = paths["smq_content"], files["smq_content"]
    active = content[content["term_status"] == "A"]
    for level, (name, kind) in _LEVELS.items():
        rows = active[active["term_level"] == level]
        for row in rows[~rows["term_code"].isin(_codes(files, name))].to_dict("records"):
            message = f"the {kind} {row['term_code']} is not in {paths[name].name}"
            yield Problem(message, place(path, row["line"]), "a code of this version")
    for row in active[~active["term_level"].isin(_LEVELS)].to_dict("records"):
        yield Problem(f"term_level is {row['term_level']}", place(path, row["line"]), "4, 5 or 0")
    is_query = active["term_level"] == 0
    wrong = active["term_scope"].isin([1, 2]) == is_query
    for row in active[wrong | ~active["term_scope"].isin([0, 1, 2])].to_dict("records"):
        yield Problem(f"term_scope is {row['term_scope']}", place(path, row["line"]), _SCOPES[row["term_level"] == 0])


def _loops(files: Files, paths: Paths) -> Iterator[Problem]:
    """Yield a query that is below itself, if there is one, and active queries with one name."""
    listed, content = files["smq_list"], files["smq_content"]
    active = listed[listed["status"] == "A"]
    below = content[(content["term_status"] == "A") & (content["term_level"] == 0)]
    below = below[below["smq_code"].isin(active["smq_code"]) & below["term_code"].isin(active["smq_code"])]
    try:
        TopologicalSorter({code: set(rows) for code, rows in below.groupby("smq_code")["term_code"]}).prepare()
    except CycleError as error:
        loop = error.args[1]
        line = below[below["smq_code"].isin(loop) & (below["term_code"] == min(loop))]["line"].iloc[0]
        message = f"the query {min(loop)} is below itself, through {', '.join(map(str, sorted(set(loop))))}"
        yield Problem(message, place(paths["smq_content"], line), "no query among those below it")
    # The ending (SMQ) is no part of a name.
    named = active.drop_duplicates("smq_code")
    bare = named["smq_name"].str.upper().str.removesuffix(" (SMQ)")
    for row in named[bare.duplicated()].to_dict("records"):
        message = f"{row['smq_name']!r} is the name of an active query above"
        yield Problem(message, place(paths["smq_list"], row["line"]), "each name once")


def _codes(files: Files, name: str) -> "pd.Series[int]":
    """Return the codes that a file lists: its first column."""
    codes: pd.Series[int] = files[name].iloc[:, 0]
    return codes
