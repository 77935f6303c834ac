"""The dictionaries of a study as tables, without rows where the study has none."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from pv import contract
from pv.load.meddra import Meddra
from pv.study.terminology.dictionaries import Dictionaries
from pv.study.terminology.dictionary_extract import extract, extract_next
from pv.study.terminology.queries import Query, query_tables
from pv.study.terminology.smq import standardised_queries, without_algorithm
from pv.study.terminology.term_suggestion import term_suggestion

#: The tables that are attributes of Meddra.
TABLES = ("llt", "pt", "hlt", "hlgt", "soc", "hierarchy")


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
        **{f"meddra_{name}": contract.table(f"meddra_{name}", getattr(needed, name, ())) for name in TABLES},
        "meddra_version": _versions(meddra, following),
        "meddra_next_term": contract.table(
            "meddra_next_term", extract_next(following, needed) if following and needed else ()
        ),
        "smq": contract.table("smq", needed.smq.assign(note=_notes(needed, dictionaries)) if needed else ()),
        "smq_content": contract.table("smq_content", needed.smq_content if needed else ()),
        "term_suggestion": term_suggestion(adae, meddra, queried),
        **query_tables([*counted, *dictionaries.queries]),
    }


def _counted(meddra: Meddra, needed: Meddra, dictionaries: Dictionaries) -> Iterator[Query]:
    """Return the standardised queries that are counted; their terms may be of no event, and have their names still."""
    looked_for = replace(meddra, smq=needed.smq, smq_content=needed.smq_content)
    return standardised_queries(looked_for, dictionaries.smq, dictionaries.smq_scope)


def _notes(needed: Meddra, dictionaries: Dictionaries) -> pd.Series:
    """Return by query why it is not counted by its algorithm, where the study asks for it."""
    return needed.smq["smq_code"].map(without_algorithm(needed, dictionaries.smq, dictionaries.smq_scope))


def _versions(meddra: Meddra | None, following: Meddra | None) -> pd.DataFrame:
    """Return the versions that were read: that of the study and the one to compare with."""
    read = [("study", meddra), ("next", following)]
    return contract.table("meddra_version", [(role, found.version) for role, found in read if found])
