"""uncaptured_term.sql: with the queries it covers every event once, and each event is on the right side."""

from random import Random

import pandas as pd
import pytest

from meddra_random import Coded, World, coded, database, events, world
from pv.study.queries import Query, Term


def captured(of: World, found: list[Coded]) -> set[int]:
    """Return the rows of the events that an active query lists, by preferred or lowest level term, at any scope."""
    # All active queries are counted, so those below others are among them.
    listed = {(row.level, row.term) for row in of.content if row.query not in of.inactive}
    return {one.row for one in found if (4, one.pt) in listed or (5, one.llt) in listed}


@pytest.mark.parametrize("seed", range(6))
def test_the_terms_of_events_that_no_query_looks_for(seed: int) -> None:
    random = Random(seed)  # noqa: S311  # no secret
    of = world(random)
    adae = events(random, of)
    found = coded(of, adae)
    chosen = random.sample([*of.pt], 2)
    terms = tuple(Term("PT", of.pt[code][0].upper()) for code in chosen)
    engine = database(of, adae, queries=(Query("query", "FMQ", None, "Own", "broad", "1", terms),))
    rest = engine.run("sql/measure/uncaptured_term.sql")
    shown = engine.table("adverse_event")
    engine.close()
    sides = {"SMQ": captured(of, found), "query": {one.row for one in found if one.pt in chosen}}
    for level, inside in sides.items():
        outside = shown[shown["emergent"] & ~shown["source_row"].isin(inside)]
        assert counts(rest[rest["level"] == level]) == {
            (arm, soc, term): (rows.loc[rows["arm"] == arm, "USUBJID"].nunique(), int((rows["arm"] == arm).sum()))
            for (soc, term), rows in outside.groupby(["AEBODSYS", "AEDECOD"])
            for arm in ("Drug", "Control")
        }
        assert rest.loc[rest["level"] == level, "events"].sum() + len(inside) == len(found)


def counts(rest: pd.DataFrame) -> dict[tuple[str, str, str], tuple[int, int]]:
    """Return the subjects and events by arm, class and term."""
    return {(row["arm"], row["soc"], row["term"]): (row["subjects"], row["events"]) for row in rest.to_dict("records")}
