"""uncaptured_term.sql: with the queries it covers every event once, and each event is on the right side."""

from random import Random

import pandas as pd
import pytest

from effort import seeds
from meddra_random import Coded, World, coded, database, events, world
from pv.study.terminology.queries import Query, Term

#: Scope of the content of a query -> the scopes against which it captures: narrow is within broad.
NARROW = 2


def captured(of: World, found: list[Coded], scope: str) -> set[int]:
    """Return the rows of the events that an active query lists, by preferred or lowest level term, in a scope."""
    # All active queries are counted, so those below others are among them.
    listed = {
        (row.level, row.term)
        for row in of.content
        if row.query not in of.inactive and (scope == "broad" or row.scope == NARROW)
    }
    return {one.row for one in found if (4, one.pt) in listed or (5, one.llt) in listed}


@pytest.mark.parametrize("seed", seeds(3, 6))
def test_the_terms_of_events_that_no_query_looks_for(seed: int) -> None:
    random = Random(seed)  # noqa: S311  # no secret
    of = world(random)
    adae = events(random, of)
    found = coded(of, adae)
    chosen = random.sample([*of.pt], 2)
    terms = tuple(Term("PT", of.pt[code][0].upper()) for code in chosen)
    own = [("narrow", terms[:1]), ("broad", terms)]
    engine = database(
        of, adae, queries=tuple(Query("query", "FMQ", None, "Own", scope, "1", two) for scope, two in own)
    )
    rest = engine.run("sql/measure/uncaptured_term.sql")
    shown = engine.table("adverse_event")
    engine.close()
    sides = {("SMQ", scope): captured(of, found, scope) for scope in ("narrow", "broad")}
    for scope, size in (("narrow", 1), ("broad", 2)):
        sides["query", scope] = {one.row for one in found if one.pt in chosen[:size]}
    assert sides["SMQ", "narrow"] <= sides["SMQ", "broad"]
    for (level, scope), inside in sides.items():
        against = rest[(rest["level"] == level) & (rest["scope"] == scope)]
        outside = shown[shown["emergent"] & ~shown["source_row"].isin(inside)]
        assert counts(against) == {
            (arm, soc, term): (rows.loc[rows["arm"] == arm, "USUBJID"].nunique(), int((rows["arm"] == arm).sum()))
            for (soc, term), rows in outside.groupby(["AEBODSYS", "AEDECOD"])
            for arm in ("Drug", "Control")
        }
        assert against["events"].sum() + len(inside) == len(found)


def counts(rest: pd.DataFrame) -> dict[tuple[str, str, str], tuple[int, int]]:
    """Return the subjects and events by arm, class and term."""
    return {(row["arm"], row["soc"], row["term"]): (row["subjects"], row["events"]) for row in rest.to_dict("records")}
