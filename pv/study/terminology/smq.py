"""The standardised MedDRA queries that a study asks for: narrow, broad, with those below them, and by algorithm."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

import pandas as pd

from pv.errors import Problem, SettingError, nearest
from pv.load.meddra import Meddra
from pv.study.terminology.queries import Query, Term
from pv.study.terminology.smq_algorithm import alternatives

#: Scope of a query -> the scopes of its content: 2 is narrow, 1 is broad; narrow is within broad.
SCOPES = MappingProxyType({"narrow": (2,), "broad": (1, 2)})
#: What a query's content names, by its level: a preferred term, a lowest level term, a query below it.
PREFERRED, LOWEST, BELOW = 4, 5, 0


def chosen_codes(meddra: Meddra, wanted: tuple[str, ...], scopes: Collection[str]) -> tuple[int, ...]:
    """Return the codes of the queries that the study names by code or name.

    'all' alone means every active one; where they are counted by algorithm alone, every one that has an algorithm.

    Raises:
        SettingError: the version has no queries, or not these; all of them.
    """
    active = meddra.smq[meddra.smq["active"]]
    names = dict(zip(active["smq_code"].astype("str"), active["smq_name"], strict=True))
    if wanted and not names:
        message = f"{meddra.folder} has no active query in smq_list.asc"
        raise SettingError(Problem(message, "key dictionary.smq", "a distribution with its standardised queries"))
    if [name.casefold() for name in wanted] == ["all"]:
        counted = active if SCOPES.keys() & scopes else active.dropna(subset=["algorithm"])
        return tuple(map(int, counted["smq_code"]))
    by_name = {name.casefold(): code for code, name in names.items()}
    found = {name: name if name in names else by_name.get(name.casefold()) for name in wanted}
    problems = [
        Problem(f"{name!r} is not an active query of MedDRA {meddra.version}", "key dictionary.smq", _near(name, names))
        for name, code in found.items()
        if code is None
    ]
    if problems:
        raise SettingError(problems)
    return tuple(dict.fromkeys(int(code) for code in found.values() if code is not None))


def _near(name: str, names: Mapping[str, str]) -> str:
    """Return the nearest code or name; all of them would be too many."""
    guess, _, _ = nearest(name, {*names, *names.values()}).partition(" known:")
    return guess if guess.startswith("did") else "the code or name of a query"


def families(meddra: Meddra, codes: Iterable[int]) -> dict[int, frozenset[int]]:
    """Return each query with itself and all active queries below it, however deep."""
    return families_of(meddra.smq, meddra.smq_content, codes)


def families_of(smq: pd.DataFrame, smq_content: pd.DataFrame, codes: Iterable[int]) -> dict[int, frozenset[int]]:
    """Return the same of the tables smq and smq_content."""
    active = set(smq.loc[smq["active"], "smq_code"])
    links = smq_content[smq_content["term_level"] == BELOW]
    below = {code: active & set(rows) for code, rows in links.groupby("smq_code")["term_code"]}
    found: dict[int, frozenset[int]] = {}
    for code in codes:
        family, new = {code}, {code}
        while new:
            new = set().union(*(below.get(member, set()) for member in new)) - family
            family |= new
        found[code] = frozenset(family)
    return found


def standardised_queries(meddra: Meddra, codes: Collection[int], scopes: Collection[str]) -> Iterator[Query]:
    """Yield the queries of these codes: narrow, broad and, where it has an algorithm that is evaluated, by it.

    A query whose content names others has the terms of these as well. An event matches a query by its preferred term
    or by its lowest level term.

    Args:
        meddra: the terms, and the contents that are looked for.
        codes: of the queries.
        scopes: those of 'narrow', 'broad' and 'algorithm' that are counted.
    """
    below = families(meddra, codes)
    content = _content(meddra, below)
    unread = without_algorithm(meddra, codes, scopes)
    widest = next((scope for scope in reversed(SCOPES) if scope in scopes), None)
    by_scope = {
        **{scope: _terms(content[content["term_scope"].isin(own)], as_one=True) for scope, own in SCOPES.items()},
        "algorithm": _terms(content, as_one=False),
    }
    names, texts = meddra.smq.set_index("smq_code")["smq_name"], _algorithms(meddra)
    for code in below:
        text = texts.get(code)
        query = Query("SMQ", "SMQ", str(code), str(names[code]), "", meddra.version, (), algorithm=text)
        for scope in SCOPES:
            if scope in scopes:
                note = unread.get(code) if scope == widest else None
                yield replace(query, scope=scope, terms=by_scope[scope].get(code, ()), note=note)
        if "algorithm" in scopes and text is not None and code not in unread:
            terms = by_scope["algorithm"].get(code, ())
            yield replace(query, scope="algorithm", terms=terms, alternatives=alternatives(text))


def without_algorithm(meddra: Meddra, codes: Iterable[int], scopes: Collection[str]) -> dict[int, str]:
    """Return the queries that are asked for by algorithm and not counted by it, with the reason.

    The text of the algorithm is not understood, or the query has sub-queries, whose letters are not its own. That
    a query has no algorithm is a reason only where no other scope counts it.
    """
    texts = _algorithms(meddra)
    reasons: dict[int, str] = {}
    for code, family in families(meddra, codes if "algorithm" in scopes else ()).items():
        if code not in texts:
            if not SCOPES.keys() & scopes:
                reasons[code] = "it has no algorithm, and the study requests no other scope"
        elif problem := _problem(texts[code], has_others=len(family) > 1):
            reasons[code] = f"its algorithm {texts[code]!r} is not evaluated: {problem}"
    return reasons


def _algorithms(meddra: Meddra) -> dict[int, str]:
    """Return the text of each algorithm by the code of its query."""
    listed = meddra.smq.dropna(subset=["algorithm"])
    return dict(zip(listed["smq_code"], listed["algorithm"], strict=True))


def _problem(text: str, *, has_others: bool) -> str | None:
    """Return why an algorithm is not evaluated, None where it is."""
    if has_others:
        return "the query has sub-queries"
    try:
        alternatives(text)
    except ValueError as error:
        return str(error)
    return None


def _content(meddra: Meddra, below: Mapping[int, Collection[int]]) -> pd.DataFrame:
    """Return the terms of each query and of those below it: their level, 'PT' or 'LLT', and name in upper case.

    Columns: query, term_scope, level, term, category, weight.
    """
    columns = ["term_code", "term"]
    names = pd.concat(
        [
            meddra.pt[["pt_code", "pt_name"]].set_axis(columns, axis=1).assign(term_level=PREFERRED, level="PT"),
            meddra.llt[["llt_code", "llt_name"]].set_axis(columns, axis=1).assign(term_level=LOWEST, level="LLT"),
        ]
    )
    names = names[names["term_code"].isin(meddra.smq_content["term_code"])]
    named = meddra.smq_content.merge(names, on=["term_level", "term_code"])
    named = named.assign(term=named["term"].str.upper(), category=named["category"].str.upper())
    members = [(query, code) for query, family in below.items() for code in sorted(family)]
    whole = pd.DataFrame(members, columns=["query", "smq_code"], dtype="int64").merge(named, on="smq_code")
    return whole.drop(columns=["smq_code", "term_code", "term_level"])


def _terms(content: pd.DataFrame, *, as_one: bool) -> dict[int, tuple[Term, ...]]:
    """Return the terms of each query, each once; `as_one`, categories and weights do not matter."""
    columns = ["query", "level", "term", *([] if as_one else ["category", "weight"])]
    rows = content[columns].drop_duplicates().sort_values(columns)
    terms = [Term(*row) for row in rows.drop(columns="query").itertuples(index=False, name=None)]
    places = rows.reset_index(drop=True).groupby("query").indices
    return {int(str(code)): tuple(terms[place] for place in found) for code, found in places.items()}
