"""For terms that a version of MedDRA does not have, the one that is meant: by its own level, or by spelling."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

import pandas as pd

from pv.load.meddra import Meddra

COLUMNS = {"variable": "str", "term": "str", "suggestion": "str", "basis": "str"}
#: Names that share the most groups of three letters are compared letter by letter; a whole dictionary would take long.
CANDIDATES = 30
CUTOFF = 0.6


def term_suggestion(adae: pd.DataFrame, meddra: Meddra | None) -> pd.DataFrame:
    """Return one row per value of AEDECOD and AELLT that is not in the dictionary and has a suggestion.

    Columns: variable, term (upper case), suggestion, basis: 'lowest level term' (the preferred term it belongs to) or
    'spelling' (the nearest name).
    """
    rows = [] if meddra is None else [*_preferred(adae, meddra), *_lowest(adae, meddra)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _preferred(adae: pd.DataFrame, meddra: Meddra) -> Iterator[tuple[str, str, str, str]]:
    unknown = _unknown(adae["AEDECOD"], meddra.pt["pt_name"])
    names = dict(zip(meddra.pt["pt_code"], meddra.pt["pt_name"], strict=True))
    owner = dict(zip(meddra.llt["llt_name"].str.upper(), meddra.llt["pt_code"].map(names), strict=True))
    for term in unknown & owner.keys():
        yield "AEDECOD", term, owner[term], "lowest level term"
    for term, nearest in _nearest(unknown - owner.keys(), meddra.pt["pt_name"]):
        yield "AEDECOD", term, nearest, "spelling"


def _lowest(adae: pd.DataFrame, meddra: Meddra) -> Iterator[tuple[str, str, str, str]]:
    for term, nearest in _nearest(_unknown(adae["AELLT"], meddra.llt["llt_name"]), meddra.llt["llt_name"]):
        yield "AELLT", term, nearest, "spelling"


def _unknown(values: pd.Series, names: pd.Series) -> set[str]:
    return set(values.dropna().str.upper().unique()) - set(names.str.upper())


def _nearest(terms: Iterable[str], names: pd.Series) -> Iterator[tuple[str, str]]:
    """Yield each term that has a near name, with that name."""
    wanted = sorted(terms)
    if not wanted:
        return
    written = {name.upper(): name for name in names}
    groups = defaultdict(list)
    for name in written:
        for group in _groups(name):
            groups[group].append(name)
    for term in wanted:
        shared = Counter(name for group in _groups(term) for name in groups.get(group, ()))
        likely = [name for name, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:CANDIDATES]]
        for match in get_close_matches(term, likely, n=1, cutoff=CUTOFF):
            yield term, written[match]


def _groups(name: str) -> set[str]:
    padded = f"  {name} "
    return {padded[place : place + 3] for place in range(len(padded) - 2)}
