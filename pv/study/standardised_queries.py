"""The standardised MedDRA queries that a study asks for: narrow, broad, with those below them, and by algorithm."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from types import MappingProxyType

import pandas as pd

from pv.errors import InputError, Problem, SettingError, nearest
from pv.load.meddra import Meddra
from pv.study.algorithm import Alternatives, alternatives
from pv.study.queries import Query, Term

#: Scope of a query -> the scopes of its content: 2 is narrow, 1 is broad; narrow is within broad.
SCOPES = MappingProxyType({"narrow": (2,), "broad": (1, 2)})
PREFERRED, LOWEST, QUERY = 4, 5, 0


def standardised_queries(meddra: Meddra, wanted: tuple[str, ...] | str) -> Iterator[Query]:
    """Yield the queries that the study names by code or name ('all' for every active one), each scope it has.

    A query whose content names others has the terms of these as well. An algorithm is a scope of its own; it is left
    out, with a note on the broad scope, where its text is not understood or the query has others below it.

    Raises:
        SettingError: queries that are not in this version, all of them.
        InputError: a query is below itself.
    """
    listed = {str(row["smq_code"]): row for row in meddra.smq[meddra.smq["active"]].to_dict("records")}
    codes = listed if wanted == "all" else _codes(wanted, {code: str(row["smq_name"]) for code, row in listed.items()})
    index = _index(meddra)
    for code in codes:
        row = listed[code]
        text = None if pd.isna(row["algorithm"]) else str(row["algorithm"])
        query = Query("SMQ", "SMQ", code, str(row["smq_name"]), "", meddra.version, (), algorithm=text)
        yield from _scopes(meddra, index, query)


def _codes(wanted: tuple[str, ...] | str, names: Mapping[str, str]) -> list[str]:
    """Return the codes of the queries that are named by code or name."""
    by_name = {name.casefold(): code for code, name in names.items()}
    found = {name: name if name in names else by_name.get(name.casefold()) for name in wanted}
    problems = [
        Problem(f"{name!r} is not an active query of this version of MedDRA", "key dictionary.smq", _close(name, names))
        for name, code in found.items()
        if code is None
    ]
    if problems:
        raise SettingError(problems)
    return list(dict.fromkeys(code for code in found.values() if code is not None))


def _close(name: str, names: Mapping[str, str]) -> str:
    """Return the nearest code or name; all of them would be too many."""
    guess, _, _ = nearest(name, {*names, *names.values()}).partition(" known:")
    return guess if guess.startswith("did") else "the code or name of a query"


@dataclass(frozen=True, eq=False)
class _Index:
    """What terms are called, which preferred term a lowest level term belongs to, and which queries are below which."""

    names: Mapping[int, Mapping[int, str]]
    owner: "pd.Series[int]"
    below: Mapping[int, frozenset[int]]


def _index(meddra: Meddra) -> _Index:
    below = meddra.smq_content[meddra.smq_content["term_level"] == QUERY]
    return _Index(
        names={
            PREFERRED: dict(zip(meddra.pt["pt_code"], meddra.pt["pt_name"].str.upper(), strict=True)),
            LOWEST: dict(zip(meddra.llt["llt_code"], meddra.llt["llt_name"].str.upper(), strict=True)),
        },
        owner=meddra.llt.set_index("llt_code")["pt_code"],
        below={int(str(code)): frozenset(rows) for code, rows in below.groupby("smq_code")["term_code"]},
    )


def _scopes(meddra: Meddra, index: _Index, query: Query) -> Iterator[Query]:
    family = _family(int(query.code or 0), index.below, frozenset(), meddra)
    content = meddra.smq_content[meddra.smq_content["smq_code"].isin(family)]
    read, note = _read(query.algorithm, has_others=len(family) > 1)
    for scope, accepted in SCOPES.items():
        terms = _terms(content[content["term_scope"].isin(accepted)], index, as_one=True)
        yield replace(query, scope=scope, terms=terms, note=note if scope == "broad" else None)
    if read is not None:
        yield replace(query, scope="algorithm", terms=_terms(content, index, as_one=False), alternatives=read)


def _read(text: str | None, *, has_others: bool) -> tuple[Alternatives | None, str | None]:
    """Return the alternatives of an algorithm, or why they are not evaluated."""
    if text is None:
        return None, None
    if has_others:
        return None, f"its algorithm {text!r} is not evaluated, because the query has others below it"
    try:
        return alternatives(text), None
    except ValueError as error:
        return None, f"its algorithm {text!r} is not evaluated: {error}"


def _family(code: int, below: Mapping[int, frozenset[int]], above: AbstractSet[int], meddra: Meddra) -> frozenset[int]:
    """Return the code of a query and of all those below it.

    Raises:
        InputError: a query is below itself.
    """
    if code in above:
        raise InputError(Problem(f"the query {code} is below itself", str(meddra.folder / "smq_content.asc")))
    under = (_family(child, below, above | {code}, meddra) for child in sorted(below.get(code, ())))
    return frozenset({code}).union(*under)


def _terms(content: pd.DataFrame, index: _Index, *, as_one: bool) -> tuple[Term, ...]:
    """Return the terms of a content, each once; lowest level terms only where their preferred term is not listed."""
    preferred = content[content["term_level"] == PREFERRED]
    lowest = content[content["term_level"] == LOWEST]
    lowest = lowest[~lowest["term_code"].map(index.owner).isin(preferred["term_code"])]
    found = {
        Term(kind, index.names[level][code], *(() if as_one else (category.upper(), weight)))
        for level, kind, rows in ((PREFERRED, "PT", preferred), (LOWEST, "LLT", lowest))
        for code, category, weight in zip(rows["term_code"], rows["category"], rows["weight"], strict=True)
    }
    return tuple(sorted(found, key=lambda term: (term.level, term.name, term.category, term.weight)))
