"""Queries of preferred terms as tables: standardised MedDRA queries and those of a user's file, such as FDA's."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from pv import contract
from pv.study.terminology.smq_algorithm import Alternatives, Condition

#: A query that is no algorithm: one of its terms is enough. All its terms have this category.
_ONE_TERM = ((Condition(category="A"),),)


@dataclass(frozen=True)
class Term:
    """A term of a query: its level ('PT' or 'LLT'), name in upper case, category and weight in an algorithm."""

    level: str
    name: str
    category: str = "A"
    weight: int = 0


@dataclass(frozen=True)
class Query:
    """A query as it is counted: with one scope.

    Attributes:
        level: 'SMQ' or 'query', as in the results.
        source: 'SMQ' or 'FMQ'.
        code: of a standardised query.
        name: without scope.
        scope: 'narrow', 'broad' (narrow within it) or 'algorithm'.
        version: of the dictionary or the file.
        terms: what is looked for.
        alternatives: of conditions, one of which a subject must meet.
        algorithm: its text.
        note: why the algorithm is not evaluated.
    """

    level: str
    source: str
    code: str | None
    name: str
    scope: str
    version: str
    terms: tuple[Term, ...]
    alternatives: Alternatives = _ONE_TERM
    algorithm: str | None = None
    note: str | None = None

    @property
    def label(self) -> str:
        """The query as a term of the results: 'Haemorrhages (SMQ) narrow'."""
        ending = f" ({self.source})"
        return f"{self.name}{'' if self.name.endswith(ending) else ending} {self.scope}"


def query_tables(queries: Iterable[Query]) -> dict[str, pd.DataFrame]:
    """Return the tables query (one row a query), query_term (a query and term) and query_condition.

    A query has alternatives, an alternative has conditions: one row per condition, either a category or what the
    weights must add up to more than.
    """
    listed = list(queries)
    query = [
        (q.label, q.level, q.source, q.code, q.name, q.scope, q.version, q.algorithm, q.note, order)
        for order, q in enumerate(listed, start=1)
    ]
    term = [
        (q.label, q.source, q.scope, q.version, term.level, term.name, term.category, term.weight)
        for q in listed
        for term in q.terms
    ]
    condition = [
        (q.label, alternative_no, condition_no, len(alternative), condition.category, condition.more_than)
        for q in listed
        for alternative_no, alternative in enumerate(q.alternatives, start=1)
        for condition_no, condition in enumerate(alternative, start=1)
    ]
    return {
        "query": contract.table("query", query),
        "query_term": contract.table("query_term", term),
        "query_condition": contract.table("query_condition", condition),
    }
