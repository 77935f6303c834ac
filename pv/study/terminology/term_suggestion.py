"""For terms that a version of MedDRA does not have, the one that is meant: by its own level, or by spelling."""

from collections.abc import Collection, Iterator
from difflib import get_close_matches
from types import MappingProxyType
from unicodedata import normalize

import numpy as np
import pandas as pd

from pv import contract
from pv.load.meddra import Meddra

#: Variable -> the level of its terms, and the attribute of Meddra that has them.
VARIABLES = MappingProxyType(
    {"AELLT": "llt", "AEDECOD": "pt", "AEHLT": "hlt", "AEHLGT": "hlgt", "AEBODSYS": "soc", "AESOC": "soc"}
)
#: The terms of a user's queries are preferred terms.
QUERY = "query"
#: Only names that share the most groups of three letters are compared letter by letter: all of them would take long.
CANDIDATES = 15
CUTOFF = 0.6

_GROUP = 3
_Groups = np.ndarray[tuple[int, ...], np.dtype[np.int64]]


def term_suggestion(adae: pd.DataFrame, meddra: Meddra | None, queried: Collection[str]) -> pd.DataFrame:
    """Return one row per recorded or queried term that is not in the dictionary and has a suggestion.

    Columns: variable ('query' for a term of a query), term (upper case), suggestion, basis: 'lowest level term' (the
    preferred term it belongs to), 'form' (a name that reads the same) or 'spelling' (the nearest name).

    Args:
        adae: the events.
        meddra: the version that they were coded with; without it nothing is suggested.
        queried: preferred terms, in upper case, that the user's queries look for.
    """
    return contract.table("term_suggestion", () if meddra is None else _suggested(adae, meddra, queried))


def _suggested(adae: pd.DataFrame, meddra: Meddra, queried: Collection[str]) -> Iterator[tuple[str, str, str, str]]:
    for variable, level in {**VARIABLES, QUERY: "pt"}.items():
        terms = set(queried) if variable == QUERY else set(adae[variable].dropna().str.upper().unique())
        names = getattr(meddra, level)[f"{level}_name"]
        unknown = sorted(terms - set(names.str.upper()))
        owners = _owners(unknown, meddra) if level == "pt" else {}
        yield from ((variable, term, owner, "lowest level term") for term, owner in owners.items())
        others = [term for term in unknown if term not in owners]
        for term, name in _nearest(others, names):
            yield variable, term, name, "form" if _form(term) == _form(name.upper()) else "spelling"


def _owners(terms: list[str], meddra: Meddra) -> dict[str, str]:
    """Return the preferred term of each term that is a lowest level term."""
    llt = meddra.llt[meddra.llt["llt_name"].str.upper().isin(terms)] if terms else meddra.llt[:0]
    names = meddra.pt.set_index("pt_code")["pt_name"]
    return dict(zip(llt["llt_name"].str.upper(), llt["pt_code"].map(names), strict=True))


def _form(term: str) -> str:
    """Return a term as it reads: whatever blanks are between its words, however its letters are composed."""
    return " ".join(normalize("NFKC", term).split())


def _nearest(terms: list[str], names: pd.Series) -> Iterator[tuple[str, str]]:
    """Yield each term that has a near name, with that name."""
    if not terms:
        return
    written = list(names)
    upper = list(names.str.upper())
    groups, owners = _grouped(upper)
    sizes = np.bincount(owners, minlength=len(upper))
    order = np.argsort(groups, kind="stable")
    groups, owners = groups[order], owners[order]
    for term in terms:
        own = np.unique(_grouped([term])[0])
        first, last = np.searchsorted(groups, own, "left"), np.searchsorted(groups, own, "right")
        sharing = np.concatenate([owners[start:end] for start, end in zip(first, last, strict=True)])
        shared = np.bincount(sharing, minlength=len(upper))
        # Dice's coefficient, 1 where all groups are shared; a name that has a group twice gains a little.
        alike = 2 * shared / (sizes + len(own))
        likely = np.argsort(-alike, kind="stable")[:CANDIDATES]
        places = {upper[place]: place for place in likely[::-1] if shared[place]}
        for match in get_close_matches(term, places, n=1, cutoff=CUTOFF):
            yield term, written[places[match]]


def _grouped(names: list[str]) -> tuple[_Groups, _Groups]:
    """Return the groups of three letters of all names, each as one number, and the place of the name of each."""
    text = "".join(f"  {name} " for name in names)
    letters = np.frombuffer(text.encode("utf-32-le"), dtype="<u4").astype("int64")
    place = np.repeat(np.arange(len(names)), [len(name) + _GROUP for name in names])
    # A letter is a number below 2 ** 21.
    group = (letters[:-2] << 42) | (letters[1:-1] << 21) | letters[2:]
    within = place[:-2] == place[2:]
    return group[within], place[:-2][within]
