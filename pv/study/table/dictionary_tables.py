"""The dictionaries of a study as tables, without rows where the study has none."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pandas as pd

from pv.load.meddra import Meddra
from pv.study.terminology.dictionaries import Dictionaries
from pv.study.terminology.dictionary_extract import extract, extract_next
from pv.study.terminology.queries import Query, query_tables
from pv.study.terminology.smq import standardised_queries, without_algorithm
from pv.study.terminology.term_suggestion import term_suggestion

#: Table -> its columns and their types, as the attributes of Meddra are.
TABLES: Mapping[str, Mapping[str, str]] = {
    "llt": {"llt_code": "int64", "llt_name": "str", "pt_code": "int64", "current": "bool"},
    "pt": {"pt_code": "int64", "pt_name": "str", "soc_code": "int64"},
    "hlt": {"hlt_code": "int64", "hlt_name": "str"},
    "hlgt": {"hlgt_code": "int64", "hlgt_name": "str"},
    "soc": {"soc_code": "int64", "soc_name": "str", "soc_abbrev": "str", "soc_order": "Int64"},
    "hierarchy": {
        "pt_code": "int64",
        "hlt_code": "int64",
        "hlgt_code": "int64",
        "soc_code": "int64",
        "pt_name": "str",
        "hlt_name": "str",
        "hlgt_name": "str",
        "soc_name": "str",
        "primary_path": "bool",
    },
}
SMQ = {
    "smq_code": "int64",
    "smq_name": "str",
    "smq_level": "int64",
    "active": "bool",
    "algorithm": "str",
    "note": "str",
}
SMQ_CONTENT = {
    "smq_code": "int64",
    "term_code": "int64",
    "term_level": "int64",
    "term_scope": "int64",
    "category": "str",
    "weight": "int64",
}
NEXT = {
    "llt_code": "int64",
    "pt_code": "int64",
    "pt_name": "str",
    "soc_code": "int64",
    "soc_name": "str",
    "version": "str",
}
VERSION = {"role": "str", "version": "str"}


def dictionary_tables(dictionaries: Dictionaries, adae: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the tables meddra_llt, meddra_pt, meddra_hlt, meddra_hlgt, meddra_soc, meddra_hierarchy, smq and others.

    The others are smq_content, query, query_term, query_condition, meddra_next_term (of the version to compare with),
    meddra_version and term_suggestion. A licensed dictionary is not copied whole: see `extract`.
    """
    meddra, following = dictionaries.meddra, dictionaries.following
    queried = {term.name for query in dictionaries.queries for term in query.terms}
    needed = extract(meddra, adae, dictionaries.smq, queried | dictionaries.named) if meddra else None
    counted = _counted(meddra, needed, dictionaries) if meddra and needed else ()
    return {
        **{f"meddra_{name}": _typed(getattr(needed, name, None), columns) for name, columns in TABLES.items()},
        "meddra_version": _versions(meddra, following),
        "meddra_next_term": _typed(extract_next(following, needed) if following and needed else None, NEXT),
        "smq": _typed(needed.smq.assign(note=_notes(needed, dictionaries)) if needed else None, SMQ),
        "smq_content": _typed(needed.smq_content if needed else None, SMQ_CONTENT),
        "term_suggestion": term_suggestion(adae, meddra, queried),
        **query_tables([*counted, *dictionaries.queries]),
    }


def _counted(meddra: Meddra, needed: Meddra, dictionaries: Dictionaries) -> Iterator[Query]:
    """Return the standardised queries that are counted; their terms may be of no event, and have their names still."""
    looked_for = replace(meddra, smq=needed.smq, smq_content=needed.smq_content)
    return standardised_queries(looked_for, dictionaries.smq, dictionaries.smq_scope)


def _typed(frame: pd.DataFrame | None, columns: Mapping[str, str]) -> pd.DataFrame:
    table = pd.DataFrame(columns=list(columns)) if frame is None else frame[list(columns)]
    return table.astype(columns)


def _notes(needed: Meddra, dictionaries: Dictionaries) -> pd.Series:
    """Return by query why it is not counted by its algorithm, where the study asks for it."""
    return needed.smq["smq_code"].map(without_algorithm(needed, dictionaries.smq, dictionaries.smq_scope))


def _versions(meddra: Meddra | None, following: Meddra | None) -> pd.DataFrame:
    """Return the versions that were read: that of the study and the one to compare with."""
    read = [("study", meddra), ("next", following)]
    rows = [(role, found.version) for role, found in read if found]
    return pd.DataFrame(rows, columns=list(VERSION)).astype(VERSION)
