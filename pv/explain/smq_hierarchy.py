"""The standardised queries below another, through which it has a term."""

from pv.engine import Engine
from pv.explain.rows import Row, rows
from pv.study.terminology.smq import LOWEST, PREFERRED, SCOPES, families_of


def through(engine: Engine, query: Row, record: Row) -> list[str]:
    """Return the names of the queries below a standardised one that list a term of an event; none if it lists it too.

    Args:
        engine: the database of a study.
        query: the query with its scope, narrow or broad: a row of that table.
        record: the event in adae.
    """
    if query["source"] != "SMQ":
        return []
    own, smq, content = int(query["code"]), engine.table("smq"), engine.table("smq_content")
    coded = rows(engine, "coded_event", source_row=record["source_row"])[0]
    terms = (content["term_level"] == PREFERRED) & (content["term_code"] == coded["pt_code"])
    terms |= (content["term_level"] == LOWEST) & (content["term_code"] == coded["llt_code"])
    listing = set(content.loc[terms & content["term_scope"].isin(SCOPES[query["scope"]]), "smq_code"])
    listing &= families_of(smq, content, [own])[own]
    return [] if own in listing else sorted(smq.loc[smq["smq_code"].isin(listing), "smq_name"])
