"""The standardised queries below another, through which it has a term."""

from pv.engine import Engine
from pv.explain.rows import Row, rows

#: What a query's content names, by its level in MedDRA.
_LEVELS = {"PT": 4, "LLT": 5}
_QUERY = 0


def through(engine: Engine, query: Row, record: Row) -> list[str]:
    """Return the names of the queries below a standardised one that list a term of an event; none if it lists it too.

    Args:
        engine: the database of a study.
        query: the query, a row of that table.
        record: the event in adae.
    """
    if query["source"] != "SMQ":
        return []
    coded = rows(engine, "coded_event", source_row=record["source_row"])[0]
    codes = {(_LEVELS["PT"], coded["pt_code"]), (_LEVELS["LLT"], coded["llt_code"])}
    scopes = {2} if query["scope"] == "narrow" else {1, 2}
    names = {row["smq_code"]: row["smq_name"] for row in rows(engine, "smq") if row["active"]}
    listing = [
        code
        for code, content in _family(engine, int(query["code"]), names).items()
        if any((row["term_level"], row["term_code"]) in codes and row["term_scope"] in scopes for row in content)
    ]
    return [] if int(query["code"]) in listing else sorted(names[code] for code in listing)


def _family(engine: Engine, code: int, active: dict[int, str]) -> dict[int, list[Row]]:
    """Return the content of a query and of all those below it by their codes."""
    found: dict[int, list[Row]] = {}
    waiting = [code]
    while waiting:
        this = waiting.pop()
        if this in active and this not in found:
            found[this] = rows(engine, "smq_content", smq_code=this)
            waiting += [row["term_code"] for row in found[this] if row["term_level"] == _QUERY]
    return found
