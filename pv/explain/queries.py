"""The SMQs and medical queries that an event belongs to, by which of its terms and by which alternative."""

from pv.engine import Engine
from pv.explain.algorithm import Had, alternatives, entered, not_entered
from pv.explain.explanation import Fact
from pv.explain.rows import Row, rows, shown
from pv.explain.smq_hierarchy import through
from pv.sql_upper import capitals

TOPIC = "queries"


def queries(engine: Engine, record: Row, *, emergent: bool) -> list[Fact]:
    """Return each query that looks for a term of an event, and whether it counts there; one fact where none does.

    Args:
        engine: the database of a study with its results.
        record: the event in adae.
        emergent: is it treatment-emergent; else it counts in no query.
    """
    listed = {row["query"]: row for row in rows(engine, "query")}
    if not listed:
        return [Fact(TOPIC, "none: the study file names no SMQ and no file of queries")]
    terms = _terms(engine, record)
    matched: dict[str, list[Row]] = {}
    for kind, term in terms:
        for row in rows(engine, "query_term", term_level=kind, term=capitals(term)):
            matched.setdefault(row["query"], []).append(row | {"name": f"{kind} {term}"})
    inside = sorted(matched, key=lambda query: int(listed[query]["query_order"]))
    if not inside:
        looked = ", ".join(f"{kind} {term}" for kind, term in terms) or "its term, which is missing,"
        return [Fact(TOPIC, f"none: {looked} is not in any query of the study")]
    if not emergent:
        would = "; ".join(inside)
        return [Fact(TOPIC, f"none: only treatment-emergent events are counted; its terms would match {would}")]
    counted = {row["query"] for row in rows(engine, "record_query", source_row=record["source_row"])}
    return [
        Fact(TOPIC, f"{query}: {_why(engine, record, listed[query], matched, counted=query in counted)}")
        for query in inside
    ]


def _terms(engine: Engine, record: Row) -> list[tuple[str, str]]:
    """Return the preferred and lowest level terms that are looked for: as recorded, and what they or the codes mean."""
    coded = rows(engine, "coded_event", source_row=record["source_row"])[0]
    found: dict[tuple[str, str], str] = {}
    for kind, name in (
        ("PT", record["AEDECOD"]),
        ("PT", coded["pt_name"]),
        ("LLT", record["AELLT"] if coded["llt_name"] == capitals(str(record["AELLT"])) else None),
        ("LLT", coded["llt_name"]),
    ):
        if name is not None:
            found.setdefault((kind, capitals(name)), name)
    return [(kind, name) for (kind, _), name in found.items()]


def _why(engine: Engine, record: Row, query: Row, matched: dict[str, list[Row]], *, counted: bool) -> str:
    """Return by which term an event matches; of an algorithm, which alternative has it, or why none does."""
    own = matched[query["query"]]
    names = " and ".join(dict.fromkeys(row["name"] for row in own))
    if query["scope"] != "algorithm":
        note = f"; {query['note']}" if query["note"] else ""
        narrow = f"{query['query'].removesuffix('broad')}narrow"
        only = query["scope"] == "broad" and narrow not in matched and rows(engine, "query", query=narrow)
        others = through(engine, query, record)
        other = f", through {' and '.join(others)}" if others else ""
        return f"by {names}{' (broad only)' if only else ''}{other}{note}"
    letters = " and ".join(sorted({row["category"] for row in own}))
    matches = rows(engine, "query_match", USUBJID=record["USUBJID"], query=query["query"])
    had = [
        Had(row["category"], int(row["weight"]), row["source_row"], _event(engine, row))
        for row in sorted(matches, key=lambda row: (row["category"], float(row["AESEQ"]), int(row["source_row"])))
    ]
    listed = alternatives(rows(engine, "query_condition", query=query["query"]))
    term = f"{names} is of category {letters}"
    if counted:
        return f"{term}; met: {'; or '.join(entered(listed, had, record['source_row']))}"
    return f"not counted; {term} of {query['algorithm']!r}, but {not_entered(listed, had, record['source_row'])}"


def _event(engine: Engine, match: Row) -> str:
    (record,) = rows(engine, "adae", source_row=match["source_row"])
    return f"AESEQ {shown(record['AESEQ'])} {record['AEDECOD'] or record['AELLT'] or record['AETERM']}"
