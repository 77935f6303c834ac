"""What a report shows of a comparison: the overview, newly counted deaths and events, numbers with their records."""

from pv.difference.bench import Bench
from pv.difference.cut import Cut
from pv.difference.expression import column
from pv.difference.opened import SUBJECT
from pv.difference.records import rows_of

_OVERVIEW = ("arm", "item", "label", "item_order", "subjects", "arm_subjects", "events")
_EVENT = ("source_row", "arm", "USUBJID", "AESEQ", "AEDECOD", "AETERM", "ASTDT", "fatal")
_DEATH = ("arm", "USUBJID", "death_date", "DTHCAUS")


def lay_overview(bench: Bench, old: Cut, new: Cut) -> None:
    """Make the tables `changed_overview`, `newly_counted` and `moved_count`, where the records have been found."""
    for side, cut in (("old", old), ("new", new)):
        bench.lay(f"{side}_overview", cut.relation("overview").select(*map(column, _OVERVIEW)))
    asked = new.connection.from_arrow(rows_of(bench.rows("moved_by"), "new"))
    events = new.relation("adverse_event").join(asked, column("source_row") == column("asked_row"), how="semi")
    bench.lay("new_event", events.select(*map(column, _EVENT)))
    subjects = new.relation("adsl").select(column("USUBJID").alias(SUBJECT), column("source_row").alias("row_id"))
    deaths = new.relation("death_listing").join(subjects, column("USUBJID") == column(SUBJECT))
    bench.lay("new_death", deaths.select(*map(column, ("row_id", *_DEATH))))
    for name in ("changed_overview", "newly_counted", "moved_count"):
        bench.derive(name)
