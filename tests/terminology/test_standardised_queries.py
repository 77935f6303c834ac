"""Standardised queries of random dictionaries against a direct evaluation over random subjects."""

from pathlib import Path
from random import Random

import pandas as pd
import pytest

from effort import seeds
from meddra_files import dictionary, write
from meddra_random import Coded, Content, Expression, World, coded, database, events, meddra, world
from meddra_study import coded_study, event
from pv.errors import SettingError
from pv.load.meddra import read_meddra
from pv.study.terminology.smq import families, standardised_queries


def family(of: World, query: int) -> set[int]:
    """Return a query and the active ones below it, asked one after the other."""
    children = {row.term for row in of.content if row.query == query and row.level == 0} - of.inactive
    return {query}.union(*(family(of, child) for child in children))


def matches(event_: Coded, row: Content) -> bool:
    return (row.level == 4 and event_.pt == row.term) or (row.level == 5 and event_.llt == row.term)


def by_force(of: World, found: list[Coded], query: int) -> dict[str, set[str]]:
    """Return the subjects of each scope of a query."""
    members = family(of, query)
    rows = [row for row in of.content if row.query in members and row.level != 0]
    subjects = {
        scope: {one.subject for one in found for row in rows if row.scope in own and matches(one, row)}
        for scope, own in (("narrow", {2}), ("broad", {1, 2}))
    }
    algorithm = of.algorithms[query]
    if algorithm is not None and members == {query}:
        subjects["algorithm"] = {
            subject
            for subject in {one.subject for one in found}
            if holds(algorithm, [row for one in found if one.subject == subject for row in rows if matches(one, row)])
        }
    return subjects


def holds(algorithm: Expression, had: list[Content]) -> bool:
    """Return whether an algorithm is true of what a subject had, part by part; a category weighs once, its most."""
    if algorithm.word:
        return (all if algorithm.word == "and" else any)(holds(part, had) for part in algorithm.parts)
    weights = {row.category: max(one.weight for one in had if one.category == row.category) for row in had}
    sums = {"sum of weights > 3": sum(weights.values()) > 3, "sum of weights >= 1": sum(weights.values()) >= 1}
    return sums.get(algorithm.text, algorithm.text in weights)


@pytest.mark.parametrize("seed", seeds(4, 12))
def test_every_query_has_the_subjects_that_a_direct_evaluation_finds(seed: int) -> None:
    random = Random(seed)  # noqa: S311  # no secret
    of = world(random)
    adae = events(random, of)
    found = coded(of, adae)
    engine = database(of, adae)
    listed, records = engine.table("query"), engine.table("record_query")
    engine.close()
    expected = {
        (f"Q{query} (SMQ)", scope): subjects
        for query in of.algorithms
        if query not in of.inactive
        for scope, subjects in by_force(of, found, query).items()
    }
    counted = {str(query): rows for query, rows in records.groupby("query")}
    none = records[:0]
    assert {
        (row["name"], row["scope"]): set(counted.get(row["query"], none)["USUBJID"])
        for row in listed.to_dict("records")
    } == expected
    assert not records.duplicated(["source_row", "query"]).any()
    for name in {name for name, _ in expected}:
        narrow, broad = (counted.get(f"{name} {scope}", none)["source_row"] for scope in ("narrow", "broad"))
        assert set(narrow) <= set(broad)


def test_a_narrow_lowest_level_term_counts_broadly_where_its_preferred_term_is_broad(tmp_path: Path) -> None:
    # Coded under another preferred term: in the narrow query by the lowest level term, so in the broad one as well.
    lines = dictionary()
    lines["smq_content"] += [f"20000006${code}$5$2$A$0$A$1.0$1.0$" for code in ("11221000", "11221100")]
    rows = [event(1, 2, AELLT="Blood event 7 NOS")]
    with coded_study(tmp_path, rows, 'smq = ["20000006"]', lines=lines) as study:
        assert set(study.table("record_query")["query"]) == {"Obscure (SMQ) narrow", "Obscure (SMQ) broad"}


def test_a_query_that_is_not_active_is_no_part_of_another(tmp_path: Path) -> None:
    lines = dictionary()
    lines["smq_list"] = [row.replace("$A$", "$I$") if row.startswith("20000003") else row for row in lines["smq_list"]]
    found = read_meddra(write(tmp_path, lines))
    assert families(found, [20000001]) == {20000001: frozenset({20000001, 20000002})}
    (broad,) = standardised_queries(found, [20000001], ["broad"])
    # Heart rhythm: events 1 to 3; the content of event 8 is not active.
    assert [term.name for term in broad.terms if term.level == "PT"] == [f"HEART EVENT {place}" for place in (1, 2, 3)]


def test_an_algorithm_of_a_query_with_others_below_it_is_not_evaluated(tmp_path: Path) -> None:
    lines = dictionary()
    lines["smq_list"][0] = lines["smq_list"][0].removesuffix("N") + "A and B"
    with coded_study(tmp_path, [event(2, 1)], 'smq = ["20000001"]\nsmq_scope = ["algorithm"]', lines=lines) as study:
        found = study.findings.query("rule == 'query_algorithm_not_read'")
        assert found["value"].to_list() == ["Heart problems (SMQ)"]
        assert "'A and B' is not evaluated: the query has sub-queries" in found["message"].iloc[0]
        assert study.table("query").empty


def test_a_query_without_algorithm_that_no_scope_counts_is_found(tmp_path: Path) -> None:
    # Heart problems has no algorithm, Reaction has one.
    asked = 'smq = ["20000001", "20000004"]\nsmq_scope = ["algorithm"{}]'
    with coded_study(tmp_path, [event(2, 1)], asked.format("")) as study:
        found = study.findings.query("rule == 'query_algorithm_not_read'")
        assert found["message"].to_list() == [
            "Heart problems (SMQ) (20000001): it has no algorithm, and the study requests no other scope"
        ]
        assert study.table("query")["query"].to_list() == ["Reaction (SMQ) algorithm"]
    with coded_study(tmp_path, [event(2, 1)], asked.format(', "narrow"')) as study:
        assert "query_algorithm_not_read" not in set(study.findings["rule"])


@pytest.mark.parametrize("wanted", ['"all"', '["20000001"]'])
def test_queries_of_a_dictionary_without_queries_are_refused(tmp_path: Path, wanted: str) -> None:
    lines = {name: rows for name, rows in dictionary().items() if not name.startswith("smq")}
    with pytest.raises(SettingError, match=r"key dictionary.smq: .*MedAscii has no active query"):
        coded_study(tmp_path, [event(2, 1)], f"smq = {wanted}", lines=lines)


def test_without_events_of_them_the_terms_of_a_query_are_still_listed() -> None:
    of = world(Random(3))  # noqa: S311  # no secret
    adae = pd.DataFrame(events(Random(3), of)).assign(AEDECOD="Unknown", AEPTCD=None, AELLT=None, AELLTCD=None)  # noqa: S311  # no secret
    engine = database(of, adae.astype({"AEPTCD": "float64", "AELLTCD": "float64", "AELLT": "str"}))
    listed = engine.table("query_term")
    engine.close()
    whole = list(standardised_queries(meddra(of), sorted(of.algorithms.keys() - of.inactive), ["narrow"]))
    preferred = {(query.label, term.name) for query in whole for term in query.terms if term.level == "PT"}
    shown = listed[(listed["scope"] == "narrow") & (listed["term_level"] == "PT")]
    assert set(zip(shown["query"], shown["term"], strict=True)) == preferred


def test_all_queries_by_algorithm_alone_are_those_that_have_one(tmp_path: Path) -> None:
    with coded_study(tmp_path, [event(3, 1)], 'smq = "all"\nsmq_scope = ["algorithm"]') as study:
        assert set(study.table("query")["name"]) == {"Reaction (SMQ)", "Systemic illness (SMQ)"}
        # 'A unless B' is not understood; the three without an algorithm are not asked for.
        assert study.findings.query("rule == 'query_algorithm_not_read'")["value"].to_list() == ["Obscure (SMQ)"]
