"""The dictionaries of a study as tables, without rows where the study has none."""

from collections.abc import Mapping

import pandas as pd

from pv.load.meddra import Meddra
from pv.study.dictionaries import Dictionaries
from pv.study.queries import query_tables
from pv.study.term_suggestion import term_suggestion

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
SMQ = {"smq_code": "int64", "smq_name": "str", "smq_level": "int64", "active": "bool", "algorithm": "str"}
SMQ_CONTENT = {
    "smq_code": "int64",
    "term_code": "int64",
    "term_level": "int64",
    "term_scope": "int64",
    "category": "str",
    "weight": "int64",
}
NEXT = {"llt_code": "int64", "pt_code": "int64", "pt_name": "str", "soc_name": "str", "version": "str"}


def dictionary_tables(dictionaries: Dictionaries, adae: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the tables meddra_llt, meddra_pt, meddra_hlt, meddra_hlgt, meddra_soc, meddra_hierarchy, smq and others.

    The others are smq_content, query, query_term, query_condition, meddra_next_term (of the version to compare with:
    one row per lowest level term) and term_suggestion.
    """
    meddra = dictionaries.meddra
    tables = {f"meddra_{name}": _typed(getattr(meddra, name, None), columns) for name, columns in TABLES.items()}
    return {
        **tables,
        "smq": _typed(getattr(meddra, "smq", None), SMQ),
        "smq_content": _typed(getattr(meddra, "smq_content", None), SMQ_CONTENT),
        "meddra_next_term": _typed(_next(dictionaries.following), NEXT),
        "term_suggestion": term_suggestion(adae, meddra),
        **query_tables(dictionaries.queries),
    }


def _typed(frame: pd.DataFrame | None, columns: Mapping[str, str]) -> pd.DataFrame:
    table = pd.DataFrame(columns=list(columns)) if frame is None else frame[list(columns)]
    return table.astype(columns)


def _next(following: Meddra | None) -> pd.DataFrame | None:
    """Return each lowest level term of a version with its preferred term and primary system organ class."""
    if following is None:
        return None
    terms = following.pt.merge(following.soc[["soc_code", "soc_name"]], on="soc_code")
    joined = following.llt[["llt_code", "pt_code"]].merge(terms, on="pt_code")
    return joined.assign(version=following.version)
